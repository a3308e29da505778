"""Matching held to published data sets and to pymatchit-causal."""

import contextlib
import io
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effects.lalonde import COVARIATES, lalonde, nsw_and_cps

from samvirke.effects.mahalanobis import match_by_mahalanobis
from samvirke.effects.matching import Outcome, Pairs, Rule, cells, match
from samvirke.effects.pair_effect import mean_effect
from samvirke.effects.score import logistic_score


def effect(outcome, pairs):
    return mean_effect(outcome, pairs, control_variance=None)


def one_cell(treated):
    return np.zeros(len(treated), np.int64)


def peer_pairs(data, formula, **options):
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        from pymatchit import MatchIt

        found = MatchIt(data=data, method="nearest", **options).fit(formula).matches()
    if not len(found):
        return []
    return sorted(zip(found.treated_index.tolist(), found.control_index.tolist(), strict=True))


def own_pairs(pairs):
    return sorted(zip(pairs.treated.tolist(), pairs.control.tolist(), strict=True))


def test_the_experiment_gives_its_published_difference():
    (_, guided), (_, others), _ = nsw_and_cps()
    assert (len(guided), len(others)) == (185, 260)
    assert round(guided.mean() - others.mean(), 2) == 1794.34
    pooled = (guided.var() * 185 + others.var() * 260) / (185 + 260 - 2)
    assert round(float(np.sqrt(pooled * (1 / 185 + 1 / 260))), 2) == 632.85


def test_matching_moves_the_cps_comparison_towards_the_experiment():
    (traits, guided), _, (others_traits, others) = nsw_and_cps()
    raw = guided.mean() - others.mean()
    assert round(raw, 2) == -8497.52
    treated = np.arange(len(guided) + len(others)) < len(guided)
    variables = np.concatenate([traits, others_traits])
    # Age enters squared as in Dehejia and Wahba; no earnings at all is a trait of its own.
    extra = np.column_stack([variables[:, 0] ** 2, variables[:, 6] == 0, variables[:, 7] == 0])
    names = (*COVARIATES, "age2", "none74", "none75")
    score = logistic_score(treated, np.column_stack([variables, extra]), names)
    pairs = match(treated, score.logit, one_cell(treated), Rule())
    found = effect(np.concatenate([guided, others]), pairs).estimate
    assert abs(found - 1794.34) < abs(raw - 1794.34) / 5


def test_lalonde_one_to_one_without_replacement():
    treated, variables, outcome = lalonde()
    assert (len(treated), treated.sum()) == (614, 185)
    assert round(outcome[treated].mean() - outcome[~treated].mean(), 2) == -635.03
    score = logistic_score(treated, variables, COVARIATES)
    found = effect(outcome, match(treated, score.logit, one_cell(treated), Rule()))
    assert (found.treated, found.controls) == (185, 185)
    assert round(found.estimate, 2) == 894.37
    assert round(found.clustered_error, 2) == 705.23


def test_lalonde_exact_with_caliper_and_replacement():
    treated, variables, outcome = lalonde()
    score = logistic_score(treated, variables, COVARIATES).probability
    cell = cells(*(variables[:, at].astype(np.int64) for at in (2, 3, 4)))
    pairs = match(treated, score, cell, Rule(replacement=True, caliper=0.2))
    assert (pairs.outcomes == Outcome.MATCHED).sum() == 184
    assert round(effect(outcome, pairs).estimate, 2) == 2128.45


def random_companies(seed, treated, controls):
    draws = np.random.default_rng(seed)
    size = treated + controls
    data = pd.DataFrame(
        {
            "t": (np.arange(size) < treated).astype(int),
            "x": draws.normal(size=size),
            "y": draws.normal(size=size),
            "a": draws.integers(0, 3, size),
            "b": draws.integers(0, 2, size),
        }
    )
    data.loc[: treated - 1, "x"] += 0.5
    return data.sample(frac=1, random_state=seed).reset_index(drop=True)


def scored(data):
    treated = data.t.to_numpy() == 1
    return treated, logistic_score(treated, data[["x", "y"]].to_numpy(float), ("x", "y"))


@settings(max_examples=6)
@given(
    seed=st.integers(0, 10**6),
    replacement=st.booleans(),
    ratio=st.integers(1, 3),
    caliper=st.sampled_from([None, 0.2, 0.05]),
    exact=st.booleans(),
)
def test_pairs_are_those_of_pymatchit(seed, replacement, ratio, caliper, exact):
    data = random_companies(seed, 30, 90)
    treated, score = scored(data)
    cell = cells(data.a.to_numpy(), data.b.to_numpy()) if exact else one_cell(treated)
    found = match(treated, score.logit, cell, Rule(ratio, replacement, caliper))
    assert own_pairs(found) == peer_pairs(
        data,
        "t ~ x + y",
        link="linear.logit",
        ratio=ratio,
        replace=replacement,
        caliper=caliper,
        exact=["a", "b"] if exact else None,
    )


@pytest.mark.parametrize("replacement", [False, True])
@pytest.mark.parametrize("caliper", [None, 0.25])
def test_mahalanobis_pairs_are_those_of_pymatchit(replacement, caliper):
    data = random_companies(7, 25, 80)
    treated, score = scored(data)
    found = match_by_mahalanobis(
        treated,
        data[["x", "y"]].to_numpy(float),
        score.logit,
        one_cell(treated),
        Rule(2, replacement, caliper),
    )
    assert own_pairs(found) == peer_pairs(
        data,
        "t ~ x + y",
        link="linear.logit",
        mahvars=["x", "y"],
        ratio=2,
        replace=replacement,
        caliper=caliper,
    )


def nearest_in_cell(data, cell):
    """Each treated with the control nearest by the textbook's Mahalanobis distance in its cell."""
    values = data[["x", "y"]].to_numpy(float)
    inverse = np.linalg.inv(np.cov(values, rowvar=False))
    found = []
    for own in np.flatnonzero(data.t == 1):
        others = np.flatnonzero((data.t == 0) & (cell == cell[own]))
        apart = values[others] - values[own]
        if len(others):
            far = np.einsum("ij,jk,ik->i", apart, inverse, apart)
            found.append((int(own), int(others[far.argmin()])))
    return found


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6), controls=st.sampled_from([8, 60]))
def test_mahalanobis_pairs_lie_in_their_cell(seed, controls):
    data = random_companies(seed, 15, controls)
    treated, score = scored(data)
    cell = cells(data.a.to_numpy(), data.b.to_numpy())
    variables = data[["x", "y"]].to_numpy(float)
    again = match_by_mahalanobis(treated, variables, score.logit, cell, Rule(replacement=True))
    assert own_pairs(again) == nearest_in_cell(data, cell)
    once = match_by_mahalanobis(treated, variables, score.logit, cell, Rule())
    assert (cell[once.treated] == cell[once.control]).all()
    assert len(set(once.control.tolist())) == len(once.control)


def test_ties_are_settled_by_number_from_the_middle_outwards():
    treated = np.array([False, False, True, False, False, True])
    score = np.array([0.0, 0.0, 0.5, 1.0, 1.0, 1.0])
    found = match(treated, score, one_cell(treated), Rule(replacement=True))
    # 2 lies half way: the last of the lower ones; 5 lies on the upper ones: the first of them.
    assert own_pairs(found) == [(2, 1), (5, 3)]
    lone = match(treated, score, one_cell(treated), Rule(ratio=3))
    assert own_pairs(lone) == [(2, 0), (2, 1), (5, 3), (5, 4)]


def test_what_became_of_those_without_a_pair():
    treated = np.array([True, True, True, False])
    score = np.array([0.0, 10.0, 0.0, 0.1])
    cell = np.array([0, 0, 1, 0])
    found = match(treated, score, cell, Rule(caliper=0.2))
    assert found.outcomes.tolist() == [Outcome.MATCHED, Outcome.NO_CONTROL_NEAR, Outcome.NO_CELL]
    assert isinstance(found, Pairs)
    assert own_pairs(found) == [(0, 3)]


def test_a_company_alone_in_its_cell_takes_no_control_of_the_next():
    treated = np.array([True, True, False, False])
    score = np.array([1.0, 0.0, 0.5, 0.9])
    cell = np.array([0, 1, 1, 1])
    for replacement in (False, True):
        found = match(treated, score, cell, Rule(replacement=replacement))
        assert found.outcomes.tolist() == [Outcome.NO_CELL, Outcome.MATCHED]
        assert own_pairs(found) == [(1, 2)]


@settings(max_examples=50)
@given(
    seed=st.integers(0, 10**6),
    ratio=st.integers(1, 3),
    replacement=st.booleans(),
    controls=st.sampled_from([6, 40]),
)
def test_pairs_stay_in_their_cell_and_within_the_caliper(seed, ratio, replacement, controls):
    data = random_companies(seed, 15, controls)
    treated, score = scored(data)
    cell = cells(data.a.to_numpy(), data.b.to_numpy())
    found = match(treated, score.logit, cell, Rule(ratio, replacement, 0.3))
    assert (cell[found.treated] == cell[found.control]).all()
    assert (found.distance <= 0.3 * score.logit.std(ddof=1)).all()
    assert not treated[found.control].any()
    assert len(set(own_pairs(found))) == len(found.treated)
    if not replacement:
        assert len(set(found.control.tolist())) == len(found.control)
