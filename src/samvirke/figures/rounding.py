"""Named rounding rules for one exact number.

A figure names the rule it was rounded by. Rules that share a residual between several numbers
belong to the split that uses them, never here: they are not a property of one number.
"""

from enum import Enum
from fractions import Fraction

from samvirke.figures.text import Text


class Rounding(Enum):
    """How one exact number becomes a number with a fixed count of decimals."""

    HALF_UP = "half_up"
    TRUNCATE = "truncate"

    @property
    def label(self) -> Text:
        """The rule in words."""
        return _LABELS[self]


_LABELS = {
    Rounding.HALF_UP: Text(da="halve rundes op", en="halves are rounded up"),
    Rounding.TRUNCATE: Text(da="decimaler skæres bort", en="decimals are cut off"),
}


def round_exact(value: Fraction, rule: Rounding, *, decimals: int = 0) -> Fraction:
    """``value`` rounded to ``decimals`` places; negative numbers mirror positive ones.

    >>> round_exact(Fraction(5, 2), Rounding.HALF_UP)
    Fraction(3, 1)
    >>> round_exact(Fraction(-5, 2), Rounding.HALF_UP)
    Fraction(-3, 1)
    >>> round_exact(Fraction(1299, 100), Rounding.TRUNCATE, decimals=1)
    Fraction(129, 10)
    """
    if decimals < 0:
        raise ValueError(f"decimals must be 0 or more, got {decimals}")
    scale = 10**decimals
    scaled = abs(value) * scale
    whole = scaled.numerator // scaled.denominator
    if rule is Rounding.HALF_UP and scaled - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole if value >= 0 else -whole, scale)
