"""One measure of one cohort: the deciding estimate, the other choices and the trials beside it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from samvirke.agreements import EffectDefinition
from samvirke.effects.cohort import Matched, Values
from samvirke.effects.estimates import (
    Sample,
    effect_of,
    interval_error,
    sample_of,
)
from samvirke.effects.growth import Growth, company_growth
from samvirke.effects.pair_effect import PairEffect
from samvirke.effects.robustness import bootstrap, leave_one_cell_out
from samvirke.effects.score import Flags
from samvirke.schemes.effect_statement.model import (
    Band,
    CellsLeftOut,
    Estimate,
    LostPairs,
    Placebos,
    ScoreSummary,
)


def estimate_of(effect: PairEffect, definition: EffectDefinition) -> Estimate:
    """``effect`` with the interval that its kind of matching asks for."""
    error = interval_error(effect, replacement=definition.replacement)
    interval = effect.interval(error)
    return Estimate(
        effect.estimate,
        None if interval is None else interval[0],
        None if interval is None else interval[1],
        error,
        effect.treated_mean,
        effect.control_mean,
        effect.treated,
        effect.controls,
    )


def band_of(sample: Sample, definition: EffectDefinition, *names: int) -> Band | None:
    """The bootstrap's quantiles; ``None`` where there are fewer than two pairs or no draws."""
    if len(np.unique(sample.pairs.treated)) < 2 or definition.trials.bootstraps < 2:
        return None
    drawn = bootstrap(sample, definition, *names)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Band(float(low), float(high), float(drawn.std(ddof=1)), len(drawn))


def with_band(estimate: Estimate, band: Band | None) -> Estimate:
    """The estimate with the bootstrap's interval where it has none of its own, as a median."""
    if estimate.error is not None or band is None:
        return estimate
    return replace(estimate, low=band.low, high=band.high, error=band.error)


def lost_of(sample: Sample) -> LostPairs:
    """The sample's lost pairs."""
    return LostPairs(sample.lost.gone, sample.lost.merged, sample.lost.unknown)


def naive_of(matched: Matched, values: Values, minimum: int) -> float | None:
    """Mean growth of all guided minus that of all never guided, no matching and no outlier rule.

    ``None`` for fewer guided companies than ``minimum``: they could be told apart.
    """
    growth = company_growth(Growth.MEAN_COMPANY_GROWTH, values.base, values.end)
    known = np.isfinite(growth)
    guided, others = known & matched.cohort.guided, known & ~matched.cohort.guided
    if guided.sum() < max(minimum, 1) or not others.any():
        return None
    return float(growth[guided].mean() - growth[others].mean())


def left_out_of(
    matched: Matched, sample: Sample, definition: EffectDefinition
) -> CellsLeftOut | None:
    """How far the estimate moves without each cell."""
    found = leave_one_cell_out(matched, sample, definition)
    return None if found is None else CellsLeftOut(found.cells, found.lowest, found.highest)


def placebos_of(
    permutations: tuple[Matched, ...],
    definition: EffectDefinition,
    measured: Callable[[Matched, EffectDefinition], Values],
    estimate: Estimate,
) -> Placebos:
    """The effect on companies drawn as if guided, once for each permutation with pairs."""
    found = []
    for matched in permutations:
        sample = sample_of(matched, measured(matched, definition), definition)
        if len(sample.pairs.treated):
            found.append(effect_of(sample, definition).estimate)
    return Placebos(tuple(found), sum(abs(one) >= abs(estimate.value) for one in found))


def score_of(matched: Matched) -> ScoreSummary:
    """The score's coefficients, and how likely both groups were to be guided."""
    cohort, score = matched.cohort, matched.score
    names = ("constant", *cohort.names)
    chance = score.probability

    def spread(group: Flags) -> tuple[float, float, float]:
        low, middle, high = np.percentile(chance[group], [10, 50, 90]).tolist()
        return low, middle, high

    return ScoreSummary(
        tuple(zip(names, score.coefficients.tolist(), strict=True)),
        spread(cohort.guided),
        spread(~cohort.guided),
    )
