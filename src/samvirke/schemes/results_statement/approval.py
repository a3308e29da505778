"""A results statement's way from draft to published.

The hub's director signs it off, the board may approve it, the hub sends it to the KKR, KL and
Erhvervsstyrelsen by 30 June, and the KKR takes note of it before it is published
(agreement 2021-2023, 8; agreement 2024-2027, 9). From sign-off on, its content is frozen: a
correction is a new version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from samvirke.figures import Text, format_date


class Step(Enum):
    """Where a statement is on its way."""

    DRAFT = "draft"
    SIGNED_OFF = "signed_off"
    BOARD_APPROVED = "board_approved"
    SENT = "sent"
    TAKEN_NOTE_OF = "taken_note_of"
    PUBLISHED = "published"

    @property
    def label(self) -> Text:
        """The step in words."""
        return _LABELS[self]


_LABELS = {
    Step.DRAFT: Text(da="Udkast", en="Draft"),
    Step.SIGNED_OFF: Text(da="Godkendt af direktøren", en="Signed off by the director"),
    Step.BOARD_APPROVED: Text(da="Godkendt af bestyrelsen", en="Approved by the board"),
    Step.SENT: Text(
        da="Sendt til KKR, KL og Erhvervsstyrelsen", en="Sent to the KKR, KL and Erhvervsstyrelsen"
    ),
    Step.TAKEN_NOTE_OF: Text(da="Taget til efterretning af KKR", en="Taken note of by the KKR"),
    Step.PUBLISHED: Text(da="Offentliggjort", en="Published"),
}

# What may follow what. The board's approval is the hub's own choice.
ALLOWED: dict[Step, tuple[Step, ...]] = {
    Step.DRAFT: (Step.SIGNED_OFF,),
    Step.SIGNED_OFF: (Step.BOARD_APPROVED, Step.SENT),
    Step.BOARD_APPROVED: (Step.SENT,),
    Step.SENT: (Step.TAKEN_NOTE_OF,),
    Step.TAKEN_NOTE_OF: (Step.PUBLISHED,),
    Step.PUBLISHED: (),
}


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step with who took it, on which day, and the document that shows it.

    ``content`` is the SHA-256 of the statement as it was then.
    """

    step: Step
    actor: str
    taken_on: date
    document: str
    content: str


class StepRefused(ValueError):
    """A step that may not be taken now; ``what`` says why and what may be done instead."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(what.en)


def current(steps: Sequence[StepTaken]) -> Step:
    """The step that a statement has reached."""
    return steps[-1].step if steps else Step.DRAFT


def is_frozen(steps: Sequence[StepTaken]) -> bool:
    """Whether the content may no longer change."""
    return current(steps) is not Step.DRAFT


def take(steps: Sequence[StepTaken], new: StepTaken) -> tuple[StepTaken, ...]:
    """``steps`` with ``new`` added.

    Raises ``StepRefused`` where the step may not follow, its day lies before the last one's, the
    actor or document is missing, or the content is not what was signed off.
    """
    now = current(steps)
    if new.step not in ALLOWED[now]:
        _refuse_order(now, new.step)
    if not new.actor.strip() or not new.document.strip():
        raise StepRefused(
            Text(
                da="Et skridt skal have både en person og et dokument. Angiv, hvem der tog "
                "skridtet, og hvilket dokument der viser det.",
                en="A step needs both a person and a document. Say who took the step and which "
                "document shows it.",
            )
        )
    if steps and new.taken_on < steps[-1].taken_on:
        last = steps[-1]
        raise StepRefused(
            Text(
                da=f"Skridtet kan ikke ligge før det forrige ({last.step.label.da}, "
                f"{format_date(last.taken_on, 'da')}). Ret datoen.",
                en=f"The step cannot lie before the last one ({last.step.label.en}, "
                f"{format_date(last.taken_on, 'en')}). Correct the date.",
            )
        )
    if steps and new.content != steps[0].content:
        raise StepRefused(
            Text(
                da="Opgørelsen er ikke længere den, direktøren godkendte. Hent de godkendte filer "
                "frem igen, eller lav en ny version.",
                en="The statement is no longer the one that the director signed off. Restore the "
                "approved files, or make a new version.",
            )
        )
    return (*steps, new)


def check_day(taken_on: date, *, end: date, today: date) -> None:
    """Raises ``StepRefused`` for a step before the period was over or in the future.

    ``end`` is the last day that the statement speaks of: nobody can have approved it before.
    """
    if taken_on <= end:
        raise StepRefused(
            Text(
                da=f"Skridtet kan først tages, når den periode, opgørelsen handler om, er slut: "
                f"efter den {format_date(end, 'da')}. Ret datoen.",
                en=f"The step can only be taken when the period of the statement is over: after "
                f"{format_date(end, 'en')}. Correct the date.",
            )
        )
    if taken_on > today:
        raise StepRefused(
            Text(
                da=f"Datoen {format_date(taken_on, 'da')} ligger i fremtiden. Skriv den dag, "
                "skridtet blev taget.",
                en=f"The day {format_date(taken_on, 'en')} lies in the future. Write the day on "
                "which the step was taken.",
            )
        )


def is_late(steps: Sequence[StepTaken], *, due: date) -> bool:
    """Whether the statement was sent after the day it was due."""
    return any(item.step is Step.SENT and item.taken_on > due for item in steps)


def _refuse_order(now: Step, wanted: Step) -> None:
    next_da = " eller ".join(f"»{step.label.da}«" for step in ALLOWED[now])
    next_en = " or ".join(f"'{step.label.en}'" for step in ALLOWED[now])
    possible = Text(
        da=f"Næste mulige skridt er {next_da}." if next_da else "Der er ikke flere skridt.",
        en=f"The next possible step is {next_en}." if next_en else "There are no more steps.",
    )
    raise StepRefused(
        Text(
            da=f"Opgørelsen er »{now.label.da}« og kan ikke gå til »{wanted.label.da}«. "
            f"{possible.da}",
            en=f"The statement is '{now.label.en}' and cannot go to '{wanted.label.en}'. "
            f"{possible.en}",
        )
    )
