"""Votes and drawings of lots, read from CSV files."""

import csv
from pathlib import Path

from samvirke.allocation import ListVotes, Lot
from samvirke.figures import Text
from samvirke.records import read_table
from samvirke.records.tables import Row

_COLUMNS = ("list", "votes")
_WITH_ALLIANCES = ("list", "votes", "alliance", "candidates")


def read_votes(path: Path, *, with_alliances: bool) -> list[ListVotes]:
    """The lists of a votes file: ``list,votes`` and optionally ``alliance,candidates``.

    An empty alliance means none, empty candidates mean enough. Without ``with_alliances`` the
    alliances are left out of account. Raises ``InputError`` naming the row.
    """
    wide = _heading(path) == list(_WITH_ALLIANCES)
    rows = list(read_table(path, _WITH_ALLIANCES if wide else _COLUMNS))
    seen: dict[str, int] = {}
    lists = []
    for row in rows:
        name = row.text("list")
        if name in seen:
            what = Text(
                da=f"Listen står også på linje {seen[name]}. En liste må stå én gang.",
                en=f"The list also stands on line {seen[name]}. A list may stand once.",
            )
            raise row.refused(what, got=name)
        seen[name] = row.line
        lists.append(_list(row, name, wide=wide, with_alliances=with_alliances))
    return lists


def _list(row: Row, name: str, *, wide: bool, with_alliances: bool) -> ListVotes:
    candidates = row.whole("candidates") if wide and row["candidates"].strip() else None
    alliance = row["alliance"].strip() if wide and with_alliances else ""
    return ListVotes(name, row.whole("votes"), alliance or None, candidates)


def read_lots(path: Path) -> list[Lot]:
    """Drawings of lots: who drew, the day, and the contenders in the order drawn, by spaces."""
    return [
        Lot(row.text("drawn_by"), row.day("day"), tuple(row.text("outcome").split()))
        for row in read_table(path, ("drawn_by", "day", "outcome"))
    ]


def _heading(path: Path) -> list[str]:
    """The first line's cells, or nothing where the file cannot be read: that is said later."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader([file.readline(4096)]), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
