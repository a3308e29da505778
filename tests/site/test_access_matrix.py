"""Every address of the site, for every role and for those not logged in, on real objects."""

import hashlib
import re
import shutil
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from django.db import connection
from django.urls import URLResolver, get_resolver, resolve, reverse
from tests.site import access_objects, people

import samvirke.site
from samvirke.apps.accounts.domain import Role
from samvirke.apps.contracts.models import StatementFile
from samvirke.apps.database import address_of
from samvirke.apps.store import connect_to, open_store
from samvirke.papers.statement_folder.order_file import PUBLIC

MATRIX = yaml.safe_load(
    (Path(samvirke.site.__file__).parent / "access_matrix.yaml").read_text("utf-8")
)
LOGIN = "login"
SETTINGS = {"method", "data", "public", "everyone", "second_factor", "post"}
WHOLE, HIDDEN = "whole", "hidden"
LET_IN = (200, 302, WHOLE, HIDDEN)
SAYS_HIDDEN = ("Du læser den offentlige udgave", "Tallet er skjult i den udgave, du kan se")
FORM = re.compile(r'<form\b[^>]*\bmethod="post"[^>]*>')


def route_names(resolver=None, spaces=()):
    """The name of every address, with its name spaces before it."""
    for item in (resolver or get_resolver()).url_patterns:
        if isinstance(item, URLResolver):
            inside = (*spaces, item.namespace) if item.namespace else spaces
            yield from route_names(item, inside)
        else:
            yield ":".join((*spaces, str(item.name)))


def posted(line):
    """The line of a form, out of that of its page."""
    answers = line if line["post"] == "same" else line["post"]
    return {"second_factor": line.get("second_factor", False), **answers, "method": "POST"}


def route(name):
    """The route that a line is of."""
    return name.split()[0]


ROUTES = sorted(set(route_names()))
LINES = MATRIX | {f"{name} post": posted(line) for name, line in MATRIX.items() if "post" in line}
POSTED = {route(name) for name, line in LINES.items() if line.get("method") == "POST"}


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
    assert sorted({route(name) for name in MATRIX}) == ROUTES


def test_a_line_names_roles_and_known_settings_only():
    known = SETTINGS | set(Role)
    assert {name: set(line) - known for name, line in LINES.items() if set(line) - known} == {}


@pytest.mark.parametrize("name", sorted(LINES))
def test_each_role_gets_the_answer_the_matrix_gives(filled, tmp_path, name):
    line, (path, parts) = LINES[name], filled
    own, other = parts.get(name.removesuffix(" post"), ({}, {}))
    expected = {visitor: told(line, visitor, name) for visitor in ("public", *Role)}
    things = [own, other] if any(len(found) == 2 for found in expected.values()) else [own]
    answered = {}
    for visitor in expected:
        changes = line.get("method") == "POST" and 302 in expected[visitor]
        copy = tmp_path / (visitor if changes else "unchanged")
        if not copy.exists():
            shutil.copytree(path.parent, copy)  # with the files beside the database
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
    return [int(word) if word.isdecimal() else word for word in str(found).split()]


def let_in(name):
    """The roles that an address behind a login opens for, on their own things."""
    line = LINES[name]
    if line["public"] != LOGIN:
        return []
    return [role for role in Role if told(line, role, name)[0] in LET_IN]


def is_own(name):
    """Whether an address is the project's own: allauth's pages are how one comes in."""
    return ":" in name or "_" not in name


@pytest.mark.parametrize("name", [name for name in LINES if is_own(name) and let_in(name)])
def test_a_session_without_a_second_factor_is_asked_for_it_where_the_matrix_says(
    filled, tmp_path, name
):
    line, (path, parts) = LINES[name], filled
    own, _ = parts.get(name.removesuffix(" post"), ({}, {}))
    found = {}
    for role in let_in(name):
        copy = tmp_path / role
        shutil.copytree(path.parent, copy)
        connect_to(address_of(copy / path.name))
        browser = people.client_of(people.person(role, second_factor=False))
        found[role] = is_asked(browser, line, name, own)
    connection.close()
    assert found == dict.fromkeys(found, line.get("second_factor", False))


def is_asked(browser, line, name, parts):
    response = asked(browser, line, name, parts)
    going = response.headers.get("Location", "")
    assert going == reverse("mfa_index") or response.status_code in (*LET_IN, 404)
    return going == reverse("mfa_index")


def asked(browser, line, name, parts):
    address = reverse(route(name), kwargs=parts)
    if line.get("method") != "POST":
        return browser.get(address)
    form = access_objects.FORMS.get(route(name))
    return browser.post(address, form(parts) if form else line.get("data", {}))


def answer(browser, line, name, parts):
    response = asked(browser, line, name, parts)
    assert "Content-Security-Policy" in response.headers
    if not response.streaming:
        assert b"MISSING" not in response.content
        assert forms_in(response) <= POSTED
    going = response.headers.get("Location", "")
    if going.startswith(reverse("account_login")):
        return LOGIN
    return edition(response) if WHOLE in str(line) else response.status_code


def forms_in(response):
    """The routes that the forms of a page post to."""
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return set()
    here = response.request["PATH_INFO"]
    actions = (re.search(r'action="([^"]*)"', form) for form in FORM.findall(response.text))
    paths = (urlsplit(urljoin(here, action[1] if action else "")).path for action in actions)
    return {resolve(path).view_name for path in paths}


def edition(response):
    """Which edition of a statement was answered; the status where none was."""
    if response.status_code != 200:
        return response.status_code
    if response.headers["Content-Type"] == "application/json":
        sha256 = hashlib.sha256(response.content).hexdigest()
        path = StatementFile.objects.get(sha256=sha256).path
        return HIDDEN if path.startswith(f"{PUBLIC}/") else WHOLE
    return HIDDEN if any(words in response.text for words in SAYS_HIDDEN) else WHOLE
