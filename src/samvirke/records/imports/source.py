"""What a file of rows hands on, whatever its format, and what is known of the file as a whole."""

import codecs
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from samvirke.figures import Text
from samvirke.records.files import MEBIBYTE, refused
from samvirke.records.imports.cells import CellRefused
from samvirke.records.problems import InputError, Problem

Encoding = Literal["utf-8", "cp1252"]
MOST_COLUMNS = 500
_CHUNK = MEBIBYTE


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, in bytes: on the disk, and for XLSX unpacked."""

    file: int = 200 * MEBIBYTE
    unpacked: int = 50 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell, or with the position ``WHOLE_ROW`` a row, that the file format already spoils."""

    refusal: CellRefused
    got: str | None = None


WHOLE_ROW = -1
# The row's number as a spreadsheet shows it, its cells as texts, and faults by position.
Raw = tuple[int, list[str], Mapping[int, Fault]]
NO_FAULTS: Mapping[int, Fault] = {}


@dataclass(frozen=True, slots=True)
class Overview:
    """A file read through once as bytes: fingerprint, size, and which encodings it can be in.

    ``not_utf8`` and ``not_cp1252`` are the line and the byte that rule an encoding out.
    """

    sha256: str
    size: int
    head: bytes
    not_utf8: tuple[int, int] | None
    not_cp1252: tuple[int, int] | None
    danish_utf8: bool
    ends_with_newline: bool


def look_through(file: BinaryIO) -> Overview:
    """Reads ``file`` from its start to its end and goes back to the start."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    head, last, size, lines = b"", b"", 0, 0
    not_utf8: tuple[int, int] | None = None
    not_cp1252: tuple[int, int] | None = None
    danish_utf8 = False
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        if not_utf8 is None:
            not_utf8 = _undecodable(decoder, chunk, lines)
        if not_cp1252 is None and (found := _NOT_CP1252.search(chunk)):
            not_cp1252 = (lines + chunk.count(b"\n", 0, found.start()) + 1, found[0][0])
        danish_utf8 = danish_utf8 or _DANISH_UTF8.search(last + chunk) is not None
        head, last = head or chunk[:4], chunk[-1:]
        size += len(chunk)
        lines += chunk.count(b"\n")
    if not_utf8 is None and (rest := decoder.getstate()[0]):
        not_utf8 = (lines + 1, rest[0])
    file.seek(0)
    return Overview(
        digest.hexdigest(), size, head, not_utf8, not_cp1252, danish_utf8, last in (b"\n", b"\r")
    )


_NOT_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_DANISH_UTF8 = re.compile(rb"\xc3[\xa6\xb8\xa5\x86\x98\x85]")


def _undecodable(
    decoder: codecs.IncrementalDecoder, chunk: bytes, lines: int
) -> tuple[int, int] | None:
    waiting = len(decoder.getstate()[0])
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError as error:
        before = chunk.count(b"\n", 0, max(0, error.start - waiting))
        return lines + before + 1, error.object[error.start]
    return None


_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def encoding_of(path: Path, overview: Overview, told: Encoding | None) -> Encoding:
    """The encoding of a text file: ``told``, or UTF-8 where it can be that, or else cp1252.

    Raises ``InputError`` with the line where the file cannot be in it, or mixes the two.
    """
    if overview.head.startswith(_UTF16):
        raise refused(
            path,
            Text(
                da="Filen er gemt som UTF-16 (»Unicode-tekst«). Gem den som CSV UTF-8.",
                en="The file is saved as UTF-16 ('Unicode text'). Save it as CSV UTF-8.",
            ),
        )
    if told != "cp1252":
        if overview.not_utf8 is None:
            return "utf-8"
        if told == "utf-8":
            raise _undecodable_file(path, overview.not_utf8, "UTF-8")
        if overview.danish_utf8:
            raise _undecodable_file(path, overview.not_utf8, "UTF-8", mixed=True)
    if overview.not_cp1252 is not None:
        raise _undecodable_file(path, overview.not_cp1252, "Windows-1252")
    return "cp1252"


def _undecodable_file(
    path: Path, place: tuple[int, int], name: str, *, mixed: bool = False
) -> InputError:
    line, byte = place
    what = Text(
        da=f"Filen er ikke gemt som {name}, så danske bogstaver kan ikke læses sikkert.",
        en=f"The file is not saved as {name}, so its letters cannot be read safely.",
    )
    if mixed:
        what = Text(
            da="Filen blander UTF-8 og Windows-1252, så danske bogstaver kan ikke læses sikkert. "
            "Det sker, når to filer sættes sammen.",
            en="The file mixes UTF-8 and Windows-1252, so its letters cannot be read safely. "
            "That happens where two files are joined.",
        )
    valid = Text(da="hent filen igen, eller gem den som UTF-8", en="export again, or save as UTF-8")
    return InputError([Problem(path.name, line, what, got=f"byte 0x{byte:02x}", valid=valid)])
