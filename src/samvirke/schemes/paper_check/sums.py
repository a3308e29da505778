"""The sums that a total of a table may be of.

A total stands below its parts or above them. Below, it may be of the rows since the total before,
of all rows, of all subtotals, or of the subtotals and the rows behind them, each with or without
the rows that show a part of another (»heraf«). Rows that equal what stands right below them
(»Region Fyn 30, Odense 10, Assens 20«) are subtotals too. Above, it may be of the rows down to the
next total, of all rows below, or of the totals below. Each sum is carried along from row to row, so
that the work grows with the rows and not with their square.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from samvirke.schemes.paper_check.rows import Row
from samvirke.schemes.paper_check.tables import Table

_LEAST_PARTS = 2
_LONGEST_RUN = 60
_MOST_RUNS = 20
_LEAST_COLUMNS = 2


@dataclass(slots=True)
class Sum:
    """Parts that were added up in one column.

    ``unknown`` where one of them is hidden, could not be read or is told in another unit;
    ``dashes`` where one is a dash and was counted as nil.
    """

    value: Fraction = Fraction(0)
    parts: int = 0
    printed: int = 0
    decimals: int = 0
    scale: int | None = None
    least: Fraction | None = None
    most: Fraction | None = None
    unknown: bool = False
    dashes: bool = False

    def add(self, row: Row, column: int) -> None:
        """Adds the cell of ``row``; one that is empty adds nothing."""
        cell = row.cells[column]
        self.unknown |= column in row.unknown
        self.dashes |= column in row.dashes
        if cell is None:
            return
        self.value += cell.value
        self.parts += 1
        self.decimals = max(self.decimals, cell.decimals)
        if not cell.printed:
            return
        self.printed += 1
        self.unknown |= self.scale not in (None, cell.scale)
        self.scale = cell.scale
        self.least = cell.value if self.least is None else min(self.least, cell.value)
        self.most = cell.value if self.most is None else max(self.most, cell.value)

    def copy(self) -> "Sum":
        """The same sum, to be added to by itself."""
        return Sum(
            self.value, self.parts, self.printed, self.decimals, self.scale, self.least, self.most,
            self.unknown, self.dashes,
        )  # fmt: skip

    @property
    def is_one(self) -> bool:
        """Whether a total can be compared with it: two numbers, or one and others hidden."""
        return self.printed >= (1 if self.unknown or self.dashes else _LEAST_PARTS)

    @property
    def tolerance(self) -> Fraction:
        """How far parts that are rounded each by itself may be from their rounded total."""
        return Fraction(self.printed, 2 * 10**self.decimals)


@dataclass(slots=True)
class _Group:
    """A group of rows and its sum in each column."""

    sums: list[Sum]

    @classmethod
    def empty(cls, width: int) -> "_Group":
        return cls([Sum() for _ in range(width)])

    def add(self, row: Row) -> None:
        for column, found in enumerate(self.sums):
            found.add(row, column)

    def copy(self) -> "_Group":
        return _Group([found.copy() for found in self.sums])


@dataclass(slots=True)
class _Carried:
    """The groups above a row, carried along; ``keeps`` says which rows they are of."""

    width: int
    keeps: tuple[bool, bool]
    since: _Group = field(init=False)
    plain: _Group = field(init=False)
    subtotals: _Group = field(init=False)
    both: _Group = field(init=False)

    def __post_init__(self) -> None:
        self.since, self.plain, self.subtotals, self.both = (
            _Group.empty(self.width) for _ in range(4)
        )

    def add(self, row: Row) -> None:
        of_which, years = self.keeps
        if row.is_total:
            self.subtotals.add(row)
            self.since = _Group.empty(self.width)
            self.both = self.subtotals.copy()
        elif (of_which or not row.is_of_which) and (years or not row.may_be_headings):
            for group in (self.since, self.plain, self.both):
                group.add(row)

    def sums(self, column: int) -> Iterator[Sum]:
        for group in (self.since, self.plain, self.subtotals, self.both):
            yield group.sums[column]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A total of a table, and by column the sums that it may be of above and below it.

    ``nearest`` are the rows right above it, down from the total before.
    """

    row: Row
    above: tuple[tuple[Sum, ...], ...]
    below: tuple[tuple[Sum, ...], ...]
    nearest: tuple[Sum, ...]


def candidates(table: Table) -> Iterator[Candidate]:
    """Each total of ``table`` with the sums that it may be of, from the top."""
    below = list(_below(table))
    carried = [_Carried(table.width, keeps) for keeps in _keeps(table)]
    since: list[Row] = []
    runs = 0
    for row in table.rows:
        if row.is_total:
            above = _sums(carried, table.width)
            nearest = tuple(carried[0].since.sums)
            if not _gives_any(above, row):
                heads = _heads(since)
                if heads:
                    above = _of_rows(heads, table.width)
                elif runs < _MOST_RUNS and (run := _run(table, row)):
                    above = _of_rows(run, table.width)
                runs += 1
            yield Candidate(row, above, below.pop(), nearest)
            since = []
        else:
            since.append(row)
        for each in carried:
            each.add(row)


def _keeps(table: Table) -> list[tuple[bool, bool]]:
    """With and without the rows of parts of parts and of what may be years, where there are any."""
    of_which = (True, False) if any(row.is_of_which for row in table.rows) else (True,)
    years = (True, False) if any(row.may_be_headings for row in table.rows) else (True,)
    return [(first, second) for first in of_which for second in years]


def _sums(carried: Sequence[_Carried], width: int) -> tuple[tuple[Sum, ...], ...]:
    return tuple(
        tuple(found.copy() for each in carried for found in each.sums(column) if found.is_one)
        for column in range(width)
    )


def _below(table: Table) -> Iterator[tuple[tuple[Sum, ...], ...]]:
    """For each total, from the last to the first, the sums of the rows below it."""
    width = table.width
    block, rows, totals = (_Group.empty(width) for _ in range(3))
    for row in reversed(table.rows):
        if row.is_total:
            groups = (block, rows, totals)
            yield tuple(
                tuple(group.sums[column].copy() for group in groups if group.sums[column].is_one)
                for column in range(width)
            )
            totals.add(row)
            block = _Group.empty(width)
        elif not row.is_of_which:
            block.add(row)
            rows.add(row)


def _of_rows(rows: Sequence[Row], width: int) -> tuple[tuple[Sum, ...], ...]:
    group = _Group.empty(width)
    for row in rows:
        group.add(row)
    return tuple((found,) if found.is_one else () for found in group.sums)


def _gives_any(sums: Sequence[Sequence[Sum]], total: Row) -> bool:
    """Whether one of the sums gives the total in a column."""
    return any(
        cell is not None and any(found.value == cell.value for found in of_column)
        for cell, of_column in zip(total.cells, sums, strict=True)
    )


def _heads(rows: Sequence[Row]) -> list[Row]:
    """The rows that equal those right below them, where all ``rows`` are such or below such."""
    heads: list[Row] = []
    left: list[Fraction] | None = None
    parts = 0
    for row in rows:
        values = [Fraction(0) if cell is None else cell.value for cell in row.cells]
        if left is None or (not any(left) and parts >= _LEAST_PARTS and any(values)):
            heads.append(row)
            left, parts = values, 0
        else:
            left = [rest - value for rest, value in zip(left, values, strict=True)]
            parts += 1
    whole = left is not None and not any(left) and parts >= _LEAST_PARTS
    return heads if whole and len(heads) >= _LEAST_PARTS else []


def _run(table: Table, total: Row) -> list[Row] | None:
    """The rows next to one another above that give the total in most columns, two at least.

    So »I alt indtægter« finds the incomes though the expenses stand between.
    """
    above = table.rows[: next(at for at, row in enumerate(table.rows) if row is total)]
    rows = [row for row in above if not row.is_total][-_LONGEST_RUN:]
    columns = [at for at, cell in enumerate(total.cells) if cell is not None and cell.value]
    wanted = [cell.value for at in columns if (cell := total.cells[at]) is not None]
    best: list[Row] | None = None
    most = _LEAST_COLUMNS - 1
    for first in range(len(rows)):
        sums = [Fraction(0)] * len(columns)
        for last in range(first, len(rows)):
            cells = [rows[last].cells[at] for at in columns]
            sums = [s + c.value if c else s for s, c in zip(sums, cells, strict=True)]
            fitting = sum(s == value for s, value in zip(sums, wanted, strict=True))
            if last > first and fitting > most:
                best, most = rows[first : last + 1], fitting
    return best


def last_row(table: Table) -> Candidate | None:
    """The last row of a table without totals, as the total of all rows above it."""
    *parts, last = table.rows
    if any(row.is_total for row in table.rows) or len(parts) < _LEAST_PARTS:
        return None
    group = _Group.empty(table.width)
    for row in parts:
        if not row.is_of_which:
            group.add(row)
    above = tuple((found,) if found.is_one else () for found in group.sums)
    return Candidate(last, above, ((),) * table.width, tuple(group.sums))
