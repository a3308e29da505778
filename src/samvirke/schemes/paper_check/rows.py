"""Rows of tables: a line's label and the numbers behind it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from samvirke.records.archive import Line
from samvirke.records.archive.dates import days_in
from samvirke.schemes.paper_check.labels import Kind, kind_of, says_only_total
from samvirke.schemes.paper_check.numbers import (
    Cell,
    is_dash,
    is_mark,
    is_suppressed,
    is_unread,
    may_be_joined,
    read_cell,
    split_trailing,
)

FURNITURE = re.compile(
    r"^(?:side\s+\d+.*|\d{1,4}|dato:.*|sags ?id:?.*|dok\.? ?id:?.*|.*@.*|www\..*|direkte:.*|"
    r"postboks \d+|\S+(?:gade|vej|allé|plads|torv) \d{1,3}|tlf.*)$",
    re.I,
)
SPAN = re.compile(r"(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?|\d{1,3}\s?[–-]\s?\d{1,3}|\d{1,3}\s?\+")
_LEADERS = re.compile(r"(?:[.…·]\s?){4,}")
_UNIT = re.compile(
    r"^(?:i\s+)?(?:1\.?000\s*kr\.?|t\.?\s?kr\.?|mio\.?\s*kr\.?|kr\.?|pct\.?|%)$", re.I
)
_WIDE_GAP = re.compile(r"\s{2,}")
LONGEST_LABEL = 90
_LONGEST_ROW = 1000
LEAST_NUMBERS = 2
_MOST_COLUMNS = 40


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
        told = [cell for cell in self.cells if cell is not None]
        return bool(told) and all(cell.like_a_year for cell in told)


def row_at(lines: Sequence[Line], at: int, width: int) -> Row | None:
    """The row on line ``at``, if it is one; ``width`` is that of the table before it, or 0."""
    text = lines[at].text.strip(" ")
    if not _may_be_row(text):
        return None
    tabbed = "\t" in text or _WIDE_GAP.search(text) is not None
    label, cells = _tabbed(text, width) if tabbed else _spaced(text)
    if len(cells) > _MOST_COLUMNS or len(label) > LONGEST_LABEL:
        return None
    read = _numbers(cells, hidden=width == len(cells))
    if read is None or (not tabbed and _ends_in_day(lines[at].words)):
        return None
    if not _is_label(label):
        if len(read) < LEAST_NUMBERS or width not in (0, len(read)):
            return None
        label = _label_before(lines, at)
    unread = (column for column, cell in enumerate(cells) if read[column] is None and cell.strip())
    dashes = frozenset(column for column, cell in enumerate(cells) if is_dash(cell))
    joinable = not tabbed and may_be_joined(cells)
    kind = max(map(kind_of, (label, *filter(says_only_total, cells))), key=list(Kind).index)
    return Row(lines[at], label, read, tabbed, kind, frozenset(unread), dashes, joinable)


def _ends_in_day(words: str) -> bool:
    """Whether a line ends in a date, as a head does: »KKR-møde 14. november 2025«."""
    return any(found.end == len(words) for found in days_in(words))


def _is_label(text: str) -> bool:
    """Words, or what stands for words: a year, a span of years or ages."""
    return any(sign.isalpha() for sign in text) or SPAN.fullmatch(text) is not None


def _may_be_row(text: str) -> bool:
    if len(text) > _LONGEST_ROW:
        return False
    told = any(sign.isdigit() for sign in text) or any(map(is_suppressed, text.split()[-1:]))
    if not told and not is_unread(text.rpartition("\t")[2]):
        return False
    return _LEADERS.search(text) is None and FURNITURE.match(" ".join(text.split())) is None


def _numbers(cells: Sequence[str], *, hidden: bool) -> tuple[Cell | None, ...] | None:
    """The numbers of a row's cells; ``None`` for a heading or for cells of words.

    A row whose numbers are all hidden or untold is one where ``hidden``, within a table.
    """
    if any(_UNIT.match(cell) for cell in cells):
        return None
    read = tuple(None if is_mark(cell) else read_cell(cell) for cell in cells)
    if not any(cell is not None and cell.printed for cell in read):
        told = all(is_suppressed(cell) or is_unread(cell) for cell in cells)
        return read if hidden and cells and told else None
    words = sum(
        cell is None and bool(text.strip()) and not is_suppressed(text)
        for cell, text in zip(read, cells, strict=True)
    )
    return None if words * 2 > len(cells) else read


def _spaced(text: str) -> tuple[str, list[str]]:
    label, cells = split_trailing(text)
    if not label and len(cells) > 1 and SPAN.fullmatch(cells[0]):
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
