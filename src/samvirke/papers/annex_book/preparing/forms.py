"""Form fields become part of the page: a meeting's papers show what was filled in, and no more."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from samvirke.papers.annex_book.facts import Note
from samvirke.papers.annex_book.preparing.field_looks import (
    HIDDEN,
    NO_VIEW,
    draw_missing,
    inherited,
    look_of,
)
from samvirke.papers.annex_book.preparing.harmless import hollow
from samvirke.papers.annex_book.preparing.resources import name_resource
from samvirke.papers.annex_book.preparing.tag_words import parents_of, silence


def flatten(pdf: pikepdf.Pdf, language: str) -> dict[Note, int]:
    """Draws each field's look on its page, keeping its tag; counts fields and signatures."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        form = Dictionary()  # readers show its fields all the same
    drawn = draw_missing(pdf, form, language)
    parents = parents_of(pdf)
    fields = signatures = 0
    for page in pdf.pages:
        kept = Array()
        for annotation in page.obj.get("/Annots", ()):
            if annotation.get("/Subtype") != Name.Widget:
                kept.append(annotation)
                continue
            signed = inherited(annotation, "/FT") == Name.Sig
            signatures += signed and inherited(annotation, "/V") is not None
            fields += not signed
            _draw(pdf, page, annotation, parents)
            hollow(annotation)
        if "/Annots" in page.obj:
            page.obj["/Annots"] = kept
    if "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]
    counted = {**drawn, Note.FORM_FLATTENED: fields, Note.SIGNATURE_LOST: signatures}
    return {note: count for note, count in counted.items() if count}


def is_dynamic(pdf: pikepdf.Pdf) -> bool:
    """Whether the form is drawn by an XFA program, which PDF/UA-1 forbids (7.15)."""
    form = pdf.Root.get("/AcroForm")
    return isinstance(form, Dictionary) and "/XFA" in form


def _draw(pdf: pikepdf.Pdf, page: pikepdf.Page, annotation: Any, parents: dict[Any, Any]) -> None:
    flags = annotation.get("/F", 0)
    look = look_of(annotation)
    shown = look is not None and not flags & (HIDDEN | NO_VIEW)
    mark, closing = b"/Artifact BMC", b"EMC"
    element = parents.get(annotation.get("/StructParent"))
    if isinstance(element, Dictionary):
        number = _take_over(page, element, annotation, parents, shown=shown)
        if number is not None:
            mark = b"/Span <</MCID %d>> BDC" % number
    if look is None or not shown:
        return
    matrix = _placed(look, annotation)
    if matrix is None:
        return
    look["/Subtype"] = Name.Form
    name = name_resource(page.obj, "/XObject", look)
    drawing = b"%s\nq\n%s cm\n%s Do\nQ\n%s" % (mark, matrix, name.encode(), closing)
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q\n" + drawing)


def _take_over(
    page: pikepdf.Page,
    element: Dictionary,
    annotation: Dictionary,
    parents: dict[Any, Any],
    *,
    shown: bool,
) -> int | None:
    """Lets the field's element point at the drawing instead; the number of its mark."""
    kids = element.get("/K")
    listed = list(kids) if isinstance(kids, Array) else [kids]
    others = [kid for kid in listed if not _points_at(kid, annotation)]
    element["/S"] = Name.Span
    words = inherited(annotation, "/TU")
    if words is not None and "/Alt" not in element and shown:
        element["/E"] = words
    if not shown:
        silence(element)
    marks = parents.get(page.obj.get("/StructParents"))
    if not shown or not isinstance(marks, Array):
        element["/K"] = Array(others)
        return None
    number = len(marks)
    marks.append(element)
    element["/Pg"] = page.obj
    element["/K"] = Array([*others, number])
    return number


def _points_at(kid: Any, annotation: Dictionary) -> bool:
    target = kid.get("/Obj") if isinstance(kid, Dictionary) else None
    return isinstance(target, Dictionary) and target.objgen == annotation.objgen


def _placed(look: pikepdf.Stream, annotation: Dictionary) -> bytes | None:
    """The matrix that puts ``look`` into the field's rectangle (ISO 32000-1, 12.5.5)."""
    try:
        left, bottom, right, top = (float(one) for one in annotation["/Rect"])
        whole: Any = Array([0, 0, right - left, top - bottom])
        drawn: Any = look.get("/BBox", whole)
        box = pikepdf.Rectangle(drawn)
        matrix = pikepdf.Matrix(look["/Matrix"]) if "/Matrix" in look else pikepdf.Matrix()
    except (TypeError, ValueError, KeyError):
        return None
    around = matrix.transform(box)
    if not around.width or not around.height:
        return None
    across = abs(right - left) / float(around.width)
    upwards = abs(top - bottom) / float(around.height)
    fit = pikepdf.Matrix().scaled(across, upwards)
    shift_x = min(left, right) - float(around.llx) * across
    shift_y = min(bottom, top) - float(around.lly) * upwards
    numbers = (fit.a, 0.0, 0.0, fit.d, shift_x, shift_y)
    return " ".join(f"{number:.4f}" for number in numbers).encode()
