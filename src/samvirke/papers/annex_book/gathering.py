"""All annexes of an agenda made ready for the book, those that changed anew."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from samvirke.figures import Language
from samvirke.papers.annex_book import conversion
from samvirke.papers.annex_book.agenda import Agenda, Annex, Item
from samvirke.papers.annex_book.cache import Cache
from samvirke.papers.annex_book.editions import marked
from samvirke.papers.annex_book.facts import CannotShow, Facts, Note, Refused
from samvirke.papers.annex_book.front import replacement
from samvirke.papers.annex_book.preparing.prepare import prepare
from samvirke.papers.annex_book.ready import ReadyAnnex, prefix_of, reference_of
from samvirke.papers.annex_book.sources import PICTURES, FileKind, SourceFile, find_source
from samvirke.papers.annex_book.workers import Job, Workers

Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class _Task:
    """An annex on its way: what its file turned out to be, and then how preparing it went."""

    item: Item
    number: int
    annex: Annex
    source: SourceFile | None = None
    key: str = ""
    outcome: Facts | CannotShow | None = None
    notes: dict[Note, int] = field(default_factory=dict)
    same_as: str | None = None

    @property
    def prefix(self) -> str:
        return prefix_of(self.item, self.number)

    @property
    def is_closed(self) -> bool:
        return self.item.is_closed(self.annex)

    @property
    def is_picture(self) -> bool:
        return self.source is not None and self.source.kind in PICTURES

    @property
    def is_converted(self) -> bool:
        """Whether LibreOffice makes a PDF of it."""
        return self.source is not None and not (self.is_picture or self.source.kind is FileKind.PDF)

    @property
    def alt(self) -> str:
        return self.annex.alt or "" if self.is_picture else ""


def gather(
    folder: Path,
    agenda: Agenda,
    language: Language,
    *,
    cache: Cache,
    progress: Progress,
    most_seconds: float = 120,
) -> list[ReadyAnnex]:
    """Every annex of ``agenda``, in the book's order, each with a PDF in ``cache``.

    A file that cannot be shown becomes a replacement page; nothing of it is raised. So does an open
    annex whose bytes are those of a closed one, in every edition. ``progress``
    is told how many annexes of how many are ready, and which came last.
    """
    tasks = [_find(folder, *place) for place in agenda.annexes()]
    _mark_duplicates(tasks, language)
    _withhold_what_is_closed_too(tasks, language)
    done, waiting = 0, []
    for task in tasks:
        if task.source is not None and task.outcome is None:
            task.key = cache.key(task.source.fingerprint, task.prefix, language, task.alt)
            task.outcome = cache.get(task.key)
        if task.outcome is None:
            waiting.append(task)
        else:
            done += 1
    with Workers(most_seconds=most_seconds) as workers:
        for task in _prepared(waiting, workers, cache, language):
            done += 1
            progress(done, len(tasks), reference_of(task.item, task.number, language))
    ready = [_ready(task, cache, language) for task in tasks]
    fingerprints = [task.source.fingerprint for task in tasks if task.source is not None]
    cache.keep_only([*(one.file.stem for one in ready), *(t.key for t in tasks), *fingerprints])
    return ready


def _find(folder: Path, item: Item, number: int, annex: Annex) -> _Task:
    task = _Task(item, number, annex)
    try:
        task.source = find_source(folder, annex.file)
    except CannotShow as error:
        task.outcome = error
        return task
    if task.source.is_named_otherwise:
        task.notes[Note.OTHER_TYPE] = 1
    if annex.alt is not None and not task.is_picture:
        task.notes[Note.ALT_UNUSED] = 1
    return task


def _mark_duplicates(tasks: Iterable[_Task], language: Language) -> None:
    first: dict[str, str] = {}
    for task in tasks:
        if task.source is None:
            continue
        reference = reference_of(task.item, task.number, language)
        earlier = first.setdefault(task.source.fingerprint, reference)
        if earlier != reference:
            task.same_as = earlier


def _withhold_what_is_closed_too(tasks: Iterable[_Task], language: Language) -> None:
    closed = {
        task.source.fingerprint: reference_of(task.item, task.number, language)
        for task in tasks
        if task.source is not None and task.is_closed
    }
    for task in tasks:
        if task.source is not None and not task.is_closed and task.source.fingerprint in closed:
            task.same_as = closed[task.source.fingerprint]
            task.outcome = CannotShow(Refused.ALSO_CLOSED)


def _prepared(
    tasks: list[_Task], workers: Workers, cache: Cache, language: Language
) -> Iterator[_Task]:
    """Each task as soon as its outcome is known and kept."""
    fit: list[_Task] = []
    jobs: list[Job] = []
    for task in tasks:
        assert task.source is not None  # noqa: S101  the others have an outcome already
        path = task.source.path
        if task.is_converted:
            path = cache.converted(task.source.fingerprint)
            try:
                if not path.exists():
                    conversion.convert(task.source, path)
            except CannotShow as error:  # not kept: LibreOffice may be there tomorrow
                task.outcome = error
                yield task
                continue
        fit.append(task)
        jobs.append(Job(path, cache.pdf(task.key), task.prefix, language, task.alt))
    for task, outcome in zip(fit, workers.prepare(jobs), strict=True):
        task.outcome = outcome
        cache.put(task.key, outcome)
        yield task


def _ready(task: _Task, cache: Cache, language: Language) -> ReadyAnnex:
    outcome, source = task.outcome, task.source
    if task.is_converted:
        task.notes[Note.CONVERTED] = 1
    if isinstance(outcome, Facts):
        file, refused = cache.pdf(task.key), None
        facts = replace(outcome, notes={**outcome.notes, **task.notes})
    else:
        assert outcome is not None  # noqa: S101  every task has an outcome by now
        refused = outcome
        file, facts = _replaced(task, outcome, cache, language)
    return ReadyAnnex(
        task.item,
        task.number,
        task.annex,
        file,
        facts,
        fingerprint=source.fingerprint if source else None,
        size=source.size if source else None,
        refused=refused,
        same_as=task.same_as,
    )


def _replaced(
    task: _Task, refused: CannotShow, cache: Cache, language: Language
) -> tuple[Path, Facts]:
    shown = marked(task.annex.title, is_closed=task.is_closed)
    reference = reference_of(task.item, task.number, language)
    title = f"{reference}: {shown.in_language(language)}"
    name = task.prefix.replace(".", "_")
    made = cache.pdf(f"made-{name}")
    made.write_bytes(replacement(title, refused, language))
    target = cache.pdf(f"replaced-{name}")
    facts = prepare(made, target, prefix=task.prefix, language=language)
    made.unlink()
    return target, facts
