"""Who may take which step with a statement, and who may write and confirm contracts."""

import rules

from samvirke.apps.accounts.domain import Actor, Role
from samvirke.apps.accounts.rules import allowed, has_role, own_hub, strong
from samvirke.apps.contracts.models import Contract, Statement
from samvirke.schemes.contract_confirmation import FOLLOWS, Party, State
from samvirke.schemes.results_statement import ALLOWED, Step

PERMISSIONS = {
    Step.SIGNED_OFF: "statements.sign_off",
    Step.BOARD_APPROVED: "statements.approve",
    Step.SENT: "statements.send",
    Step.TAKEN_NOTE_OF: "statements.take_note",
    Step.PUBLISHED: "statements.publish",
}
_CONFIRM = {Party.HUB: "contracts.confirm_for_hub", Party.KKR: "contracts.confirm_for_kkr"}
_HUB = has_role(Role.HUB_DIRECTOR) & strong & own_hub
_KKR = has_role(Role.KKR_SECRETARY) & strong & own_hub

rules.add_perm("statements.make", has_role(Role.CONTROLLER, Role.HUB_DIRECTOR) & strong & own_hub)
rules.add_perm("statements.sign_off", _HUB)
rules.add_perm("statements.approve", has_role(Role.HUB_BOARD, Role.HUB_DIRECTOR) & strong & own_hub)
rules.add_perm("statements.send", _HUB)
rules.add_perm("statements.take_note", _KKR)
rules.add_perm("statements.publish", _HUB | _KKR)
rules.add_perm("national.make", has_role(Role.ANALYST) & strong)
rules.add_perm("contracts.save", _HUB | _KKR)
rules.add_perm(_CONFIRM[Party.HUB], _HUB)
rules.add_perm(_CONFIRM[Party.KKR], _KKR)


def took_already(actor: Actor | None, statement: Statement, step: str) -> bool:
    """Whether the statement has taken ``step``, which ``actor`` is one of those to take."""
    taken = statement.steps.filter(step=step).exists()
    return taken and allowed(actor, PERMISSIONS[Step(step)], statement)


def next_steps(actor: Actor | None, statement: Statement) -> tuple[Step, ...]:
    """The steps that ``actor`` may take with ``statement`` now."""
    if statement.cut_off is not None:
        return ()
    return tuple(
        step for step in ALLOWED[statement.step] if allowed(actor, PERMISSIONS[step], statement)
    )


def party_of(actor: Actor | None, contract: Contract) -> Party | None:
    """The party to ``contract`` that ``actor`` confirms for; ``None`` for neither."""
    return next((party for party in Party if allowed(actor, _CONFIRM[party], contract)), None)


def may_confirm(actor: Actor | None, contract: Contract, state: State) -> bool:
    """Whether ``actor`` may confirm ``contract``, which is in ``state``."""
    return party_of(actor, contract) in FOLLOWS[state]
