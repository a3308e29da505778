"""The figures that the tests of this folder share: required levels, shares, counts."""

from fractions import Fraction

import pytest

from samvirke.figures import (
    Count,
    Derivation,
    Exclusion,
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
from samvirke.figures.units import ANSWERS, MUNICIPALITIES, PERCENT, PERCENTAGE_POINTS

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


SNAPSHOT = "0123456789ab" + 52 * "c"
UNANSWERED = Exclusion(Text("ubesvaret", "not answered"), 3)
DONT_KNOW = Exclusion(Text("ved ikke", "don't know"), 1)


@pytest.fixture
def satisfied() -> Count:
    """78 of those who answered are very satisfied."""
    return Count(
        Text("Meget tilfredse", "Very satisfied"),
        Fraction(78),
        ANSWERS,
        rule=Text("svar »meget tilfreds«", "answers 'very satisfied'"),
        source=Source(AGREEMENT, "7.1, mål 3"),
        query="satisfaction/counted",
        excluded=(UNANSWERED, DONT_KNOW),
        snapshot=SNAPSHOT,
        our_reading=True,
    )


@pytest.fixture
def answered() -> Count:
    """96 answered the question."""
    return Count(
        Text("Svar i alt", "Answers in all"),
        Fraction(96),
        ANSWERS,
        rule=Text("svar på spørgsmålet", "answers to the question"),
        source=Source(AGREEMENT, "7.1, mål 3"),
        query="satisfaction/base",
        excluded=(UNANSWERED,),
        snapshot=SNAPSHOT,
    )


@pytest.fixture
def satisfied_share(satisfied: Count, answered: Count) -> Figure:
    """78 of 96 answers: 81.25 per cent."""
    rule = Text("meget tilfredse af alle svar", "very satisfied of all answers")
    source = Source(AGREEMENT, "7.1, mål 3")
    derivation = Derivation(rule, source, Operation.PERCENTAGE, (satisfied, answered))
    return derive(Text("Andel meget tilfredse", "Share very satisfied"), PERCENT, derivation)


@pytest.fixture
def mixed_sum(answered: Count) -> Figure:
    """A count and a given number together: 96 + 4 answers."""
    late = number(Text("Sene svar", "Late answers"), 4, ANSWERS, ANNEX)
    rule = Text("alle svar", "all answers")
    derivation = Derivation(rule, ANNEX, Operation.SUM, (answered, late))
    return derive(Text("I alt", "In all"), ANSWERS, derivation)


@pytest.fixture
def deep_figure(level_2021: Figure) -> Figure:
    """A chain of figures that is longer than any that can be written."""
    figure = level_2021
    for _ in range(3000):
        derivation = Derivation(Text("det samme", "the same"), GOAL, Operation.SUM, (figure,))
        figure = derive(figure.name, PERCENT, derivation)
    return figure
