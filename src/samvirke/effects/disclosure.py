"""Which cells of a table over hub and theme are hidden, so that no company can be read off.

A cell is hidden for itself where few companies stand behind it or one of them outweighs the rest,
and beside others where a hidden one followed by subtraction from what is shown. Totals are cells
too. Source of the rules: Hundepool et al. (2012), Statistical Disclosure Control, 4.2 and 4.3.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

import numpy as np

from samvirke.effects.score import Floats

Key = tuple[str | None, str | None]
"""Hub and theme; ``None`` is the total over them."""


class Hidden(Enum):
    """Why a cell is hidden."""

    FEW = "few"
    DOMINATED = "dominated"
    SUBTRACTION = "subtraction"


@dataclass(frozen=True, slots=True)
class Cell:
    """``companies`` behind a cell and the share (0–1) of the largest of them in their turnover."""

    companies: int
    largest_share: float


def hidden_cells(
    cells: Mapping[Key, Cell],
    *,
    minimum: int,
    dominance_percent: Fraction,
    also: Mapping[Key, Hidden] | None = None,
) -> dict[Key, Hidden]:
    """The cells to hide, each with its reason. ``cells`` holds every total of its parts.

    Cells in ``also`` are hidden anyhow, as in another table over the same cells.

    >>> few = {("a", "x"): Cell(3, 0.4), ("a", "y"): Cell(9, 0.2), ("b", "x"): Cell(8, 0.2)}
    >>> few |= {("b", "y"): Cell(9, 0.2), ("a", None): Cell(12, 0.2), ("b", None): Cell(17, 0.2)}
    >>> few |= {(None, "x"): Cell(11, 0.2), (None, "y"): Cell(18, 0.2), (None, None): Cell(29, 0.1)}
    >>> found = hidden_cells(few, minimum=5, dominance_percent=Fraction(50))
    >>> sorted(key for key in found if None not in key), len(found), found["a", "x"].value
    ([('a', 'x'), ('a', 'y'), ('b', 'x'), ('b', 'y')], 4, 'few')
    """
    counted = {key: cell for key, cell in cells.items() if cell.companies}
    hidden = {key: why for key, why in (also or {}).items() if key in counted}
    for key, cell in counted.items():
        why = hidden_alone(cell, minimum=minimum, dominance_percent=dominance_percent)
        if why is not None:
            hidden.setdefault(key, why)
    lines = sums(counted)
    while (line := _given_away(counted, hidden, lines, minimum)) is not None:
        shown = [key for key in line if key not in hidden]
        smallest = min(shown, key=lambda key: (_totals(key), counted[key].companies, str(key)))
        hidden[smallest] = Hidden.SUBTRACTION
    return hidden


def hidden_alone(cell: Cell, *, minimum: int, dominance_percent: Fraction) -> Hidden | None:
    """Why a cell is hidden for itself, if it is."""
    if cell.companies < minimum:
        return Hidden.FEW
    return Hidden.DOMINATED if cell.largest_share * 100 > dominance_percent else None


def _totals(key: Key) -> int:
    return sum(part is None for part in key)


def sums(cells: Collection[Key]) -> list[tuple[Key, ...]]:
    """Every sum that a reader of a table with ``cells`` can do: a total first, then its parts."""
    found: list[tuple[Key, ...]] = []
    for total in cells:
        for at in (0, 1):
            if total[at] is None:
                parts = [
                    key for key in cells if key[1 - at] == total[1 - at] and key[at] is not None
                ]
                found.append((total, *sorted(parts, key=str)))
    return found


def _given_away(
    cells: Mapping[Key, Cell],
    hidden: Mapping[Key, Hidden],
    lines: list[tuple[Key, ...]],
    minimum: int,
) -> tuple[Key, ...] | None:
    """A line with something left to hide that gives hidden cells away, or ``None``."""
    known = set(determined(hidden, lines)) or _known_together(cells, hidden, lines, minimum)
    if not known:
        return None
    # A line of the cell itself; where those are all hidden, sums of other lines give it away.
    open_lines = [line for line in lines if any(key not in hidden for key in line)]
    # A part is hidden rather than a total, and a total of parts rather than that of totals.
    return min(
        open_lines,
        key=lambda line: (
            not known & set(line),
            all(key in hidden for key in line[1:]),
            _totals(line[0]),
        ),
        default=None,
    )


def determined(hidden: Mapping[Key, Hidden], lines: list[tuple[Key, ...]]) -> list[Key]:
    """The hidden cells whose value follows from the shown ones, by all sums together."""
    freedom = np.abs(_freedom(hidden, lines)).max(axis=1, initial=0.0)
    return [key for key, free in zip(hidden, freedom, strict=True) if free < _NONE]


_NONE = 1e-9
_MOST_SETS = 200_000


def _freedom(hidden: Mapping[Key, Hidden], lines: list[tuple[Key, ...]]) -> Floats:
    """How each hidden cell (rows) may move without any shown sum changing, in every way there is
    (columns).
    """
    place = {key: at for at, key in enumerate(hidden)}
    system = np.zeros((len(lines), len(place)))
    for row, (total, *parts) in enumerate(lines):
        if total in place:
            system[row, place[total]] -= 1
        for key in parts:
            if key in place:
                system[row, place[key]] += 1
    _, size, vectors = np.linalg.svd(system, full_matrices=True)
    free: Floats = vectors[int((size > _NONE).sum()) :].T
    return free


def _known_together(
    cells: Mapping[Key, Cell],
    hidden: Mapping[Key, Hidden],
    lines: list[tuple[Key, ...]],
    minimum: int,
) -> set[Key]:
    """Hidden cells whose sum follows though none of them does, together below ``minimum``."""
    names = list(hidden)
    count = np.array([cells[key].companies for key in names])
    free = _freedom(hidden, lines)
    # A sum that cannot move at all does not move along one direction drawn at random either.
    moved = free @ np.random.default_rng(1).normal(size=free.shape[1])
    sets = np.arange(len(names))[:, None]
    # Sets grow by one cell at a time; beyond so many, larger sets are left untried.
    while 0 < len(sets) <= _MOST_SETS:
        still = np.flatnonzero(np.abs(moved[sets].sum(axis=1)) < _NONE)
        if len(still):
            return {names[at] for at in sets[still[0]]}
        own, more = np.nonzero(
            (sets[:, -1:] < np.arange(len(names)))
            & (count[sets].sum(axis=1)[:, None] + count < minimum)
        )
        sets = np.column_stack([sets[own], more])
    return set()
