"""The figures that the tests of this folder share: two required levels and a rounded share."""

from fractions import Fraction

import pytest

from samvirke.figures import (
    Derivation,
    Figure,
    Given,
    Operation,
    Rounding,
    Source,
    Text,
    Unit,
    address,
    derive,
)
from samvirke.figures.units import MUNICIPALITIES, PERCENT, PERCENTAGE_POINTS

AGREEMENT = "Aftale om rammerne for erhvervshuse 2021-2023"
GOAL = Source(AGREEMENT, "7.1, mål 6, 3. punkt")
ANNEX = Source(AGREEMENT, "14, bilag 1")


def number(name: Text, value: int, unit: Unit, source: Source) -> Given:
    return Given(name, Fraction(value), unit, source)


def level(year: int, start: Figure | Given) -> Figure:
    rise = number(Text(f"Stigning {year}", f"Rise {year}"), 5, PERCENTAGE_POINTS, GOAL)
    rule = Text("udgangspunktet plus stigningen", "the start plus the rise")
    return derive(
        Text(f"Niveau {year}", f"Level {year}"),
        PERCENT,
        Derivation(rule, GOAL, Operation.SUM, (start, rise)),
        address=address("krav", "nordjylland", str(year)),
    )


@pytest.fixture
def level_2021() -> Figure:
    """64 per cent in 2020 plus 5 percentage points."""
    footnote = Source(AGREEMENT, "7.1, fodnote 4")
    return level(2021, number(Text("Målt 2020", "Measured 2020"), 64, PERCENT, footnote))


@pytest.fixture
def level_2023(level_2021: Figure) -> Figure:
    """The level of 2021 plus 5 percentage points more."""
    return level(2023, level_2021)


@pytest.fixture
def rural_share() -> Figure:
    """7 of 11 municipalities are rural: 0.636… of the whole, rounded, by a rule that is ours."""
    rural = number(Text("Landkommuner", "Rural ones"), 7, MUNICIPALITIES, ANNEX)
    every = number(Text("Alle kommuner", "All municipalities"), 11, MUNICIPALITIES, ANNEX)
    hundred = number(Text("Hele området", "The whole area"), 100, PERCENT, ANNEX)
    ratio = derive(
        Text("Landkommuner af alle", "Rural ones of all"),
        MUNICIPALITIES,
        Derivation(
            Text("delen divideret med det hele", "the part divided by the whole"),
            ANNEX,
            Operation.QUOTIENT,
            (rural, every),
        ),
    )
    derivation = Derivation(
        Text("hundrede gange forholdet", "a hundred times the ratio"),
        ANNEX,
        Operation.PRODUCT,
        (hundred, ratio),
        rounding=Rounding.HALF_UP,
        decimals=2,
        our_reading=True,
    )
    return derive(Text("Andel landkommuner", "Share of rural ones"), PERCENT, derivation)
