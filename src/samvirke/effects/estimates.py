"""The effect of one measure on the pairs of a cohort, by the agreement's definition."""

from dataclasses import dataclass

import numpy as np

from samvirke.agreements import EffectDefinition
from samvirke.effects.cohort import Matched, Values
from samvirke.effects.growth import Growth, company_growth, winsorised
from samvirke.effects.matching import Pairs
from samvirke.effects.pair_effect import (
    PairEffect,
    aggregate_effect,
    has_mean,
    mean_effect,
    median_effect,
    near_variance,
)
from samvirke.effects.score import Flags, Floats


@dataclass(frozen=True, slots=True)
class Lost:
    """How many pairs cannot show growth: one of the two is gone, has merged, or lacks numbers."""

    gone: int
    merged: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Sample:
    """The pairs that show growth, and the growth of each company after the outlier rule.

    ``pulled_in`` counts companies whose growth the rule changed.
    """

    pairs: Pairs
    growth: Floats
    values: Values
    lost: Lost
    pulled_in: int


def sample_of(matched: Matched, values: Values, definition: EffectDefinition) -> Sample:
    """Growth by the definition, on the pairs where both companies have it."""
    end = values.end
    if definition.exits == "all_with_midpoint":
        end = np.where(values.gone, 0.0, end)
    growth = company_growth(Growth(definition.growth), values.base, end)
    pairs = matched.pairs
    known = np.isfinite(growth)
    held = known[pairs.treated] & known[pairs.control]
    lost = _lost(pairs, held, values)
    pairs = pairs.keep(held)
    pulled_in = 0
    formula = Growth(definition.growth)
    if definition.outliers.rule == "winsorise" and has_mean(formula) and len(pairs.treated):
        used = np.unique(np.concatenate([pairs.treated, pairs.control]))
        growth = growth.copy()
        growth[used], which = winsorised(growth[used], float(definition.outliers.percent))
        pulled_in = int(which.sum())
    return Sample(
        pairs, growth, Values(values.base, end, values.gone, values.merged), lost, pulled_in
    )


def _lost(pairs: Pairs, held: Flags, values: Values) -> Lost:
    treated, control = pairs.treated[~held], pairs.control[~held]
    merged = values.merged[treated] | values.merged[control]
    gone = ~merged & (values.gone[treated] | values.gone[control])
    return Lost(int(gone.sum()), int(merged.sum()), int((~merged & ~gone).sum()))


def effect_of(
    sample: Sample,
    definition: EffectDefinition,
    *,
    chosen: Flags | None = None,
    control_variance: Floats | None = None,
) -> PairEffect:
    """The effect on the sample's pairs, or on those that ``chosen`` (one flag a pair) picks.

    Without ``control_variance`` there is no Abadie–Imbens error. Raises ``CannotEstimate`` for no
    pairs.
    """
    pairs = sample.pairs if chosen is None else sample.pairs.keep(chosen)
    formula = Growth(definition.growth)
    if formula is Growth.AGGREGATE:
        return aggregate_effect(sample.values.base, sample.values.end, pairs)
    if formula is Growth.MEDIAN:
        return median_effect(sample.growth, pairs)
    return mean_effect(sample.growth, pairs, control_variance=control_variance)


def control_variance(matched: Matched, sample: Sample) -> Floats:
    """The variance of each control's growth given its score, among the cohort's controls.

    Outliers are pulled in to the range that the sample's own growth has.
    """
    cohort = matched.cohort
    used = np.concatenate([sample.pairs.treated, sample.pairs.control])
    growth = sample.growth
    if len(used):
        growth = np.clip(growth, growth[used].min(), growth[used].max())
    controls = np.flatnonzero(~cohort.guided & np.isfinite(growth))
    return near_variance(growth, matched.score.logit, cohort.cell, controls)


def interval_error(effect: PairEffect, *, replacement: bool) -> float | None:
    """The standard error that the interval rests on: Abadie–Imbens where controls are used
    again, else clustered by pair.
    """
    return effect.abadie_imbens_error if replacement else effect.clustered_error
