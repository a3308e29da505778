"""Finds the tables of a paper: rows of a label and numbers that stand together.

Cells are parted by tabs (as texts and the PDF reader give them), by wide gaps, or are the numbers
at the end of a line. A row may be broken over lines, and a table may go on behind a page break.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from samvirke.records.archive import Line
from samvirke.schemes.paper_check.labels import says_only_total
from samvirke.schemes.paper_check.numbers import Cell, is_mark, read_cell, split_trailing
from samvirke.schemes.paper_check.rows import FURNITURE, LONGEST_LABEL, SPAN, Row, row_at
from samvirke.schemes.paper_check.running import without_running_lines

_CAPTION = re.compile(r"^(?:tabel|figur|bilag|oversigt)\s+[\w.]+", re.I)
_NEW_TABLE = re.compile(r"^(?:tabel|figur)\s+\d[\w.]*(?!.*\bfortsat\b)", re.I)
_COLUMNS = re.compile(r"\t| {2,}")
_MOST_GAP = 12
_LEAST_ROWS = 2
_MOST_ROWS = 2000
_THOUSAND = 1000
_CARRIED = re.compile(
    r"(?:transport(?:eret)?|overført|(?:at )?overføres?|(?:overført )?fra forrige side)[ :.]*", re.I
)


@dataclass(slots=True)
class Table:
    """Rows of the same width under one another; ``context`` are the words just before them.

    ``skipped`` are lines among them whose cells could not be told apart. ``recomputed`` says
    whether a check held its numbers against one another, ``unknown_totals`` how many totals could
    not be, since a part of them is hidden or cannot be read. ``above`` are the words of the lines
    before it, without digits, and ``told_width`` how many years the last of them ends in.
    ``left_totals`` are the labels, by line, of totals that no sum of rows comes near.
    ``last_above`` is the last of the lines before it. ``has_large`` says that a number is as long
    as a year and is none.
    """

    name: str | None
    headings: tuple[str, ...]
    context: str
    rows: list[Row] = field(default_factory=list)
    skipped: list[Line] = field(default_factory=list)
    recomputed: bool = False
    unknown_totals: int = 0
    above: frozenset[str] = frozenset()
    told_width: int = 0
    last_above: str = ""
    has_large: bool = False
    left_totals: dict[Line, str] = field(default_factory=dict)
    _percent: dict[tuple[int, int], bool] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """How many columns of numbers it has."""
        return len(self.rows[0].cells) if self.rows else 0

    def column(self, at: int) -> list[Cell | None]:
        """The cells of one column."""
        return [row.cells[at] for row in self.rows]

    def heading(self, at: int) -> str | None:
        """What stands over a column, where the table tells."""
        offset = len(self.headings) - self.width
        return self.headings[at + offset] if 0 <= at + offset < len(self.headings) else None

    def says_total(self, at: int) -> bool:
        """Whether a column's heading says nothing but that it is a total."""
        return says_only_total(self.heading(at) or "")

    @property
    def is_doubtful(self) -> bool:
        """Whether the numbers of all its rows stand so that they could be fewer and larger."""
        return self.told_width != self.width and all(row.joinable for row in self.rows)

    def is_percent(self, at: int) -> bool:
        """Whether a column holds shares: by its cells or by its heading."""
        known = (at, len(self.rows))
        if known not in self._percent:
            self._percent[known] = self._holds_shares(at)
        return self._percent[known]

    def _holds_shares(self, at: int) -> bool:
        cells = [cell for cell in self.column(at) if cell is not None and cell.printed]
        told = re.search(r"%|\bpct\b|andel|procent", self.heading(at) or "", re.I) is not None
        return bool(cells) and (told or sum(c.percent for c in cells) * 2 > len(cells))


def find_tables(paper: Sequence[Line]) -> list[Table]:
    """The tables of a paper, in its order; a table has two rows of numbers at least."""
    lines = without_running_lines(paper)
    finder = _Finder(lines)
    for at in range(len(lines)):
        finder.read(at)
    for table in finder.tables:
        table.rows = _without_carried(table.rows)
    return [table for table in finder.tables if _is_table(table)]


class _Finder:
    """Reads a paper line by line; ``current`` is the table that it is in."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.tables: list[Table] = []
        self._lines = lines
        self._current: Table | None = None
        self._gap = 0
        self._last = 0  # the first line behind the last row, where headings may begin

    def read(self, at: int) -> None:
        """Takes line ``at`` as a row, as what ends the table, or as what stands between rows."""
        current = self._current
        if _begins_table(self._lines[at], current):
            self._current, self._last = None, at
            return
        row = row_at(self._lines, at, 0 if current is None else current.width)
        if row is None:
            self._gap += _gap(self._lines[at])
            self._current = None if self._gap > _MOST_GAP else current
        elif current is None:
            self._begin(at, row)
        elif row.may_be_headings and _repeats_headings(current, row):
            if current.rows[-1].is_total and not _goes_on_under(current, self._lines[at]):
                self._current, self._last = None, at
        elif not _belongs(current, row) and _goes_on(self._lines, at, current):
            current.skipped.append(self._lines[at])
        elif not _belongs(current, row):
            self._begin(at, row)
        else:
            self._add(at, row)

    def _begin(self, at: int, row: Row) -> None:
        if row.label and not (row.may_be_headings and not self._is_under_words(at, row)):
            self._current = _start(self._lines, at, self._last)
            self.tables.append(self._current)
            self._add_first(at, row)
            self._add(at, row)

    def _is_under_words(self, at: int, row: Row) -> bool:
        """Whether a row of what may be years stands right under headings that are words."""
        above = self._lines[at - 1].text.strip(" ") if at > self._last else ""
        cells = _COLUMNS.split(above)
        words = all(any(sign.isalpha() for sign in cell) for cell in cells)
        return row.tabbed and words and len(cells) == len(row.cells) + 1

    def _add_first(self, at: int, row: Row) -> None:
        """Adds the row right above the first one with numbers, where its own are untold.

        It stands under headings of as many cells, or it may be headings itself.
        """
        before = row_at(self._lines, at - 1, len(row.cells)) if at > self._last else None
        if before is None or not row.tabbed or before.tabbed != row.tabbed or at < _LEAST_ROWS:
            return
        cells = [_COLUMNS.split(self._lines[place].text.strip(" ")) for place in (at - 2, at - 1)]
        if len(before.cells) == len(row.cells) and len(cells[0]) == len(cells[1]):
            self._current = _start(self._lines, at - 1, self._last)
            self.tables[-1] = self._current
            self._current.rows.append(before)

    def _add(self, at: int, row: Row) -> None:
        if self._current is not None and len(self._current.rows) < _MOST_ROWS:
            self._current.rows.append(row)
            self._current.has_large |= any(
                cell is not None and cell.bare and not cell.like_a_year and cell.value >= _THOUSAND
                for cell in row.cells
            )
        elif self._current is not None:
            self._current.skipped.append(self._lines[at])
        self._last, self._gap = at + 1, 0


def _repeats_headings(table: Table, row: Row) -> bool:
    """Whether a row of years repeats the headings of a table, or is those of the next one.

    In a table whose other numbers are as large and printed alike, it is a row like all others.
    """
    if _without_digits(row.line) in table.above:
        return True
    if table.has_large:
        return False
    years = [str(cell.value) for cell in row.cells if cell is not None]
    return table.rows[-1].is_total or (len(years) > 1 and _are_years(years))


def _without_digits(line: Line) -> str:
    return re.sub(r"\d+", "#", line.words)


def _without_carried(rows: Sequence[Row]) -> list[Row]:
    """Without a sum that is carried over to the next page, which stands there once more."""
    kept: list[Row] = []
    for row in rows:
        before = kept[-1] if kept else None
        if (
            before is not None
            and _CARRIED.fullmatch(row.label) is not None
            and _CARRIED.fullmatch(before.label) is not None
            and row.cells == before.cells
        ):
            kept.pop()
        else:
            kept.append(row)
    return kept


def _begins_table(line: Line, current: Table | None) -> bool:
    """Whether a caption, or a second row of headings, ends the table before it."""
    if "\t" not in line.text and _NEW_TABLE.match(line.words):
        return True
    if current is None or not current.rows[-1].is_total or "\t" not in line.text:
        return False
    cells = [" ".join(cell.split()) for cell in line.text.strip(" ").split("\t")]
    if len(cells) != current.width + 1 or not all(cells[1:]):
        return False
    words = all(any(sign.isalpha() for sign in cell) for cell in cells[1:])
    if not words or any(read_cell(cell) is not None or is_mark(cell) for cell in cells[1:]):
        return _are_years(cells[1:]) and not _goes_on_under(current, line)
    return not _goes_on_under(current, line)


def _goes_on_under(table: Table, line: Line) -> bool:
    """Whether headings behind a total are the table's own once more, as on a new page.

    On the same page they are so behind a subtotal, but begin a new table behind »I alt«.
    """
    cells = tuple(" ".join(cell.split()) for cell in _COLUMNS.split(line.text.strip(" ")))
    last = table.rows[-1]
    repeated = cells == table.headings or line.words == table.last_above
    return repeated and (line.page != last.line.page or not last.is_explicit_total)


def _are_years(cells: Sequence[str]) -> bool:
    """Years that follow one another, as over the columns of a table."""
    years = [int(cell) for cell in cells if re.fullmatch(r"(?:19|20)\d\d", cell)]
    steps = {after - before for before, after in pairwise(years)}
    return len(years) == len(cells) and len(steps) == 1 and steps <= {1, -1}


def _belongs(table: Table, row: Row) -> bool:
    return len(row.cells) == table.width and row.tabbed == table.rows[-1].tabbed


def _goes_on(lines: Sequence[Line], at: int, table: Table) -> bool:
    """Whether the next row belongs to ``table`` again, so that the one between is odd."""
    for ahead in range(at + 1, min(at + 4, len(lines))):
        row = row_at(lines, ahead, table.width)
        if row is not None:
            return _belongs(table, row)
    return False


def _gap(line: Line) -> int:
    """How far a line without numbers takes us from the table: prose ends it."""
    words = line.words
    if not words or FURNITURE.match(words):
        return 0 if words else 1
    if len(words) > LONGEST_LABEL and "\t" not in line.text:
        return _MOST_GAP
    return 2


def _start(lines: Sequence[Line], at: int, last: int) -> Table:
    """A table whose first row is line ``at``; its name and headings stand in the lines above."""
    above = [line for line in lines[max(last, at - 12) : at] if _tells(line)][-8:]
    headings: tuple[str, ...] = ()
    if above and _COLUMNS.search(above[-1].text.strip(" ")):
        cells = _COLUMNS.split(above[-1].text.strip(" "))
        headings = tuple(" ".join(cell.split()) for cell in cells)
    name = next((line.words for line in reversed(above) if _CAPTION.match(line.words)), None)
    if name is None and above:
        titles = [line.words for line in above if not _COLUMNS.search(line.text.strip(" "))]
        name = titles[-1] if titles else above[-1].words
    context = " ".join(line.words for line in above)
    masked = frozenset(map(_without_digits, above))
    years = split_trailing(above[-1].text)[1] if above else []
    width = len(years) if all(SPAN.fullmatch(year) for year in years) else 0
    return Table(
        name[:120] if name else None,
        headings,
        context,
        above=masked,
        told_width=width,
        last_above=above[-1].words if above else "",
    )


def _tells(line: Line) -> bool:
    """Whether a line says anything: rules drawn with dashes do not."""
    return any(sign.isalnum() for sign in line.words)


def _is_table(table: Table) -> bool:
    """Prose whose lines end in numbers is no table."""
    if len(table.rows) < _LEAST_ROWS:
        return False
    if table.rows[0].tabbed or table.width > 1:
        return True
    named = all(
        row.label[:1].isupper() or row.label[:1].isdigit() or row.is_total for row in table.rows
    )
    return named and any(row.is_total for row in table.rows[_LEAST_ROWS:])
