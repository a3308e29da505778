"""Geographic spread: each municipality's share of the guidance against its share of the people.

Engagements are counted by the production unit's municipality, and so are the parts that companies
took in collective offers without an engagement (2021-2023: 7.2; bilag 1; the contracts' own goals).
The people are counted on 1 January of the statement's year.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction

from samvirke.agreements.vocabulary import Tolerance
from samvirke.figures import (
    Count,
    Derivation,
    Exclusion,
    Figure,
    Given,
    Operation,
    Source,
    Text,
    derive,
)
from samvirke.figures.units import ENGAGEMENTS, PERCENT, PERCENTAGE_POINTS, PERSONS, Unit
from samvirke.indicators.drill_down import RowKey
from samvirke.indicators.engine import Engine
from samvirke.indicators.relations import contacts, span
from samvirke.territory import AreaClass, BodyKind, Municipality, Territory, UnknownPlace

QUERY = "geographic_spread"


class Outcome(Enum):
    """Whether a share of guidance is near enough to the share of people."""

    WITHIN = "within"
    OUTSIDE = "outside"
    CANNOT_BE_MET = "cannot_be_met"

    @property
    def label(self) -> Text:
        """The outcome in words."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.WITHIN: Text(da="Inden for grænsen", en="Within the limit"),
    Outcome.OUTSIDE: Text(da="Uden for grænsen", en="Outside the limit"),
    Outcome.CANNOT_BE_MET: Text(
        da="Kan ikke nås i hele virksomheder", en="Cannot be met in whole companies"
    ),
}


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """One municipality, or all of a by/land class, against its part of the people.

    ``relative`` is the deviation in per cent of the people's share, ``points`` the same deviation
    in percentage points.
    """

    name: Text
    guidance: Count | Figure
    population: Given | Figure
    guidance_share: Figure
    population_share: Figure
    relative: Figure
    points: Figure
    outcome: Outcome
    municipality: Municipality | None = None
    area_class: AreaClass | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """A hub's spread: its municipalities by code, then urban and rural together.

    ``classes`` is empty for a day before the by/land classes held. ``lines`` is empty where there
    is no guidance in the area; ``total`` counts what is there, with what was held out.
    """

    lines: tuple[SpreadLine, ...]
    classes: tuple[SpreadLine, ...]
    total: Count


def spread(
    engine: Engine,
    territory: Territory,
    *,
    hub: str,
    year: int,
    tolerance: Fraction,
    source: Source,
    snapshot: str,
    measured_in: Tolerance = "relative",
    until: date | None = None,
) -> Spread:
    """The spread of ``hub`` (by id) in ``year``.

    ``tolerance`` is in per cent of the municipality's own share, or in percentage points. Raises
    ``UnknownPlace`` for a hub that does not exist, or a year whose population is not held.
    """
    on = date(year, 1, 1)
    body = territory.body(BodyKind.HUB, hub, on=on)
    counted = guidance_by_municipality(engine, year=year, until=until).get(body.id, {})
    area = territory.area(body, on=on)
    codes = {int(item.code) for item in area}
    here = sum(counted.get(code, 0) for code in codes)
    elsewhere = sum(counted.values()) - here - counted.get(None, 0)
    held_out = ((_NO_MUNICIPALITY, counted.get(None, 0)), (_OUTSIDE, elsewhere))
    excluded = tuple(Exclusion(reason, count) for reason, count in held_out if count)
    total = _count(_TOTAL, here, "total", source, snapshot, excluded)
    if not here:
        return Spread((), (), total)
    people = territory.population_of(body, on=on)
    held = _Held(total, people, _Limit(tolerance, measured_in), source)
    lines = []
    for item in area:
        name = Text(item.name, item.name)
        guidance = _count(name, counted.get(int(item.code), 0), item.code, source, snapshot)
        line = _line(name, guidance, territory.population(item, on=on), held)
        area_class = _area_class(territory, item, on)
        lines.append(replace(line, municipality=item, area_class=area_class))
    return Spread(tuple(lines), tuple(_classes(lines, held)), total)


def guidance_by_municipality(
    engine: Engine, *, year: int, until: date | None = None
) -> Mapping[str, Mapping[int | None, int]]:
    """How much guidance each hub gave in each municipality; under ``None`` that without one."""
    query = f"""\
SELECT hub, municipality, COUNT(*) AS counted
FROM (
{contacts(span("same", year=year, until=until))}
) AS contacts
GROUP BY hub, municipality"""  # noqa: S608
    found: dict[str, dict[int | None, int]] = {}
    for hub, municipality, count in engine.fetch(query):
        found.setdefault(hub, {})[municipality] = count
    return found


def spread_rows(
    engine: Engine, *, hub: str, year: int, municipality: int, until: date | None = None
) -> list[RowKey]:
    """The engagements and participations counted in a municipality: table, hub, id."""
    query = f"""\
SELECT record, hub, id
FROM (
{contacts(span("same", year=year, until=until))}
) AS contacts
WHERE hub = ? AND municipality = {int(municipality)}
ORDER BY record, id"""  # noqa: S608
    return [RowKey(tuple(row)) for row in engine.fetch(query, [hub])]


@dataclass(frozen=True, slots=True)
class _Limit:
    tolerance: Fraction
    measured_in: Tolerance

    def ends(self, share: Fraction) -> tuple[Fraction, Fraction]:
        """From and to which share of the guidance is within the limit; shares are parts of 1."""
        part = self.tolerance / 100
        allowed = share * part if self.measured_in == "relative" else part
        return share - allowed, share + allowed

    def outcome(self, guidance: int, total: int, share: Fraction) -> Outcome:
        """Where ``guidance`` of ``total`` lies; whether any whole number could be within.

        >>> _Limit(Fraction(10), "relative").outcome(0, 100, Fraction(1, 200))
        <Outcome.CANNOT_BE_MET: 'cannot_be_met'>
        """
        low, high = (end * total for end in self.ends(share))
        if low <= guidance <= high:
            return Outcome.WITHIN
        possible = math.ceil(max(low, Fraction(0))) <= math.floor(min(high, Fraction(total)))
        return Outcome.OUTSIDE if possible else Outcome.CANNOT_BE_MET


@dataclass(frozen=True, slots=True)
class _Held:
    """What every line of a spread is held against."""

    total: Count
    people: Figure
    limit: _Limit
    source: Source


def _line(
    name: Text, guidance: Count | Figure, population: Given | Figure, held: _Held
) -> SpreadLine:
    share = _percentage(_GUIDANCE_SHARE, held.source, guidance, held.total)
    of_people = _percentage(_PEOPLE_SHARE, held.source, population, held.people)
    points = derive(
        _POINTS,
        PERCENTAGE_POINTS,
        Derivation(_POINTS_RULE, held.source, Operation.DIFFERENCE, (share, of_people)),
    )
    return SpreadLine(
        name=name,
        guidance=guidance,
        population=population,
        guidance_share=share,
        population_share=of_people,
        relative=_percentage(_RELATIVE, held.source, points, of_people),
        points=points,
        outcome=held.limit.outcome(
            int(guidance.value), int(held.total.value), population.value / held.people.value
        ),
    )


def _classes(lines: Sequence[SpreadLine], held: _Held) -> Iterator[SpreadLine]:
    """Urban and rural municipalities, each together."""
    for area_class, name in _CLASSES.items():
        own = [line for line in lines if line.area_class is area_class]
        if own:
            guidance = _sum(name, ENGAGEMENTS, [line.guidance for line in own], held.source)
            people = _sum(name, PERSONS, [line.population for line in own], held.source)
            yield replace(_line(name, guidance, people, held), area_class=area_class)


def _area_class(territory: Territory, item: Municipality, on: date) -> AreaClass | None:
    try:
        return territory.area_class(item, on=on)
    except UnknownPlace:
        return None


def _count(
    name: Text,
    value: int,
    part: str,
    source: Source,
    snapshot: str,
    excluded: tuple[Exclusion, ...] = (),
) -> Count:
    query = f"{QUERY}/{part}"
    return Count(
        name,
        Fraction(value),
        ENGAGEMENTS,
        _RULE,
        source,
        query,
        excluded,
        snapshot,
        our_reading=True,
    )


def _percentage(
    name: Text, source: Source, part: Count | Figure | Given, whole: Count | Figure
) -> Figure:
    derivation = Derivation(_SHARE_RULE, source, Operation.PERCENTAGE, (part, whole))
    return derive(name, PERCENT, derivation)


def _sum(name: Text, unit: Unit, parts: Sequence[Count | Figure | Given], source: Source) -> Figure:
    return derive(name, unit, Derivation(_SUM_RULE, source, Operation.SUM, tuple(parts)))


_CLASSES = {
    AreaClass.URBAN: Text(da="Bykommuner", en="Urban municipalities"),
    AreaClass.RURAL: Text(da="Landkommuner", en="Rural municipalities"),
}
_TOTAL = Text(da="Vejledning i erhvervshusets område", en="Guidance in the hub's area")
_GUIDANCE_SHARE = Text(da="Andel af vejledningen", en="Share of the guidance")
_PEOPLE_SHARE = Text(da="Andel af befolkningen", en="Share of the population")
_POINTS = Text(da="Afvigelse i procentpoint", en="Deviation in percentage points")
_RELATIVE = Text(
    da="Afvigelse i pct. af befolkningsandelen", en="Deviation in per cent of the share"
)
_RULE = Text(
    da="forløb og deltagelser i kollektive tilbud, efter P-enhedens kommune",
    en="engagements and parts taken in collective offers, by the production unit's municipality",
)
_SHARE_RULE = Text(da="delen i procent af helheden", en="the part in per cent of the whole")
_POINTS_RULE = Text(
    da="andelen af vejledningen minus andelen af befolkningen",
    en="the share of the guidance minus the share of the population",
)
_SUM_RULE = Text(da="summen over kommunerne", en="the sum over the municipalities")
_NO_MUNICIPALITY = Text(da="uden kommune", en="without a municipality")
_OUTSIDE = Text(da="i kommuner uden for området", en="in municipalities outside the area")
