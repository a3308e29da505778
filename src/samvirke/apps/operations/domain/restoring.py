"""Reading a backup back: into a store that is not there yet, all of it or nothing."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max
from django.db.utils import IntegrityError

from samvirke.apps.accounts.domain import INSTALLATION, Verb, record_event
from samvirke.apps.accounts.models import Event
from samvirke.apps.database import address_of
from samvirke.apps.operations.domain.backup_file import (
    Manifest,
    Table,
    opened,
    pieces,
    read_manifest,
    row_values,
)
from samvirke.apps.operations.domain.refusals import OperationRefused
from samvirke.apps.store import connect_to, data_folder, exclusive, in_words
from samvirke.apps.unchangeable import rows_come_back
from samvirke.figures import Text
from samvirke.papers.writing import CannotWrite

_CHUNK = 1_000


@in_words()
def restore(path: Path, *, on_behalf_of: str = "", at: datetime | None = None) -> Manifest:
    """Makes the store that this process is connected to out of the backup at ``path``.

    With ``at``, the installation's log tells that it was, by whom, and from where it goes on.

    A backup of an older release is read as that release wrote it and then brought up to date. What
    is refused leaves neither rows nor snapshots behind. Raises ``OperationRefused`` for a store
    that has tables already, a backup of a newer release, or a file that is no whole backup,
    ``CannotWrite`` and ``StoreError``.
    """
    with opened(path) as archive:
        manifest = read_manifest(archive)
        note = partial(_note, manifest, on_behalf_of, at)
        if _is_there():
            raise OperationRefused(_NOT_EMPTY)
        try:
            with _snapshots(archive, manifest):
                if connection.vendor == "sqlite":
                    _into_sqlite(archive, manifest, note)
                else:
                    _fill(archive, manifest, note)
        except OSError as error:
            raise CannotWrite(data_folder(), error) from error
    return manifest


def _is_there() -> bool:
    """Whether the store that this process is connected to has been made."""
    if connection.vendor == "sqlite":
        return Path(connection.settings_dict["NAME"]).exists()
    return bool(MigrationRecorder(connection).applied_migrations())


def _into_sqlite(archive: ZipFile, manifest: Manifest, note: Callable[[], None]) -> None:
    """Fills a file beside the store's, which takes its place when it is whole."""
    target = Path(connection.settings_dict["NAME"])
    half = target.with_name(f".{target.name}.partial")
    _remove(half)
    connect_to(address_of(half))
    try:
        _fill(archive, manifest, note)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        os.replace(half, target)
    finally:
        connection.close()
        _remove(half)
        connect_to(address_of(target))


def _remove(database: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _fill(archive: ZipFile, manifest: Manifest, note: Callable[[], None]) -> None:
    """The tables as the backup's release had them, its rows, then the migrations since."""
    try:
        with connection.constraint_checks_disabled(), exclusive():
            executor = MigrationExecutor(connection)
            targets = _targets(executor, manifest)
            state = executor.migrate(targets)
            models = [state.apps.get_model(table.model) for table in manifest.tables]
            with rows_come_back():
                for table, model in zip(manifest.tables, models, strict=True):
                    _rows(archive, table, model)
                connection.check_constraints()
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                with connection.cursor() as cursor:
                    cursor.execute(statement)
            executor = MigrationExecutor(connection)
            executor.migrate(executor.loader.graph.leaf_nodes())
            note()
    except (IntegrityError, LookupError, TypeError, ValueError) as error:
        raise OperationRefused(_DOES_NOT_FIT) from error


def _note(manifest: Manifest, on_behalf_of: str, at: datetime | None) -> None:
    """Whatever happened after the backup is in no chain now: here it shows where they stood."""
    if at is None:
        return
    heads = Event.objects.values_list("organisation").annotate(Max("number")).order_by()
    stood = " ".join(f"{name}={number}" for name, number in sorted(heads))
    record_event(
        organisation=INSTALLATION,
        actor=None,
        verb=Verb.RESTORED,
        about="installation:restore",
        reason=f"made_at={manifest.made_at.isoformat()} {stood}".strip(),
        on_behalf_of=on_behalf_of,
        at=at,
    )


def _targets(executor: MigrationExecutor, manifest: Manifest) -> list[tuple[str, str]]:
    """The newest migration of each app that the backup's release had."""
    known = executor.loader.graph.nodes
    applied = [(app, name) for app, name in manifest.migrations]
    if any(node not in known for node in applied):
        raise OperationRefused(_NEWER)
    return [
        node
        for node in applied
        if not any(
            child.key in applied and child.key[0] == node[0]
            for child in executor.loader.graph.node_map[node].children
        )
    ]


def _rows(archive: ZipFile, table: Table, model: Any) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    readers = [fields[name].to_python for name in table.fields]
    count = 0
    with archive.open(f"rows/{table.model}.jsonl") as lines:
        rows = (_instance(model, table, readers, line) for line in lines)
        for chunk in _chunks(rows):
            model._base_manager.bulk_create(chunk)
            count += len(chunk)
    if count != table.rows:
        raise OperationRefused(_DOES_NOT_FIT)


def _instance(model: Any, table: Table, readers: list[Any], line: bytes) -> Any:
    values = row_values(line)
    told = {
        name: value if isinstance(value, bytes | dict | list) else read(value)
        for name, read, value in zip(table.fields, readers, values, strict=True)
    }
    return model(**told)


def _chunks(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


@contextmanager
def _snapshots(archive: ZipFile, manifest: Manifest) -> Iterator[None]:
    """Puts each snapshot's folder in place when it is whole, and takes it away where this fails.

    One that is there already stays, if it is what the backup says.
    """
    placed: list[Path] = []
    try:
        _place_snapshots(archive, manifest, placed)
        yield
    except BaseException:
        for folder in placed:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _place_snapshots(archive: ZipFile, manifest: Manifest, placed: list[Path]) -> None:
    root = data_folder() / "snapshots"
    names = [name for name in manifest.members if name.startswith("snapshots/")]
    for fingerprint in sorted({name.split("/")[1] for name in names}):
        target = root / fingerprint
        own = [name for name in names if name.split("/")[1] == fingerprint]
        if target.exists():
            _check_same(target, own, manifest)
            continue
        partial = root / f".{fingerprint}"
        shutil.rmtree(partial, ignore_errors=True)
        placed.append(partial)
        partial.mkdir(parents=True)
        for name in own:
            with archive.open(name) as file, (partial / name.split("/")[2]).open("wb") as out:
                out.writelines(pieces(file))
        partial.rename(target)
        placed[-1] = target


def _check_same(folder: Path, names: list[str], manifest: Manifest) -> None:
    """Raises ``OperationRefused`` where the folder holds other bytes than the backup."""
    for name in names:
        file = folder / name.split("/")[2]
        if not file.is_file() or _sha256_of(file) != manifest.members[name]:
            raise OperationRefused(_other_snapshot(folder))


def _sha256_of(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _other_snapshot(folder: Path) -> Text:
    return Text(
        da=f"Udtrækket {folder} er ikke det, der ligger i sikkerhedskopien. Intet er ændret. Flyt "
        "mappen, eller angiv en anden med SAMVIRKE_DATA.",
        en=f"The snapshot {folder} is not the one in the backup. Nothing was changed. Move the "
        "folder, or name another with SAMVIRKE_DATA.",
    )


_NOT_EMPTY = Text(
    da="Her er allerede et lager, og en sikkerhedskopi lægges aldrig oven i et andet. Angiv en "
    "database, der ikke findes endnu (SQLite), eller en tom (PostgreSQL).",
    en="There is a store here already, and a backup is never put on top of another. Name a "
    "database that does not exist yet (SQLite), or an empty one (PostgreSQL).",
)
_NEWER = Text(
    da="Sikkerhedskopien er taget med en nyere udgave af Samvirke. Intet er ændret. Opdatér "
    "Samvirke, og prøv igen.",
    en="The backup was made by a newer Samvirke. Nothing was changed. Update Samvirke, and try "
    "again.",
)
_DOES_NOT_FIT = Text(
    da="Sikkerhedskopiens rækker passer ikke sammen. Intet er ændret. Brug en anden kopi.",
    en="The rows of the backup do not fit together. Nothing was changed. Use another copy.",
)
