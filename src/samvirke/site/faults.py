"""What is answered where a page failed: in words where the user can do something about it."""

import sys

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views import defaults

from samvirke.apps.database import StoreError
from samvirke.apps.store import words_of
from samvirke.figures import Text

_SECONDS_UNTIL_AGAIN = 10


def fault(request: HttpRequest) -> HttpResponse:
    """The answer for what a view or a middleware raised, within its ``except``.

    503 where the database is busy, full or away; the page asks the database nothing.
    """
    told = _what_happened(sys.exc_info()[1])
    answer: HttpResponse = defaults.server_error(request) if told is None else _again_later(told)
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer for a bad request; also for a session that a busy database did not save.

    Django takes the database's error for a session that was ended meanwhile, and so for a 400.
    """
    told = _what_happened(getattr(exception.__context__, "__context__", None))
    answer: HttpResponse = (
        defaults.bad_request(request, exception) if told is None else _again_later(told)
    )
    return answer


def _what_happened(error: BaseException | None) -> Text | None:
    if isinstance(error, StoreError):
        return error.what
    return words_of(error) if isinstance(error, Error) else None


def _again_later(told: Text) -> HttpResponse:
    page = loader.get_template("503.html").render({"told": told})
    return HttpResponse(page, status=503, headers={"Retry-After": str(_SECONDS_UNTIL_AGAIN)})
