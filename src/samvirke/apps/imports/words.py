"""A preview and the list of imports as text for people."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache

from django.utils import timezone

from samvirke.apps.imports.domain import Change, Difference, Preview
from samvirke.apps.imports.models import Import
from samvirke.figures import Language, Text, format_date, format_number
from samvirke.records.imports import ImportKind, Layout, load_layouts
from samvirke.records.problems import shorten
from samvirke.records.schemas import TABLES, Column, Kind
from samvirke.territory import load_territory

KINDS = {
    ImportKind.REGISTRATIONS: Text(da="registreringer", en="registrations"),
    ImportKind.EVALUATIONS: Text(da="evalueringer", en="evaluations"),
    ImportKind.AWARENESS: Text(da="kendskabsmåling", en="awareness survey"),
}
TABLE_NAMES = {
    "engagements": Text(da="Forløb", en="Engagements"),
    "participations": Text(da="Kollektive deltagelser", en="Participations"),
    "adviser_meetings": Text(da="Rådgivermøder", en="Adviser meetings"),
    "evaluations": Text(da="Evalueringer", en="Evaluations"),
    "awareness": Text(da="Kendskabssvar", en="Awareness answers"),
}
_COUNTED: tuple[tuple[Text, Callable[[Difference], int]], ...] = (
    (Text(da="nye", en="new"), lambda table: table.new),
    (Text(da="ændrede", en="changed"), lambda table: table.changed),
    (Text(da="ens", en="equal"), lambda table: table.equal),
    (Text(da="bliver stående", en="left as they are"), lambda table: table.left),
    (Text(da="udgår", en="withdrawn"), lambda table: table.withdrawn),
)
_MORE = Text(da="… og {count} ændrede rækker mere.", en="… and {count} more changed rows.")
_ALREADY = Text(
    da="Filen er allerede læst ind som import {number} ({moment}, {actor}). Intet er ændret. Skal "
    "den læses på en anden måde, så træk først import {number} tilbage.",
    en="The file was taken in already as import {number} ({moment}, {actor}). Nothing was changed. "
    "To read it in another way, revert import {number} first.",
)
_ROW = Text(da="Række", en="Row")
_EMPTY = Text(da="(tom)", en="(empty)")


def already_in_words(record: Import, language: Language) -> str:
    """That a file was taken in before."""
    return _ALREADY.in_language(language).format(
        number=record.pk,
        moment=_moment(record.committed_at, language),
        actor=shorten(record.actor),
    )


def counts_in_words(tables: Sequence[Difference], language: Language) -> list[str]:
    """What a file changes, table by table."""
    headings = ["", *(heading.in_language(language) for heading, _ in _COUNTED)]
    rows = [
        [
            TABLE_NAMES[table.table].in_language(language),
            *(_count(number(table), language) for _, number in _COUNTED),
        ]
        for table in tables
    ]
    return _table(headings, rows, left={0})


def changes_in_words(preview: Preview, kind: ImportKind, language: Language) -> Iterator[str]:
    """The first changed rows, old → new, and how many there are besides."""
    layout = load_layouts().of(kind)
    for change in preview.changes:
        yield _change(change, layout, language)
    more = sum(table.changed for table in preview.tables) - len(preview.changes)
    if more:
        yield _MORE.in_language(language).format(count=_count(more, language))


def withdrawals_in_words(preview: Preview, kind: ImportKind, language: Language) -> Iterator[str]:
    """The first rows that would be withdrawn, and a warning where they are many."""
    layout = load_layouts().of(kind)
    for row in preview.withdrawn:
        name = TABLE_NAMES[row.table].in_language(language)
        key = CellWords(row.table, layout, language).key(row.key)
        yield _WITHDRAWN.in_language(language).format(table=name, key=key)
    withdrawn = sum(table.withdrawn for table in preview.tables)
    if withdrawn > len(preview.withdrawn):
        more = _count(withdrawn - len(preview.withdrawn), language)
        yield _MORE_WITHDRAWN.in_language(language).format(count=more)
    yield from many_withdrawn_in_words(preview, language)


def many_withdrawn_in_words(preview: Preview, language: Language) -> Iterator[str]:
    """The warning where a full year's file would withdraw a large part of the rows."""
    if preview.withdraws_many:
        withdrawn = sum(table.withdrawn for table in preview.tables)
        known = withdrawn + sum(table.equal + table.changed for table in preview.tables)
        yield _MANY_WITHDRAWN.in_language(language).format(
            count=_count(withdrawn, language), known=_count(known, language)
        )


_WITHDRAWN = Text(da="Udgår: {table} {key}", en="Withdrawn: {table} {key}")
_MORE_WITHDRAWN = Text(
    da="… og {count} rækker mere udgår.", en="… and {count} more rows are withdrawn."
)
_MANY_WITHDRAWN = Text(
    da="Advarsel: {count} af de {known} rækker, lageret har, ville udgå (over 10 pct.). Er "
    "det virkelig hele året, filen rummer?",
    en="Warning: {count} of the {known} rows in the store would be withdrawn (over 10 per cent). "
    "Does the file really hold the full year?",
)


def _change(change: Change, layout: Layout, language: Language) -> str:
    """»Række 7, F12: Minutter 90 → 120«; the hub, which is the same in all, is left out."""
    told = changed_row(change, layout, language)
    cells = [f"{heading} {old} → {new}" for heading, old, new in told.cells]
    return f"{_ROW.in_language(language)} {told.row}, {told.key}: {'; '.join(cells)}"


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A changed row in words: its row in the file, its key, and (heading, old, new) per cell."""

    row: int
    key: str
    cells: tuple[tuple[str, str, str], ...]


def changed_row(change: Change, layout: Layout, language: Language) -> ChangedRow:
    """A changed row in words; the hub, which is the same in all, is left out of the key."""
    told = CellWords(change.table, layout, language)
    cells = tuple(
        (told.heading(name), told.of(name, old), told.of(name, new))
        for name, old, new in change.cells
    )
    return ChangedRow(change.row, told.key(change.key), cells)


class CellWords:
    """The cells of one table's rows in words, as files of their kind have them."""

    def __init__(self, table: str, layout: Layout, language: Language) -> None:
        self._schema = next(schema for schema in TABLES if schema.name == table)
        self._layout, self._language = layout, language

    def heading(self, name: str) -> str:
        """The heading of a column."""
        return self._layout.heading_of(self._schema.name, name)

    def of(self, name: str, value: str | int | None) -> str:
        """A cell; an answer in Danish as it is printed."""
        danish = self._language == "da"
        answer = _answer(self._layout, self._schema.name, name) if danish else {}
        return _cell(self._schema.column(name), answer.get(value, value), self._language)

    def key(self, key: Sequence[str | int | None]) -> str:
        """What names a row, without the hub."""
        named = zip(self._schema.key, key, strict=True)
        return " ".join(self.of(name, value) for name, value in named if name != "hub")


def _answer(layout: Layout, table: str, name: str) -> Mapping[str | int | None, str]:
    """The Danish answers of a column by their codes; nothing for other columns."""
    for item in layout.columns:
        if item.takes.get(table) == name and item.answers is not None:
            answers = load_layouts().answers_of(item.answers)
            return {code: answers.printed_for(code) for code in answers.codes}
    return {}


def _cell(column: Column, value: str | int | None, language: Language) -> str:
    if value is None:
        return _EMPTY.in_language(language)
    if isinstance(value, str):
        return shorten(value)
    if column.kind is Kind.MUNICIPALITY:
        return _municipalities().get(value, str(value))
    if column.kind is Kind.DAY:
        return _day(value, language)
    if column.kind is Kind.MOMENT:
        clock = f"{value % 10**6:06d}"
        return f"{_day(value // 10**6, language)} {clock[:2]}:{clock[2:4]}:{clock[4:]}"
    if column.kind is Kind.MILLIONTHS:
        return format_number(Fraction(value, 10**6), language)
    return str(value)


@cache
def _municipalities() -> Mapping[int, str]:
    """The names of municipalities by their code."""
    return {int(code): item.name for code, item in load_territory().municipalities.items()}


def _day(value: int, language: Language) -> str:
    return format_date(date(value // 10_000, value // 100 % 100, value % 100), language)


_IMPORTS: tuple[tuple[Text, Callable[[Import, Language], str]], ...] = (
    (Text(da="Nr.", en="No."), lambda item, language: str(item.pk)),
    (Text(da="Erhvervshus", en="Hub"), lambda item, language: str(item.hub)),
    (Text(da="Fil", en="File"), lambda item, language: shorten(item.file_name)),
    (
        Text(da="Slags", en="Kind"),
        lambda item, language: KINDS[ImportKind(item.kind)].in_language(language),
    ),
    (Text(da="Helt år", en="Full year"), lambda item, language: str(item.full_year or "")),
    (Text(da="nye", en="new"), lambda item, language: _count(item.new, language)),
    (Text(da="ændrede", en="changed"), lambda item, language: _count(item.changed, language)),
    (Text(da="ens", en="equal"), lambda item, language: _count(item.equal, language)),
    (Text(da="udgået", en="withdrawn"), lambda item, language: _count(item.withdrawn, language)),
    (
        Text(da="Indlæst", en="Committed"),
        lambda item, language: f"{_moment(item.committed_at, language)}, {shorten(item.actor)}",
    ),
    (
        Text(da="Trukket tilbage", en="Reverted"),
        lambda item, language: (
            ""
            if item.reverted_at is None
            else f"{_moment(item.reverted_at, language)}, {shorten(item.reverted_by)}"
        ),
    ),
)
_WORDS = {1, 2, 3, 9, 10}


def imports_in_words(imports: Iterable[Import], language: Language) -> list[str]:
    """The imports as a table."""
    headings = [heading.in_language(language) for heading, _ in _IMPORTS]
    rows = [[cell(item, language) for _, cell in _IMPORTS] for item in imports]
    return _table(headings, rows, left=_WORDS)


def _moment(moment: datetime, language: Language) -> str:
    local = timezone.localtime(moment)
    return f"{format_date(local.date(), language)} {local:%H:%M}"


def _count(number: int, language: Language) -> str:
    return format_number(Fraction(number), language)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, left: set[int]) -> list[str]:
    """Aligned columns, those numbered in ``left`` to the left."""
    lines = [headings, *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(headings))]
    return [
        "  ".join(
            cell.ljust(width) if place in left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
