"""The effect on pairs: growth of the guided minus growth of their controls, and how sure it is.

The clustered standard error treats a pair as one draw and a control that is used several times as
one too (Cameron, Gelbach and Miller 2011, with the factor of a regression on the treatment). The
Abadie–Imbens one (2006, Econometrica 74, theorem 7) counts how often each control is used.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from samvirke.effects.errors import NO_PAIRS, CannotEstimate
from samvirke.effects.growth import Growth
from samvirke.effects.matching import Pairs, Whole
from samvirke.effects.score import Floats

Z = 1.959963984540054
"""The 97.5 per cent quantile of the standard normal distribution."""


@dataclass(frozen=True, slots=True)
class PairEffect:
    """An effect with its standard errors, in the unit of the outcome.

    ``treated`` and ``controls`` count different companies. A standard error is ``None`` where the
    formula has none or there is only one pair.
    """

    estimate: float
    treated_mean: float
    control_mean: float
    clustered_error: float | None
    abadie_imbens_error: float | None
    treated: int
    controls: int

    def interval(self, error: float | None) -> tuple[float, float] | None:
        """95 per cent sure, by the normal distribution."""
        return None if error is None else (self.estimate - Z * error, self.estimate + Z * error)


def mean_effect(outcome: Floats, pairs: Pairs, *, control_variance: Floats | None) -> PairEffect:
    """The mean over the guided of their outcome minus the mean of their controls'.

    ``outcome`` holds one number for each company in a pair. ``control_variance`` is the variance
    of a control's outcome given its score (``near_variance``). Raises ``CannotEstimate`` for no
    pairs.

    >>> pairs = Pairs(np.array([0, 1]), np.array([2, 3]), np.zeros(2), np.arange(2), np.zeros(2))
    >>> mean_effect(np.array([9.0, 5.0, 4.0, 4.0]), pairs, control_variance=None).estimate
    3.0
    """
    if not len(pairs.treated):
        raise CannotEstimate(NO_PAIRS)
    weights = pairs.weights
    companies, own = np.unique(pairs.treated, return_inverse=True)
    guided = outcome[companies]
    matched = np.bincount(own, weights=weights * outcome[pairs.control])
    treated_mean, control_mean = float(guided.mean()), float(matched.mean())
    difference = guided - matched
    estimate = treated_mean - control_mean
    return PairEffect(
        estimate,
        treated_mean,
        control_mean,
        _clustered(guided - treated_mean, outcome[pairs.control] - control_mean, own, pairs),
        None
        if control_variance is None
        else _abadie_imbens(difference - estimate, control_variance, pairs),
        len(companies),
        len(np.unique(pairs.control)),
    )


def _clustered(guided: Floats, controls: Floats, own: Whole, pairs: Pairs) -> float | None:
    count = len(guided)
    if count < 2:
        return None
    scores = -pairs.weights * controls
    by_pair = guided + np.bincount(own, weights=scores)
    by_company = np.bincount(np.unique(pairs.control, return_inverse=True)[1], weights=scores)
    variance = (by_pair**2).sum() + (by_company**2).sum() - (scores**2).sum()
    rows = count + len(scores)
    factor = count / (count - 1) * (rows - 1) / (rows - 2)
    return sqrt(max(float(variance) * factor, 0.0)) / count


def _abadie_imbens(rest: Floats, control_variance: Floats, pairs: Pairs) -> float | None:
    count = len(rest)
    if count < 2:
        return None
    used = np.bincount(pairs.control, weights=pairs.weights, minlength=len(control_variance))
    squares = np.bincount(pairs.control, weights=pairs.weights**2, minlength=len(control_variance))
    reuse = (used**2 - squares) * np.nan_to_num(control_variance)
    return sqrt(float((rest**2).sum() + reuse.sum())) / count


def near_variance(outcome: Floats, score: Floats, cell: Whole, controls: Whole) -> Floats:
    """Half the squared difference of each control's outcome to that of the control nearest in
    score in its cell: its variance given the score. Not a number for one alone in its cell.
    """
    order = controls[np.lexsort((controls, score[controls], cell[controls]))]
    far = np.full((2, len(order)), np.inf)
    if len(order) > 1:
        same = cell[order[1:]] == cell[order[:-1]]
        gap = np.where(same, score[order[1:]] - score[order[:-1]], np.inf)
        far[0, 1:], far[1, :-1] = gap, gap
    places = np.arange(len(order))
    near = np.where(far[0] <= far[1], places - 1, np.minimum(places + 1, len(order) - 1))
    alone = ~np.isfinite(far.min(axis=0)) if len(order) else np.zeros(0, np.bool_)
    variance = np.full(len(outcome), np.nan)
    variance[order] = np.where(alone, np.nan, (outcome[order] - outcome[order[near]]) ** 2 / 2)
    return variance


def aggregate_effect(base: Floats, end: Floats, pairs: Pairs) -> PairEffect:
    """The growth of the guided's sum minus that of their controls' weighted sum, per cent.

    The standard error is that of the linearised ratios, clustered as for means.
    """
    if not len(pairs.treated):
        raise CannotEstimate(NO_PAIRS)
    companies, own = np.unique(pairs.treated, return_inverse=True)
    weights = pairs.weights
    control_base = np.bincount(own, weights=weights * base[pairs.control])
    control_end = np.bincount(own, weights=weights * end[pairs.control])
    growth = [
        float(after.sum()) / float(before.sum())
        for before, after in ((base[companies], end[companies]), (control_base, control_end))
    ]
    guided = 100 * (end[companies] - growth[0] * base[companies]) / float(base[companies].mean())
    controls = 100 * (end[pairs.control] - growth[1] * base[pairs.control])
    controls = controls / float(control_base.mean())
    return PairEffect(
        100 * (growth[0] - growth[1]),
        100 * (growth[0] - 1),
        100 * (growth[1] - 1),
        _clustered(guided, controls, own, pairs),
        None,
        len(companies),
        len(np.unique(pairs.control)),
    )


def median_effect(outcome: Floats, pairs: Pairs) -> PairEffect:
    """The guided's median minus that of their matched controls, each pair's mean counting once.

    Medians have no formula for the standard error here: it is bootstrapped.
    """
    if not len(pairs.treated):
        raise CannotEstimate(NO_PAIRS)
    companies, own = np.unique(pairs.treated, return_inverse=True)
    matched = np.bincount(own, weights=pairs.weights * outcome[pairs.control])
    guided, control = float(np.median(outcome[companies])), float(np.median(matched))
    return PairEffect(
        guided - control,
        guided,
        control,
        None,
        None,
        len(companies),
        len(np.unique(pairs.control)),
    )


def has_mean(formula: Growth) -> bool:
    """Whether the effect is a mean over companies: not so for sums and medians."""
    return formula not in (Growth.AGGREGATE, Growth.MEDIAN)
