"""Years on matched pairs: each cohort against its own controls, held to diff-diff and by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effects.test_staggered import panel, peer

from samvirke.effects.matched_years import CohortPairs, matched_years
from samvirke.effects.staggered import staggered

YEARS = np.array([2017, 2018, 2019, 2020])


def everybody_with_all(first):
    """Every guided company with every never guided as its controls."""
    never = np.flatnonzero(first == 0)
    for group in np.unique(first[first > 0]).tolist():
        own = np.flatnonzero(first == group)
        yield CohortPairs(group, np.repeat(own, len(never)), np.tile(never, len(own)))


@settings(max_examples=6)
@given(seed=st.integers(0, 10**6))
def test_with_the_same_controls_for_all_the_effects_are_those_of_diff_diff(seed):
    outcome, first, years = panel(seed)
    found = matched_years(outcome, list(everybody_with_all(first)), years)
    theirs = peer(outcome, first, years)
    assert found.by_event_year
    for cell in found.cells:
        own = theirs.group_time_effects[(cell.group, cell.year)]
        expected = pytest.approx((own["effect"], own["se"]), abs=1e-9)
        assert (cell.effect.estimate, cell.effect.error) == expected
    for event, effect in found.by_event_year.items():
        own = theirs.event_study_effects[event]
        expected = pytest.approx((own["effect"], own["se"]), abs=1e-9)
        assert (effect.estimate, effect.error) == expected
    overall = pytest.approx((theirs.overall_att, theirs.overall_se), abs=1e-9)
    assert (found.overall.estimate, found.overall.error) == overall


@settings(max_examples=6)
@given(seed=st.integers(0, 10**6))
def test_one_cohort_in_pairs_is_diff_diff_on_those_companies(seed):
    outcome, first, years = panel(seed)
    own, never = np.flatnonzero(first == 2015), np.flatnonzero(first == 0)
    own = own[: len(never)]
    rows = np.concatenate([own, never[: len(own)]])
    found = matched_years(outcome, [CohortPairs(2015, own, never[: len(own)])], years)
    theirs = peer(outcome[rows], first[rows], years)
    for event, effect in found.by_event_year.items():
        expected = theirs.event_study_effects[event]
        assert (effect.estimate, effect.error) == pytest.approx(
            (expected["effect"], expected["se"]), abs=1e-9
        )


# Guided in 2019 (row 0) and 2020 (row 1); 2 resembles 0 the year before, and 3 resembles 1.
OUTCOME = np.array(
    [
        [0.0, 10.0, 20.0, 20.0],
        [0.0, 0.0, 10.0, 20.0],
        [0.0, 10.0, 10.0, 10.0],
        [0.0, 0.0, 10.0, 10.0],
    ]
)
PAIRS = [
    CohortPairs(2019, np.array([0]), np.array([2])),
    CohortPairs(2020, np.array([1]), np.array([3])),
]


def test_a_control_stands_for_its_own_cohort_alone():
    found = {event: one.estimate for event, one in matched_years(OUTCOME, PAIRS, YEARS)
             .by_event_year.items()}  # fmt: skip
    # Before guidance each pair moved alike, and in the first year the guided grew 10 more.
    assert found == {-2: 0.0, -1: 0.0, 0: 10.0, 1: 10.0}
    # Pooled, each cohort gets the other's control too: 10 − 5 the year before, which no pair shows.
    pooled = staggered(OUTCOME, np.array([2019, 2020, 0, 0]), YEARS)
    assert pooled.by_event_year[-1].estimate == 5.0


def test_the_error_worked_by_hand_where_a_control_is_used_by_two_cohorts():
    outcome = np.array([[0.0, 1, 1], [0, 3, 3], [0, 0, 5], [0, 0, 9], [0, 1, 2], [0, 1, 4]])
    cohorts = [
        CohortPairs(2019, np.array([0, 1]), np.array([4, 5])),
        CohortPairs(2020, np.array([2, 3]), np.array([4, 5])),
    ]
    found = matched_years(outcome, cohorts, np.array([2018, 2019, 2020]))
    # 2019: changes 1 and 3 against 1 and 1. 2020: changes 5 and 9 against 1 and 3.
    year = found.by_event_year[0]
    assert (year.estimate, year.treated, year.controls) == ((1.0 + 5.0) / 2, 4, 2)
    # Influences: guided ±1/2 and ±1 with weight ½; the controls 0 and ±½ with weight ½, together.
    # The weights are drawn: (1 − 3)/2 · 1/(2/3) · 1/6 = −¼·… of each company of 2019, + of 2020.
    shares = 2 / 6
    drawn = (1.0 / (2 * shares) - shares * 6.0 / (2 * shares) ** 2) / 6
    guided = [-0.25 + drawn, 0.25 + drawn, -0.5 - drawn, 0.5 - drawn]
    controls = [0.25, -0.25]
    assert year.error == pytest.approx(np.sqrt(sum(one**2 for one in guided + controls)))


def test_a_pair_counts_where_both_are_known_and_controls_share_a_weight():
    outcome = np.array([[0.0, 4.0], [0.0, 8.0], [0.0, 1.0], [0.0, 3.0], [0.0, np.nan]])
    pairs = CohortPairs(2019, np.array([0, 0, 1]), np.array([2, 3, 4]))
    found = matched_years(outcome, [pairs], np.array([2018, 2019]))
    year = found.by_event_year[0]
    assert (year.estimate, year.treated, year.controls) == (4.0 - 2.0, 1, 2)
    assert found.guided[0].tolist() == [0]


def test_a_cohort_without_a_known_pair_is_named():
    outcome = np.array([[0.0, np.nan], [0.0, 1.0]])
    found = matched_years(
        outcome, [CohortPairs(2019, np.array([0]), np.array([1]))], np.array([2018, 2019])
    )
    assert (found.cells, found.overall, found.empty) == ((), None, ((2019, 2019),))
