"""Totals against their parts.

A row whose label says that it is a total (»I alt«, »Total«, »Sum«) is compared with the rows above
it: those since the total before, all subtotals, all rows, or the subtotals and the rows behind
them. It fits when one of them gives it. Where none does in any column, the rows next to one another
that give it in most columns count as its parts. Otherwise the nearest is reported.

**Rounding.** Where money or shares are shown rounded, parts rounded each by itself may miss the
rounded total by up to half a unit of the last digit for each part. Such a difference is graded
»possible«, larger ones »likely«, or »sure« where other totals of the table prove how it is summed.
Worked example: 19 shares of 1.000 kr. may miss their total by up to 19 · 0,5 = 9,5.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from samvirke.figures import Text
from samvirke.schemes.paper_check.findings import Finding, Grade, Kind, at_line, number_text
from samvirke.schemes.paper_check.numbers import Cell
from samvirke.schemes.paper_check.tables import Row, Table

_MONEY = re.compile(
    r"\bkr\b|\bmio\b|t\.kr|1\.?000|beløb|udgift|indtægt|budget|regnskab|takst", re.I
)
_NEAR = Fraction(1, 10)
_HUNDRED = Fraction(100)
_LEAST_PARTS = 2
_PROVING_PARTS = 3
_LEAST_COLUMNS = 2
_LONGEST_RUN = 60


@dataclass(frozen=True, slots=True)
class _Sum:
    """The parts that a total may be of, in one column."""

    parts: tuple[Cell, ...]

    @property
    def value(self) -> Fraction:
        return sum((cell.value for cell in self.parts), Fraction(0))

    @property
    def tolerance(self) -> Fraction:
        decimals = max(cell.decimals for cell in self.parts)
        shown = sum(cell.printed for cell in self.parts)
        return Fraction(shown, 2 * 10**decimals)


@dataclass(frozen=True, slots=True)
class _Compared:
    row: Row
    column: int
    total: Cell
    nearest: _Sum
    fits: bool


def total_findings(table: Table) -> Iterator[Finding]:
    """Every total of ``table`` that misses its parts."""
    if table.skipped:
        return
    compared = list(_compare(table))
    fitting = [len(each.nearest.parts) for each in compared if each.fits]
    proven = len(fitting) > 1 or any(parts >= _PROVING_PARTS for parts in fitting)
    for each in compared:
        grade = None if each.fits else _grade(table, each, proven=proven)
        if grade is not None:
            yield _finding(table, each, grade)


def _compare(table: Table) -> Iterator[_Compared]:
    for at, row in enumerate(table.rows):
        if not row.is_total:
            continue
        groups = _groups(table.rows[:at])
        if not _gives_any(groups, row):
            run = _run(table.rows[:at], row)
            groups = [run] if run else groups
        for column, total in enumerate(row.cells):
            if total is None or (table.is_percent(column) and total.value != _HUNDRED):
                continue
            sums = [found for group in groups if (found := _summed(group, column)) is not None]
            sums = [each for each in sums if not _is_mean(each, total)]
            if sums:
                nearest = min(sums, key=lambda each: abs(each.value - total.value))
                yield _Compared(row, column, total, nearest, _fits(table, column, nearest, total))


def _gives_any(groups: Sequence[Sequence[Row]], total: Row) -> bool:
    """Whether one of the groups gives the total in a column."""
    return any(
        cell is not None and (found := _summed(group, column)) and found.value == cell.value
        for group in groups
        for column, cell in enumerate(total.cells)
    )


def _run(above: Sequence[Row], total: Row) -> list[Row] | None:
    """The rows next to one another that give the total in most columns, two at least.

    So »I alt indtægter« finds the incomes though the expenses stand between.
    """
    rows = [row for row in above if not row.is_total][-_LONGEST_RUN:]
    columns = [at for at, cell in enumerate(total.cells) if cell is not None and cell.value]
    wanted = [total.cells[at] for at in columns]
    best: list[Row] | None = None
    most = _LEAST_COLUMNS - 1
    for first in range(len(rows)):
        sums = [Fraction(0)] * len(columns)
        for last in range(first, len(rows)):
            cells = [rows[last].cells[at] for at in columns]
            sums = [s + c.value if c else s for s, c in zip(sums, cells, strict=True)]
            fitting = sum(w is not None and s == w.value for s, w in zip(sums, wanted, strict=True))
            if last > first and fitting > most:
                best, most = rows[first : last + 1], fitting
    return best


def _fits(table: Table, column: int, nearest: _Sum, total: Cell) -> bool:
    missed = abs(nearest.value - total.value)
    return missed == 0 or (table.is_percent(column) and missed <= nearest.tolerance)


def _groups(above: Sequence[Row]) -> list[list[Row]]:
    """The rows that a total below ``above`` may be the sum of."""
    totals = [at for at, row in enumerate(above) if row.is_total]
    last = totals[-1] + 1 if totals else 0
    subtotals = [above[at] for at in totals]
    plain = [row for row in above if not row.is_total]
    since = [row for row in above[last:] if not row.is_total]
    groups = [since, plain, subtotals, [*subtotals, *since]]
    return groups + [[row for row in group if not row.is_of_which] for group in groups]


def _summed(group: Sequence[Row], column: int) -> _Sum | None:
    cells = tuple(cell for row in group if (cell := row.cells[column]) is not None)
    printed = sum(cell.printed for cell in cells)
    return _Sum(cells) if printed >= _LEAST_PARTS else None


def _is_mean(found: _Sum, total: Cell) -> bool:
    """A »total« between its smallest and its largest part is a mean, not a sum."""
    values = [cell.value for cell in found.parts if cell.printed]
    positive = all(value > 0 for value in values)
    return positive and len(values) > _LEAST_PARTS and min(values) <= total.value <= max(values)


def _grade(table: Table, each: _Compared, *, proven: bool) -> Grade | None:
    missed = abs(each.nearest.value - each.total.value)
    if missed <= each.nearest.tolerance and _is_rounded(table, each.column):
        return Grade.POSSIBLE
    if proven:
        return Grade.SURE
    return Grade.LIKELY if missed <= _NEAR * abs(each.total.value) else None


def _is_rounded(table: Table, column: int) -> bool:
    """Whether the column shows money, shares or decimals, which are rounded as a rule."""
    words = " ".join((table.name or "", table.context, *table.headings))
    decimals = any(cell is not None and cell.decimals for cell in table.column(column))
    return decimals or table.is_percent(column) or _MONEY.search(words) is not None


def _finding(table: Table, each: _Compared, grade: Grade) -> Finding:
    got, expected = each.total.value, each.nearest.value
    parts = sum(cell.printed for cell in each.nearest.parts)
    column = table.heading(each.column)
    where = Text(
        da=f" i kolonnen »{column}«" if column else "",
        en=f" in the column '{column}'" if column else "",
    )
    shown, summed, missed = number_text(got), number_text(expected), number_text(got - expected)
    limit = number_text(each.nearest.tolerance)
    why = Text(da="Ret summen eller en af delene.", en="Correct the total or one of its parts.")
    if grade is Grade.POSSIBLE:
        why = Text(
            da=f"Afrunding af hver del kan forklare op til {limit.da}; skriv det i så fald under "
            "tabellen.",
            en=f"Rounding of each part can explain up to {limit.en}; if so, say it below the "
            "table.",
        )
    return Finding(
        Kind.TOTAL,
        grade,
        Text(
            da=f"»{each.row.label}« er {shown.da}{where.da}, men de {parts} dele giver "
            f"{summed.da}. Forskellen er {missed.da}. {why.da}",
            en=f"'{each.row.label}' is {shown.en}{where.en}, but its {parts} parts give "
            f"{summed.en}. The difference is {missed.en}. {why.en}",
        ),
        table=table.name,
        row=each.row.label,
        got=got,
        expected=expected,
        **at_line(each.row.line),
    )
