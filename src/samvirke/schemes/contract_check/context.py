"""What every rule of the contract check needs to know."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from samvirke.agreements import ContractGoal, FrameworkAgreement, PerformanceContract
from samvirke.agreements.framework import MeasurePoint
from samvirke.figures import Figure, Given, address
from samvirke.schemes.contract_check.matching import Match, Resolved, match_thresholds, resolve
from samvirke.territory import Body, Territory


@dataclass(frozen=True)
class Context:
    """The contract, the agreement it stands under, its parties, and who speaks of what."""

    contract: PerformanceContract
    agreement: FrameworkAgreement
    territory: Territory
    kkr: Body
    hub: Body
    folder: Path | None

    @property
    def year(self) -> int:
        """The contract's year."""
        return self.contract.contract_year

    @property
    def day(self) -> date:
        """The day on which the contract enters into force."""
        return self.contract.in_force

    @cached_property
    def resolved(self) -> tuple[Resolved, ...]:
        """Each national goal with the framework goal it carries out."""
        return tuple(resolve(goal, self.agreement) for goal in self.contract.national_goals)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """Every threshold of a national goal that speaks of a measure point."""
        return tuple(
            match
            for item in self.resolved
            if item.goal is not None
            for match in match_thresholds(
                item.contract_goal, item.goal.measure_points, self.agreement
            )
        )

    def matches_of(self, point: MeasurePoint) -> tuple[Match, ...]:
        """The thresholds that speak of one measure point."""
        return tuple(match for match in self.matches if match.point == point)


def clause_of(goal: ContractGoal, *ids: str) -> str:
    """Where in the contract something stands: »mål 6, d«."""
    place = goal.clause or f"mål {goal.number}"
    return f"{place}, {' og '.join(ids)}" if ids else place


def addressed(
    context: Context, match: Match, level: Figure | Given, *, year: int
) -> tuple[Figure, ...]:
    """The figure under its permanent address; a number that is merely given needs none."""
    if isinstance(level, Given):
        return ()
    goal = f"mål {match.goal.number} {match.threshold.id}"
    place = address("resultatkontrakt", context.contract.id, goal, str(year))
    return (Figure(level.name, level.value, level.unit, level.derivation, place),)
