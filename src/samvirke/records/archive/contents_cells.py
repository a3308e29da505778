"""Tables of contents whose numbers, titles and pages stand in cells or on lines of their own.

Either as a table (»Punkt, Bilag, Titel, Side« over its columns), or, where a program wrote out the
cells of one, one below another: a number, a title and a page, each on its line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from samvirke.records.archive.stamps import POINT
from samvirke.records.archive.text import Line

_COLUMNS = {
    "item": re.compile(rf"(?:{POINT}|dagsorden|punktnr\.?)(?:\s*nr\.?)?", re.I),
    "annex": re.compile(r"bilag(?:s?(?:\s?nr\.?|nummer))?", re.I),
    "title": re.compile(r"titel|navn|emne|overskrift|bilagets (?:titel|navn)", re.I),
    "page": re.compile(r"side(?:r|tal|nr\.?)?", re.I),
}
_ITEM_NUMBER = re.compile(rf"(?:{POINT}\s*)?(\d{{1,2}}(?:\.\d{{1,2}})?)\.?", re.I)
_ITEM_ALONE = re.compile(rf"(?:{POINT}\s*)?(\d{{1,2}}\.\d{{1,2}})\.?", re.I)
_ANNEX_NUMBER = re.compile(r"(?:bilag\s*)?(\d{1,2}[a-z]?|[a-z])\.?", re.I)
_ANNEX_ALONE = re.compile(r"bilag\s*(\d{1,2}[a-z]?|[a-z])[.:]?", re.I)
_PAGE = re.compile(r"(?:side|s\.)?\s*(\d{1,4})", re.I)
_HEADING = re.compile(
    r"(?:indhold\w*|bilags(?:oversigt|fortegnelse|liste)|dagsorden)\b.{0,60}", re.I
)
_LEAST_ENTRIES = 2
_LEAST_BELOW = 3
_MOST_TITLE_LINES = 3
_MOST_ENTRIES = 500
_LONGEST_LINE = 400


@dataclass(frozen=True, slots=True)
class Cells:
    """One entry; ``annex`` is ``None`` for an item itself."""

    item: str | None
    annex: str | None
    title: str
    page: int | None
    line: Line


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of a table of contents, and the index of the first line behind it."""

    entries: tuple[Cells, ...]
    end: int


def in_columns(lines: Sequence[Line], at: int) -> Listing | None:
    """The table of contents whose headings stand on line ``at``: a title and an annex at least."""
    names = [_column(cell) for cell in _cells(lines[at])]
    if "annex" not in names or "title" not in names or "item" not in names:
        return None
    entries: list[Cells] = []
    item: str | None = None
    end = at + 1
    for place in range(at + 1, min(len(lines), at + _MOST_ENTRIES)):
        if not lines[place].words:
            continue
        cells = _cells(lines[place])
        row = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        entry = _from_row(row, lines[place], item) if len(cells) == len(names) else None
        if entry is None:
            break
        item = entry.item
        entries.append(entry)
        end = place + 1
    return Listing(tuple(entries), end) if len(entries) >= _LEAST_ENTRIES else None


def _cells(line: Line) -> list[str]:
    if "\t" not in line.text or len(line.text) > _LONGEST_LINE:
        return []
    return [" ".join(cell.split()) for cell in line.text.split("\t")]


def _column(cell: str) -> str | None:
    return next((name for name, words in _COLUMNS.items() if words.fullmatch(cell)), None)


def _from_row(row: dict[str, str], line: Line, before: str | None) -> Cells | None:
    """The entry of a row; one without the number of an item belongs to the item ``before``."""
    number = _ITEM_NUMBER.fullmatch(row["item"])
    annex = _ANNEX_NUMBER.fullmatch(row["annex"])
    page = _PAGE.fullmatch(row.get("page", ""))
    item = number[1] if number else before
    unread = (row["item"] and not number) or (row["annex"] and not annex)
    if unread or not row["title"] or item is None:
        return None
    told = annex[1] if annex else None
    return Cells(item, told, row["title"], int(page[1]) if page else None, line)


def one_below_another(lines: Sequence[Line], at: int) -> Listing | None:
    """The table of contents under the heading on line ``at``, a cell a line, with rising pages."""
    if _HEADING.fullmatch(lines[at].words) is None:
        return None
    near = range(at + 1, min(len(lines), at + _MOST_ENTRIES))
    filled = [place for place in near if lines[place].words]
    entries: list[Cells] = []
    item: str | None = None
    first = 0
    while first < len(filled):
        found = _stacked(lines, filled[first : first + _MOST_TITLE_LINES + 2], item)
        if found is None or (entries and (found[0].page or 0) < (entries[-1].page or 0)):
            break
        item = found[0].item
        entries.append(found[0])
        first += found[1]
    if len(entries) < _LEAST_BELOW:
        return None
    return Listing(tuple(entries), filled[first - 1] + 1)


def _stacked(
    lines: Sequence[Line], places: Sequence[int], item: str | None
) -> tuple[Cells, int] | None:
    """An entry whose number stands on the first of ``places``, and how many lines it takes."""
    line = lines[places[0]]
    number = _ITEM_ALONE.fullmatch(line.words)
    annex = _ANNEX_ALONE.fullmatch(line.words)
    own = number[1] if number else item
    if own is None or not (number or annex):
        return None
    title: list[str] = []
    for used, place in enumerate(places[1:], start=2):
        words = lines[place].words
        page = _PAGE.fullmatch(words)
        if page and title:
            told = annex[1] if annex else None
            return Cells(own, told, " ".join(title), int(page[1]), line), used
        if not any(sign.isalpha() for sign in words):
            return None
        title.append(words)
    return None
