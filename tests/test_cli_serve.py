"""``samvirke serve`` and ``demo-site`` refuse a database that is not for them, unchanged."""

import os
import sqlite3
import subprocess
import sys

import pytest

from samvirke.cli.exit_codes import FINE, UNUSABLE


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "samvirke.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "SAMVIRKE_DEMO": "", **environment},
    )


@pytest.fixture
def real(tmp_path):
    """A store in which an administrator was invited."""
    path = tmp_path / "real.sqlite3"
    made = run(
        *("invite", "--email", "ida@hus.example", "--name", "Ida"),
        *("--site", "https://localhost", "--database", path),
    )
    assert made.returncode == FINE, made.stderr
    return path


def users(path):
    with sqlite3.connect(path) as held:
        return held.execute("SELECT count(*) FROM accounts_user").fetchone()[0]


@pytest.mark.parametrize("told", [("serve", "--demo"), ("serve",), ("demo-site",)])
def test_the_demo_refuses_a_real_database(real, told):
    asked = {"SAMVIRKE_DEMO": "1"} if told == ("serve",) else {}
    refused = run(*told, "--database", real, **asked)
    assert refused.returncode == UNUSABLE
    assert refused.stderr.startswith("I databasen er der data, som ikke er demoens")
    assert users(real) == 0
