"""Snapshots beside the database: a folder each, named by its whole fingerprint."""

import shutil
from pathlib import Path

from samvirke.apps.store import data_folder
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
