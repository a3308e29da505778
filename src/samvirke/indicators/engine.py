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
    Manifest,
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
    """A snapshot opened for counting; ``fingerprint`` names it in every figure.

    ``hubs_apart`` are the hubs of a large snapshot, which is best counted one hub at a time.
    """

    connection: duckdb.DuckDBPyConnection
    fingerprint: str
    hubs_apart: tuple[str, ...] = ()

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
        yield Snapshot(connection, manifest.fingerprint, _hubs_apart(connection, manifest))


# A file's rows lie sorted by hub in groups of some hundred thousand, of which a query for one hub
# reads its own; below this size most groups hold several hubs and would be read several times.
_MOST_ROWS_TOGETHER = 4_000_000


def _hubs_apart(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> tuple[str, ...]:
    """The hubs, where the companies of all of them together are too many to count at once."""
    if sum(table.rows for table in manifest.tables) <= _MOST_ROWS_TOGETHER:
        return ()
    hubs = " UNION ".join(f"SELECT hub FROM {table.name}" for table in FROZEN_TABLES)  # noqa: S608
    return tuple(hub for (hub,) in connection.execute(f"{hubs} ORDER BY hub").fetchall())


_NO_ROOM = Text(
    da="Udtrækket kan ikke tælles op: filen kan ikke læses, eller der er ikke plads nok i mappen "
    "til midlertidige filer. Skaf plads, og prøv igen.",
    en="The snapshot cannot be counted: its file cannot be read, or there is not enough room in "
    "the folder for temporary files. Make room and try again.",
)
