"""Years before and after guidance on matched pairs, each cohort against its own controls.

A control was chosen because it resembled one guided company in one base year. Counted among the
controls of other cohorts it brings a growth of a year that nobody there was matched on, so that
groups seem to part before guidance when they did not. Here the effect on a cohort in a year is
the change of its guided companies minus the weighted change of the controls that were matched to
them; a pair counts where both companies have a number in both years. The mean over cohorts and
its standard error are those of Callaway and Sant'Anna (2021), as in ``staggered``: cohorts weigh
by their guided companies, influences are summed by company (a control of two cohorts counts once
with both), and group sizes count as drawn. Where one cohort's controls are all never guided the
two give the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from samvirke.effects.matching import Whole
from samvirke.effects.score import Floats
from samvirke.effects.staggered import Compared, Effect, Staggered, drawn_influence, gathered


@dataclass(frozen=True, slots=True)
class CohortPairs:
    """The pairs of those guided in the year ``group``: rows of both companies, one entry a pair."""

    group: int
    treated: Whole
    control: Whole


def matched_years(outcome: Floats, cohorts: Sequence[CohortPairs], years: Whole) -> Staggered:
    """Effects from ``outcome`` (companies × years, not a number where unknown) on the pairs.

    Each group is there once.
    """
    by_group = {cohort.group: cohort for cohort in cohorts}
    used = [rows for cohort in cohorts for rows in (cohort.treated, cohort.control)]
    everybody = len(np.unique(np.concatenate(used))) if used else 0
    return gathered(_Pairs(outcome, by_group, everybody), sorted(by_group), years)


@dataclass(frozen=True, slots=True)
class _Cell(Compared):
    """The effect on a cohort in a year; ``influence`` of every company on it."""

    estimate: float
    influence: Floats
    controls: int


@dataclass(frozen=True, slots=True)
class _Pairs:
    outcome: Floats
    cohorts: dict[int, CohortPairs]
    everybody: int

    def cell(self, group: int, at: int, base: int) -> _Cell | None:
        cohort = self.cohorts[group]
        change = self.outcome[:, at] - self.outcome[:, base]
        known = np.isfinite(change[cohort.treated]) & np.isfinite(change[cohort.control])
        treated, control = cohort.treated[known], cohort.control[known]
        if not len(treated):
            return None
        guided, own, count = np.unique(treated, return_inverse=True, return_counts=True)
        weights = 1.0 / count[own] / len(guided)
        means = float(change[guided].mean()), float(weights @ change[control])
        influence = np.zeros(len(change))
        influence[guided] = (change[guided] - means[0]) / len(guided)
        np.subtract.at(influence, control, weights * (change[control] - means[1]))
        controls = len(np.unique(control))
        return _Cell(group, at, base, guided, means[0] - means[1], influence, controls)

    def aggregate(self, cells: Sequence[_Cell], *, plain: bool = False) -> Effect:
        counts = np.array([len(cell.guided) for cell in cells], np.float64)
        weights = counts / counts.sum()
        effects = np.array([cell.estimate for cell in cells])
        influence = np.zeros(len(self.outcome))
        for cell, weight in zip(cells, weights.tolist(), strict=True):
            influence += weight * cell.influence
        guided = {group: np.unique(self.cohorts[group].treated) for group in self.cohorts}
        if not plain:
            sizes = np.array([float(len(guided[cell.group])) for cell in cells])
            for group in sorted({cell.group for cell in cells}):
                own = np.array([cell.group == group for cell in cells])
                influence[guided[group]] += drawn_influence(own, sizes, effects, self.everybody)
        companies = np.unique(np.concatenate([cell.guided for cell in cells]))
        return Effect(
            float(weights @ effects),
            sqrt(float((influence**2).sum())),
            len(companies),
            max(cell.controls for cell in cells),
        )
