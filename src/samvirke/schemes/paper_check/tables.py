"""Finds the tables of a paper: rows of a label and numbers that stand together.

Cells are parted by tabs (as texts and the PDF reader give them), by wide gaps, or are the numbers
at the end of a line. A row may be broken over lines, and a table may go on behind a page break.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from samvirke.records.archive import Line
from samvirke.schemes.paper_check.labels import Kind, kind_of, says_only_total
from samvirke.schemes.paper_check.numbers import (
    Cell,
    is_dash,
    is_mark,
    is_suppressed,
    may_be_joined,
    read_cell,
    split_trailing,
)
from samvirke.schemes.paper_check.running import without_running_lines

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
_THOUSAND = 1000
_CARRIED = re.compile(
    r"(?:transport(?:eret)?|overført|(?:at )?overføres?|(?:overført )?fra forrige side)[ :.]*", re.I
)
_ENDS_IN_MONTH = re.compile(
    r"\d\.?\s*(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zæøå]*\.?$", re.I
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label and its cells, ``None`` for one that is empty or holds words.

    ``unknown`` are the columns whose number is hidden or could not be read, ``dashes`` those with a
    dash, which may be nil. ``joinable`` says that its numbers stand one space apart and could be
    fewer.
    """

    line: Line
    label: str
    cells: tuple[Cell | None, ...]
    tabbed: bool
    kind: Kind = Kind.PART
    unknown: frozenset[int] = frozenset()
    dashes: frozenset[int] = frozenset()
    joinable: bool = False

    @property
    def is_total(self) -> bool:
        """Whether its label says that it is a total."""
        return self.kind in (Kind.TOTAL, Kind.EXPLICIT)

    @property
    def is_explicit_total(self) -> bool:
        """Whether its label says nothing else than that it is a total."""
        return self.kind is Kind.EXPLICIT

    @property
    def is_of_which(self) -> bool:
        """Whether it shows a part of the row before (»heraf«)."""
        return self.kind is Kind.OF_WHICH

    @property
    def may_be_headings(self) -> bool:
        """Whether all its numbers may be years over the columns, as in »Post 2020 2021 2022«."""
        return all(cell is None or cell.like_a_year for cell in self.cells)


@dataclass(slots=True)
class Table:
    """Rows of the same width under one another; ``context`` are the words just before them.

    ``skipped`` are lines among them whose cells could not be told apart. ``recomputed`` says
    whether a check held its numbers against one another, ``unknown_totals`` how many totals could
    not be, since a part of them is hidden or cannot be read. ``above`` are the words of the lines
    before it, without digits.
    """

    name: str | None
    headings: tuple[str, ...]
    context: str
    rows: list[Row] = field(default_factory=list)
    skipped: list[Line] = field(default_factory=list)
    recomputed: bool = False
    unknown_totals: int = 0
    above: frozenset[str] = frozenset()
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
        return not self.headings and all(row.joinable for row in self.rows)

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
        if current is not None and row.may_be_headings and _repeats_headings(current, row):
            if current.rows[-1].is_total:
                current, last = None, at
            continue
        if current is not None and not _belongs(current, row) and _goes_on(lines, at, current):
            current.skipped.append(lines[at])
            continue
        if current is None or not _belongs(current, row):
            if row.label == "" or row.may_be_headings:
                continue
            current = _start(lines, at, last)
            tables.append(current)
        if len(current.rows) < _MOST_ROWS:
            current.rows.append(row)
        else:
            current.skipped.append(lines[at])
        last, gap = at + 1, 0
    for table in tables:
        table.rows = _without_carried(table.rows)
    return [table for table in tables if _is_table(table)]


def _repeats_headings(table: Table, row: Row) -> bool:
    """Whether a row of years repeats the headings of a table, or is those of the next one.

    In a table whose other numbers are as large and printed alike, it is a row like all others.
    """
    if _without_digits(row.line) in table.above:
        return True
    large = any(
        cell is not None and cell.bare and not cell.like_a_year and cell.value >= _THOUSAND
        for one in table.rows
        for cell in one.cells
    )
    if large:
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
        return _are_years(cells[1:])
    return tuple(cells) != current.headings or line.page == current.rows[-1].line.page


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
    label, cells = _tabbed(text, width) if tabbed else _spaced(text)
    if len(cells) > _MOST_COLUMNS or len(label) > _LONGEST_LABEL:
        return None
    read = _numbers(cells, hidden=width == len(cells))
    if read is None or (len(cells) == 1 and _ENDS_IN_MONTH.search(label)):
        return None
    if not _is_label(label):
        if len(read) < _LEAST_ROWS or width not in (0, len(read)):
            return None
        label = _label_before(lines, at)
    unread = (column for column, cell in enumerate(cells) if read[column] is None and cell.strip())
    dashes = frozenset(column for column, cell in enumerate(cells) if is_dash(cell))
    joinable = not tabbed and may_be_joined(cells)
    kind = max(map(kind_of, (label, *_words(cells))), key=list(Kind).index)
    return Row(lines[at], label, read, tabbed, kind, frozenset(unread), dashes, joinable)


def _words(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells if says_only_total(cell)]


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


def _tabbed(text: str, width: int) -> tuple[str, list[str]]:
    """The label and the other cells of a row; a code before the name is part of the label.

    Where the row of a total leaves the first column empty, its label stands in the next one.
    """
    parts = text.split("\t") if "\t" in text else _WIDE_GAP.split(text.strip())
    label, cells = " ".join(parts[0].split()), [part.strip() for part in parts[1:]]
    if read_cell(label) is not None and not _is_label(label):
        words = next((c for c in cells if any(sign.isalpha() for sign in c)), None)
        if words is not None and cells[0] == words:  # a code before the name
            return f"{label} {words}", cells[1:]
        return "", [label, *cells]
    if not label and cells and says_only_total(cells[0]):
        return cells[0], cells if width == len(cells) else cells[1:]
    if width and len(cells) == width + 1 and not cells[0] and says_only_total(label):
        return label, cells[1:]
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
    masked = frozenset(map(_without_digits, above))
    return Table(name[:120] if name else None, headings, context, above=masked)


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
