"""Prepared annexes kept between builds, so that a changed annex is the only one prepared anew.

An entry is found by all that it depends on: the file's content, the annex's prefix, the language,
and the versions of what prepares it. So it is never wrong, only unused.
"""

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path

import pikepdf
import PIL

from samvirke.papers.annex_book.facts import CannotShow, Facts, Refused
from samvirke.papers.annex_book.preparing.prepare import VERSION

FOLDER_NAME = ".samvirke-bilagsbog"
_OWN_NAME = re.compile(r"([0-9a-f]{64}|(made|replaced)-[^.]+)\.((converted\.)?pdf|json|new)")


class Cache:
    """A folder with one PDF and one JSON file for each prepared annex."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def key(self, fingerprint: str, prefix: str, language: str, alt: str = "") -> str:
        """What an entry is found by; ``alt`` is told of pictures."""
        readers = f"{pikepdf.__version__} {pikepdf.__libqpdf_version__} {PIL.__version__}"
        parts = (fingerprint, prefix, language, alt, f"{VERSION} {readers}")
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def pdf(self, key: str) -> Path:
        """Where the entry's PDF lies or is to be written."""
        return self._folder / f"{key}.pdf"

    def converted(self, fingerprint: str) -> Path:
        """Where LibreOffice's PDF of the file with ``fingerprint`` lies or is to be written."""
        return self._folder / f"{fingerprint}.converted.pdf"

    def get(self, key: str) -> Facts | CannotShow | None:
        """The entry's outcome, or ``None`` if it is not there whole."""
        try:
            told = json.loads((self._folder / f"{key}.json").read_text("utf-8"))
            if "refused" in told:
                return CannotShow(Refused(told["refused"]), told["detail"])
            facts = Facts.from_json(told["facts"])
            size = self.pdf(key).stat().st_size
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return facts if size == told["size"] else None

    def put(self, key: str, outcome: Facts | CannotShow) -> None:
        """Keeps ``outcome``; its PDF has been written. A refusal for want of time is not kept."""
        if isinstance(outcome, CannotShow):
            if outcome.reason is Refused.TOO_HEAVY:
                return
            told: dict[str, object] = {"refused": outcome.reason, "detail": outcome.detail}
        else:
            told = {"facts": outcome.to_json(), "size": self.pdf(key).stat().st_size}
        path = self._folder / f"{key}.json"
        written = path.with_suffix(".new")
        written.write_text(json.dumps(told), "utf-8")
        os.replace(written, path)

    def keep_only(self, names: Iterable[str]) -> None:
        """Removes what no annex of the agenda uses any more; other files stay."""
        kept = set(names)
        for path in self._folder.iterdir():
            is_own = _OWN_NAME.fullmatch(path.name) is not None
            if is_own and path.name.split(".")[0] not in kept:
                with contextlib.suppress(OSError):
                    path.unlink()


def open_cache(folder: Path) -> Cache | None:
    """The cache in ``folder``, made if need be; ``None`` where nothing can be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.name == FOLDER_NAME:
            folder.chmod(0o700)  # made by an earlier version, or copied
        probe = folder / "probe.new"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return None
    return Cache(folder)
