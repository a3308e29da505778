"""Figures as they may be published: without exclusions, a score without its two shares."""

from dataclasses import replace

from samvirke.figures import (
    Count,
    Derivation,
    Figure,
    Given,
    Operation,
    Source,
    Text,
    counts,
    derive,
)
from samvirke.schemes.results_statement.disclosure.told import told

_HUNDREDFOLD = Text(
    da="100 gange forskellen mellem svar med 9 eller 10 og svar med 0 til 6",
    en="100 times the difference between answers of 9 or 10 and answers of 0 to 6",
)
_SPLIT_HIDDEN = Text(
    da="de to antal vises ikke hver for sig: så få svar, at enkelte virksomheder kunne genkendes",
    en="the two numbers are not shown by themselves: so few answers that single companies could "
    "be recognised",
)
_COUNTED_IN = "Optalt i udtræk"
_SIGNS = 12


def without_exclusions(figure: Figure) -> Figure:
    """``figure`` without how many answers its counts left out, at any depth.

    All questions of a survey are put to the same companies: a base and what was left out of it
    tell how many those are, and so what was left out of every other base.
    """
    inputs = tuple(_without(item) for item in figure.derivation.inputs)
    return replace(figure, derivation=replace(figure.derivation, inputs=inputs))


def score_alone(figure: Figure) -> Figure:
    """A score from its base and the difference alone, so that no share can be read from it.

    What is already a score alone is returned as it is.
    """
    if figure.derivation.operation is Operation.QUOTIENT:
        return figure
    base = counts(figure)[1]
    difference = told(figure).counts[0]
    rule, source = figure.derivation.rule, figure.derivation.source
    hundredfold = Given(
        _HUNDREDFOLD,
        100 * difference,
        base.unit,
        Source(f"{_COUNTED_IN} {base.snapshot[:_SIGNS]}", source.clause),
    )
    derivation = Derivation(
        Text(
            da=f"{rule.da}; {_SPLIT_HIDDEN.da}",
            en=f"{rule.en}; {_SPLIT_HIDDEN.en}",
        ),
        source,
        Operation.QUOTIENT,
        (hundredfold, base),
        our_reading=figure.derivation.our_reading,
    )
    return derive(figure.name, figure.unit, derivation, address=figure.address)


def _without(item: Figure | Given | Count) -> Figure | Given | Count:
    if isinstance(item, Figure):
        return without_exclusions(item)
    return replace(item, excluded=()) if isinstance(item, Count) else item
