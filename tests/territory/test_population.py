"""Populations of 1 January, held for every municipality from 2008 to 2026."""

from datetime import date
from fractions import Fraction

import pytest

from samvirke.figures import calculation, format_date
from samvirke.figures.units import MUNICIPALITIES, PERSONS
from samvirke.territory import BodyKind, Territory, UnknownPlace

# Statistics Denmark, FOLK1A, first quarter: the whole country less Christiansø, which is no
# municipality. Each pair as published up to 2023; from 2024 the sum of the 98 municipalities.
NATIONAL = {
    2008: 5_475_791 - 96,
    2009: 5_511_451 - 96,
    2010: 5_534_738 - 101,
    2011: 5_560_628 - 94,
    2012: 5_580_516 - 103,
    2013: 5_602_628 - 92,
    2014: 5_627_235 - 90,
    2015: 5_659_715 - 91,
    2016: 5_707_251 - 91,
    2017: 5_748_769 - 78,
    2018: 5_781_190 - 83,
    2019: 5_806_081 - 90,
    2020: 5_822_763 - 84,
    2021: 5_840_045 - 90,
    2022: 5_873_420 - 93,
    2023: 5_932_654 - 93,
    2024: 5_961_158,
    2025: 5_992_644,
    2026: 6_025_511,
}


def test_the_98_municipalities_stand_once_on_each_1_january(territory: Territory) -> None:
    assert set(territory.populations) == {
        (code, date(year, 1, 1)) for code in territory.municipalities for year in NATIONAL
    }


@pytest.mark.parametrize(("year", "total"), NATIONAL.items())
def test_the_municipalities_sum_to_the_nation(territory: Territory, year: int, total: int) -> None:
    on = date(year, 1, 1)
    counts = (territory.population(item, on=on) for item in territory.municipalities.values())
    assert sum(given.value for given in counts) == total


@pytest.mark.parametrize(
    ("region", "total"),
    # Populations of 1 January 2020 by an independent copy: the sums over a region in the Danish
    # municipality table of the covid19-eu-data collection (2020).
    [("midtjylland", 1_326_340), ("nordjylland", 589_936)],
)
def test_the_population_of_a_region_is_the_sum_of_its_municipalities(
    territory: Territory, region: str, total: int
) -> None:
    on = date(2020, 1, 1)
    figure = territory.population_of(territory.body(BodyKind.REGION, region, on=on), on=on)
    assert (figure.value, figure.unit) == (Fraction(total), PERSONS)


def test_a_population_names_its_day_and_source(territory: Territory) -> None:
    # Statistics Denmark, FOLK1A, first quarter of 2023: København 653,664.
    found = territory.population(territory.municipalities["101"], on=date(2023, 1, 1))
    assert (found.name.da, found.name.en, found.value, found.unit, found.source.document) == (
        "Folketal i København pr. 1. januar 2023",
        "Population of København on 1 January 2023",
        Fraction(653_664),
        PERSONS,
        "Danmarks Statistik, FOLK1A",
    )


@pytest.mark.parametrize(
    "on", [date(2007, 1, 1), date(2023, 1, 2), date(2023, 7, 1), date(2027, 1, 1)]
)
def test_another_day_is_refused_and_the_days_held_are_named(territory: Territory, on: date) -> None:
    with pytest.raises(UnknownPlace) as caught:
        territory.population(territory.municipalities["851"], on=on)
    assert (caught.value.what.da, str(caught.value)) == (
        f"Folketallet i Aalborg pr. {format_date(on, 'da')} haves ikke. Det haves for 1. januar i "
        "årene 2008–2026.",
        f"The population of Aalborg on {format_date(on, 'en')} is not held. It is held for "
        "1 January of the years 2008–2026.",
    )


def test_the_number_of_municipalities_is_a_figure_that_counts_each_of_them(
    territory: Territory,
) -> None:
    on = date(2027, 1, 1)
    region = territory.body(BodyKind.REGION, "oestdanmark", on=on)
    figure = territory.municipality_count(region, on=on)
    names = {item.name.da for item in figure.derivation.inputs}
    area = {item.name for item in territory.area(region, on=on)}
    assert (figure.value, figure.unit, names) == (Fraction(46), MUNICIPALITIES, area)


def test_the_calculation_of_a_population_lists_every_municipality(territory: Territory) -> None:
    on = date(2020, 1, 1)
    region = territory.body(BodyKind.REGION, "nordjylland", on=on)
    lines = calculation(territory.population_of(region, on=on), "da").splitlines()
    assert (lines[0], len(lines)) == (
        "Folketal i Region Nordjyllands område den 1. januar 2020: 589.936 personer",
        1 + 1 + 11,
    )
