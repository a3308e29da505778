"""Growth formulas and effects on pairs, worked by hand."""

import numpy as np
import pytest

from samvirke.effects.errors import CannotEstimate
from samvirke.effects.growth import Growth, company_growth, winsorised
from samvirke.effects.matching import Pairs
from samvirke.effects.pair_effect import (
    PairEffect,
    aggregate_effect,
    mean_effect,
    median_effect,
    near_variance,
)


def pairs(treated, control):
    return Pairs(
        np.array(treated, np.int64),
        np.array(control, np.int64),
        np.zeros(len(treated)),
        np.unique(np.array(treated, np.int64)),
        np.zeros(len(set(treated)), np.int8),
    )


@pytest.mark.parametrize(
    ("formula", "grown"),
    [
        (Growth.MEAN_COMPANY_GROWTH, [50.0, -100.0]),
        (Growth.LOG_POINTS, [pytest.approx(100 * np.log(1.5)), pytest.approx(np.nan, nan_ok=True)]),
        (Growth.MIDPOINT, [40.0, -200.0]),
        (Growth.AGGREGATE, [50.0, -100.0]),
        (Growth.MEDIAN, [50.0, -100.0]),
    ],
)
def test_growth_from_100_to_150_and_to_nothing(formula, grown):
    found = company_growth(formula, np.array([100.0, 100.0]), np.array([150.0, 0.0]))
    assert list(found) == grown


def test_no_growth_from_nothing():
    found = company_growth(Growth.MIDPOINT, np.array([0.0, np.nan]), np.array([5.0, 5.0]))
    assert np.isnan(found).all()


def test_winsorising_pulls_in_and_counts():
    values, which = winsorised(np.array([0.0, 1.0, 2.0, 3.0, 100.0]), 25)
    assert values.tolist() == [1.0, 1.0, 2.0, 3.0, 3.0]
    assert which.tolist() == [True, False, False, False, True]


def test_a_mean_effect_worked_by_hand():
    # 0 and 1 are guided; 0 has two controls, 1 has one of them again.
    outcome = np.array([10.0, 6.0, 2.0, 4.0])
    found = mean_effect(
        outcome,
        pairs([0, 0, 1], [2, 3, 2]),
        control_variance=np.array([np.nan, np.nan, 2.0, 2.0]),
    )
    # Guided 8; controls (3 + 2)/2; differences 7 and 4. Company 2 is used 1½ times, squares 1¼.
    reuse = (1.5**2 - 1.25) * 2.0 + (0.5**2 - 0.25) * 2.0
    assert found == PairEffect(
        5.5,
        8.0,
        2.5,
        found.clustered_error,
        pytest.approx(np.sqrt(1.5**2 + 1.5**2 + reuse) / 2),
        2,
        2,
    )


def test_the_clustered_error_of_plain_pairs_is_that_of_their_differences():
    outcome = np.array([3.0, 5.0, 10.0, 1.0, 2.0, 3.0])
    found = mean_effect(outcome, pairs([0, 1, 2], [3, 4, 5]), control_variance=None)
    differences = np.array([2.0, 3.0, 7.0])
    # With the factor of a regression on six rows: 3/2 · 5/4.
    plain = np.sqrt(((differences - 4.0) ** 2).sum()) / 3
    assert found.clustered_error == pytest.approx(plain * np.sqrt(3 / 2 * 5 / 4))
    low, high = found.interval(found.clustered_error)
    assert (low + high) / 2 == pytest.approx(4.0)


def test_one_pair_has_an_effect_and_no_error():
    found = mean_effect(np.array([3.0, 1.0]), pairs([0], [1]), control_variance=np.zeros(2))
    assert (found.estimate, found.clustered_error, found.abadie_imbens_error) == (2.0, None, None)


def test_an_aggregate_effect_worked_by_hand():
    base = np.array([100.0, 300.0, 100.0, 100.0])
    end = np.array([150.0, 330.0, 110.0, 110.0])
    found = aggregate_effect(base, end, pairs([0, 1], [2, 3]))
    # (480 − 400)/400 is 20 per cent, (220 − 200)/200 is 10.
    assert (found.estimate, found.treated_mean, found.control_mean) == pytest.approx((10, 20, 10))


def test_a_median_effect_worked_by_hand():
    outcome = np.array([1.0, 5.0, 90.0, 0.0, 2.0, 4.0])
    found = median_effect(outcome, pairs([0, 1, 2], [3, 4, 5]))
    assert (found.estimate, found.treated_mean, found.control_mean) == (3.0, 5.0, 2.0)


@pytest.mark.parametrize("effect", [median_effect, lambda o, p: aggregate_effect(o, o, p)])
def test_no_pairs_have_no_effect(effect):
    with pytest.raises(CannotEstimate, match="No guided company has a control"):
        effect(np.array([1.0]), pairs([], []))


def test_near_variance_looks_at_the_control_nearest_in_its_cell():
    outcome = np.array([1.0, 3.0, 10.0, 7.0])
    score = np.array([0.0, 0.1, 1.0, 5.0])
    cell = np.array([0, 0, 0, 1])
    found = near_variance(outcome, score, cell, np.arange(4))
    assert found[:3].tolist() == [2.0, 2.0, 24.5]
    assert np.isnan(found[3])
