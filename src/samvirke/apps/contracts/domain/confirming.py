"""Confirming a contract's version, and which version is in force."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from samvirke.apps.accounts.domain import Verb, record_event
from samvirke.apps.accounts.models import User
from samvirke.apps.contracts.models import Contract, ContractConfirmation, Statement
from samvirke.apps.store import one_at_a_time
from samvirke.figures import Text
from samvirke.papers.statement_folder.order_file import CONTRACT_FILE
from samvirke.schemes.contract_confirmation import (
    ConfirmationRefused,
    Party,
    State,
    check_told,
    confirmed,
    state_of,
)

_VERBS = {
    Party.HUB: Verb.CONTRACT_CONFIRMED_BY_HUB,
    Party.KKR: Verb.CONTRACT_CONFIRMED_BY_KKR,
}


def agreed() -> Any:
    """The versions that both parties confirmed: in force now, or once."""
    found = Contract.objects.all()
    for party in Party:
        found = found.filter(confirmations__party=party.value)
    return found


def states_of(versions: Iterable[Contract]) -> dict[int, State]:
    """By key the state of each of ``versions``, which hold all later ones that are in force too.

    Their confirmations should be prefetched.
    """
    by = {item: {Party(row.party) for row in item.confirmations.all()} for item in versions}
    newest: dict[tuple[str, int], int] = {}
    for item, parties in by.items():
        if len(parties) == len(Party):
            key = (item.hub, item.year)
            newest[key] = max(item.version, newest.get(key, 0))
    return {
        item.pk: state_of(
            parties, newer_in_force=item.version < newest.get((item.hub, item.year), 0)
        )
        for item, parties in by.items()
    }


def contract_for_draft(hub: str, year: int) -> Contract | None:
    """What a draft is judged by: the newest version in force, else the newest proposal, if any."""
    newest = agreed().filter(hub=hub, year=year).order_by("-version").first()
    found: Contract | None = (
        newest or Contract.objects.filter(hub=hub, year=year).order_by("-version").first()
    )
    return found


def state_judged_by(statement: Statement) -> State | None:
    """The state now of the stored contract that ``statement`` was judged by; ``None`` for none."""
    files = statement.files.filter(path=CONTRACT_FILE)
    sha256 = files.values_list("sha256", flat=True).first()
    versions = _versions(statement.hub, statement.year)
    states = states_of(versions)
    # the same bytes may have been saved again, as a version that nobody confirmed
    found = {states[item.pk] for item in versions if item.sha256 == sha256}
    return State.IN_FORCE if State.IN_FORCE in found else next(iter(found), None)


@transaction.atomic
def confirm_contract(
    contract: Contract,
    party: Party,
    *,
    seen: str,
    confirmed_on: date,
    document: str,
    by: User,
    at: datetime,
) -> State:
    """Records that ``party`` confirmed this version of the contract; returns its state since.

    ``seen`` is the SHA-256 of the version that the person looked at. That another version was
    saved meanwhile changes nothing, for a version never changes. One person confirms for one
    party only. Raises ``ConfirmationRefused``.
    """
    if seen != contract.sha256:
        raise ConfirmationRefused(_NOT_THIS)
    today = timezone.localdate(at)
    check_told(year=contract.year, confirmed_on=confirmed_on, document=document, today=today)
    one_at_a_time(f"contract:{contract.hub}:{contract.year}")
    now = states_of(_versions(contract.hub, contract.year))[contract.pk]
    state = confirmed(now, party)
    if contract.confirmations.filter(actor=by).exists():
        raise ConfirmationRefused(_BOTH_PARTIES)
    ContractConfirmation.objects.create(
        contract=contract,
        party=party.value,
        actor=by,
        confirmed_on=confirmed_on,
        document=document.strip(),
        sha256=seen,
        recorded_at=at,
    )
    record_event(
        organisation=f"hub:{contract.hub}",
        actor=by,
        verb=_VERBS[party],
        about=f"contract:{contract.pk}",
        fields=("confirmations",),
        reason=f"sha256={seen} state={state.value}",
        at=at,
    )
    return state


def _versions(hub: str, year: int) -> Any:
    held = Contract.objects.filter(hub=hub, year=year).defer("content")
    return held.prefetch_related("confirmations")


_NOT_THIS = Text(
    da="Det er ikke den version, du læste. Intet er bekræftet. Åbn kontrakten igen, og bekræft "
    "den version, du har læst.",
    en="This is not the version that you read. Nothing was confirmed. Open the contract again, and "
    "confirm the version that you have read.",
)
_BOTH_PARTIES = Text(
    da="Du har allerede bekræftet versionen for den anden part. Bed en anden om at bekræfte den: "
    "kontrakten er en aftale mellem to parter.",
    en="You have confirmed the version for the other party already. Ask somebody else to confirm "
    "it: the contract is an agreement of two parties.",
)
