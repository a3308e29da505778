"""Reads a PDF's text in a process of its own; ``pdf_text`` starts it and reads what it writes.

It imports nothing of Samvirke, so it starts quickly. It writes one JSON value a line: first the
number of pages and the bookmarks, then the lines of each page, or an object with the key ``error``.
"""

import json
import re
import sys
from typing import Any

import pypdfium2

Box = tuple[float, float, float, float, str]

_MOST_BOOKMARKS = 5000
_SAME_LINE = 0.5
_TAB = 1.0
_SPACE = 0.12
_COLUMN_LINES = 8
_PROSE = 25
_WHITE = re.compile(r"\s+")
_LEADERS = re.compile(r"(?:[\t ]*[.…·]){4,}[\t ]*")


def main(path: str, most_pages: int) -> None:
    """Writes the text of the PDF at ``path``."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        _write({"error": "encrypted" if "assword" in str(error) else "damaged"})
        return
    pages = len(document)
    if pages > most_pages:
        _write({"error": "too_many_pages", "pages": pages})
        return
    _write({"pages": pages, "bookmarks": _bookmarks(document)})
    for number in range(pages):
        _write(_page_lines(document, number))


def _page_lines(document: Any, number: int) -> list[str] | None:
    """The lines of a page; ``None`` for a page that cannot be read."""
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    boxes: list[Box] = []
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        words = _WHITE.sub(" ", text.get_text_bounded(left, bottom, right, top))
        if words.strip():
            boxes.append((left, bottom, right, top, words))
    text.close()
    page.close()
    return lines_of(boxes)


def lines_of(boxes: list[Box]) -> list[str]:
    """The boxes of a page as lines from the top; cells that stand apart have a tab between them.

    Two columns of prose are read one after the other.
    """
    rows = [_cells(row) for row in _rows(boxes)]
    gutter = _gutter(rows)
    if gutter is None:
        return [_LEADERS.sub(" ..... ", "\t".join(words for _, words in row)) for row in rows]
    left = ["\t".join(words for x, words in row if x < gutter) for row in rows]
    right = ["\t".join(words for x, words in row if x >= gutter) for row in rows]
    return [line for line in (*left, *right) if line]


def _rows(boxes: list[Box]) -> list[list[Box]]:
    """Boxes that stand on the same line, lines from the top, boxes from the left."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda item: -(item[1] + item[3])):
        if rows and _overlap(rows[-1][0], box) >= _SAME_LINE:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row) for row in rows]


def _overlap(first: Box, second: Box) -> float:
    shared = min(first[3], second[3]) - max(first[1], second[1])
    lowest = min(first[3] - first[1], second[3] - second[1])
    return shared / lowest if lowest > 0 else 0.0


def _cells(row: list[Box]) -> list[tuple[float, str]]:
    """The left edge and the words of each cell of a line."""
    cells: list[tuple[float, str]] = []
    end = None
    for left, bottom, right, top, words in row:
        gap = None if end is None else (left - end) / max(top - bottom, 1.0)
        if gap is None or gap > _TAB:
            cells.append((left, words))
        else:
            joint = " " if gap > _SPACE else ""
            cells[-1] = (cells[-1][0], cells[-1][1] + joint + words)
        end = right if end is None else max(end, right)
    return [(left, " ".join(words.split())) for left, words in cells]


def _gutter(rows: list[list[tuple[float, str]]]) -> float | None:
    """Where the right one of two columns of prose begins, or ``None``."""
    pairs = [row for row in rows if len(row) == 2 and all(_is_prose(words) for _, words in row)]
    if len(pairs) < _COLUMN_LINES:
        return None
    starts = sorted(row[1][0] for row in pairs)
    middle = starts[len(starts) // 2]
    near = sum(abs(start - middle) < 6 for start in starts)
    return middle - 6 if near >= _COLUMN_LINES else None


def _is_prose(words: str) -> bool:
    return len(words) >= _PROSE and sum(sign.isdigit() for sign in words) * 5 < len(words)


def _bookmarks(document: Any) -> list[tuple[int, str, int | None]]:
    found: list[tuple[int, str, int | None]] = []
    try:
        for entry in document.get_toc(max_depth=6):
            page = entry.get_dest().get_index() if entry.get_dest() else None
            found.append((entry.level, entry.get_title(), None if page is None else page + 1))
            if len(found) >= _MOST_BOOKMARKS:
                break
    except pypdfium2.PdfiumError:
        return found
    return found


def _write(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
