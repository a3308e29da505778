"""A contract that follows the agreement in everything, for tests to break one thing at a time."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from samvirke.agreements import agreement_in_force, is_due, load_agreements, requirement
from samvirke.agreements.requirements import hub_share, measures
from samvirke.schemes.contract_check import ContractCheck, check_file
from samvirke.territory import BodyKind, load_territory

_UNITS = {
    "percent": "pct",
    "percentage_points": "percentage points",
    "nps_points": "NPS points",
    "companies": "firms",
}
_MEASURES = {
    "turnover": "omsætning",
    "employment": "beskæftigelse",
    "productivity": "produktivitet",
}


def compliant_contract(year: int, hub: str = "midtjylland") -> dict[str, Any]:
    """The file of a faultless contract for ``hub`` (by id) in ``year``."""
    day = date(year, 1, 1)
    territory = load_territory()
    body = territory.body(BodyKind.HUB, hub, on=day)
    area = territory.area(body, on=day)
    kkr = territory.membership(area[0], BodyKind.KKR, on=day).body
    agreement = agreement_in_force(load_agreements(), on=day)
    assert agreement is not None
    goals = [_goal(agreement, goal, year, hub) for goal in agreement.goals]
    local = {
        "number": len(goals) + 1,
        "title": "Opsøgende indsats og spredning",
        "thresholds": [
            {
                "id": "a",
                "text": "Andel af vejledningen i by- og landkommuner følger befolkningen",
                "operator": "within",
                "tolerance": "+/- 10 pct. af andelen",
            }
        ],
    }
    dated = f" ({agreement.dated})" if agreement.dated else ""
    return {
        "id": f"RK-{hub.upper()}-{year}",
        "title": f"Resultatkontrakt {year}",
        "parties": [kkr.name, body.name],
        "in_force": str(day),
        "based_on": [f"{agreement.title}{dated}"],
        "municipalities": len(area),
        "national_goals": goals,
        "local_goals": [local],
    }


def check(document: dict[str, Any], folder: Path) -> ContractCheck:
    """Writes the contract into ``folder`` and checks the file."""
    path = folder / "kontrakt.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "utf-8")
    return check_file(path)


def threshold(document: dict[str, Any], goal: int, id_: str) -> dict[str, Any]:
    """The threshold of a goal (by number) in the contract's file."""
    found = next(item for item in goals(document) if item["number"] == goal)
    return next(item for item in found["thresholds"] if item["id"] == id_)


def goals(document: dict[str, Any]) -> list[dict[str, Any]]:
    """National goals, then local ones."""
    return document["national_goals"] + document["local_goals"]


def _goal(agreement: Any, goal: Any, year: int, hub: str) -> dict[str, Any]:
    written = []
    for point in goal.measure_points:
        for measure in measures(point):
            if is_due(point, year=year, measure=measure):
                id_ = "abcdef"[len(written)]
                written.append(_threshold(agreement, point, measure, year, hub, id_))
    document = {"number": goal.number, "framework_ref": goal.id, "title": goal.title.da}
    return document | (
        {"thresholds": written} if written else {"method": "Intet krav i kontraktens år"}
    )


def _threshold(
    agreement: Any, point: Any, measure: str | None, year: int, hub: str, id_: str
) -> dict[str, Any]:
    held = requirement(point, year=year, measure=measure).threshold
    text = point.title.da
    if measure is not None:
        text = f"{text}: {_MEASURES[measure]}"
    if point.definition.segments == "each":
        text = f"{text}, i hvert af drifts- og vækstsegmentet"
    document = {"id": id_, "text": text, "year": year, "operator": held.operator}
    if held.value is None:
        return document | {"value": True, "unit": "boolean"}
    share = hub_share(agreement, point, hub=hub)
    value = held.value if share is None else share.value
    return document | {"value": int(value), "unit": _UNITS[held.unit]}
