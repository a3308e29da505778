"""What the pages of performance contracts say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from samvirke.apps.accounts.domain import Actor
from samvirke.apps.accounts.rules import allowed
from samvirke.apps.accounts.web import page_language
from samvirke.apps.contracts.domain import check_stored, read_contract
from samvirke.apps.contracts.models import Contract
from samvirke.figures import Text, format_date
from samvirke.papers.contract_check import report_of, view_of
from samvirke.papers.contract_goals import goals_of
from samvirke.records import InputError, Problem
from samvirke.schemes.contract_check import ContractCheck, Grade
from samvirke.territory import BodyKind, load_territory

SAVE = "contracts.save"


@dataclass(frozen=True, slots=True)
class ContractHead:
    """What names a version of a contract."""

    hub: str
    hub_name: str
    year: int
    version: int
    title: str
    sha256: str
    saved_on: str
    url: str
    file_url: str
    check_url: str


def all_contracts() -> list[ContractHead]:
    """The newest version of every contract, by hub, the newest year first."""
    newest: dict[tuple[str, int], Contract] = {}
    for item in Contract.objects.order_by("hub", "-year", "version").defer("content"):
        newest[item.hub, item.year] = item
    return [_head(item) for item in newest.values()]


def contract_page(actor: Actor | None, held: Sequence[Contract], shown: Contract) -> dict[str, Any]:
    """A version of a contract: its goals, what the check counts, its other versions."""
    contract = read_contract(bytes(shown.content))
    national, local = goals_of(contract, page_language())
    return {
        "found": _head(shown),
        "newest": shown.version == held[0].version,
        "parties": contract.parties,
        "in_force": format_date(contract.in_force, page_language()),
        "national": national,
        "local": local,
        "counts": _counts(shown),
        "versions": [_head(item) for item in held],
        "can_edit": allowed(actor, SAVE, shown),
    }


def check_page(shown: Contract) -> dict[str, Any]:
    """The stored contract held against the agreement; ``problems`` where that cannot be done."""
    try:
        found = check_shown(check_stored(shown))
    except InputError as error:
        return {"found": _head(shown), "problems": problems_shown(error.problems)}
    return {"found": _head(shown), "problems": (), **found}


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


def _head(contract: Contract) -> ContractHead:
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
        url=reverse("contracts:contract", kwargs=parts) + version,
        file_url=reverse("contracts:contract_file", kwargs=parts) + version,
        check_url=reverse("contracts:contract_check", kwargs=parts) + version,
    )
