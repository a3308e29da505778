"""Recognises items and annexes in a bundle that prints no table of contents.

Inner headings look like items (``5.1 Specialiseret vejledning``), so a numbered heading alone is
no proof. It counts as an item when it is repeated (it stands over each annex of the item), when
the word »Punkt« stands before it, when its title begins with a kind of case, or when an annex book
stamps it. What is not proven is listed for a person to look at.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from samvirke.figures import Text
from samvirke.records.archive.contents import Contents, Entry, Level, parse_entry
from samvirke.records.archive.dates import lone_date
from samvirke.records.archive.likeness import folded
from samvirke.records.archive.parts import AnnexDraft, Draft, ItemDraft, Unplaced, unplaced
from samvirke.records.archive.stamps import POINT, book_stamp, file_numbers, page_of
from samvirke.records.archive.text import Line, PaperText

_HEADER = re.compile(
    rf"^(?P<word>{POINT})?\s*(?P<number>\d{{1,2}}\.\d{{1,2}}|(?<=\s)\d{{1,2}})[.:]?\s+(?:[-–]\s*)?"
    r"(?P<title>[^\W\d_].{2,})$",
    re.I,
)
_ALONE = re.compile(
    rf"^(?:(?:{POINT})?\s*(\d{{1,2}}\.\d{{1,2}})|{POINT}\s*(\d{{1,2}}))[.:]?$",
    re.I,
)
_ANNEX_FIRST = re.compile(r"^bilag\s+(\d{1,2}[a-z]?|[a-z])\b", re.I)
_VERB = re.compile(r"\b(?:er|var|har|havde|skal|skulle|kan|kunne|vil|bliver|blev|viser|fremgår)\b")
_KINDS_OF_CASE = re.compile(
    r"^(?:temadrøftelse|temasag|beslutningssag|orienteringssag|orientering|drøftelsessag|udpegning|"
    r"godkendelse af|meddelelser|eventuelt)\b\s*[:–-]?",
    re.I,
)
_TITLE = re.compile(
    r"^(?:aftale om|rammeaftale|samarbejdsaftale|resultatkontrakt|forretningsorden|vedtægter|"
    r"kommissorium|notat:|referat|høringssvar|udkast til|1\.?\s*indledning$|bilag \w{1,3}[:.])"
    r"(?!\w)",
    re.I,
)
_LONGEST_TITLE = 160
_RUN = 3
_SENTENCE = 6
_RUNNING_SHARE = 0.8


def contents_of_bookmarks(paper: PaperText) -> Contents | None:
    """A table of contents from the PDF's bookmarks, where they name annexes."""
    entries: list[Entry] = []
    for bookmark in paper.bookmarks:
        entry = parse_entry(Line(0, bookmark.page, bookmark.title))
        if entry is not None:
            found = Entry(
                entry.level, entry.number, entry.title, bookmark.page, entry.line, entry.item
            )
            entries.append(found)
    annexes = sum(entry.level is Level.ANNEX for entry in entries)
    return Contents(tuple(entries), 0) if annexes and len(entries) > 1 else None


def recognise(paper: PaperText) -> Draft:
    """Items and annexes by their headings, stamps and file numbers."""
    lines = paper.lines
    draft = Draft([], [])
    stamped = _from_stamps(lines)
    if stamped:
        draft.items = stamped
        draft.unplaced.extend(
            unplaced(_LIKE_A_TITLE, line) for line in _possible_titles(lines, draft.items)
        )
        return draft
    marked = _marked_annexes(lines)
    for header in _proven_headers(lines):
        item = _item(paper, *header)
        item.annexes = marked.pop(header[0], item.annexes)
        draft.items.append(item)
    for number, annexes in marked.items():
        page, start = annexes[0].page, annexes[0].start
        title = _printed_title(lines, number)
        draft.items.append(ItemDraft(number, title, page, annexes, start))
    draft.items.sort(key=lambda item: item.start or 0)
    _add_following(lines, draft.items)
    first = min((item.start or 0 for item in draft.items), default=len(lines))
    loose = _loose_documents(lines, first)
    if loose is not None:
        draft.items.insert(0, loose)
    draft.unplaced.extend(
        unplaced(_LIKE_A_TITLE, line) for line in _possible_titles(lines, draft.items)
    )
    untitled = [a for item in draft.items for a in item.annexes if a.title is None]
    draft.unplaced.extend(unplaced(_NO_TITLE, lines[annex.start or 0]) for annex in untitled)
    return draft


def _from_stamps(lines: Sequence[Line]) -> list[ItemDraft]:
    items: dict[str, ItemDraft] = {}
    seen: set[tuple[str, str]] = set()
    for at, line in enumerate(lines):
        stamp = book_stamp(line.words)
        if stamp is None or (stamp.item, stamp.annex.lower()) in seen:
            continue
        seen.add((stamp.item, stamp.annex.lower()))
        item = items.setdefault(stamp.item, ItemDraft(stamp.item, None, line.page, start=at))
        item.annexes.append(AnnexDraft(stamp.annex, stamp.title or None, line.page, at))
    for item in items.values():
        item.title = _printed_title(lines, item.number or "")
    return list(items.values())


def _marked_annexes(lines: Sequence[Line]) -> dict[str, list[AnnexDraft]]:
    """The annexes of each item whose headings name it: »Punkt 3.4, bilag 1: Kontrakt«."""
    found: dict[str, list[AnnexDraft]] = defaultdict(list)
    seen: set[tuple[str, str | None, str]] = set()
    for at, line in enumerate(lines):
        entry = parse_entry(line) if "bilag" in line.text.lower() else None
        if entry is None or entry.item is None or len(line.words) > _LONGEST_TITLE:
            continue
        ended = bool(entry.title) and is_running_text(lines, at, entry.title)
        title = entry.title or _heading_after(lines, at, "")
        key = (entry.item, entry.number, folded(title or ""))
        if not ended and key not in seen:
            seen.add(key)
            found[entry.item].append(AnnexDraft(entry.number, title, line.page, at))
    return found


def _add_following(lines: Sequence[Line], items: Sequence[ItemDraft]) -> None:
    """Adds »Bilag 2: Regnskab« below the first annex of an item, and those after it.

    Only the next number counts, and none where the numbers begin again: then an annex has annexes
    of its own.
    """
    ends = [*(item.start for item in items), len(lines)][1:]
    for item, end in zip(items, ends, strict=True):
        last = item.annexes[-1] if item.annexes else None
        if last is None or last.start is None or not (last.number or "").isdigit():
            continue
        headings = [
            (at, entry)
            for at in range(last.start + 1, len(lines) if end is None else end)
            if (entry := _own_heading(lines, at)) is not None
        ]
        own = {(last.number, folded(last.title or ""))}
        new = [one for one in headings if (one[1].number, folded(one[1].title)) not in own]
        numbers = [int(entry.number or 0) for _, entry in new]
        first = int(last.number or 0) + 1
        if numbers == list(range(first, first + len(numbers))):
            item.annexes += [
                AnnexDraft(entry.number, entry.title, lines[at].page, at) for at, entry in new
            ]


def _own_heading(lines: Sequence[Line], at: int) -> Entry | None:
    """The heading of an annex with a number and a title of its own, which names no item."""
    if "bilag" not in lines[at].text.lower() or len(lines[at].words) > _LONGEST_TITLE:
        return None
    entry = parse_entry(lines[at])
    if entry is None or entry.level is not Level.ANNEX or entry.item is not None:
        return None
    whole = (entry.number or "").isdigit() and bool(entry.title)
    return entry if whole and not is_running_text(lines, at, entry.title) else None


def is_running_text(lines: Sequence[Line], at: int, title: str) -> bool:
    """Whether what looks like a title on line ``at`` is a sentence of the text around it."""
    after = lines[at + 1].words if at + 1 < len(lines) else ""
    goes_on = after[:1].islower() and after.endswith((".", ",", ";"))
    told = len(title.split()) >= _SENTENCE and _VERB.search(title) is not None
    return title.endswith((".", ",", ";")) or title[0].islower() or goes_on or told


def lost_headings(lines: Sequence[Line], draft: Draft) -> list[Unplaced]:
    """The headings of annexes that were not placed, whether they name their item or not.

    Those that name none count only where no table of contents lists the annexes: a listed annex may
    have annexes of its own.
    """
    annexes = [(item, annex) for item in draft.items for annex in item.annexes]
    placed = {(item.number, (annex.number or "").lower()) for item, annex in annexes}
    titles = {folded(annex.title or "") for _, annex in annexes}
    found: dict[tuple[str | None, str, str], Unplaced] = {}
    for at, line in enumerate(lines[draft.after :], start=draft.after):
        entry = parse_entry(line) if "bilag" in line.text.lower() else None
        if entry is None or entry.level is not Level.ANNEX or len(line.words) > _LONGEST_TITLE:
            continue
        title, number = folded(entry.title), (entry.number or "").lower()
        if entry.item is not None:
            lost = (entry.item, number) not in placed
        else:
            headed = bool(number and title) and not is_running_text(lines, at, entry.title)
            lost = draft.after == 0 and bool(annexes) and headed and title not in titles
        if lost:
            found.setdefault(
                (entry.item, number, "" if entry.item else title), unplaced(_LIKE_AN_ANNEX, line)
            )
    return list(found.values())


def _printed_title(lines: Sequence[Line], number: str) -> str | None:
    """The title behind the item's number where it stands as a heading of its own."""
    for line in lines:
        match = _HEADER.match(line.words)
        if match is None or match["number"] != number or _ANNEX_FIRST.match(match["title"]):
            continue
        if book_stamp(line.words) is None:
            return str(match["title"])
    return None


def _proven_headers(lines: Sequence[Line]) -> list[tuple[str, str, list[int]]]:
    """Number, title and lines of each heading that is proven to be an item."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    titles: dict[tuple[str, str], str] = {}
    proven: set[tuple[str, str]] = set()
    in_contents = _runs_of_entries(lines)
    for at in range(len(lines)):
        header = _header(lines, at)
        if header is None or at in in_contents:
            continue
        number, title, told = header
        key = (number, folded(title))
        found[key].append(at)
        titles.setdefault(key, title)
        if told:
            proven.add(key)
    return [
        (number, titles[number, key], at)
        for (number, key), at in found.items()
        if (number, key) in proven or len(at) > 1
    ]


def _header(lines: Sequence[Line], at: int) -> tuple[str, str, bool] | None:
    """Number and title of a heading, and whether its own words prove it to be an item."""
    words = lines[at].words
    alone = _ALONE.match(words)
    match = _HEADER.match(words)
    if alone:
        after = next((line.words for line in lines[at + 1 : at + 4] if line.words), "")
        number, title, named = alone[1] or alone[2], after, words[0].isalpha()
    elif match:
        number, title, named = match["number"], match["title"], match["word"] is not None
        title = _with_next_line(lines, at, title)
    else:
        return None
    if not title or len(title) > _LONGEST_TITLE or not title[0].isalpha():
        return None
    if _ANNEX_FIRST.match(title) and match is not None:
        return None
    if title.endswith((".", ";")) and not title.endswith("mv."):
        return None
    return number, title, named or _KINDS_OF_CASE.match(title) is not None


def _with_next_line(lines: Sequence[Line], at: int, title: str) -> str:
    """A title goes on where the next line begins in lower case."""
    after = lines[at + 1].words if at + 1 < len(lines) else ""
    goes_on = bool(after) and after[0].islower() and len(after) < _LONGEST_TITLE // 2
    if goes_on and lone_date(after) is None and not file_numbers(after):
        return f"{title} {after}"
    return title


def _runs_of_entries(lines: Sequence[Line]) -> set[int]:
    """The lines of inner tables of contents: several numbered headings with nothing between."""
    runs: set[int] = set()
    run: list[int] = []
    for at, line in enumerate(lines):
        if not line.words:
            continue
        if parse_entry(line) is not None:
            run.append(at)
            continue
        if len(run) >= _RUN:
            runs.update(run)
        run = []
    return runs | (set(run) if len(run) >= _RUN else set())


def _item(paper: PaperText, number: str, title: str, at: list[int]) -> ItemDraft:
    lines = paper.lines
    item = ItemDraft(number, title, lines[at[0]].page, start=at[0])
    starts = _first_of_run(lines, at)
    for start in starts:
        heading = _heading_after(lines, start, title)
        alone = _ANNEX_FIRST.fullmatch(heading.rstrip(":.")) if heading else None
        if heading and alone:
            below = _heading_after(lines, start, f"{title} {heading}")
            item.annexes.append(AnnexDraft(alone[1], below, lines[start].page, start))
            continue
        annex_number, annex_title = None, heading
        entry = parse_entry(Line(0, None, heading)) if heading else None
        if entry is not None and entry.level is Level.ANNEX:
            annex_number, annex_title = entry.number, entry.title
        item.annexes.append(AnnexDraft(annex_number, annex_title, lines[start].page, start))
    return item


def _first_of_run(lines: Sequence[Line], at: list[int]) -> list[int]:
    """The headings that begin an annex: all, or only the first where one runs on every page."""
    pages = [lines[line].page for line in at]
    first, last = pages[0], pages[-1]
    if first is None or last is None or len(at) < _RUN:
        return at
    if len(at) < _RUNNING_SHARE * (last - first + 1):
        return at
    return [line for line in at if line == at[0] or _starts_document(lines, line)]


def _starts_document(lines: Sequence[Line], at: int) -> bool:
    """Whether the page of line ``at`` is stamped as the first one of a document."""
    page = lines[at].page
    stamps = (page_of(line.words) for line in lines[at : at + 400] if line.page == page)
    return any(stamp is not None and stamp[0] == 1 for stamp in stamps)


def _heading_after(lines: Sequence[Line], start: int, title: str) -> str | None:
    """The first line behind the heading itself: the annex's title."""
    own = folded(f"{lines[start].words} {title}")
    for at in range(start + 1, min(start + 60, len(lines))):
        words = lines[at].words
        if words and folded(words) not in own:
            if is_running_text(lines, at, words):
                return None
            return _with_next_line(lines, at, words)[:_LONGEST_TITLE]
    return None


def _loose_documents(lines: Sequence[Line], end: int) -> ItemDraft | None:
    """Documents before the first item, told apart by their document numbers."""
    numbers: list[str] = []
    item = ItemDraft(None, None, lines[0].page if lines else None, start=0)
    for at, line in enumerate(lines[:end]):
        new = [number for number in file_numbers(line.words) if number not in numbers]
        numbers.extend(new)
        if new and not item.annexes:
            first = next(index for index, each in enumerate(lines) if each.words)
            item.annexes.append(AnnexDraft(None, lines[first].words, lines[first].page, first))
        page = page_of(line.words)
        top = _page_start(lines, at)
        if page and page[0] == 1 and page[1] > 1 and top and item.annexes:
            item.annexes.append(AnnexDraft(None, lines[top].words, lines[top].page, top))
    return item if item.annexes else None


def _page_start(lines: Sequence[Line], at: int) -> int:
    page = lines[at].page
    if page is None:
        return 0
    while at and lines[at - 1].page == page:
        at -= 1
    return at


def _possible_titles(lines: Sequence[Line], items: Sequence[ItemDraft]) -> list[Line]:
    """Lines that look like the title of a document but begin no recognised annex."""
    starts = {annex.start for item in items for annex in item.annexes}
    known = {folded(annex.title or "") for item in items for annex in item.annexes}
    found: dict[str, Line] = {}
    for at, line in enumerate(lines):
        words = line.words
        before = lines[at - 1] if at else None
        free = before is None or not before.words or line.page != before.page
        ended = before is not None and lone_date(before.words) is not None
        title = (free and _TITLE.match(words)) or (ended and bool(words))
        if not title or at in starts or len(words) > _LONGEST_TITLE or lone_date(words):
            continue
        if file_numbers(words):
            continue
        if not words.endswith((".", ",", ";", ":")) and folded(words) not in known:
            found.setdefault(folded(words), line)
    return list(found.values())


_LIKE_AN_ANNEX = Text(
    da="Linjen nævner et bilag, som ikke er placeret. Er det en overskrift, så skriv bilaget i "
    "rettelserne.",
    en="The line names an annex that was not placed. If it is a heading, write the annex in the "
    "corrections.",
)
_NO_TITLE = Text(
    da="Bilagets titel kunne ikke kendes fra teksten under linjen. Skriv den i rettelserne.",
    en="The title of the annex could not be told from the text below the line. Write it in the "
    "corrections.",
)
_LIKE_A_TITLE = Text(
    da="Linjen ligner titlen på et dokument, men intet punkt eller bilag er skrevet ved den.",
    en="The line looks like the title of a document, but no item or annex is printed by it.",
)
