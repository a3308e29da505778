"""How the report's tables are made, and the headings that several share."""

from collections.abc import Iterator
from fractions import Fraction

from samvirke.figures import Language, Rounding, Text, round_exact
from samvirke.papers.effect_report.model import NONE, Cell, Interval, TableBlock
from samvirke.papers.effect_report.words import decimals_beside
from samvirke.papers.spreadsheet import Amount
from samvirke.schemes.effect_statement import DECIMALS, EffectStatement, MeasureResult, PointYear


def table(
    name: Text,
    caption: Text,
    heading: tuple[Text, ...],
    rows: Iterator[tuple[Cell, ...]],
    language: Language,
    *,
    shared: int = 0,
) -> TableBlock:
    """A table in one language."""
    return TableBlock(
        name.in_language(language),
        caption.in_language(language),
        tuple(word.in_language(language) for word in heading),
        tuple(rows),
        shared,
    )


def number(value: int | None) -> Cell:
    """A whole number as a cell, or a dash."""
    return NONE if value is None else Fraction(value)


def amount(value: float | None, decimals: int = 1) -> Cell:
    """A number with decimals as a cell, or a dash."""
    return NONE if value is None else _amount(value, decimals)


def _amount(value: float, decimals: int = 1) -> Amount:
    # Behind the decimals that are shown a spreadsheet holds no more than the JSON does.
    return Amount(round_exact(Fraction(value), Rounding.HALF_UP, decimals=DECIMALS), decimals)


def effect(value: float | None, measure: MeasureResult) -> Cell:
    """An effect with as many decimals as it takes to see on which side of the threshold it is."""
    return amount(value, 1 if value is None else decimals_beside(value, measure.threshold))


def interval(low: float | None, high: float | None) -> Cell:
    """From low to high, or a dash."""
    if low is None or high is None:
        return NONE
    return Interval(_amount(low), _amount(high))


POINT = Text("Målepunkt", "Measure point")
YEAR = Text("Opgørelsesår", "Statement year")
MEASURE = Text("Mål", "Outcome")
EFFECT = Text("Effekt (procentpoint)", "Effect (percentage points)")
INTERVAL = Text("95 pct.-interval", "95 per cent interval")
VERDICT = Text("Vurdering", "Verdict")
GUIDED = Text("Vejledte i par", "Guided in pairs")
ENDED = Text("Vejledningen sluttede", "Guidance ended")


def measured(statement: EffectStatement) -> Iterator[tuple[PointYear, MeasureResult]]:
    """Every measure of every point and year, the newest year first within a point."""
    for point in sorted(statement.points, key=lambda one: (one.point, -one.year)):
        for measure in point.measures:
            yield point, measure
