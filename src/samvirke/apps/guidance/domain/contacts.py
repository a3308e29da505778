"""That a municipality's companies were guided, and what came of those that it referred itself.

A local business office sees by which hub and in which month its companies were guided. What they
got it sees of the guidance that it sent them to: the hubs must account for that to a municipality
that asks (2021-2023: 8).
"""

from collections.abc import Collection
from typing import Any

from django.db.models import F

from samvirke.apps.guidance.models import Engagement, Participation

_DAYS = 100  # from yyyymmdd to yyyymm


def guided_months(municipality: int, *, year: int | None, company: int | None) -> Any:
    """(month as ``yyyymm``, company, hub) as a query, each once, the newest first.

    ``municipality`` is the code of the production unit's, as registered. Engagements count in the
    month they start, parts in collective offers on their day.
    """
    engagements = _months(Engagement, "started", municipality, year, company)
    participations = _months(Participation, "day", municipality, year, company)
    return engagements.union(participations).order_by("-month", "company", "hub")


def referred_engagements(municipality: int) -> Any:
    """The engagements, as they hold now, that a municipality (code) sent a company of its own to.

    Those of its companies that came by another way are not among them.
    """
    return Engagement.objects.filter(
        current=True, municipality=municipality, referred_by=municipality
    )


def referred_among(
    municipality: int, companies: Collection[int]
) -> frozenset[tuple[int, int, str]]:
    """(month, company, hub) of the engagements of ``companies`` that the municipality referred."""
    found = referred_engagements(municipality).filter(company__in=companies)
    months = found.annotate(month=F("started") / _DAYS).values_list("month", "company", "hub")
    return frozenset(months)


def _months(
    model: Any, dated_by: str, municipality: int, year: int | None, company: int | None
) -> Any:
    asked: dict[str, int] = {"municipality": municipality}
    if company is not None:
        asked["company"] = company
    if year is not None:
        first = year * 10_000
        asked |= {f"{dated_by}__gt": first, f"{dated_by}__lt": first + 10_000}
    found = model.objects.filter(current=True, **asked).annotate(month=F(dated_by) / _DAYS)
    return found.values_list("month", "company", "hub").distinct()
