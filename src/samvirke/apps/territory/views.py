"""Pages of municipalities."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samvirke.apps.accounts.domain import Actor, Role
from samvirke.apps.accounts.web import actor_of, for_roles
from samvirke.apps.territory import pages


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


@for_roles(Role.BUSINESS_OFFICE, Role.MUNICIPAL_FINANCE)
def own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Leads to the page of the actor's own municipality."""
    return redirect("territory:municipality", code=actor.organisation.partition(":")[2])
