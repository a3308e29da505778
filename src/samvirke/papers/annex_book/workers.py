"""Prepares annexes in processes of their own, so that a bad file can end no more than its own."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from samvirke.papers.annex_book.facts import CannotShow, Facts, Refused
from samvirke.records.bounded import BoundedProcess

_WORKER = Path(__file__).parent / "preparing" / "worker.py"
_MOST_MEMORY = 3 * 1024**3
_MOST_SECONDS = 120
_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Job:
    """An annex to prepare: from which file, to which, with which prefix, in which language.

    ``alt`` tells what it shows, where it is a picture.
    """

    source: Path
    target: Path
    prefix: str
    language: str
    alt: str = ""

    def to_json(self) -> dict[str, str]:
        """The job as the worker reads it."""
        return {
            "source": str(self.source),
            "target": str(self.target),
            "prefix": self.prefix,
            "language": self.language,
            "alt": self.alt,
        }


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

    def _start(self) -> BoundedProcess:
        return BoundedProcess(_WORKER, most_memory=_MOST_MEMORY)

    def prepare(self, job: Job) -> Facts | CannotShow:
        answer = self._process.ask(job.to_json(), most_seconds=self._most_seconds)
        if answer is None:  # the process ended: memory, time, or a fault in the parser
            self.stop()
            self._process = self._start()
            job.target.unlink(missing_ok=True)
            return CannotShow(Refused.TOO_HEAVY)
        if "facts" in answer:
            return Facts.from_json(answer["facts"])
        job.target.unlink(missing_ok=True)
        return CannotShow(Refused(answer["refused"]), answer["detail"])

    def stop(self) -> None:
        self._process.stop()
