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


def acceptance_text(check: PaperCheck, language: Language) -> str:
    """The file in which a person writes the reasons; what is accepted already stays."""
    lines = [f"schema: {SCHEMA}", "accepted:" if check.findings else "accepted: []"]
    for item in check.findings:
        message = item.finding.message.in_language(language)
        reason = (
            "" if item.accepted is None else f" {json.dumps(item.accepted, ensure_ascii=False)}"
        )
        lines += [
            f"  - id: '{item.finding.id}'",
            f"    finding: {json.dumps(message, ensure_ascii=False)}",
            f"    reason:{reason}",
        ]
    return "\n".join(lines) + "\n"
