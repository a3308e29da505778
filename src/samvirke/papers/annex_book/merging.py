"""Puts prepared annexes one after another into one document with one structure tree.

Each annex's tree hangs as a Part under the book's Document. Keys into the parent tree are moved
behind those of the annexes before it; IDs and classes carry the annex's prefix already; roles
that mean something else here than in an earlier annex get a name of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from samvirke.papers.annex_book.facts import Facts
from samvirke.papers.annex_book.preparing.layers import all_layers
from samvirke.papers.annex_book.preparing.tags import parent_keys

_LEAF = 64


@dataclass(frozen=True, slots=True)
class Part:
    """A prepared PDF with its facts, its prefix, and the title that it has in the book's tree."""

    file: Path
    facts: Facts
    prefix: str
    title: str


class Book:
    """A document that grows by parts; ``pages`` are the pages that it has so far.

    pikepdf's own list of pages takes longer for each page the more there are, so that a book of
    5,000 pages would take far more than five times as long as one of 1,000: it is not used.
    """

    def __init__(self, language: str) -> None:
        self.pdf = pikepdf.new()
        self.pages: list[Any] = []
        self._root = self.pdf.make_indirect(Dictionary({"/Type": Name.StructTreeRoot}))
        self._document = self.pdf.make_indirect(
            Dictionary({"/Type": Name.StructElem, "/S": Name.Document, "/P": self._root})
        )
        self._parts = Array()
        self._keys = 0
        self._parents = Array()
        self._ids: list[Dictionary] = []
        self._roles: dict[str, Name] = {}
        self._classes = Dictionary()
        self._namespaces = Array()
        self._layers = Array()
        self._language = language

    def add(self, part: Part) -> range:
        """Adds ``part`` at the end; returns the numbers, from 0, of its pages in the book."""
        first = len(self.pages)
        with pikepdf.open(part.file) as source:
            self._move_keys(source, part.facts.parents)
            self._join_roles(source, part.prefix)
            self._add_pages(source)
            self._hang(source, part)
            self._join_layers(source)
        return range(first, len(self.pages))

    def _add_pages(self, source: pikepdf.Pdf) -> None:
        tree: Any = self.pdf.Root.Pages
        for page in source.pages:
            copied: Any = self.pdf.copy_foreign(page.obj)
            copied["/Parent"] = tree
            tree["/Kids"].append(copied)
            self.pages.append(copied)
        tree["/Count"] = len(self.pages)

    def _move_keys(self, source: pikepdf.Pdf, parents: int) -> None:
        """Moves the source's keys behind those in use."""
        for owner, key in list(parent_keys(source)):
            owner[key] = owner[key] + self._keys
        nums = source.Root.StructTreeRoot.ParentTree.Nums
        for at in range(parents):
            nums[2 * at] = self._keys + at

    def _hang(self, source: pikepdf.Pdf, part: Part) -> None:
        tree: Any = self.pdf.copy_foreign(source.Root.StructTreeRoot)
        element = self.pdf.make_indirect(
            Dictionary(
                {
                    "/Type": Name.StructElem,
                    "/S": Name.Part,
                    "/P": self._document,
                    "/T": String(part.title),
                    "/K": tree["/K"],
                }
            )
        )
        language = source.Root.get("/Lang")
        if isinstance(language, String) and str(language).strip():
            element["/Lang"] = String(str(language))
        for kid in tree["/K"]:
            kid["/P"] = element
        self._parts.append(element)
        self._add_parents(tree["/ParentTree"]["/Nums"], part.facts.parents)
        if "/IDTree" in tree:
            names = tree["/IDTree"]["/Names"]
            limits = Array([names[0], names[len(names) - 2]])
            leaf = Dictionary({"/Limits": limits, "/Names": names})
            self._ids.append(self.pdf.make_indirect(leaf))
        for name, attributes in tree.get("/ClassMap", {}).items():
            self._classes[name] = attributes
        self._namespaces.extend(tree.get("/Namespaces", ()))

    def _add_parents(self, nums: Array, count: int) -> None:
        if count:
            limits = Array([self._keys, self._keys + count - 1])
            leaf = Dictionary({"/Limits": limits, "/Nums": nums})
            self._parents.append(self.pdf.make_indirect(leaf))
        self._keys += count

    def _join_roles(self, source: pikepdf.Pdf, prefix: str) -> None:
        """Takes the source's roles over; one that is taken for another role is renamed there."""
        roles = {
            name: role
            for name, role in source.Root.StructTreeRoot.get("/RoleMap", {}).items()
            if isinstance(role, Name)
        }
        clashing = {
            name: Name(f"{name}-{prefix}")
            for name, role in roles.items()
            if name in self._roles and self._roles[name] != role
        }
        for name, role in roles.items():
            to = clashing.get(str(role), role)
            self._roles[str(clashing.get(name, name))] = to
        if clashing:
            for thing in source.objects:
                if isinstance(thing, Dictionary) and str(thing.get("/S")) in clashing:
                    thing["/S"] = clashing[str(thing["/S"])]

    def _join_layers(self, source: pikepdf.Pdf) -> None:
        """Keeps the source's layers; those that it hid were taken out when it was prepared."""
        self._layers.extend([self.pdf.copy_foreign(one) for one in all_layers(source)])

    def place(self, page: int, top: float | None = None) -> Array:
        """A place in the book: ``page`` from 0, and how far up on it, in points."""
        if top is None:
            return Array([self.pages[page], Name.Fit])
        return Array([self.pages[page], Name.XYZ, None, top, None])

    def finish(self, names: Sequence[tuple[str, Array]]) -> None:
        """Puts the joined tree and the named places into the document."""
        root, catalogue = self._root, self.pdf.Root
        self._document["/K"] = self._parts
        self._document["/Lang"] = String(self._language)
        root["/K"] = Array([self._document])
        root["/ParentTree"] = self.pdf.make_indirect(Dictionary({"/Kids": self._parents}))
        root["/ParentTreeNextKey"] = self._keys
        if self._ids:
            leaves = sorted(self._ids, key=lambda leaf: bytes(leaf["/Limits"][0]))
            root["/IDTree"] = Dictionary({"/Kids": Array(leaves)})
        if self._roles:
            root["/RoleMap"] = Dictionary(dict(self._roles))
        if len(self._classes):
            root["/ClassMap"] = self._classes
        if len(self._namespaces):
            root["/Namespaces"] = self._namespaces
        catalogue["/StructTreeRoot"] = root
        catalogue["/MarkInfo"] = Dictionary({"/Marked": True})
        catalogue["/Lang"] = String(self._language)
        if len(self._layers):
            settings = Dictionary({"/Name": String("Samvirke")})
            catalogue["/OCProperties"] = Dictionary({"/OCGs": self._layers, "/D": settings})
        if names:
            catalogue["/Names"] = Dictionary({"/Dests": self._name_tree(names)})

    def _name_tree(self, names: Sequence[tuple[str, Array]]) -> Any:
        ordered = sorted(((name.encode(), place) for name, place in names), key=lambda one: one[0])
        leaves = Array()
        for at in range(0, len(ordered), _LEAF):
            some = ordered[at : at + _LEAF]
            flat = [value for name, place in some for value in (String(name), place)]
            limits = Array([String(some[0][0]), String(some[-1][0])])
            leaf = Dictionary({"/Limits": limits, "/Names": Array(flat)})
            leaves.append(self.pdf.make_indirect(leaf))
        return self.pdf.make_indirect(Dictionary({"/Kids": leaves}))
