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

from samvirke.effects.score import Floats
from samvirke.figures import Text
from samvirke.records import InputError, Problem
from samvirke.records.snapshot import open_engine

Whole = npt.NDArray[np.int64]
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Table:
    """An open table; ``name`` is the file's, for errors."""

    name: str
    engine: duckdb.DuckDBPyConnection

    def fetch(self, query: str) -> dict[str, Any]:
        """The columns of ``query`` over the view ``t``."""
        try:
            found: dict[str, Any] = self.engine.execute(query).fetchnumpy()
        except duckdb.Error as error:
            raise InputError([Problem(self.name, None, _unreadable(error))]) from error
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
            raise InputError([Problem(self.name, None, _unreadable(error))]) from error
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
    if not path.is_file():
        what = Text(da="Filen findes ikke.", en="The file does not exist.")
        raise InputError([Problem(str(path), None, what)])
    with tempfile.TemporaryDirectory() as spill, open_engine(Path(spill)) as engine:
        source = _source(path)
        try:
            found = engine.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()  # noqa: S608
        except duckdb.Error as error:
            raise InputError([Problem(path.name, None, _unreadable(error))]) from error
        held = {str(row[0]).strip().lower(): str(row[0]) for row in found}
        missing = [name for name in required if name not in held]
        if missing:
            what = Text(
                da=f"Kolonnen »{missing[0]}« mangler.", en=f"The column '{missing[0]}' is missing."
            )
            valid = ", ".join([*required, *(f"({name})" for name in optional)])
            problem = Problem(path.name, None, what, got=", ".join(held), valid=Text(valid, valid))
            raise InputError([problem])
        parts = [_column(name, held.get(name)) for name in (*required, *optional)]
        engine.execute(f"CREATE VIEW t AS SELECT {', '.join(parts)} FROM {source}")  # noqa: S608
        yield Table(path.name, engine)


def _source(path: Path) -> str:
    name = "'" + glob.escape(str(path)).replace("'", "''") + "'"
    with path.open("rb") as file:
        is_parquet = file.read(4) == b"PAR1"
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
            table.refuse(what, got=str(found[0]), example="1234.5")


def fingerprint(path: Path) -> str:
    """SHA-256 of the file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            digest.update(part)
    return digest.hexdigest()


def _unreadable(error: duckdb.Error) -> Text:
    told = str(error).splitlines()[0][:200]
    return Text(
        da=f"Filen kan ikke læses som Parquet eller CSV ({told}). Gem en CSV-fil som UTF-8.",
        en=f"The file cannot be read as Parquet or CSV ({told}). Save a CSV file as UTF-8.",
    )
