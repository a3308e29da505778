"""The buttons of a contract's form that change its rows; nothing is kept."""

import re
from dataclasses import dataclass

from samvirke.apps.contracts.contract_editing.draft import (
    MOST_FIELDS,
    Draft,
    ids_of,
    with_goal,
    with_row,
    without_goal,
    without_row,
)
from samvirke.figures import Text
from samvirke.schemes.contract_check import ContractCheck
from samvirke.schemes.contract_check.placing import matches_of
from samvirke.schemes.contract_start import thresholds_of
from samvirke.territory import BodyKind, load_territory

_ACTION = re.compile(r"([a-z-]+)(?::(\d{1,4}))?(?::(\d{1,4}))?(?::([A-Za-z0-9-]{1,40}))?")
TOO_MANY = Text(
    da="Formularen kan ikke rumme flere rækker. Gem det, der er, og fortsæt i YAML.",
    en="The form cannot hold more rows. Save what there is, and go on in YAML.",
)


@dataclass(frozen=True, slots=True)
class Changed:
    """The form after a button was pressed, and where in it the reader goes on."""

    draft: Draft
    focus: str


def acted(draft: Draft, action: str, check: ContractCheck | None) -> Changed | None:
    """What the button ``action`` makes of the form; ``None`` for one that changes no rows."""
    found = _ACTION.fullmatch(action)
    if found is None:
        return None
    name, goal, row = found[1], int(found[2] or 0), int(found[3] or 0)
    if name in ("add-national", "add-local"):
        changed = with_goal(draft, national=name == "add-national")
        return Changed(changed, f"g{_new_goal(draft, changed)}-title")
    if found[2] is None or goal >= len(draft.goals):
        return None
    rows = len(draft.goals[goal].rows)
    if name == "remove-goal":
        return Changed(without_goal(draft, goal), "goals")
    if name == "remove-row":
        return Changed(without_row(draft, goal, row), f"g{goal}")
    if name == "add-row":
        return Changed(with_row(draft, goal), f"g{goal}-t{rows}-text")
    if name == "add-point" and check is not None:
        return Changed(_with_point(draft, goal, found[4] or "", check), f"g{goal}-t{rows}-text")
    return None


def is_too_large(draft: Draft) -> bool:
    """Whether the form has more fields than can be sent at once."""
    return draft.field_count > MOST_FIELDS


def _new_goal(before: Draft, after: Draft) -> int:
    pairs = enumerate(zip(before.goals, after.goals, strict=False))
    return next((at for at, (old, new) in pairs if old != new), len(before.goals))


def _with_point(draft: Draft, goal: int, point: str, check: ContractCheck) -> Draft:
    """The form with what the agreement requires of a measure point that a goal lacks."""
    contract, year = check.contract, check.contract.contract_year
    named = [item for item in check.agreement.measure_points if item.id == point]
    if not named:
        return draft
    hub = load_territory().body(BodyKind.HUB, contract.hub_name, on=contract.in_force)
    spoken_of = matches_of(contract, check.agreement).values()
    rows = thresholds_of(
        check.agreement,
        named[0],
        year=year,
        hub=hub,
        taken=ids_of(draft.goals[goal]),
        held=[
            match.measure
            for match in spoken_of
            if match.point == named[0]
            and (not match.threshold.named_years or year in match.threshold.named_years)
        ],
    )
    return with_row(draft, goal, *rows) if rows else draft
