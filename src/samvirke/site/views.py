"""The start page: what the site is and what one can do in one's role; and the demo's logins."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from samvirke.apps.accounts.domain.demo_people import DEMO_PEOPLE
from samvirke.apps.accounts.models import User
from samvirke.apps.accounts.sessions import log_in
from samvirke.apps.accounts.web import actor_of, second_factor_page
from samvirke.site.waiting import hides_some, waiting_for


def start(request: HttpRequest) -> HttpResponse:
    """The start page, for all: what waits for the reader first, then where they can go."""
    actor = actor_of(request)
    context: dict[str, Any] = {"waiting": (), "confirm": ""}
    if actor is not None:
        hidden = hides_some(actor.role, strong=actor.strong)
        confirm = second_factor_page(request) if hidden else ""
        context = {"waiting": waiting_for(actor), "confirm": confirm}
    return render(request, "samvirke/start.html", context)


def no_such_page(request: HttpRequest) -> HttpResponse:
    """For a library's page that is not part of the site: not found."""
    raise Http404


def demo(request: HttpRequest) -> HttpResponse:
    """Logs in as one of the demo's made-up people; there is no such page outside the demo."""
    if not settings.DEMO:
        raise Http404
    if request.method != "POST":
        return render(request, "samvirke/demo.html", {"people": DEMO_PEOPLE})
    asked = request.POST.get("email", "")
    known = [person.email for person in DEMO_PEOPLE if person.email == asked]
    log_in(request, get_object_or_404(User, email__in=known))
    return redirect("start")
