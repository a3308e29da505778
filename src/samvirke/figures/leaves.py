"""The leaves of a derivation: a number that a document states, and a number that was counted."""

import re
from dataclasses import dataclass
from fractions import Fraction

from samvirke.figures.source import Source
from samvirke.figures.text import Text
from samvirke.figures.units import ANSWERS, WEIGHTED_ANSWERS, Unit

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class FigureError(ValueError):
    """A figure whose value does not follow from its inputs, or a rule that cannot be computed."""


@dataclass(frozen=True, slots=True)
class Given:
    """A number as a document states it.

    Raises ``TypeError`` for a value that is no ``Fraction``; ``exact`` makes one.
    """

    name: Text
    value: Fraction
    unit: Unit
    source: Source

    def __post_init__(self) -> None:
        refuse_inexact(self.value)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """How many were held out of a count, and why; in the unit ``Count.excluded_unit``.

    Raises ``FigureError`` for a count that is negative or not a whole number.
    """

    reason: Text
    count: int

    def __post_init__(self) -> None:
        if type(self.count) is not int or self.count < 0:
            raise FigureError(f"{self.reason.en}: {self.count!r} cannot be held out of a count")


@dataclass(frozen=True, slots=True)
class Count:
    """A number counted in a snapshot of the record.

    ``rule`` says in words what was counted and ``source`` is the clause that asks for it;
    ``query`` names the declared counting query, ``snapshot`` is the snapshot's fingerprint
    (SHA-256 in 64 hexadecimal signs). ``our_reading`` marks a rule that the source does not print.

    Raises ``TypeError`` for a value that is no ``Fraction`` and ``FigureError`` for a negative
    value, an empty ``query`` or another ``snapshot`` than a fingerprint.
    """

    name: Text
    value: Fraction
    unit: Unit
    rule: Text
    source: Source
    query: str
    excluded: tuple[Exclusion, ...]
    snapshot: str
    our_reading: bool = False

    def __post_init__(self) -> None:
        refuse_inexact(self.value)
        if self.value < 0:
            raise FigureError(f"{self.name.en}: nothing counts to {self.value}")
        if not self.query.strip():
            raise FigureError(f"{self.name.en}: a count names its query")
        if not _FINGERPRINT.fullmatch(self.snapshot):
            raise FigureError(
                f"{self.name.en}: a snapshot is named by its SHA-256 fingerprint, "
                f"64 hexadecimal signs, got {self.snapshot!r}"
            )

    @property
    def excluded_unit(self) -> Unit:
        """The unit of ``excluded``: the count's own; answers held out carry no weight."""
        return ANSWERS if self.unit == WEIGHTED_ANSWERS else self.unit


def refuse_inexact(value: object) -> None:
    """Raises ``TypeError`` for anything but a ``Fraction``."""
    if not isinstance(value, Fraction):
        raise TypeError(f"a figure's value is a Fraction, not {type(value).__name__}")
