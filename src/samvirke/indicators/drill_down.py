"""The rows behind a count: those that were counted, those in the base, those held out and why.

What is listed recomputes the count: as many rows are in a part as the tally says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from samvirke.agreements import Definition
from samvirke.indicators.conditions import HELD_OUT, REGISTERED_REFERRED, conditions
from samvirke.indicators.engine import Engine
from samvirke.indicators.relations import Relation, companies, relation, span
from samvirke.indicators.tallies import Segment, segments_of

Part = Literal[
    "base",
    "counted",
    "dont_know",
    "unanswered",
    "promoters",
    "detractors",
    "excluded",
    "registered_referred",
]


@dataclass(frozen=True, slots=True)
class RowKey:
    """What names one counted thing in the record, hub first.

    Hub and company for companies (and form, where a company counts once in each), else the key of
    the engagement, the evaluation or the awareness answer. ``reason`` says why it was held out.
    """

    key: tuple[str | int, ...]
    reason: str | None = None


def rows(
    engine: Engine,
    definition: Definition,
    *,
    hub: str,
    year: int,
    segment: Segment | None = None,
    part: Part = "counted",
    until: date | None = None,
) -> list[RowKey]:
    """The rows of one part of a hub's tally, by key; ``segment`` and ``until`` as in ``tally``.

    A part that the definition does not have is empty; ``registered_referred`` are companies, for
    the use of referrals. Raises ``ValueError`` for a definition that
    is not counted from the record, and for a segment that it does not count for itself.
    """
    if part == "registered_referred":
        cohort = companies(span(definition.guided_year, year=year, until=until))
        return _fetch(engine, cohort, hub, REGISTERED_REFERRED)
    source = relation(definition, year=year, until=until)
    found = conditions(definition)
    wanted = _wanted(definition, segment)
    if part != "excluded":
        condition = found.get(part)
        return [] if condition is None else _fetch(engine, source, hub, f"{condition}{wanted}")
    held_out: list[RowKey] = []
    for reason in HELD_OUT:
        if reason in found:
            held_out += _fetch(engine, source, hub, f"{found[reason]}{wanted}", reason)
    for why, outside in _outside(definition, segment).items():
        held_out += _fetch(engine, source, hub, f"{found['base']} AND {outside}", why)
    return held_out


def _wanted(definition: Definition, segment: Segment | None) -> str:
    """The condition that keeps to a segment, where the definition counts segments."""
    counted = segments_of(definition)
    if segment is not None and segment not in counted:
        raise ValueError(f"{segment} is not counted for itself here")
    wanted = counted if segment is None else (segment,)
    names = ", ".join(f"'{item}'" for item in wanted)
    return f" AND part IN ({names})" if wanted else ""


def _outside(definition: Definition, segment: Segment | None) -> Mapping[str, str]:
    """Why answers that would else be in the base lie outside the segments, with the condition."""
    counted = segments_of(definition)
    found = {}
    if segment != "growth" and "operation" in counted:
        found["early_warning"] = "part = 'early_warning'"
    if segment is None and counted:
        found["no_segment"] = "part IS NULL"
    return found


def _fetch(
    engine: Engine, source: Relation, hub: str, condition: str, reason: str | None = None
) -> list[RowKey]:
    key = ", ".join(source.key)
    query = f"""\
SELECT {key}
FROM (
{source.query}
) AS counted_rows
WHERE hub = ? AND {condition}
ORDER BY {key}"""  # noqa: S608
    return [RowKey(tuple(row), reason) for row in engine.fetch(query, [hub])]
