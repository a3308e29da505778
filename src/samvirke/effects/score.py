"""Propensity scores: how likely a company with these traits was to be guided.

Logistic regression by Newton's method on standardised variables. Floats: a score only decides who
resembles whom, and no figure is printed from it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samvirke.effects.errors import CannotEstimate
from samvirke.figures import Text

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_MOST_STEPS = 50
_CLOSE = 1e-10
# Where every chance is this near to what happened, the variables separate the groups.
_CERTAIN = 1e-6
_DEPENDENT = 1e12
_DIVERGED = 15.0


@dataclass(frozen=True, slots=True)
class Score:
    """``logit`` of each company, ``coefficients`` per variable on its own scale after the constant.

    ``constant`` names the variables that are the same for everybody and say nothing.
    """

    logit: Floats
    coefficients: Floats
    constant: tuple[str, ...]

    @property
    def probability(self) -> Floats:
        """The score as a probability from 0 to 1."""
        return _probability(self.logit)


def logistic_score(treated: Flags, variables: Floats, names: tuple[str, ...]) -> Score:
    """The score of each row of ``variables`` (companies × names).

    Raises ``CannotEstimate`` where nobody or everybody is treated, where the variables tell the
    groups apart completely, or where one variable follows from the others.
    """
    count = int(treated.sum())
    if count in (0, len(treated)):
        raise CannotEstimate(_ONE_GROUP)
    middle, spread = variables.mean(axis=0), variables.std(axis=0)
    varies = spread > 1e-12 * np.maximum(np.abs(middle), 1.0)
    kept = (variables[:, varies] - middle[varies]) / spread[varies]
    design = np.asfortranarray(np.column_stack([np.ones(len(treated)), kept]))
    share = count / len(treated)
    estimate = np.zeros(design.shape[1])
    estimate[0] = np.log(share / (1 - share))
    estimate = _newton(design, treated, estimate)
    slopes = np.zeros(len(names))
    slopes[varies] = estimate[1:] / spread[varies]
    constant = tuple(name for name, held in zip(names, varies, strict=True) if not held)
    intercept = estimate[0] - float((slopes * middle).sum())
    return Score(design @ estimate, np.concatenate([[intercept], slopes]), constant)


def _newton(design: Floats, treated: Flags, start: Floats) -> Floats:
    """The estimate of the greatest likelihood; a step that would lower it is halved."""
    estimate = start
    chance, likelihood = _chance(design, treated, estimate)
    for _ in range(_MOST_STEPS):
        rest = treated - chance
        if np.abs(rest).max() < _CERTAIN:
            raise CannotEstimate(_SEPARATED)
        information = (design.T * (chance * (1.0 - chance))) @ design
        if np.linalg.cond(information) > _DEPENDENT:
            diverged = bool(np.abs(design @ estimate).max() > _DIVERGED)
            raise CannotEstimate(_SEPARATED if diverged else _FOLLOWS)
        step = np.linalg.solve(information, design.T @ rest)
        reached = _chance(design, treated, estimate + step)
        while reached[1] < likelihood and np.abs(step).max() >= _CLOSE:
            step = step / 2
            reached = _chance(design, treated, estimate + step)
        if np.abs(step).max() < _CLOSE:
            return estimate
        estimate, (chance, likelihood) = estimate + step, reached
    raise CannotEstimate(_SEPARATED)


def _chance(design: Floats, treated: Flags, estimate: Floats) -> tuple[Floats, float]:
    """The chance of each company to be guided, and the logarithm of the likelihood."""
    chance = _probability(design @ estimate)
    with np.errstate(divide="ignore"):
        likelihood = float(np.log(np.where(treated, chance, 1.0 - chance)).sum())
    return chance, likelihood


def _probability(logit: Floats) -> Floats:
    with np.errstate(over="ignore"):
        shown: Floats = 1.0 / (1.0 + np.exp(-logit))
    return shown


_ONE_GROUP = Text(
    da="Der er ingen at sammenligne: alle virksomheder hører til samme gruppe.",
    en="There is nobody to compare with: all companies belong to one group.",
)
_SEPARATED = Text(
    da="Scoren kan ikke beregnes, for variablene skiller de vejledte helt fra de øvrige. Tag en "
    "variabel ud af score, eller gør kontrolgruppen bredere.",
    en="The score cannot be computed, since the variables tell the guided apart from the others "
    "completely. Take a variable out of score, or widen the control pool.",
)
_FOLLOWS = Text(
    da="Scoren kan ikke beregnes, for en af dens variable følger af de andre. Tag den ud af score.",
    en="The score cannot be computed, since one of its variables follows from the others. Take it "
    "out of score.",
)
