"""Votes and drawings of lots, read from CSV files."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from samvirke.allocation import ListVotes, Lot
from samvirke.figures import Text
from samvirke.records.sheets import SheetRow
from samvirke.schemes.scheme_files import read_rows


def read_votes(path: Path) -> list[ListVotes]:
    """The lists of a votes file: ``list,votes`` and, if wanted, ``alliance`` and ``candidates``.

    An empty alliance means none, empty candidates mean enough. Raises ``InputError`` naming the
    row.
    """
    seen: dict[str, int] = {}
    lists = []
    for row in read_rows(path, ("list", "votes"), optional=("alliance", "candidates")):
        name = row.text("list")
        if name in seen:
            what = Text(
                da=f"Listen står også på linje {seen[name]}. En liste må stå én gang.",
                en=f"The list also stands on line {seen[name]}. A list may stand once.",
            )
            raise row.refused(what, got=name)
        seen[name] = row.line
        lists.append(_list(row, name))
    return lists


def _list(row: SheetRow, name: str) -> ListVotes:
    candidates = row.whole("candidates") if row.has("candidates") else None
    alliance = row.text("alliance") if row.has("alliance") else None
    return ListVotes(name, row.whole("votes"), alliance, candidates)


def without_alliances(lists: Sequence[ListVotes]) -> list[ListVotes]:
    """The lists as if none had entered an electoral alliance."""
    return [replace(item, alliance=None) for item in lists]


def read_lots(path: Path) -> list[Lot]:
    """Drawings of lots: who drew, the day, and the contenders in the order drawn, by semicolons.

    Raises ``InputError`` naming the row, also for a drawing with fewer than two names.
    """
    lots = []
    for row in read_rows(path, ("drawn_by", "day", "outcome")):
        names = tuple(name.strip() for name in row.text("outcome").split(";"))
        if len(names) < 2 or "" in names:
            what = Text(
                da="Udfaldet skal være mindst to navne i den trukne orden, adskilt af semikolon.",
                en="The outcome must be two names or more in the order drawn, by semicolons.",
            )
            raise row.refused(what, got=row["outcome"], example="B; A")
        lots.append(Lot(row.text("drawn_by"), row.day("day"), names))
    return lots
