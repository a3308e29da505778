"""Finds the tables of a paper: rows of a label and numbers that stand together.

Cells are parted by tabs (as texts and the PDF reader give them), by wide gaps, or are the numbers
at the end of a line. A row may be broken over lines, and a table may go on behind a page break.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from samvirke.records.archive import Line
from samvirke.schemes.paper_check.numbers import (
    Cell,
    is_mark,
    is_suppressed,
    read_cell,
    split_trailing,
)

_TOTAL = re.compile(
    r"\b(?:i\s?alt|total(?:t|er|en)?|sum|tilsammen|hele landet|hovedtotal|"
    r"samlede? (?:udgift|indtægt|budget|beløb|antal)\w*)\b",
    re.I,
)
_EXPLICIT = re.compile(
    r"(?:i\s?alt|total|samlet|sum|samlet antal|tilsammen)(?:\s*\([^)]*\))?\s*[:.]?", re.I
)
_OF_WHICH = re.compile(r"^[-–\s]*(?:heraf|herunder|deraf)\b", re.I)
_CAPTION = re.compile(r"^(?:tabel|figur|bilag|oversigt)\s+[\w.]+", re.I)
_NEW_TABLE = re.compile(r"^(?:tabel|figur)\s+\d[\w.]*(?!.*\bfortsat\b)", re.I)
_FURNITURE = re.compile(
    r"^(?:side\s+\d+.*|\d{1,4}|dato:.*|sags ?id:?.*|dok\.? ?id:?.*|.*@.*|www\..*|direkte:.*|"
    r"postboks \d+|\S+(?:gade|vej|allé|plads|torv) \d{1,3}|tlf.*)$",
    re.I,
)
_SPAN = re.compile(r"(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?|\d{1,3}\s?[–-]\s?\d{1,3}|\d{1,3}\s?\+")
_LEADERS = re.compile(r"(?:[.…·]\s?){4,}")
_UNIT = re.compile(
    r"^(?:i\s+)?(?:1\.?000\s*kr\.?|t\.?\s?kr\.?|mio\.?\s*kr\.?|kr\.?|pct\.?|%)$", re.I
)
_WIDE_GAP = re.compile(r"\s{2,}")
_COLUMNS = re.compile(r"\t| {2,}")
_LONGEST_LABEL = 90
_LONGEST_ROW = 1000
_MOST_GAP = 12
_LEAST_ROWS = 2
_MOST_COLUMNS = 40
_MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label and its cells, ``None`` for one that is empty or holds words.

    ``suppressed`` are the columns whose number may be hidden.
    """

    line: Line
    label: str
    cells: tuple[Cell | None, ...]
    tabbed: bool
    suppressed: frozenset[int] = frozenset()

    @property
    def is_total(self) -> bool:
        """Whether its label says that it is a total."""
        told = self.is_explicit_total or _TOTAL.search(self.label) is not None
        return told and not self.is_of_which

    @property
    def is_explicit_total(self) -> bool:
        """Whether its label says nothing else than that it is a total."""
        return _EXPLICIT.fullmatch(self.label) is not None

    @property
    def is_of_which(self) -> bool:
        """Whether it shows a part of the row before (»heraf«)."""
        return _OF_WHICH.match(self.label) is not None


@dataclass(slots=True)
class Table:
    """Rows of the same width under one another; ``context`` are the words just before them.

    ``skipped`` are lines among them whose cells could not be told apart. ``recomputed`` says
    whether a check held its numbers against one another, ``unknown_totals`` how many totals could
    not be, since a part of them is hidden.
    """

    name: str | None
    headings: tuple[str, ...]
    context: str
    rows: list[Row] = field(default_factory=list)
    skipped: list[Line] = field(default_factory=list)
    recomputed: bool = False
    unknown_totals: int = 0

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
        return _EXPLICIT.fullmatch(self.heading(at) or "") is not None

    def is_percent(self, at: int) -> bool:
        """Whether a column holds shares: by its cells or by its heading."""
        cells = [cell for cell in self.column(at) if cell is not None and cell.printed]
        told = re.search(r"%|\bpct\b|andel|procent", self.heading(at) or "", re.I) is not None
        return bool(cells) and (told or sum(c.percent for c in cells) * 2 > len(cells))


def find_tables(lines: Sequence[Line]) -> list[Table]:
    """The tables of a paper, in its order; a table has two rows of numbers at least."""
    tables: list[Table] = []
    current: Table | None = None
    gap = 0
    last = 0
    for at in range(len(lines)):
        if _begins_table(lines[at], current):
            current, last = None, at
            continue
        row = _row(lines, at, 0 if current is None else current.width)
        if row is None:
            gap += _gap(lines[at])
            if gap > _MOST_GAP:
                current = None
            continue
        if current is not None and not _belongs(current, row) and _goes_on(lines, at, current):
            current.skipped.append(lines[at])
            continue
        if current is None or not _belongs(current, row):
            if row.label == "" or _is_heading(row):
                continue
            current = _start(lines, at, last)
            tables.append(current)
        current.rows.append(row)
        last, gap = at + 1, 0
    return [table for table in tables if _is_table(table)]


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
        return _are_years(cells[1:])
    return tuple(cells) != current.headings or line.page == current.rows[-1].line.page


def _are_years(cells: Sequence[str]) -> bool:
    """Years that follow one another, as over the columns of a table."""
    years = [int(cell) for cell in cells if re.fullmatch(r"(?:19|20)\d\d", cell)]
    steps = {after - before for before, after in pairwise(years)}
    return len(years) == len(cells) and len(steps) == 1 and steps <= {1, -1}


def _is_heading(row: Row) -> bool:
    """Years over the columns, as in »Post 2020 2021 2022«."""
    return all(cell is None or cell.like_a_year for cell in row.cells)


def _belongs(table: Table, row: Row) -> bool:
    if len(table.rows) >= _MOST_ROWS:
        return False
    return len(row.cells) == table.width and row.tabbed == table.rows[-1].tabbed


def _goes_on(lines: Sequence[Line], at: int, table: Table) -> bool:
    """Whether the next row belongs to ``table`` again, so that the one between is odd."""
    for ahead in range(at + 1, min(at + 4, len(lines))):
        row = _row(lines, ahead, table.width)
        if row is not None:
            return _belongs(table, row)
    return False


def _gap(line: Line) -> int:
    """How far a line without numbers takes us from the table: prose ends it."""
    words = line.words
    if not words or _FURNITURE.match(words):
        return 0 if words else 1
    if len(words) > _LONGEST_LABEL and "\t" not in line.text:
        return _MOST_GAP
    return 2


def _row(lines: Sequence[Line], at: int, width: int) -> Row | None:
    text = lines[at].text.strip(" ")
    if not _may_be_row(text):
        return None
    tabbed = "\t" in text or _WIDE_GAP.search(text) is not None
    label, cells = _tabbed(text) if tabbed else _spaced(text)
    if len(cells) > _MOST_COLUMNS or len(label) > _LONGEST_LABEL:
        return None
    read = _numbers(cells, hidden=width == len(cells))
    if read is None:
        return None
    if not _is_label(label):
        if len(read) < _LEAST_ROWS or width not in (0, len(read)):
            return None
        label = _label_before(lines, at)
    hidden = frozenset(column for column, cell in enumerate(cells) if is_suppressed(cell))
    return Row(lines[at], label, read, tabbed, hidden)


def _is_label(text: str) -> bool:
    """Words, or what stands for words: a year, a span of years or ages."""
    return any(sign.isalpha() for sign in text) or _SPAN.fullmatch(text) is not None


def _may_be_row(text: str) -> bool:
    if len(text) > _LONGEST_ROW:
        return False
    told = any(sign.isdigit() for sign in text) or any(map(is_suppressed, text.split()[-1:]))
    if not told:
        return False
    return _LEADERS.search(text) is None and _FURNITURE.match(" ".join(text.split())) is None


def _numbers(cells: Sequence[str], *, hidden: bool) -> tuple[Cell | None, ...] | None:
    """The numbers of a row's cells; ``None`` for a heading or for cells of words.

    A row whose cells all hide their numbers is one where ``hidden``, within a table.
    """
    if any(_UNIT.match(cell) for cell in cells):
        return None
    read = tuple(None if is_mark(cell) else read_cell(cell) for cell in cells)
    if not any(cell is not None and cell.printed for cell in read):
        return read if hidden and cells and all(map(is_suppressed, cells)) else None
    words = sum(
        cell is None and bool(text.strip()) and not is_suppressed(text)
        for cell, text in zip(read, cells, strict=True)
    )
    return None if words * 2 > len(cells) else read


def _spaced(text: str) -> tuple[str, list[str]]:
    label, cells = split_trailing(text)
    if not label and len(cells) > 1 and _SPAN.fullmatch(cells[0]):
        return cells[0], cells[1:]
    return label, cells


def _tabbed(text: str) -> tuple[str, list[str]]:
    parts = text.split("\t") if "\t" in text else _WIDE_GAP.split(text.strip())
    label, cells = " ".join(parts[0].split()), [part.strip() for part in parts[1:]]
    if read_cell(label) is not None and not _is_label(label):
        words = next((c for c in cells if any(sign.isalpha() for sign in c)), None)
        if words is not None and cells[0] == words:  # a code before the name
            return f"{label} {words}", cells[1:]
        return "", [label, *cells]
    return label, cells


def _label_before(lines: Sequence[Line], at: int) -> str:
    """The label of a row whose numbers stand on a line of their own."""
    words: list[str] = []
    for line in reversed(lines[max(0, at - 6) : at]):
        if any(sign.isdigit() for sign in line.words):
            break
        if line.words:
            words.insert(0, line.words)
        if len(words) == 2:
            break
    return " ".join(words)


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
    return Table(name[:120] if name else None, headings, context)


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
