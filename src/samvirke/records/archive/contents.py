"""The printed table of contents of a bundle: items, annexes, page numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from samvirke.records.archive.contents_cells import Cells, Listing, in_columns, one_below_another
from samvirke.records.archive.stamps import POINT, book_stamp
from samvirke.records.archive.text import Line

_HEADING = re.compile(
    r"^(?:indholdsfortegnelse|indhold|bilagsoversigt|bilagsfortegnelse|bilagsliste|"
    r"oversigt over bilag|bilagssamling|dagsorden)\b",
    re.I,
)
_PAGE = re.compile(
    r"(?P<text>.*?\S)(?P<lead>\s*(?:[.…·_•]\s*){2,}|\s*…\s*|\t+\s*|\s{2,}|\s*[,–-]?\s*\b(?:side|s\.)\s*)"
    r"(?P<page>\d{1,4})\s*$",
    re.I,
)
_ITEM = re.compile(
    rf"^(?:{POINT}\s*)?(?P<number>\d{{1,2}}\.\d{{1,2}}|\d{{1,2}})(?P<mark>[.:)]?)\s+(?:[-–]\s*)?"
    r"(?P<title>[^\W\d_].*)$",
    re.I,
)
_ANNEX = re.compile(
    rf"^(?:(?:{POINT}\s*(?P<item>\d{{1,2}}(?:\.\d{{1,2}})?)|(?P<bare>\d{{1,2}}\.\d{{1,2}}))"
    r"[.:,]?\s*[-–]?\s*)?"
    r"(?:[-–•*]\s*)?bilag\s*(?P<number>\d{1,2}(?:\.\d{1,2}){0,2}"
    r"(?:\.?[a-z](?![a-zæøå]))?|[a-z](?![a-zæøå]))?\s*(?:[:.)–-]\s*|\s)(?P<title>\S.*)$",
    re.I,
)
_ANNEX_BEHIND = re.compile(
    rf"^{POINT}\s*(?P<item>\d{{1,2}}(?:\.\d{{1,2}})?)[.:,]?\s*[-–:]\s*(?P<named>\S.*?)\s*[-–:,]\s*"
    r"bilag\s*(?P<number>\d{1,2}[a-z]?|[a-z])\s*[-–:]\s*(?P<title>\S.*)$",
    re.I,
)
_ANNEX_TO = re.compile(
    r"^bilag\s*(?P<number>\d{1,2}[a-z]?|[a-z](?![a-zæøå]))?\s*til\s+(?:dagsorden(?:s|ens)?\s+)?"
    rf"{POINT}\s*(?P<item>\d{{1,2}}(?:\.\d{{1,2}})?)\s*[:.–-]?\s*(?P<title>.*)$",
    re.I,
)
_ANNEX_ALONE = re.compile(
    rf"^(?:{POINT}\s*(?P<item>\d{{1,2}}(?:\.\d{{1,2}})?)[.:,]?\s*[-–]?\s*"
    r"bilag\s*(?P<number>\d{1,2}[a-z]?|[a-z])|"
    r"bilag\s*(?P<dotted>\d{1,2}\.\d{1,2})\.(?P<last>\d{1,2}))\s*[:.–-]?$",
    re.I,
)
_SUPPLEMENT = re.compile(r"^(?:tillægs|supplerende )(?:dagsorden|bilag|punkter)\b.{0,60}$", re.I)
_STARTS_WITHIN = 150
_MOST_LINES = 1500
_DOTS_WITH_ITEM = 2
_LEAST_UNHEADED = 4
_LONGEST_REST = 120
_MOST_SKIPPED = 6  # place, time and names between the word »Dagsorden« and its first item
_LONGEST_ENTRY = 400


class Level(Enum):
    """What an entry of the contents is."""

    ITEM = "item"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its number (an annex may have none), title, printed page, and where it stands.

    ``item`` is the number of the item that an annex names itself, ``item_title`` that item's title.
    """

    level: Level
    number: str | None
    title: str
    page: int | None
    line: Line
    item: str | None = None
    item_title: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents and the index of the first line behind it."""

    entries: tuple[Entry, ...]
    end: int

    @property
    def annexes(self) -> int:
        """How many annexes it lists."""
        return sum(entry.level is Level.ANNEX for entry in self.entries)

    @property
    def paged(self) -> int:
        """How many entries have a page number."""
        return sum(entry.page is not None for entry in self.entries)


def find_contents(lines: Sequence[Line]) -> Contents | None:
    """The bundle's own table of contents, near its beginning, or ``None``.

    It is told from the contents of a single annex by listing annexes, or by a heading that says
    so. Where an agenda and a list of annexes both stand there, the one with page numbers is taken.
    """
    found: list[Contents] = []
    filled = end = 0
    for at, line in enumerate(lines):
        if not line.words or at < end:
            continue
        filled += 1
        if filled > _STARTS_WITHIN:
            break
        other = _in_cells(lines, at)
        if other is not None:
            found.append(Contents(tuple(map(_entry_of, other.entries)), other.end))
            end = other.end
            continue
        if _is_running(lines, at):
            continue
        headed = _HEADING.match(line.words) is not None
        if headed or parse_entry(line) is not None:
            contents = _read(lines, at + 1 if headed else at, headed=headed)
            is_contents = _is_contents(contents, line.words if headed else "")
            if is_contents and not _misses_annexes(lines, contents):
                found.append(contents)
                end = contents.end
    if not found:
        return None
    best = max(found, key=lambda each: (each.paged, each.annexes))
    return replace(best, end=end)


def _in_cells(lines: Sequence[Line], at: int) -> Listing | None:
    """The contents that begin on line ``at`` with headings of columns, or right below it."""
    if _HEADING.match(lines[at].words):
        below = next((n for n in range(at + 1, min(at + 4, len(lines))) if lines[n].words), at)
        return in_columns(lines, below) or one_below_another(lines, at)
    return in_columns(lines, at)


def _entry_of(cells: Cells) -> Entry:
    """An entry whose number, title and page stand in cells of their own."""
    if cells.annex is None:
        return Entry(Level.ITEM, cells.item, cells.title, cells.page, cells.line)
    return Entry(Level.ANNEX, cells.annex, cells.title, cells.page, cells.line, cells.item)


def _misses_annexes(lines: Sequence[Line], contents: Contents) -> bool:
    """Whether entries without pages are headings of the text itself: an item that they name stands
    further down over an annex that they do not.
    """
    if contents.paged:
        return False
    listed: set[tuple[str | None, str | None]] = set()
    item: str | None = None
    for entry in contents.entries:
        item = entry.number if entry.level is Level.ITEM else item
        listed.add((entry.item or item, entry.number if entry.level is Level.ANNEX else None))
    above: str | None = None
    for line in lines[contents.end :]:
        if not line.words:
            continue
        found = parse_entry(line)
        if found is None:
            above = None
            continue
        stands_under = above is not None and found.level is Level.ANNEX and found.number
        if stands_under and (above, found.number) not in listed:
            return True
        above = found.number if (found.number, None) in listed else None
    return False


def _paged(line: Line) -> re.Match[str] | None:
    """A line that ends in a page number."""
    text = line.text.strip()
    return _PAGE.match(text) if text[-1:].isdigit() else None


def parse_entry(line: Line) -> Entry | None:
    """An entry, with or without its page; ``None`` for a line that starts none."""
    if len(line.text) > _LONGEST_ENTRY:
        return None
    match = _paged(line)
    text, page = (match["text"], int(match["page"])) if match else (line.text.strip(), None)
    words = " ".join(text.split()).strip(" .…·_•")
    alone = _ANNEX_ALONE.match(words)
    if alone:  # the title stands on the next line
        named, number = alone["item"] or alone["dotted"], alone["number"] or alone["last"]
        return Entry(Level.ANNEX, number, "", page, line, named)
    behind = _ANNEX_BEHIND.match(words)
    if behind:  # Pkt. 2.1 – Kvoter – bilag 1 – Brev
        number, title, named = behind["number"], behind["title"].strip(), behind["named"]
        return Entry(Level.ANNEX, number, title, page, line, behind["item"], named)
    belongs = _ANNEX_TO.match(words)
    if belongs:
        number, title = belongs["number"], belongs["title"].strip()
        return Entry(Level.ANNEX, number, title, page, line, belongs["item"])
    annex = _ANNEX.match(words)
    if annex:
        named, number = annex["item"] or annex["bare"], annex["number"]
        if named is None and number is None and annex["title"].lower().startswith("til "):
            return None  # »Bilag til KKR Sjællands møde«
        if named is None and number is not None and number.count(".") == _DOTS_WITH_ITEM:
            named, _, number = number.rpartition(".")  # Bilag 3.4.1
        return Entry(Level.ANNEX, number, annex["title"].strip(), page, line, named)
    item = _ITEM.match(words)
    if item:
        return Entry(Level.ITEM, item["number"], item["title"].strip(), page, line)
    return None


def _read(lines: Sequence[Line], start: int, *, headed: bool) -> Contents:
    """The entries from ``start`` on, each joined with the lines that it runs over."""
    listed = _Listed()
    skipped = 0 if headed else _MOST_SKIPPED
    end = start
    for at in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[at]
        if not line.words or (not listed.entries and _HEADING.match(line.words)):
            continue
        entry = parse_entry(line)
        if _is_running(lines, at) or listed.ends_at(line, entry):
            break
        if entry is not None and entry.level is Level.ITEM:
            unpaged = entry.page is None and listed.all_paged and not _ends_below(lines, at)
            entry = None if unpaged or entry.number in listed.items else entry
        if entry is not None:
            listed.add(entry)
        elif listed.entries and _SUPPLEMENT.match(line.words):
            pass  # what follows is of the same list
        elif not listed.entries and skipped < _MOST_SKIPPED:
            skipped += 1
            continue
        elif listed.entries and (_goes_on(listed.entries[-1], line) or _between(lines, at)):
            listed.join(line)
        else:
            break
        end = at + 1
    return Contents(tuple(listed.entries), end)


class _Listed:
    """The entries of a table of contents so far, and what is asked of all of them."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.items: set[str] = set()
        self._annexes: set[tuple[str | None, str | None]] = set()
        self._item: str | None = None
        self._paged = 0

    def add(self, entry: Entry) -> None:
        """Adds an entry; annexes without an item of their own belong to the last one."""
        self.entries.append(entry)
        self._paged += entry.page is not None
        if entry.level is Level.ITEM:
            self._item = entry.number
            self.items.add(entry.number or "")
        elif entry.item is None:
            self._annexes.add((self._item, entry.number))

    def join(self, line: Line) -> None:
        """Lets the last entry run over ``line`` too."""
        before = self.entries[-1]
        self.entries[-1] = _joined(before, line)
        self._paged += self.entries[-1].page is not None and before.page is None

    @property
    def all_paged(self) -> bool:
        return self._paged == len(self.entries) > 1

    def ends_at(self, line: Line, entry: Entry | None) -> bool:
        """Whether ``line`` heads the next list, or an annex that is listed already."""
        if entry is None:
            return bool(self.entries) and _HEADING.fullmatch(line.words.rstrip(".:")) is not None
        listed = entry.item is not None and (entry.item, entry.number) in self._annexes
        return not entry.title or listed


def _is_running(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the running line of an annex book: other text stands around it.

    The entries of a table of contents stand together instead.
    """
    stamp = book_stamp(lines[at].words)
    if stamp is None:
        return False
    before = next((line for line in reversed(lines[max(0, at - 4) : at]) if line.words), None)
    after = next((line for line in lines[at + 1 : at + 5] if line.words), None)
    near = [line for line in (before, after) if line is not None and line.page == lines[at].page]
    others = [book_stamp(line.words) for line in near]
    own = (stamp.item, stamp.annex)
    if any(other is not None and (other.item, other.annex) == own for other in others):
        return True
    return not any(_HEADING.match(line.words) or parse_entry(line) for line in near)


def _ends_below(lines: Sequence[Line], at: int) -> bool:
    """Whether the line below completes an entry with its page."""
    below = next((line for line in lines[at + 1 : at + 4] if line.words), None)
    if below is None or parse_entry(below) is not None or len(below.text) > _LONGEST_ENTRY:
        return False
    return _paged(below) is not None


def _between(lines: Sequence[Line], at: int) -> bool:
    """Whether a line runs on from an entry whose page stands on its first line."""
    below = next((line for line in lines[at + 1 : at + 3] if line.words), None)
    entry = None if below is None else parse_entry(below)
    return entry is not None and entry.page is not None and len(lines[at].words) < _LONGEST_REST


def _goes_on(entry: Entry, line: Line) -> bool:
    """Whether an entry without a page is continued by ``line``."""
    if len(line.text) > _LONGEST_ENTRY:
        return False
    match = _paged(line)
    near = line.number - entry.line.number <= 3 or line.page != entry.line.page
    return (
        entry.page is None
        and near
        and len(entry.title) + len(line.words) < _LONGEST_ENTRY
        and (match is not None or line.words[0].islower())
    )


def _joined(entry: Entry, line: Line) -> Entry:
    match = _paged(line)
    text = " ".join((match["text"] if match else line.text).split()).strip(" .…·_")
    page = int(match["page"]) if match else entry.page
    return replace(entry, title=f"{entry.title} {text}".strip(), page=page)


def _are_stamps(entries: Sequence[Entry]) -> bool:
    """Running lines of an annex book name an annex on each of its pages, a page each."""
    named = [(entry.item, entry.number) for entry in entries if entry.item is not None]
    pages = [entry.line.page for entry in entries]
    spread = len(pages) > 1 and None not in pages and len(set(pages)) == len(pages)
    return len(set(named)) < len(named) or (bool(named) and spread)


def _is_contents(found: Contents, heading: str) -> bool:
    paged = found.paged
    if _are_stamps(found.entries):
        return False
    if found.annexes:
        least = 2 if heading else _LEAST_UNHEADED
        return len(found.entries) >= least or 2 * paged >= len(found.entries)
    told = any(word in heading.lower() for word in ("bilag", "dagsorden", "punkt"))
    if "dagsorden" in heading.lower() and len(found.entries) >= _LEAST_UNHEADED:
        return True
    return told and len(found.entries) >= 2 and paged >= len(found.entries) / 2
