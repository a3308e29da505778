"""The site while another holds the SQLite database: readers do not wait, writers are told."""

import sqlite3
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.site.people import HTTPS, person
from tests.site.record_objects import brought, taken

from samvirke.apps.accounts.domain import Role, make_user, take_in_accesses
from samvirke.apps.accounts.models import AccessRecord
from samvirke.apps.imports.domain import find_upload
from samvirke.apps.imports.domain.state import state_of
from samvirke.apps.imports.models import Import


@pytest.fixture
def busy(site):
    """Makes the database busy within a block; this process gives up on it at once."""
    connection.settings_dict["OPTIONS"]["timeout"] = 0
    connection.close()
    return another_writes


@contextmanager
def another_writes():
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def _engagement():
    taken(name="F1", municipality=851)
    return "/registreringer/nordjylland/F1/"


def _import():
    return f"/importer/{taken().pk}/"


def _waiting_file():
    return f"/importer/venter/{brought().fingerprint}/"


def _guided():
    taken(name="F1", municipality=851)
    return "/vejledte-virksomheder/"


RECORDS = {
    "engagement": (Role.ADVISER, _engagement, "engagement"),
    "search": (Role.ADVISER, lambda: "/registreringer/", "engagements"),
    "work list": (Role.CONTROLLER, lambda: "/arbejdsliste/?aar=2021", "work-list"),
    "list file": (Role.CONTROLLER, lambda: "/arbejdsliste/2021/liste.csv", "work-list"),
    "import": (Role.CONTROLLER, _import, "import"),
    "waiting file": (Role.CONTROLLER, _waiting_file, "upload"),
    "guided": (Role.BUSINESS_OFFICE, _guided, "guided-companies"),
}


@pytest.mark.parametrize("what", RECORDS)
def test_records_are_read_and_that_is_written_down(client_as, busy, what):
    role, make, about = RECORDS[what]
    address, browser = make(), client_as(role)
    with busy():
        assert browser.get(address).status_code == 200
        assert not AccessRecord.objects.exists()
    take_in_accesses()
    assert [item.about.partition(":")[0] for item in AccessRecord.objects.all()] == [about]


@pytest.fixture
def loud(site):
    """Someone not logged in, whose browser is answered where the site fails."""
    return Client(raise_request_exception=False, **HTTPS)


def test_who_logs_in_meanwhile_is_asked_to_try_again(loud, busy):
    told = {"login": "demo@demo.example", "password": "fem heste og en ko"}
    user = make_user(
        email=told["login"], name="Demo", password=told["password"], by=None, at=timezone.now()
    )
    with busy():
        answer = loud.post("/konto/login/", told)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "En anden indlæsning er i gang" in answer.content.decode()
    user.refresh_from_db()
    assert user.last_login is None
    assert loud.post("/konto/login/", told).status_code == 302


def test_who_changes_role_meanwhile_is_asked_to_try_again(loud, busy):
    user = person(Role.CONTROLLER)
    loud.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    with busy():
        answer = loud.post("/konto/rolle/", {"role": "controller@hub:nordjylland"})
    assert answer.status_code == 503
    assert 'lang="en"' in answer.content.decode()


def test_who_takes_a_file_in_meanwhile_is_told_and_the_file_still_waits(client_as, busy):
    upload, browser = brought(), client_as(Role.CONTROLLER)
    waiting = f"/importer/venter/{upload.fingerprint}/"
    seen = {"seen": state_of("nordjylland")}
    with busy():
        told = browser.post(f"{waiting}gem/", seen, follow=True)
    assert told.redirect_chain == [(waiting, 302)]
    assert "En anden indlæsning er i gang" in told.content.decode()
    assert (find_upload(upload.fingerprint), Import.objects.count()) == (upload, 0)
    done = browser.post(f"{waiting}gem/", seen)
    assert done.url == f"/importer/{Import.objects.get().pk}/"
