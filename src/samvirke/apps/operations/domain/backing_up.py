"""Writing a backup: every row as it stands at one moment, and the snapshots beside them."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from samvirke import __version__
from samvirke.apps.accounts.domain import (
    INSTALLATION,
    Verb,
    record_event,
    take_in_accesses,
)
from samvirke.apps.operations.domain.backup_file import (
    MANIFEST,
    SCHEMA,
    VERSION,
    Manifest,
    Table,
    is_backup,
    pieces,
    row_line,
)
from samvirke.apps.operations.domain.refusals import OperationRefused
from samvirke.apps.store import data_folder, in_words, one_moment, patiently
from samvirke.figures import Text
from samvirke.papers.writing import CannotWrite

_CHUNK = 2_000
# Who is logged in is nobody's business after a restore.
_LEFT_OUT = frozenset({"sessions.session", "usersessions.usersession"})


@dataclass(frozen=True, slots=True)
class Backup:
    """What was written: rows, snapshot files, and the file's size in bytes."""

    rows: int
    files: int
    size: int


@in_words()
def back_up(path: Path, *, on_behalf_of: str, at: datetime) -> Backup:
    """Writes the store and its snapshots to the file ``path``, in place of an earlier backup.

    The file appears when it is whole; imports may run meanwhile. The installation's log tells of
    it. Raises ``CannotWrite``, ``StoreError``, and ``OperationRefused`` where the folder is not
    there or the file is anything but a backup.
    """
    _check_place(path)
    with patiently():
        take_in_accesses()
    try:
        made = _write(path, at)
    except OSError as error:
        raise CannotWrite(path.parent, error) from error
    with patiently(), transaction.atomic():
        record_event(
            organisation=INSTALLATION,
            actor=None,
            verb=Verb.BACKED_UP,
            about="installation:backup",
            reason=f"rows={made.rows} files={made.files} size={made.size}",
            on_behalf_of=on_behalf_of,
            at=at,
        )
    return made


def _check_place(path: Path) -> None:
    if not path.parent.is_dir():
        raise OperationRefused(_no_folder(path.parent))
    if os.path.lexists(path) and not is_backup(path):
        raise OperationRefused(_other_file(path))


def _write(path: Path, at: datetime) -> Backup:
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w+b") as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                rows, files = _fill(archive, at)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return Backup(rows, files, size)


def _fill(archive: ZipFile, at: datetime) -> tuple[int, int]:
    members: dict[str, str] = {}
    with one_moment():
        applied = tuple(sorted(MigrationRecorder(connection).applied_migrations()))
        tables = tuple(_table(archive, model, members) for model in _models())
    # Rows name snapshots, and a snapshot is there before its row: so they come last.
    for name, file in _snapshot_files():
        _member(archive, name, _read(file), members)
    manifest = Manifest(
        schema_=SCHEMA,
        version=VERSION,
        release=__version__,
        made_at=at,
        migrations=applied,
        tables=tables,
        members=members,
    )
    archive.writestr(MANIFEST, manifest.model_dump_json(indent=2))
    return sum(table.rows for table in tables), len(members) - len(tables)


def _models() -> list[Any]:
    managed = (model for model in apps.get_models() if model._meta.managed)
    return [model for model in managed if model._meta.label_lower not in _LEFT_OUT]


def _table(archive: ZipFile, model: Any, members: dict[str, str]) -> Table:
    fields = tuple(field.attname for field in model._meta.concrete_fields)
    rows = model._base_manager.order_by("pk").values_list(*fields).iterator(chunk_size=_CHUNK)
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        for row in rows:
            count += 1
            yield row_line(row)

    _member(archive, f"rows/{model._meta.label_lower}.jsonl", lines(), members)
    return Table(model=model._meta.label_lower, fields=fields, rows=count)


def _snapshot_files() -> Iterator[tuple[str, Path]]:
    folder = data_folder() / "snapshots"
    for snapshot in sorted(folder.glob("[0-9a-f]*")) if folder.is_dir() else ():
        for file in sorted(snapshot.iterdir()):
            yield f"snapshots/{snapshot.name}/{file.name}", file


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from pieces(file)


def _member(archive: ZipFile, name: str, content: Iterator[bytes], members: dict[str, str]) -> None:
    digest = hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as file:
        for piece in content:
            file.write(piece)
            digest.update(piece)
    members[name] = digest.hexdigest()


def _no_folder(folder: Path) -> Text:
    return Text(
        da=f"Der er ingen mappe {folder}. Intet er skrevet. Kontrollér navnet, eller opret mappen "
        "først.",
        en=f"There is no folder {folder}. Nothing was written. Check the name, or make the folder "
        "first.",
    )


def _other_file(path: Path) -> Text:
    return Text(
        da=f"{path} findes i forvejen og er ikke en sikkerhedskopi fra Samvirke. Den er ikke rørt. "
        "Vælg et andet navn, eller flyt filen.",
        en=f"{path} is there already and is no backup of Samvirke. It was not touched. Choose "
        "another name, or move the file.",
    )
