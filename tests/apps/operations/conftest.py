"""Data folders, and stores that are not there yet."""

import os
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection
from tests.apps.conftest import SERVER

from samvirke.apps.database import address_of


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder for snapshots."""
    folder = tmp_path / "data"
    monkeypatch.setenv("SAMVIRKE_DATA", str(folder))
    return folder


@pytest.fixture
def new_sqlite(tmp_path):
    """The address of an SQLite file that is not there."""
    return address_of(tmp_path / "ny" / "lager.sqlite3")


@pytest.fixture
def new_postgresql():
    """The address of a PostgreSQL database without tables."""
    name = f"samvirke_restore_{os.getpid()}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
        connection.close()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["new_sqlite", "new_postgresql"])
def new(request, tmp_path):
    """The address of a store that is not there, on each of the two."""
    (tmp_path / "ny").mkdir()
    return request.getfixturevalue(request.param)
