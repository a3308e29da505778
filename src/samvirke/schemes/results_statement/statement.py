"""Makes the results statement of a hub's year from a snapshot, an agreement and a contract."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from samvirke import __version__
from samvirke.agreements import (
    FrameworkAgreement,
    PerformanceContract,
    agreement_in_force,
    load_agreements,
)
from samvirke.figures import Period, Source, Text
from samvirke.records import InputError, Problem
from samvirke.schemes.contract_check.context import Context
from samvirke.schemes.results_statement.addresses import with_addresses
from samvirke.schemes.results_statement.agreement_lines import point_line
from samvirke.schemes.results_statement.assessments import Assessments, nothing_assessed
from samvirke.schemes.results_statement.basis import Basis
from samvirke.schemes.results_statement.contract_lines import additions, local_goals, tolerance
from samvirke.schemes.results_statement.measuring import SnapshotMeasurer
from samvirke.schemes.results_statement.model import FileUsed, Goal, Statement
from samvirke.schemes.results_statement.stated_check import check_stated
from samvirke.territory import Body, BodyKind, Territory, load_territory


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: whose statement, of which year, and what it rests on besides records.

    ``cut_off`` makes it the status at a day of the year instead of the year's statement;
    ``version`` is 1 unless it replaces an earlier one.
    """

    hub: str
    year: int
    contract: PerformanceContract | None = None
    assessments: Assessments | None = None
    cut_off: date | None = None
    version: int = 1
    demo: bool = False
    files: tuple[FileUsed, ...] = ()


def make_statement(
    snapshot: Path,
    order: Order,
    *,
    agreements: Sequence[FrameworkAgreement] | None = None,
    territory: Territory | None = None,
) -> Statement:
    """The statement that ``order`` asks for, counted in the snapshot in a folder.

    Raises ``InputError`` where the snapshot is damaged, no agreement holds in the year, the
    contract or assessments belong to another hub or year, or something is stated that no line can
    use, and ``UnknownPlace`` for an unknown hub.
    """
    territory = territory or load_territory()
    first_day = Period.of_year(order.year).start
    agreement = agreement_in_force(agreements or load_agreements(), on=first_day)
    if agreement is None:
        raise _refused(_no_agreement(order.year))
    hub = territory.body(BodyKind.HUB, order.hub, on=first_day)
    assessments = order.assessments or nothing_assessed(hub.name, order.year)
    _check_belongs(order, hub, assessments)
    contract = None if order.contract is None else _context(order, agreement, territory, hub)
    check_stated(assessments, agreement, contract)
    with SnapshotMeasurer(
        snapshot, agreement, territory, hub=hub, year=order.year, until=order.cut_off
    ) as measurer:
        basis = Basis(hub, order.year, agreement, contract, assessments, measurer)
        limit, asked_by = _spread_goal(basis)
        rows, shares = measurer.volumes(agreement.source(agreement.reporting.hub_statement.clause))
        statement = Statement(
            hub=hub.id,
            hub_name=hub.name,
            kkr_name=_kkr_name(territory, hub, first_day),
            year=order.year,
            agreement=agreement.id,
            agreement_title=agreement.title,
            contract=None if order.contract is None else order.contract.id,
            contract_title=None if order.contract is None else order.contract.title,
            snapshot=measurer.fingerprint,
            code_version=__version__,
            version=order.version,
            due=agreement.reporting.hub_statement.after(order.year),
            goals=(*_national_goals(basis), *local_goals(basis)),
            spread=measurer.spread(limit, asked_by),
            spread_excluded=measurer.spread_excluded(asked_by),
            volumes=rows,
            activity_shares=shares,
            files=order.files,
            cut_off=order.cut_off,
            demo=order.demo,
        )
    return with_addresses(statement)


def _national_goals(basis: Basis) -> tuple[Goal, ...]:
    return tuple(
        Goal(
            goal.id,
            goal.title,
            (
                *(point_line(basis, point) for point in goal.measure_points),
                *additions(basis, goal.id),
            ),
        )
        for goal in basis.agreement.goals
    )


def _spread_goal(basis: Basis) -> tuple[Fraction | None, Source]:
    """The limit of the geographic spread and where it is set: in the contract, if anywhere."""
    if basis.contract is not None:
        for goal in basis.contract.contract.goals:
            for threshold in goal.requirements:
                limit = tolerance(threshold) if threshold.operator == "within" else None
                if limit is not None:
                    return limit, basis.contract_source(goal.number, threshold.id)
    points = [item for item in basis.agreement.measure_points if item.kind == "local_target"]
    clause = points[0].clause if points else basis.agreement.reporting.hub_statement.clause
    return None, basis.agreement.source(clause)


def _context(
    order: Order, agreement: FrameworkAgreement, territory: Territory, hub: Body
) -> Context:
    if order.contract is None:
        raise ValueError("there is no contract")
    kkr = territory.body(BodyKind.KKR, order.contract.kkr_name, on=order.contract.in_force)
    return Context(order.contract, agreement, territory, kkr, hub, None)


def _kkr_name(territory: Territory, hub: Body, day: date) -> str:
    """The KKR whose area holds the hub's municipalities."""
    first = territory.area(hub, on=day)[0]
    return territory.membership(first, BodyKind.KKR, on=day).body.name


def _check_belongs(order: Order, hub: Body, assessments: Assessments) -> None:
    """Refuses a contract or assessments of another hub or year."""
    contract = order.contract
    if contract is not None:
        _same(hub, order.year, contract.hub_name, contract.contract_year, _CONTRACT)
    _same(hub, order.year, assessments.hub, assessments.year, _ASSESSMENTS)
    if order.cut_off is not None and order.cut_off.year != order.year:
        raise _refused(
            Text(
                da=f"Skæringsdagen {order.cut_off} ligger ikke i {order.year}. Vælg en dag i året.",
                en=f"The cut-off day {order.cut_off} is not in {order.year}. Choose a day of it.",
            )
        )


_CONTRACT = Text(da="Kontrakten", en="The contract")
_ASSESSMENTS = Text(da="Vurderingerne", en="The assessments")


def _same(hub: Body, year: int, name: str, other_year: int, what: Text) -> None:
    if name.strip().casefold() not in (hub.id, hub.name.casefold()) or other_year != year:
        raise _refused(
            Text(
                da=f"{what.da} gælder {name} i {other_year}, men opgørelsen er for {hub.name} i "
                f"{year}. Vælg den rigtige fil.",
                en=f"{what.en} belongs to {name} in {other_year}, but the statement is for "
                f"{hub.name} in {year}. Choose the right file.",
            )
        )


def _no_agreement(year: int) -> Text:
    spans = ", ".join(item.title for item in load_agreements())
    return Text(
        da=f"Der er ingen rammeaftale for {year}, så der er intet at gøre op mod. "
        f"Kendte aftaler: {spans}.",
        en=f"There is no framework agreement for {year} to judge against. "
        f"Known agreements: {spans}.",
    )


def _refused(what: Text) -> InputError:
    return InputError([Problem("resultatopgørelse", None, what)])
