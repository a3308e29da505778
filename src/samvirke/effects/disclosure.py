"""Which cells of a table over hub and theme are hidden, so that no company can be read off.

A cell is hidden for itself where few companies stand behind it or one of them outweighs the rest,
and beside others where a hidden one followed by subtraction from what is shown. Totals are cells
too. Source of the rules: Hundepool et al. (2012), Statistical Disclosure Control, 4.2 and 4.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

import numpy as np

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
    cells: Mapping[Key, Cell], *, minimum: int, dominance_percent: Fraction
) -> dict[Key, Hidden]:
    """The cells to hide, each with its reason. ``cells`` holds every total of its parts.

    >>> few = {("a", "x"): Cell(3, 0.4), ("a", "y"): Cell(9, 0.2), ("b", "x"): Cell(8, 0.2)}
    >>> few |= {("b", "y"): Cell(9, 0.2), ("a", None): Cell(12, 0.2), ("b", None): Cell(17, 0.2)}
    >>> few |= {(None, "x"): Cell(11, 0.2), (None, "y"): Cell(18, 0.2), (None, None): Cell(29, 0.1)}
    >>> found = hidden_cells(few, minimum=5, dominance_percent=Fraction(50))
    >>> sorted(key for key in found if None not in key), len(found), found["a", "x"].value
    ([('a', 'x'), ('a', 'y'), ('b', 'x'), ('b', 'y')], 4, 'few')
    """
    counted = {key: cell for key, cell in cells.items() if cell.companies}
    hidden: dict[Key, Hidden] = {}
    for key, cell in counted.items():
        if cell.companies < minimum:
            hidden[key] = Hidden.FEW
        elif cell.largest_share * 100 > dominance_percent:
            hidden[key] = Hidden.DOMINATED
    lines = _lines(counted)
    while (line := _given_away(counted, hidden, lines, minimum)) is not None:
        shown = [key for key in line if key not in hidden]
        smallest = min(shown, key=lambda key: (_totals(key), counted[key].companies, str(key)))
        hidden[smallest] = Hidden.SUBTRACTION
    return hidden


def _totals(key: Key) -> int:
    return sum(part is None for part in key)


def _lines(cells: Mapping[Key, Cell]) -> list[tuple[Key, ...]]:
    """Every sum that a reader can do: a total first, then its parts."""
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
    """A line with something left to hide that gives a hidden cell away, or ``None``."""
    for line in lines:
        parts = [key for key in line[1:] if key in hidden]
        joint = sum(cells[key].companies for key in parts)
        is_small = parts and line[0] not in hidden and joint < minimum
        if is_small and any(key not in hidden for key in line):
            return line
    known = set(determined(hidden, lines))
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
    names = list(hidden)
    if not names:
        return []
    place = {key: at for at, key in enumerate(names)}
    system = np.zeros((len(lines), len(names)))
    for row, (total, *parts) in enumerate(lines):
        if total in place:
            system[row, place[total]] -= 1
        for key in parts:
            if key in place:
                system[row, place[key]] += 1
    _, size, vectors = np.linalg.svd(system, full_matrices=True)
    rank = int((size > 1e-9).sum())
    freedom = np.abs(vectors[rank:]).max(axis=0, initial=0.0)
    return [key for key, at in place.items() if freedom[at] < 1e-9]
