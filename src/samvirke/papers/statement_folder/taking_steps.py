"""Taking a step with a statement's folder, once the folder is what it says it is."""

from datetime import date
from pathlib import Path

from samvirke.figures import Text
from samvirke.papers.statement_folder.approval import content_of, steps_of, write_steps
from samvirke.papers.statement_folder.order_file import Folder, open_folder
from samvirke.papers.statement_folder.verification import Verification, verify
from samvirke.papers.statement_folder.writing import Render
from samvirke.schemes.results_statement import Step, StepRefused, StepTaken, check_day, take


def take_step(
    path: Path,
    step: Step,
    *,
    actor: str,
    taken_on: date,
    document: str,
    today: date,
    render: Render,
) -> tuple[StepTaken, ...]:
    """Records that the statement in the folder ``path`` took ``step``, and returns all steps.

    Raises ``StepRefused`` where it may not, where the day cannot be right, or where the papers
    are not what the folder's own basis gives, and ``InputError`` where the folder holds none.
    """
    folder = open_folder(path)
    steps = take(steps_of(path), StepTaken(step, actor, taken_on, document, content_of(path)))
    check_day(taken_on, end=_end_of(folder), today=today)
    _check_papers(verify(path, render=render), step)
    write_steps(path, steps)
    return steps


def _end_of(folder: Folder) -> date:
    """The last day that the statement speaks of."""
    return folder.order.cut_off or date(folder.order.year, 12, 31)


def _check_papers(found: Verification, step: Step) -> None:
    if not found.holds:
        raise StepRefused(_other_papers(found))
    if step is Step.SIGNED_OFF and not found.same_release:
        raise StepRefused(_OTHER_RELEASE)


def _other_papers(found: Verification) -> Text:
    places = [item.place for item in found.differences]
    names = [Text(da=name, en=name) for name in found.other_bytes]
    da, en = (
        ", ".join(item.in_language(language) for item in (*names, *places))
        for language in ("da", "en")
    )
    return Text(
        da=f"Opgørelsen stemmer ikke med sit eget grundlag: {da}. Skridtet er ikke ført ind. Lav "
        "opgørelsen igen, eller hent de rigtige filer frem.",
        en=f"The statement is not what its own basis gives: {en}. The step was not recorded. Make "
        "the statement again, or restore the right files.",
    )


_OTHER_RELEASE = Text(
    da="Opgørelsen er skrevet af en anden udgave af Samvirke, så papirerne kan ikke kontrolleres. "
    "Lav den igen med denne udgave, og godkend den så.",
    en="The statement was written by another release of Samvirke, so its papers cannot be checked. "
    "Make it again with this release, then sign it off.",
)
