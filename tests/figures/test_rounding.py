"""The rounding rules as a worked table."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.figures import Rounding, Text, round_exact

WORKED = [
    # value, decimals, halves up, cut off
    ("0", 0, "0", "0"),
    ("0.49", 0, "0", "0"),
    ("0.5", 0, "1", "0"),
    ("1.5", 0, "2", "1"),
    ("2.5", 0, "3", "2"),
    ("-0.49", 0, "0", "0"),
    ("-0.5", 0, "-1", "0"),
    ("-1.5", 0, "-2", "-1"),
    ("-2.5", 0, "-3", "-2"),
    ("12.34", 1, "12.3", "12.3"),
    ("12.35", 1, "12.4", "12.3"),
    ("-12.35", 1, "-12.4", "-12.3"),
    ("2.675", 2, "2.68", "2.67"),
    ("99.95", 1, "100", "99.9"),
    ("1/3", 2, "0.33", "0.33"),
    ("2/3", 2, "0.67", "0.66"),
    ("-2/3", 2, "-0.67", "-0.66"),
    ("7", 3, "7", "7"),
]


@pytest.mark.parametrize(("value", "decimals", "half_up", "truncated"), WORKED)
def test_the_worked_table(value: str, decimals: int, half_up: str, truncated: str) -> None:
    number = Fraction(value)
    assert {rule: round_exact(number, rule, decimals=decimals) for rule in Rounding} == {
        Rounding.HALF_UP: Fraction(half_up),
        Rounding.TRUNCATE: Fraction(truncated),
    }


def test_rounding_is_to_whole_numbers_unless_told_otherwise() -> None:
    assert round_exact(Fraction(15, 2), Rounding.HALF_UP) == 8


def test_fewer_than_no_decimals_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^decimals must be 0 or more, got -1$"):
        round_exact(Fraction(1), Rounding.HALF_UP, decimals=-1)


def test_the_rules_have_words_in_both_languages() -> None:
    assert {rule: rule.label for rule in Rounding} == {
        Rounding.HALF_UP: Text(da="halve rundes op", en="halves are rounded up"),
        Rounding.TRUNCATE: Text(da="decimaler skæres bort", en="decimals are cut off"),
    }


@given(st.fractions(), st.sampled_from(Rounding), st.integers(0, 6))
def test_negative_numbers_mirror_positive_ones(
    value: Fraction, rule: Rounding, decimals: int
) -> None:
    mirrored = -round_exact(-value, rule, decimals=decimals)
    assert round_exact(value, rule, decimals=decimals) == mirrored


@given(st.fractions(), st.sampled_from(Rounding), st.integers(0, 6))
def test_rounding_twice_changes_nothing(value: Fraction, rule: Rounding, decimals: int) -> None:
    once = round_exact(value, rule, decimals=decimals)
    assert round_exact(once, rule, decimals=decimals) == once


@given(st.fractions(), st.integers(0, 6))
def test_half_up_moves_a_number_by_half_a_step_at_most(value: Fraction, decimals: int) -> None:
    moved = abs(round_exact(value, Rounding.HALF_UP, decimals=decimals) - value)
    assert moved <= Fraction(1, 2 * 10**decimals)


@given(st.fractions(), st.integers(0, 6))
def test_cutting_off_never_moves_away_from_zero_and_by_less_than_a_step(
    value: Fraction, decimals: int
) -> None:
    lost = abs(value) - abs(round_exact(value, Rounding.TRUNCATE, decimals=decimals))
    assert 0 <= lost < Fraction(1, 10**decimals)
