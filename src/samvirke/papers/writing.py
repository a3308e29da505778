"""Writing finished files so that nobody ever meets half of one."""

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from samvirke.figures import Text
from samvirke.records.os_errors import reason_of


class CannotWrite(OSError):
    """Files that could not be written; what stood there before is untouched."""

    def __init__(self, folder: Path, error: OSError) -> None:
        reason = reason_of(error)
        self.what = Text(
            da=f"Der kan ikke skrives i {folder}: {reason.da}. Intet er ændret. Vælg en anden "
            "mappe, eller skaf plads.",
            en=f"Nothing can be written in {folder}: {reason.en}. Nothing was changed. Choose "
            "another folder, or make room.",
        )
        super().__init__(self.what.en)


def write_all(folder: Path, files: Mapping[str, bytes], *, private: str | None = None) -> None:
    """Writes ``files`` (paths relative to ``folder``), making folders if need be.

    Every file is first written in full beside its place and then put in it, so that a full disk or
    a kill leaves no half file, and a failure before the last step changes nothing. What lies under
    the folder called ``private`` is for its owner alone to read. Raises ``CannotWrite``.
    """
    staged: list[tuple[str, Path]] = []
    try:
        for name, content in files.items():
            own = private is not None and name.startswith(f"{private}/")
            if private is not None and own:
                _keep_private(folder / private)
            staged.append((_stage(folder / name, content, is_private=own), folder / name))
        for temporary, path in staged:
            os.replace(temporary, path)
    except OSError as error:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise CannotWrite(folder, error) from error


def _keep_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)  # It may have been there before.


def _stage(path: Path, content: bytes, *, is_private: bool) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not is_private:  # A temporary file is its owner's alone.
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(temporary, 0o666 & ~umask)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    return temporary
