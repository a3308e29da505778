"""Making a draft from what the record store holds now."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from samvirke.agreements import agreement_path, load_contract
from samvirke.apps.accounts.models import User
from samvirke.apps.contracts.domain.confirming import contract_for_draft
from samvirke.apps.contracts.domain.refusals import StatementRefused
from samvirke.apps.contracts.domain.storing import store_statement
from samvirke.apps.contracts.models import Statement, StatementFile
from samvirke.apps.effects.domain import with_published_effects
from samvirke.apps.imports.domain import Progress, erased_years, freeze, has_made_up_rows
from samvirke.figures import Text
from samvirke.papers.statement_folder import Basis, Render, write_statement
from samvirke.papers.statement_folder.order_file import ASSESSMENTS_FILE, NAME, PUBLIC
from samvirke.records import InputError, Problem
from samvirke.schemes.results_statement import years_read
from samvirke.schemes.results_statement.assessments import load_assessments


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

    The hub's contract of the year that is in force is used, else the newest proposal of one, if
    any, and the effects that were published last. ``demo`` marks it as made up; where any of the
    hub's records is, it always is marked. Where the newest version is signed off, the draft is the
    next one and names it.
    Raises ``InputError`` for a year without an agreement or bad assessments, ``StatementRefused``
    where rows that it would count were erased since, and what storing and freezing raise.
    """
    agreement = agreement_path(year)
    if agreement is None:
        raise InputError([Problem("agreement", None, _no_agreement(year))])
    demo = demo or has_made_up_rows(hub)
    with tempfile.TemporaryDirectory(prefix="samvirke-") as scratch:
        work = Path(scratch)
        contract = _contract_file(hub, year, work)
        _check_nothing_erased(hub, year, contract)
        freeze(work / "snapshot", hubs=[hub], cut_off=cut_off, progress=progress)
        basis = Basis(
            work / "snapshot",
            agreement,
            contract,
            _assessed(assessments, work / "vurderinger.yaml", hub=hub, year=year, demo=demo),
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
    used = contract_for_draft(hub, year)
    return _file(None if used is None else bytes(used.content), work / "kontrakt.yaml")


def _check_nothing_erased(hub: str, year: int, contract: Path | None) -> None:
    read = years_read(year, None if contract is None else load_contract(contract))
    erased = erased_years(hub, read)
    if erased:
        raise StatementRefused(_erased(year, erased))


def _file(content: bytes | None, path: Path) -> Path | None:
    if content is None:
        return None
    path.write_bytes(content)
    return path


def _assessed(content: bytes | None, path: Path, *, hub: str, year: int, demo: bool) -> Path | None:
    """The assessments, once they can be read, with the published effects among them."""
    if _file(content, path) is not None:
        load_assessments(path)
    return _file(with_published_effects(content, hub=hub, year=year, demo=demo), path)


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


def _erased(year: int, erased: Sequence[int]) -> Text:
    years = ", ".join(str(item) for item in erased)
    return Text(
        da=f"Der kan ikke laves et udkast for {year}: registreringer og svar fra {years} er "
        "slettet, fordi de har været gemt så længe, de må, og opgørelsen tæller dem med. De "
        "opgørelser, der er lavet, står ved magt og kan regnes efter på deres egne udtræk.",
        en=f"No draft can be made for {year}: registrations and answers from {years} were erased, "
        "as they had been kept for as long as they may be, and the statement counts them. The "
        "statements that were made stand, and can be recomputed from their own snapshots.",
    )
