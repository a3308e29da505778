"""One build, several editions: each a PDF that holds what its readers may see, and no more."""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Name, String

from samvirke.figures import Language
from samvirke.papers.annex_book import bookmarks, metadata
from samvirke.papers.annex_book.agenda import Agenda
from samvirke.papers.annex_book.bookmarks import Entry
from samvirke.papers.annex_book.editions import Edition, item_title, shows
from samvirke.papers.annex_book.facts import Facts
from samvirke.papers.annex_book.front import (
    ADDRESS,
    NAME,
    REGISTER,
    REGISTER_NAME,
    book_title,
    front,
    register,
)
from samvirke.papers.annex_book.merging import Book, Part
from samvirke.papers.annex_book.preparing.prepare import prepare
from samvirke.papers.annex_book.ready import ReadyAnnex, foot_of
from samvirke.papers.annex_book.stamps import Stamp

_FRONT = "front-"


@dataclass(frozen=True, slots=True)
class BuiltEdition:
    """A finished edition: its bytes, its pages, and whether it says that it is PDF/UA-1.

    ``starts`` maps the prefix of each annex that it holds to its first page, from 0.
    """

    edition: Edition
    content: bytes
    pages: int
    claims_pdf_ua: bool
    starts: dict[str, int]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the file."""
        return hashlib.sha256(self.content).hexdigest()


def build_edition(
    agenda: Agenda, annexes: Sequence[ReadyAnnex], edition: Edition, language: Language
) -> BuiltEdition:
    """``edition`` of the book. A closed annex is not even opened for the public one.

    It claims PDF/UA-1 only if nothing that it holds is known to break it. Equal input gives
    equal bytes.
    """
    held = [one for one in annexes if shows(edition, one.item, one.annex)]
    with tempfile.TemporaryDirectory(prefix="samvirke-") as folder:
        return _Build(agenda, held, edition, language, Path(folder)).build()


@dataclass
class _Build:
    agenda: Agenda
    held: Sequence[ReadyAnnex]
    edition: Edition
    language: Language
    folder: Path

    def build(self) -> BuiltEdition:
        language = self.language
        book = Book(language)
        front_pages, starts = self._front()
        book.add(front_pages)
        stamp = Stamp(book.pdf) if self.held else None
        names = []
        for one in self.held:
            pages = book.add(Part(one.file, one.facts, one.prefix, one.heading(language)))
            for at, page in enumerate(pages, start=1):
                assert stamp is not None  # noqa: S101  made because there are annexes
                stamp.put(book.pages[page], one.stamp(at, language), self._below(page))
                names.append((one.place_name(at), book.place(page)))
        if self.edition is Edition.ARCHIVE:
            content = register(self.agenda, self.held, language)
            book.add(self._part(content, REGISTER))
        self._lead_links(book, front_pages.facts.pages, starts)
        book.finish(names)
        bookmarks.write(book, self._entries(front_pages.facts, starts))
        claims = not any(one.facts.breaches for one in self.held)
        title = book_title(self.agenda, language)
        metadata.write(book, title=title, language=language, claims_pdf_ua=claims)
        return BuiltEdition(self.edition, self._save(book), len(book.pages), claims, starts)

    def _below(self, page: int) -> str:
        return foot_of(page + 1, self.language, demo=self.agenda.meeting.demo)

    def _save(self, book: Book) -> bytes:
        path = self.folder / "book.pdf"
        book.pdf.save(
            path,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
        return path.read_bytes()

    def _part(self, content: bytes, name: str) -> Part:
        made, target = self.folder / f"{name}.made.pdf", self.folder / f"{name}.pdf"
        made.write_bytes(content)
        prefix = f"{name.rstrip('-')}-"
        facts = prepare(made, target, prefix=prefix, language=self.language)
        title = book_title(self.agenda, self.language)
        return Part(target, facts, prefix, title)

    def _front(self) -> tuple[Part, dict[str, int]]:
        """The front with the right page numbers, and where everything starts, from 0."""
        first = front(self.agenda, self.edition, self.language, starts=None)
        part = self._part(first, _FRONT)
        while True:
            starts = self._starts(part.facts)
            again = front(self.agenda, self.edition, self.language, starts=starts)
            numbered = self._part(again, _FRONT)
            if numbered.facts.pages == part.facts.pages:
                return numbered, starts
            part = numbered  # the numbers' width moved a line: more pages, never fewer

    def _starts(self, front_facts: Facts) -> dict[str, int]:
        starts, page = {}, front_facts.pages
        for one in self.held:
            starts[one.prefix] = page
            page += one.facts.pages
        return {**starts, REGISTER: page} if self.edition is Edition.ARCHIVE else starts

    def _lead_links(self, book: Book, front_pages: int, starts: dict[str, int]) -> None:
        """Turns the front's stand-in addresses into places in the book."""
        titles = {one.prefix: one for one in self.held}
        for page in book.pages[:front_pages]:
            for annotation in page.get("/Annots", ()):
                address = _address(annotation)
                if not address.startswith(ADDRESS):
                    continue
                key = address.removeprefix(ADDRESS)
                del annotation["/A"]
                annotation["/Dest"] = book.place(starts[key])
                one = titles.get(key)
                words = NAME.in_language(self.language)
                if one is not None:
                    words = one.heading(self.language)
                annotation["/Contents"] = String(words)

    def _entries(self, front_facts: Facts, starts: dict[str, int]) -> list[Entry]:
        """The book, its agenda and contents, each item with its annexes, and the register."""
        language = self.language
        headings = [one for top in front_facts.bookmarks for one in top.below]
        of_items = [below for one in headings for below in one.below]
        entries = [Entry(NAME.in_language(language), 0)]
        entries += [Entry(one.title, one.page, one.top) for one in headings]
        for item, at in zip(self.agenda.in_order(), of_items, strict=True):
            title = f"{item.number} {item_title(self.edition, item).in_language(language)}"
            below = tuple(self._annex_entry(one, starts) for one in self.held if one.item is item)
            if below:
                entries.append(Entry(title, below[0].page, None, below))
            else:
                entries.append(Entry(title, at.page, at.top))
        if REGISTER in starts:
            entries.append(Entry(REGISTER_NAME.in_language(language), starts[REGISTER]))
        return entries

    def _annex_entry(self, one: ReadyAnnex, starts: dict[str, int]) -> Entry:
        start = starts[one.prefix]
        title = one.heading(self.language)
        own = one.facts.bookmarks if one.refused is None else ()  # a replacement has the title only
        below = bookmarks.of_annex(own, start, one.facts.pages)
        return Entry(title, start, None, below)


def _address(annotation: Any) -> str:
    action = annotation.get("/A")
    if action is None or action.get("/S") != Name.URI:
        return ""
    return bytes(action.get("/URI", String(""))).decode("utf-8", "replace")
