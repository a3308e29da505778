"""Tables that people write in a spreadsheet and save as CSV, in the forms that Danish ones take.

Semicolon, tab or comma; UTF-8 or Windows-1252; ``17.037,5`` beside ``17037.5``; Danish headings
beside the columns' own names. Blank lines are left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from samvirke.figures import AmbiguousNumber, Text
from samvirke.records.files import open_bounded, refuse_other_kinds, refused
from samvirke.records.imports.amounts import read_number
from samvirke.records.imports.cells import CellRefused
from samvirke.records.imports.csv_source import csv_rows
from samvirke.records.imports.dates import read_day
from samvirke.records.imports.source import WHOLE_ROW, Raw, encoding_of, look_through
from samvirke.records.imports.words import fold_heading
from samvirke.records.problems import InputError, Problem
from samvirke.records.tables import MOST_BYTES, NUL, WRONG_HEADINGS, Row

_LONGEST_KIND_MARK = 8


@dataclass(frozen=True, slots=True)
class SheetRow(Row):
    """A row whose numbers and days are written as Danes do.

    ``headings`` says what the file calls each column: messages name its own word.
    """

    headings: Mapping[str, str] = field(default_factory=dict)

    def heading(self, column: str) -> str:
        """What the file itself calls the column."""
        return self.headings.get(column, column)

    def has(self, column: str) -> bool:
        """Whether the file has the column, and something stands in the cell."""
        return bool(self.cells.get(column, "").strip())

    def whole(self, column: str) -> int:
        """The cell as a whole number of 0 or more, also written ``17.037.000`` or ``12,0``."""
        got, name = self.cells[column], self.heading(column)
        what = Text(
            da=f"»{name}« skal være et helt tal på 0 eller mere.",
            en=f"'{name}' must be a whole number of 0 or more.",
        )
        try:
            number = read_number(got.strip())
        except CellRefused as refusal:
            if isinstance(refusal.__cause__, AmbiguousNumber):
                raise self._unreadable(column, refusal, None) from refusal
            raise self.refused(what, got=got, example="14530") from refusal
        if number < 0 or number.denominator != 1:
            raise self.refused(what, got=got, example="14530")
        return int(number)

    def fraction(self, column: str, *, remedy: Text | None = None) -> Fraction:
        """The cell as an exact number; ``remedy`` is said beside what is wrong with it."""
        try:
            return read_number(self.text(column))
        except CellRefused as refusal:
            raise self._unreadable(column, refusal, remedy) from refusal

    def day(self, column: str) -> date:
        """The cell as a date, ``2021-10-15`` or ``15-10-2021``."""
        got = self.cells[column]
        try:
            number = read_day(got.strip())
        except CellRefused as refusal:
            name = self.heading(column)
            what = Text(da=f"»{name}« er ikke en dato.", en=f"'{name}' is not a date.")
            raise self.refused(what, got=got, example="2027-01-01") from refusal
        return date(number // 10_000, number // 100 % 100, number % 100)

    def _unreadable(self, column: str, refusal: CellRefused, remedy: Text | None) -> InputError:
        name, got = self.heading(column), self.cells[column]
        more = remedy or refusal.remedy
        what = Text(
            da=f"»{name}«: {refusal.reason.da} {more.da}",
            en=f"'{name}': {refusal.reason.en} {more.en}",
        )
        whole = got.strip().replace(".", "")
        return self.refused(what, got=got, example=whole if whole.isdecimal() else "12,5")


def read_sheet(
    path: Path,
    columns: Sequence[str],
    *,
    optional: Sequence[str] = (),
    words: Mapping[str, Sequence[str]],
) -> Iterator[SheetRow]:
    """The rows of ``path``, whose heading must name each of ``columns`` and may name ``optional``.

    ``words`` gives the further names of a column, the first of them its Danish one; case, spaces
    and marks do not count, nor the order. Raises ``InputError`` naming the line for other headings,
    a row of another width, and a file that is no such table.
    """
    raw = iter(_raw_rows(path))
    heading = next(raw, (1, [], {}))
    named = _places(path, heading, columns, optional, words)
    names = {column: heading[1][at].strip() for column, at in named.items()}
    known = set(named.values())
    for number, cells, faults in raw:
        if WHOLE_ROW in faults:
            fault = faults[WHOLE_ROW]
            reason, remedy = fault.refusal.reason, fault.refusal.remedy
            what = Text(f"{reason.da} {remedy.da}", f"{reason.en} {remedy.en}")
            raise InputError([Problem(path.name, number, what, got=fault.got)])
        beside = [cell for at, cell in enumerate(cells) if at not in known and cell.strip()]
        if beside:
            raise InputError([Problem(path.name, number, _NO_HEADING, got=beside[0])])
        if any(cell.strip() for cell in cells):
            row = {column: cells[at] for column, at in named.items()}
            yield SheetRow(path.name, number, row, names)


def headings_of(path: Path) -> list[str]:
    """The cells of the heading; none where the file is empty. Raises ``InputError``."""
    return [cell.strip() for cell in next(iter(_raw_rows(path)), (1, [], {}))[1]]


def _raw_rows(path: Path) -> list[Raw]:
    """Every row that is not blank, the heading first, with its number in the spreadsheet."""
    with open_bounded(path, most_bytes=MOST_BYTES) as file:
        refuse_other_kinds(path, file.read(_LONGEST_KIND_MARK))
        file.seek(0)
        encoding = encoding_of(path, look_through(file), None)
        rows = list(csv_rows(file, path, encoding))
    for number, cells, _ in rows:
        if any("\0" in cell for cell in cells):
            raise refused(path, NUL, line=number)
    return rows


def _places(
    path: Path,
    heading: Raw,
    columns: Sequence[str],
    optional: Sequence[str],
    words: Mapping[str, Sequence[str]],
) -> dict[str, int]:
    """Where each column stands. Raises ``InputError`` for a missing, foreign or double heading."""
    names = {
        fold_heading(name): column
        for column in (*columns, *optional)
        for name in (column, *words.get(column, ()))
    }
    found: dict[str, int] = {}
    for at, cell in enumerate(heading[1]):
        if not cell.strip():
            continue
        column = names.get(fold_heading(cell))
        if column is None or column in found:
            raise _wrong_headings(path, heading, columns, optional, words)
        found[column] = at
    if any(column not in found for column in columns):
        raise _wrong_headings(path, heading, columns, optional, words)
    return found


def _wrong_headings(
    path: Path,
    heading: Raw,
    columns: Sequence[str],
    optional: Sequence[str],
    words: Mapping[str, Sequence[str]],
) -> InputError:
    own, danish = _listed(columns, {}), _listed(columns, words)
    valid = Text(da=danish if danish == own else f"{danish} (eller {own})", en=own)
    if optional:
        may = Text(_listed(optional, words), _listed(optional, {}))
        valid = Text(f"{valid.da}; eventuelt {may.da}", f"{valid.en}; optionally {may.en}")
    got = ",".join(cell.strip() for cell in heading[1])
    return InputError([Problem(path.name, heading[0], WRONG_HEADINGS, got=got, valid=valid)])


def _listed(columns: Iterable[str], words: Mapping[str, Sequence[str]]) -> str:
    return ",".join((words.get(column) or (column,))[0] for column in columns)


_NO_HEADING = Text(
    da="Her står noget i en kolonne uden overskrift. Giv den en overskrift, eller tøm den.",
    en="Something stands in a column without a heading. Give it one, or empty it.",
)
