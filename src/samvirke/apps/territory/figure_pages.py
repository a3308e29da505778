"""What the page of a municipality's figure says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from samvirke.apps.contracts.counted_rows import HEADINGS, Cell, cell_of
from samvirke.apps.contracts.pages import heading
from samvirke.apps.languages import page_language
from samvirke.apps.territory.figures import MunicipalityFigure, Rows
from samvirke.figures import Text, counts, steps

_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class RowsShown:
    """A page of the rows that were counted, under the heading of their column."""

    heading: Text
    page: Page
    cells: Sequence[Cell]


def figure_page(
    shown: MunicipalityFigure, rows: Rows | None, *, side: str | None
) -> dict[str, Any]:
    """The figure with its calculation, and page ``side`` of its rows where the reader sees them."""
    figure, statement = shown.figure, shown.statement
    place = reverse("territory:municipality", kwargs={"code": shown.municipality.code})
    listed = None if rows is None else _listed(rows, statement.hub, side)
    return {
        "shown": shown,
        "found": heading(statement),
        "place_url": f"{place}?aar={statement.year}",
        "calculation": steps(figure, page_language()),
        "is_count": len(counts(figure)) == len(figure.derivation.inputs) == 1,
        "rows": listed,
        "page": None if listed is None else listed.page,
    }


def _listed(rows: Rows, hub: str, side: str | None) -> RowsShown:
    page = Paginator(rows.values, _PER_PAGE).get_page(side)
    return RowsShown(HEADINGS[rows.key], page, [cell_of(rows.key, key, hub) for key in page])
