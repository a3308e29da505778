"""The steps of a statement's folder, kept as a file beside its papers."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from samvirke.papers.statement_folder.order_file import (
    APPROVAL_FILE,
    NAME,
    PUBLIC,
    damaged,
    read_json,
)
from samvirke.papers.writing import write_all
from samvirke.schemes.results_statement import Step, StepTaken, json_bytes, take

_SCHEMA, _VERSION = "samvirke.statement-approval", 1


def steps_of(folder: Path) -> tuple[StepTaken, ...]:
    """The steps that the statement in ``folder`` has taken; none for a draft.

    Raises ``InputError`` for a file that is damaged, or steps that cannot follow each other.
    """
    path = folder / APPROVAL_FILE
    if not path.exists():
        return ()
    document = read_json(path)
    steps: tuple[StepTaken, ...] = ()
    try:
        if (document["schema"], document["version"]) != (_SCHEMA, _VERSION):
            raise ValueError("another schema or version")
        for item in document["steps"]:
            steps = take(steps, _step(item))
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(path) from error
    return steps


def take_step(
    folder: Path, step: Step, *, actor: str, taken_on: date, document: str
) -> tuple[StepTaken, ...]:
    """Records that the statement in ``folder`` took ``step``, and returns all steps.

    Raises ``StepRefused`` where it may not, and ``InputError`` where the folder holds none.
    """
    new = StepTaken(step, actor, taken_on, document, content_of(folder))
    steps = take(steps_of(folder), new)
    content = {"schema": _SCHEMA, "version": _VERSION, "steps": [_to_json(s) for s in steps]}
    write_all(folder, {APPROVAL_FILE: json_bytes(content)})
    return steps


def content_of(folder: Path) -> str:
    """SHA-256 over every paper in the folder, in the order of their names."""
    read_json(folder / f"{NAME}.json")
    digest = hashlib.sha256()
    for path in papers_in(folder):
        digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def papers_in(folder: Path) -> Sequence[Path]:
    """The statement's papers, in the order of their names."""
    found = [*folder.glob(f"{NAME}.*"), *(folder / PUBLIC).glob(f"{NAME}.*")]
    return sorted(path for path in found if path.is_file())


def _to_json(step: StepTaken) -> dict[str, Any]:
    return {
        "step": step.step.value,
        "actor": step.actor,
        "date": step.taken_on.isoformat(),
        "document": step.document,
        "content": step.content,
    }


def _step(item: dict[str, Any]) -> StepTaken:
    return StepTaken(
        Step(item["step"]),
        str(item["actor"]),
        date.fromisoformat(item["date"]),
        str(item["document"]),
        str(item["content"]),
    )
