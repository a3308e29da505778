"""What the pages of performance contracts say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from samvirke.apps.accounts.domain import Actor
from samvirke.apps.accounts.rules import allowed
from samvirke.apps.accounts.web import page_language
from samvirke.apps.contracts.contract_editions import contracts_visible_to
from samvirke.apps.contracts.domain import check_stored, read_contract, states_of
from samvirke.apps.contracts.models import Contract
from samvirke.apps.contracts.rules import may_confirm
from samvirke.figures import Text, format_date
from samvirke.papers.contract_check import report_of, view_of
from samvirke.papers.contract_goals import goals_of
from samvirke.records import InputError, Problem
from samvirke.schemes.contract_check import ContractCheck, Grade
from samvirke.schemes.contract_confirmation import Party, State
from samvirke.territory import BodyKind, load_territory

SAVE = "contracts.save"


@dataclass(frozen=True, slots=True)
class ContractHead:
    """What names a version of a contract, and its state."""

    hub: str
    hub_name: str
    year: int
    version: int
    title: str
    sha256: str
    saved_on: str
    state: State
    url: str
    file_url: str
    check_url: str
    confirm_url: str


@dataclass(frozen=True, slots=True)
class ConfirmationShown:
    """A party's confirmation; without a day where it is not given yet."""

    party: Text
    day: str = ""
    who: str = ""
    document: str = ""


def newest_contracts(actor: Actor | None) -> list[tuple[Contract, State]]:
    """The newest version that ``actor`` may see of every contract, by hub, newest year first."""
    known = contracts_visible_to(actor).defer("content").order_by("hub", "-year", "version")
    states = states_of(known)
    newest = {(item.hub, item.year): item for item in known}
    return [(item, states[item.pk]) for item in newest.values()]


def all_contracts(actor: Actor | None) -> list[ContractHead]:
    """The same for the list of contracts."""
    return [_head(item, state) for item, state in newest_contracts(actor)]


def contract_page(actor: Actor | None, held: Sequence[Contract], shown: Contract) -> dict[str, Any]:
    """A version of a contract: its goals, what the check counts, its other versions."""
    contract = read_contract(bytes(shown.content))
    national, local = goals_of(contract, page_language())
    states = states_of(held)
    return {
        "found": _head(shown, states[shown.pk]),
        "public": states[shown.pk] in (State.IN_FORCE, State.REPLACED),
        "confirmations": _confirmations(shown),
        "can_confirm": may_confirm(actor, shown, states[shown.pk]),
        "newest": shown.version == held[0].version,
        "parties": contract.parties,
        "in_force": format_date(contract.in_force, page_language()),
        "national": national,
        "local": local,
        "counts": _counts(shown),
        "versions": [_head(item, states[item.pk]) for item in held],
        "can_edit": allowed(actor, SAVE, shown),
    }


def check_page(held: Sequence[Contract], shown: Contract) -> dict[str, Any]:
    """The stored contract held against the agreement; ``problems`` where that cannot be done."""
    head = _head(shown, states_of(held)[shown.pk])
    try:
        found = check_shown(check_stored(shown))
    except InputError as error:
        return {"found": head, "problems": problems_shown(error.problems)}
    return {"found": head, "problems": (), **found}


def confirm_page(held: Sequence[Contract], shown: Contract) -> dict[str, Any]:
    """The version that a party is about to confirm, what the check counts, what the other did."""
    head = _head(shown, states_of(held)[shown.pk])
    return {"found": head, "confirmations": _confirmations(shown), "counts": _counts(shown)}


def check_shown(check: ContractCheck) -> dict[str, Any]:
    """A contract check for the template that the written pages use too."""
    view = view_of(report_of(check, page_language()), name=check.contract.id)
    return {"report": view, "labels": view["labels"]}


@dataclass(frozen=True, slots=True)
class ProblemShown:
    """What is wrong in a file: the line, why, what stands there, what may stand there."""

    line: int | None
    what: Text
    got: str
    valid: Text | None
    example: str


def problems_shown(problems: Sequence[Problem]) -> list[ProblemShown]:
    """The problems of a file for a page."""
    return [
        ProblemShown(item.line, item.what, item.got or "", item.valid, item.example or "")
        for item in problems
    ]


def _counts(contract: Contract) -> list[tuple[Text, int]]:
    """How many findings the check has of each grade; none where it cannot be made."""
    try:
        check = check_stored(contract)
    except InputError:
        return []
    return [(grade.plural, check.count(grade)) for grade in Grade]


def _confirmations(contract: Contract) -> list[ConfirmationShown]:
    """What each party did, the hub first."""
    given = {row.party: row for row in contract.confirmations.all()}
    shown = []
    for party in Party:
        row = given.get(party.value)
        if row is None:
            shown.append(ConfirmationShown(party.heading))
            continue
        day = format_date(row.confirmed_on, page_language())
        who = row.actor.name if row.actor else ""
        shown.append(ConfirmationShown(party.heading, day, who, row.document))
    return shown


def _head(contract: Contract, state: State) -> ContractHead:
    parts = {"hub": contract.hub, "year": contract.year}
    version = f"?version={contract.version}"
    bodies = load_territory().bodies
    body = next(item for item in bodies if item.kind is BodyKind.HUB and item.id == contract.hub)
    return ContractHead(
        hub=contract.hub,
        hub_name=body.name,
        year=contract.year,
        version=contract.version,
        title=contract.title,
        sha256=contract.sha256,
        saved_on=format_date(localtime(contract.saved_at).date(), page_language()),
        state=state,
        url=reverse("contracts:contract", kwargs=parts) + version,
        file_url=reverse("contracts:contract_file", kwargs=parts) + version,
        check_url=reverse("contracts:contract_check", kwargs=parts) + version,
        confirm_url=reverse(
            "contracts:confirm_contract", kwargs={**parts, "version": contract.version}
        ),
    )
