"""Totals against their parts.

A row whose label says that it is a total (»I alt«, »Total«, »Sum«) is compared with the rows above
it: those since the total before, all subtotals, all rows, or the subtotals and the rows behind
them. It fits when one of them gives it. Where none does in any column, the rows next to one another
that give it in most columns count as its parts. Otherwise the nearest is reported: however far it
is where the label says nothing but that it is a total, else only within a tenth of it. A sum of
parts of which one is hidden (``*``, ``<5``, ``..``, ``-``) is unknown and only counted as such.

**Rounding.** Where money or shares are shown rounded, parts rounded each by itself may miss the
rounded total by up to half a unit of the last digit for each part. Such a difference is graded
»possible«, larger ones »likely«, or »sure« where other totals of the table prove how it is summed.
Worked example: 19 shares of 1.000 kr. may miss their total by up to 19 · 0,5 = 9,5.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from samvirke.figures import Rounding, Text, round_exact
from samvirke.schemes.paper_check.findings import Finding, Grade, Kind, at_line, number_text
from samvirke.schemes.paper_check.numbers import Cell
from samvirke.schemes.paper_check.tables import Row, Table

_MONEY = re.compile(
    r"\bkr\b|\bmio\b|t\.kr|1\.?000|beløb|udgift|indtægt|budget|regnskab|takst", re.I
)
_NEAR = Fraction(1, 10)
_MEAN = re.compile(r"\bgns\b|gennemsnit|middel|\balder\b|score|indeks|\bpr\b|\bpris|dage\b", re.I)
_HUNDRED = Fraction(100)
_LEAST_PARTS = 2
_PROVING_PARTS = 3
_LEAST_COLUMNS = 2
_LONGEST_RUN = 60


@dataclass(frozen=True, slots=True)
class _Sum:
    """The parts that a total may be of, in one column; ``hidden`` where one of them may be."""

    parts: tuple[Cell, ...]
    hidden: bool = False

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
    certain: bool
    below: bool = False


def total_findings(table: Table) -> Iterator[Finding]:
    """Every total of ``table`` that misses its parts."""
    if table.skipped:
        return
    compared = list(_compare(table))
    table.recomputed = table.recomputed or bool(compared)
    fitting = [len(each.nearest.parts) for each in compared if each.fits]
    proven = len(fitting) > 1 or any(parts >= _PROVING_PARTS for parts in fitting)
    for each in compared:
        grade = None if each.fits else _grade(table, each, proven=proven)
        if grade is not None:
            yield _finding(table, each, grade)


def _compare(table: Table) -> Iterator[_Compared]:
    yield from _compare_first(table)
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
            sums = [each for each in sums if not _is_mean(table, row, column, each)]
            whole = [s for s in sums if not s.hidden or _fits(table, column, s, total)]
            table.unknown_totals += bool(sums) and not whole
            if whole:
                nearest = min(whole, key=lambda each: abs(each.value - total.value))
                fits = _fits(table, column, nearest, total)
                yield _Compared(row, column, total, nearest, fits, _certain(table, row, whole))


def _compare_first(table: Table) -> Iterator[_Compared]:
    """A total that stands first, over its parts: only where it is near them, since it may be that
    not all are listed.
    """
    first, *parts = table.rows
    if not first.is_explicit_total or any(row.is_total for row in parts):
        return
    group = [row for row in parts if not row.is_of_which]
    for column, total in enumerate(first.cells):
        found = _summed(group, column)
        percent = table.is_percent(column)
        if total is None or found is None or found.hidden or percent:
            continue
        if _is_mean(table, first, column, found):
            continue
        if abs(found.value - total.value) <= _NEAR * abs(total.value):
            fits = _fits(table, column, found, total)
            yield _Compared(first, column, total, found, fits, certain=False, below=True)


def _certain(table: Table, total: Row, sums: Sequence[_Sum]) -> bool:
    """Whether there is one way only to sum up to an explicit total, in a table of one column."""
    return total.is_explicit_total and table.width == 1 and len({s.value for s in sums}) == 1


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
    decimals = max(cell.decimals for cell in nearest.parts)
    if total.decimals < decimals:  # 1,25 and 2,5 and 3 are 6,75, which is 6,8 in one decimal
        rounded = round_exact(nearest.value, Rounding.HALF_UP, decimals=total.decimals)
        if rounded == total.value:
            return True
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
    hidden = any(column in row.suppressed for row in group)
    least = 1 if hidden else _LEAST_PARTS
    return _Sum(cells, hidden) if printed >= least else None


def _is_mean(table: Table, row: Row, column: int, found: _Sum) -> bool:
    """A »total« between its smallest and its largest part is a mean, not a sum.

    Whole numbers under a label that says nothing but »total« are a sum, digits lost or not, unless
    the heading tells of a mean.
    """
    total = row.cells[column]
    values = [cell.value for cell in found.parts if cell.printed]
    positive = all(value > 0 for value in values)
    if total is None or not positive or len(values) <= _LEAST_PARTS:
        return False
    decimals = any(cell.decimals for cell in (total, *found.parts))
    may_be = decimals or not row.is_explicit_total or _MEAN.search(table.heading(column) or "")
    return bool(may_be) and min(values) <= total.value <= max(values)


def _grade(table: Table, each: _Compared, *, proven: bool) -> Grade | None:
    missed = abs(each.nearest.value - each.total.value)
    if missed <= each.nearest.tolerance and _is_rounded(table, each.column):
        return Grade.POSSIBLE
    if proven and not each.below:
        return Grade.SURE
    if each.certain or missed <= _NEAR * abs(each.total.value):
        return Grade.LIKELY
    return Grade.POSSIBLE if each.row.is_explicit_total else None


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
