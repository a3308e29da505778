"""Tags for an annex whose author set none: one paragraph or picture for each page.

A screen reader then reads the page in the order in which it was drawn. That is far from the
author's headings and tables, and the book says so, but it is more than silence.
"""

import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from samvirke.papers.annex_book.facts import Tagging
from samvirke.papers.annex_book.preparing.tags import parent_keys

_SHOWS_TEXT = re.compile(rb"""[)>\]]\s*(?:Tj|TJ|'|")(?=[\s\]/<(]|$)""")
_DRAWS = re.compile(rb"(?:^|\s)(?:Do|EI|f\*?|S|s|B\*?|b\*?|sh)(?=\s|$)")
_MARKS = {"BMC", "BDC", "EMC", "MP", "DP"}
_DEEPEST = 4
_PICTURE = {
    "da": "Side {page} af {pages} er et billede uden tekst.",
    "en": "Page {page} of {pages} is a picture without text.",
}


def tag(pdf: pikepdf.Pdf, language: str) -> tuple[Tagging, int, int]:
    """Tags every page; returns the tagging, the parent tree's keys, and the pages that are images.

    ``Tagging.IMAGE_ONLY`` if no page has text at all.
    """
    for owner, key in list(parent_keys(pdf)):
        del owner[key]
    root = pdf.make_indirect(Dictionary({"/Type": Name.StructTreeRoot}))
    elements, nums = Array(), Array()
    texts = pictures = 0
    for at, page in enumerate(pdf.pages):
        kind = _kind(page.obj)
        texts += kind == "text"
        pictures += kind == "picture"
        _unmark(pdf, page)
        if kind == "blank":
            _wrap(pdf, page.obj, b"/Artifact BMC")
            continue
        element = Dictionary(
            {
                "/Type": Name.StructElem,
                "/S": Name.P if kind == "text" else Name.Figure,
                "/P": root,
                "/Pg": page.obj,
                "/K": Array([0]),
            }
        )
        if kind == "picture":
            words = _PICTURE[language].format(page=at + 1, pages=len(pdf.pages))
            element["/Alt"] = pikepdf.String(words)
            element["/A"] = _placement(page)
        elements.append(pdf.make_indirect(element))
        nums.extend(Array([len(elements) - 1, Array([elements[-1]])]))
        page.obj["/StructParents"] = len(elements) - 1
        _wrap(pdf, page.obj, b"/%s <</MCID 0>> BDC" % str(element["/S"])[1:].encode())
    root["/K"] = elements
    root["/ParentTree"] = Dictionary({"/Nums": nums})
    pdf.Root["/StructTreeRoot"] = root
    only_images = pictures > 0 and texts == 0
    tagging = Tagging.IMAGE_ONLY if only_images else Tagging.MACHINE
    return tagging, len(elements), pictures


def _placement(page: pikepdf.Page) -> Dictionary:
    return Dictionary(
        {"/O": Name.Layout, "/Placement": Name.Block, "/BBox": Array(list(page.mediabox))}
    )


def _kind(page: Dictionary) -> str:
    content = _content(page)
    if _SHOWS_TEXT.search(content) or _drawings_show_text(page.get("/Resources"), _DEEPEST):
        return "text"
    return "picture" if _DRAWS.search(content) else "blank"


def _content(page: Dictionary) -> bytes:
    contents = page.get("/Contents")
    streams = list(contents) if isinstance(contents, Array) else [contents]
    return b"\n".join(_bytes(one) for one in streams if isinstance(one, pikepdf.Stream))


def _bytes(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""  # what cannot be unpacked shows nothing either


def _drawings_show_text(resources: Any, depth: int) -> bool:
    objects = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    if not isinstance(objects, Dictionary) or depth == 0:
        return False
    return any(
        _SHOWS_TEXT.search(_bytes(drawing)) is not None
        or _drawings_show_text(drawing.get("/Resources"), depth - 1)
        for drawing in objects.values()
        if isinstance(drawing, pikepdf.Stream) and drawing.get("/Subtype") == Name.Form
    )


def _unmark(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Removes marks left by whatever wrote the page: they would clash with ours."""
    content = _content(page.obj)
    if not any(mark in content for mark in (b"BMC", b"BDC")):
        return
    try:
        kept = [
            instruction
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) not in _MARKS
        ]
    except pikepdf.PdfError:
        return
    page.obj["/Contents"] = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def _wrap(pdf: pikepdf.Pdf, page: Dictionary, opening: bytes) -> None:
    """Puts a mark around all that the page draws, and guards the state it leaves behind."""
    contents = page.get("/Contents")
    streams = list(contents) if isinstance(contents, Array) else [contents]
    kept = [one for one in streams if isinstance(one, pikepdf.Stream)]
    before, after = pdf.make_stream(opening + b"\nq\n"), pdf.make_stream(b"\nQ\nEMC\n")
    page["/Contents"] = Array([before, *kept, after])
