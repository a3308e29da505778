"""The paper check as a whole."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samvirke.figures import Language
from samvirke.records.archive import PaperText, read_paper
from samvirke.schemes.paper_check.contents import contents_findings
from samvirke.schemes.paper_check.contracts import contract_findings
from samvirke.schemes.paper_check.findings import Finding, Grade
from samvirke.schemes.paper_check.names import name_findings
from samvirke.schemes.paper_check.numbering import numbering_findings
from samvirke.schemes.paper_check.own import NOTHING_REMADE, OwnPaper, Remade
from samvirke.schemes.paper_check.page_numbers import page_number_findings
from samvirke.schemes.paper_check.prose import prose_findings
from samvirke.schemes.paper_check.references import reference_findings
from samvirke.schemes.paper_check.shares import relation_findings, share_findings
from samvirke.schemes.paper_check.tables import Table, find_tables
from samvirke.schemes.paper_check.totals import total_findings

SCHEMA = "samvirke.paper-check"
VERSION = 2
_GRADES = list(Grade)


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding, and why it was accepted where a person did so."""

    finding: Finding
    accepted: str | None = None


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """What was found in a paper, surest first, and how many of its tables were recomputed.

    ``unknown_totals`` counts the totals that could not be, since a part of them is hidden.

    ``gone`` are the ids of accepted findings that are no longer there: mended, or changed. ``own``
    are the papers of Samvirke's own that it is or holds.
    """

    file: str
    sha256: str
    pages: int | None
    tables: int
    recomputed: int
    unknown_totals: int
    findings: tuple[Checked, ...]
    gone: tuple[str, ...] = ()
    own: tuple[OwnPaper, ...] = ()

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody has accepted."""
        return tuple(item.finding for item in self.findings if item.accepted is None)

    def to_json(self, language: Language = "da") -> dict[str, Any]:
        """The check as JSON values; ``paper_check.schema.json`` says what they hold."""
        return {
            "schema": SCHEMA,
            "version": VERSION,
            "file": self.file,
            "sha256": self.sha256,
            "pages": self.pages,
            "tables": self.tables,
            "recomputed": self.recomputed,
            "unknown_totals": self.unknown_totals,
            "findings": [
                {**item.finding.to_json(language), "accepted": item.accepted}
                for item in self.findings
            ],
            "gone": list(self.gone),
            "own": [paper.to_json(language) for paper in self.own],
        }


def check_paper(path: Path, progress: Callable[[int, int], None] | None = None) -> PaperCheck:
    """Checks the PDF or text in ``path``. Raises ``InputError`` for what is no paper."""
    return check_text(read_paper(path, progress))


def check_text(paper: PaperText, remade: Remade = NOTHING_REMADE) -> PaperCheck:
    """Checks a paper that was read already; ``remade`` is what its objects say of it."""
    lines = paper.lines
    tables = find_tables(lines)
    found: list[Finding] = list(remade.findings)
    for table in tables:
        found += total_findings(table)
        found += share_findings(table)
        found += relation_findings(table)
    found += contract_findings(lines)
    listed = list(contents_findings(paper))
    told = {item.line for item in listed}
    found += listed
    found += (item for item in page_number_findings(paper) if item.line not in told)
    found += prose_findings(lines)
    found += numbering_findings(lines)
    found += reference_findings(lines)
    found += name_findings(lines)
    found.sort(key=lambda item: (_GRADES.index(item.grade), item.page or 0, item.line or 0))
    unique = {item.id: item for item in reversed(found)}
    checked = tuple(Checked(item) for item in found if unique[item.id] is item)
    return PaperCheck(
        paper.file,
        paper.sha256,
        paper.pages,
        len(tables),
        sum(table.recomputed or _is_remade(table, remade) for table in tables),
        sum(table.unknown_totals for table in tables if not _is_remade(table, remade)),
        checked,
        own=tuple(remade.papers),
    )


def _is_remade(table: Table, remade: Remade) -> bool:
    """Whether the table stands in a paper that was made again from its object."""
    return any(row.line in remade.lines for row in table.rows)
