"""A figure's calculation as lines that a person can check."""

from collections.abc import Iterator
from dataclasses import dataclass

from samvirke.figures.figure import Figure, Given, Operation
from samvirke.figures.text import Language, Text

_SIGNS = {
    Operation.SUM: "+",
    Operation.DIFFERENCE: "−",
    Operation.PRODUCT: "×",
    Operation.QUOTIENT: "/",
    Operation.PERCENTAGE: "/",
}
_RULE = Text(da="Regel", en="Rule")
_OUR_READING = Text(da="vores læsning", en="our reading")
_ROUNDED = Text(da="Afrunding", en="Rounding")
_ONE_DECIMAL = Text(da="decimal", en="decimal")
_DECIMALS = Text(da="decimaler", en="decimals")


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a calculation; ``depth`` is 0 for the figure itself, 1 for its inputs, …"""

    depth: int
    words: str


def calculation(figure: Figure, language: Language) -> str:
    """The calculation of ``figure``, one line for each rule and each input, nested by indent.

    Sums of many inputs name their count instead of writing every term twice.

    >>> from fractions import Fraction
    >>> from samvirke.figures import Derivation, Source, derive
    >>> from samvirke.figures.units import PERCENT, PERCENTAGE_POINTS
    >>> clause = Source("Rammeaftale 2021-2023", "7.1, mål 1")
    >>> note = Source("Rammeaftale 2021-2023", "7.1, fodnote 2")
    >>> start = Given(Text("Kendskab 2020", "Awareness 2020"), Fraction(40), PERCENT, note)
    >>> rise = Given(Text("Stigning", "Rise"), Fraction(5), PERCENTAGE_POINTS, clause)
    >>> rule = Text("kendskabet i 2020 plus stigningen", "awareness in 2020 plus the rise")
    >>> name = Text("Krav 2021", "Requirement 2021")
    >>> target = derive(name, PERCENT, Derivation(rule, clause, Operation.SUM, (start, rise)))
    >>> print(calculation(target, "da"))
    Krav 2021: 40 pct. + 5 procentpoint = 45 pct.
      Regel: kendskabet i 2020 plus stigningen (Rammeaftale 2021-2023, 7.1, mål 1)
      Kendskab 2020: 40 pct. (Rammeaftale 2021-2023, 7.1, fodnote 2)
      Stigning: 5 procentpoint (Rammeaftale 2021-2023, 7.1, mål 1)
    """
    return "\n".join(f"{'  ' * step.depth}{step.words}" for step in steps(figure, language))


def steps(figure: Figure, language: Language) -> tuple[Step, ...]:
    """The calculation of ``figure`` line by line, for those who set the indent themselves."""
    return tuple(Step(depth, words) for depth, words in _lines(figure, language, 0))


_LONGEST_WRITTEN_OUT = 6


def _lines(item: Figure | Given, language: Language, depth: int) -> Iterator[tuple[int, str]]:
    name = item.name.in_language(language)
    result = item.unit.with_value(item.value, language)
    if isinstance(item, Given):
        yield depth, f"{name}: {result} ({item.source})"
        return
    derivation = item.derivation
    if len(derivation.inputs) <= _LONGEST_WRITTEN_OUT:
        sign = f" {_SIGNS[derivation.operation]} "
        terms = (part.unit.with_value(part.value, language) for part in derivation.inputs)
        hundred = "100 × " if derivation.operation is Operation.PERCENTAGE else ""
        yield depth, f"{name}: {hundred}{sign.join(terms)} = {result}"
    else:
        yield depth, f"{name}: {result}"
    reading = f", {_OUR_READING.in_language(language)}" if derivation.our_reading else ""
    rule = derivation.rule.in_language(language)
    yield depth + 1, f"{_RULE.in_language(language)}: {rule} ({derivation.source}{reading})"
    if derivation.rounding is not None:
        label = derivation.rounding.label.in_language(language)
        places = _ONE_DECIMAL if derivation.decimals == 1 else _DECIMALS
        decimals = f"{derivation.decimals} {places.in_language(language)}"
        yield depth + 1, f"{_ROUNDED.in_language(language)}: {label}, {decimals}"
    for part in derivation.inputs:
        yield from _lines(part, language, depth + 1)
