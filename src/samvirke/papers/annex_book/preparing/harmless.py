"""Taking out of an annex what acts by itself or carries something along unseen."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from samvirke.papers.annex_book.facts import Note

# What a page or the document may lose without looking different.
_PAGE_EXTRAS = ("/AA", "/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF", "/B", "/DPart")
_DOCUMENT_EXTRAS = (
    *("/AA", "/OpenAction", "/Metadata", "/PieceInfo", "/AF", "/Collection", "/Threads"),
    *("/SpiderInfo", "/Extensions", "/Perms", "/Legal", "/DSS", "/Requirements", "/PageLabels"),
)
_DRAWING_EXTRAS = ("/Metadata", "/PieceInfo", "/LastModified", "/AF")
_START_OF_IMAGE, _START_OF_SCAN = b"\xff\xd8", 0xDA
_REMARKS_IN_JPEG = {0xE1, 0xED, 0xFE}  # APP1: EXIF and XMP, APP13: IPTC, COM
_MEDIA = {"/Movie", "/Sound", "/Screen", "/3D", "/RichMedia", "/FileAttachment"}
_REMARKS = {
    *("/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret"),
    *("/Ink", "/Stamp", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine"),
}
_WEB = ("http:", "https:", "mailto:", "tel:")


def make_harmless(pdf: pikepdf.Pdf) -> Counter[Note]:
    """Removes scripts, actions, attached files, media and metadata; counts what was there.

    Links to places in the annex and to the web stay. What draws the page is not touched.
    """
    found: Counter[Note] = Counter()
    found[Note.ACTIONS_REMOVED] += _from_document(pdf, found)
    _quiet_drawings(pdf)
    for page in pdf.pages:
        if "/AA" in page.obj:
            found[Note.ACTIONS_REMOVED] += 1
        _remove(page.obj, _PAGE_EXTRAS)
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, Array):
            page.obj["/Annots"] = Array(list(_kept(annotations, found)))
    return +found


def _from_document(pdf: pikepdf.Pdf, found: Counter[Note]) -> int:
    root, actions = pdf.Root, 0
    opened = root.get("/OpenAction")
    if isinstance(opened, Dictionary) and opened.get("/S") != Name.GoTo:
        actions += 1
    actions += "/AA" in root
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        actions += "/JavaScript" in names
        if "/EmbeddedFiles" in names:
            found[Note.FILES_REMOVED] += max(1, len(pdf.attachments))
        root["/Names"] = Dictionary({"/Dests": names["/Dests"]} if "/Dests" in names else {})
    _remove(root, _DOCUMENT_EXTRAS)
    return actions


def _quiet_drawings(pdf: pikepdf.Pdf) -> None:
    """Takes out of drawings and pictures what they tell besides what they show."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Type") != Name.Metadata:
            _remove(thing, _DRAWING_EXTRAS)
            if thing.get("/Filter") == Name.DCTDecode:
                with contextlib.suppress(pikepdf.PdfError):  # what cannot be read shows nothing
                    _quiet_photograph(thing)


def _quiet_photograph(image: pikepdf.Stream) -> None:
    raw = image.read_raw_bytes()
    quiet = without_remarks(raw)
    if len(quiet) < len(raw):
        settings: Any = image.get("/DecodeParms")
        image.write(quiet, filter=Name.DCTDecode, decode_parms=settings)


def without_remarks(jpeg: bytes) -> bytes:
    """A JPEG without what it tells of place, time, camera and author (EXIF, XMP, IPTC, remarks).

    What is not a JPEG, or not a whole one, is left as it is.
    """
    kept, at = [jpeg[:2]], 2
    if kept != [_START_OF_IMAGE]:
        return jpeg
    while jpeg[at : at + 1] == b"\xff" and len(jpeg) >= at + 4:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == _START_OF_SCAN:
            return b"".join((*kept, jpeg[at:]))
        if length < 2:
            return jpeg
        if marker not in _REMARKS_IN_JPEG:
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length
    return jpeg


def _remove(holder: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _kept(annotations: Array, found: Counter[Note]) -> Iterator[Any]:
    for annotation in annotations:
        if not isinstance(annotation, Dictionary):
            continue
        kind = str(annotation.get("/Subtype"))
        if kind == "/FileAttachment":
            found[Note.FILES_REMOVED] += 1
        if kind in _MEDIA:
            found[Note.MEDIA_REMOVED] += kind != "/FileAttachment"
            hollow(annotation)
            continue
        found[Note.COMMENTS] += kind in _REMARKS
        found[Note.ACTIONS_REMOVED] += _disarm(annotation)
        yield annotation


def hollow(annotation: Dictionary) -> None:
    """Empties an annotation that no page shows any more: the tags may still hold on to it."""
    _remove(annotation, tuple(set(annotation.keys()) - {"/Type", "/Subtype", "/Rect"}))


def _disarm(annotation: Dictionary) -> int:
    """Removes what ``annotation`` does, unless it leads to a place here or on the web."""
    removed = 0
    if "/AA" in annotation:
        del annotation["/AA"]
        removed += 1
    action = annotation.get("/A")
    if action is None:
        return removed
    if not isinstance(action, Dictionary) or not _allowed(action):
        del annotation["/A"]
        return removed + 1
    if "/Next" in action:
        del action["/Next"]
        removed += 1
    return removed


def _allowed(action: Dictionary) -> bool:
    kind = action.get("/S")
    if kind == Name.URI:
        return str(action.get("/URI", "")).lower().lstrip().startswith(_WEB)
    return bool(kind == Name.GoTo)
