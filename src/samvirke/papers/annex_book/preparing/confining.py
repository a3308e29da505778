"""Keeps of an annex only what its pages are drawn with: the rest leaves no trace in a book.

Whoever splits a PDF, deletes a picture or hides a remark seldom takes it out of the file. What no
page names any more, what no reader shows, and what programs wrote for themselves goes here.
"""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from samvirke.papers.annex_book.preparing.content_streams import (
    content_of,
    names_in,
    streams_of,
    without_asides,
)
from samvirke.papers.annex_book.preparing.field_looks import look_of
from samvirke.papers.annex_book.preparing.harmless import hollow
from samvirke.papers.annex_book.preparing.layers import all_layers
from samvirke.papers.annex_book.preparing.shown_keys import (
    ANY,
    FLAT,
    KINDS,
    NAMES,
    PAGE,
    PLACE,
)

_NAMED = ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/Properties")
_USED_UNNAMED = {"/DefaultGray", "/DefaultRGB", "/DefaultCMYK"}
_OF_THE_FILE = {"/ObjStm", "/XRef"}
_NAMESPACE_KEYS = {"/Type", "/NS", "/RoleMapNS"}


def confine(pdf: pikepdf.Pdf) -> None:
    """Removes everything that is not shown; what is drawn looks the same. Called last of all."""
    walk = _Walk(pdf)
    for page in pdf.pages:
        walk.visit(page.obj, "page")
    for layer in all_layers(pdf):
        walk.visit(layer, "layer")
    tree: Any = pdf.Root.get("/StructTreeRoot", Dictionary())
    for space in tree.get("/Namespaces", ()):
        for key in set(space.keys()) - _NAMESPACE_KEYS:
            del space[key]
    walk.empty_the_rest()


class _Walk:
    """A walk from the pages along what they are drawn with."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._pages = {page.obj.objgen for page in pdf.pages}
        self._seen: set[tuple[int, int]] = set()
        self._waiting: list[tuple[Any, str]] = []

    def visit(self, thing: Any, kind: str) -> None:
        """Goes through ``thing`` and all that it leads to."""
        self._waiting.append((thing, kind))
        while self._waiting:
            self._one(*self._waiting.pop())

    def _one(self, thing: Any, kind: str) -> None:
        if isinstance(thing, Array):
            self._waiting += [(part, kind) for part in thing if isinstance(part, pikepdf.Object)]
            return
        if not isinstance(thing, Dictionary | Stream) or self._is_seen(thing):
            return
        if kind == ANY:
            self._waiting += [(value, ANY) for value in thing.values()]
        elif kind.startswith(NAMES):
            self._waiting += [(value, kind.removeprefix(NAMES)) for value in thing.values()]
        else:
            self._keep_keys(thing, kind)

    def _is_seen(self, thing: Any) -> bool:
        if not thing.is_indirect:
            return False
        known = thing.objgen in self._seen
        self._seen.add(thing.objgen)
        return known

    def _keep_keys(self, thing: Any, kind: str) -> None:
        keys = KINDS[kind]
        for key in thing.keys() - keys.keys():
            del thing[key]
        if kind == "annotation" and "/AP" in thing:
            look = look_of(thing)
            thing["/AP"] = Dictionary({} if look is None else {"/N": look})
        self._keep_content(thing, kind)
        for key, value in list(thing.items()):
            leads_to = keys[key]
            if leads_to == PLACE:
                thing[key] = _plain(value)
            elif leads_to not in (FLAT, PAGE):
                self._waiting.append((value, leads_to))
            elif isinstance(value, Dictionary | Stream) and not self._may_lead(key, value):
                del thing[key]

    def _may_lead(self, key: str, value: Any) -> bool:
        """Whether ``value`` is where the key should lead: to a page that is there."""
        return key == "/Parent" or (key == "/P" and value.objgen in self._pages)

    def _keep_content(self, thing: Any, kind: str) -> None:
        """Leaves out of what ``thing`` draws what is not drawn, and what it does not draw with."""
        if kind == "page":
            content = content_of(streams_of(thing.get("/Contents")))
            if content is None:
                return
            quiet = without_asides(self._pdf, content)
            if quiet is not None:
                thing["/Contents"] = self._pdf.make_stream(quiet)
            self._prune(thing, names_in(content if quiet is None else quiet))
        elif kind == "font" and thing.get("/Subtype") == Name.Type3:
            letters: Any = thing.get("/CharProcs", Dictionary())
            named = [self._quieted(one) for one in letters.values() if isinstance(one, Stream)]
            self._prune(thing, set().union(*(names for names in named if names is not None)))
        elif isinstance(thing, Stream) and _draws(thing, kind):
            names = self._quieted(thing)
            if names is not None:
                self._prune(thing, names)

    def _quieted(self, stream: Stream) -> set[str] | None:
        """What ``stream`` names, once it says nothing besides; nothing if it cannot be read."""
        content = content_of([stream])
        if content is None:
            return None
        quiet = without_asides(self._pdf, content)
        if quiet is not None:
            stream.write(quiet)
        return names_in(content if quiet is None else quiet)

    def _prune(self, owner: Any, names: set[str]) -> None:
        """Gives ``owner`` resources of its own if it does not draw with all that it could."""
        resources = owner.get("/Resources")
        if not isinstance(resources, Dictionary):
            return
        names = names | _USED_UNNAMED | _named_on_behalf(resources, names)
        own = Dictionary(dict(resources.items()))
        for kind in _NAMED:
            there = resources.get(kind)
            if isinstance(there, Dictionary) and not there.keys() <= names:
                kept = {name: thing for name, thing in there.items() if name in names}
                own[kind] = Dictionary(kept)
                owner["/Resources"] = own

    def empty_the_rest(self) -> None:
        """Empties what was not come by: the tags may still hold on to it."""
        for thing in list(self._pdf.objects):
            if isinstance(thing, Stream):
                if thing.objgen not in self._seen and str(thing.get("/Type")) not in _OF_THE_FILE:
                    thing.write(b"")
                    for key in thing.keys() - {"/Length"}:
                        del thing[key]
            elif _is_annotation(thing) and thing.objgen not in self._seen:
                hollow(thing)


def _is_annotation(thing: Any) -> bool:
    return isinstance(thing, Dictionary) and "/Rect" in thing and "/Subtype" in thing


def _plain(place: Array) -> Array:
    """A place on a page: the page, and how to show it."""
    return Array([place[0], *(one for one in list(place)[1:] if not isinstance(one, _SPEAKS))])


_SPEAKS = (Dictionary, Stream, String, Array)


def _draws(stream: Stream, kind: str) -> bool:
    if kind == "drawing":
        return stream.get("/Subtype") == Name.Form
    return kind == "pattern"


def _named_on_behalf(resources: Any, names: set[str]) -> set[str]:
    """What drawings and letters without resources of their own name among ``resources``."""
    found: set[str] = set()
    waiting = set(names)
    while waiting:
        fresh: set[str] = set()
        for kind in ("/XObject", "/Font"):
            there = resources.get(kind)
            if isinstance(there, Dictionary):
                for name in there.keys() & waiting:
                    fresh |= _borrowed_names(there[name])
        waiting = fresh - found - names
        found |= fresh
    return found


def _borrowed_names(thing: Any) -> set[str]:
    """What ``thing`` names, if it draws with the resources of whoever draws it."""
    if not isinstance(thing, Dictionary | Stream) or "/Resources" in thing:
        return set()
    if isinstance(thing, Stream) and thing.get("/Subtype") == Name.Form:
        streams = [thing]
    elif thing.get("/Subtype") == Name.Type3:
        letters: Any = thing.get("/CharProcs", Dictionary())
        streams = [one for one in letters.values() if isinstance(one, Stream)]
    else:
        return set()
    return names_in(content_of(streams) or b"")
