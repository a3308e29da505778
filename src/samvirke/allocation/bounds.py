"""Receivers with floors and caps, and shares held within them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from samvirke.allocation.errors import AllocationError
from samvirke.figures import Text


@dataclass(frozen=True, slots=True)
class KeyPart:
    """One receiver and its value in the key; ``code`` tells receivers apart.

    ``at_least`` and ``at_most`` bound its exact share, in the total's unit: floors and caps that
    are part of the rule. An exempt receiver has ``at_most`` 0; the others share what it does not.
    """

    code: str
    name: str
    value: Fraction
    at_least: Fraction = Fraction(0)
    at_most: Fraction | None = None


def bounded_shares(total: Fraction, parts: Sequence[KeyPart]) -> list[Fraction]:
    """``rate × value`` clamped to each share's bounds, at the one rate where they give the total.

    The sum grows with the rate and bends only where a share meets a bound, so the rate is found
    between two such bends, exactly.
    """
    bends = sorted(
        {
            bound / part.value
            for part in parts
            for bound in (part.at_least, part.at_most)
            if part.value and bound is not None
        }
    )
    low = max((rate for rate in bends if _sum_at(rate, parts) <= total), default=Fraction(0))
    free = [part for part in parts if _is_free_above(low, part)]
    slope = sum((part.value for part in free), start=Fraction(0))
    missing = total - _sum_at(low, parts)
    rate = low + missing / slope if slope else low
    return [_clamp(rate, part) for part in parts]


def _clamp(rate: Fraction, part: KeyPart) -> Fraction:
    share = max(rate * part.value, part.at_least)
    return share if part.at_most is None else min(share, part.at_most)


def _sum_at(rate: Fraction, parts: Sequence[KeyPart]) -> Fraction:
    return sum((_clamp(rate, part) for part in parts), start=Fraction(0))


def _is_free_above(rate: Fraction, part: KeyPart) -> bool:
    """Whether the share grows when the rate rises a little from here."""
    above_floor = rate * part.value >= part.at_least
    return above_floor and (part.at_most is None or rate * part.value < part.at_most)


def put_on_largest(
    residual: Fraction,
    rounded: list[Fraction],
    exact: Sequence[int],
    parts: Sequence[KeyPart],
    *,
    decimals: int,
) -> None:
    """Adds ``residual`` to the ``rounded`` share of the largest ``exact`` one, as far as its bounds
    allow in ``decimals``, then of the next.

    Raises ``AllocationError`` where no share can take what is left.
    """
    unit = 10**decimals
    for at in sorted(range(len(parts)), key=lambda at: (-exact[at], at)):
        share = rounded[at] + residual
        if residual < 0:
            lowest = Fraction(ceil(parts[at].at_least * unit), unit)
            share = min(max(share, lowest), rounded[at])
        elif (cap := parts[at].at_most) is not None:
            share = max(min(share, Fraction(floor(cap * unit), unit)), rounded[at])
        residual -= share - rounded[at]
        rounded[at] = share
    if residual:
        raise AllocationError(_NOBODY_TAKES_THE_REST)


_NOBODY_TAKES_THE_REST = Text(
    da="Resten efter afrundingen kan ikke lægges på nogen uden at bryde et mindste- eller "
    "højstebeløb. Vælg largest_remainder, eller ret beløbene.",
    en="What rounding leaves can be put on nobody without breaking a floor or a cap. Choose "
    "largest_remainder, or correct the bounds.",
)
