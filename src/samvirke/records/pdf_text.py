"""The text of a PDF, page by page: the one place that reads text out of PDFs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samvirke.figures import Text
from samvirke.records.bounded import BoundedProcess
from samvirke.records.files import MEBIBYTE, open_bounded, refused

MOST_BYTES = 300 * MEBIBYTE
MOST_PAGES = 5000
MOST_SIGNS = 30_000_000
_MOST_MEMORY = 1536 * MEBIBYTE
_MOST_SECONDS = 300
_WORKER = Path(__file__).with_name("pdf_worker.py")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark of a PDF: its depth from 0, its title and the page from 1 where it has one."""

    level: int
    title: str
    page: int | None


@dataclass(frozen=True, slots=True)
class PdfText:
    """The lines of each page; cells that stand apart on a line have a tab between them.

    A page that could not be read or holds no text has no lines.
    """

    pages: tuple[tuple[str, ...], ...]
    bookmarks: tuple[Bookmark, ...]


def read_pdf_text(path: Path, progress: Progress | None = None) -> PdfText:
    """Reads ``path`` in a process of its own; ``progress`` is told pages read and pages in all.

    Raises ``InputError`` for a PDF that is damaged, encrypted, empty of text, too long, too large
    or that needs more memory or time than a paper does.
    """
    with open_bounded(path, most_bytes=MOST_BYTES):
        pass
    with BoundedProcess(
        _WORKER,
        str(path.absolute()),
        str(MOST_PAGES),
        most_memory=_MOST_MEMORY,
        most_computing=_MOST_SECONDS,
    ) as worker:
        return _collect(path, worker.answers(), progress)


def _collect(path: Path, answers: Iterator[Any], progress: Progress | None) -> PdfText:
    head = next(answers, None)
    if head is None:
        raise refused(path, _DIED)
    if "error" in head:
        raise refused(path, _too_many(head["pages"]) if "pages" in head else _ERRORS[head["error"]])
    pages: list[tuple[str, ...]] = []
    signs = unreadable = 0
    for lines in answers:
        unreadable += lines is None
        pages.append(tuple(lines or ()))
        signs += sum(len(line) for line in pages[-1])
        if signs > MOST_SIGNS:
            raise refused(path, _TOO_MUCH_TEXT)
        if progress is not None:
            progress(len(pages), head["pages"])
    if len(pages) < head["pages"]:
        raise refused(path, _died_at(len(pages) + 1))
    if not signs:
        raise refused(path, _ERRORS["damaged"] if unreadable == len(pages) else _NO_TEXT)
    bookmarks = tuple(Bookmark(*entry) for entry in head["bookmarks"])
    return PdfText(tuple(pages), bookmarks)


_ERRORS = {
    "encrypted": Text(
        da="PDF-filen er låst med en adgangskode og kan ikke læses. Bed afsenderen om en ulåst "
        "udgave.",
        en="The PDF is locked with a password and cannot be read. Ask its sender for an unlocked "
        "one.",
    ),
    "damaged": Text(
        da="Filen er beskadiget eller ikke en rigtig PDF og kan ikke læses. Hent eller gem den "
        "igen.",
        en="The file is damaged or no real PDF and cannot be read. Fetch or save it again.",
    ),
}
_DIED = Text(
    da="PDF-filen kan ikke læses: den er beskadiget, eller den kræver mere hukommelse og tid, end "
    "et mødebilag gør. Gem den igen fra det program, den er lavet i.",
    en="The PDF cannot be read: it is damaged, or it needs more memory and time than a meeting "
    "paper does. Save it again from the program that it was made in.",
)
_NO_TEXT = Text(
    da="Der er ingen tekst i PDF-filen, kun billeder (fx en scanning). Kør tekstgenkendelse på "
    "den, eller brug det dokument, som den er lavet af.",
    en="There is no text in the PDF, only images (such as a scan). Run text recognition on it, or "
    "use the document that it was made from.",
)
_TOO_MUCH_TEXT = Text(
    da=f"Der er mere end {MOST_SIGNS // 1_000_000} mio. tegn i PDF-filen. Det er ikke en samling "
    "mødebilag; den er ikke læst færdig.",
    en=f"There are more than {MOST_SIGNS // 1_000_000} million signs in the PDF. This is no bundle "
    "of meeting papers; it was not read to its end.",
)


def _too_many(pages: int) -> Text:
    return Text(
        da=f"PDF-filen har {pages} sider; der læses højst {MOST_PAGES}. Del den i flere filer.",
        en=f"The PDF has {pages} pages; at most {MOST_PAGES} are read. Split it into several.",
    )


def _died_at(page: int) -> Text:
    return Text(
        da=f"Side {page} kan ikke læses: den er beskadiget, eller den kræver mere hukommelse og "
        "tid, end et mødebilag gør. Gem filen igen uden den side.",
        en=f"Page {page} cannot be read: it is damaged, or it needs more memory and time than a "
        "meeting paper does. Save the file again without that page.",
    )
