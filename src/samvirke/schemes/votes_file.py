"""Votes and drawings of lots, read from CSV files."""

import csv
from pathlib import Path

from samvirke.allocation import ListVotes, Lot
from samvirke.figures import Text
from samvirke.records import read_table
from samvirke.records.tables import Row

_COLUMNS = ("list", "votes")
_ALL_COLUMNS = (*_COLUMNS, "alliance", "candidates")
_FORMS = (_COLUMNS, (*_COLUMNS, "alliance"), (*_COLUMNS, "candidates"), _ALL_COLUMNS)


def read_votes(path: Path, *, with_alliances: bool) -> list[ListVotes]:
    """The lists of a votes file: ``list,votes`` and, if wanted, ``alliance`` and ``candidates``.

    An empty alliance means none, empty candidates mean enough. Without ``with_alliances`` the
    alliances are left out of account. Raises ``InputError`` naming the row.
    """
    heading = _heading(path)
    columns = heading if heading in _FORMS else _ALL_COLUMNS if len(heading) > 2 else _COLUMNS
    seen: dict[str, int] = {}
    lists = []
    for row in read_table(path, columns):
        name = row.text("list")
        if name in seen:
            what = Text(
                da=f"Listen står også på linje {seen[name]}. En liste må stå én gang.",
                en=f"The list also stands on line {seen[name]}. A list may stand once.",
            )
            raise row.refused(what, got=name)
        seen[name] = row.line
        lists.append(_list(row, name, with_alliances=with_alliances))
    return lists


def _list(row: Row, name: str, *, with_alliances: bool) -> ListVotes:
    candidates = row.whole("candidates") if row.cells.get("candidates", "").strip() else None
    alliance = row.cells.get("alliance", "").strip() if with_alliances else ""
    return ListVotes(name, row.whole("votes"), alliance or None, candidates)


def read_lots(path: Path) -> list[Lot]:
    """Drawings of lots: who drew, the day, and the contenders in the order drawn, by semicolons.

    Raises ``InputError`` naming the row, also for a drawing with fewer than two names.
    """
    lots = []
    for row in read_table(path, ("drawn_by", "day", "outcome")):
        names = tuple(name.strip() for name in row.text("outcome").split(";"))
        if len(names) < 2 or "" in names:
            what = Text(
                da="Udfaldet skal være mindst to navne i den trukne orden, adskilt af semikolon.",
                en="The outcome must be two names or more in the order drawn, by semicolons.",
            )
            raise row.refused(what, got=row["outcome"], example="B; A")
        lots.append(Lot(row.text("drawn_by"), row.day("day"), names))
    return lots


def _heading(path: Path) -> tuple[str, ...]:
    """The first line's cells, or nothing where the file cannot be read: that is said later."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return tuple(next(csv.reader([file.readline(4096)]), []))
    except (OSError, UnicodeDecodeError, csv.Error):
        return ()
