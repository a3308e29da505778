"""Reading a file of registrations, evaluations or awareness answers from first byte to last."""

from collections.abc import Container, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from samvirke.figures import Text
from samvirke.records.files import OTHER_KINDS, open_bounded, refused
from samvirke.records.imports.cells import Cell
from samvirke.records.imports.csv_source import csv_rows
from samvirke.records.imports.file_kind import is_another_kind, other_kind
from samvirke.records.imports.headings import Headings, match_headings
from samvirke.records.imports.known import Known
from samvirke.records.imports.layout import SCHEMAS, ImportKind, load_layouts
from samvirke.records.imports.mapping import ColumnMapping, check_mapping
from samvirke.records.imports.problems import ImportRefused, ProblemTally, RowProblem
from samvirke.records.imports.rows import RowReader
from samvirke.records.imports.source import (
    Encoding,
    Limits,
    Overview,
    Raw,
    encoding_of,
    look_through,
)
from samvirke.records.imports.table_reader import Parsed, Setting
from samvirke.records.imports.words import quoted
from samvirke.records.problems import InputError, Problem, shorten

if TYPE_CHECKING:
    from samvirke.records.imports.xlsx_source import Sheet

_ZIP = b"PK"
_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """What is known of a file when it has been read.

    ``rows`` counts those under the heading that are not blank, ``blank_rows`` the blank ones
    between them, ``tables`` the faultless ones by table. ``first`` and ``last`` are the days
    between which they lie: the start of an engagement, the day of a meeting or answer, the year
    of a survey. ``remarks`` are worth telling the user.
    """

    file: str
    kind: ImportKind
    sha256: str
    size: int
    rows: int
    blank_rows: int
    tables: Mapping[str, int]
    first: date | None
    last: date | None
    remarks: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The facts of a file and the problems of its rows."""

    facts: ImportFacts
    problems: ProblemTally

    def refuse_problems(self) -> None:
        """Raises ``ImportRefused`` where there are any."""
        if self.problems.count:
            raise ImportRefused(self.facts.file, self.problems)


class Reading:
    """A file whose rows are read one by one, anew in each iteration.

    ``hub`` is the id or an accepted name of the one hub whose rows they are: then no column needs
    to say so, and no other hub may stand there. ``mapping`` says what foreign headings mean.
    ``sheet`` names a sheet of a workbook other than the first. ``encoding`` is that of a CSV file;
    without it UTF-8 is told from cp1252. Iterating raises ``InputError`` for a file that cannot be
    used at all. Raises ``ValueError`` for an unknown ``hub`` or a heading in ``mapping`` that is
    none of ours.
    """

    def __init__(
        self,
        path: Path,
        kind: ImportKind,
        *,
        known: Known,
        mapping: ColumnMapping | Mapping[str, str] | None = None,
        hub: str | None = None,
        sheet: str | None = None,
        encoding: Encoding | None = None,
        limits: Limits = _LIMITS,
    ) -> None:
        self.path, self.kind = path, kind
        self._layout = load_layouts().of(kind)
        self._known = known
        self._mapping = (
            mapping if isinstance(mapping, ColumnMapping) else ColumnMapping(mapping or {})
        )
        check_mapping(self._mapping, self._layout)
        self._hub = None if hub is None else known.hub_id(hub)
        if hub is not None and self._hub is None:
            raise ValueError(f"{hub!r} is none of the known hubs")
        self._sheet, self._encoding, self._limits = sheet, encoding, limits
        self._headings: Headings | None = None
        self._facts: ImportFacts | None = None

    def __iter__(self) -> Iterator[Parsed | RowProblem]:
        self._facts = self._headings = None
        with open_bounded(self.path, most_bytes=self._limits.file) as file:
            overview = look_through(file)
            raws, remarks = self._raws(file, overview)
            counter = _Counter()
            # Whoever stops early must not leave the rows to be closed after the file is.
            with closing(raws):
                for item in self._rows(raws, counter):
                    if isinstance(item, Parsed):
                        counter.take(item)
                    yield item
        self._facts = self._sum_up(overview, counter, remarks)

    @property
    def facts(self) -> ImportFacts:
        """What is known of the file. Raises ``ValueError`` before it was read to its end."""
        if self._facts is None:
            raise ValueError(f"{self.path.name} has not been read to its end")
        return self._facts

    def heading_of(self, table: str, column: str) -> str:
        """The file's own heading for a cell of the record; ours where it has none."""
        item = None if self._headings is None else self._headings.taking(table, column)
        return self._layout.heading_of(table, column) if item is None else item.heading

    def _raws(
        self, file: BinaryIO, overview: Overview
    ) -> tuple[Generator[Raw, None, None], list[Text]]:
        if overview.head.startswith(_ZIP):
            # openpyxl costs a tenth of a second and 20 MB, which no CSV file should have to pay.
            from samvirke.records.imports.xlsx_source import Sheet

            sheet = Sheet(
                file,
                self.path,
                sheet=self._sheet,
                limits=self._limits,
                decimal_point=self._mapping.decimal_point,
            )
            return sheet.rows(), [_other_sheets(sheet)] if sheet.others else []
        for mark, other in OTHER_KINDS.items():
            if overview.head.startswith(mark[:4]):
                raise refused(self.path, _other_kind(other))
        if self._sheet is not None:
            raise refused(self.path, _NO_SHEETS)
        encoding = encoding_of(self.path, overview, self._encoding)
        remarks = [] if encoding == "utf-8" or self._encoding else [_GUESSED]
        if not overview.ends_with_newline:
            remarks.append(_NO_END)
        return csv_rows(file, self.path, encoding), remarks

    def _rows(self, raws: Iterator[Raw], counter: "_Counter") -> Iterator[Parsed | RowProblem]:
        reader = self._open(raws)
        counter.last_number = self._headings.row if self._headings else 0
        for raw in raws:
            number, cells, _ = raw
            if not any(map(str.strip, cells)):
                continue
            counter.blank += number - counter.last_number - 1
            counter.last_number = number
            counter.rows += 1
            read = reader.read(raw)
            if isinstance(read, Parsed):
                yield read
            else:
                yield from read

    def _open(self, raws: Iterator[Raw]) -> RowReader:
        """Reads up to and with the heading."""
        for number, cells, faults in raws:
            if not any(map(str.strip, cells)):
                continue
            name = self.path.name
            if faults:
                raise InputError(
                    [
                        Problem(name, number, fault.refusal.reason, got=shorten(fault.got or ""))
                        for fault in faults.values()
                    ]
                )
            other = other_kind(cells, self.kind, self._mapping)
            if other is not None:
                raise InputError([Problem(name, number, is_another_kind(self.kind, other))])
            headings = match_headings(name, number, cells, self._layout, self._mapping)
            if headings.kind_at is None:
                table = self._layout.tables[0]
                headings.refuse_missing(table, self._layout, row=number, hub=self._hub)
            self._headings = headings
            return RowReader(Setting(headings, self._layout, self._known, self._mapping, self._hub))
        raise refused(self.path, _EMPTY)

    def _sum_up(self, overview: Overview, counter: "_Counter", remarks: list[Text]) -> ImportFacts:
        if self._headings is not None and self._headings.not_read:
            names = quoted(self._headings.not_read)
            not_read = Text(
                da=f"Disse kolonner er ikke læst: {names.da}.",
                en=f"These columns were not read: {names.en}.",
            )
            remarks = [*remarks, not_read]
        if not counter.rows:
            remarks = [*remarks, _NO_ROWS]
        first, last = counter.period(self.kind)
        return ImportFacts(
            file=self.path.name,
            kind=self.kind,
            sha256=overview.sha256,
            size=overview.size,
            rows=counter.rows,
            blank_rows=counter.blank,
            tables={table: counter.tables.get(table, 0) for table in self._layout.tables},
            first=first,
            last=last,
            remarks=tuple(remarks),
        )


_DAY_OF = {
    "engagements": "started",
    "participations": "day",
    "adviser_meetings": "day",
    "evaluations": "answered",
    "awareness": "survey_year",
}
_SLOT_OF_DAY = {table: SCHEMAS[table].column_names.index(name) for table, name in _DAY_OF.items()}


class _Counter:
    """What is counted on the way through a file; ``earliest`` and ``latest`` as they are stored."""

    def __init__(self) -> None:
        self.rows = self.blank = self.last_number = 0
        self.tables: dict[str, int] = {}
        self.earliest: int | None = None
        self.latest: int | None = None

    def take(self, parsed: Parsed) -> None:
        self.tables[parsed.table] = self.tables.get(parsed.table, 0) + 1
        day: Cell = parsed.values[_SLOT_OF_DAY[parsed.table]]
        if isinstance(day, int):
            if self.earliest is None or day < self.earliest:
                self.earliest = day
            if self.latest is None or day > self.latest:
                self.latest = day

    def period(self, kind: ImportKind) -> tuple[date | None, date | None]:
        if self.earliest is None or self.latest is None:
            return None, None
        if kind is ImportKind.AWARENESS:
            return date(self.earliest, 1, 1), date(self.latest, 12, 31)
        return _date(self.earliest), _date(self.latest)


def _date(stored: int) -> date:
    return date.fromisoformat(str(stored)[:8])


def read_rows(
    path: Path,
    kind: ImportKind,
    *,
    known: Known,
    mapping: ColumnMapping | Mapping[str, str] | None = None,
    hub: str | None = None,
) -> Iterator[Parsed | RowProblem]:
    """The rows of a file one by one: those that are faultless, and the problems of the others.

    Everything else is as in ``Reading``, which also tells the facts of the file.
    """
    return iter(Reading(path, kind, known=known, mapping=mapping, hub=hub))


def read_import(reading: Reading) -> ImportReport:
    """Reads a file to its end and keeps what there is to tell of it, without its rows."""
    problems = ProblemTally()
    for item in reading:
        if isinstance(item, RowProblem):
            problems.add(item)
    return ImportReport(reading.facts, problems)


def check_evaluations_against(
    rows: Iterable[Parsed | RowProblem],
    engagements: Container[tuple[str, str]],
    *,
    column: str | None = None,
) -> Iterator[Parsed | RowProblem]:
    """``rows`` with a problem in place of each evaluation of an engagement that is not known.

    ``engagements`` are the known keys (hub, engagement). ``column`` is the file's heading of the
    engagement; a ``Reading`` knows it by itself.
    """
    schema = SCHEMAS["evaluations"]
    hub, engagement = (schema.column_names.index(name) for name in ("hub", "engagement"))
    for item in rows:
        if isinstance(item, Parsed) and item.table == "evaluations":
            key = (str(item.values[hub]), str(item.values[engagement]))
            if key not in engagements:
                heading = column or _heading_of(rows)
                yield RowProblem(item.row, heading, _NO_ENGAGEMENT, _FIND_IT, shorten(key[1]))
                continue
        yield item


def _heading_of(rows: Iterable[Parsed | RowProblem]) -> str:
    if isinstance(rows, Reading):
        return rows.heading_of("evaluations", "engagement")
    return load_layouts().of(ImportKind.EVALUATIONS).heading_of("evaluations", "engagement")


_NO_ENGAGEMENT = Text(
    da="Svaret hører til et forløb, der ikke er registreret hos erhvervshuset.",
    en="The answer belongs to an engagement that is not registered at the hub.",
)
_FIND_IT = Text(
    da="Tag forløbet ind først, eller ret forløbs-id'et. Er det begyndt i et tidligere år, så nævn "
    "det års fil med --previous-registrations.",
    en="Import the engagement first, or correct its id. If it began in an earlier year, name the "
    "file of that year with --previous-registrations.",
)
_EMPTY = Text(
    da="Filen er tom. Den skal begynde med en række overskrifter.",
    en="The file is empty. It must begin with a row of headings.",
)
_NO_SHEETS = Text(
    da="Der er angivet et ark, men filen er ikke en Excel-fil (.xlsx).",
    en="A sheet was named, but the file is no workbook (.xlsx).",
)
_GUESSED = Text(
    da="Filen er læst som Windows-1252, da den ikke er UTF-8.",
    en="The file was read as Windows-1252, as it is not UTF-8.",
)
_NO_END = Text(
    da="Filen slutter uden linjeskift. Kontrollér, at den sidste række er hel.",
    en="The file ends without a line break. Check that its last row is whole.",
)
_NO_ROWS = Text(
    da="Filen har en overskrift, men ingen rækker.", en="The file has a heading, but no rows."
)


def _other_kind(other: Text) -> Text:
    return Text(
        da=f"Det er {other.da} og hverken CSV eller .xlsx (en Excel-fil med adgangskode ser "
        "sådan ud). Gem den som .xlsx uden adgangskode eller som CSV UTF-8.",
        en=f"This is {other.en} and neither CSV nor .xlsx (a workbook with a password looks like "
        "this). Save it as .xlsx without a password, or as CSV UTF-8.",
    )


def _other_sheets(sheet: "Sheet") -> Text:
    others = quoted(sheet.others)
    return Text(
        da=f"Arket »{sheet.name}« er læst. Filen har også {others.da}.",
        en=f"The sheet '{sheet.name}' was read. The file also has {others.en}.",
    )
