"""Scores that can be checked, and balance worked by hand."""

import numpy as np
import pytest

from samvirke.effects.balance import Balance, balance
from samvirke.effects.errors import CannotEstimate
from samvirke.effects.matching import Pairs
from samvirke.effects.score import logistic_score


def pairs(treated, control):
    positions = np.array(treated)
    return Pairs(
        positions,
        np.array(control),
        np.zeros(len(treated)),
        np.unique(positions),
        np.zeros(len(set(treated)), np.int8),
    )


def test_a_single_yes_or_no_trait_gives_the_share_of_each_group():
    # One in four of those without the trait is guided, three in four of those with it.
    treated = np.array([1, 0, 0, 0, 1, 1, 1, 0]) == 1
    trait = np.array([[0.0]] * 4 + [[1.0]] * 4)
    score = logistic_score(treated, trait, ("trait",))
    assert score.probability == pytest.approx([0.25] * 4 + [0.75] * 4)
    assert score.coefficients == pytest.approx([-np.log(3), 2 * np.log(3)])


def test_a_variable_that_is_the_same_for_all_is_named_and_says_nothing():
    treated = np.array([1, 0, 0, 1]) == 1
    score = logistic_score(treated, np.full((4, 1), 7.0), ("size",))
    assert score.constant == ("size",)
    assert score.probability == pytest.approx([0.5] * 4)


@pytest.mark.parametrize(
    ("treated", "variables", "told"),
    [
        ([True, True], [[1.0], [2.0]], "belong to one group"),
        ([True, True, False, False], [[4.0], [3.0], [2.0], [1.0]], "apart"),
        ([True, False, True, False], [[1.0, 2], [2, 4], [3, 6], [4, 8]], "follows from the others"),
    ],
)
def test_a_score_that_cannot_be_computed_says_why(treated, variables, told):
    names = tuple("abc"[: len(variables[0])])
    with pytest.raises(CannotEstimate, match=told):
        logistic_score(np.array(treated), np.array(variables, np.float64), names)


def test_balance_worked_by_hand():
    treated = np.array([True, True, False, False, False])
    variables = np.array([[2.0], [4.0], [2.0], [3.0], [10.0]])
    # Spread of the guided √2. Before: 3 − 5; after: 3 − 2.5. Variances: 2, 19 and 0.5.
    assert balance(treated, variables, ("age",), pairs([0, 1], [2, 3])) == (
        Balance(
            "age",
            3.0,
            5.0,
            2.5,
            pytest.approx(-2 / np.sqrt(2)),
            pytest.approx(0.5 / np.sqrt(2)),
            pytest.approx(2 / 19),
            pytest.approx(4.0),
        ),
    )


def test_equal_values_have_no_standardised_difference():
    treated = np.array([True, True, False])
    row = balance(treated, np.full((3, 1), 5.0), ("age",), pairs([0], [2]))[0]
    assert (row.difference_before, row.difference_after) == (None, None)
