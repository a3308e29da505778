"""Snapshots: frozen, fingerprinted extracts of the record, one Parquet file per table.

A snapshot is a folder with a file per table of ``FROZEN_TABLES`` and ``manifest.json``. Its
fingerprint is that of its rows, whatever order they came in and whatever wrote the Parquet files.
"""

from samvirke.records.snapshot.canonical import parquet_path, parquet_scan
from samvirke.records.snapshot.cells import Cell
from samvirke.records.snapshot.engine import open_engine
from samvirke.records.snapshot.manifest import FrozenTable, Manifest, Origin, read_manifest
from samvirke.records.snapshot.staging import SnapshotNotWritten
from samvirke.records.snapshot.verification import verify_snapshot
from samvirke.records.snapshot.writing import write_snapshot

__all__ = [
    "Cell",
    "FrozenTable",
    "Manifest",
    "Origin",
    "SnapshotNotWritten",
    "open_engine",
    "parquet_path",
    "parquet_scan",
    "read_manifest",
    "verify_snapshot",
    "write_snapshot",
]
