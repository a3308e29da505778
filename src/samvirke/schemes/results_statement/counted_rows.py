"""From a statement's figure back to the rows that were counted: what is listed recomputes it.

A count names its query, such as ``satisfaction/growth/counted``: the indicator, the segment where
it is counted by segment, and the part of the tally. The definition is the measure point's, or the
one in the agreement's own words where the figure was counted by that, or the local indicator's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import cast, get_args

from samvirke.agreements import Definition, FrameworkAgreement
from samvirke.agreements.local_indicators import load_local_indicators
from samvirke.figures import Count, Exclusion, Figure, Text, counts
from samvirke.figures.units import WEIGHTED_ANSWERS
from samvirke.indicators import RowKey, Segment, rows
from samvirke.indicators.definitions import counted_phrase
from samvirke.indicators.drill_down import Part
from samvirke.indicators.engine import Engine
from samvirke.indicators.relations import companies, relation, span
from samvirke.indicators.wording import DONT_KNOW, UNANSWERED, reason_in_words

_MILLIONTHS = 1_000_000
_WITHOUT, _WITH = "without_dont_know", "with_dont_know"
_Keys = tuple[tuple[str | int, ...], ...]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What a count holds out for one reason, with the rows."""

    reason: Text
    rows: _Keys


@dataclass(frozen=True, slots=True)
class CountedPart:
    """A count of a figure with its rows, each by the ``key`` columns, hub first.

    ``value`` is the count once more, from the rows alone.
    """

    count: Count
    key: tuple[str, ...]
    rows: _Keys
    value: Fraction
    held_out: tuple[HeldOut, ...]


def rows_behind(
    engine: Engine,
    figure: Figure,
    *,
    line: str,
    agreement: FrameworkAgreement,
    hub: str,
    year: int,
    until: date | None = None,
) -> tuple[CountedPart, ...]:
    """The rows behind every count of a statement's ``figure`` on ``line``, in the order of counts.

    ``engine`` holds the statement's snapshot; ``until`` is the cut-off of a status. Raises
    ``ValueError`` for a count that is none of the statement's.
    """
    found = counts(figure)
    definition = _definition(found, line, agreement)
    asked = _Asked(engine, definition, hub, year, until)
    return tuple(asked.part(count) for count in found)


def _definition(found: Sequence[Count], line: str, agreement: FrameworkAgreement) -> Definition:
    point = next((item for item in agreement.measure_points if item.id == line), None)
    if point is None:
        name = found[0].query.partition("/")[0]
        known = load_local_indicators()
        if name not in known:
            raise ValueError(f"{name} is no indicator")
        return known[name].definition
    rules = {count.rule for count in found}
    printed = point.printed_definition
    if printed is not None and counted_phrase(printed) in rules:
        return printed
    return point.definition


@dataclass(frozen=True, slots=True)
class _Asked:
    """One definition's rows of a hub and year."""

    engine: Engine
    definition: Definition
    hub: str
    year: int
    until: date | None

    def part(self, count: Count) -> CountedPart:
        segment, part, variant = _parse(count.query)
        keys = self._variant(self._rows(part, segment), segment, variant)
        held_out = tuple(self._held_out(item, segment) for item in count.excluded)
        return CountedPart(count, self._key(part), keys, self._value(count, keys), held_out)

    def _rows(self, part: Part, segment: Segment | None) -> list[RowKey]:
        return rows(
            self.engine,
            self.definition,
            hub=self.hub,
            year=self.year,
            segment=segment,
            part=part,
            until=self.until,
        )

    def _variant(self, found: list[RowKey], segment: Segment | None, variant: str) -> _Keys:
        """The rows with those that answer "don't know", or without them."""
        keys = {row.key for row in found}
        if variant:
            unsure = {row.key for row in self._rows("dont_know", segment)}
            keys = keys | unsure if variant == _WITH else keys - unsure
        return tuple(sorted(keys))

    def _held_out(self, item: Exclusion, segment: Segment | None) -> HeldOut:
        if item.reason == UNANSWERED:
            found = self._rows("unanswered", segment)
        elif item.reason == DONT_KNOW:
            found = self._rows("dont_know", segment)
        else:
            base = self.definition.base
            found = [
                row
                for row in self._rows("excluded", segment)
                if reason_in_words(row.reason, base) == item.reason  # type: ignore[arg-type]
            ]
        return HeldOut(item.reason, tuple(sorted(row.key for row in found)))

    def _key(self, part: Part) -> tuple[str, ...]:
        if part == "registered_referred":
            days = span(self.definition.guided_year, year=self.year, until=self.until)
            return companies(days).key
        return relation(self.definition, year=self.year, until=self.until).key

    def _value(self, count: Count, keys: _Keys) -> Fraction:
        if count.unit != WEIGHTED_ANSWERS:
            return Fraction(len(keys))
        weights = self._weights()
        return sum((weights[key[-1]] for key in keys), start=Fraction(0))

    def _weights(self) -> Mapping[str | int, Fraction]:
        found = self.engine.fetch(
            f"SELECT respondent, weight FROM awareness "  # noqa: S608 - a whole number
            f"WHERE hub = ? AND survey_year = {self.year} AND weight IS NOT NULL",
            [self.hub],
        )
        return {respondent: Fraction(weight, _MILLIONTHS) for respondent, weight in found}


def _parse(query: str) -> tuple[Segment | None, Part, str]:
    """Segment, part and variant that a query names."""
    _, *steps = query.split("/")
    variant = steps.pop() if steps and steps[-1] in (_WITHOUT, _WITH) else ""
    part = steps.pop() if steps else ""
    segment = steps.pop() if steps else None
    if steps or part not in get_args(Part) or segment not in (None, *get_args(Segment)):
        raise ValueError(f"{query} is no query of a tally")
    return cast("Segment | None", segment), cast("Part", part), variant
