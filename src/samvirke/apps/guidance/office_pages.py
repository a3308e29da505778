"""What a local business office is told of its own municipality's companies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse

from samvirke.apps.accounts.domain import organisation_name
from samvirke.apps.guidance.domain import referred_among, referred_engagements
from samvirke.apps.guidance.pages import words_of
from samvirke.apps.languages import in_page_language, page_language
from samvirke.figures import Text, format_number
from samvirke.records.imports import ImportKind, load_subjects
from samvirke.records.schemas import SEGMENTS

# Neither whom the adviser sent the company on to nor anything else in an adviser's own words.
_TOLD = ("segment", "service", "theme")
_HOUR = 60
_ENDED = Text(da="Afsluttet", en="Ended")
_RUNNING = Text(da="I gang", en="Running")


@dataclass(frozen=True, slots=True)
class MonthRow:
    """That a company was guided by a hub in a month; ``url`` leads to what it was referred to."""

    month: date
    company: int
    hub: str
    hub_name: Text
    url: str


@dataclass(frozen=True, slots=True)
class ReferredGuidance:
    """A course of guidance: who gave it, its first and last month, how far it is, what it was.

    ``ended`` is ``None`` while it runs; ``hours`` empty where none are registered.
    """

    hub: str
    hub_name: Text
    started: date
    ended: date | None
    status: str
    hours: str
    told: Sequence[tuple[str, str]]


def month_rows(municipality: int, found: Sequence[tuple[int, int, str]]) -> list[MonthRow]:
    """The lines for some of what ``guided_months`` finds."""
    referred = referred_among(municipality, {company for _, company, _ in found})
    return [
        MonthRow(
            _first_of(month * 100),
            company,
            hub,
            organisation_name(f"hub:{hub}"),
            _url(company) if (month, company, hub) in referred else "",
        )
        for month, company, hub in found
    ]


def referred_guidance(municipality: int, company: int) -> list[ReferredGuidance]:
    """What a company of the municipality got where the municipality referred it, the newest first.

    Empty for a company that it did not refer.
    """
    found = referred_engagements(municipality).filter(company=company)
    return [_guidance(item) for item in found.order_by("-started", "hub", "engagement")]


def hours_of(municipality: int, company: int) -> str:
    """The hours of all of it, as far as they are registered."""
    found = referred_engagements(municipality).filter(company=company)
    return _hours(sum(item.minutes or 0 for item in found))


def _guidance(item: Any) -> ReferredGuidance:
    words = words_of(ImportKind.REGISTRATIONS, "engagements")
    return ReferredGuidance(
        hub=item.hub,
        hub_name=organisation_name(f"hub:{item.hub}"),
        started=_first_of(item.started),
        ended=None if item.ended is None else _first_of(item.ended),
        status=in_page_language(_RUNNING if item.ended is None else _ENDED),
        hours="" if item.minutes is None else _hours(item.minutes),
        told=[
            (words.heading(name), words.of(name, value))
            for name in _TOLD
            if (value := getattr(item, name)) in _known(name)
        ],
    )


def _known(column: str) -> frozenset[str]:
    """What may be told of a column: words from a list, never what somebody wrote."""
    if column == "segment":
        return frozenset(SEGMENTS)
    lists = (item for item in load_subjects() if item.column == column)
    return frozenset(name for item in lists for name in item.kept)


def _hours(minutes: int) -> str:
    return format_number(Fraction(minutes, _HOUR), page_language(), at_most=2)


def _first_of(day: int) -> date:
    return date(day // 10_000, day // 100 % 100, 1)


def _url(company: int) -> str:
    url: str = reverse("guidance:referred_company", kwargs={"company": company})
    return url
