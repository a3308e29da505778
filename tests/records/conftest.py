"""A file with the content that a test gives it."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Writes ``fil.yaml`` and returns its path."""

    def write_file(content: str | bytes) -> Path:
        path = tmp_path / "fil.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file
