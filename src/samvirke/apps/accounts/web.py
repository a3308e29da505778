"""What views need to know who acts and whether they may: asked first, before anything is read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from samvirke.apps.accounts.domain import Actor, Role, roles_of
from samvirke.apps.accounts.rules import allowed
from samvirke.apps.accounts.sessions import has_second_factor, passed_second_factor
from samvirke.apps.languages import in_page_language, page_language
from samvirke.figures import Text

__all__ = [
    "actor_of",
    "authorise",
    "for_roles",
    "in_page_language",
    "page_language",
    "posted_from",
    "roles_of_request",
    "second_factor_page",
]

ROLE_IN_SESSION = "role_assignment"
View = Callable[..., HttpResponse]

_SECOND_FACTOR = Text(
    da="Her kræves totrinsbekræftelse: slå en app eller en sikkerhedsnøgle til, og prøv igen.",
    en="This needs two-factor authentication: turn on an app or a security key, and try again.",
)


def roles_of_request(request: HttpRequest) -> tuple[Actor, ...]:
    """The roles of whoever is logged in, found once in a request."""
    if not hasattr(request, "_samvirke_roles"):
        request._samvirke_roles = _roles(request)
    roles: tuple[Actor, ...] = request._samvirke_roles
    return roles


def _roles(request: HttpRequest) -> tuple[Actor, ...]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ()
    strong = settings.DEMO or passed_second_factor(request)
    return roles_of(user, timezone.localdate(), strong=strong)


def actor_of(request: HttpRequest) -> Actor | None:
    """Who acts, in the role they chose or the first they have; ``None`` for all others."""
    roles = roles_of_request(request)
    chosen = request.session.get(ROLE_IN_SESSION) if roles else None
    found = (actor for actor in roles if [actor.role, actor.organisation] == chosen)
    return next(found, roles[0] if roles else None)


def for_roles(*roles: Role, second_factor: bool = False) -> Callable[[View], View]:
    """A view for those who act in one of ``roles`` (all roles where none is named).

    It is called with the request, the ``Actor`` and the address's parts. Others are asked to log
    in, or get 403; who has not passed a needed second factor in this session is led to pass it, or
    to turn one on.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **parts: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = actor_of(request)
            if actor is None or (roles and actor.role not in roles):
                raise PermissionDenied
            if second_factor and not actor.strong:
                return _ask_for_second_factor(request)
            return view(request, actor, **parts)

        return guarded

    return decorate


def second_factor_page(request: HttpRequest) -> str:
    """Where the user passes the second factor, and is led back; or turns one on."""
    if not has_second_factor(request.user):
        return str(reverse("mfa_index"))
    # a page that changes something cannot be led back to
    back = request.get_full_path() if request.method == "GET" else reverse("start")
    return str(redirect_to_login(back, reverse("mfa_reauthenticate")).url)


def _ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    if not has_second_factor(request.user):
        messages.warning(request, in_page_language(_SECOND_FACTOR))
    return redirect(second_factor_page(request))


def posted_from(page: str, *kept: str) -> Callable[[View], View]:
    """A view that a form posts to; who comes by a link, as after logging in, is led to the form.

    ``page`` names the form's page, ``kept`` the parts of the address that it has too.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def posted(request: HttpRequest, **parts: Any) -> HttpResponse:
            if request.method != "POST":
                return redirect(page, **{name: parts[name] for name in kept})
            return view(request, **parts)

        return posted

    return decorate


def authorise(actor: Actor | None, permission: str, thing: Any = None) -> None:
    """Answers 403 unless ``actor`` has the permission on ``thing``.

    For what the actor may know of but not do; what they may not know of is not found (404),
    because the view looks it up among what they may see.
    """
    if not allowed(actor, permission, thing):
        raise PermissionDenied
