"""Pages of the national statement: the hubs side by side."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from samvirke.apps.accounts.domain import Actor, Role
from samvirke.apps.accounts.rules import allowed
from samvirke.apps.accounts.web import (
    actor_of,
    for_roles,
    in_page_language,
    page_language,
    posted_from,
)
from samvirke.apps.contracts.domain import (
    NATIONAL,
    NationalYear,
    StatementRefused,
    make_national,
    national_year,
    national_years,
)
from samvirke.apps.contracts.models import NationalPaper, NationalStatement
from samvirke.apps.contracts.papers import MEDIA_TYPES, as_response, figure_links
from samvirke.apps.effects.domain import published_effects
from samvirke.figures import Text, format_date

MAKE = "national.make"


def nationals(request: HttpRequest) -> HttpResponse:
    """The years that there is, or could be, a national statement of."""
    can_make = allowed(actor_of(request), MAKE)
    rows = [_year(found, can_make=can_make) for found in national_years()]
    return render(request, "contracts/nationals.html", {"years": rows})


def national(request: HttpRequest, year: int) -> HttpResponse:
    """The year's national statement: the newest version, or the one asked for."""
    versions = list(NationalStatement.objects.filter(year=year).order_by("-version"))
    wanted = request.GET.get("version", str(versions[0].version) if versions else "")
    shown = next((item for item in versions if str(item.version) == wanted), None)
    if shown is None:
        raise Http404
    view = shown.pages.get(language=page_language()).view
    context = {
        "report": view,
        "labels": view["labels"],
        "found": _head(shown),
        "papers": _papers(shown),
        "versions": [_head(item) for item in versions if item != shown],
        "newest": shown == versions[0],
        "behind": shown == versions[0] and bool(national_year(year).lacking),
        "effects": published_effects(year, demo=shown.demo),
        **figure_links(),
    }
    return render(request, "contracts/national.html", context)


def national_paper(request: HttpRequest, number: int, language: str, name: str) -> HttpResponse:
    """A paper of the national statement, byte for byte as it was made."""
    papers = NationalPaper.objects.select_related("national")
    file = get_object_or_404(papers, national__id=number, language=language, name=name)
    national = file.national
    saved = f"{NATIONAL}-{national.year}-{national.version}"
    return as_response(file, saved, kind=name.rpartition(".")[2])


@posted_from("contracts:nationals")
@for_roles(Role.ANALYST, second_factor=True)
def make(request: HttpRequest, actor: Actor, year: int) -> HttpResponse:
    """Makes the national statement of what is published now."""
    try:
        made = make_national(
            year, organisation=actor.organisation, by=actor.user, at=timezone.now()
        )
    except StatementRefused as error:
        messages.error(request, in_page_language(error.what))
        return redirect("contracts:nationals")
    messages.success(request, in_page_language(_MADE))
    return redirect("contracts:national", year=made.year)


def _year(found: NationalYear, *, can_make: bool) -> dict[str, Any]:
    behind = bool(found.lacking)
    return {
        "year": found.year,
        "newest": _head(found.newest) if found.newest else None,
        "published": len(found.published),
        "behind": behind,
        "can_make": can_make and behind,
    }


def _head(national: NationalStatement) -> dict[str, Any]:
    made: datetime = localtime(national.made_at)
    address = reverse("contracts:national", kwargs={"year": national.year})
    return {
        "year": national.year,
        "version": national.version,
        "made_on": format_date(made.date(), page_language()),
        "content": national.content,
        "url": f"{address}?version={national.version}",
    }


def _papers(national: NationalStatement) -> list[dict[str, str]]:
    told = {"number": national.pk, "language": page_language()}
    return [
        {
            "kind": kind.upper(),
            "url": reverse(
                "contracts:national_paper", kwargs={**told, "name": f"{NATIONAL}.{kind}"}
            ),
        }
        for kind in MEDIA_TYPES
    ]


_MADE = Text(da="Den nationale opgørelse er lavet.", en="The national statement is made.")
