"""A figure and how it came about.

A figure cannot lie: its value is computed from its derivation when it is made, and again when it
is read from a file. The tree ends in leaves: givens, numbers that somebody stated in a named
document, and counts, numbers counted in a snapshot of the record.
"""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import prod

from samvirke.figures.address import Address
from samvirke.figures.leaves import Count, FigureError, Given, refuse_inexact
from samvirke.figures.rounding import Rounding, round_exact
from samvirke.figures.source import Source
from samvirke.figures.text import Text
from samvirke.figures.units import NPS_POINTS, PERCENT, PERCENTAGE_POINTS, Unit


class Operation(Enum):
    """What a rule does with its inputs, in their order.

    ``DIFFERENCE`` subtracts every later input from the first, ``QUOTIENT`` divides the first by
    every later one, ``PERCENTAGE`` is a hundred times that quotient.
    """

    SUM = "sum"
    DIFFERENCE = "difference"
    PRODUCT = "product"
    QUOTIENT = "quotient"
    PERCENTAGE = "percentage"

    def apply(self, values: tuple[Fraction, ...]) -> Fraction:
        """The exact result. Raises ``FigureError`` for no input or a division by zero.

        >>> Operation.DIFFERENCE.apply((Fraction(50), Fraction(45)))
        Fraction(5, 1)
        """
        if not values:
            raise FigureError(f"{self.value} needs at least one input")
        first, rest = values[0], values[1:]
        if self is Operation.SUM:
            return sum(values, start=Fraction(0))
        if self is Operation.DIFFERENCE:
            return first - sum(rest, start=Fraction(0))
        if self is Operation.PRODUCT:
            return prod(values, start=Fraction(1))
        divisor = prod(rest, start=Fraction(1))
        if divisor == 0:
            raise FigureError("a quotient cannot be divided by zero")
        return first / divisor * (100 if self is Operation.PERCENTAGE else 1)


@dataclass(frozen=True, slots=True)
class Derivation:
    """The rule in words, the clause it comes from, and the inputs it was applied to.

    ``our_reading`` marks a rule that the source does not print and that we supply.
    """

    rule: Text
    source: Source
    operation: Operation
    inputs: tuple["Figure | Given | Count", ...]
    rounding: Rounding | None = None
    decimals: int = 0
    our_reading: bool = False

    def __post_init__(self) -> None:
        if self.decimals and self.rounding is None:
            raise FigureError("decimals without a rounding rule mean nothing")

    def compute(self) -> Fraction:
        """The value that the rule gives for the inputs."""
        value = self.operation.apply(tuple(item.value for item in self.inputs))
        if self.rounding is None:
            return value
        return round_exact(value, self.rounding, decimals=self.decimals)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with unit, derivation and, once published, a permanent address.

    Raises ``FigureError`` where ``value`` is not what the derivation gives and ``TypeError`` where
    it is no ``Fraction``. Use ``derive`` to have it computed.
    """

    name: Text
    value: Fraction
    unit: Unit
    derivation: Derivation
    address: Address | None = None

    def __post_init__(self) -> None:
        refuse_inexact(self.value)
        self._check_units()
        computed = self.derivation.compute()
        if computed != self.value:
            raise FigureError(
                f"{self.name.en}: the value {self.value} does not follow from its inputs, "
                f"which give {computed}"
            )

    def _check_units(self) -> None:
        """Only like is added to and taken from like, and percentages are per cent.

        A difference of percentages may be a Net Promoter Score.
        """
        operation, inputs = self.derivation.operation, self.derivation.inputs
        if operation in (Operation.SUM, Operation.DIFFERENCE):
            units = {_family(item.unit).code for item in (self, *inputs)}
            if operation is Operation.DIFFERENCE and self.unit == NPS_POINTS:
                taken = {item.unit for item in inputs}
                units = units if taken != {PERCENT} else set()
        elif operation is Operation.PERCENTAGE:
            units = {PERCENT.code, self.unit.code}
        else:
            return
        if len(units) > 1:
            raise FigureError(
                f"{self.name.en}: a {operation.value} cannot mix units: {', '.join(sorted(units))}"
            )


def _family(unit: Unit) -> Unit:
    """What a unit may be added to: percentage points go with percentages."""
    return PERCENT if unit == PERCENTAGE_POINTS else unit


def derive(
    name: Text, unit: Unit, derivation: Derivation, *, address: Address | None = None
) -> Figure:
    """The figure that ``derivation`` gives.

    >>> from samvirke.figures.units import PERCENT, PERCENTAGE_POINTS
    >>> clause = Source("Aftale om rammerne for erhvervshuse 2021-2023", "7.1, mål 1")
    >>> start = Given(Text("kendskab 2020", "awareness 2020"), Fraction(40), PERCENT, clause)
    >>> rise = Given(Text("stigning", "rise"), Fraction(5), PERCENTAGE_POINTS, clause)
    >>> rule = Text("udgangspunkt plus stigning", "baseline plus rise")
    >>> target = derive(
    ...     Text("krav 2021", "requirement 2021"),
    ...     PERCENT,
    ...     Derivation(rule, clause, Operation.SUM, (start, rise)),
    ... )
    >>> target.value
    Fraction(45, 1)
    """
    return Figure(name, derivation.compute(), unit, derivation, address)


def counts(figure: Figure) -> tuple[Count, ...]:
    """The counts that ``figure`` rests on, in the order its calculation names them, each once."""
    found: dict[Count, None] = {}
    waiting: list[Figure | Given | Count] = [figure]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Figure):
            waiting.extend(reversed(item.derivation.inputs))
        elif isinstance(item, Count):
            found.setdefault(item)
    return tuple(found)
