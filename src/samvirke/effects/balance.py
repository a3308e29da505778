"""Balance: do the guided companies resemble their controls, before and after matching?

The standardised mean difference is the difference of means over the standard deviation of the
guided companies before matching, both before and after, so that a smaller difference is never an
artefact of a smaller denominator. The variance ratio is the guided's over the controls'. Source:
Stuart (2010), Matching Methods for Causal Inference, 4.1.
"""

from dataclasses import dataclass

import numpy as np

from samvirke.effects.matching import Pairs
from samvirke.effects.score import Flags, Floats


@dataclass(frozen=True, slots=True)
class Balance:
    """One variable; ``None`` where the denominator is zero or there are too few companies.

    ``difference`` in standard deviations of the guided companies.
    """

    name: str
    treated_mean: float
    control_mean_before: float
    control_mean_after: float
    difference_before: float | None
    difference_after: float | None
    variance_ratio_before: float | None
    variance_ratio_after: float | None


def balance(
    treated: Flags, variables: Floats, names: tuple[str, ...], pairs: Pairs
) -> tuple[Balance, ...]:
    """The balance of each variable (companies × names), controls weighted as in the pairs."""
    matched = np.unique(pairs.treated)
    weight: Floats = np.bincount(
        pairs.control, weights=pairs.weights, minlength=len(treated)
    ).astype(np.float64)
    return tuple(
        _one(name, variables[treated, at], variables[~treated, at], variables[matched, at],
             variables[:, at], weight)
        for at, name in enumerate(names)
    )  # fmt: skip


def _one(
    name: str, guided: Floats, others: Floats, matched: Floats, everybody: Floats, weight: Floats
) -> Balance:
    spread = float(guided.std(ddof=1)) if len(guided) > 1 else 0.0
    held = weight > 0
    controls, weights = everybody[held], weight[held]
    mean_after = float(np.average(controls, weights=weights)) if held.any() else float("nan")
    own_after = float(matched.mean()) if len(matched) else float("nan")
    mean_before = float(others.mean())
    after = (_variance(matched, np.ones(len(matched))), _variance(controls, weights))
    before = (_variance(guided, np.ones(len(guided))), _variance(others, np.ones(len(others))))
    return Balance(
        name,
        own_after,
        mean_before,
        mean_after,
        _ratio(float(guided.mean()) - mean_before, spread),
        _ratio(own_after - mean_after, spread),
        _ratio(*before),
        _ratio(*after),
    )


def _variance(values: Floats, weights: Floats) -> float:
    """The unbiased variance under weights that say how often a company is used."""
    total, squares = float(weights.sum()), float((weights**2).sum())
    if total**2 <= squares:
        return 0.0
    middle = float(np.average(values, weights=weights))
    return float((weights * (values - middle) ** 2).sum()) / (total - squares / total)


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole > 1e-12 and np.isfinite(part) else None
