"""Writing down who reads records while another holds the SQLite database."""

import sqlite3
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import OperationalError, connection, transaction

from samvirke.apps.accounts.domain import (
    Actor,
    Role,
    make_user,
    record_access,
    take_in_accesses,
)
from samvirke.apps.accounts.models import AccessRecord

NOW = datetime(2022, 3, 1, 12, 0, tzinfo=UTC)
NORTH = "hub:nordjylland"


def made_adviser():
    user = make_user(email="demo@demo.example", name="Demo", password=None, by=None, at=NOW)
    return Actor(user=user, role=Role.ADVISER, organisation=NORTH, today=date(2022, 3, 1))


@pytest.fixture
def adviser(store):
    return made_adviser()


@pytest.fixture
def on_sqlite(sqlite):
    return made_adviser()


@contextmanager
def another_writes():
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def file():
    return sqlite3.connect(f"{connection.settings_dict['NAME']}-accesses", isolation_level=None)


def waiting():
    return file().execute("SELECT about FROM access ORDER BY at").fetchall()


def read(actor, about, *, minutes=0):
    record_access(actor=actor, organisation=NORTH, about=about, at=NOW + timedelta(minutes=minutes))


def written():
    names = ("user", "role", "organisation", "about", "at")
    return list(AccessRecord.objects.order_by("at").values_list(*names))


def test_each_access_is_written_down(adviser):
    read(adviser, "engagement:F1")
    take_in_accesses()
    assert written() == [(adviser.user.pk, "adviser", NORTH, "engagement:F1", NOW)]


def test_an_access_while_another_writes_waits_in_a_file_and_goes_with_the_next(on_sqlite):
    with another_writes():
        read(on_sqlite, "engagement:F1")
        read(on_sqlite, "engagement:F2", minutes=1)
        assert (written(), waiting()) == ([], [("engagement:F1",), ("engagement:F2",)])
    read(on_sqlite, "engagement:F3", minutes=2)
    pk = on_sqlite.user.pk
    assert written() == [
        (pk, "adviser", NORTH, f"engagement:F{n + 1}", NOW + timedelta(minutes=n)) for n in range(3)
    ]
    assert waiting() == []


def test_who_reads_the_table_takes_in_what_waits(on_sqlite):
    with another_writes():
        read(on_sqlite, "engagement:F1")
    take_in_accesses()
    assert ([about for *_, about, _ in written()], waiting()) == (["engagement:F1"], [])


def test_the_file_is_its_owner_s_alone(on_sqlite, tmp_path):
    with another_writes():
        read(on_sqlite, "engagement:F1")
    (found,) = tmp_path.glob("*-accesses")
    assert found.stat().st_mode & 0o777 == 0o600


def test_who_died_between_table_and_file_takes_it_in_once(on_sqlite):
    with another_writes():
        read(on_sqlite, "engagement:F1")
    kept = file().execute("SELECT * FROM access").fetchone()
    take_in_accesses()
    file().execute("INSERT INTO access VALUES (?, ?, ?, ?, ?, ?)", kept)
    take_in_accesses()
    assert ([about for *_, about, _ in written()], waiting()) == (["engagement:F1"], [])


def test_what_is_taken_in_and_given_up_still_waits(on_sqlite):
    with another_writes():
        read(on_sqlite, "engagement:F1")
    with transaction.atomic():
        take_in_accesses()
        transaction.set_rollback(True)
    assert (written(), waiting()) == ([], [("engagement:F1",)])


def test_accesses_of_a_former_database_in_the_same_place_are_left_alone(on_sqlite):
    with another_writes():
        read(on_sqlite, "engagement:F1", minutes=-1)
    read(on_sqlite, "engagement:F2")
    assert [about for *_, about, _ in written()] == ["engagement:F2"]
    assert waiting() == [("engagement:F1",)]


def test_what_can_be_written_nowhere_is_not_read(on_sqlite, tmp_path):
    (name,) = tmp_path.glob("*.sqlite3")
    name.with_name(f"{name.name}-accesses").mkdir()
    with another_writes(), pytest.raises(OperationalError):
        read(on_sqlite, "engagement:F1")


def test_the_connection_waits_for_others_again_afterwards(on_sqlite):
    def patience():
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA busy_timeout").fetchone()[0]

    before = patience()
    with another_writes():
        read(on_sqlite, "engagement:F1")
    assert (before, patience()) == (30_000, 30_000)
