"""Finding an annex's file and what it really is, before anything opens it."""

import hashlib
import os
import posixpath
import stat
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from samvirke.papers.annex_book.facts import CannotShow, Refused

MEBIBYTE = 1024 * 1024
MOST_BYTES = 200 * MEBIBYTE
_MOST_UNPACKED = 1024 * MEBIBYTE
_MOST_PARTS = 20_000
_CHUNK = MEBIBYTE
_PDF_WITHIN = 1024  # readers accept a PDF whose first line comes a little late


class FileKind(StrEnum):
    """What a file is, by its content; the value is the ending that LibreOffice wants."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    ODS = "ods"
    DOC = "doc"
    XLS = "xls"
    RTF = "rtf"
    JPEG = "jpg"
    PNG = "png"
    TIFF = "tif"


_BY_PART = {"word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX}
# What OpenDocument files say of themselves begins like this; templates and web pages say more.
_BY_MIMETYPE = {
    b"application/vnd.oasis.opendocument.text": FileKind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": FileKind.ODS,
}
PICTURES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.TIFF})
_PICTURE_STARTS = {
    b"\xff\xd8\xff": FileKind.JPEG,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
    b"II*\x00": FileKind.TIFF,
    b"MM\x00*": FileKind.TIFF,
}
_OTHER_ENDINGS = {
    FileKind.DOCX: {"docm", "dotx"},
    FileKind.XLSX: {"xlsm", "xltx"},
    FileKind.DOC: {"dot"},
    FileKind.XLS: {"xlt"},
    FileKind.JPEG: {"jpeg", "jpe", "jfif"},
    FileKind.TIFF: {"tiff"},
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that may be opened: where, what it is, how large, and its SHA-256."""

    path: Path
    kind: FileKind
    size: int
    fingerprint: str

    @property
    def is_named_otherwise(self) -> bool:
        """Whether its name says that it is something else."""
        ending = self.path.suffix.lower().removeprefix(".")
        return ending != self.kind and ending not in _OTHER_ENDINGS.get(self.kind, set())


def find_source(folder: Path, name: str) -> SourceFile:
    """The file ``name`` of ``folder``. Raises ``CannotShow`` if it is none that can be shown.

    A file outside the folder is never read, whether by ``..`` or by a link that leads out.
    """
    try:
        path = _find(folder, name)
        inside = path.resolve().is_relative_to(folder.resolve())
        status = path.stat() if inside else None
    except (OSError, ValueError, RuntimeError) as error:
        raise CannotShow(Refused.MISSING) from error
    if status is None:
        raise CannotShow(Refused.OUTSIDE)
    if not stat.S_ISREG(status.st_mode):
        raise CannotShow(Refused.NOT_A_FILE)
    if status.st_size == 0:
        raise CannotShow(Refused.EMPTY)
    if status.st_size > MOST_BYTES:
        raise CannotShow(Refused.TOO_LARGE, f"{round(status.st_size / MEBIBYTE)} MB")
    try:
        kind = _kind(path)
        with path.open("rb") as file:
            fingerprint = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CannotShow(Refused.MISSING, error.strerror or "") from error
    return SourceFile(path, kind, status.st_size, fingerprint)


def _find(folder: Path, name: str) -> Path:
    """The file, also where one of the names writes »å« as one sign and the other as two.

    Raises ``CannotShow`` where only a file with other capital letters is there.
    """
    path = folder / name
    if path.exists():
        return path
    wanted = one_form(name)
    inside = _files_of(folder)
    for other in inside:
        if one_form(other) == wanted:
            return folder / other
    for other in inside:
        if one_form(other).casefold() == wanted.casefold():
            raise CannotShow(Refused.OTHER_CASE, other)
    return path


def unnamed_files(folder: Path, names: Iterable[str]) -> list[str]:
    """The files of ``folder`` and below it that are not among ``names``; hidden ones aside."""
    named = {one_form(name) for name in names}
    return [name for name in _files_of(folder) if one_form(name) not in named]


def one_form(name: str) -> str:
    """The name of a file as it is, however the agenda writes it."""
    return unicodedata.normalize("NFC", posixpath.normpath(name))


def _files_of(folder: Path) -> list[str]:
    """The names of all files in ``folder`` and below it that are not hidden, in order."""
    found: list[str] = []
    for above, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".")]
        at = Path(above).relative_to(folder)
        found += [(at / one).as_posix() for one in files if not one.startswith(".")]
    return sorted(found)


def is_picture(path: Path) -> bool:
    """Whether the file begins as a JPEG, PNG or TIFF does."""
    with path.open("rb") as file:
        return _picture_kind(file.read(_PDF_WITHIN)) is not None


def _picture_kind(start: bytes) -> FileKind | None:
    return next((kind for mark, kind in _PICTURE_STARTS.items() if start.startswith(mark)), None)


def _kind(path: Path) -> FileKind:
    with path.open("rb") as file:
        start = file.read(_PDF_WITHIN)
    picture = _picture_kind(start)
    if picture is not None:
        return picture
    if b"%PDF-" in start:
        return FileKind.PDF
    if start.startswith(b"PK\x03\x04"):
        return _packed_kind(path)
    if start.startswith(b"{\\rtf"):
        return FileKind.RTF
    if start.startswith(b"\xd0\xcf\x11\xe0"):  # the same container for old Word and Excel
        ending = path.suffix.lower().removeprefix(".")
        for kind in (FileKind.DOC, FileKind.XLS):
            if ending == kind or ending in _OTHER_ENDINGS[kind]:
                return kind
    raise CannotShow(Refused.UNKNOWN_TYPE)


def _packed_kind(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            kind = next((kind for part, kind in _BY_PART.items() if part in names), None)
            if kind is None and "mimetype" in names:
                with packed.open("mimetype") as file:
                    told = file.read(200)
                kinds = (kind for start, kind in _BY_MIMETYPE.items() if told.startswith(start))
                kind = next(kinds, None)
            if kind is None:
                raise CannotShow(Refused.UNKNOWN_TYPE)
            _refuse_swollen(packed, parts)
    # NotImplementedError is zipfile's for a compression it does not know, RuntimeError for a part
    # that is locked with a password.
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise CannotShow(Refused.DAMAGED) from error
    return kind


def _refuse_swollen(packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpacks every part, keeping nothing: the sizes that a bomb tells of itself are lies."""
    if len(parts) > _MOST_PARTS:
        raise CannotShow(Refused.INFLATES)
    total = 0
    for part in parts:
        with packed.open(part) as file:
            while block := file.read(_CHUNK):
                total += len(block)
                if total > _MOST_UNPACKED:
                    raise CannotShow(Refused.INFLATES)
