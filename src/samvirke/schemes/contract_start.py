"""A performance contract to begin with: what the agreement requires, or last year's contract.

Sources: 2021-2023: 7.1 and 7.2; 2024-2027: 8.1 and 8.2. The national goals must stand in every
contract; which measure points are due, and at which level, the agreement says year by year.

>>> from samvirke.territory import BodyKind, load_territory
>>> funen = load_territory().body(BodyKind.HUB, "fyn", on=date(2025, 1, 1))
>>> goal = contract_of_agreement(funen, 2025)["national_goals"][1]
>>> [(row["measure_point"], row["operator"], row["value"]) for row in goal["thresholds"]]
[('RA24-M2a', '>=', '50'), ('RA24-M2b', '>=', '55')]
"""

from collections.abc import Collection
from datetime import date
from string import ascii_lowercase
from typing import Any

from samvirke.agreements import (
    FrameworkAgreement,
    Goal,
    MeasurePoint,
    Threshold,
    agreement_in_force,
    hub_share,
    load_agreements,
    measures,
    requirement,
)
from samvirke.agreements.contract import read_years
from samvirke.agreements.contract_document import Document, Plain, without_comments
from samvirke.agreements.framework import PREVIOUS_LEVEL
from samvirke.agreements.vocabulary import Measure
from samvirke.figures import canonical
from samvirke.schemes.contract_check.coverage import MEASURE_NAMES, SEGMENT_NAMES
from samvirke.territory import Body, BodyKind, Territory, load_territory

_OF_ITS_YEAR = (
    *("year", "source", "agenda_item", "status", "signed", "draft_date"),
    *("basic_grant_1000kr", "basic_grant_table", "basic_grant_mio_kr_text", "key_basis"),
)


def contract_of_agreement(hub: Body, year: int) -> Document:
    """A contract with the measure points that are due in ``year``, at the agreement's level.

    Raises ``LookupError`` for a year without an agreement.
    """
    day = date(year, 1, 1)
    agreement = agreement_in_force(load_agreements(), on=day)
    if agreement is None:
        raise LookupError(f"no agreement in {year}")
    return {
        "schema": Plain("samvirke.performance-contract/1"),
        **_head(hub, agreement, load_territory(), day),
        "national_goals": [_goal(agreement, goal, year, hub) for goal in agreement.goals],
    }


def contract_of_last_year(last: Document, *, since: int, year: int) -> Document:
    """The contract of the year ``since`` for ``year``.

    Name, title, day and the thresholds of that one year move on; what belonged to the old paper
    (its source, whether it was signed, the base grant, comments) is left out. Numbers stand.
    """
    started: Document = without_comments(last)
    for name in _OF_ITS_YEAR:
        started.pop(name, None)
    for name in ("id", "title"):
        started[name] = started[name].replace(str(since), str(year))
    started["in_force"] = Plain(f"{year}-01-01")
    for goal in (*started["national_goals"], *(started.get("local_goals") or ())):
        for threshold in goal.get("thresholds") or ():
            for name in ("year", "years"):
                if read_years(threshold.get(name)) == (since,):
                    threshold[name] = Plain(str(year))
    return started


def thresholds_of(
    agreement: FrameworkAgreement,
    point: MeasurePoint,
    *,
    year: int,
    hub: Body,
    taken: Collection[str] = (),
    held: Collection[Measure | None] = (),
) -> list[Document]:
    """A threshold for each measure of ``point`` that is due in ``year`` and not ``held`` yet.

    ``taken`` are the ids that the goal's thresholds have.
    """
    made: list[Document] = []
    for measure in measures(point):
        threshold = requirement(point, year=year, measure=measure).threshold
        if threshold is not None and measure not in held:
            id_ = free_id([*taken, *(item["id"] for item in made)])
            level = _threshold(agreement, point, threshold, year, hub)
            made.append({"id": Plain(id_), **level})
    return made


def free_id(taken: Collection[str]) -> str:
    """The first letter that is not taken, or, after z, the first number.

    >>> free_id(["a", "c"])
    'b'
    """
    names: list[str] = [*ascii_lowercase, *(str(number) for number in range(1, len(taken) + 2))]
    return next(name for name in names if name not in taken)


def _head(hub: Body, agreement: FrameworkAgreement, territory: Territory, day: date) -> Document:
    area = territory.area(hub, on=day)
    kkr = territory.membership(area[0], BodyKind.KKR, on=day).body
    dated = f" ({agreement.dated})" if agreement.dated else ""
    return {
        "id": Plain(f"RK-{hub.id.upper()}-{day.year}"),
        "title": f"Resultatkontrakt {day.year}",
        "parties": [kkr.name, hub.name],
        "in_force": Plain(day.isoformat()),
        "based_on": [f"{agreement.title}{dated}"],
        "municipalities": Plain(str(len(area))),
    }


def _goal(agreement: FrameworkAgreement, goal: Goal, year: int, hub: Body) -> Document:
    rows: list[Document] = []
    for point in goal.measure_points:
        taken = [row["id"] for row in rows]
        rows += thresholds_of(agreement, point, year=year, hub=hub, taken=taken)
    started = {
        "number": Plain(str(goal.number)),
        "framework_ref": Plain(goal.id),
        "title": goal.title.da,
    }
    if rows:
        return started | {"thresholds": rows}
    local = any(point.kind == "local_target" for point in goal.measure_points)
    return started | {
        "method": "Fastsættes som lokalt mål"
        if local
        else f"Rammeaftalen har intet krav i {year} (punkt {goal.clause})"
    }


def _threshold(
    agreement: FrameworkAgreement, point: MeasurePoint, held: Threshold, year: int, hub: Body
) -> Document:
    made: dict[str, Any] = {
        "measure_point": Plain(point.id),
        "text": point.title.da,
        "year": Plain(str(year)),
        "operator": held.operator,
    }
    if held.measure is not None and len(measures(point)) > 1:
        made["measure"] = MEASURE_NAMES[held.measure].da
    if point.definition.segments == "each":
        made["segment_rule"] = SEGMENT_NAMES["each"].da
    if held.value is None:
        return made | {"value": Plain("true")}
    share = hub_share(agreement, point, hub=hub.id)
    value = held.number if share is None else share.value
    made |= {"value": Plain(canonical(value)), "unit": held.figure_unit.many.da}
    if held.relative_to is not None:
        made["relative_to"] = str(_base_year(agreement, point, held, year))
    return made


def _base_year(
    agreement: FrameworkAgreement, point: MeasurePoint, held: Threshold, year: int
) -> int:
    """The year that a rise is counted from."""
    if held.relative_to != PREVIOUS_LEVEL:
        return agreement.baseline(held.relative_to or "").year
    return max(item for other in point.thresholds for item in other.years if item < year)
