"""The command run in this process, and a record store of its own for each test."""

import os
import shutil
from typing import NamedTuple

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvirke.site.settings")

from django.db import connection

from samvirke.apps.database import address_of
from samvirke.apps.store import open_store
from samvirke.cli import main


class Said(NamedTuple):
    """What a command ended with."""

    code: int
    out: str
    err: str


@pytest.fixture
def samvirke(capsys):
    """Runs a command, and tells its exit code and what it wrote."""

    def run(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as refused:
            code = refused.code
        return Said(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory):
    """A database file with empty tables, to be copied."""
    path = tmp_path_factory.mktemp("store") / "empty.sqlite3"
    open_store(address_of(path))
    connection.close()
    return path


@pytest.fixture
def store(samvirke, tmp_path, empty_store):
    """Runs one of the commands on a record store of its own."""
    shutil.copy(empty_store, tmp_path / "lager.sqlite3")

    def run(name, *arguments, language="da"):
        return samvirke(
            name, *arguments, "--database", tmp_path / "lager.sqlite3", "--language", language
        )

    yield run
    connection.close()
