"""The live site on an empty database, its visitors, and a real browser."""

import os
import shutil

import django
import pytest
from playwright.sync_api import sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvirke.site.settings")
django.setup()

from django.db import connection  # noqa: E402 - needs the settings above
from tests.apps.conftest import empty, made_on_postgresql  # noqa: E402
from tests.site import people  # noqa: E402
from tests.site.server import serving  # noqa: E402

from samvirke.apps.database import address_of  # noqa: E402
from samvirke.apps.store import open_store  # noqa: E402


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory):
    """A database file with empty tables, to be copied."""
    path = tmp_path_factory.mktemp("site") / "empty.sqlite3"
    open_store(address_of(path))
    connection.close()
    return path


@pytest.fixture
def site(empty_site, tmp_path):
    """The address of an empty database that the site in this process is connected to."""
    path = tmp_path / "site.sqlite3"
    shutil.copy(empty_site, path)
    open_store(address_of(path))
    yield address_of(path)
    connection.close()


@pytest.fixture(scope="session")
def postgresql_site():
    """The address of a database on PostgreSQL with empty tables."""
    with made_on_postgresql(f"samvirke_site_{os.getpid()}") as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def either_site(request, tmp_path, monkeypatch):
    """The address of an empty database of each kind, which the site is connected to."""
    if request.param == "sqlite":
        yield request.getfixturevalue("site")
        return
    address = request.getfixturevalue("postgresql_site")
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "data"))
    empty(address)
    yield address
    connection.close()


@pytest.fixture
def public(site):
    """A browser that is not logged in."""
    return people.client()


@pytest.fixture
def client_as(site):
    """Makes a browser in which someone with a role is logged in."""

    def make(role, organisation=None, *, second_factor=True):
        return people.client_of(people.person(role, organisation, second_factor=second_factor))

    return make


CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """A real browser for the live pages."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The address of the demo site on an empty database."""
    with serving(tmp_path_factory.mktemp("served") / "demo.sqlite3") as address:
        yield address
