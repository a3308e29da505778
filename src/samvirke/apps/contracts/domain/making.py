"""Making a draft from what the record store holds now."""

import tempfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from samvirke.agreements import agreement_path
from samvirke.apps.accounts.models import User
from samvirke.apps.contracts.domain.storing import store_statement
from samvirke.apps.contracts.models import Contract, Statement, StatementFile
from samvirke.apps.imports.domain import Progress, freeze
from samvirke.figures import Text
from samvirke.papers.statement_folder import Basis, Render, write_statement
from samvirke.papers.statement_folder.order_file import ASSESSMENTS_FILE, NAME, PUBLIC
from samvirke.records import InputError, Problem


def make_draft(
    *,
    hub: str,
    year: int,
    cut_off: date | None = None,
    assessments: bytes | None = None,
    demo: bool = False,
    by: User | None,
    at: datetime,
    progress: Progress,
) -> Statement:
    """Freezes the hub's records and makes the year's statement of them, as a draft.

    The newest stored contract of the hub and year is used, if any. Where the newest version is
    signed off, the draft is the next one and names it. Raises ``InputError`` for a year without
    an agreement or bad assessments, and what storing and freezing raise.
    """
    agreement = agreement_path(year)
    if agreement is None:
        raise InputError([Problem("agreement", None, _no_agreement(year))])
    with tempfile.TemporaryDirectory(prefix="samvirke-") as scratch:
        work = Path(scratch)
        freeze(work / "snapshot", hubs=[hub], cut_off=cut_off, progress=progress)
        basis = Basis(
            work / "snapshot",
            agreement,
            _contract_file(hub, year, work),
            _file(assessments, work / "vurderinger.yaml"),
            _earlier(hub, year, work) if cut_off is None else (),
        )
        order = basis.order(hub=hub, year=year, cut_off=cut_off, demo=demo)
        write_statement(basis, order, work / "out", render=render_papers())
        return store_statement(work / "out", by=by, at=at)


def assessments_of(hub: str, year: int) -> bytes | None:
    """The assessments that the hub's newest statement of the year was made with, if any."""
    files = StatementFile.objects.filter(
        path=ASSESSMENTS_FILE, statement__hub=hub, statement__year=year
    )
    newest = files.order_by("-statement__made_at", "-statement").first()
    return None if newest is None else bytes(newest.content)


def render_papers() -> Render:
    """What renders a statement's papers: it lies above the apps, so the settings name it."""
    render: Callable[..., Mapping[str, bytes]] = import_string(settings.SAMVIRKE_RENDER_PAPERS)
    return render


def _contract_file(hub: str, year: int, work: Path) -> Path | None:
    newest = Contract.objects.filter(hub=hub, year=year).order_by("-version").first()
    return _file(None if newest is None else bytes(newest.content), work / "kontrakt.yaml")


def _file(content: bytes | None, path: Path) -> Path | None:
    if content is None:
        return None
    path.write_bytes(content)
    return path


def _earlier(hub: str, year: int, work: Path) -> tuple[Path, ...]:
    """The public JSON of every signed-off version before, the oldest first."""
    found = []
    frozen = Statement.objects.filter(hub=hub, year=year, cut_off=None, frozen=True)
    for statement in frozen.order_by("version"):
        file = statement.files.get(path=f"{PUBLIC}/{NAME}.json")
        path = work / f"version-{statement.version}.json"
        path.write_bytes(bytes(file.content))
        found.append(path)
    return tuple(found)


def _no_agreement(year: int) -> Text:
    return Text(
        da=f"Der er ingen rammeaftale for {year}, så der er intet at gøre op mod.",
        en=f"There is no framework agreement for {year} to judge against.",
    )
