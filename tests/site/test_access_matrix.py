"""Every address of the site, for every role and for those not logged in, on real objects."""

import shutil
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.urls import URLResolver, get_resolver, reverse
from tests.site import access_objects, people

import samvirke.site
from samvirke.apps.accounts.domain import Role
from samvirke.apps.database import address_of
from samvirke.apps.store import connect_to, open_store

MATRIX = yaml.safe_load(
    (Path(samvirke.site.__file__).parent / "access_matrix.yaml").read_text("utf-8")
)
LOGIN = "login"
SETTINGS = {"method", "data", "public", "everyone"}


def route_names(resolver=None, spaces=()):
    """The name of every address, with its name spaces before it."""
    for item in (resolver or get_resolver()).url_patterns:
        if isinstance(item, URLResolver):
            inside = (*spaces, item.namespace) if item.namespace else spaces
            yield from route_names(item, inside)
        else:
            yield ":".join((*spaces, str(item.name)))


ROUTES = sorted(set(route_names()))


@pytest.fixture(scope="module")
def filled(empty_site, tmp_path_factory):
    """A database with every kind of thing in it, everyone, and the parts of each address."""
    path = tmp_path_factory.mktemp("filled") / "filled.sqlite3"
    shutil.copy(empty_site, path)
    open_store(address_of(path))
    parts = {name: make() for name, make in access_objects.MAKERS.items()}
    for role in Role:
        people.person(role)
    connection.close()
    return path, parts


def test_every_address_is_in_the_matrix_and_nothing_else():
    assert sorted(MATRIX) == ROUTES


def test_a_line_names_roles_and_known_settings_only():
    known = SETTINGS | set(Role)
    assert {name: set(line) - known for name, line in MATRIX.items() if set(line) - known} == {}


@pytest.mark.parametrize("name", ROUTES)
def test_each_role_gets_the_answer_the_matrix_gives(filled, tmp_path, name):
    line, (path, parts) = MATRIX[name], filled
    own, other = parts.get(name, ({}, {}))
    expected = {visitor: told(line, visitor, name) for visitor in ("public", *Role)}
    things = [own, other] if any(len(found) == 2 for found in expected.values()) else [own]
    answered = {}
    for visitor in expected:
        if visitor == "public" or line.get("method") == "POST":
            copy = tmp_path / visitor  # of the files beside the database too
            shutil.copytree(path.parent, copy)
            connect_to(address_of(copy / path.name))
        browser = (
            people.client()
            if visitor == "public"
            else people.client_of(people.person(Role(visitor)))
        )
        answered[visitor] = [answer(browser, line, name, thing) for thing in things]
    connection.close()
    both = {
        visitor: found if len(found) == len(things) else found * len(things)
        for visitor, found in expected.items()
    }
    assert answered == both


def told(line, visitor, name):
    """The answers that the matrix gives a visitor, as a list of one or two."""
    found = line.get(visitor, None if visitor == "public" else line.get("everyone"))
    assert found is not None, f"{name} gives {visitor} no answer"
    return [word if word == LOGIN else int(word) for word in str(found).split()]


def answer(browser, line, name, parts):
    address = reverse(name, kwargs=parts)
    if line.get("method") == "POST":
        response = browser.post(address, line.get("data", {}))
    else:
        response = browser.get(address)
    assert "Content-Security-Policy" in response.headers
    if not response.streaming:
        assert b"MISSING" not in response.content
    going = response.headers.get("Location", "")
    return LOGIN if going.startswith(reverse("account_login")) else response.status_code
