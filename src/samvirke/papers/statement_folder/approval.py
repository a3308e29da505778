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

_SCHEMA, _VERSION = "samvirke.statement-approval", 2


def steps_of(folder: Path) -> tuple[StepTaken, ...]:
    """The steps that the statement in ``folder`` has taken; none for a draft.

    Raises ``InputError`` for a file that is damaged, steps that cannot follow each other, or a
    step that is not as it was written.
    """
    path = folder / APPROVAL_FILE
    if not path.exists():
        return ()
    document = read_json(path)
    steps: tuple[StepTaken, ...] = ()
    try:
        if (document["schema"], document["version"]) != (_SCHEMA, _VERSION):
            raise ValueError("another schema or version")
        told: list[dict[str, Any]] = []
        for item in document["steps"]:
            steps = take(steps, _step(item))
            told.append(_chained(_to_json(steps[-1]), told))
        if told != document["steps"]:
            raise ValueError("a step was edited")
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(path) from error
    return steps


def write_steps(folder: Path, steps: Sequence[StepTaken]) -> None:
    """Keeps ``steps`` beside the papers, each with the SHA-256 of itself and the one before."""
    told: list[dict[str, Any]] = []
    for step in steps:
        told.append(_chained(_to_json(step), told))
    content = {"schema": _SCHEMA, "version": _VERSION, "steps": told}
    write_all(folder, {APPROVAL_FILE: json_bytes(content)})


def _chained(item: dict[str, Any], before: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """``item`` with the SHA-256 over its own fields and the hash of the last one ``before``."""
    linked = {**item, "previous": before[-1]["sha256"] if before else None}
    return {**linked, "sha256": hashlib.sha256(json_bytes(linked)).hexdigest()}


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
