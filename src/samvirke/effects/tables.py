"""Reading a table of companies as columns of numbers: Parquet or CSV, in bounded memory."""

import glob
import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import numpy as np
import numpy.typing as npt

from samvirke.effects.file_forms import (
    PARQUET,
    refuse_other_forms,
    why_uneven,
    why_unreadable,
)
from samvirke.effects.score import Floats
from samvirke.figures import Text
from samvirke.records import InputError, Problem
from samvirke.records.made_up import MADE_UP
from samvirke.records.snapshot import open_engine

Whole = npt.NDArray[np.int64]
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Table:
    """An open table and the file that it shows."""

    path: Path
    engine: duckdb.DuckDBPyConnection

    @property
    def name(self) -> str:
        """The file's name, for errors."""
        return self.path.name

    def fetch(self, query: str) -> dict[str, Any]:
        """The columns of ``query`` over the view ``t``."""
        try:
            found: dict[str, Any] = self.engine.execute(query).fetchnumpy()
        except duckdb.Error as error:
            raise InputError([Problem(self.name, None, why_unreadable(self.path))]) from error
        return found

    def floats(self, query: str) -> Floats:
        """The one column of ``query`` as floats, not a number where empty."""
        (column,) = self.fetch(query).values()
        return np.asarray(np.ma.filled(np.ma.asarray(column, np.float64), np.nan))

    def whole(self, query: str, *, missing: int) -> Whole:
        """The one column of ``query`` as whole numbers, ``missing`` where empty."""
        (column,) = self.fetch(query).values()
        return np.asarray(np.ma.filled(np.ma.asarray(column, np.int64), missing))

    def first(self, query: str) -> tuple[Any, ...] | None:
        """The first row of ``query``."""
        try:
            found: tuple[Any, ...] | None = self.engine.execute(query).fetchone()
        except duckdb.Error as error:
            raise InputError([Problem(self.name, None, why_unreadable(self.path))]) from error
        return found

    def refuse(self, what: Text, *, got: str | None = None, example: str | None = None) -> NoReturn:
        """Raises ``InputError`` about this file."""
        raise InputError([Problem(self.name, None, what, got=got, example=example)])


@contextmanager
def open_table(
    path: Path, *, required: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[Table]:
    """``path`` as the view ``t`` whose cells are texts or numbers; columns left out are empty.

    Raises ``InputError`` for a file that is missing, neither Parquet nor CSV, or lacks a
    ``required`` column.
    """
    refuse_other_forms(path)
    with tempfile.TemporaryDirectory() as spill, open_engine(Path(spill)) as engine:
        source = _source(path)
        try:
            found = engine.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()  # noqa: S608
        except duckdb.Error as error:
            raise InputError([Problem(path.name, None, why_unreadable(path))]) from error
        held = {str(row[0]).strip().lower(): str(row[0]) for row in found}
        missing = [name for name in required if name not in held]
        uneven = why_uneven(path) if missing else None
        if uneven is not None:  # DuckDB may then take any line for the heading.
            raise InputError([Problem(path.name, None, uneven)])
        if missing:
            what = Text(
                da=f"Kolonnen »{missing[0]}« mangler.", en=f"The column '{missing[0]}' is missing."
            )
            valid = ", ".join([*required, *(f"({name})" for name in optional)])
            problem = Problem(path.name, None, what, got=", ".join(held), valid=Text(valid, valid))
            raise InputError([problem])
        parts = [_column(name, held.get(name)) for name in (*required, *optional)]
        engine.execute(f"CREATE VIEW t AS SELECT {', '.join(parts)} FROM {source}")  # noqa: S608
        yield Table(path, engine)


def _source(path: Path) -> str:
    name = "'" + glob.escape(str(path)).replace("'", "''") + "'"
    with path.open("rb") as file:
        is_parquet = file.read(4) == PARQUET
    if is_parquet:
        return f"read_parquet({name}, hive_partitioning = false)"
    return f"read_csv({name}, header = true, all_varchar = true)"


def _column(name: str, held: str | None) -> str:
    if held is None:
        return f'NULL::VARCHAR AS "{name}"'
    quoted = held.replace('"', '""')
    return f'"{quoted}" AS "{name}"'


def refuse_unreadable(table: Table, columns: Mapping[str, str]) -> None:
    """Raises ``InputError`` for a cell that is no number of its column's SQL type."""
    for name, kind in columns.items():
        found = table.first(
            f'SELECT "{name}"::VARCHAR FROM t WHERE "{name}" IS NOT NULL '  # noqa: S608
            f'AND trim("{name}"::VARCHAR) <> \'\' AND TRY_CAST("{name}" AS {kind}) IS NULL LIMIT 1'
        )
        if found is not None:
            what = Text(
                da=f"»{name}« skal være et tal uden tusindtalstegn, med punktum som decimaltegn.",
                en=f"'{name}' must be a number without thousands separators, with a decimal point.",
            )
            whole = "INT" in kind
            table.refuse(what, got=str(found[0]), example="2019" if whole else "1234.5")


def is_made_up(path: Path) -> bool:
    """Whether a row of the file calls itself demo data: in its column ``demo``, or by the number of
    an engagement that was made up.
    """
    with open_table(path, required=(), optional=("demo", "engagement")) as table:
        found = table.first(
            "SELECT bool_or(lower(trim(demo::VARCHAR)) IN ('true', '1', 'ja', 'yes')), "  # noqa: S608
            f"bool_or(starts_with(engagement::VARCHAR, '{MADE_UP}')) FROM t"
        )
    return found is not None and any(found)


def fingerprint(path: Path) -> str:
    """SHA-256 of the file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            digest.update(part)
    return digest.hexdigest()
