"""Pages on who has access: an administrator's list, inviting, and accepting an invitation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from samvirke.apps.accounts.domain import (
    INSTALLATION,
    Actor,
    LastAdministrator,
    Role,
    assignments_of,
    end_role,
)
from samvirke.apps.accounts.domain.closing import close_user
from samvirke.apps.accounts.domain.invitations import (
    AlreadyAsked,
    InvitationSpent,
    accept,
    invitations_of,
    invite,
    open_invitation,
    withdraw,
)
from samvirke.apps.accounts.forms import InviteForm
from samvirke.apps.accounts.models import Invitation, User
from samvirke.apps.accounts.pages import held_rows, invitation_rows
from samvirke.apps.accounts.rules import allowed
from samvirke.apps.accounts.sessions import log_in
from samvirke.apps.accounts.web import (
    authorise,
    for_roles,
    in_page_language,
    page_language,
    posted_from,
)
from samvirke.figures import Text

_for_administrators = for_roles(Role.ADMINISTRATOR, second_factor=True)


@_for_administrators
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who has which role in the organisations that the actor administers."""
    return _people_page(request, actor, InviteForm(actor))


@posted_from("accounts:people")
@_for_administrators
def invite_someone(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Sends an invitation."""
    form = InviteForm(actor, request.POST)
    if not form.is_valid():
        return _people_page(request, actor, form)
    try:
        _invite(request, actor, form.cleaned_data)
    except AlreadyAsked as refused:
        form.add_error("email", in_page_language(refused.what))
        return _people_page(request, actor, form)
    messages.success(request, in_page_language(_INVITED))
    return redirect("accounts:people")


def _invite(request: HttpRequest, actor: Actor, told: dict[str, Any]) -> None:
    invite(
        **told,
        by=actor.user,
        link=lambda token: request.build_absolute_uri(
            reverse("accounts:invitation", kwargs={"token": token})
        ),
        language=page_language(),
        at=timezone.now(),
    )


@posted_from("accounts:people")
@_for_administrators
def end(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Ends a role from today on."""
    assignment = get_object_or_404(assignments_of(actor), pk=number)
    try:
        end_role(assignment, valid_to=actor.today, by=actor.user, at=timezone.now())
    except LastAdministrator as refused:
        messages.error(request, in_page_language(refused.what))
    else:
        messages.success(request, in_page_language(_ENDED))
    return redirect("accounts:people")


@posted_from("accounts:people")
@_for_administrators
def close(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Closes someone else's account, with all roles: for whoever runs the installation."""
    authorise(actor, "users.close", INSTALLATION)
    others = User.objects.filter(is_active=True).exclude(pk=actor.user.pk)
    close_user(get_object_or_404(others, pk=number), by=actor.user, at=timezone.now())
    messages.success(request, in_page_language(_CLOSED))
    return redirect("accounts:people")


@posted_from("accounts:people")
@_for_administrators
def withdraw_invitation(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Makes an invitation's link open nothing."""
    at = timezone.now()
    withdraw(get_object_or_404(invitations_of(actor, at=at), pk=number), by=actor.user, at=at)
    messages.success(request, in_page_language(_WITHDRAWN))
    return redirect("accounts:people")


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where an invitation's link leads: choose a password, or take the role as who one is."""
    try:
        return _open_invitation(request, token)
    except InvitationSpent as spent:
        told = {"why": in_page_language(spent.what)}
        return render(request, "accounts/invitation_spent.html", told, status=404)


def _open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = open_invitation(token, at=timezone.now())
    if request.user.is_authenticated and request.user.email != found.email:
        return render(request, "accounts/invitation_of_another.html", status=403)
    if not User.objects.filter(email=found.email).exists():
        return _accept_as_new(request, token, found)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return _accept_as_known(request, token, found)


def _accept_as_known(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    if request.method == "POST":
        accept(token, user=request.user, at=timezone.now())
        return redirect("start")
    (row,) = invitation_rows([found])
    return render(request, "accounts/invitation.html", {"invitation": row})


def _accept_as_new(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    form = SetPasswordForm(User(email=found.email, name=found.name), request.POST or None)
    if form.is_valid():
        user = accept(token, password=form.cleaned_data["new_password1"], at=timezone.now())
        log_in(request, user)
        return redirect("start")
    (row,) = invitation_rows([found])
    return render(request, "accounts/invitation.html", {"invitation": row, "form": form})


def _people_page(request: HttpRequest, actor: Actor, form: InviteForm) -> HttpResponse:
    told = {
        "held": held_rows(assignments_of(actor)),
        "may_close": allowed(actor, "users.close", INSTALLATION),
        "own": actor.user.pk,
        "invitations": invitation_rows(invitations_of(actor, at=timezone.now())),
        "form": form,
    }
    return render(request, "accounts/people.html", told)


_INVITED = Text(da="Invitationen er sendt.", en="The invitation was sent.")
_CLOSED = Text(da="Kontoen er lukket.", en="The account was closed.")
_ENDED = Text(da="Rollen er afsluttet.", en="The role was ended.")
_WITHDRAWN = Text(da="Invitationen er trukket tilbage.", en="The invitation was withdrawn.")
