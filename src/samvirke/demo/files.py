"""Made-up records as files in the shape of real exports: CSV as Danish spreadsheets write it.

Beside them lies a file of assessments for each year that an agreement covers.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from samvirke.demo.assessments import assessments_of
from samvirke.demo.cells import Row
from samvirke.demo.country import DEFAULT_SEED, DEFAULT_YEARS, HubRecords, demo_records
from samvirke.figures import format_number
from samvirke.records.imports import ImportKind, Layout, load_layouts
from samvirke.records.imports.layout import LayoutColumn
from samvirke.records.schemas import TABLES, Column, Kind
from samvirke.records.snapshot import Cell
from samvirke.territory import load_territory

_NAMES = {
    ImportKind.REGISTRATIONS: "registreringer",
    ImportKind.EVALUATIONS: "evalueringer",
    ImportKind.AWARENESS: "kendskab",
}
_SCHEMAS = {table.name: table for table in TABLES}
_README = Path(__file__).with_name("readme.txt")
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class DemoFile:
    """A file to be written: its name and all of its bytes."""

    name: str
    content: bytes


def demo_files(
    years: Sequence[int] = DEFAULT_YEARS, *, seed: int = DEFAULT_SEED
) -> Iterator[DemoFile]:
    """A note that all is made up, then the files of each hub and year.

    Registrations, evaluations and awareness, in UTF-8 with a byte order mark, with semicolons and
    the headings of the import, and assessments as YAML. Equal years and seed, equal bytes. Raises
    as ``demo_records``.
    """
    records = demo_records(years, seed=seed)
    first = next(records)
    yield DemoFile("README.txt", _readme(years, seed))
    yield from _files_of(first)
    for found in records:
        yield from _files_of(found)


def _readme(years: Sequence[int], seed: int) -> bytes:
    span = f"{years[0]}-{years[-1]}" if len(years) > 1 else f"{years[0]}"
    text = _README.read_text("utf-8")
    return text.format(years=span, first=years[0], seed=seed).encode()


def _files_of(records: HubRecords) -> Iterator[DemoFile]:
    layouts = load_layouts()
    for kind, name in _NAMES.items():
        content = _csv(records, layouts.of(kind))
        yield DemoFile(f"demo_{name}_{records.hub.id}_{records.year}.csv", content)
    assessed = assessments_of(records.hub, records.year)
    if assessed is not None:
        yield DemoFile(f"demo_vurderinger_{records.hub.id}_{records.year}.yaml", assessed)


def _csv(records: HubRecords, layout: Layout) -> bytes:
    written = io.StringIO(newline="")
    sheet = csv.writer(written, delimiter=";", lineterminator="\r\n")
    columns = [column for column in layout.columns if _is_in_the_record(column)]
    row_kind = () if layout.row_kind is None else (layout.row_kind.heading,)
    sheet.writerow([*row_kind, *(column.heading for column in columns)])
    words = _Words(records)
    for table in layout.tables:
        kind = () if layout.row_kind is None else (layout.row_kind.tables[table][0],)
        for row in records.rows[table]:
            sheet.writerow([*kind, *words.cells(table, row, columns)])
    return written.getvalue().encode("utf-8-sig")


def _is_in_the_record(column: LayoutColumn) -> bool:
    """Not so for hours, which a file may hold instead of minutes."""
    return any(name in _SCHEMAS[table].column_names for table, name in column.takes.items())


class _Words:
    """The cells of a hub's records in Danish."""

    def __init__(self, records: HubRecords) -> None:
        self._hub = records.hub.name
        area = load_territory().area(records.hub, on=date(records.year, 1, 1))
        self._places: Mapping[int, str] = {int(place.code): place.name for place in area}

    def cells(self, table: str, row: Row, columns: Sequence[LayoutColumn]) -> Iterator[str]:
        """What stands in each column for a row of the table."""
        schema = _SCHEMAS[table]
        values = dict(zip(schema.column_names, row, strict=True))
        for column in columns:
            name = column.takes.get(table)
            value = None if name is None else values[name]
            if name is None or value is None:
                yield ""
            elif name == "hub":
                yield self._hub
            else:
                yield self._cell(value, schema.column(name), column)

    def _cell(self, value: Cell, cell: Column, column: LayoutColumn) -> str:
        if cell.kind is Kind.CODE and column.answers is not None:
            return load_layouts().answers_of(column.answers).printed_for(str(value))
        if isinstance(value, int):
            return self._number(value, cell.kind)
        return str(value)

    def _number(self, value: int, kind: Kind) -> str:
        if kind is Kind.MUNICIPALITY:
            return self._places[value]
        if kind is Kind.DAY:
            return _day(str(value))
        if kind is Kind.MOMENT:
            return f"{_day(str(value)[:8])} {_clock(str(value)[8:])}"
        if kind is Kind.MILLIONTHS:
            return format_number(Fraction(value, _MILLION), "da")
        return str(value)


def _day(digits: str) -> str:
    return f"{digits[6:]}-{digits[4:6]}-{digits[:4]}"


def _clock(digits: str) -> str:
    return f"{digits[:2]}:{digits[2:4]}:{digits[4:]}"
