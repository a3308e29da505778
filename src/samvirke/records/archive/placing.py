"""Finds where the items and annexes of a table of contents begin."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from samvirke.figures import Text
from samvirke.records.archive.contents import Contents, Level, parse_entry
from samvirke.records.archive.likeness import begins_like, folded
from samvirke.records.archive.parts import AnnexDraft, Draft, ItemDraft, unplaced
from samvirke.records.archive.stamps import POINT, book_stamp
from samvirke.records.archive.text import Line, PaperText

_NUMBER_FIRST = re.compile(
    rf"^(?:{POINT}\s*)?(?P<number>\d{{1,2}}(?:\.\d{{1,2}})?)[.:]?(?:\s+(?:[-–]\s*)?(?P<rest>.*))?$",
    re.I,
)
_LOOK_AHEAD = 4
_TITLE_WITHIN = 15
_MOST_SHIFT = 12
_SHORTEST_TITLE = 6
_LONGEST_HEADING = 300


def place(paper: PaperText, contents: Contents) -> Draft:
    """The entries of ``contents`` with the line that each begins on, where it is found."""
    draft = Draft(items_of(contents), [], contents.end)
    lines = paper.lines
    stamps = _stamped_starts(lines, contents.end)
    headers = find_headers(lines, draft.items, contents.end)
    shift = page_shift(paper, draft.items, headers)
    for order, item in enumerate(draft.items):
        found = headers[order]
        item.start = found[0] if found else None
        _orderannexes(paper, item, found, stamps, shift)
    _place_by_own_headings(lines, draft)
    for item in draft.items:
        for annex in item.annexes:
            if annex.start is None:
                told = f"{item.number or ''} Bilag {annex.number or ''}: {annex.title}".strip()
                draft.unplaced.append(unplaced(_NOT_FOUND, text=told))
        if item.start is None and not item.annexes and item.page is not None:
            told = f"{item.number} {item.title}"
            draft.unplaced.append(unplaced(_ITEM_NOT_FOUND, text=told))
    return draft


def find_headers(
    lines: Sequence[Line], items: Sequence[ItemDraft], after: int
) -> dict[int, list[int]]:
    """For each item by its place, the indexes of the lines where it stands as a heading."""
    numbered: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at in range(after, len(lines)):
        match = _NUMBER_FIRST.match(lines[at].words)
        if match is not None:
            numbered[match["number"]].append((at, match["rest"] or ""))
    return {
        place: [at for at, rest in numbered[item.number or ""] if _is_header(lines, at, rest, item)]
        for place, item in enumerate(items)
    }


def _is_header(lines: Sequence[Line], at: int, rest: str, item: ItemDraft) -> bool:
    following = " ".join(line.words for line in _filled(lines, at + 1, _LOOK_AHEAD))
    if begins_like(f"{rest} {following}", item.title or ""):
        return True
    titles = [annex.title or "" for annex in item.annexes]
    return not rest and any(begins_like(following, title) for title in titles)


def items_of(contents: Contents) -> list[ItemDraft]:
    """The items that ``contents`` lists, with their annexes; nothing of them is placed yet."""
    items: list[ItemDraft] = []
    for entry in contents.entries:
        if entry.level is Level.ITEM:
            items.append(ItemDraft(entry.number, entry.title, entry.page))
            continue
        if entry.item is not None and (not items or items[-1].number != entry.item):
            items.append(ItemDraft(entry.item, entry.item_title, entry.page))
        if not items:
            items.append(ItemDraft(None, None, entry.page))
        number = _own_number(entry.number, items[-1].number)
        items[-1].annexes.append(AnnexDraft(number, entry.title, entry.page))
    return items


def _own_number(printed: str | None, item: str | None) -> str | None:
    """»1« for »Bilag 2.1« under item 2, whose number stands before the annex's own."""
    if printed is None or item is None or "." in item:
        return printed
    return printed.removeprefix(f"{item}.") or printed


def _stamped_starts(lines: Sequence[Line], after: int) -> dict[tuple[str, str], int]:
    """The first line of each annex's first page, from the running lines of an annex book."""
    starts: dict[tuple[str, str], int] = {}
    for at in range(after, len(lines)):
        stamp = book_stamp(lines[at].words)
        if stamp is not None:
            starts.setdefault((stamp.item, stamp.annex.lower()), _page_top(lines, at))
    return starts


def _page_top(lines: Sequence[Line], at: int) -> int:
    """The first line of the page that line ``at`` stands on; ``at`` where pages are unknown."""
    page = lines[at].page
    while page is not None and at and lines[at - 1].page == page:
        at -= 1
    return at


def page_shift(
    paper: PaperText, items: Sequence[ItemDraft], headers: dict[int, list[int]]
) -> int | None:
    """What to add to a printed page number to get the page of the PDF, by most headings."""
    if paper.pages is None:
        return None
    lines = paper.lines
    tops = {page: at for at, line in reversed(list(enumerate(lines))) if (page := line.page)}
    votes: Counter[int] = Counter()
    for order, item in enumerate(items):
        pages = [item.page, *(annex.page for annex in item.annexes)]
        for at in headers[order]:
            page = lines[at].page
            votes.update({page - p for p in pages if p is not None and page is not None})
        for annex in item.annexes:
            for shift in _shifts(tops, lines, annex):
                votes[shift] += 1
    return min(votes, key=lambda shift: (-votes[shift], abs(shift))) if votes else None


def _shifts(tops: dict[int, int], lines: Sequence[Line], annex: AnnexDraft) -> list[int]:
    """How far from its printed page the annex's title stands at the top of a page."""
    if not annex.title or annex.page is None:
        return []
    near = ((shift, tops.get(annex.page + shift)) for shift in range(_MOST_SHIFT))
    return [shift for shift, at in near if at is not None and _titled(lines, at, annex.title)]


def _orderannexes(
    paper: PaperText,
    item: ItemDraft,
    found: list[int],
    stamps: dict[tuple[str, str], int],
    shift: int | None,
) -> None:
    lines = paper.lines
    before = -1
    for at, annex in enumerate(item.annexes):
        ahead = [line for line in found if line > before]
        start = stamps.get((item.number or "", (annex.number or "").lower()))
        if start is None:
            start = _by_heading(lines, annex, ahead, left=len(item.annexes) - at)
        if start is None and shift is not None and annex.page is not None:
            start = _first_line_of(lines, annex.page + shift)
        if start is None and ahead and at == 0:
            start = ahead[0]
        if start is not None:
            annex.start = before = start


def _place_by_own_headings(lines: Sequence[Line], draft: Draft) -> None:
    """Places annexes that are left, each behind the one before it and before the one after it.

    »Punkt 2.3, bilag 2: Regnskab« and »Bilag 2: Regnskab« place the annex of that number and title;
    a title alone on a line does so where it stands nowhere else.
    """
    owners = [(item.number, annex) for item in draft.items for annex in item.annexes]
    annexes = [annex for _, annex in owners]
    if all(annex.start is not None for annex in annexes):
        return
    headings = _OwnHeadings(lines)
    first = draft.after
    following = [len(lines)]
    for annex in reversed(annexes):
        following.append(following[-1] if annex.start is None else annex.start)
    for item, annex in owners:
        last = following.pop()
        if annex.start is None:
            annex.start = headings.of(annex, item, range(first, last))
        first = first if annex.start is None else annex.start + 1


class _OwnHeadings:
    """The lines that may be the heading of an annex by themselves."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._by_words: dict[str, list[int]] = defaultdict(list)
        self._by_number: dict[tuple[str | None, str], list[tuple[int, str]]] = defaultdict(list)
        for at, line in enumerate(lines):
            if len(line.words) > _LONGEST_HEADING:
                continue
            self._by_words[folded(line.words)].append(at)
            entry = parse_entry(line) if "bilag" in line.text.lower() else None
            if entry is not None and entry.level is Level.ANNEX:
                words = entry.title or " ".join(one.words for one in _filled(lines, at + 1, 2))
                key = entry.item, (entry.number or "").lower()
                self._by_number[key].append((at, words))

    def of(self, annex: AnnexDraft, item: str | None, within: range) -> int | None:
        """Where ``annex`` of ``item`` begins, if a line says so."""
        title, number = annex.title or "", (annex.number or "").lower()
        named = self._by_number[(item, number)] if item else []
        found = _first_like(named, title, within)
        if found is not None or len(folded(title)) < _SHORTEST_TITLE:
            return found
        found = _first_like(self._by_number[(None, number)], title, within)
        if found is not None:
            return found
        alone = [at for at in self._by_words[folded(title)] if at in within]
        return alone[0] if len(alone) == 1 else None


def _first_like(headings: Sequence[tuple[int, str]], title: str, within: range) -> int | None:
    return next((at for at, words in headings if at in within and begins_like(words, title)), None)


def _first_line_of(lines: Sequence[Line], page: int) -> int | None:
    return next((at for at, line in enumerate(lines) if line.page == page), None)


def _by_heading(
    lines: Sequence[Line], annex: AnnexDraft, ahead: list[int], *, left: int
) -> int | None:
    """The heading of the item under which the annex's title follows.

    Where none does and there is one heading for each annex left, the next one.
    """
    for start in ahead:
        if _titled(lines, start, annex.title or ""):
            return start
    return ahead[0] if ahead and len(ahead) == left else None


def _titled(lines: Sequence[Line], start: int, title: str) -> bool:
    following = _filled(lines, start, _TITLE_WITHIN)
    return any(
        begins_like(" ".join(line.words for line in following[first : first + 3]), title)
        for first in range(len(following))
    )


def _filled(lines: Sequence[Line], start: int, count: int) -> list[Line]:
    """The next ``count`` lines that are not empty."""
    found: list[Line] = []
    for line in lines[start : start + 10 * count]:
        if line.words:
            found.append(line)
            if len(found) == count:
                break
    return found


_NOT_FOUND = Text(
    da="Bilaget står i indholdsfortegnelsen, men blev ikke fundet i teksten. Datoer og sagsnumre "
    "er derfor ikke læst.",
    en="The annex is in the table of contents but was not found in the text, so its dates and "
    "file numbers were not read.",
)
_ITEM_NOT_FOUND = Text(
    da="Punktet står i indholdsfortegnelsen, men blev ikke fundet i teksten.",
    en="The item is in the table of contents but was not found in the text.",
)
