"""The rows of one table: every cell read, every check made, every problem named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from samvirke.figures import Text
from samvirke.records.imports.cells import Cell, CellRefused, Read, tidy
from samvirke.records.imports.checks import Finding, Value, checks_of
from samvirke.records.imports.headings import FileColumn, Headings
from samvirke.records.imports.known import Known
from samvirke.records.imports.layout import HOURS, SCHEMAS, Layout
from samvirke.records.imports.mapping import ColumnMapping
from samvirke.records.imports.problems import RowProblem
from samvirke.records.imports.readers import reader_of
from samvirke.records.imports.source import Fault
from samvirke.records.imports.words import fold, quoted
from samvirke.records.problems import shorten

_MOST_REMEMBERED = 10_000
_STORED = frozenset({str, int})


@dataclass(frozen=True, slots=True)
class Parsed:
    """A faultless row: its number in the file, its table, and its cells in the schema's order."""

    row: int
    table: str
    values: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rows of one file are read with; ``hub`` is the id of the only hub, if any."""

    headings: Headings
    layout: Layout
    known: Known
    mapping: ColumnMapping
    hub: str | None


@dataclass(frozen=True, slots=True)
class _Field:
    """How the cells of one column are read.

    ``meanings`` are words that stand for others or, as an empty text, for nothing. Cells that come
    again are remembered by their text: most columns hold few different ones.
    """

    at: FileColumn
    slot: int
    read: Read
    required: bool
    default: Cell
    meanings: Mapping[str, str]
    remembered: dict[str, Cell]

    def take(self, text: str) -> Cell:
        tidied = tidy(text)
        if self.meanings:
            tidied = self.meanings.get(fold(tidied), tidied)
        if not tidied and self.required:
            raise CellRefused(_EMPTY, _FILL)
        value = self.read(tidied) if tidied else self.default
        if len(self.remembered) < _MOST_REMEMBERED:
            self.remembered[text] = value
        return value


class TableReader:
    """Reads the rows of one table of one file, from the first to the last."""

    def __init__(self, table: str, setting: Setting) -> None:
        schema = SCHEMAS[table]
        headings = setting.headings
        self._table, self._setting = table, setting
        self._width = len(schema.columns)
        self._slots = {name: at for at, name in enumerate((*schema.column_names, HOURS))}
        self._blank: list[Cell] = [None] * len(self._slots)
        self._blank[self._slots["hub"]] = setting.hub
        mine = [item for item in headings.columns if table in item.column.takes]
        self._fields = [self._field(item) for item in mine]
        # What every row asks of its fields, unpacked once.
        self._quick = [(f.at.index, f.slot, f.remembered, f) for f in self._fields]
        self._strangers = [item for item in headings.columns if table not in item.column.takes]
        self._checks = checks_of(table, headings, setting.layout, setting.known)
        self._key = [self._slots[name] for name in schema.key]
        self._key_column = schema.key[-1]
        self._seen: dict[tuple[Value, ...], int] = {}

    def _field(self, item: FileColumn) -> _Field:
        setting, name = self._setting, item.column.takes[self._table]
        given = name == "hub" and setting.hub is not None
        required = name != HOURS and SCHEMAS[self._table].column(name).required
        read = reader_of(
            self._table,
            item.column,
            known=setting.known,
            hub=setting.hub,
            decimal_point=setting.mapping.decimal_point,
        )
        return _Field(
            at=item,
            slot=self._slots[name],
            read=read,
            required=required and not given,
            default=setting.hub if given else None,
            meanings=dict.fromkeys(map(fold, item.column.empty), "")
            | setting.mapping.answers_for(item.column.names),
            remembered={},
        )

    def read(
        self, number: int, cells: list[str], faults: Mapping[int, Fault]
    ) -> Parsed | list[RowProblem]:
        """A row as a row of the record, or its problems from left to right."""
        values: list[Value] = [*self._blank]
        problems: list[tuple[int, RowProblem]] = []
        for index, slot, remembered, field in self._quick:
            text = cells[index]
            if text in remembered and index not in faults:
                values[slot] = remembered[text]
                continue
            try:
                if index in faults:
                    raise faults[index].refusal
                values[slot] = field.take(text)
            except CellRefused as refusal:
                values[slot] = refusal
                got = faults[index].got if index in faults else text
                problems.append((index, _problem(number, field.at.heading, refusal, got)))
        if self._strangers or self._setting.headings.unnamed:
            problems += self._left_over(number, cells)
        for check in self._checks:
            for finding in check(number, values):
                problems.append(self._found(number, cells, finding))
        problems += self._doubled(number, cells, values)
        if not problems:
            return Parsed(number, self._table, cast(tuple[Cell, ...], tuple(values[: self._width])))
        problems.sort(key=lambda item: item[0])
        return self._explained([problem for _, problem in problems], values)

    def _left_over(self, number: int, cells: list[str]) -> Iterator[tuple[int, RowProblem]]:
        """Cells that a row of this table has no room for: they are never dropped in silence."""
        for item in self._strangers:
            text = cells[item.index]
            if text and text.strip():
                yield item.index, _problem(number, item.heading, self._stranger(item), text)
        for index in self._setting.headings.unnamed:
            text = cells[index]
            if text and text.strip():
                yield index, _problem(number, "", _UNNAMED, text)

    def _stranger(self, item: FileColumn) -> CellRefused:
        if self._table == "adviser_meetings":
            return CellRefused(_FIVE_FIELDS, _EMPTY_IT)
        row_kind = self._setting.layout.row_kind
        names = [row_kind.tables[table][0] for table in item.column.takes] if row_kind else []
        return CellRefused(
            _NOT_HERE,
            Text(
                da=f"Tøm feltet, eller ret posttypen: det hører til {quoted(names).da}.",
                en=f"Empty the cell, or correct the row kind: it belongs to {quoted(names).en}.",
            ),
        )

    def _found(self, number: int, cells: list[str], finding: Finding) -> tuple[int, RowProblem]:
        item = self._setting.headings.taking(self._table, finding.column)
        refusal = CellRefused(finding.reason, finding.remedy)
        if item is None:
            heading = self._setting.layout.heading_of(self._table, finding.column)
            return len(cells), _problem(number, heading, refusal, None)
        return item.index, _problem(number, item.heading, refusal, cells[item.index])

    def _doubled(
        self, number: int, cells: list[str], values: list[Value]
    ) -> list[tuple[int, RowProblem]]:
        key = tuple([values[slot] for slot in self._key])
        if not _STORED.issuperset(map(type, key)):
            return []
        first = self._seen.setdefault(key, number)
        if first == number:
            return []
        remedy = Text(
            da=f"Den første står i række {first}. Slet den ene, eller ret nummeret.",
            en=f"The first stands in row {first}. Delete one of them, or correct the number.",
        )
        return [self._found(number, cells, Finding(self._key_column, _DOUBLED, remedy))]

    def _explained(self, problems: list[RowProblem], values: list[Value]) -> list[RowProblem]:
        """A P-number beside an empty CVR number is told as what it is."""
        company = self._setting.headings.taking(self._table, "company")
        unit = values[self._slots["production_unit"]] if "production_unit" in self._slots else None
        if company is None or not isinstance(unit, int):
            return problems
        empty = (company.heading, _EMPTY)
        return [
            RowProblem(item.row, item.column, _NO_COMPANY, _FIND_COMPANY, str(unit))
            if (item.column, item.reason) == empty
            else item
            for item in problems
        ]


def _problem(number: int, heading: str, refusal: CellRefused, got: str | None) -> RowProblem:
    shown = shorten(got) if got else None
    return RowProblem(number, heading, refusal.reason, refusal.remedy, shown or None)


_EMPTY = Text(da="Feltet er tomt.", en="The cell is empty.")
_FILL = Text(da="Udfyld det i det system, filen kommer fra.", en="Fill it in where it comes from.")
_DOUBLED = Text(da="Rækken står to gange i filen.", en="The row stands twice in the file.")
_NO_COMPANY = Text(
    da="Der står et P-nummer, men intet CVR-nummer.",
    en="There is a P-number but no CVR number.",
)
_FIND_COMPANY = Text(
    da="Slå P-enheden op i CVR, og skriv virksomhedens CVR-nummer.",
    en="Look the unit up in CVR and write the company's CVR number.",
)
_FIVE_FIELDS = Text(
    da="Om en indstationeret rådgivers møder må kun fem oplysninger registreres: rådgiver, "
    "CVR-nummer, kontaktperson, dato og en kort beskrivelse (rammeaftalen 2024–2027, "
    "governancebilagets punkt 6).",
    en="Of a seconded adviser's meetings only five things may be registered: adviser, CVR number, "
    "contact, date and a short description (framework agreement 2024–2027, governance annex, "
    "clause 6).",
)
_EMPTY_IT = Text(da="Tøm feltet.", en="Empty the cell.")
_NOT_HERE = Text(
    da="Feltet bruges ikke i rækker af denne type.", en="Rows of this kind do not use the cell."
)
_UNNAMED = CellRefused(
    Text(da="Kolonnen har ingen overskrift.", en="The column has no heading."),
    Text(da="Giv kolonnen en overskrift, eller slet den.", en="Give it a heading, or delete it."),
)
