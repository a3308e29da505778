"""Opening the record store, and its failures in words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import django
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from samvirke.apps.database import StoreError, settings_of
from samvirke.figures import Text

# Any number that other users of the same PostgreSQL database do not take; this one is »SAMV«.
_LOCK = 0x53414D56
_LONGEST_IMPORT_MS = 60 * 60 * 1000


def open_store(address: str | None = None, *, make: bool = True) -> None:
    """Loads Django on the database at ``address``, or where ``DATABASE_URL`` says.

    Tables are made or brought up to date; a file that is not there is made if ``make``. Raises
    ``StoreError``.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvirke.apps.settings")
    django.setup()
    if address is not None:
        connect_to(address)
    settings = connection.settings_dict
    if connection.vendor == "sqlite" and not Path(settings["NAME"]).exists():
        if not make:
            raise StoreError(_missing(settings["NAME"]))
        _make_file(Path(settings["NAME"]))
    with in_words():
        _bring_up_to_date()


def _make_file(path: Path) -> None:
    """An empty database that its owner alone may read; SQLite's files beside it follow it."""
    with suppress(OSError):  # what is wrong, SQLite meets next
        path.touch(mode=0o600)


def connect_to(address: str) -> None:
    """Turns this process to the database at ``address``, whose tables are taken as they are."""
    told = connections.configure_settings({DEFAULT_DB_ALIAS: settings_of(address)})
    connection.close()
    connections.databases.update(told)
    del connections[DEFAULT_DB_ALIAS]


def _bring_up_to_date() -> None:
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    unknown = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
    if unknown:
        raise StoreError(_NEWER)
    if not executor.migration_plan(newest):
        return
    # Two commands may meet an empty database at once: one makes the tables, the other waits.
    with connection.constraint_checks_disabled(), exclusive():
        executor = MigrationExecutor(connection)
        executor.migrate(newest)


def data_folder() -> Path:
    """The folder for snapshots and other files: ``SAMVIRKE_DATA``, or the one SQLite's file is in.

    Raises ``StoreError`` where neither is.
    """
    folder = data_folder_if_any()
    if folder is None:
        raise StoreError(_NO_FOLDER)
    return folder


def data_folder_if_any() -> Path | None:
    """The same; ``None`` for a store that has no files beside it."""
    told = os.environ.get("SAMVIRKE_DATA")
    if told:
        return Path(told)
    if connection.vendor == "sqlite":
        return Path(connection.settings_dict["NAME"]).parent
    return None


@contextmanager
def exclusive() -> Iterator[None]:
    """One transaction, all or nothing, while no other writes to the store."""
    with transaction.atomic(durable=True):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield


def one_at_a_time(what: str) -> None:
    """Waits until no other transaction does ``what`` (``national:2021``), for the rest of this one.

    What two of them count up from, both must read after this. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, what])


@contextmanager
def patiently() -> Iterator[None]:
    """Waits for another's writing for as long as a large import takes, not for half a minute.

    PostgreSQL lets several write at once and needs no more patience than usual.
    """
    with waiting_at_most(_LONGEST_IMPORT_MS):
        yield


@contextmanager
def waiting_at_most(milliseconds: int) -> Iterator[None]:
    """On SQLite this connection gives up when another has written for so long."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {int(milliseconds)}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")


@contextmanager
def one_moment() -> Iterator[None]:
    """Reads all tables as they stand at one moment, and keeps no other from writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # atomic() would begin by locking others out
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def in_words() -> Iterator[None]:
    """Turns the failures of a database that users can do something about into ``StoreError``."""
    try:
        yield
    except Error as error:
        told = words_of(error)
        if told is None:
            raise
        raise StoreError(told) from error


def words_of(error: Error) -> Text | None:
    """What happened, where users can do something about it; ``None`` for a fault of ours."""
    return _what_happened(error.__cause__)


def is_busy(error: Error) -> bool:
    """Whether another held the database for longer than this one would wait."""
    return words_of(error) is _BUSY


def _what_happened(cause: BaseException | None) -> Text | None:
    """The words for an error of SQLite or PostgreSQL by its code; ``None`` for a bug of ours."""
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    if code is None:
        # psycopg gives no code where the server could not be reached or went away.
        return _UNREACHABLE if type(cause).__name__ == "OperationalError" else None
    return next((text for start, text in _CODES.items() if code.startswith(start)), None)


def _missing(name: str) -> Text:
    return Text(
        da=f"Der er endnu intet lager i {name}. »samvirke import« opretter det; ellers angiv det "
        "rigtige med --database eller DATABASE_URL.",
        en=f"There is no store in {name} yet. 'samvirke import' makes one; or name the right one "
        "with --database or DATABASE_URL.",
    )


_NO_FOLDER = Text(
    da="Der mangler en mappe til udtræk og andre filer. Angiv den med SAMVIRKE_DATA.",
    en="There is no folder for snapshots and other files. Name it with SAMVIRKE_DATA.",
)
_NEWER = Text(
    da="Databasen er skrevet af en nyere udgave af Samvirke. Intet er ændret. Opdatér Samvirke.",
    en="The database was written by a newer Samvirke. Nothing was changed. Update Samvirke.",
)
_BUSY = Text(
    da="En anden indlæsning er i gang, og den blev ikke færdig, mens der blev ventet. Intet er "
    "ændret. Prøv igen om lidt.",
    en="Another import is under way and did not finish while this one waited. Nothing was "
    "changed. Try again in a while.",
)
_FULL = Text(
    da="Der kan ikke skrives i databasen: disken er fuld, fejler eller har en grænse for filers "
    "størrelse. Intet er ændret, og intet er tabt. Skaf plads, og prøv igen.",
    en="The database cannot be written: the disk is full, fails or limits the size of files. "
    "Nothing was changed, and nothing is lost. Make room and try again.",
)
_NO_ACCESS = Text(
    da="Der er ikke adgang til databasen, eller den kan kun læses. Intet er ændret. Kontrollér "
    "adressen eller stien, adgangskoden og rettighederne.",
    en="The database denies access or can only be read. Nothing was changed. Check its address "
    "or path, the password and the permissions.",
)
_DAMAGED = Text(
    da="Filen er ikke en database fra Samvirke, eller den er beskadiget. Intet er ændret. "
    "Kontrollér stien, eller hent en sikkerhedskopi.",
    en="The file is no database of Samvirke, or it is damaged. Nothing was changed. Check its "
    "path, or restore a backup.",
)
_UNREACHABLE = Text(
    da="Der er ikke forbindelse til databasen. Kontrollér adressen (DATABASE_URL), at databasen "
    "findes og kører, og at brugeren har adgang. Røg forbindelsen undervejs, viser »samvirke "
    "imports«, om indlæsningen nåede at blive gemt; halvt gemt er den aldrig.",
    en="The database cannot be reached. Check its address (DATABASE_URL), that it exists and "
    "runs, and that the user has access. If the connection broke on the way, 'samvirke imports' "
    "shows whether the import was stored; it is never stored by halves.",
)
_CODES = {
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "55P03": _BUSY,
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR": _FULL,
    "53": _FULL,
    "SQLITE_READONLY": _NO_ACCESS,
    "SQLITE_CANTOPEN": _NO_ACCESS,
    "SQLITE_PERM": _NO_ACCESS,
    "28": _NO_ACCESS,
    "3D": _NO_ACCESS,
    "42501": _NO_ACCESS,
    "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_CORRUPT": _DAMAGED,
    "08": _UNREACHABLE,
    "57P": _UNREACHABLE,
}
