"""Opening an annex that may be anything: encrypted, damaged, swollen, or no PDF at all."""

from pathlib import Path
from typing import Any

import pikepdf

from samvirke.papers.annex_book.facts import CannotShow, Note, Refused
from samvirke.papers.annex_book.preparing.unpacking import unpacked_size

MOST_PAGES = 2000
_MOST_STREAM = 256 * 1024 * 1024
_MOST_STREAMS = 1024 * 1024 * 1024
_MOST_PIXELS = 400_000_000
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_DEEPEST = 50


def open_annex(path: Path, notes: dict[Note, int]) -> pikepdf.Pdf:
    """The PDF at ``path``, with notes on what was lifted or repaired. Raises ``CannotShow``."""
    try:
        pdf = pikepdf.open(path, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise CannotShow(Refused.ENCRYPTED) from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise CannotShow(Refused.DAMAGED) from error
    try:
        pages = len(pdf.pages)
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise CannotShow(Refused.DAMAGED) from error
    if pages == 0:
        raise CannotShow(Refused.NO_PAGES)
    if pages > MOST_PAGES:
        raise CannotShow(Refused.TOO_MANY_PAGES, str(pages))
    _settle_inherited(pdf)
    if pdf.is_encrypted:
        notes[Note.PROTECTION_LIFTED] = 1
    _refuse_swollen(pdf)
    if pdf.get_warnings():
        notes[Note.REPAIRED] = 1
    return pdf


def _settle_inherited(pdf: pikepdf.Pdf) -> None:
    """Gives each page what it has from the nodes above it, which it does not take along."""
    for page in pdf.pages:
        for key in _INHERITED:
            above: Any = page.obj
            for _ in range(_DEEPEST):
                if not isinstance(above, pikepdf.Dictionary) or key in above:
                    break
                above = above.get("/Parent")
            if isinstance(above, pikepdf.Dictionary) and key in above and key not in page.obj:
                page.obj[key] = above[key]


def _refuse_swollen(pdf: pikepdf.Pdf) -> None:
    """Raises ``CannotShow`` for streams that unpack to more than any reader should be given."""
    total = 0
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        pixels = _whole(thing.get("/Width")) * _whole(thing.get("/Height"))
        size = unpacked_size(thing, _MOST_STREAM)
        total += size
        if pixels > _MOST_PIXELS or size > _MOST_STREAM or total > _MOST_STREAMS:
            raise CannotShow(Refused.INFLATES)


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0
