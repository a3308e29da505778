"""The running stamp on every page: "2.4 Bilag 1 – side 3 af 9", as an artifact.

The letters come from a page that Typst sets once; its embedded font is shared by all stamps.
"""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array

from samvirke.papers.annex_book.preparing.resources import name_resource
from samvirke.papers.typst_pdf import to_pdf_ua

LETTERS = "0123456789.,-–/() ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅabcdefghijklmnopqrstuvwxyzæøå"
_SIZE = 8.0
_FROM_EDGE = 17.0  # points, 6 mm: above where printed running heads stand
_FROM_SIDE = 34.0
_SINGLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


class Stamp:
    """Writes stamps into the pages of one book."""

    def __init__(self, book: pikepdf.Pdf) -> None:
        template = Path(__file__).with_name("letters.typ")
        with pikepdf.open(BytesIO(to_pdf_ua(template, {"letters": LETTERS}, "da"))) as letters:
            fonts: Any = letters.pages[0].obj["/Resources"]["/Font"]
            self._font: Any = book.copy_foreign(next(iter(dict(fonts.items()).values())))
        self._book = book
        codes, widths = _codes(self._font), _widths(self._font)
        self._signs = {sign: (f"{codes[sign]:04x}", widths[codes[sign]]) for sign in LETTERS}
        self._before = book.make_stream(b"q\n")

    def put(self, page: Any, above: str, below: str) -> None:
        """Stamps ``above`` at the top right and ``below`` at the bottom right, as they are seen.

        A rotated page is stamped so that the stamp stands upright on the screen.
        """
        matrix, width, height, scale = _seen(pikepdf.Page(page))
        name = name_resource(page, "/Font", self._font)
        drawn = b"".join(
            self._text(name, text, width, level, scale)
            for text, level in ((above, height - _FROM_EDGE * scale), (below, 12.0 * scale))
        )
        written = (
            b"Q\n/Artifact <</Type /Pagination /Subtype /Header>> BDC\nq\n%s cm\n0 g\n%sQ\nEMC\n"
            % (matrix, drawn)
        )
        contents = page.get("/Contents")
        streams = list(contents) if isinstance(contents, Array) else [contents]
        page["/Contents"] = Array(
            [
                self._before,
                *(one for one in streams if one is not None),
                self._book.make_stream(written),
            ]
        )

    def _text(self, font: str, text: str, width: float, level: float, scale: float) -> bytes:
        size = _SIZE * scale
        signs = [self._signs[sign] for sign in text]
        wide = sum(one for _, one in signs) * size / 1000
        codes = "".join(code for code, _ in signs)
        start = width - _FROM_SIDE * scale - wide
        return (
            f"BT {font} {size:.2f} Tf 1 0 0 1 {start:.2f} {level:.2f} Tm <{codes}> Tj ET\n"
        ).encode()


def _seen(page: pikepdf.Page) -> tuple[bytes, float, float, float]:
    """The matrix from the page as seen to its own space, its width and height, and the scale."""
    left, bottom, right, top = (float(one) for one in page.cropbox)
    left, right = sorted((left, right))
    bottom, top = sorted((bottom, top))
    scale = 1 / float(page.obj.get("/UserUnit", 1))
    wide, high = right - left, top - bottom
    match page.rotation % 360:
        case 90:
            return _matrix(0, 1, -1, 0, right, bottom), high, wide, scale
        case 180:
            return _matrix(-1, 0, 0, -1, right, top), wide, high, scale
        case 270:
            return _matrix(0, -1, 1, 0, left, top), high, wide, scale
    return _matrix(1, 0, 0, 1, left, bottom), wide, high, scale


def _matrix(a: int, b: int, c: int, d: int, x: float, y: float) -> bytes:
    return f"{a} {b} {c} {d} {x:.3f} {y:.3f}".encode()


def _codes(font: Any) -> dict[str, int]:
    """Which code shows which letter, by the font's own ToUnicode table."""
    codes: dict[str, int] = {}
    for kind, block in _BLOCK.findall(font["/ToUnicode"].read_bytes()):
        if kind == b"char":
            for code, sign in _SINGLE.findall(block):
                codes.setdefault(bytes.fromhex(sign.decode()).decode("utf-16-be"), int(code, 16))
        else:
            for first, last, sign in _RANGE.findall(block):
                start = ord(bytes.fromhex(sign.decode()).decode("utf-16-be"))
                for at in range(int(last, 16) - int(first, 16) + 1):
                    codes.setdefault(chr(start + at), int(first, 16) + at)
    return codes


def _widths(font: Any) -> dict[int, float]:
    """How wide each code is, in thousandths of the size (ISO 32000-1, 9.7.4.3)."""
    widths: dict[int, float] = {}
    listed = list(font["/DescendantFonts"][0].get("/W", ()))
    while listed:
        first, second = int(listed.pop(0)), listed.pop(0)
        if isinstance(second, Array):
            widths |= {first + at: float(width) for at, width in enumerate(second)}
        else:
            width = float(listed.pop(0))
            widths |= dict.fromkeys(range(first, int(second) + 1), width)
    return widths
