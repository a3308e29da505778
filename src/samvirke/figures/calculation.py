"""A figure's calculation as lines that a person can check."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from samvirke.figures.figure import Derivation, Figure, Operation, counts
from samvirke.figures.leaves import Count, FigureError, Given
from samvirke.figures.source import Source
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
_COUNTED = Text(da="optalt", en="counted")
_EXCLUDED = Text(da="Holdt ude", en="Left out")
_SNAPSHOT = Text(da="Udtræk", en="Snapshot")
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
    """The calculation of ``figure`` line by line, for those who set the indent themselves.

    The last lines name each snapshot that was counted in, by the first twelve signs of its
    fingerprint, and the counting queries. Raises ``FigureError`` for a derivation that is nested
    too deeply to be written.
    """
    try:
        lines = (*_lines(figure, language, 0), *_snapshot_lines(figure, language))
    except RecursionError as error:
        raise FigureError("the derivation is nested too deeply to be written") from error
    return tuple(Step(depth, words) for depth, words in lines)


_LONGEST_WRITTEN_OUT = 6
_FINGERPRINT_SIGNS = 12


def _lines(
    item: Figure | Given | Count, language: Language, depth: int
) -> Iterator[tuple[int, str]]:
    if isinstance(item, Figure):
        yield from _figure_lines(item, language, depth)
    elif isinstance(item, Count):
        yield from _count_lines(item, language, depth)
    else:
        yield depth, f"{_result(item, language)} ({item.source})"


def _figure_lines(figure: Figure, language: Language, depth: int) -> Iterator[tuple[int, str]]:
    derivation = figure.derivation
    value = figure.unit.with_value(figure.value, language)
    if len(derivation.inputs) <= _LONGEST_WRITTEN_OUT:
        written = _written_out(derivation, language)
        value = value if written == value else f"{written} = {value}"
    yield depth, f"{figure.name.in_language(language)}: {value}"
    rule = derivation.rule.in_language(language)
    source = _source(derivation.source, language, our_reading=derivation.our_reading)
    yield depth + 1, f"{_RULE.in_language(language)}: {rule} ({source})"
    if derivation.rounding is not None:
        label = derivation.rounding.label.in_language(language)
        places = _ONE_DECIMAL if derivation.decimals == 1 else _DECIMALS
        decimals = f"{derivation.decimals} {places.in_language(language)}"
        yield depth + 1, f"{_ROUNDED.in_language(language)}: {label}, {decimals}"
    for part in derivation.inputs:
        yield from _lines(part, language, depth + 1)


def _written_out(derivation: Derivation, language: Language) -> str:
    """The inputs with the operation's sign between them; a negative term of a sum by a minus."""
    first, *rest = derivation.inputs
    words = "100 × " if derivation.operation is Operation.PERCENTAGE else ""
    words += first.unit.with_value(first.value, language)
    for part in rest:
        taken_off = derivation.operation is Operation.SUM and part.value < 0
        sign = "−" if taken_off else _SIGNS[derivation.operation]
        value = -part.value if taken_off else part.value
        words += f" {sign} {part.unit.with_value(value, language)}"
    return words


def _count_lines(count: Count, language: Language, depth: int) -> Iterator[tuple[int, str]]:
    how = f"{_COUNTED.in_language(language)}: {count.rule.in_language(language)}"
    source = _source(count.source, language, our_reading=count.our_reading)
    yield depth, f"{_result(count, language)} ({how}; {source})"
    for exclusion in count.excluded:
        number = count.excluded_unit.with_value(Fraction(exclusion.count), language)
        reason = exclusion.reason.in_language(language)
        yield depth + 1, f"{_EXCLUDED.in_language(language)}: {number}, {reason}"


def _snapshot_lines(figure: Figure, language: Language) -> Iterator[tuple[int, str]]:
    queries: dict[str, dict[str, None]] = {}
    for count in counts(figure):
        queries.setdefault(count.snapshot, {}).setdefault(count.query)
    for snapshot, names in queries.items():
        short = snapshot[:_FINGERPRINT_SIGNS]
        yield 1, f"{_SNAPSHOT.in_language(language)} {short}: {', '.join(names)}"


def _result(item: Figure | Given | Count, language: Language) -> str:
    return f"{item.name.in_language(language)}: {item.unit.with_value(item.value, language)}"


def _source(source: Source, language: Language, *, our_reading: bool) -> str:
    return f"{source}, {_OUR_READING.in_language(language)}" if our_reading else str(source)
