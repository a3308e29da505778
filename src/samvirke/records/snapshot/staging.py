"""A folder is written beside its place and put in it in one step, so nobody meets half of one."""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from samvirke.figures import Text
from samvirke.records.os_errors import reason_of
from samvirke.records.snapshot.engine import lacks_room

_NO_ROOM = Text(
    da="der er ikke plads nok på disken eller i hukommelsen",
    en="there is not enough room on the disk or in memory",
)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class SnapshotNotWritten(OSError):
    """A snapshot that could not be written; what stood there before is untouched."""

    def __init__(self, folder: Path, error: OSError | duckdb.Error) -> None:
        reason = _reason(error)
        self.what = Text(
            da=f"Udtrækket kan ikke skrives i {folder}: {reason.da}. Intet er ændret. Vælg en "
            "anden mappe, eller skaf plads.",
            en=f"The snapshot cannot be written in {folder}: {reason.en}. Nothing was changed. "
            "Choose another folder, or make room.",
        )
        super().__init__(self.what.en)


def _reason(error: OSError | duckdb.Error) -> Text:
    if isinstance(error, OSError):
        return _NO_ROOM if error.errno in _FULL else reason_of(error)
    told = str(error).partition("\n")[0]
    return _NO_ROOM if lacks_room(error) else Text(told, told)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Raises ``SnapshotNotWritten`` for what goes wrong in writing."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        raise SnapshotNotWritten(folder, error) from error


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """An empty folder beside ``folder``, removed in the end unless it was moved away.

    Only one process at a time has it, others wait, and it holds nothing of a process that was
    killed.
    """
    path = folder.with_name(f".{folder.name}.part")
    with writing(folder):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = _locked(path)
    try:
        with writing(folder):
            for left_behind in path.iterdir():
                _remove(left_behind)
        yield path
    finally:
        if _is_at(path, lock):
            shutil.rmtree(path, ignore_errors=True)
        os.close(lock)


def _locked(path: Path) -> int:
    """Makes the folder if need be. While its lock is held, nobody else moves or removes it."""
    while True:
        path.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):
            lock = os.open(path, os.O_RDONLY)
            fcntl.flock(lock, fcntl.LOCK_EX)
            if _is_at(path, lock):
                return lock
            os.close(lock)


def _is_at(path: Path, lock: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(lock))
    except FileNotFoundError:
        return False


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def flush(folder: Path) -> None:
    """Sees to it that the folder and its files are on the disk and not only on their way there."""
    for path in (*folder.iterdir(), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
