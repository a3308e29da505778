"""The leaves of a derivation: what a given, a count and an exclusion may hold."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from samvirke.figures import Count, Exclusion, FigureError, Given, Source, Text
from samvirke.figures.units import ANSWERS, ENGAGEMENTS, PERCENT, WEIGHTED_ANSWERS

HERE = Source("Regneprøve", "1")
WORDS = Text("tal", "number")


@pytest.mark.parametrize("value", [78, 78.0, "78", None])
def test_only_exact_numbers_are_given_or_counted(answered: Count, value: Any) -> None:
    reason = f"^a figure's value is a Fraction, not {type(value).__name__}$"
    with pytest.raises(TypeError, match=reason):
        Given(WORDS, value, PERCENT, HERE)
    with pytest.raises(TypeError, match=reason):
        replace(answered, value=value)


def test_nothing_may_be_counted_and_a_weighted_count_need_not_be_whole(answered: Count) -> None:
    values = [Fraction(0), Fraction(193, 2)]
    assert [replace(answered, value=value).value for value in values] == values


def test_a_negative_count_is_refused(answered: Count) -> None:
    with pytest.raises(FigureError, match=r"^Answers in all: nothing counts to -1$"):
        replace(answered, value=Fraction(-1))


@pytest.mark.parametrize("query", ["", "  "])
def test_a_count_without_a_query_is_refused(answered: Count, query: str) -> None:
    with pytest.raises(FigureError, match=r"^Answers in all: a count names its query$"):
        replace(answered, query=query)


@pytest.mark.parametrize("snapshot", ["", "c" * 63, "c" * 65, "C" * 64, "g" * 64, "c" * 64 + "\n"])
def test_a_snapshot_is_named_by_its_whole_fingerprint(answered: Count, snapshot: str) -> None:
    with pytest.raises(FigureError, match=r"^Answers in all: a snapshot is named by its SHA-256"):
        replace(answered, snapshot=snapshot)


@pytest.mark.parametrize("count", [-1, 1.0, True, "3", Fraction(3), None])
def test_what_is_left_out_is_a_whole_number(count: Any) -> None:
    with pytest.raises(FigureError, match=r"^unanswered: .* cannot be held out of a count$"):
        Exclusion(Text("ubesvaret", "unanswered"), count)


def test_nothing_may_be_left_out() -> None:
    assert Exclusion(WORDS, 0).count == 0


def test_what_is_left_out_has_the_unit_of_the_count_but_no_weight(answered: Count) -> None:
    found = {
        unit: replace(answered, unit=unit).excluded_unit
        for unit in (ANSWERS, WEIGHTED_ANSWERS, ENGAGEMENTS)
    }
    assert found == {ANSWERS: ANSWERS, WEIGHTED_ANSWERS: ANSWERS, ENGAGEMENTS: ENGAGEMENTS}
