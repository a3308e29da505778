"""Rows that the database itself refuses to change: the log, and whatever was approved."""

from collections.abc import Sequence
from typing import Any

from django.db import migrations

_PREFIX = "unchangeable"


def unchangeable(
    table: str, *, columns: Sequence[str] = (), when: str = "1 = 1", deletable: bool = False
) -> Any:
    """A migration's operation: rows of ``table`` refuse updates and deletes from now on.

    ``columns`` are those that may not change (all, where none is named); ``when`` is a condition
    on the row as it stood (``OLD.state = 'published'``) in words that both databases know;
    ``deletable`` rows may be deleted, as a retention period demands. A refused statement raises
    Django's ``IntegrityError``.

    SQLite loses triggers where a later migration rebuilds the table: repeat the operation then.
    """

    def make(apps: Any, editor: Any) -> None:
        _drop(editor, table)
        statements = _sqlite if editor.connection.vendor == "sqlite" else _postgresql
        for statement in statements(table, columns, when, deletable=deletable):
            editor.execute(statement, params=None)

    def remove(apps: Any, editor: Any) -> None:
        _drop(editor, table)

    return migrations.RunPython(make, remove)


def _name(table: str, event: str) -> str:
    return f"{_PREFIX}_{table}_{event.lower()}"


def _drop(editor: Any, table: str) -> None:
    on_table = "" if editor.connection.vendor == "sqlite" else f' ON "{table}"'
    for event in ("UPDATE", "DELETE"):
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
    ]
