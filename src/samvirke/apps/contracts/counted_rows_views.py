"""The page of the rows behind a figure."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from samvirke.apps.accounts.web import actor_of, page_language
from samvirke.apps.contracts import counted_rows, pages
from samvirke.records import InputError


def rows(request: HttpRequest, address: str) -> HttpResponse:
    """The rows that were counted, or how many they are and why they are hidden."""
    permanent = f"/tal/{address.rstrip('/')}"
    try:
        found = counted_rows.rows_of(permanent, actor_of(request), at=timezone.now())
    except InputError as error:
        told = {"refused": error.in_language(page_language()).splitlines(), "address": permanent}
        return render(request, "contracts/rows_unreadable.html", told, status=503)
    if found is None:
        raise Http404
    asked = request.GET.get("del", "0")
    at = min(int(asked) if asked.isdecimal() else 0, max(len(found.parts) - 1, 0))
    part = found.parts[at] if found.seen and found.parts else None
    page = Paginator(part.rows if part else (), counted_rows.PER_PAGE).get_page(
        request.GET.get("side")
    )
    context = {
        "found": found,
        "heading": pages.heading(found.statement),
        "address": permanent,
        "figure_url": reverse("contracts:figure", kwargs={"address": address.rstrip("/")}),
        "at": at,
        "part": part,
        "page": page,
        "headings": counted_rows.headings(part) if part else (),
        "rows": [counted_rows.cells(part, row) for row in page] if part else (),
    }
    return render(request, "contracts/rows.html", context)
