"""Pages on which a performance contract is written and edited row by row, without YAML."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samvirke.agreements.contract_document import read_document, write_document
from samvirke.apps.accounts.domain import Actor
from samvirke.apps.accounts.web import authorise, for_roles
from samvirke.apps.contracts import contract_pages as pages
from samvirke.apps.contracts.contract_editing.actions import TOO_MANY, acted, is_too_large
from samvirke.apps.contracts.contract_editing.checking import check_of_base, look_at
from samvirke.apps.contracts.contract_editing.draft import Draft, draft_of, draft_posted
from samvirke.apps.contracts.contract_editing.page import editor_page
from samvirke.apps.contracts.contract_editing.start_form import StartForm
from samvirke.apps.contracts.contract_views import WRITERS, save_and_show, versions_of
from samvirke.apps.contracts.domain import ContractExists, read_contract
from samvirke.apps.contracts.models import Contract
from samvirke.figures import Text
from samvirke.records import InputError

_TEMPLATE = "contracts/contract_editor.html"


# The form's last field: without it goals that did not arrive would be taken for deleted.
_NOT_WHOLE = Text(
    da="Formularen kom ikke hel frem. Intet er gemt, og her står kontrakten, som den var. Prøv "
    "igen.",
    en="The form did not arrive whole. Nothing was saved, and the contract is shown as it was. Try "
    "again.",
)


@dataclass(frozen=True, slots=True)
class _Start:
    """What the form began as: a file's bytes, and the version that they are, if one is kept."""

    content: bytes
    seen: str
    held: Contract | None

    @property
    def began_as(self) -> bytes | None:
        """The kept bytes, which an unchanged form gives again."""
        return self.content if self.held else None


@for_roles(*WRITERS, second_factor=True)
def write_contract(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new contract: asks what to begin with, then shows the form."""
    if "base" in request.POST:
        return _go_on(request, actor, request.POST["base"].replace("\r\n", "\n").encode())
    form = StartForm(request.POST or None, hubs=actor.hubs, today=actor.today)
    if request.method == "POST" and form.is_valid():
        start = _Start(write_document(form.document), "", None)
        return _shown(request, start, draft_of(form.document), tell=False)
    return render(request, "contracts/contract_start.html", {"form": form})


@for_roles(*WRITERS, second_factor=True)
def edit_contract_rows(request: HttpRequest, actor: Actor, hub: str, year: int) -> HttpResponse:
    """Editing a contract row by row: what is saved is a new version."""
    versions = versions_of(actor, hub, year)
    newest = versions[0]
    authorise(actor, pages.SAVE, newest)
    seen = request.POST.get("seen", newest.sha256)
    began = next((item for item in versions if item.sha256 == seen), newest)
    start = _Start(bytes(began.content), seen, newest)
    if request.method == "POST":
        return _editor(request, actor, start)
    return _shown(request, start, draft_of(read_document(start.content)), tell=False)


def _go_on(request: HttpRequest, actor: Actor, base: bytes) -> HttpResponse:
    """A new contract whose form was sent, with the file that it began as."""
    try:
        read_contract(base)
    except InputError as error:
        context = {"problems": pages.problems_shown(error.problems)}
        return render(request, "contracts/contract_start.html", context)
    return _editor(request, actor, _Start(base, "", None))


def _editor(request: HttpRequest, actor: Actor, start: _Start) -> HttpResponse:
    """The form after one of its buttons was pressed; or, saved, on to the contract."""
    document = read_document(start.content)
    if "whole" not in request.POST:
        return _shown(request, start, draft_of(document), tell=False, refused=[_NOT_WHOLE])
    draft = draft_posted(document, request.POST)
    action = request.POST.get("action", "check")
    looked = look_at(draft, start.began_as)
    changed = acted(draft, action, looked.check or check_of_base(draft))
    if changed is not None and not is_too_large(changed.draft):
        return _shown(request, start, changed.draft, tell=False, focus=changed.focus)
    if changed is not None:
        return _shown(request, start, draft, tell=False, refused=[TOO_MANY])
    if action != "save" or looked.errors:
        return _shown(request, start, draft, tell=True)
    try:
        told = {"content": looked.content, "seen": start.seen}
        return save_and_show(request, actor, told, start.held)
    except InputError as error:
        existing = error if isinstance(error, ContractExists) else None
        what = [problem.what for problem in error.problems]
        return _shown(request, start, draft, tell=True, refused=what, existing=existing)


def _shown(
    request: HttpRequest,
    start: _Start,
    draft: Draft,
    *,
    tell: bool,
    focus: str = "",
    refused: Sequence[Text] = (),
    existing: ContractExists | None = None,
) -> HttpResponse:
    looked = look_at(draft, start.began_as)
    context = {
        "page": editor_page(draft, looked, tell=tell, focus=focus),
        "held": start.held,
        "seen": start.seen,
        "base": "" if start.held else start.content.decode(),
        "existing": existing,
        "refused": refused,
    }
    return render(request, _TEMPLATE, context)
