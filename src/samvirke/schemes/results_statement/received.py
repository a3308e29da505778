"""Values that an authority stated, beside our own count."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from samvirke.figures import Rounding, Text, round_exact
from samvirke.schemes.results_statement.model import Measurement, Received

_MOST_DECIMALS = 6


def with_received(
    measurements: Sequence[Measurement], received: Sequence[Received]
) -> tuple[Measurement, ...]:
    """Our own values, and a received one wherever we have none."""
    filled = []
    left = list(received)
    for own in measurements:
        match = _same_part(own, received)
        if match is not None:
            left.remove(match)
        if own.value is None and match is not None:
            own = replace(own, value=match.value, absent=None, too_few=False)
        filled.append(own)
    filled += [
        Measurement(value=item.value, segment=item.segment, measure=item.measure) for item in left
    ]
    return tuple(filled)


def differences(
    measurements: Sequence[Measurement], received: Sequence[Received]
) -> tuple[Text, ...]:
    """A finding for each value that an authority states otherwise than we count it.

    The values are compared with as many decimals as the authority's has.
    """
    return tuple(
        _difference(own, item)
        for item in received
        for own in measurements
        if _is_same_part(own, item) and own.value is not None and _differs(own.value.value, item)
    )


def _same_part(own: Measurement, received: Sequence[Received]) -> Received | None:
    return next((item for item in received if _is_same_part(own, item)), None)


def _is_same_part(own: Measurement, item: Received) -> bool:
    return (own.segment, own.measure) == (item.segment, item.measure)


def _differs(own: Fraction, item: Received) -> bool:
    stated = item.value.value
    decimals = next(
        (count for count in range(_MOST_DECIMALS) if (stated * 10**count).denominator == 1),
        _MOST_DECIMALS,
    )
    return round_exact(own, Rounding.HALF_UP, decimals=decimals) != stated


def _difference(own: Measurement, item: Received) -> Text:
    if own.value is None:
        raise ValueError("a missing value differs from nothing")
    mine, theirs, unit = own.value.value, item.value.value, own.value.unit
    shown = round_exact(mine, Rounding.HALF_UP, decimals=2)
    return Text(
        da=f"{item.authority} oplyser {unit.with_value(theirs, 'da')} ({item.document}), men vi "
        f"tæller {unit.with_value(shown, 'da')}: find ud af, hvad der skiller dem, afgrænsning, "
        "dato eller registrering.",
        en=f"{item.authority} states {unit.with_value(theirs, 'en')} ({item.document}), but we "
        f"count {unit.with_value(shown, 'en')}: find out what parts them, scope, date or "
        "registration.",
    )
