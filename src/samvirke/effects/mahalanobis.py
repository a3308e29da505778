"""Pairs by Mahalanobis distance inside cells: nearness in all variables at once.

The covariance is that of all companies; equally near controls are taken by number.
"""

import numpy as np

from samvirke.effects.matching import Pairs, Rule, Whole, collected
from samvirke.effects.score import Flags, Floats


def match_by_mahalanobis(
    treated: Flags, variables: Floats, score: Floats, cell: Whole, rule: Rule
) -> Pairs:
    """Pairs by the nearest ``variables`` (companies × variables) inside the same cell.

    ``score`` sets who chooses first, from the highest down, and the caliper's limit.
    """
    limit = np.inf if rule.caliper is None else rule.caliper * float(score.std(ddof=1))
    whitened = variables @ _whitening(variables)
    at = np.flatnonzero(treated)
    order = np.argsort(-score[at], kind="stable")
    members = {int(code): np.flatnonzero(~treated & (cell == code)) for code in np.unique(cell[at])}
    taken = np.zeros(len(treated), np.bool_)
    chosen: dict[int, list[int]] = {own: [] for own in range(len(at))}
    found: list[tuple[int, int, float]] = []
    for round_ in range(rule.ratio):
        for own in order.tolist():
            if len(chosen[own]) < round_:
                continue
            near = members[int(cell[at[own]])]
            far = np.sqrt(((whitened[near] - whitened[at[own]]) ** 2).sum(axis=1))
            barred = taken[near] | np.isin(near, chosen[own])
            far[barred | (np.abs(score[near] - score[at[own]]) > limit)] = np.inf
            if not np.isfinite(far).any():
                continue
            best = int(far.argmin())
            found.append((own, int(near[best]), float(far[best])))
            chosen[own].append(int(near[best]))
            taken[near[best]] = not rule.replacement
    has_cell = np.array([len(members[int(code)]) > 0 for code in cell[at]], np.bool_)
    who = np.array([own for own, _, _ in found], np.int64)
    control = np.array([position for _, position, _ in found], np.int64)
    distance = np.array([far for _, _, far in found], np.float64)
    return collected(at, who, control, distance, has_cell)


def _whitening(variables: Floats) -> Floats:
    """What turns Mahalanobis distance into plain distance; variables that follow fall out."""
    covariance = np.atleast_2d(np.cov(variables, rowvar=False))
    values, vectors = np.linalg.eigh(covariance)
    kept = values > max(float(values.max()), 0.0) * 1e-12
    scaled: Floats = vectors[:, kept] / np.sqrt(values[kept])
    return scaled
