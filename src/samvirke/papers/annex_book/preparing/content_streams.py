"""What a content stream names and says besides what it draws."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream

from samvirke.papers.annex_book.preparing.shown_keys import KINDS

_NAME = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]*)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Strings, and what a mark says where it says no more than what it belongs to, as most marks do.
_PLAIN = re.compile(
    rb"\((?:[^()\\]|\\.)*\)"
    rb"|<<(?:\s*/(?:MCID\s+\d+|(?:Type|Subtype)\s*/\w+|Lang\s*\([\w-]*\)"
    rb"|Attached\s*\[[\s/\w]*\]|BBox\s*\[[\s\d.-]*\]))*\s*>>",
    re.DOTALL,
)
_TELLS_MORE = re.compile(rb"%|<<|\b[MD]P\b")
_POINTS = {"MP", "DP"}


def streams_of(contents: Any) -> list[Stream]:
    """The streams of a page's contents."""
    listed = list(contents) if isinstance(contents, Array) else [contents]
    return [one for one in listed if isinstance(one, Stream)]


def content_of(streams: list[Stream]) -> bytes | None:
    """What ``streams`` hold together; nothing if one of them cannot be unpacked."""
    try:
        return b"\n".join(one.read_bytes() for one in streams)
    except pikepdf.PdfError:
        return None


def names_in(content: bytes) -> set[str]:
    """Every name that ``content`` may draw with, as resources have it; a few more, but no less."""
    found = {
        _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), name) if b"#" in name else name
        for name in set(_NAME.findall(content))
    }
    return {f"/{name.decode('utf-8', 'surrogateescape')}" for name in found}


def without_asides(pdf: pikepdf.Pdf, content: bytes) -> bytes | None:
    """``content`` without comments, points and what its marks say to other programs.

    Nothing where there is nothing to leave out, or nobody can read it.
    """
    if not _TELLS_MORE.search(_PLAIN.sub(b"", content)):
        return None
    try:
        kept = list(_kept(pikepdf.parse_content_stream(pdf.make_stream(content))))
        return pikepdf.unparse_content_stream(kept)
    except (pikepdf.PdfError, ValueError, TypeError):
        return None


def _kept(instructions: Any) -> Iterator[Any]:
    for instruction in instructions:
        operator = str(instruction.operator)
        if operator in _POINTS:
            continue
        if operator == "BDC" and len(instruction.operands) == 2:
            mark, told = instruction.operands
            if isinstance(told, Dictionary):
                own = Dictionary({key: told[key] for key in told.keys() & KINDS["mark"].keys()})
                yield pikepdf.ContentStreamInstruction([mark, own], instruction.operator)
                continue
        yield instruction
