"""What a paper check says of the parts of a paper that Samvirke made itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from samvirke.figures import Language, Text
from samvirke.records.archive import Line
from samvirke.schemes.paper_check.findings import Finding, Grade, Kind


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """A paper of Samvirke's own, or one within a bundle, and what it was recomputed from.

    ``pages`` are its first and last, where there are pages. ``object`` is the file or folder that
    it was recomputed from, ``compared`` how many of its lines were held against what came out;
    without an object ``reason`` says why not.
    """

    id: str
    pages: tuple[int, int] | None
    object: str | None = None
    compared: int = 0
    reason: Text | None = None

    def to_json(self, language: Language) -> dict[str, Any]:
        """The paper as JSON values."""
        return {
            "id": self.id,
            "first_page": None if self.pages is None else self.pages[0],
            "last_page": None if self.pages is None else self.pages[1],
            "object": self.object,
            "compared": self.compared,
            "reason": None if self.reason is None else self.reason.in_language(language),
        }


@dataclass(frozen=True, slots=True)
class Remade:
    """All own papers that were found, and where they differ from what their objects give.

    ``lines`` are those of the paper that were held against an object.
    """

    papers: Sequence[OwnPaper] = ()
    findings: Sequence[Finding] = ()
    lines: frozenset[Line] = frozenset()


NOTHING_REMADE = Remade()


def not_remade(id_: str, pages: tuple[int, int] | None, reason: Text) -> Remade:
    """An own paper that could not be recomputed, which stands open until somebody sees to it."""
    page = None if pages is None else pages[0]
    return Remade((OwnPaper(id_, pages, reason=reason),), (not_recomputed(id_, reason, page),))


def not_recomputed(what: str, reason: Text, page: int | None = None) -> Finding:
    """The finding that ``what`` was not held against an object, and why."""
    message = Text(da=f"{what}: {reason.da}", en=f"{what}: {reason.en}")
    return Finding(Kind.NOT_RECOMPUTED, Grade.LIKELY, message, line=None, page=page)
