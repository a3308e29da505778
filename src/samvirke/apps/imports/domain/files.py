"""A file offered for import: what it is, and its rows."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from samvirke.figures import Text
from samvirke.records import InputError, Problem
from samvirke.records.files import MEBIBYTE, open_bounded
from samvirke.records.imports import (
    ImportKind,
    Limits,
    Parsed,
    Reading,
    RowProblem,
    load_layouts,
)
from samvirke.records.schemas import TABLES, TableSchema


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file of one hub (its id). ``rows`` are read once; reading may raise ``InputError``.

    ``heading_of`` names the file's heading for a table's column. A file marked with a
    ``full_year`` holds all that the hub has of that year.
    """

    kind: ImportKind
    hub: str
    name: str
    sha256: str
    size: int
    rows: Iterable[Parsed | RowProblem]
    heading_of: Callable[[str, str], str]
    full_year: int | None = None


def import_file(reading: Reading, *, hub: str, full_year: int | None = None) -> ImportFile:
    """The file of a reading that is told the same hub. Raises ``InputError``."""
    with open_bounded(reading.path, most_bytes=Limits().file) as opened:
        digest = hashlib.sha256()
        while chunk := opened.read(MEBIBYTE):
            digest.update(chunk)
        size = opened.tell()
    sha256 = digest.hexdigest()
    return ImportFile(
        kind=reading.kind,
        hub=hub,
        name=reading.path.name,
        sha256=sha256,
        size=size,
        rows=_unchanged(reading, sha256),
        heading_of=reading.heading_of,
        full_year=full_year,
    )


def tables_of(kind: ImportKind) -> tuple[TableSchema, ...]:
    """The tables that files of a kind fill."""
    names = load_layouts().of(kind).tables
    return tuple(table for table in TABLES if table.name in names)


def _unchanged(reading: Reading, sha256: str) -> Iterator[Parsed | RowProblem]:
    """The rows; refused at the end if they are of another file than the fingerprint."""
    yield from reading
    if reading.facts.sha256 != sha256:
        what = Text(
            da="Filen blev ændret, mens den blev læst. Vent, til den er gemt færdig, og prøv igen.",
            en="The file was changed while it was read. Wait until it is saved, and try again.",
        )
        raise InputError([Problem(reading.path.name, None, what)])
