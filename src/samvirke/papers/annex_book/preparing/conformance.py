"""What an annex breaks of PDF/UA-1, as far as it can be seen without a validator.

An annex passes if it says of itself that it does (5) and nothing here contradicts it. Whether its
own word holds in every clause is a validator's to say; these are the slips that are met most.
"""

import re
from collections import Counter
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from samvirke.papers.annex_book.facts import Breach
from samvirke.papers.annex_book.preparing.forms import is_dynamic
from samvirke.papers.annex_book.preparing.marks import unmarked_pages
from samvirke.papers.annex_book.preparing.resources import drawings

_IDENTIFIED = re.compile(rb"""pdfuaid:part(?:\s*=\s*["']|(?:\s[^<>]*)?>)\s*1\b""")
_TITLED = re.compile(rb"<dc:title[\s>].*?<rdf:li[^>]*>\s*[^<\s]", re.DOTALL)
_HIDDEN = 2
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def breaches(pdf: pikepdf.Pdf, *, tagged: bool) -> Counter[Breach]:
    """Every breach that is seen, with how many places show it. The annex is not changed."""
    root: Any = pdf.Root
    found = Counter[Breach]()
    metadata = _metadata(root)
    marked: Any = root.get("/MarkInfo")
    found[Breach.NOT_IDENTIFIED] += not _IDENTIFIED.search(metadata)
    found[Breach.NO_TITLE] += not (_TITLED.search(metadata) and _shows_title(root))
    found[Breach.NO_LANGUAGE] += not str(root.get("/Lang", "")).strip()
    truly = isinstance(marked, Dictionary) and bool(marked.get("/Marked"))
    found[Breach.NOT_TAGGED] += not (tagged and truly)
    if tagged:
        found[Breach.CONTENT_NOT_MARKED] += unmarked_pages(pdf)
    found[Breach.DYNAMIC_FORM] += is_dynamic(pdf)
    for page in pdf.pages:
        _look_at_annotations(page.obj, found)
    found[Breach.FONT_NOT_EMBEDDED] += sum(_lacks_file(font) for font in _fonts(pdf))
    return +found


def _metadata(root: Any) -> bytes:
    stream = root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return b""
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""


def _shows_title(root: Any) -> bool:
    viewer: Any = root.get("/ViewerPreferences")
    return isinstance(viewer, Dictionary) and bool(viewer.get("/DisplayDocTitle"))


def _look_at_annotations(page: Dictionary, found: Counter[Breach]) -> None:
    annotations = [one for one in page.get("/Annots", ()) if isinstance(one, Dictionary)]
    if annotations and page.get("/Tabs") != Name.S:
        found[Breach.NO_TAB_ORDER] += 1
    for one in annotations:
        flags = one.get("/F", 0)
        hidden = isinstance(flags, int) and bool(flags & _HIDDEN)
        if hidden or one.get("/Subtype") == Name.Popup:
            continue
        found[Breach.ANNOTATION_NOT_TAGGED] += "/StructParent" not in one
        if one.get("/Subtype") == Name.Link:
            found[Breach.LINK_WITHOUT_TEXT] += not str(one.get("/Contents", "")).strip()


def _fonts(pdf: pikepdf.Pdf) -> list[Any]:
    """Every font that a page or a drawing on it may use, once."""
    fonts: dict[tuple[int, int], Any] = {}
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        resources: Any = page.obj.get("/Resources")
        held = [resources, *(one.get("/Resources") for one in drawings(resources, seen))]
        for one in held:
            named: Any = one.get("/Font") if isinstance(one, Dictionary) else None
            if isinstance(named, Dictionary):
                for font in named.values():
                    key = font.objgen if font.is_indirect else (0, len(fonts))
                    fonts[key] = font
    return [font for font in fonts.values() if isinstance(font, Dictionary)]


def _lacks_file(font: Any) -> bool:
    """Whether ``font`` is not in the file (7.21.4.1)."""
    if font.get("/Subtype") == Name.Type3:
        return False  # it is drawn in the file
    if font.get("/Subtype") == Name.Type0:
        below = font.get("/DescendantFonts")
        font = below[0] if isinstance(below, pikepdf.Array) and len(below) else Dictionary()
    described = font.get("/FontDescriptor")
    return not (isinstance(described, Dictionary) and any(key in described for key in _FONT_FILES))
