"""Which statements someone may know of, and in which edition.

The hub's own people see every state of its statements. Who receives it (its KKR) and the analysts
see the whole once it is sent, a municipality of the hub's area the public edition from then on,
and everybody the public edition of what is published.
"""

from django.db.models import Q

from samvirke.apps.accounts.domain import Actor, Role
from samvirke.apps.contracts.models import Statement, StatementFigure
from samvirke.papers.statement_folder.order_file import NAME, PUBLIC
from samvirke.schemes.results_statement import Step

OWN_HUB = frozenset({Role.ADVISER, Role.CONTROLLER, Role.HUB_DIRECTOR, Role.HUB_BOARD})
RECEIVERS = frozenset({Role.KKR_SECRETARY, Role.KKR_MEMBER, Role.ANALYST})
AREA = frozenset({Role.MUNICIPAL_FINANCE, Role.BUSINESS_OFFICE})
SENT_STATES = tuple(step.value for step in (Step.SENT, Step.TAKEN_NOTE_OF, Step.PUBLISHED))
"""The states in which somebody outside the hub sees a statement, the public edition at least."""


def visible_to(actor: Actor | None) -> Q:
    """The statements that ``actor`` may know of."""
    published = Q(state=Step.PUBLISHED.value)
    if actor is None:
        return published
    if actor.role in OWN_HUB:
        return published | Q(hub__in=actor.hubs)
    if actor.role in RECEIVERS | AREA:
        return published | Q(hub__in=actor.hubs, state__in=SENT_STATES)
    return published


def sees_all(actor: Actor | None, statement: Statement) -> bool:
    """Whether ``actor`` sees the edition in which nothing is hidden."""
    if actor is None or statement.hub not in actor.hubs:
        return False
    return actor.role in OWN_HUB or (actor.role in RECEIVERS and statement.state in SENT_STATES)


def document_path(*, public: bool) -> str:
    """Where an edition's JSON lies among a statement's files."""
    return f"{PUBLIC}/{NAME}.json" if public else f"{NAME}.json"


def figure_at(actor: Actor | None, address: str) -> tuple[Statement, StatementFigure | None] | None:
    """The figure at an address in the edition that ``actor`` may see, with its statement.

    ``None`` where they may know of no such figure; a figure that is hidden in their edition is
    ``None`` beside its statement.
    """
    held = StatementFigure.objects.select_related("statement").filter(
        address=address, statement__in=Statement.objects.filter(visible_to(actor))
    )
    editions = {row.public: row for row in held}
    if not editions:
        return None
    statement = next(iter(editions.values())).statement
    return statement, editions.get(not sees_all(actor, statement))
