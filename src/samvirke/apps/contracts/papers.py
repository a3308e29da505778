"""Stored papers as downloads, byte for byte, and links to the figures in them."""

from typing import Any, Protocol

from django.http import Http404, HttpResponse
from django.urls import reverse

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def figure_links() -> dict[str, Any]:
    """What the shared templates need to turn a figure's printed address into a link."""
    return {"live": True, "prefix": str(reverse("start")).rstrip("/")}


class Stored(Protocol):
    """A row that holds a file."""

    content: bytes
    sha256: str


def as_response(file: Stored | None, name: str, *, kind: str) -> HttpResponse:
    """The file for download as ``name``; a PDF opens in the browser.

    404 where there is none, or it is no paper (``kind``, the ending of its name).
    """
    if file is None or kind not in MEDIA_TYPES:
        raise Http404
    response = HttpResponse(bytes(file.content), content_type=MEDIA_TYPES[kind])
    how = "inline" if kind == "pdf" else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{name}.{kind}"'
    response["ETag"] = f'"{file.sha256}"'
    return response
