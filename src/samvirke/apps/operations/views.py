"""The health page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samvirke.apps.accounts.domain import INSTALLATION, organisation_name
from samvirke.apps.accounts.rules import allowed
from samvirke.apps.accounts.web import actor_of
from samvirke.apps.operations.domain import health


def health_page(request: HttpRequest) -> HttpResponse:
    """That the site and its database answer; for administrators how old the backup is, and more."""
    found = health(timezone.now())
    actor = actor_of(request)
    context: dict[str, Any] = {"found": None, "heads": (), "letters": ()}
    if allowed(actor, "users.administer"):
        heads = [(organisation_name(name), number, hash_) for name, number, hash_ in found.heads]
        letters = found.given_up if allowed(actor, "letters.view", INSTALLATION) else ()
        context = {"found": found, "heads": heads, "letters": letters}
    return render(request, "operations/health.html", context)
