"""Making a statement again from its own folder, and naming what does not come out the same."""

from dataclasses import dataclass
from pathlib import Path

from samvirke import __version__
from samvirke.papers.statement_folder.approval import content_of, steps_of
from samvirke.papers.statement_folder.order_file import PUBLIC, open_folder
from samvirke.papers.statement_folder.writing import Render, papers_of
from samvirke.records.snapshot import verify_snapshot
from samvirke.schemes.results_statement import (
    Difference,
    StepTaken,
    compare,
    statement_to_json,
)


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome: figures that differ, papers whose bytes differ, and the steps taken.

    Papers are compared only where the same release of Samvirke wrote them (``same_release``);
    ``changed_since_sign_off`` tells that the papers are not those that were signed off.
    """

    differences: tuple[Difference, ...]
    other_bytes: tuple[str, ...]
    same_release: bool
    steps: tuple[StepTaken, ...]
    changed_since_sign_off: bool

    @property
    def holds(self) -> bool:
        """Whether everything came out the same."""
        return not (self.differences or self.other_bytes or self.changed_since_sign_off)


def verify(path: Path, *, render: Render) -> Verification:
    """Recomputes the statement in ``path`` from its snapshot, contract and assessments.

    Raises ``InputError`` for a damaged folder or a snapshot that is not what its manifest says.
    """
    folder = open_folder(path)
    verify_snapshot(folder.basis.snapshot)
    statement = folder.recompute()
    public = folder.basis.public(statement)
    stored = folder.stored()
    differences = (
        *compare(stored, statement_to_json(statement), exact=True),
        *compare(folder.stored(public=True), statement_to_json(public), exact=True),
    )
    same_release = stored.get("code_version") == __version__
    other_bytes: tuple[str, ...] = ()
    if same_release:
        papers = papers_of(statement, render)
        papers |= {f"{PUBLIC}/{name}": body for name, body in papers_of(public, render).items()}
        other_bytes = tuple(name for name, body in papers.items() if _bytes(path / name) != body)
    steps = steps_of(path)
    changed = bool(steps) and content_of(path) != steps[0].content
    return Verification(differences, other_bytes, same_release, steps, changed)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
