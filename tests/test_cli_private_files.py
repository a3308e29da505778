"""What holds registrations and people is its owner's alone to read, whatever the shell allows."""

import os
import stat
import subprocess
import sys

from tests.site.server import serving

from samvirke.cli.exit_codes import FINE


def run(*arguments):
    command = [sys.executable, "-m", "samvirke.cli", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, umask=0o022)
    assert done.returncode == FINE, done.stderr


def others_may(path):
    """The rights of all but the owner."""
    return stat.S_IMODE(path.stat().st_mode) & 0o077


def test_a_store_and_what_comes_back_of_its_backup(tmp_path):
    made, copy = tmp_path / "made.sqlite3", tmp_path / "copy.zip"
    back = tmp_path / "back" / "store.sqlite3"
    back.parent.mkdir()
    run(
        *("invite", "--email", "ny@demo.example", "--name", "Demo Ny"),
        *("--site", "https://localhost", "--database", made),
    )
    run("backup", copy, "--database", made)
    run("restore", copy, "--database", back)
    assert [others_may(path) for path in (made, copy, back)] == [0, 0, 0]


def test_what_the_site_makes(tmp_path):
    database = tmp_path / "site" / "demo.sqlite3"
    before = os.umask(0o022)
    try:
        with serving(database):
            made = [database.parent, *sorted(database.parent.iterdir())]
            names = [path.name for path in made]
            rights = [others_may(path) for path in made]
    finally:
        os.umask(before)
    assert {"site", "demo.sqlite3", "demo-secret-key"} <= set(names)
    assert rights == [0] * len(made)
