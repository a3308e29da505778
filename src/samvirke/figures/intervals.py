"""Intervals around shares and Net Promoter Scores: how far chance alone may move them.

An interval never decides anything: verdicts compare the figure itself. Sums and quotients are
exact and the one square root is taken with fifty digits, so that the printed decimal is the same
everywhere.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction
from typing import Any

from samvirke.figures.exact import canonical
from samvirke.figures.leaves import FigureError, refuse_inexact
from samvirke.figures.numbers import format_number
from samvirke.figures.rounding import Rounding, round_exact
from samvirke.figures.text import Language, Text
from samvirke.figures.units import Unit

LEVEL = 95
"""How sure the intervals are, in per cent."""

Z = Fraction("1.95996398454005423552")
"""The 97.5 per cent quantile of the standard normal distribution, to twenty decimals."""

WILSON = Text(da="Wilson", en="Wilson")
ADJUSTED_WALD = Text(da="justeret Wald", en="adjusted Wald")

_INTERVAL = Text(da=f"{LEVEL} pct.-interval", en=f"{LEVEL} per cent interval")
_TO = Text(da="til", en="to")
_DECIMALS = 1
# Spelled out, since a context takes what is left unsaid from one that any caller may change.
_CONTEXT = Context(
    prec=50,
    rounding=ROUND_HALF_EVEN,
    Emin=-999999,
    Emax=999999,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[InvalidOperation, DivisionByZero, Overflow],
)


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high`` in the unit of the figure it stands beside, made by ``method``.

    Raises ``TypeError`` for an end that is no ``Fraction``, ``FigureError`` for ends in the wrong
    order.
    """

    low: Fraction
    high: Fraction
    method: Text

    def __post_init__(self) -> None:
        refuse_inexact(self.low)
        refuse_inexact(self.high)
        if self.low > self.high:
            raise FigureError(f"an interval goes upwards, not from {self.low} to {self.high}")


def wilson(counted: Fraction, base: Fraction) -> Interval:
    """Wilson's score interval of the share ``counted`` / ``base``, without continuity correction.

    In per cent, 95 per cent sure, rounded half up to one decimal and kept within 0 to 100.
    Neither number needs to be whole: for a weighted share, ``base`` is the ``effective_base`` and
    ``counted`` the weighted share of it. Source: Wilson (1927); Newcombe (1998), method 3.

    Raises ``FigureError`` for a base of nothing and for more counted than there are.

    >>> from samvirke.figures.units import PERCENT
    >>> interval = wilson(Fraction(78), Fraction(100))
    >>> interval_in_words(interval, PERCENT, "da")
    '68,9–85,0 pct. (95 pct.-interval, Wilson)'
    """
    _refuse_base(base)
    if not 0 <= counted <= base:
        raise FigureError(f"{counted} of {base} is no share")
    middle = counted + Z * Z / 2
    spread = Z * _square_root(counted * (base - counted) / base + Z * Z / 4)
    scale = 100 / (base + Z * Z)
    return Interval(
        _within((middle - spread) * scale, 0), _within((middle + spread) * scale, 0), WILSON
    )


def adjusted_wald(promoters: Fraction, detractors: Fraction, base: Fraction) -> Interval:
    """The adjusted Wald interval of the Net Promoter Score of ``base`` answers.

    To the answers are added ¾ promoter, ¾ detractor and 1½ passive. In NPS points, 95 per cent
    sure, rounded half up to one decimal and kept within -100 to 100. Source: the adjustment of
    Bonett and Price (2012) as Rocks (2016, The American Statistician) uses it for the NPS.

    Raises ``FigureError`` for a base of nothing and for more promoters and detractors than
    answers.

    >>> from samvirke.figures.units import NPS_POINTS
    >>> interval = adjusted_wald(Fraction(60), Fraction(10), Fraction(100))
    >>> interval_in_words(interval, NPS_POINTS, "da")
    '35,5–61,6 NPS-point (95 pct.-interval, justeret Wald)'
    """
    _refuse_base(base)
    if promoters < 0 or detractors < 0 or promoters + detractors > base:
        raise FigureError(f"{promoters} promoters and {detractors} detractors of {base} answers")
    added = Fraction(3, 4)
    answers = base + 4 * added
    score = (promoters - detractors) / answers
    either = (promoters + detractors + 2 * added) / answers
    spread = Z * _square_root((either - score * score) / answers)
    return Interval(
        _within((score - spread) * 100, -100),
        _within((score + spread) * 100, -100),
        ADJUSTED_WALD,
    )


def effective_base(weights: Fraction, squares: Fraction) -> Fraction:
    """How many unweighted answers the weighted ones are worth: Kish's effective sample size.

    ``weights`` is the sum of the weights and ``squares`` the sum of their squares, on one scale:
    weights in millionths go with squares of millionths. Raises ``FigureError`` for no weight.

    >>> effective_base(Fraction(1 + 1 + 2), Fraction(1 + 1 + 4))
    Fraction(8, 3)
    """
    if weights <= 0 or squares <= 0:
        raise FigureError("answers without weight have no effective base")
    return weights * weights / squares


def interval_to_json(interval: Interval) -> dict[str, Any]:
    """``interval`` as JSON values; numbers are texts in canonical form, ``level`` is per cent.

    >>> interval_to_json(wilson(Fraction(78), Fraction(100)))
    {'low': '68.9', 'high': '85', 'level': '95', 'method': {'da': 'Wilson', 'en': 'Wilson'}}
    """
    return {
        "low": canonical(interval.low),
        "high": canonical(interval.high),
        "level": str(LEVEL),
        "method": {"da": interval.method.da, "en": interval.method.en},
    }


def interval_in_words(interval: Interval, unit: Unit, language: Language) -> str:
    """``interval`` with its unit, how sure it is, and its method.

    A negative end is written after a word, not after a dash that could be taken for its sign.

    >>> from samvirke.figures.units import NPS_POINTS
    >>> interval_in_words(Interval(Fraction(-5), Fraction(3), ADJUSTED_WALD), NPS_POINTS, "en")
    '−5.0 to 3.0 NPS points (95 per cent interval, adjusted Wald)'
    """
    low, high = (
        format_number(end, language, decimals=_DECIMALS) for end in (interval.low, interval.high)
    )
    to = "–" if interval.low >= 0 else f" {_TO.in_language(language)} "
    words = unit.many.in_language(language)
    method = f"{_INTERVAL.in_language(language)}, {interval.method.in_language(language)}"
    return f"{low}{to}{high} {words} ({method})"


def _refuse_base(base: Fraction) -> None:
    if base <= 0:
        raise FigureError(f"an interval needs answers to rest on, got {base}")


def _square_root(value: Fraction) -> Fraction:
    quotient = _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return Fraction(_CONTEXT.sqrt(quotient))


def _within(end: Fraction, least: int) -> Fraction:
    """``end`` rounded for print, and within the scale from ``least`` to 100."""
    rounded = round_exact(end, Rounding.HALF_UP, decimals=_DECIMALS)
    return min(max(rounded, Fraction(least)), Fraction(100))
