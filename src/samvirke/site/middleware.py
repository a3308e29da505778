"""What every answer of the site carries, beside the policy of django-csp."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from samvirke.site.api.routes import not_found

Respond = Callable[[HttpRequest], HttpResponse]

_HEADERS = {
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), payment=(), usb=(), publickey-credentials-create=(self), "
    "publickey-credentials-get=(self)",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def headers(respond: Respond) -> Respond:
    """The browser may use no camera and the like, and other sites may not embed our files."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answer


def private(respond: Respond) -> Respond:
    """What someone logged in sees is kept by no cache, theirs or others'."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


def no_null_characters(respond: Respond) -> Respond:
    """An address with one leads to nothing: no text of ours holds any, and PostgreSQL takes none.

    Fields of forms refuse them by themselves.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if "\0" not in request.path_info and "%00" not in request.META.get("QUERY_STRING", ""):
            return respond(request)
        if request.path_info.startswith(reverse("api:api-root")):
            return not_found(request, Http404())
        raise Http404

    return answer
