"""One annex from its file to a PDF that can be put into any book."""

from collections import Counter
from functools import partial
from pathlib import Path

import pikepdf
from pikepdf import Name

from samvirke.papers.annex_book.facts import Breach, Facts, Note, Tagging
from samvirke.papers.annex_book.preparing import (
    conformance,
    destinations,
    forms,
    harmless,
    machine_tags,
    pictures,
    tags,
)
from samvirke.papers.annex_book.preparing.confining import confine
from samvirke.papers.annex_book.preparing.hidden_content import remove_hidden
from samvirke.papers.annex_book.preparing.opening import open_annex
from samvirke.papers.annex_book.preparing.pruning import prune
from samvirke.papers.annex_book.sources import is_picture

# Changes whenever the same annex would be prepared otherwise, so that no older result is used.
VERSION = 6
_A4 = (595.3, 841.9)
_TOLERANCE = 6.0  # points; also lets US Letter's neighbours through that print on A4


def prepare(source: Path, target: Path, *, prefix: str, language: str, alt: str = "") -> Facts:
    """Writes the annex at ``source`` to ``target``, ready for the book, and tells about it.

    ``prefix`` is the annex's own in the book; ``language`` is what machine-made words are in;
    ``alt`` tells what it shows, where it is a picture. Raises ``CannotShow``. Equal input gives
    equal bytes.
    """
    notes: Counter[Note] = Counter()
    shows_picture = is_picture(source)
    to_pdf = partial(pictures.to_pdf, alt=alt, language=language)
    with (to_pdf if shows_picture else open_annex)(source, notes) as pdf:
        tagged = tags.is_tagged(pdf)
        found = conformance.breaches(pdf, tagged=tagged)
        notes[Note.HIDDEN_LAYERS] += remove_hidden(pdf)
        notes += harmless.make_harmless(pdf)
        notes += Counter(forms.flatten(pdf, language))
        places = destinations.Destinations(pdf)
        bookmarks = destinations.bookmarks(pdf, places)
        notes[Note.DEAD_LINKS] += destinations.make_explicit(pdf, places)
        tagging, parents = _tags(pdf, prefix, language, notes, found, tagged=tagged)
        _look_at_pages(pdf, notes)
        confine(pdf)
        pdf.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            recompress_flate=False,
            deterministic_id=True,
        )
        pages = len(pdf.pages)
    if shows_picture:
        tagging = Tagging.IMAGE_ONLY
    return Facts(pages, tagging, dict(+notes), dict(+found), parents, bookmarks)


def _tags(
    pdf: pikepdf.Pdf,
    prefix: str,
    language: str,
    notes: Counter[Note],
    found: Counter[Breach],
    *,
    tagged: bool,
) -> tuple[Tagging, int]:
    if not tagged:
        tagging, parents, pictures = machine_tags.tag(pdf, language)
        notes[Note.IMAGE_PAGES] += pictures
        return tagging, parents
    prune(pdf)
    parents, of_tags = tags.unify(pdf, prefix)
    found += of_tags
    return Tagging.AUTHOR, parents


def _look_at_pages(pdf: pikepdf.Pdf, notes: Counter[Note]) -> None:
    for page in pdf.pages:
        if page.obj.get("/Annots"):
            page.obj["/Tabs"] = Name.S
        notes[Note.ROTATED] += page.rotation % 360 != 0
        box = page.cropbox
        shape = sorted(abs(float(box[at + 2]) - float(box[at])) for at in (0, 1))
        notes[Note.OTHER_FORMAT] += any(
            abs(side - wanted) > _TOLERANCE for side, wanted in zip(shape, _A4, strict=True)
        )
