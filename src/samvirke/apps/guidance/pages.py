"""What the pages of registrations say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from samvirke.apps.guidance.domain import Version, history
from samvirke.apps.guidance.models import Engagement
from samvirke.apps.imports.models import Import
from samvirke.apps.imports.words import CellWords
from samvirke.apps.languages import page_language
from samvirke.apps.surveys.models import Evaluation
from samvirke.records.imports import ImportKind, load_layouts
from samvirke.records.schemas import Kind

_LISTED = ("engagement", "company", "started", "segment", "type", "minutes")


@dataclass(frozen=True, slots=True)
class Listing:
    """Engagements as lines of a table: each line's page, and its cells under their headings."""

    headings: Sequence[str]
    rows: Sequence[tuple[str, Sequence[tuple[str, str]]]]


def listing(engagements: Iterable[Any]) -> Listing:
    """The lines for ``engagements``, in their order."""
    words = words_of(ImportKind.REGISTRATIONS, "engagements")
    return Listing(
        [words.heading(name) for name in _LISTED],
        [
            (
                address_of(item.hub, item.engagement),
                [(words.heading(name), words.of(name, getattr(item, name))) for name in _LISTED],
            )
            for item in engagements
        ],
    )


def address_of(hub: str, engagement: str) -> str:
    """The address of an engagement's page."""
    parts = {"hub": hub, "engagement": engagement}
    url: str = reverse("guidance:registration", kwargs=parts)
    return url


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in words; ``changes`` are (heading, old, new)."""

    brought_by: Import
    row: int
    current: bool
    changes: Sequence[tuple[str, str, str]]
    withdrawn_by: Import | None


@dataclass(frozen=True, slots=True)
class RegistrationPage:
    """An engagement: its cells as they are, or last were, what was answered, and its versions.

    ``answers`` holds the (heading, cell) pairs of each answer to the user evaluation.
    """

    engagement: str
    current: bool
    cells: Sequence[tuple[str, str]]
    answers: Sequence[Sequence[tuple[str, str]]]
    versions: Sequence[VersionRow]


def registration_page(hub: str, engagement: str) -> RegistrationPage | None:
    """The page of an engagement; ``None`` for one that there never was."""
    versions = history(hub, engagement)
    if not versions:
        return None
    newest = next((item for item in versions if item.row.current), versions[-1])
    words = words_of(ImportKind.REGISTRATIONS, "engagements")
    return RegistrationPage(
        engagement,
        newest.row.current,
        _cells(newest.row, words),
        _answers(hub, engagement),
        [_version(item, words) for item in reversed(versions)],
    )


def _version(version: Version, words: CellWords) -> VersionRow:
    return VersionRow(
        version.brought_by,
        version.row.row,
        version.row.current,
        [
            (words.heading(name), words.of(name, old), words.of(name, new))
            for name, old, new in version.changes
        ],
        version.withdrawn_by,
    )


def _answers(hub: str, engagement: str) -> list[Sequence[tuple[str, str]]]:
    held = Evaluation.objects.filter(current=True, hub=hub, engagement=engagement)
    words = words_of(ImportKind.EVALUATIONS, "evaluations")
    return [_cells(row, words, without=("engagement",)) for row in held.order_by("answered")]


def _cells(row: Any, words: CellWords, without: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The cells that are filled in, with their headings; the hub is the page's own."""
    return [
        (words.heading(name), words.of(name, value))
        for name in row.schema.column_names
        if name not in ("hub", *without) and (value := getattr(row, name)) is not None
    ]


class ColumnWords(CellWords):
    """Cells in words; in English the names of columns and codes, which are English themselves."""

    def heading(self, name: str) -> str:
        """The heading of a column: in Danish that of the files."""
        return _in_words(name) if self._language == "en" else super().heading(name)

    def of(self, name: str, value: str | int | None) -> str:
        """A cell; what is registered as a text stands as it is."""
        is_code = self._schema.column(name).kind is Kind.CODE and isinstance(value, str)
        told = super().of(name, value)
        return _in_words(told) if is_code and self._language == "en" else told


def _in_words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def words_of(kind: ImportKind, table: str) -> ColumnWords:
    """The words of a table's columns in the language of the page."""
    return ColumnWords(table, load_layouts().of(kind), page_language())


def last_year(hub: str) -> int | None:
    """The year of the hub's newest engagement; ``None`` before there are any."""
    current = Engagement.objects.filter(current=True, hub=hub)
    newest = current.order_by("-started").values_list("started", flat=True).first()
    return None if newest is None else int(newest) // 10_000
