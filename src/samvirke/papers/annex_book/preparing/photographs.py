"""Photographs in an annex, without what they tell besides the picture: place, time, camera."""

import contextlib
from typing import Any

import pikepdf
from pikepdf import Name

from samvirke.papers.annex_book.preparing.filters import filters_of, settings_of
from samvirke.papers.annex_book.preparing.unpacking import through

_START, _END = b"\xff\xd8", b"\xff\xd9"
_START_OF_SCAN = 0xDA
# APP1: EXIF and XMP, APP2: profiles, further pictures and what they tell, APP13: IPTC, COM.
_REMARKS = {0xE1, 0xED, 0xFE}
_FURTHER_PICTURES = 0xE2, b"MPF\x00"
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers that nothing follows: restarts
_FILL, _NO_MARKER = 0xFF, 0x00


def quiet_photographs(pdf: pikepdf.Pdf) -> None:
    """Takes out of every JPEG in ``pdf`` what is not the picture, however it is packed."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            names = filters_of(thing)
            if names and names[-1] == "/DCTDecode":
                with contextlib.suppress(pikepdf.PdfError):  # what cannot be read shows nothing
                    _quiet(thing, names)


def _quiet(image: pikepdf.Stream, names: list[str]) -> None:
    raw = image.read_raw_bytes()
    settings = settings_of(image, len(names))
    if len(names) > 1:
        raw = through(raw, names[:-1], settings[:-1])
    quiet = without_remarks(raw)
    if len(quiet) < len(raw):
        own: Any = settings[-1]
        image.write(quiet, filter=Name.DCTDecode, decode_parms=own)


def without_remarks(jpeg: bytes) -> bytes:
    """A JPEG without what it tells of place, time, camera and author (EXIF, XMP, IPTC, remarks),
    and without what follows its end, such as a second picture.

    What is not a JPEG, or not a whole one, is left as it is.
    """
    kept, at = [jpeg[:2]], 2
    if kept != [_START]:
        return jpeg
    while jpeg[at : at + 1] == b"\xff" and len(jpeg) >= at + 4:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == _FILL:
            at += 1
            continue
        if length < 2:
            return jpeg
        end = at + 2 + length
        if marker == _START_OF_SCAN:
            end = _end_of_scan(jpeg, end)
        if not _tells(marker, jpeg[at + 4 : at + 8]):
            kept.append(jpeg[at:end])
        at = end
        if jpeg[at : at + 2] == _END:
            return b"".join((*kept, _END))
    return b"".join(kept) if _has_scan(kept) else jpeg


def _tells(marker: int, start: bytes) -> bool:
    return marker in _REMARKS or (marker, start) == _FURTHER_PICTURES


def _has_scan(parts: list[bytes]) -> bool:
    return any(part[1:2] == bytes([_START_OF_SCAN]) for part in parts)


def _end_of_scan(jpeg: bytes, at: int) -> int:
    """Where the packed dots from ``at`` end: at the next marker that is not a restart."""
    while True:
        at = jpeg.find(b"\xff", at)
        if at < 0 or at + 1 >= len(jpeg):
            return len(jpeg)
        if jpeg[at + 1] not in {_NO_MARKER, _FILL, *_ALONE}:
            return at
        at += 1 if jpeg[at + 1] == _FILL else 2
