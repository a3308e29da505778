"""Exact numbers and their text forms."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.figures import AmbiguousNumber, NotANumber, canonical, exact, parse_plain
from samvirke.figures.exact import decimal_digits, from_canonical


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, Fraction(0)),
        (-7, Fraction(-7)),
        (Decimal("0.1"), Fraction(1, 10)),
        (Decimal("-12.50"), Fraction(-25, 2)),
        (Fraction(2, 6), Fraction(1, 3)),
    ],
)
def test_exact_keeps_the_value(value: int | Decimal | Fraction, expected: Fraction) -> None:
    assert exact(value) == expected


@pytest.mark.parametrize("value", [0.5, 1.0, float("nan"), True, False, "1", None])
def test_exact_refuses_floats_booleans_and_other_things(value: object) -> None:
    with pytest.raises(TypeError, match=f"not {type(value).__name__}$"):
        exact(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(1200), "1200"),
        (Fraction(-3), "-3"),
        (Fraction(1, 2), "0.5"),
        (Fraction(-1, 2), "-0.5"),
        (Fraction(1, 20), "0.05"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-2, 6), "-1/3"),
        (Fraction(7, 6), "7/6"),
    ],
)
def test_canonical_writes_an_integer_a_finite_decimal_or_a_fraction(
    value: Fraction, text: str
) -> None:
    assert canonical(value) == text


@given(st.fractions())
def test_canonical_is_read_back_as_the_same_number(value: Fraction) -> None:
    assert from_canonical(canonical(value)) == value


@given(st.fractions(), st.fractions())
def test_different_numbers_have_different_texts(one: Fraction, other: Fraction) -> None:
    assert (canonical(one) == canonical(other)) == (one == other)


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1 ", "+1", "01", "1.0", "1.50", "2/4", "4/2", "1/0", "-0", "1e3", ".5", "1.", "½"],
)
def test_another_form_than_the_canonical_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        from_canonical(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", Fraction(0)),
        ("1200", Fraction(1200)),
        ("+5", Fraction(5)),
        ("-5", Fraction(-5)),
        ("12.5", Fraction(25, 2)),
        ("7.50", Fraction(15, 2)),
        ("1234.500", Fraction(2469, 2)),
        ("0.0625", Fraction(1, 16)),
    ],
)
def test_a_plain_number_is_read(text: str, value: Fraction) -> None:
    assert parse_plain(text) == value


@pytest.mark.parametrize("text", ["1.200", "-1.200", "+1.200", "12.345", "999.000", "12.345.678"])
def test_a_number_that_reads_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(AmbiguousNumber) as caught:
        parse_plain(text)
    assert str(caught.value) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "12,5", "1,200", "1 200", "1'200", "1_200", "1e3", "1/2", "0x10", ".5", "5."),
        *("1.2.3", "1.2345.678", "--1", "5 %", "nan", "inf", "fem", "9" * 5000),
    ],
)
def test_a_text_that_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(NotANumber) as caught:
        parse_plain(text)
    assert type(caught.value) is NotANumber


@given(st.integers(min_value=-(10**12), max_value=10**12), st.sampled_from([0, 1, 2, 4, 5, 6]))
def test_plain_numbers_agree_with_decimal(scaled: int, digits: int) -> None:
    text = format(Decimal(scaled).scaleb(-digits), "f")
    assert parse_plain(text) == Fraction(scaled, 10**digits)


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        (Fraction(3), 0),
        (Fraction(1, 5), 1),
        (Fraction(1, 4), 2),
        (Fraction(1, 50), 2),
        (Fraction(1, 1024), 10),
        (Fraction(1, 6), None),
        (Fraction(1, 7), None),
    ],
)
def test_decimal_digits(value: Fraction, digits: int | None) -> None:
    assert decimal_digits(value) == digits
