"""What all workers of the site count together: failed logins, in a folder of files."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache


class SharedFiles(FileBasedCache):  # type: ignore[misc]  # Django brings no types
    """Django's, in which ``add`` also is one step: allauth takes it for a lock."""

    def add(self, *told: Any, **named: Any) -> bool:
        """Whether the key was new; of two workers that ask at once, one is told so."""
        with self._alone():
            added: bool = super().add(*told, **named)
        return added

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._createdir()
        with (Path(self._dir) / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
