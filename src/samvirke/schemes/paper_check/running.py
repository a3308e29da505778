"""The lines that stand on every page and belong to no table: running heads, feet and stamps."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from samvirke.records.archive import Line
from samvirke.records.archive.stamps import book_stamp, page_of

_DIGITS = re.compile(r"\d{1,9}")
_TABULAR = re.compile(r"\t| {2,}")
_EDGE = 3
_LEAST_PAGES = 3
_LONGEST = 300


def without_running_lines(lines: Sequence[Line]) -> list[Line]:
    """``lines`` without page stamps and without what most pages repeat at their edge.

    A number in what is repeated is the same on each page or follows the page's own. Rows of cells
    are kept: the headings of a long table stand at the top of each page too.
    """
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    alike: dict[str, list[Line]] = defaultdict(list)
    for page in pages:
        for line in _edge(page):
            alike[_DIGITS.sub("#", line.words)].append(line)
    least = max(_LEAST_PAGES, len(pages) // 2 + 1)
    running = {
        (line.page, line.number)
        for group in alike.values()
        if len({line.page for line in group}) >= least and _keep_step(group)
        for line in group
    }
    return [
        line for line in lines if (line.page, line.number) not in running and not _is_stamp(line)
    ]


def _edge(page: Sequence[Line]) -> Iterator[Line]:
    filled = [line for line in page if line.words]
    for line in (*filled[:_EDGE], *filled[max(_EDGE, len(filled) - _EDGE) :]):
        if len(line.text) <= _LONGEST and not _TABULAR.search(line.text.strip()):
            yield line


def _keep_step(group: Sequence[Line]) -> bool:
    """Whether each number in the lines is the same in all, or follows the page."""
    numbers = [[int(number) for number in _DIGITS.findall(line.words)] for line in group]
    pages = [line.page or 0 for line in group]
    return all(
        len(set(column)) == 1 or len({n - page for n, page in zip(column, pages, strict=True)}) == 1
        for column in zip(*numbers, strict=True)
    )


def _is_stamp(line: Line) -> bool:
    """»Side 2 af 8«, or the running line of an annex book; a head may share its line."""
    if len(line.text) > _LONGEST:
        return False
    return page_of(line.text) is not None or book_stamp(line.text) is not None
