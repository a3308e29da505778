"""Taking a file in: first look at what it would change, then commit all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from samvirke.apps.accounts.domain import Verb, outsider, record_event
from samvirke.apps.accounts.models import User
from samvirke.apps.database import StoreError
from samvirke.apps.imports.domain.differences import (
    WITHDRAWN,
    Change,
    Difference,
    Withdrawal,
    changes,
    difference,
    withdrawals,
)
from samvirke.apps.imports.domain.files import ImportFile, tables_of
from samvirke.apps.imports.domain.obstacles import obstacles, unknown_engagement
from samvirke.apps.imports.domain.progress import Progress, Step
from samvirke.apps.imports.domain.staging import OnProblem, Staging, staged
from samvirke.apps.imports.domain.state import state_of
from samvirke.apps.imports.models import Import, row_models
from samvirke.apps.sql import Rows
from samvirke.apps.store import exclusive, in_words
from samvirke.apps.surveys.domain import unknown_engagements
from samvirke.figures import Text
from samvirke.records.imports import ImportKind, ImportRefused, ProblemTally

_MOST_CHANGES = 20
# A full year's file that withdraws more than this part of the rows is probably not the full year.
_MANY = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change, or why it cannot be taken in.

    ``already`` is the import that took in the same file; then nothing else was looked at.
    ``problems`` counts those of rows and keeps the first; such rows are in no ``tables``.
    ``changes`` are the first of the changed rows, ``withdrawn`` the first of those withdrawn.
    ``seen`` names what the file was held against.
    """

    already: Import | None = None
    problems: ProblemTally = field(default_factory=ProblemTally)
    obstacles: tuple[Text, ...] = ()
    tables: tuple[Difference, ...] = ()
    changes: tuple[Change, ...] = ()
    withdrawn: tuple[Withdrawal, ...] = ()
    seen: str = ""

    @property
    def fine(self) -> bool:
        """Whether the file can be committed."""
        return not self.problems.count and not self.obstacles

    @property
    def withdraws_many(self) -> bool:
        """Whether more than a tenth of what the file and the store could share would go."""
        withdrawn = sum(table.withdrawn for table in self.tables)
        kept = sum(table.equal + table.changed for table in self.tables)
        return withdrawn > _MANY * (withdrawn + kept)


@in_words()
def preview(file: ImportFile, *, on_problem: OnProblem, progress: Progress) -> Preview:
    """What committing ``file`` now would do. Nothing is stored.

    ``on_problem`` is told every problem in row order, those that only the store can see after the
    others. Raises ``InputError`` for a file that cannot be read, and ``StoreError``.
    """
    already = _already(file)
    if already is not None:
        return Preview(already=already)
    seen = state_of(file.hub)
    with _staged(file, on_problem, progress) as staging:
        progress(Step.COMPARING, sum(staging.counts.values()))
        _check_against_store(file, staging)
        return Preview(
            problems=staging.tally,
            obstacles=obstacles(staging, hub=file.hub, full_year=file.full_year),
            tables=_differences(file, staging),
            changes=tuple(_first_changes(staging)),
            withdrawn=tuple(_first_withdrawals(file, staging)),
            seen=seen,
        )


@dataclass(frozen=True, slots=True)
class Committed:
    """The import that took the file in; ``already`` if that was an earlier one."""

    record: Import
    tables: tuple[Difference, ...] = ()
    already: bool = False


@in_words()
def commit(
    file: ImportFile,
    *,
    actor: str,
    at: datetime,
    on_problem: OnProblem,
    progress: Progress,
    user: User | None = None,
    seen: str | None = None,
) -> Committed:
    """Takes ``file`` in on behalf of ``actor``: all of it in one transaction, or nothing.

    ``user`` is who acts on the site; a command has none. The hub's log tells of the import.
    A file that was committed before and not reverted changes nothing. ``seen`` is that of the
    preview which ``actor`` looked at: where the hub's records are others by now, nothing is taken
    in. Raises ``StoreError`` for that and for what else is in the way, ``ImportRefused`` for
    problems in its rows, and ``InputError`` for a file that cannot be read.
    """
    already = _already(file)
    if already is not None:
        return Committed(already, already=True)
    with _staged(file, on_problem, progress) as staging:
        while True:
            # Others wait while rows are stored, so everything else is done before.
            state = state_of(file.hub)
            progress(Step.COMPARING, sum(staging.counts.values()))
            _check_against_store(file, staging)
            found = obstacles(staging, hub=file.hub, full_year=file.full_year)
            tables = _differences(file, staging)
            with exclusive():
                already = _already(file)  # again: another may have taken it in while we read
                if already is not None:
                    return Committed(already, already=True)
                if seen is not None and seen != state_of(file.hub):
                    raise StoreError(_OTHERS_SINCE)
                _refuse(file, staging, found)
                if state != state_of(file.hub):
                    continue
                record = _record(file, tables, actor=actor, user=user, at=at)
                _store_all(staging, record, progress)
                _log(record, user)
                return Committed(record, tables)


def _store_all(staging: Staging, record: Import, progress: Progress) -> None:
    stored = 0
    for rows in staging.filled:
        progress(Step.STORING, stored)
        _store(rows, record)
        stored += staging.counts[rows.schema.name]
    progress(Step.STORING, stored)


def _log(record: Import, user: User | None) -> None:
    record_event(
        organisation=f"hub:{record.hub}",
        actor=user,
        verb=Verb.IMPORT_COMMITTED,
        about=f"import:{record.pk}",
        reason=f"sha256={record.sha256} new={record.new} changed={record.changed} "
        f"equal={record.equal} withdrawn={record.withdrawn}",
        on_behalf_of="" if user else record.actor,
        at=record.committed_at,
    )


def _already(file: ImportFile) -> Import | None:
    same = Import.objects.filter(
        kind=file.kind.value, hub=file.hub, sha256=file.sha256, reverted_at=None
    )
    found: Import | None = same.first()
    return found


@contextmanager
def _staged(file: ImportFile, on_problem: OnProblem, progress: Progress) -> Iterator[Staging]:
    models = row_models(tables_of(file.kind))
    progress(Step.READING, 0)
    with staged(
        file.rows,
        models,
        on_problem=on_problem,
        on_rows=lambda count: progress(Step.READING, count),
    ) as staging:
        yield staging


def _check_against_store(file: ImportFile, staging: Staging) -> None:
    if file.kind is not ImportKind.EVALUATIONS:
        return
    for rows in staging.filled:
        for row, engagement in unknown_engagements(rows):
            heading = file.heading_of(rows.schema.name, "engagement")
            staging.refuse(unknown_engagement(row, heading, engagement))


def _refuse(file: ImportFile, staging: Staging, found: tuple[Text, ...]) -> None:
    if staging.tally.count:
        raise ImportRefused(file.name, staging.tally)
    if found:
        raise StoreError(
            Text(da="\n".join(text.da for text in found), en="\n".join(text.en for text in found))
        )


def _differences(file: ImportFile, staging: Staging) -> tuple[Difference, ...]:
    return tuple(
        difference(rows, hub=file.hub, full_year=file.full_year) for rows in staging.filled
    )


def _first_changes(staging: Staging) -> Iterator[Change]:
    left = _MOST_CHANGES
    for rows in staging.filled:
        for change in changes(rows, most=left):
            left -= 1
            yield change


def _first_withdrawals(file: ImportFile, staging: Staging) -> Iterator[Withdrawal]:
    if file.full_year is None:
        return
    left = _MOST_CHANGES
    for rows in staging.filled:
        for found in withdrawals(rows, hub=file.hub, year=file.full_year, most=left):
            left -= 1
            yield found


def _record(
    file: ImportFile,
    tables: tuple[Difference, ...],
    *,
    actor: str,
    user: User | None,
    at: datetime,
) -> Import:
    record: Import = Import.objects.create(
        kind=file.kind.value,
        hub=file.hub,
        file_name=file.name,
        sha256=file.sha256,
        size=file.size,
        full_year=file.full_year,
        new=sum(table.new for table in tables),
        changed=sum(table.changed for table in tables),
        equal=sum(table.equal for table in tables),
        withdrawn=sum(table.withdrawn for table in tables),
        user=user,
        on_behalf_of=None if user else outsider(actor),
        committed_at=at,
    )
    return record


def _store(rows: Rows, record: Import) -> None:
    """Ends the versions that the file changes or withdraws, and adds those that it brings."""
    rows.run(
        """
        UPDATE {table} SET current = FALSE, ended_by_id = %s WHERE id IN (
            SELECT c.id FROM {staged} s JOIN {table} c ON c.current AND {same_key} WHERE {differs}
        )
        """,
        [record.pk],
    )
    if record.full_year is not None:
        rows.run(
            f"""
            UPDATE {{table}} SET current = FALSE, ended_by_id = %s
            WHERE id IN (SELECT c.id {WITHDRAWN})
            """,  # noqa: S608 - a constant
            [record.pk, record.hub, *rows.span(record.full_year)],
        )
    rows.run(
        """
        INSERT INTO {confirmations} (by_id, "table", version)
        SELECT %s, %s, c.id FROM {staged} s JOIN {table} c ON c.current AND {same_key}
        """,
        [record.pk, rows.schema.name],
    )
    rows.run(
        """
        INSERT INTO {table} ({columns}, brought_by_id, "row", current)
        SELECT {staged_columns}, %s, s."row", TRUE
        FROM {staged} s LEFT JOIN {table} c ON c.current AND {same_key}
        WHERE c.id IS NULL ORDER BY s."row"
        """,
        [record.pk],
    )


_OTHERS_SINCE = Text(
    da="Der er læst noget andet ind eller trukket noget tilbage, siden du så, hvad filen ville "
    "ændre. Filen er ikke læst ind, og intet er ændret. Se, hvad den ændrer nu, og læs den ind, "
    "hvis det stadig er rigtigt.",
    en="Something else was taken in or reverted since you saw what the file would change. The file "
    "was not taken in, and nothing was changed. Look at what it changes now, and take it in if "
    "that is still right.",
)
