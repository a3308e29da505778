"""Opening the store: its address, its tables, and its failures in words."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from tests.apps.conftest import SERVER
from tests.apps.rows import HUB, current, engagement, everything, file_of, take, take_file

from samvirke.apps.database import StoreError, address_of, settings_of
from samvirke.apps.imports.domain import Step
from samvirke.apps.imports.models import Import
from samvirke.apps.store import exclusive, in_words, open_store

UNUSABLE = (
    "Databasens adresse (DATABASE_URL) kan ikke bruges. Skriv "
    "postgres://BRUGER:KODE@MASKINE:5432/NAVN eller sqlite:////MAPPE/FIL.sqlite3."
)


@pytest.mark.parametrize("name", ["a.db", "lager æøå 100%.sqlite3", "hvad?.db", "nr#1.db", "+.db"])
def test_the_address_of_a_file_leads_back_to_it(tmp_path, name):
    assert settings_of(address_of(tmp_path / name))["NAME"] == str(tmp_path / name)


def test_a_relative_file_lies_in_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert settings_of(address_of(Path("a.db")))["NAME"] == str(tmp_path / "a.db")


@pytest.mark.parametrize(
    "address",
    [
        "mysql://demo@127.0.0.1/samvirke",
        "redshift://demo@127.0.0.1/samvirke",
        "sqlite://",
        "sqlite://:memory:",
        "samvirke.sqlite3",
        "postgres://[demo",
        "",
    ],
)
def test_other_databases_are_refused_without_repeating_the_address(address):
    with pytest.raises(StoreError) as refused:
        settings_of(address)
    assert refused.value.what.da == UNUSABLE


def test_postgresql_keeps_what_the_address_says():
    settings = settings_of("postgres://demo:kode@db.example:5433/samvirke?connect_timeout=3")
    kept = ("ENGINE", "USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")
    assert {name: settings[name] for name in kept} == {
        "ENGINE": "django.db.backends.postgresql",
        "USER": "demo",
        "PASSWORD": "kode",
        "HOST": "db.example",
        "PORT": 5433,
        "NAME": "samvirke",
        "OPTIONS": {"connect_timeout": 3, "options": "-c lock_timeout=30s"},
    }


def test_sqlite_writes_ahead_and_locks_at_the_start_of_a_transaction(sqlite):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
    with exclusive():
        other = settings_of(sqlite)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            sqlite3.connect(other["NAME"], timeout=0).execute("BEGIN IMMEDIATE")


def refused_opening(address, **options):
    with pytest.raises(StoreError) as refused:
        open_store(address, **options)
    connection.close()
    return refused.value.what.da


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "brev.sqlite3"
    path.write_text("Kære Demo\n" * 1000, "utf-8")
    assert refused_opening(address_of(path)) == (
        "Filen er ikke en database fra Samvirke, eller den er beskadiget. Intet er ændret. "
        "Kontrollér stien, eller hent en sikkerhedskopi."
    )
    assert path.read_text("utf-8") == "Kære Demo\n" * 1000


def test_a_folder_that_is_not_there_is_told(tmp_path):
    assert refused_opening(address_of(tmp_path / "ingen" / "lager.sqlite3")).startswith(
        "Der er ikke adgang til databasen, eller den kan kun læses."
    )


def test_a_store_is_only_made_where_that_was_asked_for(tmp_path):
    path = tmp_path / "lager.sqlite3"
    assert refused_opening(address_of(path), make=False) == (
        f"Der er endnu intet lager i {path}. »samvirke import« opretter det; ellers angiv det "
        "rigtige med --database eller DATABASE_URL."
    )
    assert not path.exists()


def test_a_server_that_does_not_answer_is_told():
    assert refused_opening("postgres://demo@127.0.0.1:9/samvirke").startswith(
        "Der er ikke forbindelse til databasen. Kontrollér adressen (DATABASE_URL)"
    )


def test_a_database_that_is_not_there_is_told(postgresql):
    assert refused_opening(f"{postgresql}_findes_ikke").startswith(
        "Der er ikke forbindelse til databasen."
    )


def test_a_store_of_a_newer_samvirke_is_left_alone(store):
    MigrationRecorder(connection).record_applied("imports", "9999_from_the_future")
    try:
        assert refused_opening(store) == (
            "Databasen er skrevet af en nyere udgave af Samvirke. Intet er ændret. Opdatér "
            "Samvirke."
        )
    finally:
        MigrationRecorder(connection).record_unapplied("imports", "9999_from_the_future")


def test_opening_again_changes_nothing(store):
    take(engagement("F1"))
    before = everything()
    open_store(store)
    assert everything() == before


def test_a_fault_of_our_own_is_not_put_in_words(store):
    with pytest.raises(Exception, match="nowhere"), in_words(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")


def test_a_lost_connection_is_told_and_nothing_is_stored(postgresql):
    def progress(step, count):
        if step is Step.STORING:
            with psycopg.connect(SERVER, autocommit=True) as server:
                server.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = %s AND pid <> pg_backend_pid()",
                    [connection.settings_dict["NAME"]],
                )

    with pytest.raises(StoreError) as refused:
        take_file(file_of(engagement("F1")), progress=progress)
    assert refused.value.what.da.startswith("Der er ikke forbindelse til databasen.")
    connection.close()
    assert (current()["engagements"], Import.objects.count()) == ({}, 0)


def test_two_first_uses_at_once_make_the_tables_once(tmp_path):
    address = address_of(tmp_path / "lager.sqlite3")
    command = [sys.executable, "-m", "tests.apps.child", address, "3"]
    children = [
        subprocess.Popen([*command, minutes], stderr=subprocess.PIPE, text=True)
        for minutes in ("1", "2", "3")
    ]
    told = [child.communicate()[1] for child in children]
    assert (told, [child.returncode for child in children]) == (["", "", ""], [0, 0, 0])
    open_store(address)
    assert set(current()["engagements"]) == {(HUB, "F0"), (HUB, "F1"), (HUB, "F2")}
    assert Import.objects.count() == 3
    connection.close()


def waiting(address, seconds):
    """The same database for an import that waits no longer than this."""
    if address.startswith("sqlite"):
        return f"{address}?timeout={seconds}"
    return f"{address}?options=-c%20lock_timeout%3D{seconds}s"


def test_an_import_waits_for_another(store):
    """A thread of its own imports; it can only end when this one lets go."""
    done = []

    def other():
        done.append(take(engagement("F2")).record.new)
        connection.close()

    thread = threading.Thread(target=other)

    def progress(step, count):
        if (step, count) == (Step.STORING, 0):
            thread.start()
            thread.join(0.5)
            assert thread.is_alive()

    take_file(file_of(engagement("F1")), progress=progress)
    thread.join()
    assert done == [1]
    assert set(current()["engagements"]) == {(HUB, "F1"), (HUB, "F2")}


def test_who_waits_too_long_is_told(store):
    with exclusive():
        waits = subprocess.run(
            [sys.executable, "-m", "tests.apps.child", waiting(store, 1), "1", "1"],
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
    assert (waits.returncode, waits.stderr) == (
        1,
        "En anden indlæsning er i gang, og den blev ikke færdig, mens der blev ventet. Intet er "
        "ændret. Prøv igen om lidt.\n",
    )
    assert Import.objects.count() == 0


def test_the_same_file_from_two_at_once_is_taken_in_once(store):
    """Both read it before either stores it."""
    records = []

    def other():
        records.append(take(engagement("F1")))
        connection.close()

    thread = threading.Thread(target=other)

    def progress(step, count):
        if (step, count) == (Step.READING, 1):
            thread.start()
            thread.join()

    done = take_file(file_of(engagement("F1")), progress=progress)
    assert ([item.already for item in records], done.already) == ([False], True)
    assert (done.record, Import.objects.count()) == (records[0].record, 1)
