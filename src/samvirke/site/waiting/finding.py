"""Looks up what waits for someone: each matter with a fixed number of queries."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from django.db.models import Count, Max, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from samvirke.agreements import FrameworkAgreement, agreement_in_force, load_agreements
from samvirke.apps.accounts.domain import INSTALLATION, Actor
from samvirke.apps.accounts.domain.invitations import invitations_of
from samvirke.apps.accounts.domain.letters import letters_given_up, waiting_letters
from samvirke.apps.accounts.rules import allowed
from samvirke.apps.contracts.contract_pages import SAVE, newest_contracts
from samvirke.apps.contracts.domain import check_stored, national_years
from samvirke.apps.contracts.editions import visible_to
from samvirke.apps.contracts.models import Contract, Statement
from samvirke.apps.contracts.pages import address_of, hub_of
from samvirke.apps.contracts.rules import may_confirm, next_steps
from samvirke.apps.guidance.models import Engagement
from samvirke.apps.guidance.pages import last_year
from samvirke.apps.guidance.work_list import current_work_list
from samvirke.apps.imports.domain.uploads import KEPT_DAYS, uploads_of
from samvirke.figures import Period, Text
from samvirke.records import InputError
from samvirke.schemes.contract_check import Grade
from samvirke.schemes.contract_confirmation import Party, State
from samvirke.schemes.results_statement import Step
from samvirke.site.waiting import matters
from samvirke.site.waiting.matters import HeldStatement, Matter, Waiting

Found = Iterable[Waiting | None]
_OTHER_PARTY = {
    State.HUB_CONFIRMED: Party.HUB.label,
    State.KKR_CONFIRMED: Party.KKR.label,
}


def waiting_for(actor: Actor) -> tuple[Waiting, ...]:
    """All that waits for ``actor`` today, in the order of ``Matter``."""
    own = matters.matters_for(actor.role, strong=actor.strong)
    return tuple(item for matter in own for item in _FINDERS[matter](actor) if item is not None)


def _uploads(actor: Actor) -> Found:
    for hub in sorted(actor.hubs):
        held = uploads_of(hub)
        first = min((localtime(upload.at).date() for upload in held), default=None)
        gone_on = first and first + timedelta(days=KEPT_DAYS)
        yield matters.uploads_wait(count=len(held), gone_on=gone_on, url=reverse("imports:list"))


def _tasks(actor: Actor) -> Found:
    for hub in sorted(actor.hubs):
        year = last_year(hub)
        if year is None or _agreement(year) is None:
            continue
        for section in current_work_list(hub, year).sections:
            url = f"{reverse('guidance:work_list')}?aar={year}&slags={section.kind}"
            yield matters.tasks_wait(section.title, year=year, count=len(section.tasks), url=url)


def _unmade(actor: Actor) -> Found:
    for hub in sorted(actor.hubs):
        started = Engagement.objects.filter(
            current=True, hub=hub, started__lt=actor.today.year * 10_000
        )
        newest = started.aggregate(Max("started"))["started__max"]
        agreement = None if newest is None else _agreement(newest // 10_000)
        if agreement is None:
            continue
        year = newest // 10_000
        made = Statement.objects.filter(hub=hub, year=year, cut_off=None)
        yield matters.statement_unmade(
            _name(hub),
            year=year,
            due=agreement.reporting.hub_statement.after(year),
            url=reverse("contracts:make_draft", kwargs={"hub": hub}),
            made=set(made.values_list("year", flat=True)),
            today=actor.today,
        )


def _drafts(actor: Actor) -> Found:
    return (matters.draft_waits(held, today=actor.today) for held in _statements(actor))


def _steps(actor: Actor) -> Found:
    return (matters.step_waits(held, today=actor.today) for held in _statements(actor))


def _confirmations(actor: Actor) -> Found:
    for contract, state in newest_contracts(actor):
        if may_confirm(actor, contract, state):
            parts = {"hub": contract.hub, "year": contract.year, "version": contract.version}
            yield matters.contract_unconfirmed(
                _titled(contract),
                version=contract.version,
                other=_OTHER_PARTY.get(state),
                url=reverse("contracts:confirm_contract", kwargs=parts),
            )


def _contracts(actor: Actor) -> Found:
    held = Contract.objects.filter(hub__in=actor.hubs).order_by("hub", "year", "version")
    for contract in {item.hub: item for item in held}.values():
        if allowed(actor, SAVE, contract):
            parts = {"hub": contract.hub, "year": contract.year}
            title = _titled(contract)
            url = reverse("contracts:contract_check", kwargs=parts)
            yield matters.contract_errors(title, errors=_errors(contract), url=url)


def _national(actor: Actor) -> Found:
    for found in national_years():
        agreement = _agreement(found.year)
        if found.lacking and agreement is not None:
            yield matters.national_behind(
                year=found.year,
                behind=len(found.lacking),
                due=agreement.reporting.national_statement.after(found.year),
                url=reverse("contracts:nationals"),
                today=actor.today,
            )


def _invitations(actor: Actor) -> Found:
    found = invitations_of(actor, at=timezone.now()).order_by()
    told = found.aggregate(count=Count("pk"), first=Min("expires_at"))
    last_day = told["first"] and localtime(told["first"]).date()
    url = f"{reverse('accounts:people')}#invitations"
    yield matters.invitations_wait(count=told["count"], last_day=last_day, url=url)


def _letters(actor: Actor) -> Found:
    if not allowed(actor, "letters.view", INSTALLATION):
        return
    url = reverse("operations:health")
    told = waiting_letters().aggregate(waiting=Count("pk"), since=Min("made_at"))
    since = told["since"] and localtime(told["since"]).date()
    yield matters.letters_given_up(count=letters_given_up().exclude(body="").count(), url=url)
    yield matters.letters_wait(waiting=told["waiting"], since=since, url=url)


def _newest(actor: Actor) -> Found:
    newest = {held.hub_name: held for held in _statements(actor, state=Step.PUBLISHED.value)}
    return (matters.newest_published(held) for held in newest.values())


_FINDERS: dict[Matter, Callable[[Actor], Found]] = {
    Matter.UPLOADS: _uploads,
    Matter.TASKS: _tasks,
    Matter.UNMADE: _unmade,
    Matter.DRAFTS: _drafts,
    Matter.STEPS: _steps,
    Matter.CONFIRMATIONS: _confirmations,
    Matter.CONTRACTS: _contracts,
    Matter.NATIONAL: _national,
    Matter.INVITATIONS: _invitations,
    Matter.LETTERS: _letters,
    Matter.NEWEST: _newest,
}


def _statements(actor: Actor, **only: str) -> Iterator[HeldStatement]:
    """The newest version that the actor may know of, by hub, the oldest year first."""
    known = Statement.objects.filter(visible_to(actor), hub__in=actor.hubs, cut_off=None, **only)
    found = known.annotate(since=Max("steps__taken_on")).order_by("hub", "year", "version")
    for item in {(item.hub, item.year): item for item in found}.values():
        yield HeldStatement(
            hub_name=_name(item.hub),
            year=item.year,
            step=item.step,
            due=item.due,
            since=item.since,
            next_steps=next_steps(actor, item),
            url=address_of(item),
        )


def _name(hub: str) -> str:
    body = hub_of(hub)
    return hub if body is None else body.name


def _agreement(year: int) -> FrameworkAgreement | None:
    return agreement_in_force(load_agreements(), on=Period.of_year(year).start)


def _titled(contract: Contract) -> Text:
    name = _name(contract.hub)
    return Text(
        da=f"resultatkontrakten {contract.year}, {name}",
        en=f"the performance contract {contract.year}, {name}",
    )


def _errors(contract: Contract) -> int | None:
    try:
        return check_stored(contract).count(Grade.ERROR)
    except InputError:
        return None
