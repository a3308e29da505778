"""A bundle's or a paper's text as lines that know where they stand."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from samvirke.figures import Text
from samvirke.records.files import MEBIBYTE, OTHER_KINDS, open_bounded, read_text, refused
from samvirke.records.pdf_text import MOST_BYTES as MOST_PDF_BYTES
from samvirke.records.pdf_text import Bookmark, read_pdf_text
from samvirke.records.problems import InputError

MOST_TEXT_BYTES = 10 * MEBIBYTE
_PDF_MARK = b"%PDF-"
_MARK_WITHIN = 1024
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # text in UTF-16, which is asked for as UTF-8
_TAG = re.compile(r"</?(?:b|i|u|p|ul|ol|li|br|em|strong|sup|sub|table|tr|td|th)\b[^<>]{0,80}>")
_NOTE = re.compile(r"<sup>.{0,6}?</sup>")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_STARS = re.compile(r"\*{1,3}")
_LONGEST_LINE = 20_000
_DANISH = frozenset("æøåÆØÅ")
_PRINTED = frozenset("éÉèüÜöÖäÄ§½°«»“”„‘’–—…•·²³¹€\xa0\xad")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``number`` counts from 1 in the file, in a PDF on its page.

    ``page`` is the page of the PDF or of a text with form feeds, ``None`` where the text does not
    tell. Markup of headings and bold type is left out of ``text``; tabs between cells stay.
    """

    number: int
    page: int | None
    text: str

    @property
    def words(self) -> str:
        """The text with single spaces."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class PaperText:
    """A file's lines in reading order, with the SHA-256 of the file itself.

    ``without_text`` are pages that could not be read or hold no text. ``old_letters`` says that a
    text was not saved as UTF-8 and was read as Windows-1252, as older programs save.
    """

    file: str
    sha256: str
    lines: tuple[Line, ...]
    pages: int | None = None
    bookmarks: tuple[Bookmark, ...] = ()
    without_text: tuple[int, ...] = ()
    old_letters: bool = False


def read_paper(path: Path, progress: Progress | None = None) -> PaperText:
    """Reads a PDF or a text, whichever it is by its content.

    Raises ``InputError`` for what is neither, and for what ``read_pdf_text`` refuses.
    """
    with open_bounded(path, most_bytes=MOST_PDF_BYTES) as file:
        beginning = file.read(_MARK_WITHIN)
        digest = hashlib.sha256(beginning)
        while part := file.read(MEBIBYTE):
            digest.update(part)
    if not beginning:
        raise refused(path, _EMPTY)
    if _PDF_MARK in beginning:
        return _from_pdf(path, digest.hexdigest(), progress)
    kind = next((kind for mark, kind in OTHER_KINDS.items() if beginning.startswith(mark)), None)
    if kind is not None:
        raise refused(path, _office(kind))
    if _CONTROL_BYTES.search(beginning) and not beginning.startswith(_WIDE_MARKS):
        raise refused(path, _BINARY)
    text, old_letters = _text_of(path)
    if _CONTROLS.search(text):
        raise refused(path, _BINARY)
    return replace(paper_of_text(path.name, text, digest.hexdigest()), old_letters=old_letters)


def _text_of(path: Path) -> tuple[str, bool]:
    """A text's content, and whether it is in Windows-1252: only where its letters are Danish."""
    try:
        return read_text(path, most_bytes=MOST_TEXT_BYTES), False
    except InputError:
        with open_bounded(path, most_bytes=MOST_TEXT_BYTES) as file:
            content = file.read(MOST_TEXT_BYTES + 1)
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            text = ""
        other = {sign for sign in text if not sign.isascii()}
        if len(content) > MOST_TEXT_BYTES or not other & _DANISH or other - _DANISH - _PRINTED:
            raise
        return text, True


def paper_of_text(name: str, text: str, sha256: str = "") -> PaperText:
    """``text`` as a paper; form feeds part its pages."""
    paged = "\f" in text
    lines: list[Line] = []
    page = 1
    for number, raw in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        for at, part in enumerate(raw.split("\f")):
            page += 1 if at else 0
            lines.append(Line(number, page if paged else None, plain_line(part)))
    if not any(line.text.strip() for line in lines):
        raise refused(Path(name), _EMPTY)
    return PaperText(name, sha256, tuple(lines), pages=page if paged else None)


def plain_line(raw: str) -> str:
    r"""A line without the markup of headings, bold type and footnote marks; tabs stay.

    >>> plain_line("| Odder | 12 |")
    'Odder\t12'
    >>> plain_line("<b>Region Fyn i alt</b>\t<b>126</b>"), plain_line("## **5.2**")
    ('Region Fyn i alt\t126', '5.2')
    """
    text = raw[:_LONGEST_LINE]
    piped = text.strip()
    if piped.startswith("|") and piped.endswith("|") and len(piped) > 1:
        text = "\t".join(cell.strip() for cell in piped[1:-1].split("|"))
    if "<" in text:
        text = _TAG.sub(" ", _NOTE.sub(" ", text))
        text = "\t".join(cell.strip(" ") for cell in text.split("\t"))
    if "#" in text:
        text = _HEADING.sub("", text)
    if "*" in text:
        text = "\t".join(_without_stars(cell) for cell in text.split("\t"))
    return text.rstrip(" \n")


def _without_stars(cell: str) -> str:
    """A cell that is nothing but a star hides its number, and keeps it."""
    return cell if cell.strip() == "*" else _STARS.sub("", cell)


def _from_pdf(path: Path, sha256: str, progress: Progress | None) -> PaperText:
    pdf = read_pdf_text(path, progress)
    lines = tuple(
        Line(number, page, words)
        for page, texts in enumerate(pdf.pages, start=1)
        for number, words in enumerate(texts, start=1)
    )
    empty = _empty_pages(pdf.pages)
    return PaperText(path.name, sha256, lines, len(pdf.pages), pdf.bookmarks, empty)


def _empty_pages(pages: Iterable[tuple[str, ...]]) -> tuple[int, ...]:
    return tuple(number for number, lines in enumerate(pages, start=1) if not lines)


_EMPTY = Text(
    da="Filen er tom. Kontrollér, at den er gemt og sendt rigtigt.",
    en="The file is empty. Check that it was saved and sent properly.",
)
_BINARY = Text(
    da="Filen er hverken en PDF eller ren tekst, uanset hvad den hedder. Gem papiret som PDF, og "
    "prøv igen.",
    en="The file is neither a PDF nor plain text, whatever its name says. Save the paper as PDF "
    "and try again.",
)


def _office(kind: Text) -> Text:
    return Text(
        da=f"Det er {kind.da}. Gem det som PDF, og prøv igen.",
        en=f"This is {kind.en}. Save it as PDF and try again.",
    )
