"""Takes out of an annex's structure tree what belongs to no page of it.

Whoever deletes pages from a PDF seldom deletes their tags: alternative texts, replacement texts and
titles of the deleted pages stay in the file, though nobody sees them (ISO 32000-2, 14.7).
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

_WORDS = ("/Alt", "/ActualText", "/E", "/T", "/PhoneticAlphabet", "/Phoneme")
_Id = tuple[int, int]
_Found = tuple[Any, _Id | None, _Id | None]
"""An element, its parent, and the page that its content is on unless the content says other."""


def prune(pdf: pikepdf.Pdf) -> int:
    """Empties every element all of whose content was on pages that are gone; returns how many.

    Where there are such, elements that never had content (an empty cell) stay with their parents,
    but without words: nobody can tell what they were about. Elements that hang nowhere in the tree
    are emptied with them: no reader meets them, but their words would come along.
    """
    root: Any = pdf.Root.StructTreeRoot
    pages = {page.obj.objgen for page in pdf.pages}
    if not _tells_of_others(pdf, pages):
        return 0
    found = list(_elements(root))
    loose = _empty_loose(pdf, {element.objgen for element, _, _ in found})
    own, gone = _owners(found, pages)
    if not gone:
        return loose
    lost = gone - own
    _close_gaps(root, lost, pages)
    for element, _, _ in found:
        if element.objgen in lost:
            _empty(element, element.keys())
        elif element.objgen in own:
            _close_gaps(element, lost, pages)
        else:
            _empty(element, _WORDS)
    return loose + len(lost)


def _owners(found: list[_Found], pages: set[_Id]) -> tuple[set[_Id], set[_Id]]:
    """The elements that have content on ``pages``, and those with content elsewhere, themselves or
    below them.
    """
    own: set[_Id] = set()
    gone: set[_Id] = set()
    # Children come after their parents, so that the last are gone through first.
    for element, parent, page in reversed(found):
        for where in _pages_of(element, page):
            (own if where in pages else gone).add(element.objgen)
        for those in (own, gone):
            if parent is not None and element.objgen in those:
                those.add(parent)
    return own, gone


def _tells_of_others(pdf: pikepdf.Pdf, pages: set[_Id]) -> bool:
    """Whether a page lies in the file that is none of its pages, or content is on no page.

    Most annexes have neither, and to walk a tree takes as long as all else that is done to it.
    """
    for thing in pdf.objects:
        if isinstance(thing, Dictionary):
            keys = thing.keys()
            if "/S" in keys:
                if "/Pg" not in keys and any(
                    isinstance(kid, int) for kid in _listed(thing.get("/K"))
                ):
                    return True
            elif "/Type" in keys and thing["/Type"] == Name.Page and thing.objgen not in pages:
                return True
    return False


def _empty_loose(pdf: pikepdf.Pdf, hung: set[_Id]) -> int:
    loose = [
        thing
        for thing in pdf.objects
        if isinstance(thing, Dictionary)
        and thing.objgen not in hung
        and {"/S", "/P"} <= thing.keys()
        and "/Subtype" not in thing
    ]
    for element in loose:
        _empty(element, element.keys())
    return len(loose)


def _empty(element: Any, keys: Iterable[str]) -> None:
    for key in list(keys):
        if key in element:
            del element[key]


def _elements(root: Any) -> Iterator[_Found]:
    seen: set[_Id] = set()
    waiting: list[_Found] = [(kid, None, None) for kid in _listed(root.get("/K"))]
    while waiting:
        element, parent, page = waiting.pop()
        if not isinstance(element, Dictionary) or "/S" not in element or element.objgen in seen:
            continue
        seen.add(element.objgen)
        page = _page_of(element) or page
        yield element, parent, page
        waiting += [(kid, element.objgen, page) for kid in _listed(element.get("/K"))]


def _pages_of(element: Any, page: _Id | None) -> Iterator[_Id | None]:
    """The page of each piece of content that the element itself owns."""
    for kid in _listed(element.get("/K")):
        if isinstance(kid, int):
            yield page
        elif isinstance(kid, Dictionary) and "/S" not in kid:
            yield _page_of(kid) or _page_of(kid.get("/Obj"), "/P") or page


def _page_of(thing: Any, key: str = "/Pg") -> _Id | None:
    page = thing.get(key) if isinstance(thing, Dictionary) else None
    return page.objgen if isinstance(page, Dictionary) else None


def _close_gaps(element: Any, lost: set[_Id], pages: set[_Id]) -> None:
    """Leaves out kids that are lost, and content on pages that are gone."""
    kids = _listed(element.get("/K"))
    kept = [kid for kid in kids if not _is_lost(kid, lost, pages)]
    if len(kept) < len(kids):
        element["/K"] = Array(kept)
    page = _page_of(element)
    if page is not None and page not in pages:
        # What content remains says itself what page it is on.
        del element["/Pg"]


def _is_lost(kid: Any, lost: set[_Id], pages: set[_Id]) -> bool:
    if not isinstance(kid, Dictionary):
        return False
    if "/S" in kid or kid.objgen in lost:
        return kid.objgen in lost
    where = _page_of(kid) or _page_of(kid.get("/Obj"), "/P")
    return where is not None and where not in pages


def _listed(kids: Any) -> list[Any]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]
