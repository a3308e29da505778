"""Writing a finished file so that nobody ever meets half of it."""

import contextlib
import os
import tempfile
from pathlib import Path

from samvirke.figures import Text


class CannotWrite(OSError):
    """A file that could not be written; what stood there before is untouched."""

    def __init__(self, path: Path, reason: str) -> None:
        self.what = Text(
            da=f"{path} kan ikke skrives: {reason}. Det, der stod der før, er uændret. "
            "Kontrollér mappen og pladsen på disken.",
            en=f"{path} cannot be written: {reason}. What stood there before is unchanged. "
            "Check the folder and the space on the disk.",
        )
        super().__init__(self.what.en)


def write_whole(path: Path, content: bytes) -> None:
    """Writes ``content`` to ``path`` completely or not at all, making its folder if need be.

    Raises ``CannotWrite``.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, path)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise CannotWrite(path, error.strerror or type(error).__name__) from error
