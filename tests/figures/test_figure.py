"""A figure follows from its inputs, or it is not made."""

from dataclasses import FrozenInstanceError, replace
from fractions import Fraction

import pytest

from samvirke.figures import (
    Count,
    Derivation,
    Figure,
    FigureError,
    Given,
    Operation,
    Rounding,
    Source,
    Text,
    calculation,
    counts,
    derive,
)
from samvirke.figures.units import NPS_POINTS, PERCENT, PERCENTAGE_POINTS, PERSONS, PLACES, Unit

HERE = Source("Regneprøve", "1")
WORDS = Text("regel", "rule")


def derivation(operation: Operation, *values: str) -> Derivation:
    inputs = (Given(Text("tal", "number"), Fraction(value), PERCENT, HERE) for value in values)
    return Derivation(WORDS, HERE, operation, tuple(inputs))


@pytest.mark.parametrize(
    ("operation", "values", "result"),
    [
        (Operation.SUM, ("2",), "2"),
        (Operation.SUM, ("2", "3", "-7"), "-2"),
        (Operation.DIFFERENCE, ("2",), "2"),
        (Operation.DIFFERENCE, ("2", "3", "-7"), "6"),
        (Operation.PRODUCT, ("2",), "2"),
        (Operation.PRODUCT, ("2", "3", "-1/7"), "-6/7"),
        (Operation.PRODUCT, ("2", "0"), "0"),
        (Operation.QUOTIENT, ("2",), "2"),
        (Operation.QUOTIENT, ("2", "3", "-7"), "-2/21"),
        (Operation.QUOTIENT, ("0", "3"), "0"),
    ],
)
def test_what_an_operation_gives(
    operation: Operation, values: tuple[str, ...], result: str
) -> None:
    assert derivation(operation, *values).compute() == Fraction(result)


@pytest.mark.parametrize("operation", Operation)
def test_an_operation_on_nothing_is_refused(operation: Operation) -> None:
    with pytest.raises(FigureError, match=f"^{operation.value} needs at least one input$"):
        derive(WORDS, PERCENT, derivation(operation))


@pytest.mark.parametrize("values", [("1", "0"), ("0", "0"), ("1", "2", "0")])
def test_a_division_by_zero_is_refused(values: tuple[str, ...]) -> None:
    with pytest.raises(FigureError, match=r"^a quotient cannot be divided by zero$"):
        derive(WORDS, PERCENT, derivation(Operation.QUOTIENT, *values))


def test_a_figure_has_the_value_that_its_inputs_give(level_2023: Figure) -> None:
    assert level_2023.value == 74


def test_a_figure_is_rounded_by_the_rule_that_it_names(rural_share: Figure) -> None:
    assert rural_share.value == Fraction("63.64")


def test_a_value_that_does_not_follow_is_refused() -> None:
    with pytest.raises(FigureError) as caught:
        Figure(
            Text("Krav", "Requirement"),
            Fraction(46),
            PERCENT,
            derivation(Operation.SUM, "40", "5"),
        )
    assert str(caught.value) == (
        "Requirement: the value 46 does not follow from its inputs, which give 45"
    )


def test_an_unrounded_value_of_a_rounded_figure_is_refused() -> None:
    thirds = replace(derivation(Operation.QUOTIENT, "2", "3"), rounding=Rounding.HALF_UP)
    with pytest.raises(FigureError, match=r"the value 2/3 does not follow .* which give 1$"):
        Figure(WORDS, Fraction(2, 3), PERCENT, thirds)


def test_a_figure_cannot_be_changed_into_a_lie(level_2021: Figure) -> None:
    with pytest.raises(FigureError):
        replace(level_2021, value=Fraction(70))


def test_a_figure_is_frozen(level_2021: Figure) -> None:
    with pytest.raises(FrozenInstanceError):
        level_2021.value = Fraction(70)  # type: ignore[misc]


def test_figures_with_the_same_derivation_are_equal(level_2021: Figure) -> None:
    again = derive(
        level_2021.name, level_2021.unit, level_2021.derivation, address=level_2021.address
    )
    assert again == level_2021


def test_unlike_things_are_not_added() -> None:
    persons = Given(Text("a", "a"), Fraction(1), PERSONS, HERE)
    places = Given(Text("b", "b"), Fraction(2), PLACES, HERE)
    derivation = Derivation(Text("sum", "sum"), HERE, Operation.SUM, (persons, places))
    with pytest.raises(FigureError, match="a sum cannot mix units: persons, places"):
        derive(Text("c", "c"), PERSONS, derivation)


def test_a_percentage_is_a_hundred_times_the_part_by_the_whole() -> None:
    part = Given(Text("nye", "new"), Fraction(1), PERSONS, HERE)
    whole = Given(Text("alle", "all"), Fraction(3), PERSONS, HERE)
    derivation = Derivation(
        Text("andel", "share"),
        HERE,
        Operation.PERCENTAGE,
        (part, whole),
        rounding=Rounding.HALF_UP,
        decimals=1,
    )
    figure = derive(Text("Andel", "Share"), PERCENT, derivation)
    assert figure.value == Fraction(333, 10)
    first_line = calculation(figure, "da").splitlines()[0]
    assert first_line == "Andel: 100 × 1 person / 3 personer = 33,3 pct."
    with pytest.raises(FigureError, match="a percentage cannot mix units: percent, persons"):
        derive(Text("Andel", "Share"), PERSONS, derivation)


def score(unit: Unit, part: Unit, operation: Operation) -> Figure:
    inputs = tuple(Given(Text("del", "part"), Fraction(value), part, HERE) for value in (60, 10))
    return derive(WORDS, unit, Derivation(WORDS, HERE, operation, inputs))


def test_a_net_promoter_score_is_a_difference_of_percentages() -> None:
    assert score(NPS_POINTS, PERCENT, Operation.DIFFERENCE).value == 50


@pytest.mark.parametrize(
    ("part", "operation"),
    [
        (PERCENT, Operation.SUM),
        (PERCENTAGE_POINTS, Operation.DIFFERENCE),
        (PERSONS, Operation.DIFFERENCE),
    ],
)
def test_a_net_promoter_score_is_nothing_else(part: Unit, operation: Operation) -> None:
    with pytest.raises(FigureError, match=f" a {operation.value} cannot mix units: "):
        score(NPS_POINTS, part, operation)


def test_a_percentage_is_no_difference_of_net_promoter_scores() -> None:
    with pytest.raises(FigureError, match=" a difference cannot mix units: nps_points, percent"):
        score(PERCENT, NPS_POINTS, Operation.DIFFERENCE)


def test_the_distance_between_two_net_promoter_scores() -> None:
    assert score(NPS_POINTS, NPS_POINTS, Operation.DIFFERENCE).value == 50


def test_the_counts_of_a_figure_stand_in_its_order_and_once_each(
    satisfied_share: Figure, satisfied: Count, answered: Count
) -> None:
    other = replace(answered, query="satisfaction/others")
    given = Given(WORDS, Fraction(2), PERCENT, HERE)
    ratio = derive(WORDS, PERCENT, Derivation(WORDS, HERE, Operation.PERCENTAGE, (other, answered)))
    both = Derivation(WORDS, HERE, Operation.SUM, (satisfied_share, given, ratio))
    assert counts(derive(WORDS, PERCENT, both)) == (satisfied, answered, other)


def test_a_figure_of_givens_has_no_counts(level_2023: Figure) -> None:
    assert counts(level_2023) == ()


def test_the_counts_of_a_deep_figure(deep_figure: Figure, answered: Count) -> None:
    share = Derivation(WORDS, HERE, Operation.PERCENTAGE, (answered, deep_figure))
    assert counts(derive(WORDS, PERCENT, share)) == (answered,)
