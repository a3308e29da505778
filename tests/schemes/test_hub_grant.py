"""The base grant of Midtjylland 2022: nineteen printed shares and a residual of −1 thousand.

Source: performance contract 2022 of Erhvervshus Midtjylland (draft of 4 October 2021), »Økonomi«,
as held in ``data/contracts/basic_grants.csv``.
"""

import csv
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from samvirke.allocation import AllocationError
from samvirke.data import DATA
from samvirke.figures import Given, Source, Text
from samvirke.figures.units import THOUSAND_KR
from samvirke.records import InputError
from samvirke.schemes.hub_grant import hub_grant
from samvirke.schemes.population_key import municipalities_by_population
from samvirke.territory import BodyKind, UnknownPlace, load_territory

SOURCE = Source("Resultatkontrakt 2022", "Økonomi")
TERRITORY = load_territory()
MIDTJYLLAND = TERRITORY.area(
    TERRITORY.body(BodyKind.HUB, "midtjylland", on=date(2022, 1, 1)), on=date(2022, 1, 1)
)
KEY = municipalities_by_population(MIDTJYLLAND, on=date(2021, 1, 1), territory=TERRITORY)


def grant(amount):
    return Given(Text("Basisbevilling", "Base grant"), Fraction(amount), THOUSAND_KR, SOURCE)


def test_all_nineteen_shares_are_as_printed_and_miss_the_total_by_one():
    with (DATA / "contracts" / "basic_grants.csv").open(encoding="utf-8") as file:
        printed = {row["code"]: int(row["amount_1000kr"]) for row in csv.DictReader(file)}
    result = hub_grant(hub="Erhvervshus Midtjylland", year=2022, total=grant(39010))
    assert {share.part.code: share.rounded for share in result.shares} == printed
    assert (len(printed), result.residual) == (19, -1)


def test_a_key_of_the_rules_day_gives_the_same_split():
    by_key = hub_grant(hub="midtjylland", year=2022, total=grant(39010), key=KEY)
    assert by_key == hub_grant(hub="midtjylland", year=2022, total=grant(39010))


def test_every_share_has_a_calculation_down_to_the_population():
    result = hub_grant(hub="nordjylland", year=2021, total=grant(17037))
    figures = [result.figure(share.part.code) for share in result.shares]
    assert [figure.value for figure in figures] == [share.rounded for share in result.shares]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"hub": "vest"}, UnknownPlace, "»vest« fandtes ikke den 1. januar 2022."),
        ({"year": 2019}, InputError, "hub_grant.yaml: Der er ingen regel for 1. januar 2019."),
        ({"total": grant(-1)}, AllocationError, "Totalen er negativ (−1)."),
        (
            {"key": replace(KEY, as_of=date(2022, 1, 1))},
            AllocationError,
            "Nøglens tal er fra 1. januar 2022, men der fordeles efter tal fra 1. januar 2021 "
            "(Resultatkontrakterne 2021 (Nordjylland) og 2022 (Midtjylland), fordelingsnøgle og "
            "Økonomi). Brug tallene fra den dag.",
        ),
        (
            {"key": replace(KEY, parts=KEY.parts[1:])},
            AllocationError,
            "Nøglen mangler Horsens (615). Den skal nævne alle kommuner i Erhvervshus Midtjylland.",
        ),
    ],
)
def test_what_cannot_be_computed_is_said(arguments, error, message):
    with pytest.raises(error) as caught:
        hub_grant(**{"hub": "midtjylland", "year": 2022, "total": grant(39010)} | arguments)
    told = caught.value
    text = told.in_language("da") if isinstance(told, InputError) else told.what.da
    assert text.startswith(message)
