"""Nothing published gives back what is hidden: lines, counts, years, and the sums over hubs."""

from dataclasses import replace

import numpy as np
import pytest
from tests.effects.registers import company, engagement, write_csv, write_guided
from tests.effects.test_disclosure import known_together, solvable
from tests.schemes.effect_statement.made import Memory, agreement, statement

from samvirke.effects.disclosure import Cell
from samvirke.schemes.effect_statement import EffectOrder, make_statement, public
from samvirke.schemes.effect_statement.choices import other_choices
from samvirke.schemes.effect_statement.edition import shows_few
from samvirke.schemes.effect_statement.lines import Rest, Tried, _with_hiding
from samvirke.schemes.effect_statement.model import Estimate, Line, Waterfall
from samvirke.schemes.effect_statement.waterfall import published_waterfalls

DEFINITION = agreement().measure_point("RA21-M7b").effect
RULE = DEFINITION.disclosure
YEARS = (2017, 2018, 2019, 2020, 2021)
ESTIMATE = Estimate(1.0, 0.0, 2.0, 0.5, 2.0, 1.0, 20, 20)


def rest(guided, controls=None, *, growth="mean_company_growth", share=0.1):
    held = np.array(guided)
    others = held + 100 if controls is None else np.array(controls)
    return Rest(growth, held, others, Cell(len(set(guided)), share))


def hidden(main, *rests):
    tried = [
        Tried(Line(str(at), DEFINITION.growth, ESTIMATE, None), one) for at, one in enumerate(rests)
    ]
    return [line.hidden for line in _with_hiding(main, tried, RULE)]


def test_pairs_are_apart_by_the_companies_whose_controls_differ():
    assert rest([1, 2, 3]).apart(rest([1, 2, 3])) == 0
    assert rest([1, 2, 3]).apart(rest([2, 3, 4])) == 2
    assert rest([1, 1, 2], [7, 8, 9]).apart(rest([1, 2, 2], [7, 9, 8])) == 2


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (rest(range(20)), None),
        (rest(range(16)), "subtraction"),
        (rest(range(15)), None),
        (rest(range(1, 21)), "subtraction"),
        (rest(range(16), growth="median"), None),
        (rest(range(4)), "few"),
        (rest(range(20), share=0.51), "dominated"),
    ],
)
def test_a_line_that_would_tell_on_few_companies_is_hidden(others, expected):
    assert hidden(rest(range(20)), others) == [expected]


def test_lines_tell_on_few_companies_by_each_other_too():
    # 14 and 12 of 20 each: six and eight from the main pairs, but two from each other.
    assert hidden(rest(range(20)), rest(range(14)), rest(range(12))) == [None, "subtraction"]


def test_a_hidden_line_has_no_number_in_public():
    lines = [line for point in statement().points for m in point.measures for line in m.lines]
    shown = [line for p in public(statement()).points for m in p.measures for line in m.lines]
    held = [line for line in lines if line.hidden]
    assert held
    assert all(line.estimate is not None for line in held)
    assert [line.estimate and line.estimate.value for line in shown] == [
        None if line.hidden else line.estimate.value for line in lines
    ]
    # Lines may share their guided companies but for a few, though not their pairs.
    told = [line.estimate for line in shown if line.estimate]
    assert {(one.guided_growth, one.control_growth) for one in told} == {(None, None)}
    assert all(line.estimate.guided_growth is not None for line in lines)
    assert all(one.why_not is not None for one in shown if one.hidden)


def altered(**changes):
    return DEFINITION.model_copy(update=changes)


PLAIN = DEFINITION.outliers.model_copy(update={"rule": "none"})


@pytest.mark.parametrize(
    "main",
    [
        DEFINITION,
        altered(growth="midpoint", exits="all_with_midpoint"),
        altered(outliers=PLAIN, base_year="year_of_end", engagement="last"),
        altered(minimum_minutes=900, controls="not_yet_guided", replacement=True, ratio=3),
        altered(distance="mahalanobis", score=(*DEFINITION.score, "employment_growth_before")),
    ],
)
def test_every_choice_of_ours_that_moves_the_effect_is_tried_otherwise(main):
    # How many pairs a verdict needs, what is hidden and what is drawn do not move the effect.
    moving = set(main.our_reading) - {"minimum_pairs", "disclosure", "trials"}
    tried = {
        name
        for choice in other_choices(main)
        for name in moving
        if getattr(choice.definition, name) != getattr(main, name)
    }
    assert tried == moving
    codes = [choice.code for choice in other_choices(main)]
    assert len(codes) == len(set(codes))


def measured(tmp_path, guided, companies=60, **turnover):
    draws = np.random.default_rng(1)
    rows = [
        row
        for number in range(1, companies + 1)
        for row in company(
            number,
            turnover.get(f"n{number}") or draws.uniform(50, 150, 5).round(1).tolist(),
            years=YEARS,
        )
    ]
    register = write_csv(tmp_path / "register.csv", rows)
    listed = write_guided(tmp_path / "guided.csv", guided)
    return make_statement(
        EffectOrder(register, listed, agreement(), "RA21-M7b"), Memory(), lambda step: None
    )


def test_the_number_of_companies_goes_with_a_hidden_national_effect(tmp_path):
    made = measured(tmp_path, [engagement(15), engagement(16), engagement(17)])
    whole = made.points[0]
    assert whole.guided == 3
    assert 0 < whole.matched <= 3
    assert whole.balance
    assert whole.measures[0].lost is not None
    point = public(made).points[0]
    assert (point.guided, point.matched, point.unmatched, point.cells) == (None,) * 4
    assert point.balance == ()
    assert [(one.estimate, one.naive, one.lost, one.pulled_in) for one in point.measures] == [
        (None,) * 4
    ] * 2
    assert public(public(made)) == public(made)


def test_the_list_does_not_give_back_how_many_a_hidden_year_has(tmp_path):
    early = [engagement(number, "2015-06-30") for number in range(20, 30)]
    made = measured(tmp_path, [*early, *(engagement(number) for number in (15, 16, 17))])
    (whole,) = made.waterfalls
    assert (whole.companies, [one.count for one in whole.outside]) == (13, [10])
    # 13 without the 10 that ended before would be the three that are hidden.
    assert [(one.companies, one.outside) for one in public(made).waterfalls] == [(13, None)]
    alone = measured(tmp_path, [engagement(number) for number in (15, 16, 17)])
    assert alone.waterfalls[0].companies == 3
    assert public(alone).waterfalls == ()
    assert public(alone).points[0].score is None
    assert alone.points[0].score is not None
    shown = measured(tmp_path, [*early, *(engagement(number) for number in range(10, 20))])
    assert public(shown).waterfalls == shown.waterfalls


def test_a_segment_of_few_is_not_told_by_the_list_of_the_other():
    # One point sets aside as another segment what the other has three companies of.
    few = Waterfall("RA21-M7c", 60, (), 3, ())
    many = Waterfall("RA21-M7b", 60, (), 57, ())
    points = public(statement()).points
    assert published_waterfalls([many, few], points) == (many, few)
    secret = tuple(replace(one, guided=None) if one.point == "RA21-M7c" else one for one in points)
    assert published_waterfalls([many, few], secret) == ()


def test_the_quantiles_of_the_score_go_where_few_lie_beyond_them(tmp_path):
    # Of 49 guided, not five lie beyond the tenth part; of 50 they do.
    def quantiles(count):
        made = measured(tmp_path, [engagement(n) for n in range(1, count + 1)], companies=150)
        point = made.points[0]
        assert (point.guided, point.score.guided is not None) == (count, True)
        shown = public(made).points[0].score
        assert shown.coefficients == point.score.coefficients
        return shown.guided, shown.others

    assert quantiles(49) == (None, None)
    assert None not in quantiles(50)


def test_few_guided_companies_have_no_naive_comparison_either(tmp_path):
    # None of the four has numbers in the end year, so that there is no effect that could be hidden.
    gone = {f"n{number}": [100, 110, 120, 130, ""] for number in (15, 16, 17, 18)}
    made = measured(tmp_path, [engagement(number) for number in (15, 16, 17, 18, 19)], **gone)
    few = made.points[0].measures[0]
    assert (few.naive, few.estimate.guided) == (None, 1)
    many = measured(tmp_path, [engagement(number) for number in range(15, 20)])
    assert many.points[0].measures[0].naive is not None


def studies(made):
    return [study for study in made.events if study.measure == "turnover"]


def test_the_mean_over_years_goes_with_a_hidden_year(tmp_path):
    # Guided in 2019 nobody lacks a year; the three of 2018 alone are seen three years after.
    rows = [engagement(number) for number in range(10, 20)]
    late = [engagement(number, "2018-05-01") for number in range(1, 4)]
    alone = {one.sample: one for one in studies(measured(tmp_path, rows))}
    assert all(event.value is not None for event in alone["all"].events)
    assert alone["all"].overall is not None
    both = {one.sample: one for one in studies(measured(tmp_path, [*rows, *late]))}
    shown = {event.event: event.value is not None for event in both["all"].events}
    assert shown[3] is False
    assert all(shown[event] for event in (0, 1, 2))
    assert both["all"].overall is None


def test_a_year_that_one_company_fills_is_hidden(tmp_path):
    rows = [engagement(number) for number in range(10, 20)]
    large = {"n12": [5000, 5100, 5200, 5300, 5400]}
    made = {one.sample: one for one in studies(measured(tmp_path, rows, **large))}
    assert {event.value for event in made["all"].events} == {None}


def test_no_hidden_cell_of_a_published_statement_can_be_worked_out():
    tables = 0
    for point in statement().points:
        for measure in point.measures:
            cells = {(p.hub, p.theme): Cell(p.guided, 0.0) for p in measure.parts}
            secret = {(p.hub, p.theme) for p in measure.parts if p.hidden}
            tables += bool(secret) and len(secret) < len(cells)
            assert solvable(cells, secret) == []
            assert known_together(cells, secret) == []
    assert tables == 9


def test_a_number_on_few_companies_does_not_pass_the_door():
    shown = public(statement())
    assert not shows_few(shown)
    point, measure = shown.points[0], shown.points[0].measures[0]
    line = next(one for one in measure.lines if one.estimate is not None)
    few = replace(line, estimate=replace(line.estimate, guided=4))
    changed = replace(point, measures=(replace(measure, lines=(few,)), *point.measures[1:]))
    assert shows_few(replace(shown, points=(changed, *shown.points[1:])))
