"""The effect statement on a register whose truth is known."""

import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from tests.effects.registers import company, engagement, write_csv, write_guided
from tests.schemes.effect_statement.made import PLAN, Memory, agreement, order, statement

from samvirke.agreements import load_agreements
from samvirke.demo.national_register import make_register, write_register
from samvirke.figures import figure_from_json
from samvirke.records import InputError
from samvirke.schemes.effect_statement import (
    EffectOrder,
    effect_points,
    effect_statement_from_json,
    effect_statement_to_json,
    make_statement,
    public,
)
from samvirke.schemes.effect_statement.judging import certainty, verdict
from samvirke.schemes.effect_statement.model import Estimate


def measures(name):
    return [one for point in statement().points for one in point.measures if one.measure == name]


@pytest.mark.parametrize(
    ("measure", "truth"), [("turnover", 12.0), ("employment", 6.0), ("productivity", 4.0)]
)
def test_the_planted_effect_is_found_again(measure, truth):
    found = [one.estimate for one in measures(measure)]
    assert len(found) == 3
    mean = np.mean([one.value for one in found])
    error = np.sqrt(sum(one.error**2 for one in found)) / 3
    assert abs(mean - truth) < 2.6 * error


@pytest.mark.parametrize(("measure", "truth"), [("turnover", 12.0), ("employment", 6.0)])
def test_a_naive_comparison_finds_too_much(measure, truth):
    found = measures(measure)
    error = np.sqrt(sum(one.estimate.error**2 for one in found)) / 3
    assert np.mean([one.naive for one in found]) > truth + 2 * error


def test_every_guided_company_is_matched_or_has_a_reason():
    for point in statement().points:
        assert point.matched + sum(point.unmatched.values()) == point.guided
        assert len(point.matches) == point.guided
        assert sum(bool(match.controls) for match in point.matches) == point.matched
        assert {match.reason for match in point.matches if match.controls} == {None}


def test_the_statement_of_a_year_carries_guidance_that_ended_two_years_before():
    assert [(p.point, p.year, p.ended_year, p.base_year) for p in statement().points] == [
        ("RA21-M7b", 2021, 2019, 2018),
        ("RA21-M7b", 2022, 2020, 2019),
        ("RA21-M7b", 2023, 2021, 2020),
        ("RA21-M7c", 2021, 2019, 2018),
        ("RA21-M7c", 2022, 2020, 2019),
        ("RA21-M7c", 2023, 2021, 2020),
    ]


def test_all_other_choices_and_trials_stand_beside():
    turnover = measures("turnover")[0]
    assert [line.code for line in turnover.lines] == [
        "growth_log_points",
        "growth_midpoint",
        "growth_aggregate",
        "growth_median",
        "exits_all",
        "outliers_none",
        "outliers_5",
        "base_year",
        "engagement",
        "hours",
        "controls",
        "replacement",
        "ratio",
        "caliper",
        "distance",
        "score",
        "exact",
        "trimmed_1",
        "trimmed_5",
        "fake_year",
    ]
    assert all(line.estimate is not None for line in turnover.lines)
    assert turnover.band.draws == 100
    assert turnover.band.low < turnover.estimate.value < turnover.band.high
    assert len(turnover.placebos.estimates) == 3
    assert turnover.left_out.lowest < turnover.estimate.value < turnover.left_out.highest


def test_matching_makes_the_groups_alike():
    for point in statement().points:
        score = next(row for row in point.balance if row.name == "score")
        assert abs(score.difference_after) < 0.05 < abs(score.difference_before)


def test_the_same_files_give_the_same_statement():
    assert make_statement(order(), Memory(), lambda step: None) == statement()


def test_a_run_goes_on_where_it_stopped():
    steps = Memory()
    told = []

    class Stopped(Exception):
        pass

    def stop(step):
        told.append(step.en)
        if step.en.startswith("RA21-M7b, 2022"):
            raise Stopped

    with pytest.raises(Stopped):
        make_statement(order(), steps, stop)
    assert len(steps.held) == 1
    again = []
    found = make_statement(order(), steps, lambda step: again.append(step.en))
    assert found == statement()
    assert not any(step.startswith("RA21-M7b, 2021") for step in again)


def test_another_definition_is_computed_anew():
    steps = Memory()
    make_statement(order(point="RA21-M7c"), steps, lambda step: None)
    kept = set(steps.held)
    other = replace(order(point="RA21-M7c"), agreement=load_agreements()[0])
    other_points = effect_points(other.agreement, "RA21-M7c")
    assert other_points != effect_points(agreement(), "RA21-M7c")
    make_statement(other, steps, lambda step: None)
    assert not kept & (set(steps.held) - kept)
    assert len(steps.held) == 2 * len(kept)


def test_the_public_json_holds_no_match_and_no_hidden_number():
    document = effect_statement_to_json(statement(), agreement())
    numbers = {match.company for point in statement().points for match in point.matches}
    written = json.dumps(document)
    assert not [number for number in numbers if str(number) in written]
    hidden = [part for one in measures("turnover") for part in one.parts if part.hidden]
    assert hidden
    assert all(part.estimate is not None for part in hidden)
    shown = [
        part
        for point in document["points"]
        for one in point["measures"]
        for part in one["parts"]
        if part["hidden"]
    ]
    assert shown
    assert {(part["estimate"], part["guided"], part["verdict"]) for part in shown} == {
        (None, None, None)
    }


def test_each_national_effect_is_a_figure_that_recomputes():
    document = effect_statement_to_json(statement(), agreement())
    figures = [figure_from_json(figure) for figure in document["figures"]]
    found = [one.estimate for point in statement().points for one in point.measures]
    assert len(figures) == len(found) == 9
    for figure, estimate in zip(figures, found, strict=True):
        assert abs(figure.value - Fraction(estimate.value)) <= Fraction(1, 10**6)
        assert figure.derivation.our_reading


def test_the_json_is_read_back_and_its_figures_recomputed():
    document = json.loads(json.dumps(effect_statement_to_json(statement(), agreement())))
    found = effect_statement_from_json(document)
    assert effect_statement_to_json(found, agreement()) == document
    with pytest.raises(ValueError, match="has the schema"):
        effect_statement_from_json(document | {"schema": "samvirke.effect-statement/0"})
    document["figures"][0]["value"] = "99"
    with pytest.raises(ValueError, match="does not follow"):
        effect_statement_from_json(document)


THRESHOLDS = load_agreements()[0].measure_point("RA21-M7b").thresholds
ABOVE_NOTHING = load_agreements()[0].measure_point("RA21-M7c").thresholds[0]


def estimate(value, *, low=None, high=None, guided=100):
    return Estimate(value, low, high, None, value, 0.0, guided, guided)


@pytest.mark.parametrize(
    ("value", "threshold", "expected"),
    [
        (10.0, THRESHOLDS[0], "met"),
        (9.9999999, THRESHOLDS[0], "not_met"),
        (5.18, THRESHOLDS[1], "met"),
        (4.82, THRESHOLDS[1], "not_met"),
        (0.0, ABOVE_NOTHING, "not_met"),
        (1e-9, ABOVE_NOTHING, "met"),
    ],
)
def test_the_unrounded_value_decides(value, threshold, expected):
    assert verdict(estimate(value), threshold, 30) == expected


def test_too_few_companies_are_not_judged():
    assert verdict(estimate(50.0, guided=29), THRESHOLDS[0], 30) == "too_few"
    assert verdict(None, THRESHOLDS[0], 30) == "too_few"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(11.0, 14.0, "clear"), (9.0, 14.0, "uncertain"), (None, None, None)],
)
def test_how_sure_a_verdict_is(low, high, expected):
    assert certainty(estimate(12.0, low=low, high=high), THRESHOLDS[0]) == expected


def small(tmp_path, companies, guided):
    register = write_csv(tmp_path / "register.csv", [row for rows in companies for row in rows])
    listed = write_guided(tmp_path / "guided.csv", guided)
    found = make_statement(
        EffectOrder(register, listed, agreement(), "RA21-M7b"), Memory(), lambda step: None
    )
    return found.points[0]


def test_one_guided_company_is_shown_as_too_few_and_hidden_in_public(tmp_path):
    draws = np.random.default_rng(1)
    years = (2017, 2018, 2019, 2020, 2021)
    companies = [
        company(number, draws.uniform(50, 150, 5).round(1).tolist(), years=years)
        for number in range(1, 30)
    ]
    point = small(tmp_path, companies, [engagement(15)])
    assert (point.guided, point.matched, point.why_not) == (1, 1, None)
    found = point.measures[0]
    assert (found.verdict, found.estimate.guided, found.estimate.error) == ("too_few", 1, None)
    statement_ = replace(statement(), points=(point,))
    shown = public(statement_).points[0].measures[0]
    assert (shown.estimate, shown.lines, shown.naive) == (None, (), None)


def test_perfect_separation_is_said(tmp_path):
    years = (2017, 2018, 2019, 2020, 2021)
    companies = [company(n, 100 + n, years=years) for n in range(1, 9)]
    companies += [company(n, 9000 + n, years=years) for n in range(9, 17)]
    point = small(tmp_path, companies, [engagement(n) for n in range(9, 17)])
    assert point.why_not is not None
    assert "The score cannot be computed" in point.why_not.en


def test_a_register_that_ends_too_early_measures_later(tmp_path):
    point = small(tmp_path, [company(1, 5), company(2, 5)], [engagement(1, "2021-02-01")])
    assert point.why_not is not None
    assert point.measures == ()


def test_all_values_equal_give_no_effect_and_no_spread(tmp_path):
    years = (2017, 2018, 2019, 2020, 2021)
    companies = [company(n, 100, years=years) for n in range(1, 81)]
    point = small(tmp_path, companies, [engagement(n) for n in range(1, 36)])
    found = point.measures[0].estimate
    assert (found.value, found.error, found.guided) == (0.0, 0.0, 35)
    assert len(point.constant) == 4
    # Nothing is known of chance where nobody differs, so nothing can be judged.
    assert (point.measures[0].verdict, point.measures[0].certainty) == ("too_few", None)


def test_an_unknown_point_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match="no effect measure point") as caught:
        effect_points(agreement(), "RA21-M1a")
    assert caught.value.problems[0].valid.en == "RA21-M7b, RA21-M7c"


def damaged(tmp_path, plan, change=None):
    """The growth point's year 2023 on a damaged register."""
    made = make_register(plan)
    if change is not None:
        change(made.register)
    register, guided, _ = write_register(made, tmp_path)
    found = make_statement(
        EffectOrder(register, guided, agreement(), "RA21-M7c"), Memory(), lambda step: None
    )
    return found, [one.measures[0] for one in found.points]


def near_the_truth(found):
    mean = np.mean([one.estimate.value for one in found])
    return abs(mean - 4.0) < 3 * np.sqrt(sum(one.estimate.error**2 for one in found)) / 3


def test_a_tenth_of_the_employees_missing_is_counted_and_the_truth_still_found(tmp_path):
    statement_, found = damaged(tmp_path, replace(PLAN, missing=0.10))
    missing = next(
        remark.count
        for remark in statement_.inputs.remarks
        if remark.reason.en == "full-time equivalents are missing"
    )
    assert 0.08 < missing / statement_.inputs.rows < 0.14
    assert all(one.lost.unknown > 5 for one in found)
    assert sum(point.unmatched["missing_base_year"] for point in statement_.points) > 10
    assert near_the_truth(found)


def test_tenfold_outliers_are_pulled_in_counted_and_the_truth_still_found(tmp_path):
    def tenfold(register):
        drawn = np.random.default_rng(9).random(len(register["turnover"])) < 0.005
        register["turnover"][drawn] *= 10

    _, found = damaged(tmp_path, PLAN, tenfold)
    assert all(one.pulled_in > 0 for one in found)
    assert near_the_truth(found)
    without = next(line for line in found[0].lines if line.code == "outliers_none")
    assert without.estimate.error > found[0].estimate.error


def test_no_measure_shows_a_part_that_another_hides():
    for point in public(statement()).points:
        hidden = [{(p.hub, p.theme) for p in m.parts if p.hidden} for m in point.measures]
        shown = [{(p.hub, p.theme) for p in m.parts if not p.hidden} for m in point.measures]
        assert all(not (a & b) for a in hidden for b in shown)


def test_the_productivity_proxy_is_dated():
    definition = load_agreements()[1].measure_point("RA24-M5b").effect
    assert definition.proxy_of(2025) == "turnover_per_full_time_equivalent"
    better = definition.productivity[0].model_copy(
        update={"from_year": 2026, "proxy": "value_added_per_full_time_equivalent"}
    )
    dated = definition.model_copy(update={"productivity": (*definition.productivity, better)})
    assert [dated.proxy_of(year) for year in (2025, 2026)] == [
        "turnover_per_full_time_equivalent",
        "value_added_per_full_time_equivalent",
    ]
    with pytest.raises(LookupError):
        definition.proxy_of(2023)


def test_a_damaged_step_is_made_again():
    steps = Memory()
    first = make_statement(order(point="RA21-M7c"), steps, lambda step: None)
    for name in steps.held:
        steps.held[name] = b"{half a fi"
    assert make_statement(order(point="RA21-M7c"), steps, lambda step: None) == first


def test_a_median_has_the_interval_of_the_bootstrap(tmp_path):
    draws = np.random.default_rng(1)
    years = (2017, 2018, 2019, 2020, 2021)
    companies = [
        company(number, draws.uniform(50, 150, 5).round(1).tolist(), years=years)
        for number in range(1, 90)
    ]
    goals = tuple(
        goal.model_copy(
            update={
                "measure_points": tuple(
                    point.model_copy(
                        update={
                            "effect": point.effect
                            and point.effect.model_copy(update={"growth": "median"})
                        }
                    )
                    for point in goal.measure_points
                )
            }
        )
        for goal in agreement().goals
    )
    register = write_csv(tmp_path / "register.csv", [row for rows in companies for row in rows])
    guided = write_guided(tmp_path / "guided.csv", [engagement(n) for n in range(1, 40)])
    changed = agreement().model_copy(update={"goals": goals})
    found = make_statement(
        EffectOrder(register, guided, changed, "RA21-M7b"), Memory(), lambda step: None
    )
    measure = found.points[0].measures[0]
    assert measure.clustered_error is None
    estimate_ = measure.estimate
    assert (estimate_.low, estimate_.high) == (measure.band.low, measure.band.high)
    assert estimate_.low < estimate_.value < estimate_.high
