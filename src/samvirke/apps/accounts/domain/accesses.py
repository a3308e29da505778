"""Writing down who reads records, without waiting for whoever holds the database.

On SQLite there is one writer at a time, and an import may be it. Then an access is kept in a file
of its own beside the database, and the next one takes it into the table: nobody waits to read, and
nothing is read that is not written down.
"""

import sqlite3
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import OperationalError, connection, transaction

from samvirke.apps.accounts.domain.actors import Actor
from samvirke.apps.accounts.models import AccessRecord, User
from samvirke.apps.store import is_busy, waiting_at_most

# The file is held for one row at a time.
_SECONDS_TO_WAIT = 10
# SQLite asks again and again whether a file is free; threads that queue up here need not.
_ONE_THREAD = threading.Lock()
_ENDING = "-accesses"
_TABLE = (
    "CREATE TABLE IF NOT EXISTS access (queued_as TEXT PRIMARY KEY, at TEXT NOT NULL, "
    "user INTEGER NOT NULL, role TEXT NOT NULL, organisation TEXT NOT NULL, about TEXT NOT NULL)"
)


def record_access(*, actor: Actor, organisation: str, about: str, at: datetime) -> None:
    """Writes down that ``actor`` read records of ``organisation``: ``about`` is which, as an id.

    Raises ``OperationalError`` where it can be written nowhere: then the records stay unread.
    """
    access = AccessRecord(
        at=at, user=actor.user, role=actor.role.value, organisation=organisation, about=about
    )
    if connection.vendor != "sqlite":
        access.save(force_insert=True)
        return
    try:
        with waiting_at_most(0):
            _store([access])
    except OperationalError as error:
        if not is_busy(error):
            raise
        _queue(access)


def take_in_accesses() -> None:
    """Takes the accesses that wait beside the database into the table; for whoever reads it."""
    if _file_if_any() is not None:
        _store([])


def _store(new: Sequence[AccessRecord]) -> None:
    """Stores the new accesses and those that wait, which go once the table has them.

    Who dies between the two leaves some in both places; ``queued_as`` lets each in once.
    """
    with transaction.atomic():
        waiting = _waiting()
        AccessRecord.objects.bulk_create(waiting, ignore_conflicts=True)
        AccessRecord.objects.bulk_create(new)
        if waiting:
            transaction.on_commit(partial(_forget, [(item.queued_as,) for item in waiting]))


def _waiting() -> list[AccessRecord]:
    """The accesses that wait, without those of a former database that lay in the same place."""
    if _file_if_any() is None:
        return []
    with _opened() as file:
        rows = file.execute("SELECT * FROM access ORDER BY at").fetchall()
    found = [
        AccessRecord(queued_as=name, at=datetime.fromisoformat(at), user_id=user, **told)
        for name, at, user, *rest in rows
        for told in (dict(zip(("role", "organisation", "about"), rest, strict=True)),)
    ]
    made = dict(User.objects.filter(pk__in={i.user_id for i in found}).values_list("pk", "made_at"))
    return [item for item in found if item.user_id in made and made[item.user_id] <= item.at]


def _forget(names: Sequence[tuple[str]]) -> None:
    with _opened() as file:
        file.executemany("DELETE FROM access WHERE queued_as = ?", names)


def _queue(access: AccessRecord) -> None:
    told = (access.role, access.organisation, access.about)
    _file().touch(mode=0o600)
    with _opened() as file:
        file.execute(
            "INSERT INTO access VALUES (?, ?, ?, ?, ?, ?)",
            (uuid.uuid4().hex, access.at.isoformat(), access.user_id, *told),
        )


def _file() -> Path:
    name = Path(connection.settings_dict["NAME"])
    return name.with_name(name.name + _ENDING)


def _file_if_any() -> Path | None:
    """The file, once an access has waited in it."""
    if connection.vendor != "sqlite":
        return None
    file = _file()
    return file if file.exists() else None


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    """The file, within one transaction. Its failures are told as those of the database are."""
    with _ONE_THREAD, connection.wrap_database_errors:
        file = sqlite3.connect(_file(), timeout=_SECONDS_TO_WAIT)
        try:
            with file:
                file.execute(_TABLE)
                yield file
        finally:
            file.close()
