"""Links and bookmarks of an annex by explicit page, since names would clash in the book."""

import contextlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, String

from samvirke.papers.annex_book.facts import Bookmark

_MOST_BOOKMARKS = 5000
_DEEPEST = 8
_LONGEST = 500


class Destinations:
    """The places of one annex, by name and by page."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        self._objects = [page.obj for page in pdf.pages]
        self._named = _named(pdf.Root)

    def explicit(self, place: Any) -> Array | None:
        """``place`` as an array that starts with a page of this annex; ``None`` if it has none."""
        for _ in range(3):  # a name leads to a dictionary, which leads to an array
            if isinstance(place, String | Name):
                place = self._named.get(str(place))
            elif isinstance(place, Dictionary):
                place = place.get("/D")
        if not isinstance(place, Array) or len(place) == 0:
            return None
        page = place[0]
        if isinstance(page, int):
            if not 0 <= page < len(self._objects):
                return None
            return Array([self._objects[page], *list(place)[1:]])
        known = isinstance(page, Dictionary) and page.objgen in self._pages
        return place if known else None

    def page_of(self, place: Array) -> int:
        """The page, from 0, of an explicit place."""
        return self._pages[place[0].objgen]


def _named(root: Any) -> dict[str, Any]:
    named: dict[str, Any] = {}
    old = root.get("/Dests")
    if isinstance(old, Dictionary):
        named.update({str(name): place for name, place in old.items()})
    names = root.get("/Names")
    if isinstance(names, Dictionary) and isinstance(names.get("/Dests"), Dictionary):
        # A broken tree names nothing more: its links are counted as dead.
        with contextlib.suppress(pikepdf.PdfError, RuntimeError, ValueError):
            named.update({str(name): place for name, place in NameTree(names["/Dests"]).items()})
    return named


def make_explicit(pdf: pikepdf.Pdf, places: Destinations) -> int:
    """Gives every inner link its page, and returns how many led nowhere and were disarmed."""
    dead = 0
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            action: Any = annotation.get("/A")
            goes = isinstance(action, Dictionary) and action.get("/S") == Name.GoTo
            if not goes and "/Dest" not in annotation:
                continue
            place = places.explicit(action.get("/D") if goes else annotation["/Dest"])
            for key in ("/A", "/Dest"):
                if key in annotation:
                    del annotation[key]
            if place is None:
                dead += 1
            else:
                annotation["/Dest"] = place
    for key in ("/Dests", "/Names"):
        if key in pdf.Root:
            del pdf.Root[key]
    return dead


def bookmarks(pdf: pikepdf.Pdf, places: Destinations) -> tuple[Bookmark, ...]:
    """The annex's bookmarks that lead to a page of it, in order; at most 5,000, eight deep."""
    outlines = pdf.Root.get("/Outlines")
    if not isinstance(outlines, Dictionary):
        return ()
    seen: set[tuple[int, int]] = set()
    read = _below(outlines, places, seen, 1)
    del pdf.Root["/Outlines"]
    return read


def _below(
    parent: Dictionary, places: Destinations, seen: set[tuple[int, int]], depth: int
) -> tuple[Bookmark, ...]:
    found: list[Bookmark] = []
    item = parent.get("/First")
    while isinstance(item, Dictionary) and len(seen) < _MOST_BOOKMARKS:
        if item.objgen in seen or not item.is_indirect:
            break  # a ring
        seen.add(item.objgen)
        below = _below(item, places, seen, depth + 1) if depth < _DEEPEST else ()
        found += _bookmark(item, places, below)
        item = item.get("/Next")
    return tuple(found)


def _bookmark(
    item: Dictionary, places: Destinations, below: tuple[Bookmark, ...]
) -> tuple[Bookmark, ...]:
    action: Any = item.get("/A")
    goes = isinstance(action, Dictionary) and action.get("/S") == Name.GoTo
    place = places.explicit(action.get("/D") if goes else item.get("/Dest"))
    if place is None:
        return below
    title = " ".join(str(item.get("/Title", "")).split())[:_LONGEST] or "–"
    top = None
    if len(place) > 3 and place[1] == Name.XYZ and place[3] is not None:
        top = float(place[3])
    return (Bookmark(title, places.page_of(place), top, below),)
