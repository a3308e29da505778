"""What every page knows: who is acting, what they can go to, the other language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

from samvirke.apps.accounts.web import actor_of, roles_of_request
from samvirke.apps.languages import page_language
from samvirke.site.navigation import entries_for


def site(request: HttpRequest) -> dict[str, Any]:
    """The values that ``samvirke/site_base.html`` needs on every page."""
    actor = actor_of(request)
    here = page_language()
    return {
        "demo": settings.DEMO,
        "language": here,
        "actor": actor,
        "roles": roles_of_request(request),
        "navigation": entries_for(actor),
        "in_other_language": translate_url(request.get_full_path(), "en" if here == "da" else "da"),
    }
