"""What may stand in a cell, and what is refused with which words."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.dk import cvr

from samvirke.figures import Text
from samvirke.records.imports.amounts import (
    hours_reader,
    minutes_reader,
    read_number,
    weight_reader,
)
from samvirke.records.imports.cells import (
    CellRefused,
    code_reader,
    hub_reader,
    municipality_reader,
    read_company,
    read_production_unit,
    read_text,
    tidy,
)
from samvirke.records.imports.dates import read_day, read_moment, year_reader
from samvirke.records.imports.known import known_from


def reason(read: Callable[[], object]) -> str:
    with pytest.raises(CellRefused) as caught:
        read()
    return caught.value.reason.da


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15-03-2021", 20210315),
        ("15.03.2021", 20210315),
        ("15/03/2021", 20210315),
        ("2021-03-15", 20210315),
        ("2021/3/5", 20210305),
        ("5-3-2021", 20210305),
        ("03/04/2021", 20210403),
        ("15-03-2021 23:59", 20210315),
        ("2021-03-15T08:30:00.000", 20210315),
        ("29-02-2020", 20200229),
        ("14-06-1747", 17470614),
    ],
)
def test_dates_as_danes_write_them(text: str, day: int) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("03/04/21", "Datoen kan læses på flere måder: året står med to cifre."),
        ("03-04-21", "Datoen kan læses på flere måder: året står med to cifre."),
        ("04/15/2021", "Datoen findes ikke i kalenderen."),
        ("29-02-2021", "Datoen findes ikke i kalenderen."),
        ("31.06.2021", "Datoen findes ikke i kalenderen."),
        ("00-01-2021", "Datoen findes ikke i kalenderen."),
        ("01-01-1599", "Årstallet eller klokkeslættet kan ikke passe."),
        ("01-01-2200", "Årstallet eller klokkeslættet kan ikke passe."),
        ("01-01-2021 24:00", "Årstallet eller klokkeslættet kan ikke passe."),
        ("01-01-2021 12:60", "Årstallet eller klokkeslættet kan ikke passe."),
        (
            "2021-03-15T23:30:00Z",
            "Klokkeslættet har en tidszone, så dagen kan være en anden i Danmark.",
        ),
        (
            "2021-03-15 23:30+01:00",
            "Klokkeslættet har en tidszone, så dagen kan være en anden i Danmark.",
        ),
        ("44270", "Feltet er ikke en dato."),
        ("15-03/2021", "Feltet er ikke en dato."),
        ("marts 2021", "Feltet er ikke en dato."),
        ("٠١-٠١-٢٠٢١", "Feltet er ikke en dato."),
    ],
)
def test_dates_that_are_refused(text: str, why: str) -> None:
    assert reason(lambda: read_day(text)) == why


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("03-06-2021", 20210603000000),
        ("03-06-2021 9:05", 20210603090500),
        ("03-06-2021 09.05.07", 20210603090507),
        ("2021-06-03T23:59:59", 20210603235959),
    ],
)
def test_moments(text: str, moment: int) -> None:
    assert read_moment(text) == moment


@given(st.dates())
def test_every_day_of_four_centuries_reads_back(day: object) -> None:
    year, month, date = str(day).split("-")
    if 1600 <= int(year) <= 2199:
        assert read_day(f"{date}-{month}-{year}") == int(year + month + date)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,5", Fraction(12345, 10)),
        ("1234,5", Fraction(12345, 10)),
        ("1.234.567", Fraction(1234567)),
        ("1234", Fraction(1234)),
        ("1,234", Fraction(1234, 1000)),
        ("7.5", Fraction(15, 2)),
        ("0.125", Fraction(1, 8)),
        ("−3", Fraction(-3)),
        ("-3", Fraction(-3)),
    ],
)
def test_numbers_as_danes_write_them(text: str, number: Fraction) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,234.5", Fraction(12345, 10)), ("1,234", Fraction(1234)), ("1.234", Fraction(1234, 1000))],
)
def test_numbers_with_a_decimal_point_where_the_mapping_says_so(
    text: str, number: Fraction
) -> None:
    assert read_number(text, decimal_point=True) == number


AMBIGUOUS = "Tallet kan læses på to måder: punktummet kan dele tusinder eller decimaler."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1.234", AMBIGUOUS),
        ("-12.345", AMBIGUOUS),
        ("1.23.456", "Feltet er ikke et tal."),
        ("1,2,3", "Feltet er ikke et tal."),
        ("1,234.5", "Feltet er ikke et tal."),
        ("1e3", "Feltet er ikke et tal."),
        ("½", "Feltet er ikke et tal."),
        ("١٢", "Feltet er ikke et tal."),
        ("tolv", "Feltet er ikke et tal."),
        ("9" * 40, "Feltet er ikke et tal."),
    ],
)
def test_numbers_that_are_refused(text: str, why: str) -> None:
    assert reason(lambda: read_number(text)) == why


def test_a_danish_decimal_comma_is_no_number_where_the_mapping_says_point() -> None:
    assert reason(lambda: read_number("1,5", decimal_point=True)) == "Feltet er ikke et tal."


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_every_number_reads_back_from_danish(value: Decimal) -> None:
    danish = f"{value:,}".replace(",", "_").replace(".", ",").replace("_", ".")
    assert read_number(danish) == Fraction(value)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1,5", 90),
        ("1.5", 90),
        ("0,25", 15),
        ("0", 0),
        ("1:30", 90),
        ("12:05:00", 725),
        ("1000", 60_000),
        # A third of an hour with two decimals is 19.8 minutes.
        ("0,33", 20),
        # Exactly half a minute is rounded up.
        ("0,175", 11),
    ],
)
def test_hours_become_minutes(text: str, minutes: int) -> None:
    assert hours_reader()(text) == minutes


TOO_LONG = "Tidsforbruget er over 60.000 minutter (1.000 timer) i ét forløb."


@pytest.mark.parametrize(
    ("read", "text", "why"),
    [
        (minutes_reader(), "-1", "Tidsforbruget er negativt."),
        (minutes_reader(), "60001", TOO_LONG),
        (minutes_reader(), "12,5", "Minutter skal være et helt tal."),
        (minutes_reader(), "1.200", AMBIGUOUS),
        (hours_reader(), "-0,5", "Tidsforbruget er negativt."),
        (hours_reader(), "1000,01", TOO_LONG),
        (hours_reader(), "1001:00", TOO_LONG),
        (hours_reader(), "1:75", "Feltet er ikke et tal."),
    ],
)
def test_time_spent_that_is_refused(read: Callable[[str], object], text: str, why: str) -> None:
    assert reason(lambda: read(text)) == why


def test_minutes_up_to_the_limit() -> None:
    assert [minutes_reader()(text) for text in ("0", "60000", "90,0")] == [0, 60_000, 90]


@pytest.mark.parametrize(
    ("text", "millionths"),
    [
        ("1", 1_000_000),
        ("0,987654", 987_654),
        # More than six decimals are rounded half up to millionths.
        ("0,98765449", 987_654),
        ("0,9876545", 987_655),
        ("0,0000005", 1),
        ("1000", 1_000_000_000),
    ],
)
def test_weights_become_millionths(text: str, millionths: int) -> None:
    assert weight_reader()(text) == millionths


@pytest.mark.parametrize("text", ["0", "-1", "0,0000004", "1000,000001"])
def test_weights_that_are_refused(text: str) -> None:
    assert reason(lambda: weight_reader()(text)) == (
        "En vægt skal ligge over 0 og højst være 1.000."
    )


@pytest.mark.parametrize(
    "text", ["99000007", "DK99000007", "dk 99 00 00 07", "99 00 00 07", "99.000.007"]
)
def test_cvr_numbers(text: str) -> None:
    assert read_company(text) == 99000007


LENGTH = "Et CVR-nummer har otte cifre og begynder ikke med 0."
CHECK = "CVR-nummeret er ikke gyldigt: cifrene går ikke op i kontrollen (modulus 11)."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        # The last digit makes the weighted sum divisible by 11; one more does not.
        ("99000008", CHECK),
        ("90900007", CHECK),
        ("9900000", LENGTH),
        ("990000070", LENGTH),
        ("00000000", LENGTH),
        ("9900000X", LENGTH),
        ("٩٩٠٠٠٠٠٧", LENGTH),
        ("ukendt", LENGTH),
    ],
)
def test_cvr_numbers_that_are_refused(text: str, why: str) -> None:
    assert reason(lambda: read_company(text)) == why


@given(st.integers(min_value=0, max_value=10**9))
def test_cvr_numbers_are_those_of_the_library(number: int) -> None:
    text = str(number)
    try:
        expected: int | None = int(cvr.validate(text))
    except cvr.ValidationError:
        expected = None
    try:
        found: int | None = read_company(text)
    except CellRefused:
        found = None
    assert found == expected


@pytest.mark.parametrize("text", ["9900000001", "99 0000 0001"])
def test_p_numbers(text: str) -> None:
    assert read_production_unit(text) == 9900000001


@pytest.mark.parametrize("text", ["990000001", "99000000012", "0900000001", "P900000001"])
def test_p_numbers_that_are_refused(text: str) -> None:
    assert reason(lambda: read_production_unit(text)) == (
        "Et P-nummer har ti cifre og begynder ikke med 0."
    )


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("  Rådgiver   A ", "Rådgiver A"),
        ("to\r\nlinjer\tog\u00a0mere", "to linjer og mere"),
        ("Ra\u030adgiver", "Rådgiver"),
        ("", ""),
        ("x" * 2000, "x" * 2000),
    ],
)
def test_texts_are_tidied(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a\0b", "Feltet rummer et usynligt tegn (U+0000)."),
        ("a\x1bb", "Feltet rummer et usynligt tegn (U+001B)."),
        ("a\x85b", "Feltet rummer et usynligt tegn (U+0085)."),
        ("a\u202eb", "Feltet rummer et usynligt tegn (U+202E)."),
        ("a\u200bb", "Feltet rummer et usynligt tegn (U+200B)."),
        ("x" * 2001, "Teksten er over 2.000 tegn lang."),
    ],
)
def test_texts_that_are_refused(text: str, why: str) -> None:
    assert reason(lambda: tidy(text)) == why


@pytest.mark.parametrize("text", ["#I/T", "#N/A", "#REFERENCE!", "#VÆRDI!", "#DIVISION/0!"])
def test_what_a_spreadsheet_shows_for_an_error_is_no_text(text: str) -> None:
    assert reason(lambda: read_text(text)) == "Regnearket viser en fejl i feltet."


@pytest.mark.parametrize("text", ["1,23457E+15", "1E+20", "4.2E+12"])
def test_a_number_that_a_spreadsheet_has_rounded_is_no_text(text: str) -> None:
    assert reason(lambda: read_text(text)) == "Regnearket har rundet et langt nummer af."


def test_other_texts_stay() -> None:
    assert [read_text(text) for text in ("#1", "E+", "=1+1", "CO2E+5")] == [
        "#1",
        "E+",
        "=1+1",
        "CO2E+5",
    ]


def test_answers_are_known_in_whatever_case() -> None:
    read = code_reader({"meget tilfreds": "very_satisfied"}, ("Meget tilfreds",))
    assert [read("Meget tilfreds"), read("MEGET  TILFREDS")] == ["very_satisfied"] * 2


def test_an_unknown_answer_is_told_what_may_stand_there() -> None:
    read = code_reader({"ja": "yes", "nej": "no"}, ("Ja", "Nej"))
    with pytest.raises(CellRefused) as caught:
        read("Måske")
    assert (caught.value.reason, caught.value.remedy) == (
        Text(da="Svaret kendes ikke.", en="The answer is not known."),
        Text(da="Skriv et af: Ja, Nej.", en="Write one of: Ja, Nej."),
    )


@pytest.mark.parametrize("text", ["11", "-1", "7,5"])
def test_a_number_outside_the_scale(text: str) -> None:
    scale = {str(score): str(score) for score in range(11)}
    read = code_reader(scale, tuple(scale))
    assert reason(lambda: read(text)) == "Svaret ligger uden for skalaen 0–10."


def test_years() -> None:
    read = year_reader(range(2019, 2028))
    assert read("2021") == 2021
    assert reason(lambda: read("2018")) == (
        "Året hører ikke til nogen rammeaftale, som systemet kender."
    )
    assert reason(lambda: read("21")) == "Feltet er ikke et årstal."


def test_hubs_by_name_short_name_and_id() -> None:
    known = known_from(hubs={"fyn": "Erhvervshus Fyn"}, municipalities={}, years=())
    read = hub_reader(known.hubs, None)
    assert [read(text) for text in ("Erhvervshus Fyn", "fyn", "FYN")] == ["fyn"] * 3


def test_an_unknown_hub_is_told_the_known_ones() -> None:
    known = known_from(
        hubs={"fyn": "Erhvervshus Fyn", "sjaelland": "Erhvervshus Sjælland"},
        municipalities={},
        years=(),
    )
    with pytest.raises(CellRefused) as caught:
        hub_reader(known.hubs, None)("Erhvervshus Skåne")
    assert caught.value.remedy.da == "Skriv et af: Erhvervshus Fyn, Erhvervshus Sjælland."


def test_another_hub_than_the_one_of_the_file() -> None:
    read = hub_reader({"Fyn": "fyn", "Sjælland": "sjaelland"}, "fyn")
    assert read("Fyn") == "fyn"
    assert reason(lambda: read("Sjælland")) == (
        "Rækken hører til et andet erhvervshus end det, filen tages ind for."
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Aalborg", 851),
        ("AALBORG KOMMUNE", 851),
        ("Ålborg", 851),
        ("851", 851),
        ("0851", 851),
        ("Odenses Kommune", 461),
        ("Vesthimmerland", 820),
        ("Vesthimmerlands Kommune", 820),
        ("Bornholms Regionskommune", 400),
    ],
)
def test_municipalities(text: str, code: int) -> None:
    known = known_from(
        hubs={},
        municipalities={
            "851": "Aalborg",
            "461": "Odense",
            "820": "Vesthimmerlands",
            "400": "Bornholm",
        },
        years=(),
    )
    assert municipality_reader(known.municipalities)(text) == code


def test_an_unknown_municipality_is_told_the_nearest() -> None:
    known = known_from(hubs={}, municipalities={"851": "Aalborg"}, years=())
    with pytest.raises(CellRefused) as caught:
        municipality_reader(known.municipalities)("Albrog")
    assert (caught.value.reason.da, caught.value.remedy.da) == (
        "Kommunen kendes ikke.",
        "Mente du »Aalborg«? Skriv kommunens navn eller dens kode på tre cifre.",
    )
