"""Recomputes a snapshot's fingerprints from its Parquet files."""

import os
import tempfile
from pathlib import Path

import duckdb

from samvirke.figures import Text
from samvirke.records.problems import InputError, Problem
from samvirke.records.schemas import FROZEN_TABLES, TableSchema
from samvirke.records.snapshot.canonical import (
    fingerprint,
    parquet_path,
    parquet_scan,
    sql_type,
)
from samvirke.records.snapshot.engine import lacks_room, open_engine
from samvirke.records.snapshot.manifest import FrozenTable, Manifest, read_manifest


def verify_snapshot(folder: Path) -> Manifest:
    """The manifest of the snapshot in ``folder``, whose rows are what it says.

    Raises ``InputError`` that names every table whose rows, columns, types or file differ, and
    for what ``read_manifest`` refuses.
    """
    manifest = read_manifest(folder)
    problems = []
    for table, frozen in zip(FROZEN_TABLES, manifest.tables, strict=True):
        what = _difference(folder, table, frozen)
        if what is not None:
            problems.append(Problem(frozen.file, None, what))
    if problems:
        raise InputError(problems)
    return manifest


def _difference(folder: Path, table: TableSchema, frozen: FrozenTable) -> Text | None:
    if not os.path.isfile(parquet_path(folder, table.name)):
        return _file_missing(table)
    # An engine of its own for each table: damage can leave an engine unusable.
    try:
        with tempfile.TemporaryDirectory() as spill, open_engine(Path(spill)) as connection:
            if not _has_columns(connection, table, folder):
                return _other_columns(table)
            found = fingerprint(connection, table, folder)
    except OSError:
        return _no_room(table)
    except duckdb.Error as error:
        return _no_room(table) if lacks_room(error) else _unreadable(table)
    if (found.rows, found.sha256) != (frozen.rows, frozen.sha256):
        return _other_rows(table, stated=frozen.rows, found=found.rows)
    return None


def _has_columns(connection: duckdb.DuckDBPyConnection, table: TableSchema, folder: Path) -> bool:
    source = parquet_scan(folder, table.name)
    # ``connection.description`` would fail outside DuckDB's errors on a damaged name.
    connection.execute(f"DESCRIBE SELECT * FROM {source}")  # noqa: S608
    found = [(name, kind) for name, kind, *_ in connection.fetchall()]
    return found == [(column.name, sql_type(column)) for column in table.columns]


def _file_missing(table: TableSchema) -> Text:
    return Text(
        da=f"Filen med tabellen »{table.name}« mangler. Hent en ny kopi af udtrækket.",
        en=f"The file of the table '{table.name}' is missing. Take a new copy of the snapshot.",
    )


def _unreadable(table: TableSchema) -> Text:
    return Text(
        da=f"Tabellen »{table.name}« kan ikke læses: filen er beskadiget, er ikke en "
        "Parquet-fil, eller du har ikke adgang til den. Hent en ny kopi af udtrækket.",
        en=f"The table '{table.name}' cannot be read: its file is damaged, is no Parquet file, "
        "or you may not read it. Take a new copy of the snapshot.",
    )


def _no_room(table: TableSchema) -> Text:
    return Text(
        da=f"Tabellen »{table.name}« kan ikke kontrolleres: der er ikke plads nok i mappen til "
        "midlertidige filer eller i hukommelsen. Skaf plads, og prøv igen.",
        en=f"The table '{table.name}' cannot be checked: there is not enough room in the folder "
        "for temporary files or in memory. Make room and try again.",
    )


def _other_columns(table: TableSchema) -> Text:
    return Text(
        da=f"Tabellen »{table.name}« har andre felter, end den skal have. Filen er en anden end "
        "den, der blev skrevet. Hent en ny kopi af udtrækket.",
        en=f"The table '{table.name}' has other columns than it should. Its file is another than "
        "the one that was written. Take a new copy of the snapshot.",
    )


def _other_rows(table: TableSchema, *, stated: int, found: int) -> Text:
    return Text(
        da=f"Rækkerne i tabellen »{table.name}« er ikke dem, der blev frosset: indholdslisten "
        f"siger {stated} rækker, filen har {found}, og fingeraftrykket er et andet. Hent en ny "
        "kopi af udtrækket.",
        en=f"The rows of the table '{table.name}' are not those that were frozen: the manifest "
        f"says {stated} rows, the file has {found}, and the fingerprint differs. Take a new copy "
        "of the snapshot.",
    )
