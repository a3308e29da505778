"""What happens when the machine fails: nothing is lost, nothing is half stored."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests.apps.rows import (
    HUB,
    current,
    engagement,
    everything,
    participation,
    some_file,
    take,
    take_file,
)
from tests.cli.files import csv_file
from tests.cli.files import engagement as registration

from samvirke.apps.database import address_of
from samvirke.apps.imports.models import Import
from samvirke.apps.store import open_store

ROOT = Path(__file__).parent.parent.parent


def child(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "tests.apps.child", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        # Measuring coverage would write files of its own under the limits set here.
        env={name: value for name, value in os.environ.items() if not name.startswith("COV_")}
        | {"COVERAGE_PROCESS_START": "", "DJANGO_SETTINGS_MODULE": "samvirke.apps.settings"},
        **options,
    )


@pytest.mark.parametrize(
    ("step", "count"),
    [("READING", 2), ("COMPARING", 1), ("STORING", 1), ("STORING", 2), ("STORING", 3)],
    ids=["reading", "comparing", "before storing", "half stored", "before the commit"],
)
def test_killed_on_the_way_nothing_is_stored(store, step, count):
    take(engagement("F1", minutes=1), engagement("GAMMEL"), participation("F1"))
    before = everything()
    connection.close()
    died = child(store, 20, 2, step, count)
    assert (died.returncode, died.stderr) == (-signal.SIGKILL, "")
    assert (everything(), Import.objects.count()) == (before, 1)
    take_file(some_file(20, minutes=2))
    assert set(current()["engagements"]) == {(HUB, f"F{number}") for number in range(20)}
    assert len(current()["participations"]) == 20
    assert Import.objects.count() == 2


def test_the_command_killed_at_any_moment_stores_all_or_nothing(store, tmp_path):
    rows = [registration(f"F-{number}") for number in range(2_000)]
    command = [
        *(sys.executable, "-m", "samvirke.cli", "import", csv_file(tmp_path, *rows)),
        *("--kind", "registrations", "--hub", HUB, "--commit", "--actor", "Demo Controller"),
    ]
    connection.close()
    environment = os.environ | {"DATABASE_URL": store}
    for moment in (0.5, 0.8, 1.1):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        stored = (Import.objects.count(), len(current()["engagements"]))
        connection.close()
        assert stored in ((0, 0), (1, 2_000))
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert (Import.objects.count(), len(current()["engagements"])) == (1, 2_000)


def limit_files(size):
    """A full disk: no file may grow beyond ``size`` bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_on_a_full_disk_nothing_is_lost_and_words_are_said(sqlite):
    take(engagement("F1", minutes=1), participation("F1"))
    before = everything()
    connection.close()
    died = child(sqlite, 5_000, 2, preexec_fn=lambda: limit_files(400_000))
    assert (died.returncode, died.stderr) == (
        1,
        "Der kan ikke skrives i databasen: disken er fuld, fejler eller har en grænse for filers "
        "størrelse. Intet er ændret, og intet er tabt. Skaf plads, og prøv igen.\n",
    )
    assert (everything(), Import.objects.count()) == (before, 1)
    take_file(some_file(5_000, minutes=2))
    assert len(current()["engagements"]) == 5_000


def test_a_disk_that_is_full_from_the_start_says_so(tmp_path):
    address = address_of(tmp_path / "lager.sqlite3")
    died = child(address, 1, 2, preexec_fn=lambda: limit_files(10_000))
    assert died.returncode == 1
    assert "Der kan ikke skrives i databasen: disken er fuld" in died.stderr
    connection.close()
    open_store(address)
    take(engagement("F1"))
    assert set(current()["engagements"]) == {(HUB, "F1")}
    connection.close()
