"""The archive as a folder: one folder a bundle, named after its fingerprint.

A bundle that is stored again changes nothing. One that was corrected since becomes the next
version, and the version before stays beside it. A corrected one is kept when the same file is read
again without its corrections, unless it is asked to go.
"""

import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from samvirke.figures import Text
from samvirke.records.archive.bundle import Bundle
from samvirke.records.archive.json_form import bundle_to_json
from samvirke.records.files import refused

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
    try:
        folder.mkdir(parents=True, exist_ok=True)
        latest = folder / _LATEST
        before = json.loads(latest.read_text(encoding="utf-8")) if latest.exists() else None
        document = {**bundle_to_json(bundle), "stored_version": 1, "replaces": None}
        if before is not None:
            document["file"] = before["file"]
            version = int(before["stored_version"])
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
    except (OSError, ValueError, KeyError) as error:
        raise refused(archive, _cannot(error)) from error
    outcome = Outcome.NEW if before is None else Outcome.NEW_VERSION
    return Stored(folder, outcome, document["stored_version"])


def _same(before: dict[str, Any], now: dict[str, Any]) -> bool:
    own = {"stored_version": None, "replaces": None}
    return {**before, **own} == {**now, **own}


def _write(path: Path, document: dict[str, Any]) -> None:
    content = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(content)
    os.replace(file.name, path)


def _copy(source: Path, target: Path) -> None:
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        shutil.copyfile(source, file.name)
    os.replace(file.name, target)


def _cannot(error: Exception) -> Text:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return Text(
        da=f"Der kan ikke skrives i arkivet ({reason}). Kontrollér mappen og dens rettigheder.",
        en=f"The archive cannot be written ({reason}). Check the folder and its permissions.",
    )
