r"""The canonical form of a table's rows, which fingerprints are taken of.

It is UTF-8 text: a line with the names of the columns, then a line per row, sorted by the table's
key (texts by their code points, numbers by size). Every line ends in a line feed and its cells are
separated by tabs. A number is its digits, an empty cell is ``\N``, and in texts ``\\``, ``\b``,
``\t``, ``\n``, ``\v``, ``\f`` and ``\r`` stand for those signs. PostgreSQL writes the same with
``COPY (… ORDER BY … COLLATE "C") TO STDOUT WITH (HEADER)``.
"""

import glob
import hashlib
from dataclasses import dataclass
from pathlib import Path

import duckdb

from samvirke.figures import Text
from samvirke.records.files import refused
from samvirke.records.schemas import Column, TableSchema

_LINES_AT_ONCE = 20_000
_ESCAPED = {"\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n"} | {
    "\v": "\\v",
    "\f": "\\f",
    "\r": "\\r",
}
_EMPTY = "\\N"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """How many rows a table has, and the SHA-256 of its canonical form in hex."""

    rows: int
    sha256: str


def parquet_path(folder: Path, table_name: str) -> Path:
    """Where the snapshot in ``folder`` holds the table."""
    return folder / f"{table_name}.parquet"


def parquet_scan(folder: Path, table_name: str) -> str:
    """SQL for the rows of the table in ``folder``, as DuckDB reads them after ``FROM``.

    The name of the folder is taken as it is: no pattern, and no column of its own. Raises
    ``InputError`` for a name that ``check_name`` refuses.
    """
    check_name(folder)
    path = glob.escape(str(parquet_path(folder, table_name)))
    return f"read_parquet({literal(path)}, hive_partitioning = false)"


def check_name(folder: Path) -> None:
    """Raises ``InputError`` for a path that is not UTF-8, which the engine cannot open."""
    try:
        str(folder).encode()
    except UnicodeEncodeError as error:
        raise refused(folder, _NOT_UTF_8) from error


def literal(text: str) -> str:
    """``text`` as SQL."""
    return "'" + text.replace("'", "''") + "'"


def sql_type(column: Column) -> str:
    """The type in which the column is stored."""
    return "VARCHAR" if column.kind.is_text else "BIGINT"


def key_of(table: TableSchema) -> str:
    """The columns of the table's key as SQL."""
    return ", ".join(table.key)


def fingerprint(
    connection: duckdb.DuckDBPyConnection, table: TableSchema, folder: Path
) -> Fingerprint:
    """Reads the table's file in ``folder`` with bounded memory. Raises ``duckdb.Error``."""
    digest = hashlib.sha256(("\t".join(table.column_names) + "\n").encode())
    cells = ", ".join(_cell(column) for column in table.columns)
    source = parquet_scan(folder, table.name)
    connection.execute(
        f"SELECT concat_ws(chr(9), {cells}) FROM {source} ORDER BY {key_of(table)}"  # noqa: S608
    )
    rows = 0
    while lines := connection.fetchmany(_LINES_AT_ONCE):
        digest.update("".join(f"{line}\n" for (line,) in lines).encode())
        rows += len(lines)
    return Fingerprint(rows, digest.hexdigest())


def _cell(column: Column) -> str:
    written = column.name
    if column.kind.is_text:
        for sign, escaped in _ESCAPED.items():
            written = f"replace({written}, chr({ord(sign)}), {literal(escaped)})"
    else:
        written = f"CAST({written} AS VARCHAR)"
    return f"coalesce({written}, {literal(_EMPTY)})"


_NOT_UTF_8 = Text(
    da="Navnet på mappen eller en af mapperne over den er ikke skrevet i UTF-8. Omdøb den.",
    en="The name of the folder or of one above it is not written in UTF-8. Rename it.",
)
