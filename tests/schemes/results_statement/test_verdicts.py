"""Comparing values with levels."""

from fractions import Fraction

import pytest

from samvirke.figures import Given, Source, Text
from samvirke.figures.units import PERCENT
from samvirke.schemes.results_statement.model import Judgement, Measurement, Verdict
from samvirke.schemes.results_statement.verdicts import judge, judge_all, whole

SOURCE = Source("Aftale", "7.1")
REASON = Text("Målingen holdes i 2023.", "The survey is held in 2023.")


def given(value: Fraction | int) -> Given:
    return Given(Text("tal", "number"), Fraction(value), PERCENT, SOURCE)


def measured(value: Fraction | int | None, segment: str | None = None) -> Measurement:
    return Measurement(None if value is None else given(value), segment)


@pytest.mark.parametrize(
    ("value", "operator", "level", "verdict"),
    [
        (80, ">=", 80, Verdict.MET),
        (Fraction(7999, 100), ">=", 80, Verdict.MISSED),
        (Fraction(79996, 1000), ">=", 80, Verdict.MISSED),  # shown as 80,0; judged unrounded
        (0, ">", 0, Verdict.MISSED),
        (Fraction(1, 1000), ">", 0, Verdict.MET),
        (10, "<=", 10, Verdict.MET),
        (10, "<", 10, Verdict.MISSED),
        (10, "=", 10, Verdict.MET),
        (45, "increase>=", 45, Verdict.MET),
    ],
)
def test_the_unrounded_value_decides(
    value: Fraction, operator: str, level: int, verdict: Verdict
) -> None:
    assert judge(measured(value), given(level), operator, SOURCE).verdict is verdict


def test_too_few_answers_give_no_verdict() -> None:
    few = Measurement(None, too_few=True)
    assert judge(few, given(80), ">=", SOURCE).verdict is Verdict.TOO_FEW


def test_a_missing_value_says_why() -> None:
    judged = judge(Measurement(None, absent=REASON), given(80), ">=", SOURCE)
    assert (judged.verdict, judged.reason) == (Verdict.NOT_MEASURED, REASON)


@pytest.mark.parametrize(
    ("growth", "operation", "verdict"),
    [
        (81, 80, Verdict.MET),
        (81, 79, Verdict.MISSED),
        (None, 79, Verdict.MISSED),  # one segment missed decides, whatever the other would be
        (None, 81, Verdict.NOT_MEASURED),
    ],
)
def test_each_segment_must_reach_the_level(
    growth: int | None, operation: int | None, verdict: Verdict
) -> None:
    values = [measured(90), measured(growth, "growth"), measured(operation, "operation")]
    judged = judge_all(values, given(80), ">=", SOURCE, each_segment=True)
    assert judged[0].verdict is verdict
    assert [item.segment for item in judged] == [None, "growth", "operation"]


def test_all_together_decide_where_no_segment_is_asked_for() -> None:
    values = [measured(90), measured(70, "growth"), measured(95, "operation")]
    judged = judge_all(values, given(80), ">=", SOURCE, each_segment=False)
    assert [(item.segment, item.verdict) for item in judged] == [(None, Verdict.MET)]


def test_a_line_without_parts_has_no_verdict() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        whole([])


def test_our_reading_of_a_part_marks_the_whole() -> None:
    parts = [
        Judgement(Verdict.MET, SOURCE, "growth", our_reading=True),
        Judgement(Verdict.MET, SOURCE, "operation"),
    ]
    assert whole(parts).our_reading
