"""Numbers as the statement shows them: one decimal where a number is rarely whole."""

from collections.abc import Iterable
from fractions import Fraction

from samvirke.figures import (
    Count,
    Figure,
    Given,
    Interval,
    Language,
    Rounding,
    Text,
    canonical,
    format_number,
    round_exact,
)
from samvirke.figures.units import (
    NPS_POINTS,
    PERCENT,
    PERCENTAGE_POINTS,
    RATIO,
    WEIGHTED_ANSWERS,
    Unit,
)
from samvirke.papers.results_statement.report import Amount, Bar, Range

_ONE_DECIMAL = (PERCENT, PERCENTAGE_POINTS, NPS_POINTS, RATIO, WEIGHTED_ANSWERS)
_MOST_DECIMALS = 8
_MOST_STATED = 4
_TO = Text(da="til", en="to")
_AXES = {PERCENT: (Fraction(0), Fraction(100)), NPS_POINTS: (Fraction(-100), Fraction(100))}
# A deviation beyond this fills its bar; the number stands beside it.
_WIDEST_DEVIATION = Fraction(50)
_AXIS = 1000

NONE = Amount("–")


def shown(
    item: Figure | Given | Count,
    language: Language,
    *,
    against: Iterable[Fraction] = (),
    note: int | None = None,
) -> Amount:
    """``item`` with its unit: stated numbers as stated, shares and scores with one decimal.

    A stated number of more than four decimals is taken for a computed one.

    A value that rounding would lift over, or onto, a level in ``against`` that it lies below (or
    the other way round) gets as many decimals as tell them apart.
    """
    number = _number(item, language, tuple(against))
    word = (item.unit.one if abs(item.value) == 1 else item.unit.many).in_language(language)
    return _amount(item, f"{number} {word}".rstrip(), language, note)


def bare(
    item: Figure | Given | Count,
    language: Language,
    *,
    signed: bool = False,
    note: int | None = None,
) -> Amount:
    """``item`` without its unit's word, for a column that says it.

    ``signed`` writes a plus before positive numbers.
    """
    plus = "+" if signed and item.value > 0 else ""
    return _amount(item, f"{plus}{_number(item, language, ())}", language, note)


def whole_number(number: int, language: Language) -> Amount:
    """A number that is no figure, such as the rows of a file."""
    return Amount(format_number(Fraction(number), language), str(number))


def _amount(
    item: Figure | Given | Count, words: str, language: Language, note: int | None
) -> Amount:
    return Amount(words, canonical(item.value), item.unit.many.in_language(language), note)


def _number(item: Figure | Given | Count, language: Language, against: tuple[Fraction, ...]) -> str:
    whole_count = isinstance(item, Count) and item.value.denominator == 1
    # Nobody states more decimals to be read: such a number was computed, as an effect is.
    stated = isinstance(item, Given) and (item.value * 10**_MOST_STATED).denominator == 1
    exact = stated or item.unit not in _ONE_DECIMAL or whole_count
    decimals = None if exact else _decimals(item.value, against)
    return format_number(item.value, language, decimals=decimals)


def _decimals(value: Fraction, against: tuple[Fraction, ...]) -> int:
    for decimals in range(1, _MOST_DECIMALS):
        rounded = round_exact(value, Rounding.HALF_UP, decimals=decimals)
        if all(_order(rounded, level) == _order(value, level) for level in against):
            return decimals
    return _MOST_DECIMALS


def _order(value: Fraction, level: Fraction) -> int:
    return (value > level) - (value < level)


def level(item: Figure | Given, language: Language, *, note: int | None = None) -> Amount:
    """A required level, written exactly."""
    words = item.unit.with_value(item.value, language)
    return Amount(words, canonical(item.value), item.unit.many.in_language(language), note)


def interval_range(interval: Interval, language: Language) -> Range:
    """An interval without its unit: ``74,1–81,6``; negative ends are written after a word."""
    ends = (interval.low, interval.high)
    low, high = (format_number(end, language, decimals=1) for end in ends)
    to = "–" if interval.low >= 0 else f" {_TO.in_language(language)} "
    return Range(
        f"{low}{to}{high}",
        canonical(interval.low),
        canonical(interval.high),
        interval.method.in_language(language),
    )


def bar(item: Figure | Given, levels: Iterable[Fraction]) -> Bar | None:
    """A bar from zero to the value with a mark at each level; none for what has no scale."""
    axis = _AXES.get(item.unit)
    if axis is None:
        return None
    marks = tuple(dict.fromkeys(_place(mark, axis) for mark in levels))
    return Bar(*_from_zero(item.value, axis), marks)


def bar_of_count(value: Fraction, greatest: Fraction) -> Bar | None:
    """A bar from zero to a count, on an axis that ends at the greatest one beside it.

    None where all are zero.

    >>> bar_of_count(Fraction(30), Fraction(120))
    Bar(start=0, width=250, marks=())
    """
    if greatest <= 0:
        return None
    return Bar(*_from_zero(value, (Fraction(0), greatest)))


def has_scale(unit: Unit) -> bool:
    """Whether values of ``unit`` lie on a scale with two ends, as shares and scores do."""
    return unit in _AXES


def deviation_bar(item: Figure) -> Bar:
    """A bar to the left or right of zero, which is marked."""
    axis = (-_WIDEST_DEVIATION, _WIDEST_DEVIATION)
    return Bar(*_from_zero(item.value, axis), (_place(Fraction(0), axis),))


def _from_zero(value: Fraction, axis: tuple[Fraction, Fraction]) -> tuple[int, int]:
    """Where a bar between zero and the value starts, and how wide it is."""
    low, high = sorted((_place(Fraction(0), axis), _place(value, axis)))
    return low, high - low


def _place(value: Fraction, axis: tuple[Fraction, Fraction]) -> int:
    low, high = axis
    inside = min(max(value, low), high)
    return int(round_exact((inside - low) * _AXIS / (high - low), Rounding.HALF_UP))
