"""Counts of a definition per hub and segment, straight from the counting queries.

The rules, which the agreements print unless said otherwise:

- an engagement belongs to the year it starts, and the cohort is the definition's ``guided_year``
- companies are counted once per hub by CVR number; an answer is the last one about an engagement
- new companies were not guided by the same hub in the calendar year before (2021-2023: 7.1, mål 1)
- early warning companies never count in the operation segment (2021-2023: 7.1, fodnote 6)
- an unanswered question is never in the base; "don't know" is where the definition says so
- a survey with weights is counted in weights; each weight is a whole number of millionths
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, TypeVar

from samvirke.agreements import Definition
from samvirke.figures import Text
from samvirke.indicators.conditions import (
    HELD_OUT,
    REASONS,
    REGISTERED_REFERRED,
    Reason,
    conditions,
)
from samvirke.indicators.engine import Engine, Snapshot
from samvirke.indicators.relations import Relation, companies, relation, span, sums_of
from samvirke.records import InputError, Problem

Segment = Literal["growth", "operation"]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of an awareness survey's answers, in millionths; ``squares`` sums the squared
    weights of the base, in millionths of millionths.
    """

    base: int
    counted: int
    dont_know: int
    squares: int

    def __add__(self, other: "Weights") -> "Weights":
        return Weights(
            self.base + other.base,
            self.counted + other.counted,
            self.dont_know + other.dont_know,
            self.squares + other.squares,
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted of one definition, in whole companies, engagements or answers.

    ``dont_know`` are counted whether the definition has them in the base or not. ``excluded``
    holds how many were held out and why, apart from ``unanswered`` and ``dont_know``; answers of
    early warning companies or without a segment are those that would else be in the base.
    Promoters and detractors stand only for a Net Promoter Score, whose ``counted`` are the
    promoters; ``weights`` only for a survey with weights; ``guided_year_before``, the companies
    guided by the hub the year before, only for new companies; ``registered_referred``, the
    companies that the registrations hold as referred, only for the use of referrals.

    Tallies of segments add up, and tallies of hubs, where each hub counts its own companies.
    """

    base: int = 0
    counted: int = 0
    dont_know: int = 0
    unanswered: int = 0
    excluded: tuple[tuple[Reason, int], ...] = ()
    promoters: int = 0
    detractors: int = 0
    weights: Weights | None = None
    guided_year_before: int | None = None
    registered_referred: int | None = None

    def __add__(self, other: "Tally") -> "Tally":
        own, others = dict(self.excluded), dict(other.excluded)
        excluded = {reason: own.get(reason, 0) + others.get(reason, 0) for reason in REASONS}
        if (self.weights is None) != (other.weights is None) and self.base and other.base:
            raise ValueError("a survey with weights is not added to one without")
        return Tally(
            base=self.base + other.base,
            counted=self.counted + other.counted,
            dont_know=self.dont_know + other.dont_know,
            unanswered=self.unanswered + other.unanswered,
            excluded=tuple((reason, count) for reason, count in excluded.items() if count),
            promoters=self.promoters + other.promoters,
            detractors=self.detractors + other.detractors,
            weights=_sum(self.weights, other.weights),
            guided_year_before=_sum(self.guided_year_before, other.guided_year_before),
            registered_referred=_sum(self.registered_referred, other.registered_referred),
        )


Tallies = Mapping[str, Mapping[Segment | None, Tally]]


def tally(
    engine: Engine, definition: Definition, *, year: int, until: date | None = None
) -> Tallies:
    """The counts of ``definition`` in the statement of ``year``, by hub id.

    Of a hub stand the segments that the definition counts each for itself, and under ``None`` all
    of them together. ``until`` counts as of a day in the year: what began or was answered later is
    not known yet. A hub of which nothing was counted is left out. Raises ``ValueError`` for a
    definition that is not counted from the record and ``InputError`` for a survey that has weights
    in some rows only.
    """
    return tallies(engine, [definition], year=year, until=until)[0]


def tallies(
    engine: Engine, definitions: Sequence[Definition], *, year: int, until: date | None = None
) -> list[Tallies]:
    """The counts of many definitions, in their order: one query for all that share their rows."""
    asked: list[_Asked] = []
    registered: dict[int, int] = {}
    for definition in definitions:
        rows = relation(definition, year=year, until=until)
        asked.append((rows, conditions(definition)))
    for at, definition in enumerate(definitions):
        if definition.base == "answers_with_referral":
            registered[at] = len(asked)
            cohort = companies(span(definition.guided_year, year=year, until=until))
            asked.append((cohort, {"counted": REGISTERED_REFERRED}))
    counted = _count(engine, asked)
    found = [_by_hub(definition, counted[at]) for at, definition in enumerate(definitions)]
    for at, other in registered.items():
        found[at] = _with_registered(found[at], counted[other])
    return found


def counting_query(rows: Relation, sums: Mapping[str, str], *, of_one_hub: bool = False) -> str:
    """The query that counts the rows meeting each condition, by hub and the relation's group.

    Its only parameter is the hub, where it counts ``of_one_hub``.
    """
    split = "" if rows.group is None else f", {rows.group}"
    where = "WHERE hub = ?\n" if of_one_hub else ""
    return f"""\
SELECT hub, {rows.group or "NULL"} AS split,
{sums_of(sums)}
FROM (
{rows.query}
) AS counted_rows
{where}GROUP BY hub{split}"""  # noqa: S608


_Asked = tuple[Relation, Mapping[str, str]]
# By hub, then by segment or weight: how many rows met each condition.
_Counts = dict[str, dict[Any, dict[str, int]]]


def _count(engine: Engine, asked: Sequence[_Asked]) -> list[_Counts]:
    """The counts of each question, asking once for all that share their rows."""
    together: dict[Relation, list[int]] = {}
    for at, (rows, _) in enumerate(asked):
        together.setdefault(rows, []).append(at)
    counts: list[_Counts] = [{} for _ in asked]
    for rows, members in together.items():
        names = [(at, part) for at in members for part in asked[at][1]]
        sums = {f"{part}_{at}": asked[at][1][part] for at, part in names}
        for hub, split, *numbers in _counted(engine, rows, sums):
            for (at, part), number in zip(names, numbers, strict=True):
                counts[at].setdefault(hub, {}).setdefault(split, {})[part] = int(number)
    return counts


def _counted(engine: Engine, rows: Relation, sums: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """The rows of the counting query; of a large snapshot one hub after the other."""
    hubs = engine.hubs_apart if isinstance(engine, Snapshot) else ()
    for hub in hubs:
        yield from engine.fetch(counting_query(rows, sums, of_one_hub=True), [hub])
    if not hubs:
        yield from engine.fetch(counting_query(rows, sums))


def _by_hub(definition: Definition, counts: _Counts) -> Tallies:
    found: dict[str, Mapping[Segment | None, Tally]] = {}
    for hub in sorted(counts):
        surveyed = definition.table == "awareness"
        one = _weighted(counts[hub], hub) if surveyed else _by_segment(definition, counts[hub])
        if not all(_is_empty(tally) for tally in one.values()):
            found[hub] = one
    return found


def _with_registered(found: Tallies, counts: _Counts) -> Tallies:
    """The tallies with the registrations' own count of referred companies of the hub."""
    return {
        hub: {
            segment: replace(one, registered_referred=counts[hub][None]["counted"])
            for segment, one in by_segment.items()
        }
        for hub, by_segment in found.items()
    }


def _by_segment(
    definition: Definition, parts: Mapping[Any, Mapping[str, int]]
) -> dict[Segment | None, Tally]:
    """All together, or each segment for itself with what was held out of it."""
    tallied = {split: _tally(numbers) for split, numbers in parts.items()}
    wanted = segments_of(definition)
    if not wanted:
        return {None: sum(tallied.values(), start=Tally())}
    found: dict[Segment | None, Tally] = {
        segment: tallied.get(segment, Tally()) for segment in wanted
    }
    if "operation" in found:
        found["operation"] += _held_out("early_warning", tallied)
    found[None] = sum(found.values(), start=_held_out("no_segment", tallied))
    return found


def _weighted(parts: Mapping[Any, Mapping[str, int]], hub: str) -> dict[Segment | None, Tally]:
    """A survey's answers together, with the sums of their weights where it has any."""
    together = sum((_tally(numbers) for numbers in parts.values()), start=Tally())
    if set(parts) == {None}:
        return {None: together}
    if None in parts:
        raise InputError([Problem("awareness", None, _SOME_WEIGHTS, got=hub)])
    weights = Weights(
        base=sum(weight * numbers["base"] for weight, numbers in parts.items()),
        counted=sum(weight * numbers["counted"] for weight, numbers in parts.items()),
        dont_know=sum(weight * numbers["dont_know"] for weight, numbers in parts.items()),
        squares=sum(weight * weight * numbers["base"] for weight, numbers in parts.items()),
    )
    return {None: replace(together, weights=weights)}


_SOME_WEIGHTS = Text(
    da="Kendskabsmålingen har vægte i nogle svar og mangler dem i andre. Giv alle svar en vægt, "
    "eller fjern vægtene, og indlæs målingen igen.",
    en="The awareness survey has weights in some answers and not in others. Give every answer a "
    "weight, or remove the weights, and import the survey again.",
)


def _tally(numbers: Mapping[str, int]) -> Tally:
    return Tally(
        base=numbers["base"],
        counted=numbers["counted"],
        dont_know=numbers.get("dont_know", 0),
        unanswered=numbers.get("unanswered", 0),
        excluded=tuple((part, numbers[part]) for part in HELD_OUT if numbers.get(part)),
        promoters=numbers.get("promoters", 0),
        detractors=numbers.get("detractors", 0),
        guided_year_before=numbers.get("guided_year_before"),
    )


def _is_empty(one: Tally) -> bool:
    """Whether nothing was counted and nothing held out."""
    return not (
        one.base or one.dont_know or one.unanswered or one.excluded or one.guided_year_before
    )


def segments_of(definition: Definition) -> tuple[Segment, ...]:
    """The segments that ``definition`` counts each for itself; none where it pools them."""
    if definition.segments == "pooled":
        return ()
    return ("growth", "operation") if definition.segments == "each" else (definition.segments,)


def _held_out(reason: Reason, tallied: Mapping[Any, Tally]) -> Tally:
    """What would be in the base if it were not held out for ``reason``."""
    split = None if reason == "no_segment" else reason
    count = tallied[split].base if split in tallied else 0
    return Tally(excluded=((reason, count),) if count else ())


_S = TypeVar("_S", int, Weights)


def _sum(one: _S | None, other: _S | None) -> _S | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other
