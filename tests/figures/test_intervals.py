"""Intervals: worked and published values, and what must hold for every share and score.

The ends are checked without a square root: an end of Wilson's interval is a share π with
n(p − π)² = z²π(1 − π), and an end of the adjusted Wald lies z standard errors from the score.
"""

from collections.abc import Callable
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.figures import (
    FigureError,
    Interval,
    Rounding,
    Text,
    adjusted_wald,
    effective_base,
    interval_in_words,
    interval_to_json,
    round_exact,
    wilson,
)
from samvirke.figures.intervals import ADJUSTED_WALD, WILSON, Z
from samvirke.figures.units import NPS_POINTS, PERCENT

HALF_STEP = Fraction(1, 20)  # half of the one printed decimal
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")


def probability_below(quantile: Fraction) -> Decimal:
    """The standard normal distribution function by its power series, to over thirty digits."""
    with localcontext(prec=60):
        z = Decimal(quantile.numerator) / Decimal(quantile.denominator)
        term, total = z, Decimal(0)
        for k in range(200):
            total += term / (2 * k + 1)
            term *= -z * z / (2 * (k + 1))
        return Decimal("0.5") + total / (2 * PI).sqrt()


def test_z_is_the_quantile_rounded_to_twenty_decimals() -> None:
    half = Fraction(1, 2 * 10**20)
    assert probability_below(Z - half) < Decimal("0.975") < probability_below(Z + half)
    assert (Z * 10**20).denominator == 1


@pytest.mark.parametrize(
    ("counted", "base", "low", "high"),
    [
        # Newcombe (1998), table I, method 3: 0.2553–0.3662, 0.0624–0.1605, 0–0.1611, 0.0061–0.1718
        (81, 263, "25.5", "36.6"),
        (15, 148, "6.2", "16"),
        (0, 20, "0", "16.1"),
        (1, 29, "0.6", "17.2"),
        # by hand: (78 + 1.92073 ± 1.95996 √(17.16 + 0.96036)) / 103.84146 = 0.68927, 0.84997
        (78, 100, "68.9", "85"),
        # by hand: one of one is from 1 / (1 + 3.84146) = 0.20655
        (1, 1, "20.7", "100"),
        (0, 1, "0", "79.3"),
    ],
)
def test_worked_shares(counted: int, base: int, low: str, high: str) -> None:
    expected = Interval(Fraction(low), Fraction(high), WILSON)
    assert wilson(Fraction(counted), Fraction(base)) == expected


@pytest.mark.parametrize(
    ("promoters", "detractors", "base", "low", "high"),
    [
        # by hand: 50/103 = 0.485437; variance (71.5/103 − 0.235649)/103 = 0.00445171;
        # 1.959964 × 0.0667211 = 0.130771
        (60, 10, 100, "35.5", "61.6"),
        # by hand: 1/7 = 0.142857; variance (4.5/7 − 0.020408)/7 = 0.0889213; spread 0.584455
        (2, 1, 4, "-44.2", "72.7"),
        # by hand: 0; variance (1.5/4)/4 = 0.09375; spread 1.959964 × 0.306186 = 0.600114
        (0, 0, 1, "-60", "60"),
        # by hand: 100/103 = 0.970874; spread 0.039972; the high end would be 101.1
        (100, 0, 100, "93.1", "100"),
        (0, 100, 100, "-100", "-93.1"),
    ],
)
def test_worked_scores(promoters: int, detractors: int, base: int, low: str, high: str) -> None:
    found = adjusted_wald(Fraction(promoters), Fraction(detractors), Fraction(base))
    assert found == Interval(Fraction(low), Fraction(high), ADJUSTED_WALD)


positive = st.fractions(min_value=Fraction(1, 2), max_value=10**7, max_denominator=10**6)
parts = st.fractions(min_value=0, max_value=1, max_denominator=10**6)


@st.composite
def shares(draw: st.DrawFn) -> tuple[Fraction, Fraction]:
    """Counted and base, whole or not."""
    base = draw(st.integers(1, 10**7).map(Fraction) | positive)
    return draw(st.just(Fraction(0)) | st.just(base) | parts.map(lambda part: part * base)), base


@st.composite
def scores(draw: st.DrawFn) -> tuple[Fraction, Fraction, Fraction]:
    """Whole numbers of promoters, detractors and answers."""
    base = draw(st.integers(2, 10**6))
    promoters = draw(st.integers(0, base))
    detractors = draw(st.integers(0, base - promoters))
    return Fraction(promoters), Fraction(detractors), Fraction(base)


def printed(value: Fraction) -> Fraction:
    return round_exact(value, Rounding.HALF_UP, decimals=1)


@given(shares())
def test_the_ends_of_a_share_solve_the_score_equation(share: tuple[Fraction, Fraction]) -> None:
    counted, base = share
    interval = wilson(counted, base)

    def inside(end: Fraction) -> bool:
        part = end / 100
        return base * (counted / base - part) ** 2 < Z * Z * part * (1 - part)

    assert not inside(interval.low - HALF_STEP)
    assert not inside(interval.high + HALF_STEP)
    wide = interval.high - interval.low >= 4 * HALF_STEP
    assert not wide or (inside(interval.low + HALF_STEP) and inside(interval.high - HALF_STEP))


@given(scores())
def test_the_ends_of_a_score_lie_z_standard_errors_away(
    score: tuple[Fraction, Fraction, Fraction],
) -> None:
    promoters, detractors, base = score
    interval = adjusted_wald(promoters, detractors, base)
    answers = base + 3
    middle = (promoters - detractors) / answers
    variance = (promoters + detractors + Fraction(3, 2)) / answers - middle**2

    def in_reach(end: Fraction) -> bool:
        return (end / 100 - middle) ** 2 * answers < Z * Z * variance

    wide = interval.high - interval.low >= 4 * HALF_STEP
    assert interval.low == -100 or not in_reach(interval.low - HALF_STEP)
    assert interval.high == 100 or not in_reach(interval.high + HALF_STEP)
    assert not wide or (in_reach(interval.low + HALF_STEP) and in_reach(interval.high - HALF_STEP))


@given(shares())
def test_a_share_lies_in_its_interval_and_both_on_the_scale(
    share: tuple[Fraction, Fraction],
) -> None:
    counted, base = share
    interval = wilson(counted, base)
    assert 0 <= interval.low <= printed(100 * counted / base) <= interval.high <= 100


@given(scores())
def test_a_score_lies_in_its_interval_and_both_on_the_scale(
    score: tuple[Fraction, Fraction, Fraction],
) -> None:
    promoters, detractors, base = score
    interval = adjusted_wald(promoters, detractors, base)
    net = printed(100 * (promoters - detractors) / base)
    assert -100 <= interval.low <= net <= interval.high <= 100


@given(shares())
def test_the_rest_of_a_share_has_the_mirrored_interval(share: tuple[Fraction, Fraction]) -> None:
    # A tie, which halves up would break differently on the two sides, is no root of the equation.
    counted, base = share
    interval, rest = wilson(counted, base), wilson(base - counted, base)
    assert (rest.low, rest.high) == (100 - interval.high, 100 - interval.low)


@given(scores())
def test_promoters_and_detractors_mirror_each_other(
    score: tuple[Fraction, Fraction, Fraction],
) -> None:
    promoters, detractors, base = score
    interval = adjusted_wald(promoters, detractors, base)
    other = adjusted_wald(detractors, promoters, base)
    assert (other.low, other.high) == (-interval.high, -interval.low)


@given(shares(), st.fractions(min_value=1, max_value=100))
def test_the_interval_of_the_same_share_of_more_lies_inside(
    share: tuple[Fraction, Fraction], more: Fraction
) -> None:
    counted, base = share
    few, many = wilson(counted, base), wilson(more * counted, more * base)
    assert few.low <= many.low <= many.high <= few.high


@given(scores(), st.integers(2, 100))
def test_the_interval_of_the_same_score_of_more_is_no_wider(
    score: tuple[Fraction, Fraction, Fraction], more: int
) -> None:
    few = adjusted_wald(*score)
    many = adjusted_wald(*(more * part for part in score))
    on_the_scale = few.low > -100 and few.high < 100
    assert not on_the_scale or many.high - many.low <= few.high - few.low + 2 * HALF_STEP


@given(shares(), scores())
def test_the_arithmetic_of_the_caller_changes_nothing(
    share: tuple[Fraction, Fraction], score: tuple[Fraction, Fraction, Fraction]
) -> None:
    expected = wilson(*share), adjusted_wald(*score)
    with localcontext(prec=2) as context:
        context.traps[Inexact] = True
        assert (wilson(*share), adjusted_wald(*score)) == expected


BAD_SHARES = [(0, 0), (1, 0), (1, -1), (-1, 10), (11, 10)]


@pytest.mark.parametrize(("counted", "base"), BAD_SHARES)
def test_what_is_no_share_has_no_interval(counted: int, base: int) -> None:
    with pytest.raises(FigureError):
        wilson(Fraction(counted), Fraction(base))


BAD_SCORES = [(0, 0, 0), (0, 0, -1), (-1, 0, 10), (0, -1, 10), (6, 5, 10), (11, -1, 10)]


@pytest.mark.parametrize(("promoters", "detractors", "base"), BAD_SCORES)
def test_what_is_no_score_has_no_interval(promoters: int, detractors: int, base: int) -> None:
    with pytest.raises(FigureError):
        adjusted_wald(Fraction(promoters), Fraction(detractors), Fraction(base))


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        (lambda: wilson(Fraction(0), Fraction(0)), "an interval needs answers to rest on, got 0"),
        (lambda: wilson(Fraction(11), Fraction(10)), "11 of 10 is no share"),
        (
            lambda: adjusted_wald(Fraction(6), Fraction(5), Fraction(10)),
            "6 promoters and 5 detractors of 10 answers",
        ),
        (
            lambda: effective_base(Fraction(0), Fraction(0)),
            "answers without weight have no effective base",
        ),
        (
            lambda: Interval(Fraction(2), Fraction(1), WILSON),
            "an interval goes upwards, not from 2 to 1",
        ),
    ],
)
def test_a_refusal_says_why(refused: Callable[[], object], reason: str) -> None:
    with pytest.raises(FigureError) as caught:
        refused()
    assert str(caught.value) == reason


def test_an_interval_has_exact_ends() -> None:
    with pytest.raises(TypeError, match=r"is a Fraction, not float$"):
        Interval(Fraction(1), 2.0, WILSON)  # type: ignore[arg-type]


weights = st.lists(st.integers(1, 5_000_000), min_size=1, max_size=40)


def kish(values: list[int]) -> Fraction:
    return effective_base(Fraction(sum(values)), Fraction(sum(value**2 for value in values)))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 1, 1, 1], Fraction(4)),
        ([1, 1, 2], Fraction(8, 3)),  # (1 + 1 + 2)² / (1 + 1 + 4)
        ([3, 1], Fraction(8, 5)),
        ([7], Fraction(1)),
    ],
)
def test_what_weighted_answers_are_worth(values: list[int], expected: Fraction) -> None:
    assert kish(values) == expected


@given(weights)
def test_weighted_answers_are_worth_at_least_one_and_at_most_their_number(
    values: list[int],
) -> None:
    assert 1 <= kish(values) <= len(values)


@given(weights, st.fractions(min_value=Fraction(1, 10**6), max_value=10**6))
def test_the_scale_of_the_weights_changes_nothing(values: list[int], scale: Fraction) -> None:
    total, squares = Fraction(sum(values)), Fraction(sum(value**2 for value in values))
    assert effective_base(scale * total, scale**2 * squares) == kish(values)


@given(st.integers(1, 1000), st.integers(1, 5_000_000), st.data())
def test_equal_weights_give_the_unweighted_interval(
    answers: int, weight: int, data: st.DataObject
) -> None:
    counted = data.draw(st.integers(0, answers))
    base = kish([weight] * answers)
    share = Fraction(counted * weight, answers * weight)
    assert wilson(share * base, base) == wilson(Fraction(counted), Fraction(answers))


@pytest.mark.parametrize(("total", "squares"), [(0, 1), (1, 0), (-1, 1)])
def test_answers_without_weight_are_refused(total: int, squares: int) -> None:
    with pytest.raises(FigureError):
        effective_base(Fraction(total), Fraction(squares))


def test_an_interval_as_json() -> None:
    method = Text(da="justeret Wald", en="adjusted Wald")
    interval = Interval(Fraction("-12.5"), Fraction(3), method)
    assert interval_to_json(interval) == {
        "low": "-12.5",
        "high": "3",
        "level": "95",
        "method": {"da": "justeret Wald", "en": "adjusted Wald"},
    }


SHARE = Interval(Fraction("74.1"), Fraction("81.6"), WILSON)
SCORE = Interval(Fraction(-5), Fraction("12.3"), ADJUSTED_WALD)


def test_an_interval_in_words() -> None:
    words = {
        (interval.method.en, language): interval_in_words(interval, unit, language)
        for interval, unit in ((SHARE, PERCENT), (SCORE, NPS_POINTS))
        for language in ("da", "en")
    }
    assert words == {
        ("Wilson", "da"): "74,1–81,6 pct. (95 pct.-interval, Wilson)",
        ("Wilson", "en"): "74.1–81.6 per cent (95 per cent interval, Wilson)",
        ("adjusted Wald", "da"): "−5,0 til 12,3 NPS-point (95 pct.-interval, justeret Wald)",
        ("adjusted Wald", "en"): "−5.0 to 12.3 NPS points (95 per cent interval, adjusted Wald)",
    }


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("0", "16.1", "0,0–16,1 pct. (95 pct.-interval, Wilson)"),
        ("99.1", "100", "99,1–100,0 pct. (95 pct.-interval, Wilson)"),
    ],
)
def test_the_ends_of_the_scale_in_words(low: str, high: str, words: str) -> None:
    assert (
        interval_in_words(Interval(Fraction(low), Fraction(high), WILSON), PERCENT, "da") == words
    )
