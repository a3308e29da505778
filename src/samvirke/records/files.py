"""Reading a file of bounded size as text, before anything else is done with it."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from samvirke.figures import Text
from samvirke.records.os_errors import reason_of
from samvirke.records.problems import InputError, Problem

MEBIBYTE = 1024 * 1024
OTHER_KINDS = {
    b"PK\x03\x04": Text(da="et Word- eller Excel-dokument", en="a Word or Excel document"),
    b"\xd0\xcf\x11\xe0": Text(da="et ældre Office-dokument", en="an older Office document"),
    b"%PDF-": Text(da="et PDF-dokument", en="a PDF document"),
}


def read_text(path: Path, *, most_bytes: int) -> str:
    """The UTF-8 text of ``path``, with or without a byte order mark.

    Raises ``InputError`` for a file that is missing, no ordinary file, larger than
    ``most_bytes`` (refused before it is read), or not UTF-8.
    """
    with open_bounded(path, most_bytes=most_bytes) as file:
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise _too_large(path, len(content), most_bytes)
    refuse_other_kinds(path, content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = Text(
            da="Filen er ikke gemt som UTF-8, så danske bogstaver kan ikke læses sikkert.",
            en="The file is not saved as UTF-8, so its letters cannot be read safely.",
        )
        valid = Text(da="gem filen igen som UTF-8", en="save the file again as UTF-8")
        got = content[error.start : error.start + 1].hex()
        problem = Problem(path.name, line, what, got=f"byte 0x{got}", valid=valid)
        raise InputError([problem]) from error


def refuse_other_kinds(path: Path, start: bytes) -> None:
    """Raises ``InputError`` where ``start``, a file's first bytes, is that of no text file."""
    for mark, kind in OTHER_KINDS.items():
        if start.startswith(mark):
            raise refused(
                path,
                Text(
                    da=f"Det er {kind.da} og ikke en tekstfil. Skriv indholdet i en ren tekstfil.",
                    en=f"This is {kind.en} and no text file. Write its content in a plain text "
                    "file.",
                ),
            )


@contextmanager
def open_bounded(path: Path, *, most_bytes: int) -> Iterator[BinaryIO]:
    """``path`` opened for reading bytes.

    Raises ``InputError`` for a file that is missing, no ordinary file or larger than
    ``most_bytes`` (refused before it is read), and where reading it fails.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refused(path, _NO_FILE if not stat.S_ISDIR(status.st_mode) else _FOLDER)
        if status.st_size > most_bytes:
            raise _too_large(path, status.st_size, most_bytes)
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise refused(path, _why_unreadable(error)) from error


_FOLDER = Text(
    da="Det er en mappe. Angiv selve filen.", en="This is a folder. Name the file itself."
)
_NO_FILE = Text(da="Det er ikke en almindelig fil.", en="This is no ordinary file.")


def refused(path: Path, what: Text, *, line: int | None = None) -> InputError:
    """The error for a file with a single problem."""
    return InputError([Problem(path.name or str(path), line, what)])


def _why_unreadable(error: OSError) -> Text:
    if isinstance(error, FileNotFoundError):
        return Text(
            da="Filen findes ikke. Kontrollér navn og mappe.",
            en="There is no such file. Check its name and folder.",
        )
    if isinstance(error, PermissionError):
        return Text(
            da="Du har ikke adgang til at læse filen. Bed om adgang til den.",
            en="You may not read this file. Ask for access to it.",
        )
    reason = reason_of(error)
    return Text(
        da=f"Filen kan ikke læses: {reason.da}.", en=f"The file cannot be read: {reason.en}."
    )


def _too_large(path: Path, size: int, most: int) -> InputError:
    def mib(count: int) -> str:
        return f"{max(1, round(count / MEBIBYTE))} MB"

    return refused(
        path,
        Text(
            da=f"Filen fylder {mib(size)}. Den må højst fylde {mib(most)} og er ikke læst. "
            "Kontrollér, at det er den rigtige fil.",
            en=f"The file is {mib(size)}. The limit is {mib(most)}, and it was not read. "
            "Check that it is the right file.",
        ),
    )
