"""The event study: what happened in the years before and after guidance, over all cohorts.

Difference-in-differences in log points (Callaway and Sant'Anna), first on the guided and the
controls that they were matched with, then against all never guided, so that both can be seen.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from samvirke.agreements import EffectDefinition, MeasurePoint
from samvirke.agreements.vocabulary import Measure
from samvirke.effects.cohort import outcome_of
from samvirke.effects.guided import GuidedCompanies
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
            found.append(
                _study(point, measure, sample, outcome[rows], first[rows], register, definition)
            )
    return tuple(found)


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
    outcome: Floats,
    first: Years,
    register: Register,
    definition: EffectDefinition,
) -> EventStudy:
    found = staggered(outcome, first, register.years)
    minimum = definition.disclosure.minimum
    return EventStudy(
        point.definition.segments,
        measure,
        sample,
        tuple(_events(found.by_event_year, minimum)),
        None if found.overall is None else _event(0, found.overall, minimum),
        len(found.cells),
    )


def _events(effects: dict[int, Effect], minimum: int) -> Iterator[EventYear]:
    for event, effect in effects.items():
        yield _event(event, effect, minimum)


def _event(event: int, effect: Effect, minimum: int) -> EventYear:
    if effect.treated < minimum:
        return EventYear(event, None, None, None, None)
    low, high = effect.interval
    return EventYear(event, effect.estimate, low, high, effect.treated)
