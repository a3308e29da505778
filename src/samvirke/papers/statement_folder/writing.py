"""Writing a statement's folder: the papers appear together, or nothing changes."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from samvirke.figures import Text
from samvirke.papers.statement_folder.order_file import (
    AGREEMENT_FILE,
    APPROVAL_FILE,
    ASSESSMENTS_FILE,
    BASIS,
    CONTRACT_FILE,
    NAME,
    ORDER_FILE,
    PUBLIC,
    Basis,
    order_bytes,
)
from samvirke.papers.writing import CannotWrite, write_all
from samvirke.records.snapshot import read_manifest
from samvirke.schemes.results_statement import Order, Statement, statement_bytes

# Renders the papers of one statement: file name -> bytes.
Render = Callable[[Statement], Mapping[str, bytes]]
_SIGNS_OF_FINGERPRINT = 16
_MOST_NAMED = 3


class Frozen(Exception):
    """A folder whose statement is signed off and may not be written over."""

    def __init__(self, out: Path) -> None:
        self.what = Text(
            da=f"Opgørelsen i {out} er godkendt og må ikke skrives over. Vælg en anden mappe med "
            f"--out, og skriv --replaces {out}, hvis det er en ny version.",
            en=f"The statement in {out} is signed off and may not be written over. Choose another "
            f"folder with --out, and write --replaces {out} if this is a new version.",
        )
        super().__init__(self.what.en)


class OtherFiles(Exception):
    """A folder that holds something else than a statement, which would be mixed up with it."""

    def __init__(self, out: Path, names: Sequence[str]) -> None:
        named = ", ".join(f"»{name}«" for name in names[:_MOST_NAMED])
        self.what = Text(
            da=f"Mappen {out} rummer andet end en opgørelse (fx {named}). Vælg en ny eller tom "
            "mappe med --out.",
            en=f"The folder {out} holds something else than a statement (such as {named}). Choose "
            "a new or empty folder with --out.",
        )
        super().__init__(self.what.en)


def write_statement(
    basis: Basis, order: Order, out: Path, *, render: Render
) -> tuple[Statement, tuple[Path, ...]]:
    """Makes the statement and writes its folder; returns it with the paths of its papers.

    The snapshot goes first, under a name of its own; the papers then replace a former draft's all
    at once. Raises ``Frozen`` for a folder that is signed off, ``OtherFiles`` for one that holds
    something else, ``InputError`` for a bad basis and ``CannotWrite`` where the disk refuses; in
    each case a former draft is left whole.
    """
    if (out / APPROVAL_FILE).exists():
        raise Frozen(out)
    _check_free(out)
    statement = basis.statement(order)
    public = basis.public(statement)
    papers = {
        **papers_of(statement, render),
        **{f"{PUBLIC}/{name}": content for name, content in papers_of(public, render).items()},
    }
    snapshot = _keep_snapshot(basis.snapshot, out / BASIS)
    earlier = [f"version-{at}.json" for at in range(1, len(basis.earlier) + 1)]
    kept = {
        f"{BASIS}/{name}": path.read_bytes()
        for name, path in zip(earlier, basis.earlier, strict=True)
    }
    kept[AGREEMENT_FILE] = basis.agreement.read_bytes()
    for name, path in ((CONTRACT_FILE, basis.contract), (ASSESSMENTS_FILE, basis.assessments)):
        if path is not None:
            kept[name] = path.read_bytes()
    order_file = order_bytes(order, basis, snapshot=snapshot.name, earlier=earlier)
    write_all(out, {**papers, **kept, ORDER_FILE: order_file})
    _drop_others(snapshot)
    return statement, tuple(out / name for name in papers)


def _check_free(out: Path) -> None:
    """Raises ``OtherFiles`` where other things lie than a statement, or part of one, leaves."""
    if not out.is_dir() or (out / ORDER_FILE).exists():
        return
    others = sorted(
        path.name
        for path in out.iterdir()
        if path.name not in (BASIS, PUBLIC) and not path.name.startswith((".", f"{NAME}."))
    )
    if others:
        raise OtherFiles(out, others)


def papers_of(statement: Statement, render: Render) -> dict[str, bytes]:
    """Every paper of a statement by its file name, the JSON first."""
    return {f"{NAME}.json": statement_bytes(statement), **render(statement)}


def _keep_snapshot(snapshot: Path, folder: Path) -> Path:
    """The snapshot's copy in ``folder``, named by its fingerprint; moved into place when whole."""
    fingerprint = read_manifest(snapshot).fingerprint
    kept = folder / f"udtraek-{fingerprint[:_SIGNS_OF_FINGERPRINT]}"
    if kept.exists():
        return kept
    partial = folder / f".{kept.name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(snapshot, partial)
        partial.rename(kept)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise CannotWrite(folder, error) from error
    return kept


def _drop_others(kept: Path) -> None:
    """Removes snapshots of former drafts, which nothing refers to any more."""
    for other in kept.parent.glob("udtraek-*"):
        if other != kept:
            shutil.rmtree(other, ignore_errors=True)
