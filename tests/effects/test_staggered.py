"""Staggered difference-in-differences held to diff-diff and to a panel worked by hand."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samvirke.effects.staggered import staggered


def panel(seed, *, companies=60, missing=0.0):
    draws = np.random.default_rng(seed)
    years = np.arange(2012, 2019)
    first = draws.choice([0, 0, 2014, 2015, 2017], companies)
    first[:8] = [0, 0, 2014, 2014, 2015, 2015, 2017, 2017]
    outcome = draws.normal(size=(companies, len(years))).cumsum(axis=1)
    outcome += (years >= first[:, None]) * (first > 0)[:, None] * 2.0
    outcome[draws.random(outcome.shape) < missing] = np.nan
    return outcome, first, years


def peer(outcome, first, years):
    from diff_diff import CallawaySantAnna

    companies = len(first)
    data = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(companies), len(years)),
            "year": np.tile(years, companies),
            "first": np.repeat(first, len(years)),
            "y": outcome.ravel(),
        }
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return CallawaySantAnna(estimation_method="reg").fit(
            data.dropna(),
            outcome="y",
            unit="unit",
            time="year",
            first_treat="first",
            aggregate="event_study",
        )


@settings(max_examples=6)
@given(seed=st.integers(0, 10**6), missing=st.sampled_from([0.0, 0.1]))
def test_effects_are_those_of_diff_diff(seed, missing):
    outcome, first, years = panel(seed, missing=missing)
    found, theirs = staggered(outcome, first, years), peer(outcome, first, years)
    cells = {
        key: (value["effect"], value["se"])
        for key, value in theirs.group_time_effects.items()
        if value["skip_reason"] is None
    }
    assert {(c.group, c.year) for c in found.cells} == set(cells)
    for cell in found.cells:
        expected = cells[(cell.group, cell.year)]
        assert (cell.effect.estimate, cell.effect.error) == pytest.approx(expected, abs=1e-9)
    assert (found.overall.estimate, found.overall.error) == pytest.approx(
        (theirs.overall_att, theirs.overall_se), abs=1e-9
    )
    for event, effect in found.by_event_year.items():
        own = theirs.event_study_effects[event]
        assert (effect.estimate, effect.error) == pytest.approx(
            (own["effect"], own["se"]), abs=1e-9
        )


def test_a_panel_worked_by_hand():
    years = np.array([2019, 2020, 2021])
    first = np.array([2020, 2020, 0, 0])
    outcome = np.array([[1.0, 4.0, 6.0], [3.0, 8.0, 8.0], [0.0, 1.0, 1.0], [2.0, 2.0, 3.0]])
    found = staggered(outcome, first, years)
    # 2020: (3 + 5)/2 − (1 + 0)/2 = 3.5. 2021, still against 2019: (5 + 5)/2 − (1 + 1)/2 = 4.
    assert [(c.group, c.year, c.base, c.effect.estimate) for c in found.cells] == [
        (2020, 2020, 2019, 3.5),
        (2020, 2021, 2019, 4.0),
    ]
    # 2020: influences ±1/2 of the guided and ±1/4 of the others.
    assert found.cells[0].effect.error == pytest.approx(np.sqrt(2 / 4 + 2 / 16))
    assert found.cells[1].effect.error == 0.0
    assert found.overall.estimate == 3.75
    assert found.empty == ()


def test_those_guided_before_the_panel_starts_have_no_effect_but_are_named():
    years = np.array([2019, 2020])
    found = staggered(np.zeros((2, 2)), np.array([2019, 0]), years)
    assert (found.cells, found.overall) == ((), None)
    assert found.empty == ((2019, 2019), (2019, 2020))


def test_a_group_that_is_nowhere_known_is_named():
    outcome = np.array([[np.nan, 1.0], [0.0, 1.0]])
    found = staggered(outcome, np.array([2020, 0]), np.array([2019, 2020]))
    assert found.empty == ((2020, 2020),)
