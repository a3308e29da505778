"""Prepares annexes in processes of their own, so that a bad file can end no more than its own."""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from samvirke.papers.annex_book.facts import CannotShow, Facts, Refused

_MODULE = "samvirke.papers.annex_book.preparing.worker"
_MOST_SECONDS = 120
_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Job:
    """An annex to prepare: from which file, to which, with which prefix, in which language."""

    source: Path
    target: Path
    prefix: str
    language: str

    def to_line(self) -> str:
        """The job as the worker reads it."""
        fields = (str(self.source), str(self.target), self.prefix, self.language)
        return json.dumps(
            dict(zip(("source", "target", "prefix", "language"), fields, strict=True))
        )


class Workers:
    """At most two processes that prepare annexes; ended when the ``with`` block ends."""

    def __init__(self, *, most_seconds: float = _MOST_SECONDS) -> None:
        self._most_seconds = most_seconds
        self._free: SimpleQueue[_Worker] = SimpleQueue()
        self._all: list[_Worker] = []

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._all:
            worker.stop()

    def prepare(self, jobs: Iterable[Job]) -> Iterator[Facts | CannotShow]:
        """The outcome of each job, in order, as soon as it and all before it are done."""
        waiting = list(jobs)
        missing = min(_WORKERS, len(waiting)) - len(self._all)
        for _ in range(missing):
            worker = _Worker(self._most_seconds)
            self._all.append(worker)
            self._free.put(worker)
        if not waiting:
            return
        with ThreadPoolExecutor(len(self._all)) as threads:
            yield from threads.map(self._prepare, waiting)

    def _prepare(self, job: Job) -> Facts | CannotShow:
        worker = self._free.get()
        try:
            return worker.prepare(job)
        finally:
            self._free.put(worker)


class _Worker:
    """One process, started again whenever a file has ended it."""

    def __init__(self, most_seconds: float) -> None:
        self._most_seconds = most_seconds
        self._process = self._start()

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603  our own module, no words from outside
            [sys.executable, "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )

    def prepare(self, job: Job) -> Facts | CannotShow:
        line = self._answer(job.to_line())
        if not line.endswith("\n"):  # the process ended: memory, time, or a fault in the parser
            self.stop()
            self._process = self._start()
            job.target.unlink(missing_ok=True)
            return CannotShow(Refused.TOO_HEAVY)
        answer = json.loads(line)
        if "facts" in answer:
            return Facts.from_json(answer["facts"])
        job.target.unlink(missing_ok=True)
        return CannotShow(Refused(answer["refused"]), answer["detail"])

    def _answer(self, line: str) -> str:
        process = self._process
        assert process.stdin is not None  # noqa: S101  both were asked for as pipes
        assert process.stdout is not None  # noqa: S101
        clock = threading.Timer(self._most_seconds, process.kill)
        clock.start()
        try:
            process.stdin.write(line + "\n")
            process.stdin.flush()
            return process.stdout.readline()
        except OSError:
            return ""
        finally:
            clock.cancel()

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # a job that was never read
                    stream.close()
