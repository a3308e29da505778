"""The calculation of a figure as lines that a person can check."""

from dataclasses import replace
from fractions import Fraction

import pytest

from samvirke.figures import (
    Count,
    Derivation,
    Figure,
    FigureError,
    Given,
    Operation,
    Source,
    Step,
    Text,
    calculation,
    derive,
    steps,
)
from samvirke.figures.units import COMPANIES, RATIO, WEIGHTED_ANSWERS

HERE = Source("Regneprøve", "1")
SPLIT = [385, 275, 171, 156, 119, 94]


def total(values: list[int]) -> Figure:
    inputs = tuple(
        Given(Text(f"Del {at}", f"Part {at}"), Fraction(value), COMPANIES, HERE)
        for at, value in enumerate(values, start=1)
    )
    rule = Text("summen af delene", "the sum of the parts")
    return derive(Text("I alt", "In all"), COMPANIES, Derivation(rule, HERE, Operation.SUM, inputs))


def test_nested_figures_in_danish(level_2023: Figure) -> None:
    assert calculation(level_2023, "da") == (
        "Niveau 2023: 69 pct. + 5 procentpoint = 74 pct.\n"
        "  Regel: udgangspunktet plus stigningen "
        "(Aftale om rammerne for erhvervshuse 2021-2023, 7.1, mål 6, 3. punkt)\n"
        "  Niveau 2021: 64 pct. + 5 procentpoint = 69 pct.\n"
        "    Regel: udgangspunktet plus stigningen "
        "(Aftale om rammerne for erhvervshuse 2021-2023, 7.1, mål 6, 3. punkt)\n"
        "    Målt 2020: 64 pct. (Aftale om rammerne for erhvervshuse 2021-2023, 7.1, fodnote 4)\n"
        "    Stigning 2021: 5 procentpoint "
        "(Aftale om rammerne for erhvervshuse 2021-2023, 7.1, mål 6, 3. punkt)\n"
        "  Stigning 2023: 5 procentpoint "
        "(Aftale om rammerne for erhvervshuse 2021-2023, 7.1, mål 6, 3. punkt)"
    )


def test_nested_figures_in_english(level_2021: Figure) -> None:
    assert calculation(level_2021, "en") == (
        "Level 2021: 64 per cent + 5 percentage points = 69 per cent\n"
        "  Rule: the start plus the rise "
        "(Aftale om rammerne for erhvervshuse 2021-2023, 7.1, mål 6, 3. punkt)\n"
        "  Measured 2020: 64 per cent "
        "(Aftale om rammerne for erhvervshuse 2021-2023, 7.1, fodnote 4)\n"
        "  Rise 2021: 5 percentage points "
        "(Aftale om rammerne for erhvervshuse 2021-2023, 7.1, mål 6, 3. punkt)"
    )


def test_a_rounded_figure_in_danish(rural_share: Figure) -> None:
    assert calculation(rural_share, "da") == (
        "Andel landkommuner: 100 pct. × ≈ 0,6364 kommuner = 63,64 pct.\n"
        "  Regel: hundrede gange forholdet "
        "(Aftale om rammerne for erhvervshuse 2021-2023, 14, bilag 1, vores læsning)\n"
        "  Afrunding: halve rundes op, 2 decimaler\n"
        "  Hele området: 100 pct. (Aftale om rammerne for erhvervshuse 2021-2023, 14, bilag 1)\n"
        "  Landkommuner af alle: 7 kommuner / 11 kommuner = ≈ 0,6364 kommuner\n"
        "    Regel: delen divideret med det hele "
        "(Aftale om rammerne for erhvervshuse 2021-2023, 14, bilag 1)\n"
        "    Landkommuner: 7 kommuner "
        "(Aftale om rammerne for erhvervshuse 2021-2023, 14, bilag 1)\n"
        "    Alle kommuner: 11 kommuner "
        "(Aftale om rammerne for erhvervshuse 2021-2023, 14, bilag 1)"
    )


def test_a_rounded_figure_in_english(rural_share: Figure) -> None:
    lines = calculation(rural_share, "en").splitlines()
    assert lines[:3] == [
        "Share of rural ones: 100 per cent × ≈ 0.6364 municipalities = 63.64 per cent",
        "  Rule: a hundred times the ratio "
        "(Aftale om rammerne for erhvervshuse 2021-2023, 14, bilag 1, our reading)",
        "  Rounding: halves are rounded up, 2 decimals",
    ]


@pytest.mark.parametrize(
    ("operation", "line"),
    [
        (Operation.SUM, "Tal: 6 virksomheder + 3 virksomheder = 9 virksomheder"),
        (Operation.DIFFERENCE, "Tal: 6 virksomheder − 3 virksomheder = 3 virksomheder"),
        (Operation.PRODUCT, "Tal: 6 virksomheder × 3 virksomheder = 18 virksomheder"),
        (Operation.QUOTIENT, "Tal: 6 virksomheder / 3 virksomheder = 2 virksomheder"),
    ],
)
def test_each_operation_has_its_sign(operation: Operation, line: str) -> None:
    inputs = total([6, 3]).derivation.inputs
    derivation = Derivation(Text("regel", "rule"), HERE, operation, inputs)
    figure = derive(Text("Tal", "Number"), COMPANIES, derivation)
    assert calculation(figure, "da").splitlines()[0] == line


def test_a_negative_term_of_a_sum_is_taken_off() -> None:
    assert calculation(total([6, -2]), "da").splitlines()[0] == (
        "I alt: 6 virksomheder − 2 virksomheder = 4 virksomheder"
    )


def test_a_sum_of_one_is_not_said_to_equal_itself() -> None:
    assert calculation(total([6]), "da").splitlines() == [
        "I alt: 6 virksomheder",
        "  Regel: summen af delene (Regneprøve, 1)",
        "  Del 1: 6 virksomheder (Regneprøve, 1)",
    ]


def test_a_ratio_has_the_decimals_that_an_amount_is_checked_with() -> None:
    inputs = total([217075, 589936]).derivation.inputs
    derivation = Derivation(Text("del", "part"), HERE, Operation.QUOTIENT, inputs)
    figure = derive(Text("Andel", "Share"), RATIO, derivation)
    assert calculation(figure, "da").splitlines()[0] == (
        "Andel: 217.075 virksomheder / 589.936 virksomheder = ≈ 0,36796364"
    )


def test_six_inputs_are_written_out() -> None:
    assert calculation(total(SPLIT), "da").splitlines()[0] == (
        "I alt: 385 virksomheder + 275 virksomheder + 171 virksomheder + 156 virksomheder "
        "+ 119 virksomheder + 94 virksomheder = 1.200 virksomheder"
    )


def test_more_inputs_than_six_stand_once_each() -> None:
    assert calculation(total([*SPLIT, 1]), "da") == (
        "I alt: 1.201 virksomheder\n"
        "  Regel: summen af delene (Regneprøve, 1)\n"
        "  Del 1: 385 virksomheder (Regneprøve, 1)\n"
        "  Del 2: 275 virksomheder (Regneprøve, 1)\n"
        "  Del 3: 171 virksomheder (Regneprøve, 1)\n"
        "  Del 4: 156 virksomheder (Regneprøve, 1)\n"
        "  Del 5: 119 virksomheder (Regneprøve, 1)\n"
        "  Del 6: 94 virksomheder (Regneprøve, 1)\n"
        "  Del 7: 1 virksomhed (Regneprøve, 1)"
    )


def test_counts_in_danish(satisfied_share: Figure) -> None:
    assert calculation(satisfied_share, "da") == (
        "Andel meget tilfredse: 100 × 78 svar / 96 svar = 81,25 pct.\n"
        "  Regel: meget tilfredse af alle svar "
        "(Aftale om rammerne for erhvervshuse 2021-2023, 7.1, mål 3)\n"
        "  Meget tilfredse: 78 svar (optalt: svar »meget tilfreds«; "
        "Aftale om rammerne for erhvervshuse 2021-2023, 7.1, mål 3, vores læsning)\n"
        "    Holdt ude: 3 svar, ubesvaret\n"
        "    Holdt ude: 1 svar, ved ikke\n"
        "  Svar i alt: 96 svar (optalt: svar på spørgsmålet; "
        "Aftale om rammerne for erhvervshuse 2021-2023, 7.1, mål 3)\n"
        "    Holdt ude: 3 svar, ubesvaret\n"
        "  Udtræk 0123456789ab: satisfaction/counted, satisfaction/base"
    )


def test_a_count_in_english(satisfied_share: Figure) -> None:
    clause = "Aftale om rammerne for erhvervshuse 2021-2023, 7.1, mål 3"
    assert steps(satisfied_share, "en")[2:] == (
        Step(
            1,
            "Very satisfied: 78 answers "
            f"(counted: answers 'very satisfied'; {clause}, our reading)",
        ),
        Step(2, "Left out: 3 answers, not answered"),
        Step(2, "Left out: 1 answer, don't know"),
        Step(1, f"Answers in all: 96 answers (counted: answers to the question; {clause})"),
        Step(2, "Left out: 3 answers, not answered"),
        Step(1, "Snapshot 0123456789ab: satisfaction/counted, satisfaction/base"),
    )


def test_each_snapshot_and_each_query_is_named_once(answered: Count) -> None:
    later = replace(answered, snapshot=64 * "9")
    inputs = (answered, later, answered)
    derivation = Derivation(Text("sum", "sum"), HERE, Operation.SUM, inputs)
    figure = derive(Text("I alt", "In all"), answered.unit, derivation)
    assert steps(figure, "da")[-2:] == (
        Step(1, "Udtræk 0123456789ab: satisfaction/base"),
        Step(1, "Udtræk 999999999999: satisfaction/base"),
    )


def test_answers_left_out_of_a_weighted_count_carry_no_weight(answered: Count) -> None:
    weighted = replace(answered, value=Fraction("96.5"), unit=WEIGHTED_ANSWERS)
    derivation = Derivation(Text("sum", "sum"), HERE, Operation.SUM, (weighted,))
    figure = derive(Text("I alt", "In all"), WEIGHTED_ANSWERS, derivation)
    assert [step.words for step in steps(figure, "da")[2:4]] == [
        "Svar i alt: 96,5 vægtede svar (optalt: svar på spørgsmålet; "
        "Aftale om rammerne for erhvervshuse 2021-2023, 7.1, mål 3)",
        "Holdt ude: 3 svar, ubesvaret",
    ]


def test_a_calculation_that_is_too_deep_to_write_is_refused(deep_figure: Figure) -> None:
    with pytest.raises(FigureError, match=r"^the derivation is nested too deeply to be written$"):
        calculation(deep_figure, "da")
