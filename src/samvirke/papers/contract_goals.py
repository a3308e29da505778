"""What a performance contract demands, goal by goal, in words."""

from dataclasses import dataclass

from samvirke.agreements import ContractGoal, ContractThreshold, PerformanceContract
from samvirke.figures import Language, Text, format_number
from samvirke.figures.units import UNITS
from samvirke.schemes.contract_check.matching import unit_code

_BOUNDS = {
    ">=": Text(da="mindst {value}", en="at least {value}"),
    ">": Text(da="mere end {value}", en="more than {value}"),
    "<=": Text(da="højst {value}", en="at most {value}"),
    "<": Text(da="under {value}", en="less than {value}"),
    "=": Text(da="{value}", en="{value}"),
    "increase>=": Text(da="stigning på mindst {value}", en="a rise of at least {value}"),
    "within": Text(da="inden for {value}", en="within {value}"),
    "about equal": Text(da="omtrent lige", en="about equal"),
    "done": Text(da="leveret", en="delivered"),
}


@dataclass(frozen=True, slots=True)
class ContractRow:
    """One threshold: the contract's own words, what must be reached, and when.

    ``years`` is empty where the contract names none.
    """

    text: str
    requirement: str
    years: str


@dataclass(frozen=True, slots=True)
class ContractGoalRows:
    """A goal with its thresholds; ``reference`` is the agreement's goal that it refers to."""

    number: int
    title: str
    reference: str
    rows: tuple[ContractRow, ...]


def goals_of(
    contract: PerformanceContract, language: Language
) -> tuple[tuple[ContractGoalRows, ...], tuple[ContractGoalRows, ...]]:
    """The national goals and the local ones."""
    return (
        tuple(_goal(goal, language) for goal in contract.national_goals),
        tuple(_goal(goal, language) for goal in contract.locals),
    )


def _goal(goal: ContractGoal, language: Language) -> ContractGoalRows:
    rows = (
        ContractRow(
            text=threshold.text,
            requirement=_requirement(threshold, language),
            years=", ".join(str(year) for year in threshold.named_years),
        )
        for threshold in goal.requirements
    )
    return ContractGoalRows(int(goal.number), goal.name, goal.framework_ref or "", tuple(rows))


def _requirement(threshold: ContractThreshold, language: Language) -> str:
    value, code = threshold.number, unit_code(threshold)
    told = threshold.tolerance or ""
    if value is not None:
        known = UNITS.get(code or "")
        plain = f"{format_number(value, language)} {threshold.unit or ''}".strip()
        told = known.with_value(value, language) if known else plain
    return _BOUNDS[threshold.operator].in_language(language).format(value=told).strip()
