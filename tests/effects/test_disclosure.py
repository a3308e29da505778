"""What is hidden in a table over hub and theme, solved as a reader would."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samvirke.effects.disclosure import Cell, Hidden, hidden_cells


def table(counts, shares=None):
    """Cells with all their totals; ``counts`` by hub and theme."""
    cells = {}
    for (hub, theme), count in counts.items():
        for key in {(hub, theme), (hub, None), (None, theme), (None, None)}:
            cells[key] = cells.get(key, 0) + count
    return {key: Cell(count, (shares or {}).get(key, 0.2)) for key, count in cells.items()}


def hidden(cells):
    return hidden_cells(cells, minimum=5, dominance_percent=Fraction(50))


def solvable(cells, secret):
    """The hidden keys that follow from the rest, by exact elimination over the sums."""
    names = sorted(secret, key=str)
    rows = []
    for total in cells:
        for at in (0, 1):
            if total[at] is None:
                parts = [k for k in cells if k[1 - at] == total[1 - at] and k[at] is not None]
                row = [Fraction((k in parts) - (k == total)) for k in names]
                rows.append(row)
    pivots, at = [], 0
    for column in range(len(names)):
        pivot = next((r for r in range(at, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [v / rows[at][column] for v in rows[at]]
        for r in range(len(rows)):
            if r != at and rows[r][column]:
                rows[r] = [a - rows[r][column] * b for a, b in zip(rows[r], rows[at], strict=True)]
        pivots.append(column)
        at += 1
    return [names[c] for r, c in enumerate(pivots) if sum(v != 0 for v in rows[r]) == 1]


def test_nothing_is_hidden_among_many():
    assert hidden(table({("a", "x"): 9, ("a", "y"): 8, ("b", "x"): 7, ("b", "y"): 6})) == {}


def test_a_small_cell_takes_others_with_it():
    found = hidden(table({("a", "x"): 3, ("a", "y"): 9, ("b", "x"): 8, ("b", "y"): 9}))
    assert found == {
        ("a", "x"): Hidden.FEW,
        ("a", "y"): Hidden.SUBTRACTION,
        ("b", "x"): Hidden.SUBTRACTION,
        ("b", "y"): Hidden.SUBTRACTION,
    }


def test_a_cell_that_one_company_fills_is_hidden():
    cells = table({("a", "x"): 9, ("a", "y"): 9, ("b", "x"): 9, ("b", "y"): 9}, {("a", "x"): 0.51})
    assert hidden(cells)["a", "x"] == Hidden.DOMINATED
    assert len(hidden(cells)) == 4


def test_empty_cells_need_no_hiding():
    assert hidden(table({("a", "x"): 9, ("b", "x"): 6})) == {}


def test_two_small_cells_alone_in_a_line_are_not_told_as_one():
    # Together 2 + 2 companies: their sum would follow from the total of a.
    found = hidden(table({("a", "x"): 2, ("a", "y"): 2, ("a", "z"): 9, ("b", "z"): 9}))
    assert ("a", "z") in found or ("a", None) in found


counts = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.integers(0, 12), min_size=2
)


@settings(max_examples=150)
@given(counts=counts)
def test_no_hidden_cell_can_be_worked_out(counts):
    cells = table(counts)
    found = hidden(cells)
    few = {key for key, cell in cells.items() if 0 < cell.companies < 5}
    assert few <= set(found)
    shown = [key for key, cell in cells.items() if cell.companies and key not in found]
    if shown:
        assert solvable(cells, set(found)) == []


def rank(rows):
    """The number of independent rows, by exact elimination."""
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(found, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for r in range(found + 1, len(rows)):
            times = Fraction(rows[r][column], rows[found][column])
            rows[r] = [a - times * b for a, b in zip(rows[r], rows[found], strict=True)]
        found += 1
    return found


def known_together(cells, secret, minimum=5):
    """Sets of few hidden cells, together below ``minimum``, whose sum follows from the rest."""
    names = sorted(secret, key=str)
    rows = []
    for total in cells:
        for at in (0, 1):
            if total[at] is None:
                parts = [k for k in cells if k[1 - at] == total[1 - at] and k[at] is not None]
                rows.append([(k in parts) - (k == total) for k in names])
    held = rank(rows)
    few = [k for k in names if cells[k].companies < minimum]
    sets = (s for size in range(1, minimum) for s in combinations(few, size))
    small = (s for s in sets if sum(cells[k].companies for k in s) < minimum)
    return [s for s in small if rank([*rows, [int(k in s) for k in names]]) == held]


def test_few_that_are_told_as_one_by_several_sums_are_hidden_better():
    # With the few alone hidden, (h0, t0) and (h0, t2), one company each, follow together from the
    # totals of h0, t1 and h2: the rows and columns between them hold one hidden cell more each.
    counts = {
        ("h0", "t0"): 1,
        ("h0", "t1"): 6,
        ("h0", "t2"): 1,
        ("h0", "t3"): 12,
        ("h0", "t4"): 12,
        ("h1", "t0"): 6,
        ("h1", "t1"): 30,
        ("h1", "t2"): 8,
        ("h1", "t3"): 6,
        ("h1", "t4"): 30,
        ("h2", "t0"): 30,
        ("h2", "t1"): 2,
        ("h2", "t2"): 30,
        ("h2", "t3"): 5,
        ("h2", "t4"): 6,
    }
    cells = table(counts, {("h1", "t0"): 0.9, ("h2", "t4"): 0.9})
    found = hidden(cells)
    assert {("h0", "t0"), ("h0", "t2")} <= set(found)
    assert known_together(cells, found) == []
    assert solvable(cells, set(found)) == []


@settings(max_examples=60)
@given(counts=counts)
def test_no_few_hidden_cells_can_be_worked_out_together(counts):
    cells = {key: cell for key, cell in table(counts).items() if cell.companies}
    found = hidden(cells)
    if set(found) != set(cells):
        assert known_together(cells, found) == []


@pytest.mark.parametrize("companies", [1, 4])
def test_a_lone_small_table_is_all_hidden(companies):
    cells = table({("a", "x"): companies})
    assert set(hidden(cells)) == set(cells)
