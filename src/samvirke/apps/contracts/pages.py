"""What the pages of hubs, statements and figures say."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from samvirke.apps.accounts.domain import Actor, organisation_name
from samvirke.apps.accounts.web import in_page_language, page_language
from samvirke.apps.contracts.domain import (
    contract_remark,
    last_day,
    national_figure,
    recipients_of,
    steps_taken,
)
from samvirke.apps.contracts.editions import document_path, figure_at, sees_all, visible_to
from samvirke.apps.contracts.models import (
    Statement,
    StatementPage,
)
from samvirke.apps.contracts.papers import MEDIA_TYPES, as_response, figure_links
from samvirke.apps.contracts.rules import next_steps
from samvirke.apps.effects.domain import effects_left_out, published_effects
from samvirke.figures import Text, figure_from_json, format_date, steps
from samvirke.papers.statement_folder.order_file import NAME, PUBLIC
from samvirke.schemes.results_statement import ALLOWED, Step, StepTaken, compare, is_late
from samvirke.territory import Body, BodyKind, load_territory

WHOLE, PUBLIC_EDITION = "hele", "offentlig"
_FOLDERS = {WHOLE: "", PUBLIC_EDITION: f"{PUBLIC}/"}


@dataclass(frozen=True, slots=True)
class Heading:
    """What names a statement on every page about it."""

    number: int
    hub: str
    hub_name: str
    year: int
    version: int
    cut_off: str
    step: Text
    frozen: bool
    demo: bool
    url: str
    hub_url: str
    content: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of a hub: its newest statement and how many goals were met."""

    heading: Heading
    tallies: Sequence[Any]


@dataclass(frozen=True, slots=True)
class HubCard:
    """A hub in the list, with its newest statement where there is one."""

    hub: str
    name: str
    url: str
    newest: YearRow | None


@dataclass(frozen=True, slots=True)
class HubPage:
    """A hub: the goals of one year at a glance, every year that there is, every status."""

    hub: str
    name: str
    years: Sequence[YearRow]
    shown: YearRow | None
    glance: Sequence[Any]
    labels: dict[str, str]
    statuses: Sequence[Heading]

    @property
    def has_contract(self) -> bool:
        """Whether a contract judges any of the years."""
        return any(len(row.tallies) > 1 for row in self.years)


def all_hubs(actor: Actor | None) -> list[HubCard]:
    """Every hub of today, in the order of the territory's file."""
    newest = {statement.hub: statement for statement in _by_year(visible_to(actor))}
    glances = _glances(actor, newest.values())
    territory = load_territory()
    return [
        HubCard(
            body.id,
            body.name,
            reverse("contracts:hub", kwargs={"hub": body.id}),
            _row(newest[body.id], glances) if body.id in newest else None,
        )
        for body in _hubs(territory.bodies)
    ]


def hub_page(actor: Actor | None, hub: str, year: int | None = None) -> HubPage | None:
    """A hub's page; ``None`` for a hub that there is not. Without ``year`` the newest."""
    body = hub_of(hub)
    if body is None:
        return None
    statements = [item for item in _by_year(visible_to(actor)) if item.hub == hub]
    glances = _glances(actor, statements)
    rows = [_row(item, glances) for item in reversed(statements)]
    shown = next((row for row in rows if year in (None, row.heading.year)), None)
    glance = glances[shown.heading.number] if shown else {}
    statuses = Statement.objects.filter(visible_to(actor), hub=hub).exclude(cut_off=None)
    return HubPage(
        hub=hub,
        name=body.name,
        years=rows,
        shown=shown,
        glance=glance.get("glance", ()),
        labels=glance.get("labels", {}),
        statuses=[heading(item) for item in statuses.order_by("-cut_off")],
    )


def statement_page(actor: Actor | None, statement: Statement) -> dict[str, Any]:
    """The whole statement in the edition that ``actor`` may see."""
    public = not sees_all(actor, statement)
    page = statement.pages.get(public=public, language=page_language())
    running = statement.cut_off is None and timezone.localdate() <= last_day(statement)
    return {
        "found": heading(statement),
        "report": page.view,
        "labels": page.view["labels"],
        "public_edition": public,
        "papers": _papers(statement, public=public),
        "steps": steps_shown(statement),
        "running": running,
        "contract_remark": contract_remark(statement),
        "contract_url": reverse(
            "contracts:contract", kwargs={"hub": statement.hub, "year": statement.year}
        ),
        "can_step": not running and bool(next_steps(actor, statement)),
        "versions": _versions(actor, statement),
        "replaces": _replaced(actor, statement) is not None,
        **_effects(statement),
        **figure_links(),
    }


def _effects(statement: Statement) -> dict[str, Any]:
    """The effect statement that reaches the year, and which effects it has no number of."""
    report = published_effects(statement.year, demo=statement.demo)
    if report is None:
        return {}
    missing = effects_left_out(report, hub=statement.hub, year=statement.year)
    return {"effects": report, "left_out": missing}


def differences_page(actor: Actor | None, statement: Statement) -> dict[str, Any] | None:
    """What differs from the version that ``statement`` replaces, in the edition for ``actor``.

    ``None`` where it replaces none that they may know of.
    """
    earlier = _replaced(actor, statement)
    if earlier is None:
        return None
    public = not (sees_all(actor, statement) and sees_all(actor, earlier))
    path = document_path(public=public)
    first, second = (
        json.loads(bytes(item.files.get(path=path).content)) for item in (earlier, statement)
    )
    return {
        "found": heading(statement),
        "earlier": heading(earlier),
        "public_edition": public,
        "differences": compare(first, second),
    }


def _replaced(actor: Actor | None, statement: Statement) -> Statement | None:
    if statement.replaces_id is None:
        return None
    known = Statement.objects.filter(visible_to(actor), pk=statement.replaces_id)
    found: Statement | None = known.first()
    return found


def figure_page(actor: Actor | None, address: str) -> dict[str, Any] | None:
    """A figure with its calculation in the edition that ``actor`` may see; ``None`` if none."""
    known = figure_at(actor, address)
    if known is None:
        return _national_figure(address)
    statement, shown = known
    figure = None if shown is None else figure_from_json(shown.content)
    return {
        "found": heading(statement),
        "address": address,
        "figure": figure,
        "calculation": () if figure is None else steps(figure, page_language()),
        "line": "" if shown is None else shown.line,
    }


def _national_figure(address: str) -> dict[str, Any] | None:
    """A sum over the hubs, in the newest national statement that has it."""
    row = national_figure(address)
    if row is None:
        return None
    figure = figure_from_json(row.content)
    return {
        "national": row.national,
        "address": address,
        "figure": figure,
        "calculation": steps(figure, page_language()),
        "line": "",
    }


def paper_response(statement: Statement, edition: str, name: str) -> HttpResponse:
    """The paper called ``name``, as it was made."""
    if edition not in _FOLDERS:
        raise Http404
    path = f"{_FOLDERS[edition]}{name}"
    file = statement.files.filter(path=path).first()
    saved = f"{NAME}-{statement.hub}-{statement.year}-{statement.version}"
    return as_response(file, saved, kind=name.rpartition(".")[2])


def no_step(request: HttpRequest, statement: Statement) -> HttpResponse:
    """Says that there is no further step; who may take none at all gets 403."""
    if ALLOWED[statement.step] or statement.cut_off is not None:
        raise PermissionDenied
    context = {"found": heading(statement), "form": None, "steps": steps_shown(statement)}
    return render(request, "contracts/step.html", context)


def heading(statement: Statement) -> Heading:
    """What names ``statement``."""
    body = hub_of(statement.hub)
    return Heading(
        number=statement.pk,
        hub=statement.hub,
        hub_name=body.name if body else statement.hub,
        year=statement.year,
        version=statement.version,
        cut_off=format_date(statement.cut_off, page_language()) if statement.cut_off else "",
        step=statement.step.label,
        frozen=statement.frozen,
        demo=statement.demo,
        url=address_of(statement),
        hub_url=reverse("contracts:hub", kwargs={"hub": statement.hub}),
        content=statement.content,
        snapshot=statement.snapshot,
    )


def address_of(statement: Statement) -> str:
    """The address of a statement's page."""
    if statement.cut_off is not None:
        parts = {"hub": statement.hub, "day": statement.cut_off}
        return str(reverse("contracts:status", kwargs=parts))
    parts = {"hub": statement.hub, "year": statement.year, "version": statement.version}
    return str(reverse("contracts:statement", kwargs=parts))


def steps_shown(statement: Statement) -> list[dict[str, Any]]:
    """Every step on the way to publication: taken with who, when and document, or still to come."""
    taken = {item.step: item for item in steps_taken(statement)}
    return [
        {
            "words": in_page_language(step.label),
            "taken": _taken_words(taken.get(step)),
            "late": step is Step.SENT and is_late(tuple(taken.values()), due=statement.due),
            "due": format_date(statement.due, page_language()) if step is Step.SENT else "",
        }
        for step in Step
        if step is not Step.DRAFT
    ]


def letters_shown(statement: Statement) -> list[dict[str, Any]]:
    """To whom a letter goes when the statement is sent; no address where none is known."""
    return [
        {"name": organisation_name(organisation), "address": address}
        for organisation, address in recipients_of(statement).items()
    ]


def receipt(statement: Statement) -> Text:
    """That the step it reached last is recorded, and how many letters lie ready."""
    step = statement.step
    done = Text(
        da=f"Skridtet er gemt: {step.label.da}.", en=f"The step is recorded: {step.label.en}."
    )
    if step is not Step.SENT:
        return done
    letters = sum(1 for address in recipients_of(statement).values() if address)
    return Text(
        da=f"{done.da} Breve, der er lagt til afsendelse: {letters}.",
        en=f"{done.en} Letters put out for sending: {letters}.",
    )


def _taken_words(taken: StepTaken | None) -> dict[str, str] | None:
    if taken is None:
        return None
    day = format_date(taken.taken_on, page_language())
    return {"who": taken.actor, "day": day, "document": taken.document}


def _papers(statement: Statement, *, public: bool) -> list[dict[str, str]]:
    edition = PUBLIC_EDITION if public else WHOLE
    return [
        {
            "kind": kind.upper(),
            "url": reverse(
                "contracts:paper",
                kwargs={"number": statement.pk, "edition": edition, "name": f"{NAME}.{kind}"},
            ),
        }
        for kind in MEDIA_TYPES
    ]


def _versions(actor: Actor | None, statement: Statement) -> list[Heading]:
    """The other versions of the same statement that ``actor`` may see."""
    if statement.cut_off is not None:
        return []
    same = Statement.objects.filter(
        visible_to(actor), hub=statement.hub, year=statement.year, cut_off=None
    )
    return [heading(item) for item in same.exclude(pk=statement.pk).order_by("version")]


def _by_year(visible: Any) -> list[Statement]:
    """The newest visible version of every hub and year, the oldest year first."""
    found = Statement.objects.filter(visible, cut_off=None).order_by("year", "version")
    return list({(item.hub, item.year): item for item in found}.values())


def _glances(actor: Actor | None, statements: Iterable[Statement]) -> dict[int, dict[str, Any]]:
    """What each statement's page says at a glance, in the edition ``actor`` may see."""
    wanted = {item.pk: not sees_all(actor, item) for item in statements}
    pages = StatementPage.objects.filter(statement__in=wanted, language=page_language())
    return {
        page.statement_id: page.glance
        for page in pages.defer("view")
        if page.public is wanted[page.statement_id]
    }


def _row(statement: Statement, glances: dict[int, dict[str, Any]]) -> YearRow:
    return YearRow(heading(statement), glances[statement.pk]["tallies"])


def _hubs(bodies: Iterable[Body]) -> list[Body]:
    return [body for body in bodies if body.kind is BodyKind.HUB]


def hub_of(hub: str) -> Body | None:
    """The hub with the id ``hub``; ``None`` where there is none."""
    return next((body for body in _hubs(load_territory().bodies) if body.id == hub), None)


TAKEN_ALREADY = Text(
    da="Skridtet var allerede taget. Intet er ændret.",
    en="The step was taken already. Nothing was changed.",
)
