"""Pages on one's own roles and on what happened."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samvirke.apps.accounts.domain import Actor, Role
from samvirke.apps.accounts.models import Event
from samvirke.apps.accounts.pages import event_rows
from samvirke.apps.accounts.web import (
    ROLE_IN_SESSION,
    for_roles,
    posted_from,
    roles_of_request,
)

_PER_PAGE = 50


@login_required
def own(request: HttpRequest) -> HttpResponse:
    """One's own account: roles, password, second factor, sessions."""
    return render(request, "accounts/own.html")


@posted_from("accounts:own")
@for_roles()
def choose_role(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Goes on in another of one's roles."""
    chosen = request.POST.get("role", "").split("@")
    if not any([role.role, role.organisation] == chosen for role in roles_of_request(request)):
        raise PermissionDenied
    request.session[ROLE_IN_SESSION] = chosen
    return redirect("start")


@for_roles(Role.ADMINISTRATOR, Role.HUB_DIRECTOR, second_factor=True)
def events(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What happened in the actor's organisation, the newest first."""
    found = Event.objects.filter(organisation=actor.organisation).order_by("-number")
    page = Paginator(found.select_related("actor", "on_behalf_of"), _PER_PAGE).get_page(
        request.GET.get("side")
    )
    return render(request, "accounts/events.html", {"page": page, "rows": event_rows(page)})
