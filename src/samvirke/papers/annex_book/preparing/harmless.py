"""Taking out of an annex what acts by itself or carries something along unseen."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from samvirke.papers.annex_book.facts import CannotShow, Note, Refused
from samvirke.papers.annex_book.preparing.field_looks import HIDDEN, NO_VIEW
from samvirke.papers.annex_book.preparing.photographs import quiet_photographs
from samvirke.papers.annex_book.preparing.tag_words import parents_of, silence

# What the document may lose without looking different.
_DOCUMENT_EXTRAS = (
    *("/AA", "/OpenAction", "/Metadata", "/PieceInfo", "/AF", "/Collection", "/Threads"),
    *("/SpiderInfo", "/Extensions", "/Perms", "/Legal", "/DSS", "/Requirements", "/PageLabels"),
)
_MEDIA = {"/Movie", "/Sound", "/Screen", "/3D", "/RichMedia", "/FileAttachment"}
_REMARKS = {
    *("/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret"),
    *("/Ink", "/Stamp", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine"),
}
_WEB = ("http:", "https:", "mailto:", "tel:")


def make_harmless(pdf: pikepdf.Pdf) -> Counter[Note]:
    """Removes scripts, actions, attached files, media and metadata; counts what was there.

    Links to places in the annex and to the web stay. What draws the page is not touched. Raises
    ``CannotShow`` where the text under a redaction is still there.
    """
    found: Counter[Note] = Counter()
    found[Note.ACTIONS_REMOVED] += _from_document(pdf, found)
    quiet_photographs(pdf)
    annotations = _Annotations(pdf, found)
    for page in pdf.pages:
        found[Note.ACTIONS_REMOVED] += "/AA" in page.obj
        listed = page.obj.get("/Annots")
        if isinstance(listed, Array):
            page.obj["/Annots"] = Array(list(annotations.kept(listed)))
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


def _remove(holder: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


class _Annotations:
    """The annotations of an annex: which its readers see, and without what they would do."""

    def __init__(self, pdf: pikepdf.Pdf, found: Counter[Note]) -> None:
        self._found = found
        self._parents = parents_of(pdf)

    def kept(self, annotations: Array) -> Iterator[Any]:
        """Those that are seen; what the others hold is emptied out, the tags' words with it."""
        for annotation in annotations:
            if not isinstance(annotation, Dictionary):
                continue
            kind = str(annotation.get("/Subtype"))
            if kind == "/Redact":
                raise CannotShow(Refused.REDACTIONS)
            if kind in _MEDIA:
                which = Note.FILES_REMOVED if kind == "/FileAttachment" else Note.MEDIA_REMOVED
                self._found[which] += 1
                hollow(annotation)
            elif kind == "/Popup":
                hollow(annotation)  # readers make their own from what it belongs to
            elif kind != "/Widget" and _is_hidden(annotation):  # fields are drawn later
                self._found[Note.HIDDEN_REMARKS] += 1
                silence(self._parents.get(annotation.get("/StructParent")))
                hollow(annotation)
            else:
                self._found[Note.COMMENTS] += kind in _REMARKS
                self._found[Note.ACTIONS_REMOVED] += _disarm(annotation)
                yield annotation


def _is_hidden(annotation: Dictionary) -> bool:
    flags = annotation.get("/F", 0)
    return isinstance(flags, int) and bool(flags & (HIDDEN | NO_VIEW))


def hollow(annotation: Any) -> None:
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
