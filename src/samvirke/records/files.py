"""Reading a file of bounded size as text, before anything else is done with it."""

import stat
from pathlib import Path

from samvirke.figures import Text
from samvirke.records.problems import InputError, Problem

MEBIBYTE = 1024 * 1024


def read_text(path: Path, *, most_bytes: int) -> str:
    """The UTF-8 text of ``path``, with or without a byte order mark.

    Raises ``InputError`` for a file that is missing, no ordinary file, larger than
    ``most_bytes`` (refused before it is read), or not UTF-8.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refused(path, Text(da="Det er ikke en fil.", en="This is not a file."))
        if status.st_size > most_bytes:
            raise _too_large(path, status.st_size, most_bytes)
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except OSError as error:
        raise refused(path, _why_unreadable(error)) from error
    if len(content) > most_bytes:
        raise _too_large(path, len(content), most_bytes)
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
            da="Filen må ikke læses af dig. Bed om adgang til den.",
            en="You may not read this file. Ask for access to it.",
        )
    reason = error.strerror or type(error).__name__
    return Text(da=f"Filen kan ikke læses: {reason}.", en=f"The file cannot be read: {reason}.")


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
