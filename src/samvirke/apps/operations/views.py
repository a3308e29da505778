"""The health page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samvirke.apps.accounts.domain import organisation_name
from samvirke.apps.accounts.rules import allowed
from samvirke.apps.accounts.web import actor_of
from samvirke.apps.operations.domain import health


def health_page(request: HttpRequest) -> HttpResponse:
    """That the site and its database answer; for administrators how old the backup is, and more."""
    found = health(timezone.now())
    context: dict[str, Any] = {"found": None, "heads": ()}
    if allowed(actor_of(request), "users.administer"):
        heads = [(organisation_name(name), number, hash_) for name, number, hash_ in found.heads]
        context = {"found": found, "heads": heads}
    return render(request, "operations/health.html", context)
