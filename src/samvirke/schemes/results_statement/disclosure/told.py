"""What a figure about answers tells its reader: the counts that it and its derivation show."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from samvirke.figures import Figure, Operation, counts
from samvirke.figures.units import ANSWERS, NPS_POINTS, WEIGHTED_ANSWERS

Vector = tuple[Fraction, ...]

# The aspect that a score's three counts are told under, beside its main counts.
SPLIT = "/split"


@dataclass(frozen=True, slots=True)
class Told:
    """The counts of one figure.

    ``counts`` are those counted, the others and all answers of a share; of a score, promoters
    minus detractors and the answers. ``split`` are the promoters, passives and detractors of a
    score whose derivation shows them. Weighted counts are sums of weights.
    """

    counts: Vector
    split: Vector | None

    def aspects(self) -> Iterator[tuple[str, Vector]]:
        """The counts under the aspect of the figure that they belong to."""
        yield "", self.counts
        if self.split is not None:
            yield SPLIT, self.split


def is_about_answers(figure: Figure) -> bool:
    """Whether ``figure`` was counted in answers, not in registrations."""
    return any(count.unit in (ANSWERS, WEIGHTED_ANSWERS) for count in counts(figure))


def told(figure: Figure) -> Told:
    """What ``figure`` tells.

    Raises ``ValueError`` for a figure about answers that is neither a share nor a score: what it
    gives away is not known, so it cannot be released.
    """
    operation, inputs = figure.derivation.operation, figure.derivation.inputs
    if figure.unit == NPS_POINTS and operation is Operation.QUOTIENT:
        return Told((inputs[0].value / 100, inputs[1].value), None)
    if figure.unit == NPS_POINTS and operation is Operation.DIFFERENCE:
        (promoters, base), (detractors, _) = (_share(item) for item in inputs)
        split = (promoters, base - promoters - detractors, detractors)
        return Told((promoters - detractors, base), split)
    counted, base = _share(figure)
    return Told((counted, base - counted, base), None)


def _share(item: object) -> tuple[Fraction, Fraction]:
    """The counted and the base of a percentage."""
    if isinstance(item, Figure) and item.derivation.operation is Operation.PERCENTAGE:
        inputs = item.derivation.inputs
        if len(inputs) == 2 and not any(isinstance(part, Figure) for part in inputs):
            return inputs[0].value, inputs[1].value
    raise ValueError(f"what this tells of answers is not known: {item!r}")
