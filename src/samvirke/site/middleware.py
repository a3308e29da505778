"""What every answer of the site carries, beside the policy of django-csp."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
