"""Which goal or threshold of a contract findings and measure points belong beside."""

from samvirke.agreements import ContractGoal, FrameworkAgreement, PerformanceContract
from samvirke.schemes.contract_check.context import clause_of
from samvirke.schemes.contract_check.findings import Finding
from samvirke.schemes.contract_check.matching import Match, match_thresholds, resolve

Spot = tuple[int, int | None]


def spots_of(finding: Finding, contract: PerformanceContract) -> tuple[Spot, ...]:
    """The thresholds that ``finding`` names, or its goal; nothing where it is about neither.

    A goal is its place among ``contract.goals``, a threshold its place in the goal.
    """
    told = finding.contract_clause or ""
    return tuple(
        (at, row) for at, goal in enumerate(contract.goals) for row in _rows_named(told, goal)
    )


def _rows_named(told: str, goal: ContractGoal) -> tuple[int | None, ...]:
    if told == clause_of(goal):
        return (None,)
    if not told.startswith(f"{clause_of(goal)}, "):
        return ()
    rows = goal.requirements
    single = [at for at, row in enumerate(rows) if told == clause_of(goal, row.id)]
    named = told.removeprefix(f"{clause_of(goal)}, ").split(" og ")
    several = [at for at, row in enumerate(rows) if row.id in named]
    return tuple(single or several) or (None,)


def matches_of(contract: PerformanceContract, agreement: FrameworkAgreement) -> dict[Spot, Match]:
    """By threshold of a national goal the measure point that it speaks of, if it does."""
    found: dict[Spot, Match] = {}
    for at, goal in enumerate(contract.national_goals):
        carried = resolve(goal, agreement).goal
        points = carried.measure_points if carried is not None else ()
        for match in match_thresholds(goal, points, agreement):
            found[at, goal.requirements.index(match.threshold)] = match
    return found
