"""Pairs: each guided company with the never guided ones that resemble it most.

Companies come in the order of their numbers, and that order settles every tie: within a cell the
controls stand by score and then number; the nearest from below is the last of its equals, the
nearest from above the first, and of two equally far the lower wins. So the same companies give
the same pairs on every machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from samvirke.effects.score import Flags, Floats

Whole = npt.NDArray[np.int64]


_INT16 = 2**15


class Outcome(IntEnum):
    """What became of a guided company in the matching."""

    MATCHED = 0
    NO_CELL = 1
    NO_CONTROL_NEAR = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """How pairs are made.

    ``caliper`` is in standard deviations of the score over all companies; ``None`` sets no limit.
    Without replacement, companies choose from the highest score down and in rounds: each gets its
    first control before any gets a second.
    """

    ratio: int = 1
    replacement: bool = False
    caliper: float | None = None


@dataclass(frozen=True, slots=True)
class Pairs:
    """One entry for each pair: positions of both companies, and how far apart their scores lie.

    Sorted by treated position, each with its nearest control first. ``treated_at`` are the
    positions of all who were to be matched and ``outcomes`` what became of each.
    """

    treated: Whole
    control: Whole
    distance: Floats
    treated_at: Whole
    outcomes: npt.NDArray[np.int8]

    @property
    def weights(self) -> Floats:
        """For each pair 1 over the number of controls of its treated company."""
        _, place, count = np.unique(self.treated, return_inverse=True, return_counts=True)
        shares: Floats = 1.0 / count[place]
        return shares

    def keep(self, held: Flags) -> "Pairs":
        """The pairs for which ``held`` is true; the outcomes stay as they were."""
        return Pairs(
            self.treated[held],
            self.control[held],
            self.distance[held],
            self.treated_at,
            self.outcomes,
        )


def cells(*variables: npt.NDArray[np.int64]) -> Whole:
    """One number for each combination of exact variables (whole-number codes)."""
    code = np.zeros(len(variables[0]), np.int64) if variables else np.zeros(0, np.int64)
    for variable in variables:
        own = renumbered(variable)
        # Renumbered at each step, so that many variables cannot overflow.
        code = renumbered(code * (int(own.max(initial=0)) + 1) + own)
    return code


def renumbered(codes: Whole) -> Whole:
    """The codes as 0, 1, 2 … in their order.

    >>> renumbered(np.array([7, -1, 7, 3])).tolist()
    [2, 0, 2, 1]
    """
    if not len(codes):
        return codes
    first = int(codes.min())
    span = int(codes.max()) - first + 1
    if span > 4 * len(codes) + _SMALL_SPAN:
        return np.unique(codes, return_inverse=True)[1].astype(np.int64)
    held = np.bincount(codes - first, minlength=span) > 0
    return (np.cumsum(held) - 1)[codes - first].astype(np.int64)


_SMALL_SPAN = 1_000


def match(treated: Flags, score: Floats, cell: Whole, rule: Rule) -> Pairs:
    """Pairs by the nearest score inside the same cell. Companies in the order of their numbers."""
    limit = np.inf if rule.caliper is None else rule.caliper * float(score.std(ddof=1))
    lists = _ControlLists.of(treated, score, cell)
    at = np.flatnonzero(treated)
    wanted = lists.places(score[at], cell[at])
    pair = _with_replacement if rule.replacement else _without_replacement
    who, which = pair(lists.score, wanted, rule.ratio, limit)
    control = lists.at[which]
    distance = np.abs(score[control] - score[at[who]])
    return collected(at, who, control, distance, wanted.start < wanted.end)


def collected(at: Whole, who: Whole, control: Whole, distance: Floats, has_cell: Flags) -> Pairs:
    """Pairs in their order, with what became of each treated company; ``who`` counts in ``at``."""
    outcomes = np.where(has_cell, Outcome.NO_CONTROL_NEAR, Outcome.NO_CELL).astype(np.int8)
    outcomes[who] = Outcome.MATCHED
    order = np.lexsort((np.arange(len(who)), who))
    return Pairs(at[who[order]], control[order], distance[order], at, outcomes)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The treated companies' scores, where their cells' lists start and end, their places there."""

    score: Floats
    start: Whole
    end: Whole
    place: Whole


@dataclass(frozen=True, slots=True)
class _ControlLists:
    """The controls by cell, score and number, one list for each cell, end to end."""

    at: Whole
    cell: Whole
    score: Floats

    @classmethod
    def of(cls, treated: Flags, score: Floats, cell: Whole) -> "_ControlLists":
        wanted = np.zeros(int(cell.max(initial=0)) + 1, np.bool_)
        wanted[cell[treated]] = True
        at = np.flatnonzero(~treated & wanted[cell])
        at = at[np.argsort(score[at], kind="stable")]
        own = cell[at]
        # Small numbers are sorted digit by digit, in a fraction of the time.
        small = own.astype(np.int16) if own.max(initial=0) < _INT16 else own
        at = at[np.argsort(small, kind="stable")]
        return cls(at, cell[at], score[at])

    def places(self, score: Floats, cell: Whole) -> "_Wanted":
        """The place of each treated company in its cell's list."""
        start = np.searchsorted(self.cell, cell, side="left").astype(np.int64)
        end = np.searchsorted(self.cell, cell, side="right").astype(np.int64)
        place = start.copy()
        for first, last in {(int(a), int(b)) for a, b in zip(start, end, strict=True) if a < b}:
            # A cell without controls starts where the next one does, and ends there too.
            own = (start == first) & (end == last)
            place[own] = first + np.searchsorted(self.score[first:last], score[own], side="left")
        return _Wanted(score, start, end, place)


def _with_replacement(
    controls: Floats, wanted: _Wanted, ratio: int, limit: float
) -> tuple[Whole, Whole]:
    # Below, above, next below, next above …: of equally far ones the first named wins.
    steps = np.array([step for at in range(ratio) for step in (-1 - at, at)], np.int64)
    near = wanted.place[:, None] + steps
    inside = (near >= wanted.start[:, None]) & (near < wanted.end[:, None])
    near = np.clip(near, 0, max(len(controls) - 1, 0))
    if not len(controls):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    far = np.where(inside, np.abs(controls[near] - wanted.score[:, None]), np.inf)
    best = np.argsort(far, axis=1, kind="stable")[:, :ratio]
    rows = np.arange(len(near))[:, None]
    held = (far[rows, best] <= limit) & np.isfinite(far[rows, best])
    return np.nonzero(held)[0].astype(np.int64), near[rows, best][held]


def _without_replacement(
    controls: Floats, wanted: _Wanted, ratio: int, limit: float
) -> tuple[Whole, Whole]:
    order = np.argsort(-wanted.score, kind="stable")
    taken = _Taken()
    listed = controls.tolist()
    columns = (wanted.score, wanted.start, wanted.end, wanted.place)
    left = list(zip(*(column[order].tolist() for column in columns), order.tolist(), strict=True))
    who: list[int] = []
    which: list[int] = []
    for _ in range(ratio):
        waiting = []
        for own in left:
            chosen = _nearest_free(listed, taken, *own[:4])
            if chosen is None or abs(listed[chosen] - own[0]) > limit:
                continue
            taken.add(chosen)
            who.append(own[4])
            which.append(chosen)
            waiting.append(own)
        left = waiting
    return np.array(who, np.int64), np.array(which, np.int64)


def _nearest_free(
    controls: list[float], taken: "_Taken", score: float, start: int, end: int, place: int
) -> int | None:
    below, above = taken.free_below(place - 1), taken.free_above(place)
    if below < start:
        return above if above < end else None
    if above >= end or score - controls[below] <= controls[above] - score:
        return below
    return above


class _Taken:
    """Which places of the lists are used up; the next free one is found in a few steps."""

    def __init__(self) -> None:
        self._below: dict[int, int] = {}
        self._above: dict[int, int] = {}

    def add(self, place: int) -> None:
        self._below[place] = place - 1
        self._above[place] = place + 1

    def free_below(self, place: int) -> int:
        return _follow(self._below, place)

    def free_above(self, place: int) -> int:
        return _follow(self._above, place)


def _follow(steps: dict[int, int], place: int) -> int:
    """Where the steps from ``place`` end; shortens them for the next who asks."""
    end = place
    while end in steps:
        end = steps[end]
    while place in steps:
        steps[place], place = end, steps[place]
    return end


def by_treated(pairs: Pairs) -> Iterator[tuple[int, Whole]]:
    """Each matched company's position with the places of its pairs."""
    at, first = np.unique(pairs.treated, return_index=True)
    ends = [*first.tolist(), len(pairs.treated)][1:]
    for position, low, high in zip(at.tolist(), first.tolist(), ends, strict=True):
        yield position, np.arange(low, high)
