"""Difference-in-differences where companies are guided in different years.

The estimator of Callaway and Sant'Anna (2021, Journal of Econometrics 225): the effect on those
first guided in year g, seen in year t, is their change since the year before g minus the change of
the never guided over the same years. In years before g the change since the year before t shows
whether the groups moved alike. Without covariates, never treated as controls, varying base; the
standard errors come from the influence functions and count that group sizes are drawn as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from samvirke.effects.pair_effect import Z
from samvirke.effects.score import Flags, Floats

Years = npt.NDArray[np.int64]
NEVER = 0


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect in the unit of the outcome; ``treated`` companies and ``controls`` it rests on."""

    estimate: float
    error: float
    treated: int
    controls: int

    @property
    def interval(self) -> tuple[float, float]:
        """95 per cent sure, by the normal distribution."""
        return self.estimate - Z * self.error, self.estimate + Z * self.error


@dataclass(frozen=True, slots=True)
class GroupTime:
    """The effect on those first guided in ``group``, seen in ``year`` against ``base``."""

    group: int
    year: int
    base: int
    effect: Effect


@dataclass(frozen=True, slots=True)
class Staggered:
    """All group–time effects, their mean by years since guidance, and the overall effect.

    ``overall`` weights each group and year after guidance by the group's size and is ``None``
    where no year after guidance is seen. ``empty`` names the (group, year) for which there is
    nobody to compare. ``guided`` are the rows of the guided companies behind each event year.
    """

    cells: tuple[GroupTime, ...]
    by_event_year: dict[int, Effect]
    overall: Effect | None
    empty: tuple[tuple[int, int], ...]
    guided: Mapping[int, Years]


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison: a group in the year at place ``at``, against the year at place ``base``.

    ``guided`` are the rows of the group's companies that it rests on.
    """

    group: int
    at: int
    base: int
    guided: Years


C = TypeVar("C", bound=Compared)


class Comparing(Protocol[C]):
    """How groups are compared with those who were not guided."""

    def cell(self, group: int, at: int, base: int) -> C | None:
        """The comparison, or ``None`` where there is nobody to compare."""
        ...

    def aggregate(self, cells: Sequence[C], *, plain: bool = False) -> Effect:
        """The mean of ``cells`` by the guided companies that each rests on.

        ``plain`` for one cell by itself, whose weight is not drawn.
        """
        ...


def staggered(outcome: Floats, first: Years, years: Years) -> Staggered:
    """Effects from ``outcome`` (companies × years, not a number where unknown).

    ``first`` is the year of first guidance, 0 for the never guided. A company without a number in
    both years of a comparison is left out of that one.
    """
    groups = np.unique(first[first != NEVER]).tolist()
    return gathered(_Panel.of(outcome, first), groups, years)


def gathered(panel: Comparing[C], groups: Iterable[int], years: Years) -> Staggered:
    """Every group in every year of the panel, and the means over them."""
    cells: list[C] = []
    empty: list[tuple[int, int]] = []
    for group in groups:
        for at, year in enumerate(years.tolist()):
            base = int(np.searchsorted(years, group if year >= group else year)) - 1
            if base < 0:
                if year >= group:
                    empty.append((group, year))
                continue
            cell = panel.cell(group, at, base)
            if cell is None:
                empty.append((group, year))
            else:
                cells.append(cell)
    listed = years.tolist()
    named = tuple(
        GroupTime(
            cell.group, listed[cell.at], listed[cell.base], panel.aggregate([cell], plain=True)
        )
        for cell in cells
    )
    events: dict[int, list[C]] = {}
    for cell in cells:
        events.setdefault(listed[cell.at] - cell.group, []).append(cell)
    after = [cell for cell in cells if listed[cell.at] >= cell.group]
    return Staggered(
        named,
        {event: panel.aggregate(events[event]) for event in sorted(events)},
        panel.aggregate(after) if after else None,
        tuple(empty),
        {
            event: np.unique(np.concatenate([cell.guided for cell in held]))
            for event, held in events.items()
        },
    )


def drawn_influence(own: Flags, sizes: Floats, effects: Floats, everybody: int) -> float:
    """What one company of a group moves the mean by, since it moves the group's weight.

    Each cell has its effect, whether it is of the company's group (``own``), and the size of its
    group; ``everybody`` counts all companies (Callaway and Sant'Anna, corollary 2).
    """
    shares = sizes / everybody
    total = float(shares.sum())
    moved = float(effects[own].sum()) / total
    moved -= float(own.sum()) * float(shares @ effects) / total**2
    return moved / everybody


@dataclass(frozen=True, slots=True)
class _Cell(Compared):
    """A comparison with all never guided: which of the group's companies count, and their
    change.
    """

    held: Flags
    change: Floats
    control_mean: float
    controls: int

    @property
    def estimate(self) -> float:
        return float(self.change.mean()) - self.control_mean


@dataclass(frozen=True, slots=True)
class _Panel:
    """The outcomes by group; controls with a number in every year are kept as sums alone.

    ``complete`` is their number, ``means`` and ``products`` their mean and centred cross-products
    by year; ``gaps`` holds the controls that lack some year.
    """

    groups: dict[int, Floats]
    rows: dict[int, Years]
    complete: int
    means: Floats
    products: Floats
    gaps: Floats
    everybody: int

    @classmethod
    def of(cls, outcome: Floats, first: Years) -> "_Panel":
        controls = outcome[first == NEVER]
        unknown = np.isnan(controls).any(axis=1)
        whole = controls[~unknown]
        means = whole.mean(axis=0) if len(whole) else np.zeros(outcome.shape[1])
        centred = whole - means
        names = np.unique(first[first != NEVER]).tolist()
        rows = {group: np.flatnonzero(first == group) for group in names}
        groups = {group: outcome[held] for group, held in rows.items()}
        products = centred.T @ centred
        return cls(groups, rows, len(whole), means, products, controls[unknown], len(outcome))

    def cell(self, group: int, at: int, base: int) -> _Cell | None:
        own = self.groups[group]
        change = own[:, at] - own[:, base]
        held = ~np.isnan(change)
        gaps = self.gaps[:, at] - self.gaps[:, base]
        known = ~np.isnan(gaps)
        controls = self.complete + int(known.sum())
        if not held.any() or not controls:
            return None
        total = self.complete * float(self.means[at] - self.means[base]) + float(gaps[known].sum())
        guided = self.rows[group][held]
        return _Cell(group, at, base, guided, held, change[held], total / controls, controls)

    def aggregate(self, cells: Sequence[_Cell], *, plain: bool = False) -> Effect:
        sizes = np.array([len(cell.change) for cell in cells], np.float64)
        weights = sizes / sizes.sum()
        effects = np.array([cell.estimate for cell in cells])
        estimate = float(weights @ effects)
        variance = self._control_variance(cells, weights)
        for group in sorted({cell.group for cell in cells}):
            variance += self._group_variance(group, cells, weights, None if plain else effects)
        people = {cell.group: 0 for cell in cells}
        for cell in cells:
            people[cell.group] = max(people[cell.group], len(cell.change))
        # Where all changes are equal, rounding may leave a variance just below nothing.
        error = sqrt(max(variance, 0.0))
        return Effect(estimate, error, sum(people.values()), max(cell.controls for cell in cells))

    def _control_variance(self, cells: Sequence[_Cell], weights: Floats) -> float:
        """The sum of the controls' squared influences.

        A complete control's influence is linear in its outcomes, so its cross-products suffice.
        """
        slopes = np.zeros(len(self.means))
        shift = 0.0
        influence = np.zeros(len(self.gaps))
        for cell, weight in zip(cells, weights.tolist(), strict=True):
            own = weight / cell.controls
            slopes[cell.at] += own
            slopes[cell.base] -= own
            shift += own * cell.control_mean
            change = self.gaps[:, cell.at] - self.gaps[:, cell.base]
            influence += np.nan_to_num(own * (change - cell.control_mean))
        middle = float(slopes @ self.means) - shift
        spread = float(slopes @ self.products @ slopes)
        return spread + self.complete * middle**2 + float((influence**2).sum())

    def _group_variance(
        self, group: int, cells: Sequence[_Cell], weights: Floats, effects: Floats | None
    ) -> float:
        """The sum of the squared influences of one group's companies.

        ``effects`` adds the influence of the group's size on the weights.
        """
        influence = np.zeros(len(self.groups[group]))
        for cell, weight in zip(cells, weights.tolist(), strict=True):
            if cell.group == group:
                change = cell.change - cell.change.mean()
                influence[cell.held] += weight * change / len(cell.change)
        if effects is not None:
            sizes = np.array([float(len(self.groups[cell.group])) for cell in cells])
            own = np.array([cell.group == group for cell in cells])
            influence += drawn_influence(own, sizes, effects, self.everybody)
        return float((influence**2).sum())
