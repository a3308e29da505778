"""Files that wait between preview and commit, in a folder beside the database.

Each lies in a folder named by the fingerprint of its content and of what it was told to be. It
goes when it is committed or discarded, and at the latest when it has waited ``KEPT_DAYS``. For as
long after its commit, a note beside it names the import, for whoever sends the form once more.
"""

import hashlib
import json
import math
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from samvirke.agreements import load_agreements
from samvirke.apps.imports.domain.files import ImportFile, import_file
from samvirke.apps.imports.models import Import
from samvirke.apps.store import data_folder
from samvirke.records import InputError
from samvirke.records.files import MEBIBYTE
from samvirke.records.imports import ImportKind, Known, Reading, read_mapping
from samvirke.schemes.record_files import known_places
from samvirke.territory import load_territory

KEPT_DAYS = 7
MOST_UPLOADED = 25 * MEBIBYTE
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_ORDER, _MAPPING, _FILE = "bestilling.json", "oversaettelse.yaml", "fil"
_NOTE = ".import"
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A waiting file of a hub (its id): what it was told to be, who brought it and when.

    ``by`` is the user's number; ``mapping`` the file that translates foreign headings.
    """

    fingerprint: str
    hub: str
    kind: ImportKind
    name: str
    full_year: int | None
    by: int
    at: datetime
    file: Path
    mapping: Path | None

    def reading(self) -> Reading:
        """The file's rows. Raises ``InputError`` for a bad mapping."""
        mapping = None if self.mapping is None else read_mapping(self.mapping, self.kind)
        return Reading(self.file, self.kind, known=_known(), mapping=mapping, hub=self.hub)

    def import_file(self, reading: Reading) -> ImportFile:
        """The file as it is taken in, under its own name. Raises ``InputError``."""
        taken = import_file(reading, hub=self.hub, full_year=self.full_year)
        return replace(taken, name=self.name)


def keep_upload(
    content: Iterable[bytes],
    *,
    name: str,
    kind: ImportKind,
    hub: str,
    full_year: int | None,
    mapping: bytes | None,
    mapping_name: str = _MAPPING,
    by: int,
    at: datetime,
) -> Upload:
    """Keeps a file until it is committed or discarded; those that waited too long go.

    Raises ``InputError`` for a mapping that cannot be used, which it calls ``mapping_name``, and
    then keeps nothing.
    """
    forget_uploads(before=at - timedelta(days=KEPT_DAYS))
    folder = _folder()
    part = folder / f".{uuid.uuid4().hex}"
    try:
        file = _written(part, name, content)
        if mapping is not None:
            (part / _MAPPING).write_bytes(mapping)
            _check_mapping(part / _MAPPING, kind, name=mapping_name)
        order = {
            "hub": hub,
            "kind": kind.value,
            "name": name,
            "full_year": full_year,
            "by": by,
            "at": at.isoformat(),
        }
        (part / _ORDER).write_text(json.dumps(order, ensure_ascii=False), "utf-8")
        fingerprint = _fingerprint(order, file, mapping)
        kept = folder / fingerprint
        _remove(kept)
        part.rename(kept)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return _upload(kept, order, kept / _FILE / file.name)


def _check_mapping(path: Path, kind: ImportKind, *, name: str) -> None:
    try:
        read_mapping(path, kind)
    except InputError as error:
        raise InputError([replace(told, file=name) for told in error.problems]) from error


def find_upload(fingerprint: str) -> Upload | None:
    """The waiting file with the fingerprint (64 hexadecimal signs); ``None`` where none waits."""
    if not _FINGERPRINT.fullmatch(fingerprint):
        return None
    return _read(_folder() / fingerprint)


def uploads_of(hub: str) -> list[Upload]:
    """The files of a hub that wait, the newest first."""
    own = (upload for upload in _all() if upload.hub == hub)
    return sorted(own, key=lambda upload: upload.at, reverse=True)


def discard_upload(upload: Upload) -> None:
    """Removes a waiting file."""
    _remove(_folder() / upload.fingerprint)


def finish_upload(upload: Upload, *, taken_in: Import, at: datetime) -> None:
    """Removes a waiting file that ``taken_in`` took in, and notes that it did."""
    note = {"import": taken_in.pk, "at": at.isoformat()}
    _note_of(upload.fingerprint).write_text(json.dumps(note), "utf-8")
    discard_upload(upload)


def import_of(fingerprint: str, *, hub: str) -> Import | None:
    """The hub's import that took in the file which waited under the fingerprint; else ``None``."""
    note = _told(_note_of(fingerprint)) if _FINGERPRINT.fullmatch(fingerprint) else None
    if note is None:
        return None
    found: Import | None = Import.objects.filter(hub=hub, pk=note["import"]).first()
    return found


def waiting_since(before: datetime) -> int:
    """How many files have waited since before a moment, or were left half kept or half removed."""
    return len([*_waiting(before), *_halves(before)])


def forget_uploads(*, before: datetime) -> list[Upload]:
    """Removes the files that have waited since before a moment, and returns what they were."""
    old = _waiting(before)
    for upload in old:
        discard_upload(upload)
    for half in _halves(before):
        shutil.rmtree(half, ignore_errors=True)
    for note in _folder().glob(f"*{_NOTE}"):
        told = _told(note)
        if told is not None and datetime.fromisoformat(told["at"]) < before:
            note.unlink(missing_ok=True)
    return old


def _all() -> Iterator[Upload]:
    for folder in sorted(_folder().iterdir()):
        if (found := _read(folder)) is not None:
            yield found


def _remove(folder: Path) -> None:
    """Takes the folder away at once, so that nobody finds half of it, and removes it then."""
    gone = folder.with_name(f".{uuid.uuid4().hex}")
    with suppress(FileNotFoundError):  # another was first
        folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def _waiting(before: datetime) -> list[Upload]:
    return [upload for upload in _all() if upload.at < before]


def _halves(before: datetime) -> list[Path]:
    """What a process that died while it kept or removed a file has left behind."""
    folders = (item for item in _folder().iterdir() if item.is_dir() and _read(item) is None)
    return [item for item in folders if _changed_at(item) < before.timestamp()]


def _changed_at(folder: Path) -> float:
    """When the folder was last changed; never ago for one that another removed meanwhile."""
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:
        return math.inf


def _note_of(fingerprint: str) -> Path:
    return _folder() / f"{fingerprint}{_NOTE}"


def _told(file: Path) -> dict[str, Any] | None:
    """What one of our own files tells; ``None`` where another removed it meanwhile."""
    try:
        told: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    return told


def _folder() -> Path:
    folder = data_folder() / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _written(part: Path, name: str, content: Iterable[bytes]) -> Path:
    """The file in a folder of its own, under its own name where a disk can hold that."""
    (part / _FILE).mkdir(parents=True)
    fits = len(name.encode()) <= _LONGEST_NAME and Path(name).name == name
    file = part / _FILE / (name if fits else _FILE)
    with file.open("wb") as target:
        for chunk in content:
            target.write(chunk)
    return file


def _fingerprint(order: dict[str, Any], file: Path, mapping: bytes | None) -> str:
    """SHA-256 over what the file is told to be, its content and its mapping."""
    told = {name: order[name] for name in ("hub", "kind", "full_year")}
    with file.open("rb") as opened:
        told["file"] = hashlib.file_digest(opened, "sha256").hexdigest()
    told["mapping"] = None if mapping is None else hashlib.sha256(mapping).hexdigest()
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _read(folder: Path) -> Upload | None:
    """The file that waits in ``folder``; ``None`` where none does, also if it went meanwhile."""
    if not _FINGERPRINT.fullmatch(folder.name):
        return None
    order = _told(folder / _ORDER)
    try:
        file = next((folder / _FILE).iterdir(), None)
    except FileNotFoundError:
        return None
    return None if order is None or file is None else _upload(folder, order, file)


def _upload(folder: Path, order: dict[str, Any], file: Path) -> Upload:
    mapping = folder / _MAPPING
    return Upload(
        fingerprint=folder.name,
        hub=order["hub"],
        kind=ImportKind(order["kind"]),
        name=order["name"],
        full_year=order["full_year"],
        by=order["by"],
        at=datetime.fromisoformat(order["at"]),
        file=file,
        mapping=mapping if mapping.exists() else None,
    )


@cache
def _known() -> Known:
    return known_places(load_territory(), load_agreements())
