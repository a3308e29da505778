"""The engine that runs counting queries: DuckDB over the Parquet files of a snapshot.

Queries are plain SQL that only filters, joins, counts and sums whole numbers, so any engine that
holds the same rows gives the same numbers; dividing and rounding is Python's.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import duckdb

from samvirke.figures import Text
from samvirke.records import InputError, Problem
from samvirke.records.schemas import FROZEN_TABLES
from samvirke.records.snapshot import (
    open_engine,
    parquet_scan,
    read_manifest,
    verify_snapshot,
)


class Engine(Protocol):
    """Runs a query over the tables of the record and gives its rows.

    ``parameters`` fill the query's question marks.
    """

    def fetch(self, query: str, parameters: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        """The rows of ``query``; a number is an ``int``, an empty cell ``None``."""
        ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot opened for counting; ``fingerprint`` names it in every figure."""

    connection: duckdb.DuckDBPyConnection
    fingerprint: str

    def fetch(self, query: str, parameters: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        """The rows of ``query``. Raises ``InputError`` where there is no room to count them."""
        try:
            return self.connection.execute(query, list(parameters)).fetchall()
        except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise InputError([Problem("snapshot", None, _NO_ROOM)]) from error


@contextmanager
def open_snapshot(folder: Path, *, verify: bool = True) -> Iterator[Snapshot]:
    """The snapshot in ``folder``, closed at the end of the ``with`` block.

    Recomputes every fingerprint first; ``verify=False`` only reads the manifest, for a snapshot
    that was written or verified just before. Raises ``InputError`` for a missing, damaged or
    changed snapshot.
    """
    manifest = verify_snapshot(folder) if verify else read_manifest(folder)
    with tempfile.TemporaryDirectory() as spill, open_engine(Path(spill)) as connection:
        for table in FROZEN_TABLES:
            rows = parquet_scan(folder, table.name)
            connection.execute(f"CREATE VIEW {table.name} AS SELECT * FROM {rows}")  # noqa: S608
        yield Snapshot(connection, manifest.fingerprint)


_NO_ROOM = Text(
    da="Udtrækket kan ikke tælles op: filen kan ikke læses, eller der er ikke plads nok i mappen "
    "til midlertidige filer. Skaf plads, og prøv igen.",
    en="The snapshot cannot be counted: its file cannot be read, or there is not enough room in "
    "the folder for temporary files. Make room and try again.",
)
