"""A record store on each of the two databases, empty when a test begins.

PostgreSQL is looked for where SAMVIRKE_TEST_POSTGRESQL says, and tests make a database of their
own there.
"""

import os
import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvirke.site.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings above
from django.db import connection  # noqa: E402

from samvirke.apps.database import address_of  # noqa: E402
from samvirke.apps.store import open_store  # noqa: E402

SERVER = os.environ.get("SAMVIRKE_TEST_POSTGRESQL", "postgres://postgres@127.0.0.1:5432/postgres")


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory):
    """A database file with empty tables, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.sqlite3"
    open_store(address_of(path))
    connection.close()
    return path


@contextmanager
def made_on_postgresql(name):
    """The address of a new database with empty tables, which is dropped in the end."""
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        # A test run need not outlive a power cut.
        server.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        address = urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
        open_store(address)
        yield address
        connection.close()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def empty(address):
    """Connects to a database on PostgreSQL, and leaves no rows in it."""
    open_store(address)
    with connection.cursor() as cursor:  # nobody else empties the log
        cursor.execute("SET session_replication_role = replica")
    call_command("flush", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = origin")


@pytest.fixture(scope="session")
def postgresql_address():
    """The address of a database with empty tables."""
    with made_on_postgresql(f"samvirke_test_{os.getpid()}") as address:
        yield address


@pytest.fixture
def sqlite(sqlite_file, tmp_path):
    """The address of an empty store on SQLite, which this process is connected to."""
    path = tmp_path / "lager æøå.sqlite3"
    shutil.copy(sqlite_file, path)
    open_store(address_of(path))
    yield address_of(path)
    connection.close()


@pytest.fixture
def postgresql(postgresql_address):
    """The address of an empty store on PostgreSQL, which this process is connected to."""
    empty(postgresql_address)
    yield postgresql_address
    connection.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request):
    """The address of an empty store on each of the two."""
    return request.getfixturevalue(request.param)
