"""What the pages of municipalities say, from the statements that the reader may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import reverse

from samvirke.apps.accounts.domain import Actor
from samvirke.apps.contracts.editions import sees_all, visible_to
from samvirke.apps.contracts.models import Statement, StatementPage
from samvirke.apps.contracts.pages import address_of
from samvirke.apps.languages import page_language
from samvirke.apps.territory.figures import guidance_of, hub_in_year, released_of
from samvirke.figures import Text
from samvirke.records import InputError
from samvirke.schemes.municipality_figures import (
    guidance_addresses,
    names_of,
    number_of,
    spread_addresses,
)
from samvirke.schemes.municipality_guidance import TABLES, TOTALS, MunicipalityGuidance
from samvirke.territory import Body, Municipality, load_territory


@dataclass(frozen=True, slots=True)
class Named:
    """A municipality in the list."""

    name: str
    url: str


def all_municipalities() -> list[Named]:
    """The municipalities of the statements' years, in Danish order."""
    found = load_territory().municipalities.values()
    ordered = sorted(found, key=lambda item: _danish(item.name))
    return [Named(item.name, _url(item.code)) for item in ordered]


def _danish(name: str) -> list[int]:
    """A name as Danish sorts it: æ, ø and å last, and aa as å."""
    return [_LAST.get(sign, ord(sign)) for sign in name.lower().replace("aa", "å")]


_LAST = {"æ": ord("z") + 1, "ø": ord("z") + 2, "å": ord("z") + 3}


def _url(code: str) -> str:
    url: str = reverse("territory:municipality", kwargs={"code": code})
    return url


def figure_url(address: str) -> str:
    """Where a figure's permanent address leads in the page's language."""
    own = address.removeprefix("/tal/kommune/")
    url: str = reverse("territory:figure", kwargs={"address": own})
    return url


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of a municipality: its line of the spread in the hub's statement.

    ``urls`` lead to the calculation of the line's numbers, by the column.
    """

    year: int
    hub: Body
    spread: Any
    urls: Mapping[str, str]
    statement_url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Part:
    """So many engagements of one kind, and where they are calculated."""

    name: Text
    engagements: int
    url: str


@dataclass(frozen=True, slots=True)
class Table:
    """How the year's engagements divide."""

    title: Text
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class MunicipalityPage:
    """A municipality, its years, and the shown year in depth.

    ``public`` is whether small numbers are hidden; ``guidance`` is ``None`` without a statement,
    and where the snapshot behind it cannot be read (``unreadable``). ``urls`` lead to the
    calculation of its totals.
    """

    name: str
    years: Sequence[YearRow]
    shown: YearRow | None = None
    public: bool = True
    guidance: MunicipalityGuidance | None = None
    urls: Mapping[str, str] = field(default_factory=dict)
    tables: Sequence[Table] = ()
    unreadable: bool = False


def municipality_page(actor: Actor | None, code: str, year: int | None) -> MunicipalityPage | None:
    """The page of a municipality; ``None`` for one that there is not. Without ``year`` the newest
    that the reader may see.
    """
    municipality = load_territory().municipalities.get(code)
    if municipality is None:
        return None
    statements = _statements(actor, municipality)
    chosen = next((item for item in statements if year in (None, item.year)), None)
    rows = _rows(actor, municipality, statements, chosen)
    shown = next((row for row in rows if row.here), None)
    if chosen is None or shown is None:
        return MunicipalityPage(municipality.name, rows)
    public = not sees_all(actor, chosen)
    try:
        found = guidance_of(chosen, municipality)
        told = released_of(chosen, municipality) if public else found
    except InputError:
        return MunicipalityPage(municipality.name, rows, shown, public, unreadable=True)
    names = names_of(municipality.code, chosen.year, chosen.version)
    urls = {number: figure_url(at) for number, at in guidance_addresses(found, names).items()}
    totals = {total: urls[total, ""] for total in TOTALS}
    tables = _tables(told, urls)
    return MunicipalityPage(municipality.name, rows, shown, public, told, totals, tables)


def _statements(actor: Actor | None, municipality: Municipality) -> list[Statement]:
    """The newest visible version of each year's statement of the municipality's hub that year."""
    found = Statement.objects.filter(Q(cut_off=None), visible_to(actor)).order_by("year", "version")
    newest = {(item.year, item.hub): item for item in found}
    own = (
        item for (year, hub), item in newest.items() if hub == hub_in_year(municipality, year).id
    )
    return sorted(own, key=lambda item: item.year, reverse=True)


def _rows(
    actor: Actor | None,
    municipality: Municipality,
    statements: Sequence[Statement],
    chosen: Statement | None,
) -> list[YearRow]:
    wanted = {item.pk: not sees_all(actor, item) for item in statements}
    pages = StatementPage.objects.filter(statement__in=wanted, language=page_language())
    spreads = {
        page.statement_id: _line(page.view, municipality)
        for page in pages
        if page.public is wanted[page.statement_id]
    }
    return [
        YearRow(
            item.year,
            hub_in_year(municipality, item.year),
            spreads[item.pk],
            _spread_urls(municipality, item),
            address_of(item),
            item == chosen,
        )
        for item in statements
    ]


def _spread_urls(municipality: Municipality, statement: Statement) -> dict[str, str]:
    names = names_of(municipality.code, statement.year, statement.version)
    return {column: figure_url(at) for column, at in spread_addresses(names).items()}


def _line(view: Any, municipality: Municipality) -> Any:
    """The municipality's line of the statement's spread; ``None`` where there is no guidance."""
    lines = (line for line in view["spread"] if not line["is_total"])
    return next((line for line in lines if line["name"] == municipality.name), None)


def _tables(told: MunicipalityGuidance, urls: Mapping[tuple[str, str], str]) -> list[Table]:
    """The tables that hold anything, every number leading to its calculation."""
    held = {
        table: [
            Part(part.name, part.engagements, urls[number_of(table, part.name)])
            for part in getattr(told, table)
        ]
        for table in TABLES
    }
    return [Table(_TITLES[table], parts) for table, parts in held.items() if parts]


_TITLES = {
    "segments": Text(da="Kundesegment", en="Segment"),
    "services": Text(da="Ydelse", en="Service"),
    "themes": Text(da="Tema", en="Theme"),
}
