"""Trials of an effect, worked by hand where they can be."""

import numpy as np
import pytest

from samvirke.agreements import load_agreements
from samvirke.effects.cohort import Cohort, Matched, Values
from samvirke.effects.errors import CannotEstimate
from samvirke.effects.estimates import Lost, Sample
from samvirke.effects.matching import Pairs
from samvirke.effects.robustness import LeftOut, bootstrap, leave_one_cell_out, permuted, trimmed
from samvirke.effects.score import Score

DEFINITION = load_agreements()[0].measure_point("RA21-M7b").effect


def defined(**changes):
    trials = DEFINITION.trials.model_copy(update={"bootstraps": 400})
    return DEFINITION.model_copy(update={"trials": trials} | changes)


def paired(guided, controls, cell):
    """Each guided company's growth, its control's, and their cell."""
    count = len(guided)
    growth = np.array([*guided, *controls], np.float64)
    pairs = Pairs(
        np.arange(count),
        np.arange(count, 2 * count),
        np.zeros(count),
        np.arange(count),
        np.zeros(count, np.int8),
    )
    cohort = Cohort(
        2019,
        np.arange(2 * count),
        np.arange(2 * count) < count,
        np.array([*cell, *cell]),
        np.zeros((2 * count, 1)),
        ("age",),
        (),
        (),
    )
    values = Values(np.full(2 * count, 100.0), 100.0 + growth, growth > 1e9, growth > 1e9)
    matched = Matched(cohort, Score(np.zeros(2 * count), np.zeros(1), ()), pairs)
    return matched, Sample(pairs, growth, values, Lost(0, 0, 0), 0)


def test_each_cell_is_left_out_in_turn():
    matched, sample = paired([10, 20, 60], [0, 0, 0], [0, 0, 1])
    # Without the first cell 60, without the second 15.
    every = defined(disclosure=DEFINITION.disclosure.model_copy(update={"minimum": 1}))
    assert leave_one_cell_out(matched, sample, every) == LeftOut(2, 15.0, 60.0)


def test_a_cell_of_few_is_left_out_with_others_since_its_own_number_would_follow():
    matched, sample = paired([10] * 5 + [20] * 5 + [90] * 4, [0] * 14, [0] * 5 + [1] * 5 + [2] * 4)
    # Without the first (100 + 360)/9, without the second and third together 10.
    found = leave_one_cell_out(matched, sample, DEFINITION)
    assert found == LeftOut(2, 10.0, pytest.approx(460 / 9))


def test_a_lone_cell_cannot_be_left_out():
    matched, sample = paired([10, 20], [0, 0], [3, 3])
    assert leave_one_cell_out(matched, sample, DEFINITION) is None


def test_trimming_leaves_out_pairs_with_extreme_growth_on_either_side():
    _, sample = paired([10, 20, 900, 30], [0, -800, 1, 2], [0] * 4)
    found = trimmed(sample, 10)
    assert (found.pairs.treated.tolist(), found.pairs.control.tolist()) == ([0, 3], [4, 7])


def test_trimming_no_pairs_says_so():
    _, sample = paired([], [], [])
    with pytest.raises(CannotEstimate, match="No guided company has a control"):
        trimmed(sample, 1)


@pytest.mark.parametrize(
    ("formula", "estimate"), [("mean_company_growth", 10), ("aggregate", 10), ("median", 10)]
)
def test_bootstrapped_estimates_lie_around_the_estimate(formula, estimate):
    draws = np.random.default_rng(3)
    controls = draws.normal(0, 5, 300)
    _, sample = paired(draws.normal(10, 5, 300), controls, [0] * 300)
    found = bootstrap(sample, defined(growth=formula), 1)
    assert len(found) == 400
    assert abs(np.mean(found) - estimate) < 2
    assert (bootstrap(sample, defined(growth=formula), 1) == found).all()
    assert (bootstrap(sample, defined(growth=formula), 2) != found).any()


def test_the_bootstrap_of_means_spreads_as_their_standard_error():
    draws = np.random.default_rng(4)
    difference = draws.normal(10, 6, 400)
    _, sample = paired(difference, np.zeros(400), [0] * 400)
    found = bootstrap(sample, defined(), 1)
    assert found.std() == pytest.approx(difference.std() / 20, rel=0.15)


def test_permutation_draws_never_guided_companies_of_the_same_cells():
    draws = np.random.default_rng(5)
    size = 400
    cell = draws.integers(0, 4, size)
    guided = (draws.random(size) < 0.1) & (cell < 3)
    cohort = Cohort(2019, np.arange(size), guided, cell, np.zeros((size, 1)), ("age",), (), ())
    at = np.flatnonzero(guided)
    pairs = Pairs(at, at, np.zeros(len(at)), at, np.zeros(len(at), np.int8))
    matched = Matched(cohort, Score(draws.normal(size=size), np.zeros(1), ()), pairs)
    found = permuted(cohort, matched, DEFINITION, 2021, 1)
    drawn = found.pairs.treated_at
    assert not guided[drawn].any()
    assert not guided[found.pairs.control].any()
    assert not set(drawn) & set(found.pairs.control)
    assert (
        np.bincount(cell[drawn], minlength=4).tolist()
        == np.bincount(cell[guided], minlength=4).tolist()
    )
    assert (cell[found.pairs.treated] == cell[found.pairs.control]).all()
    again = permuted(cohort, matched, DEFINITION, 2021, 1)
    assert (again.pairs.treated_at == drawn).all()
    other = permuted(cohort, matched, DEFINITION, 2021, 2)
    assert set(other.pairs.treated_at) != set(drawn)
