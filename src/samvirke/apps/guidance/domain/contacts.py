"""That a municipality's companies were guided, by which hub and in which month; no more.

A record of guidance says whom the company was referred to, not who referred it to the hub. So a
local business office sees that there was guidance, and no detail.
"""

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
