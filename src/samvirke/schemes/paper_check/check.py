"""The paper check as a whole."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from samvirke.figures import Language
from samvirke.records.archive import Line, PaperText, read_paper
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
    ``left_totals`` are the labels of those that no sum of rows comes near, by line.

    ``gone`` are the ids of accepted findings that are no longer there: mended, or changed. ``own``
    are the papers of Samvirke's own that it is or holds. ``stamps`` says by page what stands at
    its top in an annex book (»2.4 Bilag 1 – side 3«). ``old_letters``: read as Windows-1252.
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
    old_letters: bool = False
    stamps: Mapping[int, str] = field(default_factory=dict)
    left_totals: Mapping[Line, str] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody has accepted."""
        return tuple(item.finding for item in self.findings if item.accepted is None)

    def stamp(self, finding: Finding) -> str | None:
        """Where ``finding`` stands in an annex book, as one refers to it."""
        return None if finding.page is None else self.stamps.get(finding.page)

    def to_json(self, language: Language = "da") -> dict[str, Any]:
        """The check as JSON values; ``paper_check.schema.json`` says what they hold."""
        return {
            "schema": SCHEMA,
            "version": VERSION,
            "file": self.file,
            "sha256": self.sha256,
            "pages": self.pages,
            "encoding": "windows-1252" if self.old_letters else None,
            "tables": self.tables,
            "recomputed": self.recomputed,
            "unknown_totals": self.unknown_totals,
            "left_totals": [
                {"page": line.page, "line": line.number, "row": label}
                for line, label in self.left_totals.items()
            ],
            "findings": [
                {
                    **item.finding.to_json(language),
                    "stamp": self.stamp(item.finding),
                    "accepted": item.accepted,
                }
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
    checked = tuple(Checked(item) for item in _told_once(found))
    return PaperCheck(
        paper.file,
        paper.sha256,
        paper.pages,
        len(tables),
        sum(table.recomputed or _is_remade(table, remade) for table in tables),
        sum(table.unknown_totals for table in tables if not _is_remade(table, remade)),
        checked,
        own=tuple(remade.papers),
        old_letters=paper.old_letters,
        left_totals={
            line: label
            for table in tables
            if not _is_remade(table, remade)
            for line, label in table.left_totals.items()
        },
    )


def _told_once(found: Sequence[Finding]) -> Iterator[Finding]:
    """Each finding once; that of another row of equal content and name is one of its own."""
    places: dict[str, dict[tuple[int | None, int | None], None]] = defaultdict(dict)
    for item in found:
        seen = places[item.id]
        place = (item.page, item.line)
        if seen and (item.row is None or place in seen):
            continue
        yield replace(item, repeat=len(seen))
        seen[place] = None


def _is_remade(table: Table, remade: Remade) -> bool:
    """Whether the table stands in a paper that was made again from its object."""
    return any(row.line in remade.lines for row in table.rows)
