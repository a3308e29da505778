"""The key that most splits of the cooperation use: population on a day."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from samvirke.allocation import Key, KeyPart
from samvirke.figures import Source, Text, format_date
from samvirke.figures.units import PERSONS
from samvirke.schemes.key_area import check_names_area
from samvirke.territory import BodyKind, Municipality, Territory


def municipalities_by_population(
    municipalities: Sequence[Municipality], *, on: date, territory: Territory
) -> Key:
    """Each municipality with its population on a day. Raises ``UnknownPlace`` for other days."""
    counted = [(item, territory.population(item, on=on)) for item in municipalities]
    parts = tuple(KeyPart(item.code, item.name, given.value) for item, given in counted)
    return Key(_NAME, PERSONS, _source([given.source for _, given in counted], on), parts, on)


def bodies_by_population(kind: BodyKind, *, on: date, areas_on: date, territory: Territory) -> Key:
    """Each body of a kind with the population, on ``on``, of the area it has on ``areas_on``."""
    parts, sources = [], []
    for body in territory.bodies_of(kind, on=areas_on):
        counted = [territory.population(item, on=on) for item in territory.area(body, on=areas_on)]
        value = sum((given.value for given in counted), start=Fraction(0))
        parts.append(KeyPart(body.id, body.name, value))
        sources += [given.source for given in counted]
    return Key(_NAME, PERSONS, _source(sources, on), tuple(parts), on)


def bodies_by_counts(counts: Key, kind: BodyKind, *, areas_on: date, territory: Territory) -> Key:
    """Each body of a kind with the sum of ``counts`` over the area it has on ``areas_on``.

    ``counts`` name every municipality once, by its code. Raises ``AllocationError`` for one that is
    missing or unknown on that day.
    """
    bodies = territory.bodies_of(kind, on=areas_on)
    areas = {body: territory.area(body, on=areas_on) for body in bodies}
    everywhere = [item for area in areas.values() for item in area]
    check_names_area(counts, everywhere, area_name=_COUNTRY)
    held = {part.code: part.value for part in counts.parts}
    parts = tuple(
        KeyPart(body.id, body.name, sum((held[item.code] for item in area), start=Fraction(0)))
        for body, area in areas.items()
    )
    return Key(counts.name, counts.unit, counts.source, parts, counts.as_of)


_COUNTRY = "landet"
_NAME = Text(da="Folketal", en="Population")


def _source(sources: Sequence[Source], on: date) -> Source:
    return Source(sources[0].document, f"folketal pr. {format_date(on, 'da')}")
