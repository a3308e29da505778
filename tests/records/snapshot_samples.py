"""Rows for snapshots, all made up, and the canonical form written a second time in plain Python."""

from collections.abc import Iterable

from samvirke.records.schemas import AWARENESS, ENGAGEMENTS, EVALUATIONS, TableSchema
from samvirke.records.snapshot import Cell

Row = tuple[Cell, ...]

_ENGAGEMENT: dict[str, Cell] = {
    "hub": "Erhvervshus Prøveby",
    "engagement": "F-1",
    "company": 99_000_001,
    "type": "growth",
    "form": "individual",
    "started": 2022_03_01,
}
_EVALUATION: dict[str, Cell] = {
    "hub": "Erhvervshus Prøveby",
    "answer": "S-1",
    "engagement": "F-1",
    "answered": 2022_06_01_12_00_00,
}
_AWARENESS: dict[str, Cell] = {
    "hub": "Erhvervshus Prøveby",
    "survey_year": 2022,
    "respondent": "R-1",
    "knows_hub": "yes",
}


def engagement(**cells: Cell) -> Row:
    return _row(ENGAGEMENTS, _ENGAGEMENT | cells)


def evaluation(**cells: Cell) -> Row:
    return _row(EVALUATIONS, _EVALUATION | cells)


def awareness(**cells: Cell) -> Row:
    return _row(AWARENESS, _AWARENESS | cells)


def _row(table: TableSchema, cells: dict[str, Cell]) -> Row:
    assert set(cells) <= set(table.column_names)
    return tuple(cells.get(name) for name in table.column_names)


def canonical(table: TableSchema, rows: Iterable[Row]) -> bytes:
    """What a table's fingerprint is taken of."""
    places = [table.column_names.index(name) for name in table.key]
    in_order = sorted(rows, key=lambda row: [row[place] for place in places])
    lines = [table.column_names, *(map(_written, row) for row in in_order)]
    return "".join("\t".join(line) + "\n" for line in lines).encode()


_LETTERS = {"\\": "\\", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r"}


def _written(cell: Cell) -> str:
    if cell is None:
        return "\\N"
    if isinstance(cell, int):
        return str(cell)
    return "".join(f"\\{_LETTERS[sign]}" if sign in _LETTERS else sign for sign in cell)
