"""What a staged file would change in the store."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from samvirke.apps.sql import Rows, quoted

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A file's rows held against the store's current rows of its hub, in one table.

    ``absent`` rows stand in the store and not in the file; those ``withdrawn`` are some of them.
    """

    table: str
    new: int
    changed: int
    equal: int
    absent: int
    withdrawn: int

    @property
    def rows(self) -> int:
        """The rows of the file."""
        return self.new + self.changed + self.equal

    @property
    def left(self) -> int:
        """The rows of the store that are not in the file and stay as they are."""
        return self.absent - self.withdrawn


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the file whose key is in the store with other cells: (column, old, new)."""

    table: str
    row: int
    key: tuple[Cell, ...]
    cells: tuple[tuple[str, Cell, Cell], ...]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A row of the store that a full year's file does not hold, and that would be withdrawn."""

    table: str
    key: tuple[Cell, ...]


def difference(rows: Rows, *, hub: str, full_year: int | None) -> Difference:
    """The counts for one table that the file has rows of."""
    total, found, changed = rows.run(
        """
        SELECT COUNT(*), COUNT(c.id), COUNT(CASE WHEN c.id IS NOT NULL AND {differs} THEN 1 END)
        FROM {staged} s LEFT JOIN {table} c ON c.current AND {same_key}
        """
    ).fetchone()
    absent = rows.run(f"SELECT COUNT(*) {ABSENT}", [hub]).fetchone()[0]
    withdrawn = 0
    if full_year is not None:
        parameters = [hub, *rows.span(full_year)]
        withdrawn = rows.run(f"SELECT COUNT(*) {WITHDRAWN}", parameters).fetchone()[0]
    return Difference(rows.schema.name, total - found, changed, found - changed, absent, withdrawn)


ABSENT = """
    FROM {table} c LEFT JOIN {staged} s ON {same_key}
    WHERE c.current AND c.hub = %s AND s."row" IS NULL
"""
WITHDRAWN = f"{ABSENT} AND {{dated_by}} BETWEEN %s AND %s"


def changes(rows: Rows, *, most: int) -> Iterator[Change]:
    """The first changed rows in the order of the file, ``most`` of them."""
    names = rows.schema.column_names
    found = rows.run(
        """
        SELECT s."row", {staged_columns}, {current_columns}
        FROM {staged} s JOIN {table} c ON c.current AND {same_key}
        WHERE {differs} ORDER BY s."row"
        """
    )
    for row, *cells in islice(found, most):
        new = dict(zip(names, cells[: len(names)], strict=True))
        old = dict(zip(names, cells[len(names) :], strict=True))
        yield Change(
            rows.schema.name,
            row,
            tuple(new[name] for name in rows.schema.key),
            tuple((name, old[name], new[name]) for name in names if old[name] != new[name]),
        )


def withdrawals(rows: Rows, *, hub: str, year: int, most: int) -> Iterator[Withdrawal]:
    """The first rows that the staged file of a full ``year`` would withdraw, by key."""
    keys = ", ".join(f"c.{quoted(name)}" for name in rows.schema.key)
    found = rows.run(f"SELECT {keys} {WITHDRAWN} ORDER BY {keys}", [hub, *rows.span(year)])
    for key in islice(found, most):
        yield Withdrawal(rows.schema.name, tuple(key))
