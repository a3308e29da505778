"""The book's bookmarks: contents, items, annexes, and below them each annex's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pikepdf import Dictionary, Name, String

from samvirke.papers.annex_book.facts import Bookmark
from samvirke.papers.annex_book.merging import Book


@dataclass(frozen=True, slots=True)
class Entry:
    """A bookmark of the book: its title, its page from 0, and what lies below it."""

    title: str
    page: int
    top: float | None = None
    below: "tuple[Entry, ...]" = ()


def of_annex(bookmarks: Sequence[Bookmark], first: int, pages: int) -> tuple[Entry, ...]:
    """An annex's own bookmarks, moved to where its ``pages`` begin in the book."""
    return tuple(
        Entry(one.title, first + one.page, one.top, of_annex(one.below, first, pages))
        for one in bookmarks
        if one.page < pages
    )


def write(book: Book, entries: Sequence[Entry]) -> None:
    """Writes ``entries`` into the book; items stand open, annexes closed."""
    root = book.pdf.make_indirect(Dictionary({"/Type": Name.Outlines}))
    shown = _chain(book, root, entries, depth=0)
    if shown:
        root["/Count"] = shown
        book.pdf.Root["/Outlines"] = root


def _chain(book: Book, parent: Any, entries: Sequence[Entry], *, depth: int) -> int:
    """Links ``entries`` below ``parent``; returns how many are shown while all stands as set."""
    made: list[Any] = []
    shown = 0
    for entry in entries:
        fields = {
            "/Title": String(entry.title),
            "/Parent": parent,
            "/Dest": book.place(entry.page, entry.top),
        }
        item = book.pdf.make_indirect(Dictionary(fields))
        below = _chain(book, item, entry.below, depth=depth + 1)
        if below:
            item["/Count"] = below if depth == 0 else -below
        shown += 1 + (below if depth == 0 else 0)
        made.append(item)
    for one, after in pairwise(made):
        one["/Next"], after["/Prev"] = after, one
    if made:
        parent["/First"], parent["/Last"] = made[0], made[-1]
    return shown
