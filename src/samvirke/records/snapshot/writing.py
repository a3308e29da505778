"""Freezes rows into a snapshot: streamed, checked, sorted, all or nothing."""

import errno
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path

import duckdb

from samvirke.figures import Text
from samvirke.records.files import refused
from samvirke.records.problems import InputError, Problem
from samvirke.records.schemas import FROZEN_TABLES, TableSchema
from samvirke.records.snapshot.canonical import (
    check_name,
    fingerprint,
    key_of,
    literal,
    parquet_path,
    sql_type,
)
from samvirke.records.snapshot.cells import Cell, check_rows
from samvirke.records.snapshot.engine import open_engine
from samvirke.records.snapshot.manifest import MANIFEST, FrozenTable, Manifest, Origin
from samvirke.records.snapshot.staging import flush, staging, writing
from samvirke.records.snapshot.verification import verify_snapshot

_ROWS_AT_ONCE = 20_000
_MOST_KEYS_SHOWN = 50
_SPILL = "spill"


def write_snapshot(
    folder: Path,
    tables: Mapping[str, Iterable[tuple[Cell, ...]]],
    *,
    origins: Sequence[Origin] = (),
    cut_off: date | None = None,
) -> Manifest:
    """Freezes ``tables`` (by the names of ``FROZEN_TABLES``; one that is missing is empty).

    Rows are tuples in the order of their schema's columns. They are taken one batch at a time, so
    memory stays bounded; their order does not matter. The folder appears when everything is
    written, or never. Where the very same snapshot lies already, it stays as it is.

    Raises ``InputError`` for a cell that the schema refuses, for a key that is there twice, and
    for a folder that holds something else; ``SnapshotNotWritten`` when the disk refuses;
    ``ValueError`` for a table that is never frozen.
    """
    unknown = {*tables} - {table.name for table in FROZEN_TABLES}
    if unknown:
        raise ValueError(f"no such tables in a snapshot: {', '.join(sorted(unknown))}")
    folder = Path(os.path.realpath(folder))
    check_name(folder)
    with writing(folder):
        _refuse_other_content(folder)
    with staging(folder) as staged:
        with open_engine(staged / _SPILL) as connection:
            frozen = []
            for table in FROZEN_TABLES:
                _load(folder, connection, table, tables.get(table.name, ()))
                with writing(folder):
                    frozen.append(_frozen(staged, connection, table))
        manifest = Manifest(cut_off=cut_off, tables=tuple(frozen), origins=tuple(origins))
        with writing(folder):
            (staged / MANIFEST).write_bytes(manifest.to_bytes())
            flush(staged)
            placed = _placed(staged, folder)
    if not placed and verify_snapshot(folder) != manifest:
        raise refused(folder, _OTHER_SNAPSHOT)
    return manifest


def _load(
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    table: TableSchema,
    rows: Iterable[tuple[Cell, ...]],
) -> None:
    """Takes the rows into the engine. What goes wrong in getting them is not this folder's."""
    columns = ", ".join(f"{column.name} {sql_type(column)}" for column in table.columns)
    connection.execute(f"CREATE TABLE {table.name} ({columns})")
    source, first = iter(rows), 1
    while batch := list(islice(source, _ROWS_AT_ONCE)):
        check_rows(table, batch, first=first)
        first += len(batch)
        with writing(folder), connection.appender(table.name) as appender:
            appender.append_rows(batch)


def _frozen(staged: Path, connection: duckdb.DuckDBPyConnection, table: TableSchema) -> FrozenTable:
    """Writes the loaded table's file in ``staged`` and unloads it."""
    path = parquet_path(staged, table.name)
    _check_keys(connection, table)
    connection.execute(
        f"COPY (SELECT * FROM {table.name} ORDER BY {key_of(table)})"  # noqa: S608
        f" TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)"
    )
    connection.execute(f"DROP TABLE {table.name}")
    found = fingerprint(connection, table, staged)
    return FrozenTable(
        name=table.name,
        file=path.name,
        rows=found.rows,
        sha256=found.sha256,
        columns=table.column_names,
    )


def _check_keys(connection: duckdb.DuckDBPyConnection, table: TableSchema) -> None:
    """Raises ``InputError`` for keys that more than one row has."""
    key = key_of(table)
    connection.execute(
        f"SELECT {key}, count(*) FROM {table.name}"  # noqa: S608
        f" GROUP BY {key} HAVING count(*) > 1 ORDER BY {key} LIMIT {_MOST_KEYS_SHOWN}"
    )
    problems = []
    for *cells, count in connection.fetchall():
        named = ", ".join(f"{column} {cell}" for column, cell in zip(table.key, cells, strict=True))
        what = Text(
            da=f"Samme nøgle står i {count} rækker. Kun én af dem må komme med i udtrækket.",
            en=f"{count} rows have the same key. Only one of them may go into the snapshot.",
        )
        problems.append(Problem(table.name, None, what, got=named))
    if problems:
        raise InputError(problems)


def _refuse_other_content(folder: Path) -> None:
    """Raises ``InputError`` for a folder that holds something else than a snapshot."""
    with suppress(FileNotFoundError):
        held = os.listdir(folder)
        if held and MANIFEST not in held:
            raise refused(folder, _OTHER_CONTENT)


def _placed(staged: Path, folder: Path) -> bool:
    """Moves the folder in place in one step; ``False`` when something is there already."""
    try:
        os.rename(staged, folder)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            return False
        raise
    return True


_OTHER_CONTENT = Text(
    da="Mappen rummer andet end et udtræk. Vælg en ny eller tom mappe.",
    en="The folder holds something else than a snapshot. Choose a new or empty folder.",
)
_OTHER_SNAPSHOT = Text(
    da="Mappen rummer allerede et andet udtræk, og et udtræk ændres aldrig. Vælg en ny mappe.",
    en="The folder already holds another snapshot, and a snapshot never changes. Choose a new "
    "folder.",
)
