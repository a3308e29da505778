"""The rows behind a figure, for those who may see records; the others learn how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse

from samvirke.agreements import agreement_path, load_agreement
from samvirke.apps.accounts.domain import Actor, record_access
from samvirke.apps.accounts.rules import allowed
from samvirke.apps.contracts import pages
from samvirke.apps.contracts.domain import snapshot_folder
from samvirke.apps.contracts.editions import figure_at
from samvirke.apps.contracts.models import Statement
from samvirke.apps.guidance.pages import address_of
from samvirke.apps.guidance.rules import VIEW
from samvirke.apps.languages import page_language
from samvirke.figures import Count, Figure, Text, counts, figure_from_json, format_number
from samvirke.indicators import open_snapshot
from samvirke.indicators.engine import Engine
from samvirke.schemes.results_statement.counted_rows import CountedPart, rows_behind

_PER_PAGE = 50
HEADINGS = {
    "company": Text(da="CVR-nr.", en="CVR number"),
    "form": Text(da="Form", en="Form"),
    "participation": Text(da="Deltagelse", en="Participation"),
    "contact": Text(da="Forløb eller deltagelse", en="Engagement or participation"),
    "engagement": Text(da="Forløb", en="Engagement"),
    "answer": Text(da="Svar", en="Answer"),
    "survey_year": Text(da="Undersøgelse", en="Survey"),
    "respondent": Text(da="Svar", en="Answer"),
}
_FORMS = {
    "individual": Text(da="Individuel", en="Individual"),
    "collective": Text(da="Kollektiv", en="Collective"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A number that was counted, or held out of one: in words, how many, and its rows if seen."""

    name: Text
    rule: Text
    number: str
    key: Sequence[str] = ()
    rows: Sequence[tuple[str | int, ...]] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows behind a figure that the reader may know of.

    ``seen`` is whether the reader may see the rows themselves, ``figure`` is ``None`` where the
    number is hidden in the reader's edition.
    """

    statement: Statement
    figure: Figure | None
    seen: bool
    parts: Sequence[Part] = field(default=())


def rows_of(address: str, actor: Actor | None, *, at: datetime) -> Rows | None:
    """What was counted in the figure at ``address``; ``None`` for one that ``actor`` may not know.

    Reading rows is written down. Raises ``InputError`` where the snapshot is not at hand.
    """
    known = figure_at(actor, address)
    if known is None:
        return None
    statement, shown = known
    if shown is None:
        return Rows(statement, None, seen=False)
    figure = figure_from_json(shown.content)
    if actor is None or not allowed(actor, VIEW, statement):
        return Rows(statement, figure, seen=False, parts=_numbers(counts(figure)))
    record_access(
        actor=actor, organisation=f"hub:{statement.hub}", about=f"figure:{address}", at=at
    )
    return Rows(statement, figure, seen=True, parts=_listed(statement, figure, shown.line))


def _numbers(found: Sequence[Count]) -> list[Part]:
    return [
        part
        for count in found
        for part in (
            Part(count.name, count.rule, _written(count.value)),
            *(Part(item.reason, _HELD_OUT, str(item.count)) for item in count.excluded),
        )
    ]


def _listed(statement: Statement, figure: Figure, line: str) -> list[Part]:
    agreement = agreement_path(statement.year)
    if agreement is None:
        raise ValueError(f"no agreement for {statement.year}")
    with open_snapshot(snapshot_folder(statement.snapshot), verify=False) as snapshot:
        found = rows_behind(
            snapshot,
            figure,
            line=line,
            agreement=load_agreement(agreement),
            hub=statement.hub,
            year=statement.year,
            until=statement.cut_off,
        )
        return [part for item in found for part in _with_engagements(item, snapshot, statement.hub)]


def _with_engagements(item: CountedPart, snapshot: Engine, hub: str) -> list[Part]:
    """A count and what it holds out; an answer with the engagement it is about."""
    key, about = item.key, {}
    if "answer" in key:
        query = "SELECT answer, engagement FROM evaluations WHERE hub = ?"
        about = dict(snapshot.fetch(query, [hub]))
        key = (*key, "engagement")

    def full(rows: Sequence[tuple[str | int, ...]]) -> list[tuple[str | int, ...]]:
        return [(*row, about[row[-1]]) if about else row for row in rows]

    return [
        Part(item.count.name, item.count.rule, _written(item.value), key, full(item.rows)),
        *(
            Part(held.reason, _HELD_OUT, str(len(held.rows)), key, full(held.rows))
            for held in item.held_out
        ),
    ]


def _written(value: Fraction) -> str:
    return format_number(value, page_language())


@dataclass(frozen=True, slots=True)
class RowsPage:
    """One of the counts with a page of its rows; ``part`` is ``None`` where they are not seen."""

    found: Rows
    heading: pages.Heading
    figure_url: str
    at: int
    part: Part | None
    page: Page
    headings: Sequence[Text]
    rows: Sequence[Sequence["Cell"]]


def rows_page(found: Rows, address: str, *, part: str, side: str | None) -> RowsPage:
    """The page for the count number ``part`` as a query names it, the first where it is none."""
    asked = int(part) if part.isdecimal() else 0
    at = min(asked, max(len(found.parts) - 1, 0))
    shown = found.parts[at] if found.seen and found.parts else None
    page = Paginator(shown.rows if shown else (), _PER_PAGE).get_page(side)
    return RowsPage(
        found,
        pages.heading(found.statement),
        reverse("contracts:figure", kwargs={"address": address}),
        at,
        shown,
        page,
        _headings(shown) if shown else (),
        [_cells(shown, row) for row in page] if shown else (),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a counted row, and where it leads."""

    words: str
    url: str = ""


def _headings(part: Part) -> list[Text]:
    """The headings of a part's rows; the hub is that of the statement."""
    return [HEADINGS[name] for name in part.key if name != "hub"]


def _cells(part: Part, row: Sequence[str | int]) -> list[Cell]:
    """The cells of a row, leading to the registrations as they hold now."""
    named = dict(zip(part.key, row, strict=True))
    return [
        cell_of(name, value, str(named["hub"])) for name, value in named.items() if name != "hub"
    ]


def cell_of(name: str, value: str | int, hub: str) -> Cell:
    """The cell of the column ``name``; what is registered leads to the registrations."""
    if name == "engagement":
        return Cell(str(value), address_of(hub, str(value)))
    if name == "company":
        query = urlencode({"company": value})
        return Cell(str(value), f"{reverse('guidance:registrations')}?{query}")
    if name == "form":
        return Cell(_FORMS[str(value)].in_language(page_language()))
    return Cell(str(value))


_HELD_OUT = Text(da="holdt uden for grundlaget", en="held out of the base")
