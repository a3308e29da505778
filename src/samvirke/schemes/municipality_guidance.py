"""What a municipality's companies got from a hub in a year: guidance by segment, service and theme.

An engagement belongs to the municipality of its production unit as registered, and to the year it
starts; a company counts once, by its CVR number (2021-2023: 7.2 and 8; 2024-2027: 9).

Public numbers. The statement shows how much guidance each municipality got, engagements and parts
in collective offers together, however little. This page goes deeper, so it hides what could point
at single companies: where engagements or collective parts are one to four, neither is shown, and
nothing of how they divide; a number of companies from one to four is said to be under five; in a
table all numbers under five are added up as "others".

The sum gives none of them away. Where it is itself under five, or where every number in it could
only be four, the smallest number that is shown goes into it too, with all that are equal to it. So
whoever knows the rule finds other divisions that look the same for every number under five.

Worked example: 12, 3 and 1 engagements. 3 + 1 = 4 is under five, so 12 goes in too: "others" are
16. Of 12, 3 and 2 the 12 is shown: 3 + 2 = 5 can also be 4 + 1.
"""

from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Part:
    """So many engagements of one kind."""

    name: Text
    engagements: int


@dataclass(frozen=True, slots=True)
class MunicipalityGuidance:
    """A hub's guidance of a municipality's companies in a year.

    ``participations`` are parts in collective offers without an engagement. Each table divides the
    engagements, the most first; it is empty where nothing of its kind is registered. In the public
    edition numbers are ``None`` where they are hidden.
    """

    engagements: int | None
    participations: int | None
    companies: int | None
    segments: tuple[Part, ...] = ()
    services: tuple[Part, ...] = ()
    themes: tuple[Part, ...] = ()


def municipality_guidance(
    engine: Engine, *, hub: str, municipality: int, year: int
) -> MunicipalityGuidance:
    """What the companies of a municipality (its code) got of ``hub`` (its id), nothing hidden."""
    days = span("same", year=year, until=None)

    def fetch(what: str, table: str, dated_by: str, grouped: str = "") -> list[tuple[Any, ...]]:
        query = f"""\
SELECT {what}
FROM {table}
WHERE hub = ? AND municipality = {int(municipality)}
  AND {dated_by} BETWEEN {days.first} AND {days.last}{grouped}"""  # noqa: S608
        return engine.fetch(query, [hub])

    def table(column: str, names: Mapping[str, Text]) -> tuple[Part, ...]:
        counted = fetch(f"{column}, COUNT(*)", "engagements", "started", f"\nGROUP BY {column}")
        if all(value is None for value, _ in counted):
            return ()
        parts = [Part(_name(value, names), int(count)) for value, count in counted]
        return tuple(sorted(parts, key=lambda part: (-part.engagements, part.name.da)))

    [(engagements, companies)] = fetch(
        "COUNT(*), COUNT(DISTINCT company)", "engagements", "started"
    )
    [(participations,)] = fetch("COUNT(*)", "participations", "day")
    return MunicipalityGuidance(
        engagements=int(engagements),
        participations=int(participations),
        companies=int(companies),
        segments=table("segment", SEGMENTS),
        services=table("service", {}),
        themes=table("theme", {}),
    )


def _name(value: str | None, names: Mapping[str, Text]) -> Text:
    if value is None:
        return NOT_GIVEN
    return names.get(value, Text(da=value, en=value))


def released(found: MunicipalityGuidance) -> MunicipalityGuidance:
    """What may be published of ``found``."""
    if _is_small(found.engagements) or _is_small(found.participations):
        return MunicipalityGuidance(None, None, None)
    return replace(
        found,
        companies=None if _is_small(found.companies) else found.companies,
        segments=_merged(found.segments),
        services=_merged(found.services),
        themes=_merged(found.themes),
    )


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


def _is_small(count: int | None) -> bool:
    return count is not None and 0 < count < FEWEST_ANSWERS
