"""A database with its files, made once for many tests, each of which has a copy of its own."""

import shutil
from contextlib import contextmanager

from django.db import connection

from samvirke.apps.database import address_of
from samvirke.apps.store import connect_to, open_store


def make_once(empty_site, folder, fill):
    """A copy of the empty site in ``folder`` that ``fill`` has put something in."""
    path = folder / "filled.sqlite3"
    shutil.copy(empty_site, path)
    open_store(address_of(path))
    fill(folder)
    connection.close()
    return path


@contextmanager
def copied(path, folder):
    """Connects the site in this process to a copy of what ``make_once`` made."""
    shutil.copytree(path.parent, folder / "copy")
    connect_to(address_of(folder / "copy" / path.name))
    yield
    connection.close()
