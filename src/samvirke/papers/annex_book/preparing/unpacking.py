"""How much a stream unpacks to, found out without ever holding more than a bounded part of it."""

import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from samvirke.papers.annex_book.preparing.filters import filters_of, settings_of

_CHUNK = 1024 * 1024
_CLEAR, _END, _FIRST = 256, 257, 258  # the codes of LZW
_WIDEST = 12
_END_OF_RUNS = 128


def unpacked_size(stream: Stream, most: int) -> int:
    """The most bytes that ``stream`` has on its way through its filters, counted no further than
    just over ``most``.

    Of filters for pictures the packed size is counted: a picture's dots are counted otherwise.
    """
    names = filters_of(stream)
    settings = settings_of(stream, len(names))
    try:
        packed = stream.read_raw_bytes()
        largest = len(packed)
        for at, name in enumerate(names):
            size = _size_after(packed, name, settings[at], most)
            largest = max(largest, size or 0)
            if size is None or size > most or at + 1 == len(names):
                break
            packed = through(packed, [name], [settings[at]])
    except pikepdf.PdfError:
        return 0  # a stream that cannot be read shows nothing and swells nothing
    return largest


def _size_after(packed: bytes, name: str, settings: Any, most: int) -> int | None:
    """How much ``packed`` is when it comes out of the filter; nothing for one for pictures."""
    if name == "/FlateDecode":
        return _flate_size(packed, most)
    if name == "/LZWDecode":
        early = settings.get("/EarlyChange", 1) if settings is not None else 1
        return _lzw_size(packed, most, early=0 if early == 0 else 1)
    if name == "/RunLengthDecode":
        return _run_size(packed)
    if name == "/ASCII85Decode":
        return len(packed) + 3 * packed.count(b"z")  # a z is four zeros
    return len(packed) if name == "/ASCIIHexDecode" else None


def through(packed: bytes, names: list[str], settings: list[Any]) -> bytes:
    """``packed`` unpacked by the filters ``names``. Raises ``PdfError``."""
    with pikepdf.new() as scratch:
        stream = scratch.make_stream(b"")
        told = [None if one is None else Dictionary(dict(one.items())) for one in settings]
        filters = Array([Name(name) for name in names])
        stream.write(packed, filter=filters, decode_parms=Array(told))
        return stream.read_bytes()


def _flate_size(packed: bytes, most: int) -> int:
    unpacker, size, waiting = zlib.decompressobj(), 0, packed
    while waiting and size <= most and not unpacker.eof:
        try:
            size += len(unpacker.decompress(waiting, _CHUNK))
        except zlib.error:
            break
        waiting = unpacker.unconsumed_tail
    return size


def _lzw_size(packed: bytes, most: int, *, early: int) -> int:
    """The length that the codes stand for; the words themselves are not made (7.4.4)."""
    lengths: list[int] = []
    size = before = held = bits = 0
    width = 9
    for byte in packed:
        held, bits = held << 8 | byte, bits + 8
        if bits < width:
            continue
        bits -= width
        code, held = held >> bits, held & ((1 << bits) - 1)
        if code == _END or size > most:
            break
        if code == _CLEAR:
            lengths, before, width = [], 0, 9
            continue
        known = code - _FIRST < len(lengths)
        length = 1 if code < _CLEAR else lengths[code - _FIRST] if known else before + 1
        size += length
        if before and _FIRST + len(lengths) < 1 << _WIDEST:
            lengths.append(before + 1)
        before = length
        following = _FIRST + len(lengths) + early
        width = min(max(9, following.bit_length()), _WIDEST)
    return size


def _run_size(packed: bytes) -> int:
    size = at = 0
    while at < len(packed) and packed[at] != _END_OF_RUNS:
        run = packed[at]
        size += run + 1 if run < _END_OF_RUNS else 257 - run
        at += run + 2 if run < _END_OF_RUNS else 2
    return size
