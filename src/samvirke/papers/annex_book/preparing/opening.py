"""Opening an annex that may be anything: encrypted, damaged, swollen, or no PDF at all."""

import zlib
from pathlib import Path
from typing import Any

import pikepdf

from samvirke.papers.annex_book.facts import CannotShow, Note, Refused

MOST_PAGES = 2000
_MOST_STREAM = 256 * 1024 * 1024
_MOST_STREAMS = 1024 * 1024 * 1024
_CHUNK = 1024 * 1024
_MOST_PIXELS = 400_000_000
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_DEEPEST = 50
_FLATE = ("/FlateDecode", "/Fl")


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
        size = _unpacked_size(thing)
        total += size
        if pixels > _MOST_PIXELS or size > _MOST_STREAM or total > _MOST_STREAMS:
            raise CannotShow(Refused.INFLATES)


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _unpacked_size(stream: pikepdf.Stream) -> int:
    """How many bytes ``stream`` unpacks to, counted no further than just over the limit.

    Only Flate packs a thousand to one; of other filters the packed size is counted.
    """
    filters = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    try:
        raw = stream.read_raw_bytes()
    except pikepdf.PdfError:
        return 0  # a stream that cannot be read shows nothing and swells nothing
    largest = len(raw)
    packed: bytes | bytearray = raw
    for at, name in enumerate(names):
        if name not in _FLATE:
            break
        keep = at + 1 < len(names) and names[at + 1] in _FLATE
        size, packed = _inflate(packed, keep=keep)
        largest = max(largest, size)
        if largest > _MOST_STREAM:
            break
    return largest


def _inflate(packed: bytes | bytearray, *, keep: bool) -> tuple[int, bytearray]:
    unpacker, size, kept = zlib.decompressobj(), 0, bytearray()
    waiting: bytes | bytearray = packed
    while waiting and size <= _MOST_STREAM and not unpacker.eof:
        try:
            part = unpacker.decompress(waiting, _CHUNK)
        except zlib.error:
            break
        size += len(part)
        if keep:
            kept += part
        waiting = unpacker.unconsumed_tail
    return size, kept
