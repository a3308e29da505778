"""The page on which a party confirms a version of a performance contract."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samvirke.apps.accounts.domain import Actor
from samvirke.apps.accounts.web import for_roles, in_page_language
from samvirke.apps.contracts import contract_pages as pages
from samvirke.apps.contracts.contract_views import WRITERS, versions_of
from samvirke.apps.contracts.domain import confirm_contract as confirm
from samvirke.apps.contracts.forms import ConfirmForm
from samvirke.apps.contracts.models import Contract
from samvirke.apps.contracts.rules import party_of
from samvirke.figures import Text
from samvirke.schemes.contract_confirmation import (
    ConfirmationRefused,
    Party,
    State,
    confirmed,
)


@for_roles(*WRITERS, second_factor=True)
def confirm_contract(
    request: HttpRequest, actor: Actor, hub: str, year: int, version: int
) -> HttpResponse:
    """Asks for day and document, and confirms the version for the actor's party."""
    held = versions_of(actor, hub, year)
    shown = next((item for item in held if item.version == version), None)
    if shown is None:
        raise Http404
    party = party_of(actor, shown)
    if party is None:
        raise PermissionDenied
    page = pages.confirm_page(held, shown)
    try:
        confirmed(page["found"].state, party)
    except ConfirmationRefused as error:
        messages.info(request, in_page_language(error.what))
        return redirect(page["found"].url)
    return _asked(request, actor, shown, party, page)


def _asked(
    request: HttpRequest, actor: Actor, shown: Contract, party: Party, page: dict[str, Any]
) -> HttpResponse:
    start = {"confirmed_on": actor.today, "seen": shown.sha256}
    form = ConfirmForm(request.POST or None, party=party, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            state = confirm(shown, party, **form.cleaned_data, by=actor.user, at=timezone.now())
        except ConfirmationRefused as error:
            form.add_error(None, in_page_language(error.what))
        else:
            messages.success(request, in_page_language(_RECEIPTS[state]))
            return redirect(page["found"].url)
    context = {**page, "form": form, "party": party.label}
    return render(request, "contracts/confirm_contract.html", context)


_RECEIPTS = {
    State.IN_FORCE: Text(
        da="Bekræftelsen er gemt. Kontrakten gælder nu: begge parter har bekræftet den.",
        en="The confirmation is recorded. The contract is in force: both parties confirmed it.",
    ),
    State.HUB_CONFIRMED: Text(
        da="Bekræftelsen er gemt. Kontrakten gælder, når KKR også har bekræftet den.",
        en="The confirmation is recorded. The contract is in force once the KKR confirms it too.",
    ),
    State.KKR_CONFIRMED: Text(
        da="Bekræftelsen er gemt. Kontrakten gælder, når erhvervshuset også har bekræftet den.",
        en="The confirmation is recorded. The contract is in force once the business hub confirms "
        "it too.",
    ),
}
