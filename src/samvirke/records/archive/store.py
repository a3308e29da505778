"""The archive as a folder: one folder a bundle, named after its fingerprint.

A bundle that is stored again changes nothing. One that was corrected since becomes the next
version, and the version before stays beside it. A corrected one is kept when the same file is read
again without its corrections, unless it is asked to go.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from samvirke.figures import Text
from samvirke.records.archive.bundle import Bundle
from samvirke.records.archive.json_form import bundle_to_json
from samvirke.records.files import refused
from samvirke.records.os_errors import reason_of

_NAME_LENGTH = 16
_LATEST = "bundle.json"


class Outcome(Enum):
    """What storing a bundle did."""

    NEW = "new"
    NEW_VERSION = "new_version"
    UNCHANGED = "unchanged"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a bundle lies, and what storing it did."""

    folder: Path
    outcome: Outcome
    version: int


def store_bundle(
    bundle: Bundle, source: Path, archive: Path, *, discard_corrections: bool = False
) -> Stored:
    """Lays ``bundle`` and a copy of its ``source`` in ``archive``; idempotent.

    A corrected version that is stored stays the latest (``Outcome.KEPT``) where ``bundle`` is not
    corrected, unless ``discard_corrections``; then it is the version before.
    Raises ``InputError`` where the archive cannot be written.
    """
    folder = archive / bundle.sha256[:_NAME_LENGTH]
    before = _stored(folder / _LATEST)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        latest = folder / _LATEST
        document = {**bundle_to_json(bundle), "stored_version": 1, "replaces": None}
        if before is not None:
            document["file"] = before["file"]
            version = before["stored_version"]
            if _same(before, document):
                return Stored(folder, Outcome.UNCHANGED, version)
            if before["corrected"] and not bundle.corrected and not discard_corrections:
                return Stored(folder, Outcome.KEPT, version)
            kept = f"bundle-{version}.json"
            _write(folder / kept, before)
            document |= {"stored_version": version + 1, "replaces": kept}
        else:
            _copy(source, folder / f"source{source.suffix.lower()}")
        _write(latest, document)
    except OSError as error:
        raise refused(archive, _cannot(error)) from error
    outcome = Outcome.NEW if before is None else Outcome.NEW_VERSION
    return Stored(folder, outcome, document["stored_version"])


def _stored(latest: Path) -> dict[str, Any] | None:
    """The stored bundle, ``None`` where there is none. Raises ``InputError`` for a damaged one."""
    try:
        if not latest.exists():
            return None
        document: dict[str, Any] = json.loads(latest.read_text(encoding="utf-8"))
    except OSError as error:
        raise refused(latest, _cannot(error)) from error
    except ValueError as error:
        raise refused(latest, _DAMAGED) from error
    whole = isinstance(document, dict) and {"file", "corrected"} <= document.keys()
    if not whole or not isinstance(document.get("stored_version"), int):
        raise refused(latest, _DAMAGED)
    return document


def _same(before: dict[str, Any], now: dict[str, Any]) -> bool:
    own = {"stored_version": None, "replaces": None}
    return {**before, **own} == {**now, **own}


def _write(path: Path, document: dict[str, Any]) -> None:
    content = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    with _replacing(path) as beside:
        beside.write_text(content, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    with _replacing(target) as beside:
        shutil.copyfile(source, beside)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A new file that becomes ``path`` when all is written, readable as new files are here."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        beside = Path(folder) / path.name
        yield beside
        os.replace(beside, path)


def _cannot(error: OSError) -> Text:
    reason = reason_of(error)
    return Text(
        da=f"Der kan ikke skrives i arkivet: {reason.da}. Kontrollér mappen og dens rettigheder.",
        en=f"The archive cannot be written: {reason.en}. Check the folder and its permissions.",
    )


_DAMAGED = Text(
    da="Samlingen ligger i arkivet i forvejen, men filen kan ikke læses: den er beskadiget eller "
    "skrevet af et andet program. Hent den fra en sikkerhedskopi, eller flyt mappen væk, og prøv "
    "igen.",
    en="The bundle is in the archive already, but this file cannot be read: it is damaged or was "
    "written by another program. Restore it from a backup, or move the folder away and try again.",
)
