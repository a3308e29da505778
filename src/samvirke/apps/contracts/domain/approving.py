"""A statement's steps from draft to published."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samvirke.apps.accounts.domain import Verb, record_event
from samvirke.apps.accounts.models import User
from samvirke.apps.contracts.domain.confirming import state_judged_by
from samvirke.apps.contracts.domain.letters import letters_for
from samvirke.apps.contracts.domain.refusals import StatementRefused
from samvirke.apps.contracts.models import Statement, StatementStep
from samvirke.figures import Text
from samvirke.schemes.contract_confirmation import State
from samvirke.schemes.results_statement import Step, StepTaken, check_day, take

VERBS = {
    Step.SIGNED_OFF: Verb.STATEMENT_SIGNED_OFF,
    Step.BOARD_APPROVED: Verb.STATEMENT_BOARD_APPROVED,
    Step.SENT: Verb.STATEMENT_SENT,
    Step.TAKEN_NOTE_OF: Verb.STATEMENT_TAKEN_NOTE_OF,
    Step.PUBLISHED: Verb.STATEMENT_PUBLISHED,
}


def steps_taken(statement: Statement) -> tuple[StepTaken, ...]:
    """The steps that the statement has taken, the first first."""
    return tuple(
        StepTaken(Step(row.step), row.actor.name, row.taken_on, row.document, row.content)
        for row in statement.steps.select_related("actor")
    )


def last_day(statement: Statement) -> date:
    """The last day that the statement speaks of: its cut-off, or the year's end."""
    return statement.cut_off or date(statement.year, 12, 31)


@transaction.atomic
def take_step(
    statement: Statement,
    step: Step,
    *,
    seen: str,
    taken_on: date,
    document: str,
    by: User,
    at: datetime,
) -> StatementStep:
    """Records that the statement took ``step``; from sign-off on it is frozen.

    ``seen`` is the content (SHA-256) that the person looked at: a draft that was made again since
    is refused, and a sign-off of one whose contract is not in force. A year's statement alone takes
    steps, not a status. Sending it puts letters into the outbox. Raises ``StepRefused`` where the
    step may not follow and ``StatementRefused``.
    """
    held = Statement.objects.select_for_update().filter(pk=statement.pk).first()
    if held is None or held.content != seen:
        raise StatementRefused(_MADE_AGAIN)
    if held.cut_off is not None:
        raise StatementRefused(_ONLY_A_STATUS)
    take(steps_taken(held), StepTaken(step, by.name, taken_on, document, held.content))
    check_day(taken_on, end=last_day(held), today=timezone.localdate(at))
    remark = contract_remark(held)
    if remark is not None:
        raise StatementRefused(remark)
    row: StatementStep = StatementStep.objects.create(
        statement=held,
        step=step.value,
        actor=by,
        taken_on=taken_on,
        document=document.strip(),
        content=held.content,
        recorded_at=at,
    )
    if not held.frozen:
        for children in (held.files, held.pages, held.figures):
            children.update(frozen=True)
    held.state, held.frozen = step.value, True
    held.save(update_fields=["state", "frozen"])
    letters = f" letters={letters_for(held, at=at)}" if step is Step.SENT else ""
    record_event(
        organisation=f"hub:{held.hub}",
        actor=by,
        verb=VERBS[step],
        about=f"statement:{held.pk}",
        fields=("state",),
        reason=f"content={held.content}{letters}",
        at=at,
    )
    statement.refresh_from_db()
    return row


def contract_remark(statement: Statement) -> Text | None:
    """Why a draft cannot be signed off with its contract; ``None`` where it can, or has none."""
    if statement.frozen:
        return None
    state = state_judged_by(statement)
    if state in (None, State.IN_FORCE):
        return None
    return _OTHER_CONTRACT if state in (State.REPLACED, State.LAPSED) else _UNCONFIRMED


_UNCONFIRMED = Text(
    da="Udkastet er holdt op mod en resultatkontrakt, som ikke er bekræftet af både erhvervshuset "
    "og KKR. Det kan først godkendes, når kontrakten er bekræftet.",
    en="The draft is held against a performance contract that is not confirmed by both the "
    "business hub and the KKR. It can be signed off only once the contract is confirmed.",
)
_OTHER_CONTRACT = Text(
    da="Udkastet er holdt op mod en version af resultatkontrakten, som en nyere har afløst. Lav "
    "udkastet igen med den, der gælder; derefter kan det godkendes.",
    en="The draft is held against a version of the performance contract that a newer one replaced. "
    "Make the draft again with the one in force; then it can be signed off.",
)
_MADE_AGAIN = Text(
    da="Udkastet er lavet om, siden du åbnede det. Intet er godkendt. Læs det nye udkast, og tag "
    "skridtet derefter.",
    en="The draft was made again since you opened it. Nothing was approved. Read the new draft, "
    "then take the step.",
)
_ONLY_A_STATUS = Text(
    da="Det er en status midt i året; kun årets opgørelse godkendes og sendes.",
    en="This is a status within the year; only the year's statement is approved and sent.",
)
