"""The page of the rows behind a figure."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samvirke.apps.accounts.web import actor_of, page_language
from samvirke.apps.contracts.counted_rows import rows_of, rows_page
from samvirke.records import InputError


def rows(request: HttpRequest, address: str) -> HttpResponse:
    """The rows that were counted, or how many they are and why they are hidden."""
    own, permanent = address.rstrip("/"), f"/tal/{address.rstrip('/')}"
    try:
        found = rows_of(permanent, actor_of(request), at=timezone.now())
    except InputError as error:
        told = {"refused": error.in_language(page_language()).splitlines(), "address": permanent}
        return render(request, "contracts/rows_unreadable.html", told, status=503)
    if found is None:
        raise Http404
    part, side = request.GET.get("del", ""), request.GET.get("side")
    shown = rows_page(found, own, part=part, side=side)
    context = {"shown": shown, "page": shown.page, "address": permanent}
    return render(request, "contracts/rows.html", context)
