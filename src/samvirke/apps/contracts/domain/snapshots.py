"""Snapshots beside the database: a folder each, named by its whole fingerprint."""

import os
import shutil
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

from django.db import transaction

from samvirke.apps.contracts.models import Statement
from samvirke.apps.store import data_folder, data_folder_if_any
from samvirke.papers.writing import CannotWrite
from samvirke.records.snapshot import read_manifest, verify_snapshot


def snapshot_folder(fingerprint: str) -> Path:
    """Where the snapshot with ``fingerprint`` (64 hex signs) lies, or would lie."""
    return data_folder() / "snapshots" / fingerprint


def keep_snapshot(snapshot: Path) -> Path:
    """Copies a snapshot's folder beside the database, unless it is there; returns the copy.

    It moves into place when whole. Raises ``InputError`` for a snapshot that is not what its
    manifest says, and ``CannotWrite`` where the disk refuses.
    """
    verify_snapshot(snapshot)
    kept = snapshot_folder(read_manifest(snapshot).fingerprint)
    if kept.exists():
        os.utime(kept)  # the retention job leaves it alone until a statement names it
        return kept
    partial = kept.with_name(f".{kept.name}")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(snapshot, partial)
        partial.rename(kept)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise CannotWrite(kept.parent, error) from error
    return kept


def unused_snapshots(before: date) -> int:
    """How many snapshots were kept before a day and have no statement that rests on them."""
    return len(_unused(before))


def clear_unused_snapshots(before: date) -> None:
    """Removes them, once the transaction that tells of it is through."""
    transaction.on_commit(partial(_remove, _unused(before)))


def _unused(before: date) -> list[Path]:
    root = data_folder_if_any()
    folder = None if root is None else root / "snapshots"
    if folder is None or not folder.is_dir():
        return []
    end = datetime.combine(before, time.min, UTC).timestamp()
    used = {*Statement.objects.values_list("snapshot", flat=True)}
    found = (item for item in folder.iterdir() if item.name not in used)
    return sorted(item for item in found if item.is_dir() and item.stat().st_mtime < end)


def _remove(folders: list[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
