"""What a municipality's companies got from a hub in a year: guidance by segment, service and theme.

An engagement belongs to the municipality of its production unit as registered, and to the year it
starts; a company counts once, by its CVR number (2021-2023: 7.2 and 8; 2024-2027: 9).

Public numbers. How much guidance there was is activity and is never hidden, as in the statement
itself: with the hub's totals and the other municipalities' pages at hand, nobody could be kept from
working it out. How a municipality's engagements divide by service and theme could point at single
companies, so it is hidden where there are one to four engagements, and in a table all numbers under
five are added up as "others". How they divide by segment is not public at all: the hub's numbers
by segment are, and would give the last municipality's away. Nor is a table in which a number
differs by one to four from that of an earlier public version of the statement.

The sum gives none of them away. Where it is itself under five, or where every number in it could
only be four, the smallest number that is shown goes into it too, with all that are equal to it. So
whoever knows the rule finds other divisions that look the same for every number under five.

Worked example: 12, 3 and 1 engagements. 3 + 1 = 4 is under five, so 12 goes in too: "others" are
16. Of 12, 3 and 2 the 12 is shown: 3 + 2 = 5 can also be 4 + 1.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from samvirke.figures import Text
from samvirke.indicators import FEWEST_ANSWERS
from samvirke.indicators.engine import Engine
from samvirke.indicators.relations import span

SEGMENTS = {
    "growth": Text(da="Vækst", en="Growth"),
    "operation": Text(da="Drift", en="Operation"),
}
NOT_GIVEN = Text(da="Ikke angivet", en="Not given")
OTHERS = Text(da="Øvrige", en="Others")
TOTALS = ("companies", "engagements", "participations")
TABLES = ("segments", "services", "themes")
"""The fields of ``MunicipalityGuidance``: numbers, and tables that divide the engagements."""


@dataclass(frozen=True, slots=True)
class Part:
    """So many engagements of one kind."""

    name: Text
    engagements: int


@dataclass(frozen=True, slots=True)
class MunicipalityGuidance:
    """A hub's guidance of a municipality's companies in a year.

    ``participations`` are parts in collective offers without an engagement. Each table divides the
    engagements, the most first; it is empty where nothing of its kind is registered, and in the
    public edition where it is hidden.
    """

    engagements: int
    participations: int
    companies: int
    segments: tuple[Part, ...] = ()
    services: tuple[Part, ...] = ()
    themes: tuple[Part, ...] = ()


def municipality_guidance(
    engine: Engine, *, hub: str, municipality: int, year: int
) -> MunicipalityGuidance:
    """What the companies of a municipality (its code) got of ``hub`` (its id), nothing hidden."""
    fetch = _fetching(engine, hub=hub, municipality=municipality, year=year)

    def table(column: str, names: Mapping[str, Text]) -> tuple[Part, ...]:
        counted = fetch(f"{column}, COUNT(*)", "engagements", f"\nGROUP BY {column}")
        if all(value is None for value, _ in counted):
            return ()
        parts = [Part(_name(value, names), int(count)) for value, count in counted]
        return tuple(sorted(parts, key=lambda part: (-part.engagements, part.name.da)))

    [(engagements, companies)] = fetch("COUNT(*), COUNT(DISTINCT company)", "engagements")
    [(participations,)] = fetch("COUNT(*)", "participations")
    return MunicipalityGuidance(
        engagements=int(engagements),
        participations=int(participations),
        companies=int(companies),
        **{name: table(column, names) for name, (column, names) in _COLUMNS.items()},
    )


def counted_rows(
    engine: Engine, number: str, part: str, *, hub: str, municipality: int, year: int
) -> tuple[str, tuple[str | int, ...]]:
    """The rows that a number rests on: the column that is their key, and its values in order.

    ``number`` is one of ``TOTALS`` or ``TABLES``; of a table ``part`` is the part's Danish name.
    """
    fetch = _fetching(engine, hub=hub, municipality=municipality, year=year)
    if number in _KEYS:
        key, table = _KEYS[number]
        return key, tuple(value for (value,) in fetch(f"DISTINCT {key}", table, f" ORDER BY {key}"))
    column, names = _COLUMNS[number]
    rows = fetch(f"engagement, {column}", "engagements", " ORDER BY engagement")
    return "engagement", tuple(value for value, told in rows if _name(told, names).da == part)


_KEYS = {
    "companies": ("company", "engagements"),
    "engagements": ("engagement", "engagements"),
    "participations": ("participation", "participations"),
}
_COLUMNS: dict[str, tuple[str, Mapping[str, Text]]] = {
    "segments": ("segment", SEGMENTS),
    "services": ("service", {}),
    "themes": ("theme", {}),
}
_DATED_BY = {"engagements": "started", "participations": "day"}


def _fetching(
    engine: Engine, *, hub: str, municipality: int, year: int
) -> Callable[..., list[tuple[Any, ...]]]:
    """What asks a table for a hub's rows of a municipality and a year."""
    days = span("same", year=year, until=None)

    def fetch(what: str, table: str, then: str = "") -> list[tuple[Any, ...]]:
        query = f"""\
SELECT {what}
FROM {table}
WHERE hub = ? AND municipality = {int(municipality)}
  AND {_DATED_BY[table]} BETWEEN {days.first} AND {days.last}{then}"""  # noqa: S608
        return engine.fetch(query, [hub])

    return fetch


def _name(value: str | None, names: Mapping[str, Text]) -> Text:
    if value is None:
        return NOT_GIVEN
    return names.get(value, Text(da=value, en=value))


def released(
    found: MunicipalityGuidance, *, earlier: Sequence[MunicipalityGuidance] = ()
) -> MunicipalityGuidance:
    """What may be published of ``found``, where ``earlier`` versions were published before.

    ``earlier`` are what was found in them, nothing hidden, the oldest first.
    """
    published: list[MunicipalityGuidance] = []
    for version in (*earlier, found):
        published.append(_released(version, published))
    return published[-1]


def _released(
    found: MunicipalityGuidance, published: Sequence[MunicipalityGuidance]
) -> MunicipalityGuidance:
    def table(name: str) -> tuple[Part, ...]:
        parts = _merged(getattr(found, name))
        told = any(_differ_by_few(parts, getattr(other, name)) for other in published)
        return () if told or _is_small(found.engagements) else parts

    return replace(found, segments=(), services=table("services"), themes=table("themes"))


def _differ_by_few(parts: Sequence[Part], others: Sequence[Part]) -> bool:
    """Whether two tables, both published, would tell of one to four engagements."""
    if not parts or not others:
        return False
    one, other = ({part.name.da: part.engagements for part in told} for told in (parts, others))
    return any(_is_small(abs(one.get(name, 0) - other.get(name, 0))) for name in {*one, *other})


def _merged(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with those under five added up, so that none of them can be worked out."""
    shown = [part for part in parts if not _is_small(part.engagements)]
    small = [part.engagements for part in parts if _is_small(part.engagements)]
    if not small:
        return tuple(shown)
    together, largest = sum(small), (FEWEST_ANSWERS - 1) * len(small)
    if shown and (together < FEWEST_ANSWERS or together == largest):
        # All that are as small go, so that no order of names tells which were chosen.
        least = shown[-1].engagements
        together += sum(part.engagements for part in shown if part.engagements == least)
        shown = [part for part in shown if part.engagements != least]
    return (*shown, Part(OTHERS, together))


def _is_small(count: int) -> bool:
    return 0 < count < FEWEST_ANSWERS
