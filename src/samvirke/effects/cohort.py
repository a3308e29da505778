"""One cohort: those whose guidance ended in a year, and the pool of never guided companies.

Everybody must be known in the base year: alive, with turnover, employees, sector and the other
traits that matching asks for. Who is not is counted, with the first reason that applies.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from samvirke.agreements import EffectDefinition
from samvirke.effects.balance import Balance, balance
from samvirke.effects.guided import Engagement
from samvirke.effects.mahalanobis import match_by_mahalanobis
from samvirke.effects.matching import Outcome, Pairs, Rule, Whole, cells, match
from samvirke.effects.register import ACTIVE, EXITED, MERGED, Register
from samvirke.effects.score import Flags, Floats, Score, logistic_score
from samvirke.figures import Text


class Reason(Enum):
    """Why a guided company has no pair."""

    NOT_IN_REGISTER = "not_in_register"
    OUTSIDE_PANEL = "outside_panel"
    MISSING_BASE_YEAR = "missing_base_year"
    NO_CELL = "no_cell"
    NO_CONTROL_NEAR = "no_control_near"

    @property
    def label(self) -> Text:
        """The reason in words."""
        return _REASONS[self]


_REASONS = {
    Reason.NOT_IN_REGISTER: Text("findes ikke i registret", "not in the register"),
    Reason.OUTSIDE_PANEL: Text(
        "basisåret eller året før ligger uden for registret",
        "the base year or the year before lies outside the register",
    ),
    Reason.MISSING_BASE_YEAR: Text(
        "mangler tal i basisåret (omsætning, årsværk, branche, alder eller vækst før)",
        "lacks numbers in the base year (turnover, employees, sector, age or growth before)",
    ),
    Reason.NO_CELL: Text(
        "ingen ikke-vejledt virksomhed i samme celle", "no never guided company in the same cell"
    ),
    Reason.NO_CONTROL_NEAR: Text(
        "ingen ledig kontrolvirksomhed inden for grænsen (caliper)",
        "no free control within the caliper",
    ),
}


@dataclass(frozen=True, slots=True)
class Cohort:
    """The companies that can be matched, in the order of their numbers.

    ``rows`` are their rows in the register, ``variables`` the score variables (companies × names).
    ``engagements`` belong to the guided ones in their order; ``left_out`` are guided companies
    that cannot be matched.
    """

    base_year: int
    rows: Whole
    guided: Flags
    cell: Whole
    variables: Floats
    names: tuple[str, ...]
    engagements: tuple[Engagement, ...]
    left_out: tuple[tuple[Engagement, Reason], ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """A cohort with its pairs, whose positions count in the cohort."""

    cohort: Cohort
    score: Score
    pairs: Pairs

    @property
    def reasons(self) -> dict[Reason, int]:
        """How many guided companies have no pair, by reason."""
        found = dict.fromkeys(Reason, 0)
        for _, reason in self.cohort.left_out:
            found[reason] += 1
        found[Reason.NO_CELL] += int((self.pairs.outcomes == Outcome.NO_CELL).sum())
        found[Reason.NO_CONTROL_NEAR] += int((self.pairs.outcomes == Outcome.NO_CONTROL_NEAR).sum())
        return found

    def balance(self) -> tuple[Balance, ...]:
        """The balance of the score variables and of the score itself."""
        cohort = self.cohort
        variables = np.column_stack([cohort.variables, self.score.logit])
        return balance(cohort.guided, variables, (*cohort.names, "score"), self.pairs)


def cohort_of(
    register: Register,
    chosen: dict[int, Engagement],
    ever_guided: Whole,
    definition: EffectDefinition,
    *,
    base_year: int,
) -> Cohort:
    """The cohort of ``chosen`` engagements with the never guided companies of the register."""
    columns = [register.column(base_year - 1), register.column(base_year)]
    numbers = np.array(sorted(chosen), np.int64)
    held = np.isin(numbers, register.companies)
    left_out = [(chosen[int(one)], Reason.NOT_IN_REGISTER) for one in numbers[~held]]
    before, at = columns
    if at is None or before is None:
        left_out += [(chosen[int(one)], Reason.OUTSIDE_PANEL) for one in numbers[held]]
        before = at = 0
        held[:] = False
    own = np.searchsorted(register.companies, numbers[held])
    guided = np.zeros(len(register.companies), np.bool_)
    guided[own] = True
    pool = ~np.isin(register.companies, ever_guided) | guided
    variables, known = _score_variables(register, definition, before, at, base_year)
    known &= _known_traits(register, definition, at) & (register.status[:, at] == ACTIVE)
    lacking = np.flatnonzero(guided & ~known)
    left_out += [
        (chosen[int(register.companies[row])], Reason.MISSING_BASE_YEAR) for row in lacking
    ]
    rows = np.flatnonzero(pool & known)
    cell = cells(*(register.traits[name][rows, at].astype(np.int64) for name in definition.exact))
    return Cohort(
        base_year,
        rows,
        guided[rows],
        cell if definition.exact else np.zeros(len(rows), np.int64),
        variables[rows],
        tuple(definition.score),
        tuple(chosen[int(register.companies[row])] for row in rows[guided[rows]]),
        tuple(left_out),
    )


def _score_variables(
    register: Register, definition: EffectDefinition, before: int, at: int, year: int
) -> tuple[Floats, Flags]:
    """The score variables of every company, and who has them all, turnover and employees too."""
    turnover, employees = register.turnover, register.employees
    with np.errstate(divide="ignore", invalid="ignore"):
        variables = np.column_stack(
            [_score_variable(register, name, before, at, year) for name in definition.score]
        )
    known = np.isfinite(variables).all(axis=1)
    return variables, known & (turnover[:, at] > 0) & (employees[:, at] > 0)


def _score_variable(register: Register, name: str, before: int, at: int, year: int) -> Floats:
    """One score variable of every company; ``definition.score`` names which there are."""
    turnover, employees = register.turnover, register.employees
    shown: Floats
    if name == "age":
        shown = year - register.founded
    elif name == "log_turnover":
        shown = np.log(turnover[:, at])
    elif name == "log_full_time_equivalents":
        shown = np.log(employees[:, at])
    else:
        values = turnover if name == "turnover_growth_before" else employees
        shown = np.log(values[:, at] / values[:, before])
    return shown


def _known_traits(register: Register, definition: EffectDefinition, at: int) -> Flags:
    known = np.ones(len(register.companies), np.bool_)
    for name in definition.exact:
        known &= register.traits[name][:, at] >= 0
    return known


def match_cohort(
    cohort: Cohort, definition: EffectDefinition, *, score: Score | None = None
) -> Matched:
    """The cohort with its pairs. Raises ``CannotEstimate`` where the score cannot be computed."""
    score = score or logistic_score(cohort.guided, cohort.variables, cohort.names)
    rule = Rule(definition.ratio, definition.replacement, float(definition.caliper))
    if definition.distance == "mahalanobis":
        pairs = match_by_mahalanobis(
            cohort.guided, cohort.variables, score.logit, cohort.cell, rule
        )
    else:
        pairs = match(cohort.guided, score.logit, cohort.cell, rule)
    return Matched(cohort, score, pairs)


@dataclass(frozen=True, slots=True)
class Values:
    """Base and end value of each company of a cohort, not a number where unknown.

    ``gone`` exited before the end, ``merged`` into another: neither has an end value.
    """

    base: Floats
    end: Floats
    gone: Flags
    merged: Flags


def values_of(
    register: Register, rows: Whole, measure: str, base_year: int, end_year: int
) -> Values:
    """``measure`` of both years: turnover, employment, or a productivity proxy.

    Raises ``LookupError`` where the register lacks a year.
    """
    first, last = register.column(base_year), register.column(end_year)
    if first is None or last is None:
        raise LookupError(f"{base_year}–{end_year}")
    status = register.status[rows, first + 1 : last + 1]
    merged = (status == MERGED).any(axis=1)
    gone = (status == EXITED).any(axis=1) & ~merged
    base, end = (_measured(register, rows, measure, at) for at in (first, last))
    end = np.where(gone | merged, np.nan, end)
    return Values(base, end, gone, merged)


def _measured(register: Register, rows: Whole, measure: str, at: int) -> Floats:
    return outcome_of(register, measure)(rows, at)


def outcome_of(register: Register, measure: str) -> Callable[[Whole | slice, int | slice], Floats]:
    """How the register shows ``measure``, asked by rows and columns.

    Raises ``KeyError`` for a measure that it does not know.
    """
    over = {
        "turnover_per_full_time_equivalent": register.turnover,
        "value_added_per_full_time_equivalent": register.value_added,
    }
    plain = {"turnover": register.turnover, "employment": register.employees}

    def shown(rows: Whole | slice, at: int | slice) -> Floats:
        if measure in plain:
            values: Floats = plain[measure][rows, at]
            return values
        employees = register.employees[rows, at]
        with np.errstate(divide="ignore", invalid="ignore"):
            per_employee: Floats = np.where(
                employees > 0, over[measure][rows, at] / employees, np.nan
            )
        return per_employee

    return shown
