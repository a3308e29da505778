"""``manifest.json``: what a snapshot holds, with fingerprints. Equal content, equal bytes."""

import hashlib
import json
import os
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

import pydantic_core
from pydantic import ConfigDict, Field, ValidationError, model_validator

from samvirke.figures import Text
from samvirke.records.files import MEBIBYTE, read_text, refused
from samvirke.records.problems import Rejected, shorten
from samvirke.records.schemas import FROZEN_TABLES
from samvirke.records.validation import Record

MANIFEST = "manifest.json"
SCHEMA = "samvirke.snapshot"
VERSION = 1
_MOST_BYTES = 16 * MEBIBYTE

_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_RowCount = Annotated[int, Field(ge=0)]


class _Strict(Record):
    model_config = ConfigDict(strict=True)


class Origin(_Strict):
    """A file that the rows came from: its name, fingerprint and rows, and what it was read as."""

    file: str
    sha256: _Sha256
    rows: _RowCount
    kind: str


class FrozenTable(_Strict):
    """A table of a snapshot; ``sha256`` is that of its rows in canonical form."""

    name: str
    file: str
    rows: _RowCount
    sha256: _Sha256
    columns: tuple[str, ...]


class Manifest(_Strict):
    """What a snapshot holds: every frozen table, in the order of ``FROZEN_TABLES``.

    ``cut_off`` is the last day whose rows are in the snapshot; none for all there were.
    """

    cut_off: date | None
    tables: tuple[FrozenTable, ...]
    origins: tuple[Origin, ...] = ()

    @model_validator(mode="after")
    def _hold_every_frozen_table(self) -> Self:
        _check_tables(self.tables)
        return self

    @property
    def fingerprint(self) -> str:
        """SHA-256 in hex of what the snapshot holds, wherever it came from."""
        content = {
            "cut_off": None if self.cut_off is None else self.cut_off.isoformat(),
            "tables": {table.name: [table.rows, table.sha256] for table in self.tables},
        }
        canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def to_bytes(self) -> bytes:
        """The content of ``manifest.json``."""
        document = {
            "schema": SCHEMA,
            "version": VERSION,
            "fingerprint": self.fingerprint,
            **self.model_dump(mode="json"),
        }
        return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the snapshot in ``folder``; its tables are not looked at.

    Raises ``InputError`` for a manifest that is missing, damaged, of another version, or of
    other tables than this code knows.
    """
    path = folder / MANIFEST
    if not os.path.lexists(folder):
        raise refused(folder, _NO_FOLDER)
    if os.access(folder, os.X_OK) and not os.path.lexists(path):
        raise refused(folder, _NO_SNAPSHOT)
    document = _document(path)
    stated = document.pop("fingerprint", None)
    try:
        manifest = Manifest.model_validate_json(json.dumps(document))
    except ValidationError as error:
        raise refused(path, _why(error)) from error
    if manifest.fingerprint != stated:
        raise refused(path, _OTHER_FINGERPRINT)
    return manifest


def _document(path: Path) -> dict[str, Any]:
    """The manifest without the marks of its schema and version, which are checked."""
    try:
        document = pydantic_core.from_json(read_text(path, most_bytes=_MOST_BYTES))
    except ValueError as error:
        raise refused(path, _damaged("JSON")) from error
    if not isinstance(document, dict) or document.pop("schema", None) != SCHEMA:
        raise refused(path, _NO_MANIFEST)
    version = document.pop("version", None)
    if version != VERSION:
        raise refused(path, _other_version(shorten(str(version))))
    return document


def _check_tables(tables: tuple[FrozenTable, ...]) -> None:
    names = Counter(table.name for table in tables)
    known = {table.name: table for table in FROZEN_TABLES}
    for name, count in names.items():
        if name not in known or count > 1:
            raise Rejected(_unexpected_table(shorten(name)))
    for name in known:
        if name not in names:
            raise Rejected(_missing_table(name))
    if tuple(names) != tuple(known):
        raise Rejected(_damaged("tables"))
    for table in tables:
        if table.columns != known[table.name].column_names:
            raise Rejected(_other_columns(table.name))
        if table.file != f"{table.name}.parquet":
            raise Rejected(_damaged(f"tables/{table.name}/file"))


def _why(error: ValidationError) -> Text:
    details = error.errors()[0]
    cause = details.get("ctx", {}).get("error")
    if isinstance(cause, Rejected):
        return cause.what
    return _damaged(shorten("/".join(map(str, details["loc"]))))


def _damaged(place: str) -> Text:
    return Text(
        da=f"Udtrækkets indholdsliste er beskadiget ({place}). Hent en ny kopi af udtrækket.",
        en=f"The manifest of the snapshot is damaged ({place}). Take a new copy of the snapshot.",
    )


def _other_version(version: str) -> Text:
    return Text(
        da=f"Udtrækket er skrevet i version {version}; her læses version {VERSION}. Brug den "
        "udgave af Samvirke, der skrev det, eller lav udtrækket igen.",
        en=f"The snapshot is of version {version}; version {VERSION} is read here. Use the "
        "edition of Samvirke that wrote it, or make the snapshot again.",
    )


def _unexpected_table(name: str) -> Text:
    return Text(
        da=f"Udtrækket har en tabel, der ikke hører til eller står to gange: »{name}«. Brug den "
        "udgave af Samvirke, der skrev det.",
        en=f"The snapshot has a table that does not belong or appears twice: '{name}'. Use the "
        "edition of Samvirke that wrote it.",
    )


def _missing_table(name: str) -> Text:
    return Text(
        da=f"Tabellen »{name}« mangler i udtrækkets indholdsliste. Lav udtrækket igen.",
        en=f"The table '{name}' is missing in the snapshot's manifest. Make the snapshot again.",
    )


def _other_columns(name: str) -> Text:
    return Text(
        da=f"Tabellen »{name}« har andre felter i udtrækket end her. Brug den udgave af "
        "Samvirke, der skrev det, eller lav udtrækket igen.",
        en=f"The table '{name}' has other columns in the snapshot than here. Use the edition of "
        "Samvirke that wrote it, or make the snapshot again.",
    )


_NO_FOLDER = Text(
    da="Mappen findes ikke. Angiv mappen med udtrækket.",
    en="There is no such folder. Name the folder of the snapshot.",
)
_NO_SNAPSHOT = Text(
    da=f"Mappen rummer intet udtræk: {MANIFEST} mangler. Kontrollér, at det er den rigtige mappe.",
    en=f"The folder holds no snapshot: {MANIFEST} is missing. Check that it is the right folder.",
)
_NO_MANIFEST = Text(
    da="Filen er ikke indholdslisten for et udtræk fra Samvirke. Kontrollér, at det er den "
    "rigtige mappe.",
    en="The file is no manifest of a snapshot from Samvirke. Check that it is the right folder.",
)
_OTHER_FINGERPRINT = Text(
    da="Indholdslisten passer ikke med sit eget fingeraftryk: den er ændret, efter at udtrækket "
    "blev lavet. Hent en ny kopi af udtrækket.",
    en="The manifest does not fit its own fingerprint: it was changed after the snapshot was "
    "made. Take a new copy of the snapshot.",
)
