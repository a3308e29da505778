"""The structure tree of one annex, made ready to hang beside others in one document.

What would clash there gets the annex's prefix (IDs, headers, classes); what means one thing here
and another elsewhere gets a name of its own (roles given to standard types, headings of type H);
the parent tree is numbered from 0 without gaps. The tags themselves stay as the author set them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, String

from samvirke.papers.annex_book.facts import Breach
from samvirke.papers.annex_book.preparing.resources import drawings

STANDARD_TYPES = frozenset(
    f"/{kind}"
    for kind in (
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI"),
        *("Index", "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L"),
        *("LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span"),
        *("Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT"),
        *("RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
    )
)
# What an element and its attributes may say (14.7.2, 14.8.5); programs write more for themselves.
_KEYS = frozenset(
    f"/{key}"
    for key in (
        *("Type", "S", "ID", "P", "Pg", "K", "A", "C", "T", "Lang", "Alt", "E", "ActualText"),
        *("NS", "Phoneme", "PhoneticAlphabet"),
    )
)
_ATTRIBUTE_OWNERS = ("/Layout", "/List", "/PrintField", "/Table")
_ATTRIBUTES_IN_WORDS = ("/Summary", "/Short", "/Desc")
_LONGEST_ROLE_CHAIN = 20
_DEEPEST_HEADING = 6


def is_tagged(pdf: pikepdf.Pdf) -> bool:
    """Whether somebody told the annex's structure: a tree with something in it."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return False
    return any(isinstance(kid, Dictionary) for kid in _listed(root.get("/K")))


def unify(pdf: pikepdf.Pdf, prefix: str) -> tuple[int, Counter[Breach]]:
    """Makes the tree ready, and returns how many keys its parent tree has, and its breaches."""
    root: Any = pdf.Root.StructTreeRoot
    walk = _Walk(pdf, root, prefix)
    kids = [kid for kid in _listed(root.get("/K")) if isinstance(kid, Dictionary)]
    walk.take(kids)
    nums, keys = Array(), 0
    old = _numbered(root.get("/ParentTree"))
    for owner, key in list(parent_keys(pdf)):
        value = old.get(owner.get(key))
        if value is None:
            del owner[key]
            continue
        owner[key] = keys
        nums.extend(Array([keys, value]))
        keys += 1
    tree = Dictionary({"/Type": Name.StructTreeRoot, "/ParentTree": Dictionary({"/Nums": nums})})
    tree["/K"] = Array([kid if kid.is_indirect else pdf.make_indirect(kid) for kid in kids])
    for name, content in walk.joined().items():
        tree[name] = content
    _replace(root, tree)
    return keys, walk.breaches


def _replace(root: Dictionary, tree: Dictionary) -> None:
    """Puts ``tree`` where ``root`` is, since the top elements name it as their parent."""
    for key in set(root.keys()) - {"/Namespaces"}:
        del root[key]
    for key, value in tree.items():
        root[key] = value


def _listed(kids: Any) -> list[Any]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _is_element(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def _has_words(element: Dictionary, key: str) -> bool:
    return bool(str(element.get(key, "")).strip())


def _for_readers(attributes: Any) -> Any:
    """``attributes`` without those that other programs set, which may say anything."""
    if isinstance(attributes, Array):
        if not all(_is_for_readers(one) for one in attributes):
            return Array([one for one in attributes if _is_for_readers(one)])
    elif not _is_for_readers(attributes):
        return Array()
    return attributes


def _is_for_readers(attributes: Any) -> bool:
    """Whether an owner of the standard set them; what is none of theirs is taken out."""
    if not isinstance(attributes, Dictionary):
        return isinstance(attributes, int)  # a revision
    if str(attributes.get("/O")) not in _ATTRIBUTE_OWNERS:
        return False
    for key, value in attributes.items():
        in_words = isinstance(value, String) and key not in _ATTRIBUTES_IN_WORDS
        if in_words or isinstance(value, Dictionary | pikepdf.Stream):
            del attributes[key]
    return True


def _numbered(tree: Any) -> dict[Any, Any]:
    if not isinstance(tree, Dictionary):
        return {}
    try:
        return dict(NumberTree(tree).items())
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return {}


def parent_keys(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, str]]:
    """Everything that has a key into the parent tree, in the order of the pages."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        if isinstance(page.obj.get("/StructParents"), int):
            yield page.obj, "/StructParents"
        for annotation in page.obj.get("/Annots", ()):
            if isinstance(annotation.get("/StructParent"), int):
                yield annotation, "/StructParent"
        yield from _keys_of_drawings(page.obj.get("/Resources"), seen)


def _keys_of_drawings(resources: Any, seen: set[tuple[int, int]]) -> Iterator[tuple[Any, str]]:
    """The drawings (form and image objects) below ``resources`` that have a key."""
    for drawing in drawings(resources, seen):
        for key in ("/StructParent", "/StructParents"):
            if isinstance(drawing.get(key), int):
                yield drawing, key


@dataclass
class _Walk:
    """A walk over all elements of a tree that collects and prefixes what must not clash."""

    pdf: pikepdf.Pdf
    root: Dictionary
    prefix: str
    breaches: Counter[Breach] = field(default_factory=Counter)
    ids: dict[bytes, Any] = field(default_factory=dict)
    names: dict[bytes, String] = field(default_factory=dict)
    said: dict[bytes, Any] = field(default_factory=dict)
    has_unnumbered: bool = False
    attributes_seen: set[tuple[int, int]] = field(default_factory=set)
    renamed: dict[str, Name] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        roles = self.root.get("/RoleMap")
        if isinstance(roles, Dictionary):
            for name, role in roles.items():
                if isinstance(role, Name) and name != str(role):
                    own = self._own(str(name)) if name in STANDARD_TYPES else str(name)
                    self.roles[own] = str(role)
        classes = self.root.get("/ClassMap")
        self.classes = Dictionary()
        if isinstance(classes, Dictionary):
            for name, attributes in classes.items():
                own = _for_readers(attributes)
                self._prefix_headers(own)
                self.classes[f"/{self.prefix}{str(name)[1:]}"] = own

    def _own(self, name: str) -> str:
        """A name of this annex alone for a standard type to which it gave another role."""
        own = f"{name}-{self.prefix}"
        self.renamed[name] = Name(own)
        return own

    def joined(self) -> dict[str, Any]:
        """The tree's side tables, prefixed."""
        tables: dict[str, Any] = {}
        if self.roles:
            tables["/RoleMap"] = Dictionary({name: Name(to) for name, to in self.roles.items()})
        if len(self.classes):
            tables["/ClassMap"] = self.classes
        if self.ids:
            names: list[Any] = []
            for name, element in sorted(self.ids.items()):
                names += [String(name), element]
            tables["/IDTree"] = Dictionary({"/Names": Array(names)})
        return tables

    def take(self, kids: list[Any]) -> None:
        """Every element of the file; an element is always an object of its own (14.7.2)."""
        for thing in self.pdf.objects:
            if isinstance(thing, Dictionary):
                keys = thing.keys()
                if "/S" in keys and "/P" in keys and "/Subtype" not in keys:
                    self._element(thing, keys)
        if self.has_unnumbered:
            self._number_headings(kids)

    def _number_headings(self, kids: list[Any]) -> None:
        """H by depth becomes H1 to H6: a document may use only one of the two ways (7.4.4)."""
        waiting, seen = [(kids, 1)], set()
        while waiting:
            elements, level = waiting.pop()
            headings = [one for one in elements if one.get("/S") == Name.H]
            for heading in headings:
                heading["/S"] = Name(f"/H{min(level, _DEEPEST_HEADING)}")
            for element in elements:
                if element.objgen not in seen:
                    seen.add(element.objgen)
                    below = [one for one in _listed(element.get("/K")) if _is_element(one)]
                    waiting.append((below, level + bool(headings)))

    def _element(self, element: Dictionary, keys: set[str]) -> None:
        for key in keys - _KEYS:
            del element[key]
        kind = str(element["/S"])
        if kind in self.renamed:
            element["/S"] = self.renamed[kind]
        if "/ID" in keys:
            name = self.prefix.encode() + bytes(element["/ID"])
            element["/ID"] = String(name)
            self.ids[name] = element
        if "/A" in keys:
            self._attributes(element)
        if "/C" in keys:
            element["/C"] = Array(
                [
                    Name(f"/{self.prefix}{str(name)[1:]}") if isinstance(name, Name) else name
                    for name in _listed(element["/C"])
                ]
            )
        role = self._role(kind)
        self.has_unnumbered = self.has_unnumbered or kind == "/H"
        if role == "/Figure" and not (_has_words(element, "/Alt") or "/ActualText" in keys):
            self.breaches[Breach.FIGURE_WITHOUT_TEXT] += 1

    def _attributes(self, element: Dictionary) -> None:
        """Prefixes the element's headers; what many cells say alike becomes one object.

        A table's cells say the same few things a thousand times: said once, it is half the work
        to copy and write the annex, and the book is smaller.
        """
        attributes: Any = element["/A"]
        if attributes.is_indirect:
            element["/A"] = attributes = _for_readers(attributes)
            self._prefix_headers(attributes)
            return
        told = attributes.unparse()
        if told not in self.said:
            attributes = _for_readers(attributes)
            self._prefix_headers(attributes)
            self.said[told] = self.pdf.make_indirect(attributes)
        element["/A"] = self.said[told]

    def _prefixed(self, name: bytes) -> String:
        """One string for each name: a table names the same few headers a thousand times."""
        if name not in self.names:
            self.names[name] = String(self.prefix.encode() + name)
        return self.names[name]

    def _role(self, kind: str) -> str:
        for _ in range(_LONGEST_ROLE_CHAIN):
            if kind not in self.roles:
                break
            kind = self.roles[kind]
        return kind

    def _prefix_headers(self, attributes: Any) -> None:
        for entry in attributes if isinstance(attributes, Array) else (attributes,):
            if not isinstance(entry, Dictionary):
                continue
            headers = entry.get("/Headers")
            if not isinstance(headers, Array):
                continue
            shared = headers if headers.is_indirect else entry
            if shared.is_indirect:
                if shared.objgen in self.attributes_seen:
                    continue
                self.attributes_seen.add(shared.objgen)
            for at, one in enumerate(headers):
                if isinstance(one, String):
                    headers[at] = self._prefixed(bytes(one))
