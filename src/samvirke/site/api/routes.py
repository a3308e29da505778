"""The addresses of the API under ``/api/v1``.

A permanent figure address printed in a paper (``/tal/…``) is ``/api/v1/figures/…`` here.
"""

import json
from datetime import date
from pathlib import Path as File
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI, Path
from ninja.errors import ValidationError

from samvirke import __version__, figures
from samvirke.agreements import FrameworkAgreement, load_agreements
from samvirke.apps.accounts.domain import Actor
from samvirke.apps.accounts.web import actor_of
from samvirke.apps.contracts.contract_editions import contracts_visible_to
from samvirke.apps.contracts.contract_pages import newest_contracts
from samvirke.apps.contracts.domain import NATIONAL, check_stored
from samvirke.apps.contracts.editions import document_path, sees_all, visible_to
from samvirke.apps.contracts.models import Contract, NationalPaper, Statement
from samvirke.figures import Text, canonical
from samvirke.records import InputError
from samvirke.schemes.contract_confirmation import State
from samvirke.site.api import documents as shapes
from samvirke.site.api.figures import figure_document
from samvirke.territory import BodyKind, load_territory

api = NinjaAPI(
    title="Samvirke",
    version=__version__,
    description="What the pages show, as JSON. Read only. Without a login: what is published.",
    docs_url=None,
    urls_namespace="api",
)
# Years and versions that a database can hold; anything else is simply not found.
Year = Annotated[int, Path(ge=2000, le=2200)]
Version = Annotated[int, Path(ge=1, le=100_000)]
_NOT_FOUND = {404: shapes.Error}
_NOTHING = Text(
    da="Det findes ikke, eller du kan ikke se det. Slå adressen op i listerne (/api/v1/agreements, "
    "/api/v1/hubs, /api/v1/contracts); det, der ikke er offentliggjort, ses kun af den, der er "
    "logget ind.",
    en="It does not exist, or you cannot see it. Look up the address in the lists "
    "(/api/v1/agreements, /api/v1/hubs, /api/v1/contracts); what is not published is seen only by "
    "who is logged in.",
)
_NOT_UNDERSTOOD = Text(
    da="Adressen kan ikke læses: {parts}. Skriv året med fire cifre fra 2000 til 2200, versionen "
    "som et helt tal fra 1 og en dag som 2022-06-30.",
    en="The address cannot be read: {parts}. Write the year with four digits from 2000 to 2200, "
    "the version as a whole number from 1 and a day as 2022-06-30.",
)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """What is not there and what may not be known of are told alike."""
    return api.create_response(request, {"da": _NOTHING.da, "en": _NOTHING.en}, status=404)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which parts of the address are not what they must be, and what may stand there."""
    parts = ", ".join(str(fault["loc"][-1]) for fault in error.errors)
    words = {
        language: _NOT_UNDERSTOOD.in_language(language).format(parts=parts)
        for language in ("da", "en")
    }
    return api.create_response(request, words, status=422)


@api.exception_handler(InputError)
def unusable(request: HttpRequest, error: InputError) -> HttpResponse:
    """A stored file that cannot be computed with, and why."""
    words = {"da": error.in_language("da"), "en": error.in_language("en")}
    return api.create_response(request, words, status=409)


@api.get("/agreements", response=list[shapes.AgreementItem], summary="Framework agreements")
def agreements(request: HttpRequest) -> Any:
    """Every framework agreement, the earliest first."""
    return [_agreement_item(item) for item in load_agreements()]


@api.get(
    "/agreements/{agreement}",
    response={200: shapes.Agreement, **_NOT_FOUND},
    url_name="agreement",
    summary="A framework agreement with its thresholds",
)
def agreement(request: HttpRequest, agreement: str) -> Any:
    """Its measure points with the years in which each threshold holds."""
    found = next((item for item in load_agreements() if item.id == agreement), None)
    if found is None:
        raise Http404
    return {
        **_agreement_item(found),
        "parties": list(found.parties),
        "requirements": _requirements(found),
    }


@api.get("/hubs", response=list[shapes.Hub], summary="Business hubs")
def hubs(request: HttpRequest) -> Any:
    """Every business hub that there is or was."""
    return [
        {
            "id": body.id,
            "name": body.name,
            "statements": reverse("api:statements_of_hub", kwargs={"hub": body.id}),
        }
        for body in load_territory().bodies
        if body.kind is BodyKind.HUB
    ]


@api.get(
    "/hubs/{hub}/statements",
    response=list[shapes.StatementItem],
    url_name="statements_of_hub",
    summary="A hub's results statements",
)
def statements_of_hub(request: HttpRequest, hub: str) -> Any:
    """Those that may be seen, the oldest first; none for a hub that there is not."""
    actor = actor_of(request)
    found = Statement.objects.filter(visible_to(actor), hub=hub)
    return [_statement_item(actor, item) for item in found.order_by("year", "version", "pk")]


@api.get(
    "/statements/{hub}/as-of/{day}",
    response={200: shapes.Document, **_NOT_FOUND},
    url_name="status",
    summary="A hub's status at a day within the year",
)
def status(request: HttpRequest, hub: str, day: date) -> HttpResponse:
    """The same JSON as a statement's, of what was counted until that day."""
    return _as_frozen(request, hub=hub, cut_off=day)


@api.get(
    "/statements/{hub}/{year}/{version}",
    response={200: shapes.Document, **_NOT_FOUND},
    url_name="statement",
    summary="A results statement",
)
def statement(request: HttpRequest, hub: str, year: Year, version: Version) -> HttpResponse:
    """The statement's own JSON (schema ``samvirke.results-statement``), byte for byte as frozen."""
    return _as_frozen(request, hub=hub, year=year, version=version, cut_off=None)


@api.get(
    "/figures/{path:address}",
    response={200: shapes.Document, 409: shapes.Error, **_NOT_FOUND},
    url_name="figure",
    summary="A figure by its permanent address",
)
def figure(request: HttpRequest, address: str) -> Any:
    """The figure with its whole derivation; ``/schemas/figure`` is the schema it holds to."""
    found = figure_document(actor_of(request), f"/tal/{address}")
    if found is None:
        raise Http404
    return found


@api.get(
    "/national/{year}",
    response={200: shapes.Document, **_NOT_FOUND},
    url_name="national",
    summary="The national statement of a year",
)
def national(request: HttpRequest, year: Year) -> HttpResponse:
    """The newest version's own JSON (schema ``samvirke.national-statement``), as it was made."""
    papers = NationalPaper.objects.filter(national__year=year, language="da")
    file = papers.filter(name=f"{NATIONAL}.json").order_by("-national__version").first()
    if file is None:
        raise Http404
    return HttpResponse(bytes(file.content), content_type="application/json")


@api.get("/contracts", response=list[shapes.ContractItem], summary="Performance contracts")
def contracts(request: HttpRequest) -> Any:
    """The newest version that you may see of every contract; proposals only in a few roles."""
    found = newest_contracts(actor_of(request))
    return [_contract_item(item, state) for item, state in found]


@api.get(
    "/contracts/{hub}/{year}",
    response={200: str, **_NOT_FOUND},
    url_name="contract",
    summary="A performance contract as its file",
)
def contract(request: HttpRequest, hub: str, year: Year) -> HttpResponse:
    """The YAML, byte for byte as it was saved."""
    found = _contract(request, hub, year)
    return HttpResponse(bytes(found.content), content_type="application/yaml")


@api.get(
    "/contracts/{hub}/{year}/check",
    response={200: shapes.Document, 409: shapes.Error, **_NOT_FOUND},
    url_name="contract_check",
    summary="A performance contract held against the agreement",
)
def contract_check(request: HttpRequest, hub: str, year: Year) -> Any:
    """What the contract check finds in the newest version (the JSON of ``check-contract``)."""
    return check_stored(_contract(request, hub, year)).to_json("da")


@api.get("/schemas/figure", response=shapes.Document, summary="JSON schema of a figure")
def figure_schema(request: HttpRequest) -> Any:
    """The schema that every figure holds to."""
    file = File(figures.__file__).with_name("figure.schema.json")
    return json.loads(file.read_text("utf-8"))


def _agreement_item(item: FrameworkAgreement) -> dict[str, Any]:
    period = item.valid.period
    return {
        "id": item.id,
        "title": item.title,
        "valid_from": period.start,
        "valid_to": period.end,
        "url": reverse("api:agreement", kwargs={"agreement": item.id}),
    }


def _requirements(item: FrameworkAgreement) -> list[dict[str, Any]]:
    return [
        {
            "measure_point": point.id,
            "goal": goal.id,
            "title_da": point.title.da,
            "title_en": point.title.en,
            "years": list(threshold.years),
            "operator": threshold.operator,
            "level": None if threshold.value is None else canonical(threshold.value),
            "unit": threshold.unit,
            "clause": threshold.clause,
        }
        for goal in item.goals
        for point in goal.measure_points
        for threshold in point.thresholds
    ]


def _as_frozen(request: HttpRequest, **named: Any) -> HttpResponse:
    actor = actor_of(request)
    found = Statement.objects.filter(visible_to(actor), **named).first()
    if found is None:
        raise Http404
    path = document_path(public=not sees_all(actor, found))
    file = found.files.get(path=path)
    return HttpResponse(bytes(file.content), content_type="application/json")


def _statement_item(actor: Actor | None, item: Statement) -> dict[str, Any]:
    return {
        "hub": item.hub,
        "year": item.year,
        "version": item.version,
        "cut_off": item.cut_off,
        "state": item.state,
        "edition": "whole" if sees_all(actor, item) else "public",
        "due": item.due,
        "demo": item.demo,
        "content_sha256": item.content,
        "snapshot_sha256": item.snapshot,
        "url": _statement_url(item),
    }


def _statement_url(item: Statement) -> str:
    if item.cut_off is not None:
        return str(reverse("api:status", kwargs={"hub": item.hub, "day": item.cut_off}))
    parts = {"hub": item.hub, "year": item.year, "version": item.version}
    return str(reverse("api:statement", kwargs=parts))


def _contract_item(item: Contract, state: State) -> dict[str, Any]:
    parts = {"hub": item.hub, "year": item.year}
    return {
        **parts,
        "version": item.version,
        "title": item.title,
        "sha256": item.sha256,
        "state": state.value,
        "url": reverse("api:contract", kwargs=parts),
        "check": reverse("api:contract_check", kwargs=parts),
    }


def _contract(request: HttpRequest, hub: str, year: int) -> Contract:
    known = contracts_visible_to(actor_of(request)).filter(hub=hub, year=year)
    found: Contract | None = known.order_by("-version").first()
    if found is None:
        raise Http404
    return found
