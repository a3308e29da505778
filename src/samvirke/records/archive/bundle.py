"""A bundle of meeting papers, split into items and annexes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from samvirke.figures import Text
from samvirke.records.archive.contents import find_contents
from samvirke.records.archive.headings import contents_of_bookmarks, lost_headings, recognise
from samvirke.records.archive.meeting import Meeting, meeting_of
from samvirke.records.archive.parts import Annex, AnnexDraft, Draft, Item, Unplaced, unplaced
from samvirke.records.archive.placing import place
from samvirke.records.archive.stamps import file_numbers, stamped_dates
from samvirke.records.archive.text import Line, PaperText, Progress, read_paper

_GAP_LISTED = 40
_MONTH = len("2021-10")
_CUT_BEFORE = re.compile(r"\b(?:den|i|fra|til|og|primo|ultimo|medio)$|\d\.?(?: ?[-–])?$", re.I)
_LONGEST_STAMP = 1000


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was recognised in a file, and what a person has to look at.

    ``sha256`` is the file's own. ``contents_printed`` says whether the file prints a table of
    contents; ``corrected`` whether a person has gone over it.
    """

    file: str
    sha256: str
    pages: int | None
    contents_printed: bool
    meeting: Meeting
    items: tuple[Item, ...]
    unrecognised: tuple[Unplaced, ...]
    corrected: bool = False


def import_bundle(path: Path, progress: Progress | None = None) -> Bundle:
    """Reads and splits the bundle in ``path``. Raises ``InputError`` for what is no paper."""
    return split_bundle(read_paper(path, progress))


def split_bundle(paper: PaperText) -> Bundle:
    """Splits a bundle by its contents, or by bookmarks, headings and stamps where it has none.

    >>> from samvirke.records.archive.text import paper_of_text
    >>> paper = paper_of_text("bilag.txt", '''Indholdsfortegnelse - bilag
    ... 2.1 Orientering ..... 2
    ... Bilag 1: Brev om havne ..... 2
    ...
    ... 2.1
    ... Orientering
    ... Brev om havne
    ... Dato: 4. maj 2021
    ... Sags ID: SAG-2021-00001
    ... ''')
    >>> split_bundle(paper).items[0].annexes
    (Annex(number='1', title='Brev om havne', page=2, dates=('2021-05-04',), \
file_numbers=('SAG-2021-00001',)),)
    """
    printed = find_contents(paper.lines)
    contents = printed or contents_of_bookmarks(paper)
    draft = place(paper, contents) if contents else recognise(paper)
    if contents is not None and not contents.annexes:
        _add_annexes(draft, recognise(paper))
    spans = dict(_spans(draft, len(paper.lines)))
    items = tuple(
        Item(
            item.number,
            item.title,
            item.page,
            tuple(_annex(paper.lines, annex, spans) for annex in item.annexes),
        )
        for item in draft.items
    )
    dates = [day for item in items for annex in item.annexes for day in annex.dates]
    return Bundle(
        paper.file,
        paper.sha256,
        paper.pages,
        printed is not None,
        meeting_of(paper.lines, draft, dates),
        items,
        _told_once(
            (*draft.unplaced, *lost_headings(paper.lines, draft), *_left_over(paper, draft))
        ),
    )


def _told_once(found: Iterable[Unplaced]) -> tuple[Unplaced, ...]:
    """One entry for each line, with the last reason, which knows most of it."""
    by_line = {(one.page, one.line or one.text or id(one)): one for one in found}
    return tuple(by_line.values())


def _add_annexes(draft: Draft, recognised: Draft) -> None:
    """Gives the items of an agenda that lists no annexes those that name their item."""
    found = {item.number: item for item in recognised.items}
    for item in draft.items:
        other = found.get(item.number)
        if other is not None:
            item.annexes, item.page = other.annexes, item.page or other.page
            item.start = other.start if item.start is None else item.start


def _spans(draft: Draft, end: int) -> Iterator[tuple[int, int]]:
    """From the first line of each annex to the first of the next annex or item."""
    starts = {annex.start for item in draft.items for annex in item.annexes}
    starts |= {item.start for item in draft.items}
    known = sorted(start for start in starts if start is not None)
    yield from zip(known, [*known, end][1:], strict=True)


def _annex(lines: Sequence[Line], annex: AnnexDraft, spans: dict[int, int]) -> Annex:
    if annex.start is None:
        return Annex(annex.number, annex.title, annex.page)
    span = lines[annex.start : spans[annex.start]]
    own = [line for line in span if len(line.text) <= _LONGEST_STAMP]
    dates = dict.fromkeys(
        day
        for before, line in pairwise([Line(0, None, ""), *own])
        for day in stamped_dates(line.words)
        if len(day) > _MONTH or not _CUT_BEFORE.search(before.words)
    )
    months = {day[:7] for day in dates if len(day) > _MONTH}  # a month that a day tells
    numbers = dict.fromkeys(number for line in own for number in file_numbers(line.words))
    return Annex(
        annex.number,
        annex.title,
        annex.page,
        tuple(d for d in dates if d not in months),
        tuple(numbers),
    )


def _left_over(paper: PaperText, draft: Draft) -> Iterator[Unplaced]:
    """Text before the first annex that belongs to nothing, and pages without text."""
    starts = [a.start for item in draft.items for a in item.annexes if a.start is not None]
    starts += [item.start for item in draft.items if item.start is not None]
    if not starts and not draft.items:
        first = next(line for line in paper.lines if line.words)
        yield unplaced(_NOTHING, first)
    elif draft.after and starts:
        before = [line for line in paper.lines[draft.after : min(starts)] if line.words]
        if len(before) > _GAP_LISTED:
            yield unplaced(_BEFORE_FIRST, before[0])
    if paper.old_letters:
        yield Unplaced(OLD_LETTERS)
    for page in paper.without_text:
        yield Unplaced(_NO_TEXT, page=page)


_NOTHING = Text(
    da="Der er hverken fundet en indholdsfortegnelse, et punkt eller et bilag. Teksten er ikke "
    "fordelt; skriv punkter og bilag i rettelserne.",
    en="No table of contents, item or annex was found. The text was not split; write items and "
    "annexes in the corrections.",
)
_BEFORE_FIRST = Text(
    da="Teksten herfra til det første bilag hører ikke til noget genkendt punkt.",
    en="The text from here to the first annex belongs to no recognised item.",
)
OLD_LETTERS = Text(
    da="Filen er ikke gemt som UTF-8 og er læst som Windows-1252. Se, at æ, ø og å står rigtigt.",
    en="The file is not saved as UTF-8 and was read as Windows-1252. Check that æ, ø and å are "
    "right.",
)
_NO_TEXT = Text(
    da="Der er ingen tekst på siden; den kan være et billede.",
    en="There is no text on the page; it may be an image.",
)
