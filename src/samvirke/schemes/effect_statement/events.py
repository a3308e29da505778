"""The event study: what happened in the years before and after guidance, over all cohorts.

Difference-in-differences in log points (Callaway and Sant'Anna), first each cohort of guided
against the controls that it was matched with, then against all never guided, so that both can be
seen.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from samvirke.agreements import EffectDefinition, MeasurePoint
from samvirke.agreements.effect_definition import Disclosure
from samvirke.agreements.vocabulary import Measure
from samvirke.effects.cohort import outcome_of
from samvirke.effects.disclosure import Cell, hidden_alone
from samvirke.effects.guided import GuidedCompanies
from samvirke.effects.matched_years import CohortPairs, matched_years
from samvirke.effects.register import ACTIVE, Register
from samvirke.effects.score import Floats
from samvirke.effects.staggered import NEVER, Effect, Staggered, Years, staggered
from samvirke.schemes.effect_statement.model import EventStudy, EventYear, PointYear


def event_studies(
    point: MeasurePoint,
    definition: EffectDefinition,
    register: Register,
    guided: GuidedCompanies,
    years: Sequence[PointYear],
) -> tuple[EventStudy, ...]:
    """The event studies of each measure of ``point``; ``years`` hold the matches."""
    first = _first_years(point, definition, register, guided)
    counted = ~np.isin(register.companies, guided.companies) | (first > NEVER)
    cohorts = [_pairs(register, year) for year in years if year.matched]
    measures = dict.fromkeys(
        threshold.measure for threshold in point.thresholds if threshold.measure is not None
    )
    found = []
    for measure in measures:
        last = max(year for threshold in point.thresholds for year in threshold.years)
        outcome = _log_points(
            register, definition.proxy_of(last) if measure == "productivity" else measure
        )
        matched = matched_years(outcome, cohorts, register.years)
        group = {row: one.group for one in cohorts for row in one.treated.tolist()}
        turnover = {row: _turnover_before(register, row, year) for row, year in group.items()}
        found.append(_study(point, measure, "matched", matched, turnover, definition.disclosure))
        rows = np.flatnonzero(counted)
        everybody = staggered(outcome[rows], first[rows], register.years)
        turnover = {
            at: _turnover_before(register, int(rows[at]), int(first[rows[at]]))
            for at in np.flatnonzero(first[rows] > NEVER).tolist()
        }
        found.append(_study(point, measure, "all", everybody, turnover, definition.disclosure))
    return tuple(found)


def _pairs(register: Register, year: PointYear) -> CohortPairs:
    """The year's matches as rows of the register."""
    pairs = [(match.company, control) for match in year.matches for control in match.controls]
    rows = np.searchsorted(register.companies, np.array(pairs, np.int64))
    return CohortPairs(year.ended_year, rows[:, 0], rows[:, 1])


def _turnover_before(register: Register, row: int, year: int) -> float:
    """The turnover of the year before guidance ended in ``year``; nothing where unknown."""
    at = register.column(year - 1)
    return 0.0 if at is None else float(np.nan_to_num(register.turnover[row, at]))


def _first_years(
    point: MeasurePoint,
    definition: EffectDefinition,
    register: Register,
    guided: GuidedCompanies,
) -> Years:
    """The year guidance ended of each company of the segment, 0 for everybody else."""
    counted = guided.counted(
        point.definition.segments,
        engagement="first",
        minimum_minutes=definition.minimum_minutes,
    )
    first = np.zeros(len(register.companies), np.int64)
    numbers = np.array(sorted(counted), np.int64)
    held = np.isin(numbers, register.companies)
    rows = np.searchsorted(register.companies, numbers[held])
    first[rows] = [counted[int(number)].year for number in numbers[held]]
    return first


def _log_points(register: Register, outcome: str) -> Floats:
    """A hundred times the logarithm of the outcome, not a number where there is none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(outcome_of(register, outcome)(slice(None), slice(None)))
    shown: Floats = 100 * logs
    shown[~np.isfinite(logs) | (register.status != ACTIVE)] = np.nan
    return shown


def _study(
    point: MeasurePoint,
    measure: Measure,
    sample: str,
    found: Staggered,
    turnover: Mapping[int, float],
    rule: Disclosure,
) -> EventStudy:
    """What may be shown of ``found``; ``turnover`` of its guided companies before guidance."""
    shown = tuple(_events(found, turnover, rule))
    # The mean over the years after guidance goes with any of them: the rest would follow.
    hidden = any(event.event >= 0 and event.value is None for event in shown)
    return EventStudy(
        point.definition.segments,
        measure,
        sample,
        shown,
        None if found.overall is None or hidden else _event(0, found.overall),
        len(found.cells),
    )


def _events(
    found: Staggered, turnover: Mapping[int, float], rule: Disclosure
) -> Iterator[EventYear]:
    for event, effect in found.by_event_year.items():
        held = [turnover[row] for row in found.guided[event].tolist()]
        largest = max(held) / sum(held) if sum(held) > 0 else 1.0
        cell = Cell(len(held), largest)
        alone = hidden_alone(cell, minimum=rule.minimum, dominance_percent=rule.dominance_percent)
        if alone is None:
            yield _event(event, effect)
        else:
            yield EventYear(event, None, None, None, None)


def _event(event: int, effect: Effect) -> EventYear:
    low, high = effect.interval
    return EventYear(event, effect.estimate, low, high, effect.treated)
