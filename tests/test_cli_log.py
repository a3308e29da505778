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
    assert (told.returncode, told.stdout) == (
        FOUND,
        "Sendt: 0. Venter til en anden gang: 1. Opgivet: 0.\n",
    )


def test_an_address_that_is_none_is_not_invited(database):
    told = run(
        *("invite", "--email", "ida@", "--name", "Demo Ida"),
        *("--site", "https://localhost", "--database", database),
    )
    assert (told.returncode, told.stderr) == (
        UNUSABLE,
        "»ida@« er ikke en e-mailadresse. Skriv én adresse som navn@kommune.dk.\n",
    )
    assert json.loads(run("verify-log", "--database", database, "--json").stdout)[0]["events"] == 1


@pytest.fixture
def people(database, tmp_path):
    """A store with one user, who read an engagement on 2 March 2026 at one in the morning."""
    copy = tmp_path / "people.sqlite3"
    with sqlite3.connect(database) as whole, sqlite3.connect(copy) as target:
        whole.backup(target)
    with sqlite3.connect(copy) as connection:
        connection.execute(
            "INSERT INTO accounts_user (id, password, email, name, is_active, made_at) "
            "VALUES (1, '', 'ida@demo.example', 'Demo Ida', 1, '2022-01-01')"
        )
        connection.execute(
            "INSERT INTO accounts_accessrecord (at, user_id, role, organisation, about) "
            "VALUES ('2026-03-02 00:00:00', 1, 'adviser', 'hub:fyn', 'engagement:F1')"
        )
    connection.close()
    return copy


ACCESS = "2026-03-02T01:00:00+01:00  ida@demo.example  adviser  hub:fyn  engagement:F1\n"


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ((), ACCESS),
        (("--organisation", "hub:fyn", "--from", "2026-03-02", "--to", "2026-03-02"), ACCESS),
        (("--user", "Ida@demo.example"), ACCESS),
        (("--to", "2026-03-01"), "Ingen har læst noget.\n"),
        (("--organisation", "hub:nordjylland"), "Ingen har læst noget.\n"),
    ],
)
def test_who_read_records_is_shown_and_that_it_was_asked_for_is_logged(people, asked, shown):
    told = run("access-log", "--database", people, *asked)
    assert (told.returncode, told.stdout, told.stderr) == (FINE, shown, "")
    with sqlite3.connect(people) as connection:
        events = connection.execute(
            "SELECT verb FROM accounts_event ORDER BY id DESC LIMIT 1"
        ).fetchall()
    assert events == [("installation.accesses_read",)]


def test_a_user_is_closed_opened_and_erased(people):
    def is_active():
        with sqlite3.connect(people) as connection:
            return connection.execute("SELECT is_active, name FROM accounts_user").fetchone()

    assert run("close-user", "ida@demo.example", "--database", people).returncode == FINE
    assert is_active() == (0, "Demo Ida")
    run("close-user", "ida@demo.example", "--reopen", "--database", people)
    assert is_active() == (1, "Demo Ida")
    assert run("erase-person", "ida@demo.example", "--database", people).returncode == FINE
    assert is_active() == (0, "")
    again = run("erase-person", "ida@demo.example", "--database", people)
    assert (again.returncode, again.stdout) == (UNUSABLE, "")
    nobody = run("erase-person", "--database", people)
    assert nobody.stderr.startswith("Angiv, hvem det handler om:")


def test_what_is_held_of_a_person_is_shown(people):
    told = run("export-person", "ida@demo.example", "--database", people)
    held = {part["model"]: part["rows"] for part in json.loads(told.stdout)["held"]}
    assert [row["about"] for row in held["accounts.AccessRecord"]] == ["engagement:F1"]
    nothing = run("export-person", "--cvr", "99999993", "--database", people)
    assert nothing.stderr.startswith("Der er intet om den person")
    assert "otte cifre" in run("export-person", "--cvr", "9", "--database", people).stderr


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
