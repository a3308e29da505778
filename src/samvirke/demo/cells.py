"""Rows of the record's tables, made from named cells."""

from datetime import date, datetime

from samvirke.records.schemas import TableSchema
from samvirke.records.snapshot import Cell

Row = tuple[Cell, ...]
Answer = dict[str, Cell]  # by column


def row(table: TableSchema, **cells: Cell) -> Row:
    """The cells in the table's order. Raises ``KeyError`` unless there is one for each column."""
    if set(cells) != set(table.column_names):
        raise KeyError(sorted(set(cells) ^ set(table.column_names)))
    return tuple(cells[name] for name in table.column_names)


def day_number(day: date) -> int:
    """A day as the record holds it.

    >>> day_number(date(2021, 3, 9))
    20210309
    """
    return day.year * 10_000 + day.month * 100 + day.day


def moment_number(moment: datetime) -> int:
    """A moment as the record holds it.

    >>> moment_number(datetime(2021, 3, 9, 14, 5))
    20210309140500
    """
    clock = moment.hour * 10_000 + moment.minute * 100 + moment.second
    return day_number(moment) * 1_000_000 + clock
