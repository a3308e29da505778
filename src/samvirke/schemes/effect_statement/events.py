"""The event study: what happened in the years before and after guidance, over all cohorts.

Difference-in-differences in log points (Callaway and Sant'Anna), first on the guided and the
controls that they were matched with, then against all never guided, so that both can be seen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from samvirke.agreements import EffectDefinition, MeasurePoint
from samvirke.agreements.effect_definition import Disclosure
from samvirke.agreements.vocabulary import Measure
from samvirke.effects.cohort import outcome_of
from samvirke.effects.disclosure import Cell, hidden_alone
from samvirke.effects.guided import GuidedCompanies
from samvirke.effects.matching import Whole
from samvirke.effects.register import ACTIVE, Register
from samvirke.effects.score import Floats
from samvirke.effects.staggered import NEVER, Effect, Years, staggered
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
    never = ~np.isin(register.companies, guided.companies)
    paired = [match for year in years for match in year.matches if match.controls]
    numbers = {one for match in paired for one in (match.company, *match.controls)}
    matched = np.isin(register.companies, np.array(sorted(numbers), np.int64))
    measures = dict.fromkeys(
        threshold.measure for threshold in point.thresholds if threshold.measure is not None
    )
    found = []
    for measure in measures:
        last = max(year for threshold in point.thresholds for year in threshold.years)
        outcome = _log_points(
            register, definition.proxy_of(last) if measure == "productivity" else measure
        )
        for sample, rows in (("matched", matched), ("all", never | (first > NEVER))):
            panel = _Panel(outcome[rows], first[rows], register.years, register.turnover[rows])
            found.append(_study(point, measure, sample, panel, definition.disclosure))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Panel:
    """Outcome and turnover of companies by year, and the year each was first guided."""

    outcome: Floats
    first: Years
    years: Whole
    turnover: Floats

    def largest_share(self, event: int) -> float:
        """How much of their turnover before guidance the largest guided company of an event year
        holds, from 0 to 1.
        """
        guided = np.flatnonzero(self.first > NEVER)
        group = self.first[guided] - int(self.years[0])
        base = group - 1 if event >= 0 else group + event - 1
        inside = (group >= 1) & (base >= 0) & (group + event < len(self.years))
        rows, base, at = guided[inside], base[inside], (group + event)[inside]
        known = np.isfinite(self.outcome[rows, at]) & np.isfinite(self.outcome[rows, base])
        turnover = np.nan_to_num(self.turnover[rows, group[inside] - 1])[known]
        total = float(turnover.sum())
        return float(turnover.max()) / total if total > 0 else 1.0


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
    panel: _Panel,
    rule: Disclosure,
) -> EventStudy:
    found = staggered(panel.outcome, panel.first, panel.years)
    shown = tuple(_events(found.by_event_year, panel, rule))
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


def _events(effects: Mapping[int, Effect], panel: _Panel, rule: Disclosure) -> Iterator[EventYear]:
    for event, effect in effects.items():
        cell = Cell(effect.treated, panel.largest_share(event))
        alone = hidden_alone(cell, minimum=rule.minimum, dominance_percent=rule.dominance_percent)
        if alone is None:
            yield _event(event, effect)
        else:
            yield EventYear(event, None, None, None, None)


def _event(event: int, effect: Effect) -> EventYear:
    low, high = effect.interval
    return EventYear(event, effect.estimate, low, high, effect.treated)
