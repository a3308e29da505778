"""The backup's file: a ZIP of rows as JSON lines, of snapshots, and a manifest with fingerprints.

    manifest.json                 release, migrations, and the SHA-256 of every other member
    rows/APP.MODEL.jsonl          a row a line: the values of its fields, in the manifest's order
    snapshots/FINGERPRINT/NAME    the snapshots' files as they are

Rows know nothing of the database they came from, so a backup of SQLite restores into PostgreSQL
and the other way round.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from pydantic import BaseModel, ConfigDict, ValidationError

from samvirke.apps.operations.domain.refusals import OperationRefused
from samvirke.figures import Text

SCHEMA, VERSION = "samvirke.backup", 1
MANIFEST = "manifest.json"
_MEBIBYTE = 1024 * 1024
_MEMBER = re.compile(r"rows/\w+\.\w+\.jsonl|snapshots/[0-9a-f]{64}/[\w.-]+")
_BYTES = "base64"


class Table(BaseModel):
    """A table's member of the archive: which model, which fields, how many rows."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    model: str
    fields: tuple[str, ...]
    rows: int


class Manifest(BaseModel):
    """What a backup holds. ``members`` are the SHA-256 of every other file in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    schema_: str
    version: int
    release: str
    made_at: datetime
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    members: dict[str, str]


def row_line(values: tuple[Any, ...]) -> bytes:
    """A row as its line."""
    return json.dumps([_plain(value) for value in values], ensure_ascii=False).encode() + b"\n"


def row_values(line: bytes) -> list[Any]:
    """The values of a line; days and moments as text, which their fields read."""
    return [_full(value) for value in json.loads(line)]


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return {_BYTES: base64.b64encode(bytes(value)).decode()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    return {"json": value} if isinstance(value, dict | list) else value


def _full(value: Any) -> Any:
    if isinstance(value, dict):
        return base64.b64decode(value[_BYTES]) if _BYTES in value else value["json"]
    return value


def read_manifest(archive: ZipFile) -> Manifest:
    """The manifest, once every member is what it says. Raises ``OperationRefused``."""
    try:
        manifest = Manifest.model_validate_json(archive.read(MANIFEST))
    except (KeyError, ValidationError, BadZipFile, OSError, EOFError) as error:
        raise OperationRefused(_DAMAGED) from error
    if (manifest.schema_, manifest.version) != (SCHEMA, VERSION):
        raise OperationRefused(_OTHER)
    if {*archive.namelist()} != {MANIFEST, *manifest.members}:
        raise OperationRefused(_DAMAGED)
    for name, sha256 in manifest.members.items():
        if not _MEMBER.fullmatch(name) or _sha256(archive, name) != sha256:
            raise OperationRefused(_DAMAGED)
    return manifest


def is_backup(path: Path) -> bool:
    """Whether the file says that it is a backup of Samvirke, of any release."""
    if not path.is_file():
        return False
    try:
        with ZipFile(path) as archive:
            told = json.loads(archive.read(MANIFEST))
    except (BadZipFile, KeyError, ValueError, OSError, EOFError):
        return False
    return isinstance(told, dict) and told.get("schema_") == SCHEMA


def opened(path: Path) -> ZipFile:
    """The archive at ``path``. Raises ``OperationRefused`` for what is none."""
    try:
        return ZipFile(path)
    except FileNotFoundError as error:
        raise OperationRefused(_missing(path)) from error
    except (BadZipFile, OSError, EOFError) as error:
        raise OperationRefused(_DAMAGED) from error


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The bytes of ``file``, a mebibyte at a time."""
    while piece := file.read(_MEBIBYTE):
        yield piece


def _sha256(archive: ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as file:
            for piece in pieces(file):
                digest.update(piece)
    except (BadZipFile, OSError, EOFError, ValueError) as error:
        raise OperationRefused(_DAMAGED) from error
    return digest.hexdigest()


def _missing(path: Path) -> Text:
    return Text(
        da=f"Der er ingen fil {path}. Kontrollér navn og mappe.",
        en=f"There is no file {path}. Check name and folder.",
    )


_DAMAGED = Text(
    da="Filen er ikke en hel sikkerhedskopi fra Samvirke: den er beskadiget, skåret af eller noget "
    "andet. Intet er ændret. Brug en anden kopi.",
    en="The file is no whole backup of Samvirke: it is damaged, cut off or something else. Nothing "
    "was changed. Use another copy.",
)
_OTHER = Text(
    da="Sikkerhedskopien er skrevet i en form, som denne udgave ikke kender. Brug den udgave af "
    "Samvirke, der skrev den, eller en nyere.",
    en="The backup is written in a form that this release does not know. Use the release of "
    "Samvirke that wrote it, or a newer one.",
)
