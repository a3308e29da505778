"""Pages on one's own account and roles."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samvirke.apps.accounts.domain import Actor
from samvirke.apps.accounts.web import (
    ROLE_IN_SESSION,
    for_roles,
    posted_from,
    roles_of_request,
)


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
