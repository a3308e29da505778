"""The words that tags have for what they mark, and finding the tag of what has a key."""

import contextlib
from typing import Any

import pikepdf
from pikepdf import Dictionary, NumberTree

_WORDS = ("/Alt", "/ActualText", "/E", "/T")


def parents_of(pdf: pikepdf.Pdf) -> dict[Any, Any]:
    """The parent tree of ``pdf``: from keys to elements; empty where it is broken."""
    root = pdf.Root.get("/StructTreeRoot")
    tree = root.get("/ParentTree") if isinstance(root, Dictionary) else None
    if isinstance(tree, Dictionary):
        with contextlib.suppress(pikepdf.PdfError, RuntimeError, ValueError):
            return dict(NumberTree(tree).items())
    return {}


def silence(element: Any) -> None:
    """Takes the words out of a tag whose content is gone."""
    if isinstance(element, Dictionary):
        for key in _WORDS:
            if key in element:
                del element[key]
