"""``samvirke verify-log``, ``send-mail`` and ``serve`` without a key."""

import json
import os
import sqlite3
import subprocess
import sys

import pytest

from samvirke.cli.exit_codes import FINE, FOUND, UNUSABLE


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "samvirke.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """A store in which one invitation stands in the log, and its letter in the outbox."""
    path = tmp_path_factory.mktemp("log") / "log.sqlite3"
    made = run(
        *("invite", "--email", "ny@demo.example", "--name", "Demo Ny"),
        *("--site", "https://localhost", "--database", path),
    )
    assert made.returncode == FINE, made.stderr
    return path


def test_a_whole_chain_holds_in_words_and_as_json(database):
    told = run("verify-log", "--database", database)
    assert told.returncode == FINE
    assert told.stdout.startswith("Driften af Samvirke: kæden holder. Hændelser: 1. Sidste")
    (chain,) = json.loads(run("verify-log", "--database", database, "--json").stdout)
    assert (chain["organisation"], chain["events"], chain["broken_at"], len(chain["head"])) == (
        "installation:samvirke",
        1,
        None,
        64,
    )


def test_a_changed_event_is_told_and_found(database, tmp_path):
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(database.read_bytes())
    with sqlite3.connect(copy) as connection:
        connection.execute("DROP TRIGGER unchangeable_accounts_event_update")
        connection.execute("UPDATE accounts_event SET about = 'invitation:9'")
    connection.close()
    told = run("verify-log", "--database", copy, "--language", "en")
    assert told.returncode == FOUND
    assert "THE CHAIN IS BROKEN: event 1 was changed after it was written." in told.stdout


def test_a_letter_waits_where_no_mail_server_answers(database):
    told = run("send-mail", "--database", database, SAMVIRKE_MAIL_PORT="1")
    assert (told.returncode, told.stdout) == (FOUND, "Sendt: 0. Venter til næste gang: 1.\n")


def test_the_site_does_not_start_without_a_key(tmp_path):
    told = run(
        *("serve", "--database", tmp_path / "a.sqlite3"), SAMVIRKE_SECRET_KEY="", SAMVIRKE_DEMO=""
    )
    assert told.returncode == UNUSABLE
    assert told.stderr.startswith("Hjemmesiden mangler en hemmelig nøgle.")
    assert not (tmp_path / "a.sqlite3").exists()


def test_an_unknown_role_is_told(database):
    told = run(
        *("invite", "--email", "a@demo.example", "--name", "A", "--role", "konge"),
        *("--site", "https://localhost", "--database", database),
    )
    assert told.returncode == UNUSABLE
    assert told.stderr.startswith("Der er ingen rolle »konge«. Vælg mellem adviser, controller,")
