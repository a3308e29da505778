"""How the report's tables are made, and the headings that several share."""

from collections.abc import Iterator
from fractions import Fraction

from samvirke.figures import Language, Text
from samvirke.papers.effect_report.model import Cell, TableBlock
from samvirke.schemes.effect_statement import EffectStatement, MeasureResult, PointYear


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


def number(value: int | float | None) -> Cell:
    """A number as a cell, or a dash."""
    return "–" if value is None else Fraction(value).limit_denominator(10**6)


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
