"""Findings that a person accepts, each with a reason; what is not accepted is to be mended.

The file is YAML. ``samvirke check-paper --write-accepted`` writes it with an empty reason for each
open finding; one without a reason stays open.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from samvirke.figures import Language
from samvirke.records import Record, Word, read_yaml, validate
from samvirke.schemes.paper_check.check import PaperCheck

SCHEMA = "samvirke.accepted-findings/1"
_MOST = 5000


class _Accepted(Record):
    id: Word = Field(examples=["'d06a9771d7be'"])
    reason: Word | None = Field(default=None, examples=["'Afrunding; står under tabellen'"])
    finding: Word | None = None


class _File(Record):
    schema_: Literal["samvirke.accepted-findings/1"] = Field(alias="schema", examples=[SCHEMA])
    accepted: Annotated[tuple[_Accepted, ...], Field(max_length=_MOST)]


def accept(check: PaperCheck, path: Path) -> PaperCheck:
    """``check`` with the reasons in ``path``. Raises ``InputError`` for a file that is wrong."""
    given = validate(_File, read_yaml(path))
    reasons = {entry.id: entry.reason for entry in given.accepted if entry.reason is not None}
    there = {item.finding.id for item in check.findings}
    findings = tuple(
        replace(item, accepted=reasons.get(item.finding.id)) for item in check.findings
    )
    gone = tuple(entry.id for entry in given.accepted if entry.id not in there)
    return replace(check, findings=findings, gone=gone)


def acceptance_text(check: PaperCheck, language: Language, before: Path | None = None) -> str:
    """The file in which a person writes the reasons; what is accepted already stays.

    The reasons in the file ``before`` stay too, also those of findings that are no longer there.
    Raises ``InputError`` where that file is wrong.
    """
    given = validate(_File, read_yaml(before)).accepted if before is not None else ()
    known = {entry.id: entry.reason for entry in given}
    there = {item.finding.id for item in check.findings}
    entries = [
        _Accepted(
            id=item.finding.id,
            finding=item.finding.message.in_language(language),
            reason=item.accepted or known.get(item.finding.id),
        )
        for item in check.findings
    ]
    entries += [entry for entry in given if entry.id not in there and entry.reason is not None]
    lines = [f"schema: {SCHEMA}", "accepted:" if entries else "accepted: []"]
    for entry in entries:
        lines += [
            f"  - id: '{entry.id}'",
            f"    finding: {json.dumps(entry.finding, ensure_ascii=False)}",
            f"    reason: {json.dumps(entry.reason, ensure_ascii=False)}"
            if entry.reason is not None
            else "    reason:",
        ]
    return "\n".join(lines) + "\n"
