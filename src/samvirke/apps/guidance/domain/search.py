"""Finding a hub's engagements."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from samvirke.apps.guidance.models import Engagement


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for; ``None`` is anything. The days are those of the start, both included.

    ``segment`` is a segment's code.
    """

    company: int | None = None
    since: date | None = None
    until: date | None = None
    segment: str | None = None


def found_engagements(hub: str, search: Search) -> Any:
    """The current engagements of a hub (its id) as a query, the newest first."""
    conditions = {
        "company": search.company,
        "started__gte": _stored(search.since),
        "started__lte": _stored(search.until),
        "segment": search.segment,
    }
    asked = {name: value for name, value in conditions.items() if value is not None}
    return Engagement.objects.filter(current=True, hub=hub, **asked).order_by(
        "-started", "engagement"
    )


def _stored(day: date | None) -> int | None:
    return None if day is None else day.year * 10_000 + day.month * 100 + day.day
