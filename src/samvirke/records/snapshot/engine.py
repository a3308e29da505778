"""DuckDB as Samvirke uses it: offline, with bounded memory, leaving nothing behind."""

import errno
import os
from pathlib import Path

import duckdb

_MOST_MEMORY = "512MB"
_MOST_THREADS = 4
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def open_engine(spill: Path) -> duckdb.DuckDBPyConnection:
    """An empty database in memory, which puts what exceeds 512 MB in the folder ``spill``.

    What it puts there is gone when it is closed, and so is a folder that it made. No extension is
    ever fetched or loaded; Parquet is part of the engine. The configuration is locked.
    """
    return duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "allow_persistent_secrets": "false",
            "memory_limit": _MOST_MEMORY,
            "temp_directory": str(spill),
            "threads": str(min(_MOST_THREADS, os.cpu_count() or 1)),
            "lock_configuration": "true",
        },
    )


def lacks_room(error: duckdb.Error) -> bool:
    """Whether the engine gave up because disk or memory is full.

    It passes the system's own words on instead of its number.
    """
    told = str(error)
    return isinstance(error, duckdb.OutOfMemoryException) or any(
        os.strerror(number) in told for number in _FULL
    )
