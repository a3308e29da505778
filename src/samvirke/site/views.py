"""The start page: what the site is and what one can do in one's role; and the demo's logins."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from samvirke.apps.accounts.domain.demo_people import DEMO_PEOPLE
from samvirke.apps.accounts.models import User

_BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def start(request: HttpRequest) -> HttpResponse:
    """The start page, for all."""
    return render(request, "samvirke/start.html")


def no_such_page(request: HttpRequest) -> HttpResponse:
    """For a library's page that is not part of the site: not found."""
    raise Http404


def demo(request: HttpRequest) -> HttpResponse:
    """Logs in as one of the demo's made-up people; there is no such page outside the demo."""
    if not settings.DEMO:
        raise Http404
    if request.method != "POST":
        return render(request, "samvirke/demo.html", {"people": DEMO_PEOPLE})
    known = [person.email for person in DEMO_PEOPLE]
    chosen = User.objects.filter(email__in=known)
    login(request, get_object_or_404(chosen, email=request.POST.get("email", "")), _BACKEND)
    return redirect("start")
