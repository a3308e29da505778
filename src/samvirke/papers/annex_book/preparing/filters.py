"""How a stream is packed: its filters in order, by their full names, and their settings."""

from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

_SHORT = {
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/LZW": "/LZWDecode",
    "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
}


def filters_of(stream: Stream) -> list[str]:
    """The filters of ``stream``, outermost first."""
    listed: Any = stream.get("/Filter")
    names = list(listed) if isinstance(listed, Array) else [listed]
    return [_SHORT.get(str(name), str(name)) for name in names if isinstance(name, Name)]


def settings_of(stream: Stream, count: int) -> list[Any]:
    """What each of the ``count`` filters is set to; nothing for those that are as usual."""
    listed: Any = stream.get("/DecodeParms")
    settings = list(listed) if isinstance(listed, Array) else [listed]
    known = [one if isinstance(one, Dictionary) else None for one in settings]
    return [*known, *[None] * count][:count]
