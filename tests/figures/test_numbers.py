"""Numbers and dates as people read them, and numbers with their unit."""

from datetime import date
from fractions import Fraction

import pytest

from samvirke.figures import Unit, format_date, format_number
from samvirke.figures.units import (
    ANSWERS,
    COMPANIES,
    ENGAGEMENTS,
    MUNICIPALITIES,
    NPS_POINTS,
    PERCENT,
    PERCENTAGE_POINTS,
    PERSONS,
    THOUSAND_KR,
    UNITS,
    WEIGHTED_ANSWERS,
)


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        ("0", "0", "0"),
        ("999", "999", "999"),
        ("1000", "1.000", "1,000"),
        ("1234567", "1.234.567", "1,234,567"),
        ("1234.5", "1.234,5", "1,234.5"),
        ("-1234.5", "−1.234,5", "−1,234.5"),
        ("0.05", "0,05", "0.05"),
        ("12.3456", "12,3456", "12.3456"),
        ("12.34565", "≈ 12,3457", "≈ 12.3457"),
        ("2/3", "≈ 0,6667", "≈ 0.6667"),
        ("-2/3", "≈ −0,6667", "≈ −0.6667"),
    ],
)
def test_a_number_is_written_exactly_or_marked(value: str, danish: str, english: str) -> None:
    number = Fraction(value)
    assert (format_number(number, "da"), format_number(number, "en")) == (danish, english)


@pytest.mark.parametrize(
    ("value", "decimals", "danish"),
    [
        ("2.5", 0, "3"),
        ("-2.5", 0, "−3"),
        ("-0.4", 0, "0"),
        ("33.95", 1, "34,0"),
        ("7", 2, "7,00"),
        ("1/3", 1, "0,3"),
        ("999.96", 1, "1.000,0"),
    ],
)
def test_a_count_of_decimals_is_kept_and_halves_go_up(
    value: str, decimals: int, danish: str
) -> None:
    assert format_number(Fraction(value), "da", decimals=decimals) == danish


@pytest.mark.parametrize(
    ("day", "danish", "english"),
    [
        (date(2021, 1, 1), "1. januar 2021", "1 January 2021"),
        (date(2024, 2, 29), "29. februar 2024", "29 February 2024"),
        (date(2021, 3, 9), "9. marts 2021", "9 March 2021"),
        (date(2021, 4, 1), "1. april 2021", "1 April 2021"),
        (date(2021, 5, 1), "1. maj 2021", "1 May 2021"),
        (date(2021, 6, 1), "1. juni 2021", "1 June 2021"),
        (date(2021, 7, 1), "1. juli 2021", "1 July 2021"),
        (date(2021, 8, 1), "1. august 2021", "1 August 2021"),
        (date(2021, 9, 1), "1. september 2021", "1 September 2021"),
        (date(2021, 10, 15), "15. oktober 2021", "15 October 2021"),
        (date(2021, 11, 16), "16. november 2021", "16 November 2021"),
        (date(2021, 12, 31), "31. december 2021", "31 December 2021"),
    ],
)
def test_dates_are_written_in_words(day: date, danish: str, english: str) -> None:
    assert (format_date(day, "da"), format_date(day, "en")) == (danish, english)


@pytest.mark.parametrize(
    ("unit", "one", "many", "english_one", "english_many"),
    [
        (PERCENT, "1 pct.", "45 pct.", "1 per cent", "45 per cent"),
        (
            PERCENTAGE_POINTS,
            "1 procentpoint",
            "45 procentpoint",
            "1 percentage point",
            "45 percentage points",
        ),
        (NPS_POINTS, "1 NPS-point", "45 NPS-point", "1 NPS point", "45 NPS points"),
        (COMPANIES, "1 virksomhed", "45 virksomheder", "1 company", "45 companies"),
        (MUNICIPALITIES, "1 kommune", "45 kommuner", "1 municipality", "45 municipalities"),
        (PERSONS, "1 person", "45 personer", "1 person", "45 persons"),
        (ANSWERS, "1 svar", "45 svar", "1 answer", "45 answers"),
        (
            WEIGHTED_ANSWERS,
            "1 vægtet svar",
            "45 vægtede svar",
            "1 weighted answer",
            "45 weighted answers",
        ),
        (
            ENGAGEMENTS,
            "1 forløb",
            "45 forløb",
            "1 guidance engagement",
            "45 guidance engagements",
        ),
        (THOUSAND_KR, "1 t. kr.", "45 t. kr.", "1 thousand DKK", "45 thousand DKK"),
    ],
)
def test_a_unit_has_a_word_for_one_and_for_many(
    unit: Unit, one: str, many: str, english_one: str, english_many: str
) -> None:
    written = tuple(
        unit.with_value(Fraction(value), language) for language in ("da", "en") for value in (1, 45)
    )
    assert written == (one, many, english_one, english_many)


def test_every_unit_is_found_by_its_own_code() -> None:
    assert all(code == unit.code for code, unit in UNITS.items())
    assert {"companies", "kr", "percent", "persons", "places", "ratio"} <= set(UNITS)
