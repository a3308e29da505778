"""Keeping a statement's folder in the database, and laying it out again as files."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from samvirke import __version__
from samvirke.apps.accounts.domain import Verb, record_event
from samvirke.apps.accounts.models import User
from samvirke.apps.contracts.domain.refusals import StatementRefused
from samvirke.apps.contracts.domain.snapshots import keep_snapshot, snapshot_folder
from samvirke.apps.contracts.models import (
    Statement,
    StatementFigure,
    StatementFile,
    StatementPage,
)
from samvirke.apps.store import one_at_a_time
from samvirke.figures import Figure, Language, Text, figure_to_json
from samvirke.papers.results_statement import report_of, view_of
from samvirke.papers.statement_folder import Folder, content_of, open_folder, papers_in
from samvirke.papers.statement_folder.order_file import BASIS, NAME
from samvirke.records.snapshot import read_manifest
from samvirke.schemes import results_statement
from samvirke.schemes.results_statement import Step

_LANGUAGES: tuple[Language, ...] = ("da", "en")
_Row = StatementFile | StatementPage | StatementFigure
# What the hub's page shows of a statement.
_GLANCE = ("tallies", "glance", "labels", "demo", "status", "period")


def store_statement(
    path: Path, *, by: User | None, at: datetime, on_behalf_of: str = ""
) -> Statement:
    """Keeps the statement folder at ``path`` as a draft, in place of a former draft of the same.

    The statement is made again from the folder's basis, so that pages and figures are those of
    the papers. Raises ``InputError`` for a damaged folder and ``StatementRefused`` where the
    version is signed off already, or does not follow the newest one.
    """
    folder = open_folder(path)
    full = folder.recompute()
    public = folder.basis.public(full)
    keep_snapshot(folder.basis.snapshot)
    rows = [*_files(path), *_of_edition(full, public=False), *_of_edition(public, public=True)]
    with transaction.atomic():
        one_at_a_time(f"statement:{full.hub}:{full.year}")
        record = _draft(full, path, folder, at)
        _keep(record, rows)
        record_event(
            organisation=f"hub:{record.hub}",
            actor=by,
            verb=Verb.STATEMENT_MADE,
            about=f"statement:{record.pk}",
            reason=f"content={record.content} snapshot={record.snapshot}",
            on_behalf_of=on_behalf_of,
            at=at,
        )
    return record


def lay_out(statement: Statement, folder: Path) -> Path:
    """Writes the stored statement as the folder it came from, with its snapshot; returns it."""
    for file in statement.files.order_by("path"):
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(bytes(file.content))
    order = json.loads((folder / BASIS / "bestilling.json").read_text("utf-8"))
    shutil.copytree(snapshot_folder(statement.snapshot), folder / BASIS / order["snapshot"])
    return folder


def _draft(
    full: results_statement.Statement, path: Path, folder: Folder, at: datetime
) -> Statement:
    """The row of the statement's version: a former draft's, emptied, so that its number stays."""
    same = Statement.objects.select_for_update().filter(
        hub=full.hub, year=full.year, cut_off=full.cut_off
    )
    former = same.filter(version=full.version).first()
    if former is not None:
        if former.frozen:
            raise StatementRefused(_signed_off(full))
        same = same.exclude(pk=former.pk)
    newest = same.order_by("-version").first() if full.cut_off is None else None
    if full.cut_off is None and full.version != (newest.version if newest else 0) + 1:
        raise StatementRefused(_does_not_follow(full, newest))
    if newest is not None and not newest.frozen:
        raise StatementRefused(_unfinished(newest))
    record = Statement(
        pk=former.pk if former else None,
        hub=full.hub,
        year=full.year,
        cut_off=full.cut_off,
        version=full.version,
        replaces=newest,
        made_at=at,
        code_version=__version__,
        snapshot=read_manifest(folder.basis.snapshot).fingerprint,
        content=content_of(path),
        demo=full.demo,
        due=full.due,
        state=Step.DRAFT.value,
    )
    record.save()
    for children in (record.files, record.pages, record.figures):
        children.all().delete()
    return record


def _keep(record: Statement, rows: Sequence[_Row]) -> None:
    for row in rows:
        row.statement = record
    for model in (StatementFile, StatementPage, StatementFigure):
        model.objects.bulk_create(row for row in rows if isinstance(row, model))


def _of_edition(edition: results_statement.Statement, *, public: bool) -> Iterator[_Row]:
    yield from _pages(edition, public=public)
    yield from _figures(edition, public=public)


def _files(path: Path) -> Iterator[StatementFile]:
    basis = (item for item in (path / BASIS).iterdir() if item.is_file())
    for file in sorted((*papers_in(path), *basis)):
        content = file.read_bytes()
        yield StatementFile(
            path=file.relative_to(path).as_posix(),
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )


def _pages(edition: results_statement.Statement, *, public: bool) -> Iterator[StatementPage]:
    for language in _LANGUAGES:
        view: dict[str, Any] = view_of(report_of(edition, language), name=NAME)
        glance = {key: view[key] for key in _GLANCE}
        yield StatementPage(public=public, language=language, glance=glance, view=view)


def _figures(edition: results_statement.Statement, *, public: bool) -> Iterator[StatementFigure]:
    for line, figure in _addressed(edition):
        yield StatementFigure(
            public=public,
            address=figure.address.path if figure.address else "",
            line=line,
            content=figure_to_json(figure, code_version=edition.code_version),
        )


def _addressed(edition: results_statement.Statement) -> Iterator[tuple[str, Figure]]:
    for line in edition.lines:
        for item in line.measurements:
            values: Iterable[Any] = (item.value, *(other.figure for other in item.beside))
            for value in values:
                if isinstance(value, Figure) and value.address is not None:
                    yield line.id, value


def _named(statement: Any) -> str:
    return f"{statement.hub} {statement.year}, version {statement.version}"


def _signed_off(full: results_statement.Statement) -> Text:
    return Text(
        da=f"Opgørelsen {_named(full)} er godkendt og ligger fast. En rettelse er en ny version, "
        "der afløser den.",
        en=f"The statement {_named(full)} is signed off and stands. A correction is a new version "
        "that replaces it.",
    )


def _does_not_follow(full: results_statement.Statement, newest: Statement | None) -> Text:
    have = "ingen" if newest is None else f"version {newest.version}"
    have_en = "none" if newest is None else f"version {newest.version}"
    return Text(
        da=f"Opgørelsen er version {full.version}, men her er {have} af den. Lav den som den "
        "version, der følger efter.",
        en=f"The statement is version {full.version}, but here is {have_en} of it. Make it as the "
        "version that comes next.",
    )


def _unfinished(newest: Statement) -> Text:
    return Text(
        da=f"Version {newest.version} er stadig et udkast. Ret udkastet; en ny version laves "
        "først, når det er godkendt.",
        en=f"Version {newest.version} is still a draft. Mend the draft; a new version is made "
        "only once it is signed off.",
    )
