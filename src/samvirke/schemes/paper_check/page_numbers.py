"""The page numbers of a table of contents against where its titles stand in the paper.

Page numbers may count from another page than the file does. How far they are off is told by most of
the titles that are found again; only a title that is off by another count is a finding. Worked
example: titles on pages 3, 4 and 5 that are listed on 2, 3 and 9 are off by 1, 1 and -4, so 9
should be 4.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from samvirke.figures import Text
from samvirke.records.archive import Line, PaperText
from samvirke.records.archive.contents import parse_entry
from samvirke.records.archive.likeness import folded
from samvirke.schemes.paper_check.findings import Finding, Grade, Kind, at_line

_HEADING = re.compile(
    r"^(?:indhold|indholdsfortegnelse|bilagsoversigt|bilagsliste|oversigt over bilag|dagsorden)\b"
    r".{0,40}$",
    re.I,
)
_LISTED = re.compile(
    r"^(?P<title>.*?[^\W\d_].*?)(?:[\s.…·_]+|,?\s*\b(?:side|s\.)\s*)(?P<page>\d{1,3})$", re.I
)
_NUMBER_BEFORE = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+")
_MOST_LINES = 200
_MOST_BETWEEN = 2
_LONGEST_TITLE = 200
_LEAST_AGREEING = 2


@dataclass(frozen=True, slots=True)
class _Listed:
    line: Line
    title: str
    page: int


def page_number_findings(paper: PaperText) -> Iterator[Finding]:
    """Entries whose page number is off by another count than that of the others."""
    if paper.pages is None:
        return
    at = 0
    while at < len(paper.lines):
        if not _HEADING.match(paper.lines[at].words):
            at += 1
            continue
        listed, at = _read(paper.lines, at + 1)
        yield from _off(listed, _pages(paper.lines[at:], listed))


def _read(lines: Sequence[Line], start: int) -> tuple[list[_Listed], int]:
    """The entries below a heading, and the index of the first line behind them."""
    listed: list[_Listed] = []
    between, end = 0, start
    for at in range(start, min(len(lines), start + _MOST_LINES)):
        words = lines[at].words
        entry = parse_entry(lines[at])
        if entry is not None and not entry.title:  # the heading of an annex, not an entry
            break
        match = _LISTED.match(words) if len(words) <= _LONGEST_TITLE else None
        if match is not None:
            listed.append(_Listed(lines[at], _title(match["title"]), int(match["page"])))
            between, end = 0, at + 1
        elif words:
            between += 1
            if between > _MOST_BETWEEN:
                break
    return listed, end


def _title(text: str) -> str:
    """The title of an entry without its numbers, as it stands over the paper."""
    entry = parse_entry(Line(0, None, text))
    return folded(entry.title if entry else _NUMBER_BEFORE.sub("", text))


def _pages(lines: Sequence[Line], listed: Sequence[_Listed]) -> dict[str, int]:
    """The page of each title that stands alone on a line, where it is one page or a run of them."""
    found: dict[str, set[int]] = {entry.title: set() for entry in listed if entry.title}
    for line in lines:
        if line.page is None or not 0 < len(line.words) <= _LONGEST_TITLE:
            continue
        for title in {folded(line.words), _title(line.words)} & found.keys():
            found[title].add(line.page)
    return {
        title: min(pages)
        for title, pages in found.items()
        if pages and max(pages) - min(pages) == len(pages) - 1
    }


def _off(listed: Sequence[_Listed], pages: dict[str, int]) -> Iterator[Finding]:
    known = [(entry, pages[entry.title]) for entry in listed if entry.title in pages]
    votes = Counter(page - entry.page for entry, page in known).most_common(1)
    if not votes or votes[0][1] < _LEAST_AGREEING or 2 * votes[0][1] <= len(known):
        return
    shift = votes[0][0]
    for entry, page in known:
        if page - entry.page != shift:
            yield _finding(entry, page - shift)


def _finding(entry: _Listed, real: int) -> Finding:
    return Finding(
        Kind.CONTENTS,
        Grade.LIKELY,
        Text(
            da=f"»{entry.line.words}«: efter de andre sidetal i indholdsfortegnelsen skulle det "
            f"være side {real}. Ret sidetallet.",
            en=f"'{entry.line.words}': by the other page numbers of the contents it should be page "
            f"{real}. Correct the page number.",
        ),
        got=Fraction(entry.page),
        expected=Fraction(real),
        **at_line(entry.line),
    )
