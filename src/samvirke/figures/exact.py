"""Exact numbers: every value is a fraction of integers, never a float.

Money, seats, quotas and shares are computed without loss and rounded once, by a named rule
(``rounding``). In files a number is written in one canonical form, so that equal numbers are
equal texts.
"""

import re
from decimal import Decimal
from fractions import Fraction

_CANONICAL = re.compile(r"-?[0-9]+(\.[0-9]+|/[1-9][0-9]*)?")
_PLAIN = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?")
_THOUSANDS_LOOKALIKE = re.compile(r"[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+")

# Python itself refuses to read longer integers from text.
_LONGEST = 4000


class NotANumber(ValueError):
    """A text that cannot be read as one exact number."""


class AmbiguousNumber(NotANumber):
    """A text that reads as two numbers: ``1.200`` is 1200 to a Dane and 1.2 to a program."""


def exact(value: int | Decimal | Fraction) -> Fraction:
    """``value`` as a fraction.

    Raises ``TypeError`` for floats and booleans: a float has already lost its exact value.

    >>> exact(Decimal("0.1")) * 3
    Fraction(3, 10)
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise TypeError(
            f"exact numbers are made of int, Decimal or Fraction, not {type(value).__name__}"
        )
    return Fraction(value)


def canonical(value: Fraction) -> str:
    """The one text form of an exact number: integer, finite decimal, or ``a/b`` in lowest terms.

    >>> canonical(Fraction(90, 2)), canonical(Fraction(-5, 4)), canonical(Fraction(2, 3))
    ('45', '-1.25', '2/3')
    """
    if value.denominator == 1:
        return str(value.numerator)
    digits = decimal_digits(value)
    if digits is None:
        return f"{value.numerator}/{value.denominator}"
    scaled = abs(value.numerator) * 10**digits // value.denominator
    whole, part = divmod(scaled, 10**digits)
    return f"{'-' if value < 0 else ''}{whole}.{part:0{digits}d}"


def plain(value: Fraction) -> int | str:
    """An exact number for JSON that people read: whole ones as numbers, others in canonical form.

    >>> plain(Fraction(45)), plain(Fraction(1, 3))
    (45, '1/3')
    """
    return value.numerator if value.denominator == 1 else canonical(value)


def from_canonical(text: str) -> Fraction:
    """Reads back what ``canonical`` wrote; raises ``NotANumber`` for any other form.

    >>> from_canonical("-1.25")
    Fraction(-5, 4)
    """
    if len(text) > _LONGEST or not _CANONICAL.fullmatch(text) or canonical(Fraction(text)) != text:
        raise NotANumber(f"{text!r} is not an exact number in canonical form")
    return Fraction(text)


def parse_plain(text: str) -> Fraction:
    """Reads a number as agreement files write it: digits, with a decimal point if need be.

    Raises ``AmbiguousNumber`` where the point could be a thousands separator, ``NotANumber``
    for everything else that is not a plain number.

    >>> parse_plain("12.5")
    Fraction(25, 2)
    >>> parse_plain("1.200")
    Traceback (most recent call last):
    ...
    samvirke.figures.exact.AmbiguousNumber: 1.200
    """
    if _THOUSANDS_LOOKALIKE.fullmatch(text):
        raise AmbiguousNumber(text)
    if not _PLAIN.fullmatch(text):
        raise NotANumber(text)
    return Fraction(text)


def decimal_digits(value: Fraction) -> int | None:
    """How many decimals write ``value`` exactly; ``None`` where no finite number of them does.

    >>> decimal_digits(Fraction(1, 8)), decimal_digits(Fraction(1, 3))
    (3, None)
    """
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
