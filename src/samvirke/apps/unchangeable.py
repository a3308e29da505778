"""Rows that the database itself refuses to change: the log, and whatever was approved."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, migrations

_PREFIX = "unchangeable"
_EVENTS = ("UPDATE", "DELETE", "INSERT", "MOVE", "TRUNCATE")


def unchangeable(
    table: str,
    *,
    columns: Sequence[str] = (),
    when: str = "1 = 1",
    deletable: bool = False,
    under: tuple[str, str] | None = None,
) -> Any:
    """A migration's operation: rows of ``table`` refuse updates and deletes from now on.

    ``columns`` are those that may not change (all, where none is named); ``when`` is a condition
    on the row as it stood (``OLD.state = 'published'``) in words that both databases know;
    ``deletable`` rows may be deleted, as a retention period demands; a table of others is never
    emptied at one stroke (PostgreSQL's TRUNCATE, which heeds no condition). ``under`` names the
    table that the rows belong to and their column that leads there: where the row there is
    ``frozen``, none may be added to it or moved there. A refused statement raises Django's
    ``IntegrityError``.

    SQLite loses triggers where a later migration rebuilds the table: repeat the operation then.
    """

    def make(apps: Any, editor: Any) -> None:
        _drop(editor, table)
        on_sqlite = editor.connection.vendor == "sqlite"
        statements = _sqlite if on_sqlite else _postgresql
        closed = _sqlite_closed if on_sqlite else _postgresql_closed
        for statement in (
            *statements(table, columns, when, deletable=deletable),
            *(closed(table, *under) if under else ()),
        ):
            editor.execute(statement, params=None)

    def remove(apps: Any, editor: Any) -> None:
        _drop(editor, table)

    return migrations.RunPython(make, remove)


def _name(table: str, event: str) -> str:
    return f"{_PREFIX}_{table}_{event.lower()}"


def _drop(editor: Any, table: str) -> None:
    on_table = "" if editor.connection.vendor == "sqlite" else f' ON "{table}"'
    for event in _EVENTS:
        editor.execute(f'DROP TRIGGER IF EXISTS "{_name(table, event)}"{on_table}')


def _events(
    columns: Sequence[str], when: str, differs: str, *, deletable: bool
) -> list[tuple[str, str]]:
    changed = " OR ".join(f'OLD."{name}" {differs} NEW."{name}"' for name in columns) or "1 = 1"
    events = [("UPDATE", f"({when}) AND ({changed})")]
    return events if deletable else [*events, ("DELETE", when)]


def _sqlite(table: str, columns: Sequence[str], when: str, *, deletable: bool) -> list[str]:
    return [
        f'CREATE TRIGGER "{_name(table, event)}" BEFORE {event} ON "{table}" '
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{table} is unchangeable'); END"
        for event, condition in _events(columns, when, "IS NOT", deletable=deletable)
    ]


def _postgresql(table: str, columns: Sequence[str], when: str, *, deletable: bool) -> list[str]:
    events = _events(columns, when, "IS DISTINCT FROM", deletable=deletable)
    return [
        "CREATE OR REPLACE FUNCTION samvirke_unchangeable() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is unchangeable', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        *(
            f'CREATE TRIGGER "{_name(table, event)}" BEFORE {event} ON "{table}" FOR EACH ROW '
            f"WHEN ({condition}) EXECUTE FUNCTION samvirke_unchangeable()"
            for event, condition in events
        ),
        *([] if deletable else [_never_truncated(table)]),
    ]


def _never_truncated(table: str) -> str:
    return (
        f'CREATE TRIGGER "{_name(table, "TRUNCATE")}" BEFORE TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION samvirke_unchangeable()"
    )


def _arrivals(column: str) -> dict[str, str]:
    """What could put a row under a frozen one: the ending of the trigger's name, and its event."""
    return {"INSERT": "INSERT", "MOVE": f'UPDATE OF "{column}"'}


def _sqlite_closed(table: str, parent: str, column: str) -> list[str]:
    return [
        f'CREATE TRIGGER "{_name(table, name)}" BEFORE {event} ON "{table}" '  # noqa: S608
        f'WHEN (SELECT "frozen" FROM "{parent}" WHERE "id" = NEW."{column}") '
        f"BEGIN SELECT RAISE(ABORT, '{table} is unchangeable: {parent} is frozen'); END"
        for name, event in _arrivals(column).items()
    ]


def _postgresql_closed(table: str, parent: str, column: str) -> list[str]:
    """A condition may ask no other table here, so a function does.

    It holds the row above until its transaction ends, so that nobody freezes it meanwhile.
    """
    return [
        "CREATE OR REPLACE FUNCTION samvirke_closed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ DECLARE closed boolean; BEGIN "
        "EXECUTE format('SELECT frozen FROM %I WHERE id = ($1).%I FOR SHARE', TG_ARGV[0], "
        "TG_ARGV[1]) INTO closed USING NEW; "
        "IF closed THEN RAISE EXCEPTION '% is unchangeable: % is frozen', TG_TABLE_NAME, "
        "TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "RETURN NEW; END $$",
        *(
            f'CREATE TRIGGER "{_name(table, name)}" BEFORE {event} ON "{table}" FOR EACH ROW '
            f"EXECUTE FUNCTION samvirke_closed('{parent}', '{column}')"
            for name, event in _arrivals(column).items()
        ),
    ]


@contextmanager
def rows_come_back() -> Iterator[None]:
    """While a backup is read back, rows come under frozen ones, in whatever order.

    Within a transaction, which is given up where the block fails.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
                [f"{_PREFIX}%insert"],
            )
            found = cursor.fetchall()
            off = [f'DROP TRIGGER "{name}"' for name, _ in found]
            on = [statement for _, statement in found]
        else:
            cursor.execute(
                "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE %s",
                [f"{_PREFIX}%insert"],
            )
            found = cursor.fetchall()
            off = [f'ALTER TABLE {table} DISABLE TRIGGER "{name}"' for table, name in found]
            on = [f'ALTER TABLE {table} ENABLE TRIGGER "{name}"' for table, name in found]
        for statement in off:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in on:
            cursor.execute(statement)
