"""Pages of performance contracts: read, checked, imported, edited, exported."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samvirke.apps.accounts.domain import Actor, Role
from samvirke.apps.accounts.rules import allowed
from samvirke.apps.accounts.web import actor_of, authorise, for_roles, in_page_language
from samvirke.apps.contracts import contract_pages as pages
from samvirke.apps.contracts.contract_editions import contracts_visible_to
from samvirke.apps.contracts.contract_form import ContractForm
from samvirke.apps.contracts.domain import (
    ContractExists,
    check_content,
    hub_of_contract,
    save_contract,
)
from samvirke.apps.contracts.models import Contract
from samvirke.figures import Text
from samvirke.records import InputError, Problem

WRITERS = (Role.KKR_SECRETARY, Role.HUB_DIRECTOR)


def contracts(request: HttpRequest) -> HttpResponse:
    """All contracts that are kept."""
    actor = actor_of(request)
    can_save = actor is not None and actor.role in WRITERS
    context = {"contracts": pages.all_contracts(actor), "can_save": can_save}
    return render(request, "contracts/contracts.html", context)


def contract(request: HttpRequest, hub: str, year: int) -> HttpResponse:
    """A contract: the newest version, or the one asked for."""
    actor = actor_of(request)
    held = versions_of(actor, hub, year)
    context = pages.contract_page(actor, held, _asked(request, held))
    return render(request, "contracts/contract.html", context)


def contract_file(request: HttpRequest, hub: str, year: int) -> HttpResponse:
    """The contract's file, byte for byte as it was saved."""
    shown = _asked(request, versions_of(actor_of(request), hub, year))
    response = HttpResponse(bytes(shown.content), content_type="application/yaml")
    name = f"resultatkontrakt-{hub}-{year}-{shown.version}.yaml"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["ETag"] = f'"{shown.sha256}"'
    return response


def contract_check(request: HttpRequest, hub: str, year: int) -> HttpResponse:
    """The contract held against the framework agreement in force."""
    held = versions_of(actor_of(request), hub, year)
    context = pages.check_page(held, _asked(request, held))
    return render(request, "contracts/contract_check.html", context)


@for_roles()
def check(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A contract that is pasted in or uploaded, held against the agreement; nothing is kept."""
    return _form_page(request, ContractForm(request.POST or None, request.FILES or None))


@for_roles(*WRITERS, second_factor=True)
def new_contract(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Importing a contract, or writing one."""
    form = ContractForm(request.POST or None, request.FILES or None)
    return _form_page(request, form, actor=actor)


@for_roles(*WRITERS, second_factor=True)
def edit_contract(request: HttpRequest, actor: Actor, hub: str, year: int) -> HttpResponse:
    """Editing a contract: what is saved is a new version."""
    held = versions_of(actor, hub, year)[0]
    authorise(actor, pages.SAVE, held)
    start = {"text": bytes(held.content).decode("utf-8-sig"), "seen": held.sha256}
    form = ContractForm(request.POST or None, request.FILES or None, initial=start)
    return _form_page(request, form, actor=actor, held=held)


def _form_page(
    request: HttpRequest,
    form: ContractForm,
    *,
    actor: Actor | None = None,
    held: Contract | None = None,
) -> HttpResponse:
    """The form with what the check found; or, saved by ``actor``, on to the contract."""
    context: dict[str, Any] = {"form": form, "can_save": actor is not None, "held": held}
    if request.method == "POST" and form.is_valid():
        content: bytes = form.cleaned_data["content"]
        try:
            if actor is not None and request.POST.get("action") == "save":
                return save_and_show(request, actor, form.cleaned_data, held)
            context.update(pages.check_shown(check_content(content)))
        except InputError as error:
            context["problems"] = pages.problems_shown(error.problems)
            if isinstance(error, ContractExists):
                context["existing"] = error
    return render(request, "contracts/contract_form.html", context)


def save_and_show(
    request: HttpRequest, actor: Actor, told: dict[str, Any], held: Contract | None
) -> HttpResponse:
    """Keeps the file as a new version of ``held``, or of a new contract, and leads on to it.

    Raises ``InputError`` where it cannot be kept, also where there is a version since ``seen``.
    """
    content = told["content"]
    hub, year = hub_of_contract(content)
    if held is not None and (held.hub, held.year) != (hub, year):
        raise InputError([Problem("", None, _OTHER_CONTRACT)])
    if not allowed(actor, pages.SAVE, hub):
        raise PermissionDenied
    saved = save_contract(content, by=actor.user, at=timezone.now(), seen=told["seen"])
    messages.success(request, in_page_language(_SAVED))
    return redirect("contracts:contract", hub=saved.hub, year=saved.year)


def versions_of(actor: Actor | None, hub: str, year: int) -> list[Contract]:
    """Every version of the contract that ``actor`` may see, the newest first; 404 without one."""
    known = contracts_visible_to(actor).filter(hub=hub, year=year)
    held = list(known.order_by("-version"))
    if not held:
        raise Http404
    return held


def _asked(request: HttpRequest, held: list[Contract]) -> Contract:
    wanted = request.GET.get("version", str(held[0].version))
    shown = next((item for item in held if str(item.version) == wanted), None)
    if shown is None:
        raise Http404
    return shown


_SAVED = Text(
    da="Resultatkontrakten er gemt. Versionen er et udkast, til både erhvervshuset og KKR har "
    "bekræftet den.",
    en="The performance contract is saved. The version is a proposal until both the business hub "
    "and the KKR have confirmed it.",
)
_OTHER_CONTRACT = Text(
    da="Parterne eller datoen er nu en anden kontrakts. Intet er gemt. Skriv den som en ny "
    "kontrakt, eller ret parterne (parties) og datoen (in_force) tilbage.",
    en="Parties or date are now those of another contract. Nothing was saved. Write it as a new "
    "contract, or restore the parties (parties) and the date (in_force).",
)
