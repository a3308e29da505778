"""Pages of municipalities."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samvirke.apps.accounts.domain import Actor, Role
from samvirke.apps.accounts.web import actor_of, for_roles, page_language
from samvirke.apps.territory import pages
from samvirke.apps.territory.figure_pages import figure_page
from samvirke.apps.territory.figures import figure_at, rows_of
from samvirke.records import InputError


def municipalities(request: HttpRequest) -> HttpResponse:
    """All municipalities, by name."""
    return render(request, "territory/municipalities.html", {"found": pages.all_municipalities()})


def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """What the companies of a municipality got, year by year."""
    asked = request.GET.get("aar", "")
    year = int(asked) if asked.isdecimal() and len(asked) == len("2021") else None
    found = pages.municipality_page(actor_of(request), code, year)
    if found is None:
        raise Http404
    return render(request, "territory/municipality.html", {"found": found})


def figure(request: HttpRequest, address: str) -> HttpResponse:
    """A figure under its permanent address, with its calculation and the rows behind it."""
    actor, permanent = actor_of(request), f"/tal/kommune/{address.rstrip('/')}"
    try:
        shown = figure_at(actor, permanent)
        rows = None if shown is None else rows_of(actor, shown, at=timezone.now())
    except InputError as error:
        told = {"refused": error.in_language(page_language()).splitlines(), "address": permanent}
        return render(request, "contracts/rows_unreadable.html", told, status=503)
    if shown is None:
        raise Http404
    context = figure_page(shown, rows, side=request.GET.get("side"))
    return render(request, "territory/figure.html", context)


@for_roles(Role.BUSINESS_OFFICE, Role.MUNICIPAL_FINANCE)
def own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Leads to the page of the actor's own municipality."""
    return redirect("territory:municipality", code=actor.organisation.partition(":")[2])
