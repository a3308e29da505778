"""A process of our own that opens strangers' files, with bounds on what it may take.

A damaged or hostile file can take a native library down, fill the memory or never end. Read in a
process of its own it takes no more along than that process, and whoever asked gets no answer.
"""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

_START = Path(__file__).with_name("bounded_start.py")


class BoundedProcess:
    """Runs the Python file ``worker``, which answers in JSON, one value a line.

    It may take ``most_memory`` bytes, and ``most_computing`` seconds of computing in all where
    that is given. It has ended when the ``with`` block does.
    """

    def __init__(
        self, worker: Path, *arguments: str, most_memory: int, most_computing: int = 0
    ) -> None:
        bounds = (str(most_memory), str(most_computing))
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and our own files
            [sys.executable, "-P", str(_START), *bounds, str(worker), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )

    def __enter__(self) -> "BoundedProcess":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def answers(self) -> Iterator[Any]:
        """What the worker tells until it ends; a line that it did not finish is left out."""
        assert self._process.stdout is not None  # noqa: S101  asked for as a pipe
        for line in self._process.stdout:
            if line.endswith("\n"):
                yield json.loads(line)

    def ask(self, question: Any, *, most_seconds: float) -> Any | None:
        """The answer to ``question``, or ``None`` where the worker ended or was ended over it."""
        clock = threading.Timer(most_seconds, self._process.kill)
        clock.start()
        try:
            assert self._process.stdin is not None  # noqa: S101  asked for as a pipe
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            return next(self.answers(), None)
        except OSError:
            return None
        finally:
            clock.cancel()

    def stop(self) -> None:
        """Ends the worker, whatever it is at."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # a question that was never read
                    stream.close()
