"""Totals against their parts.

A row whose label says that it is a total (»I alt«, »Total«, »Sum«) is compared with the sums that
it may be of (``sums``). It fits when one of them gives it. Where none does, the nearest is told:
however far it is where the label says nothing but that it is a total, else only within a tenth of
it, or as possible where other totals of the table fit. A sum above its parts is reported within a
tenth only: it may be that not all are listed. A sum of parts of which one is hidden (``*``, ``<5``,
``..``) or cannot be read is unknown and only counted as such; so is one with a dash, unless another
total of the table shows that a dash is nil.

**Rounding.** Where money or shares are shown rounded, parts rounded each by itself may miss the
rounded total by up to half a unit of the last digit for each part. Such a difference is graded
»possible«, larger ones »likely«, or »sure« where other totals of the table prove how it is summed.
Worked example: 19 shares of 1.000 kr. may miss their total by up to 19 · 0,5 = 9,5.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from samvirke.figures import Rounding, Text, round_exact
from samvirke.schemes.paper_check.findings import Finding, Grade, Kind, at_line, number_text
from samvirke.schemes.paper_check.labels import (
    is_never_summed,
    may_count_twice,
    may_say_total,
    says_result,
)
from samvirke.schemes.paper_check.numbers import Cell
from samvirke.schemes.paper_check.rows import Row
from samvirke.schemes.paper_check.sums import Candidate, Sum, candidates, last_row
from samvirke.schemes.paper_check.tables import Table

_MONEY = re.compile(
    r"\bkr\b|\bmio\b|t\.kr|1\.?000|beløb|udgift|indtægt|budget|regnskab|takst", re.I
)
_NEAR = Fraction(1, 10)
_MEAN = re.compile(r"\balder\b|middel|score|\bpr\b|\bpris|dage\b", re.I)
_HUNDRED = Fraction(100)
_LEAST_PARTS = 2
_PROVING_PARTS = 3


@dataclass(frozen=True, slots=True)
class _Compared:
    """A total in one column against the sum that it fits or is nearest to.

    ``certain`` where there is one way only to sum up, ``below`` where the parts stand below it, and
    ``by_dash`` where a dash among them has to be nil.
    """

    row: Row
    column: int
    total: Cell
    nearest: Sum
    fits: bool
    certain: bool = False
    below: bool = False
    by_dash: bool = False

    @property
    def missed(self) -> Fraction:
        return abs(self.nearest.value - self.total.value)

    @property
    def is_near(self) -> bool:
        return self.missed <= _NEAR * abs(self.total.value)


def total_findings(table: Table) -> Iterator[Finding]:
    """Every total of ``table`` that misses its parts."""
    if table.skipped:
        table.unknown_totals += sum(row.is_total for row in table.rows)
        return
    compared = [one for found in candidates(table) for one in _compare(table, found)]
    fitting = [one for one in compared if one.fits]
    proven = len(fitting) > 1 or any(one.nearest.parts >= _PROVING_PARTS for one in fitting)
    dash_is_nil = any(one.nearest.dashes for one in fitting)
    for each in compared:
        if not each.fits and (table.is_doubtful or (each.by_dash and not dash_is_nil)):
            table.unknown_totals += 1
            continue
        grade = None if each.fits else _grade(table, each, proven=proven)
        if grade is None and not each.fits:
            table.left_totals |= {each.row.line: each.row.label}
            continue
        table.recomputed = True
        if grade is not None:
            yield _finding(table, each, grade)
    yield from _last_row_findings(table)


def _last_row_findings(table: Table) -> Iterator[Finding]:
    """A last row that is a total by its name in some papers.

    Another column in which it fits shows that it is one here; else it has to be near its parts,
    and called by no word that may as well be a difference.
    """
    last = table.rows[-1]
    weak = may_say_total(last.label)
    if not (weak or says_result(last.label)) or table.is_doubtful:
        return
    found = last_row(table)
    compared = [] if found is None else list(_compare(table, found))
    proven = any(one.fits and one.nearest.parts >= _PROVING_PARTS for one in compared)
    table.recomputed = table.recomputed or proven
    for each in compared:
        if not each.fits and not each.by_dash and (proven or (weak and each.is_near)):
            likely = proven and each.is_near and not _rounding_explains(table, each)
            yield _finding(table, each, Grade.LIKELY if likely else Grade.POSSIBLE)


def _compare(table: Table, found: Candidate) -> Iterator[_Compared]:
    """The total in each column that can be compared; one that cannot be is counted as unknown."""
    row = found.row
    over = table.rows[0].is_total
    for column, total in enumerate(row.cells):
        if total is None or not _may_be_summed(table, column, total):
            continue
        above = _sums_only(table, row, column, found.above[column])
        # Where »I alt« stands below its parts, what follows it is another matter.
        free = over or not row.is_explicit_total
        below = _sums_only(table, row, column, found.below[column]) if free else []
        fit = _that_fits(table, column, above, below, total)
        if fit is not None:
            yield _Compared(row, column, total, fit, fits=True)
            continue
        missed = _that_misses(table, found, column, above, below)
        if missed is None:
            table.unknown_totals += bool(above or below)
        elif not missed.below or missed.is_near:
            yield missed


def _may_be_summed(table: Table, column: int, total: Cell) -> bool:
    if table.is_percent(column) and total.value != _HUNDRED:
        return False
    return not is_never_summed(table.heading(column) or "")


def _sums_only(table: Table, row: Row, column: int, sums: Iterable[Sum]) -> list[Sum]:
    return [each for each in sums if not _is_mean(table, row, column, each)]


def _that_fits(
    table: Table, column: int, above: Sequence[Sum], below: Sequence[Sum], total: Cell
) -> Sum | None:
    fits = (each for each in above if _fits(table, column, each, total))
    exact = (each for each in below if each.value == total.value)
    return next(fits, None) or next(exact, None)


def _that_misses(
    table: Table, found: Candidate, column: int, above: Sequence[Sum], below: Sequence[Sum]
) -> _Compared | None:
    """The nearest sum that the total misses; ``None`` where a part of it is not known."""
    row, total = found.row, found.row.cells[column]
    if total is None or found.nearest[column].unknown:
        return None

    def nearest(sums: Sequence[Sum]) -> Sum | None:
        known = [one for one in sums if not one.unknown and one.scale == total.scale]
        return min(known, key=lambda one: (_missed(one, total), one.dashes), default=None)

    over, under = nearest(above), nearest(below[:1])
    by_parts_below = under is not None and (
        table.rows[0].is_total or over is None or _missed(under, total) < _missed(over, total)
    )
    best = under if by_parts_below else over
    if best is None or (by_parts_below and below[0].unknown):
        return None
    twice = " ".join((table.name or "", table.context, *table.headings))
    if total.value < best.value and may_count_twice(twice):
        return None
    certain = row.is_explicit_total and table.width == 1 and len({s.value for s in above}) == 1
    dashes = found.nearest[column].dashes or best.dashes
    return _Compared(
        row,
        column,
        total,
        best,
        fits=False,
        certain=certain and not by_parts_below,
        below=by_parts_below,
        by_dash=dashes,
    )


def _missed(found: Sum, total: Cell) -> Fraction:
    return abs(found.value - total.value)


def _fits(table: Table, column: int, nearest: Sum, total: Cell) -> bool:
    missed = abs(nearest.value - total.value)
    if total.decimals < nearest.decimals:  # 1,25 and 2,5 and 3 are 6,75, which is 6,8 in a decimal
        rounded = round_exact(nearest.value, Rounding.HALF_UP, decimals=total.decimals)
        if rounded == total.value:
            return True
    return missed == 0 or (table.is_percent(column) and missed <= nearest.tolerance)


def _is_mean(table: Table, row: Row, column: int, found: Sum) -> bool:
    """A »total« between its smallest and its largest part is a mean, not a sum.

    Whole numbers under a label that says nothing but »total« are a sum, digits lost or not, unless
    the heading or the table's name tells of a mean.
    """
    total = row.cells[column]
    if total is None or found.least is None or found.most is None:
        return False
    if found.least <= 0 or found.printed <= _LEAST_PARTS:
        return False
    told = _MEAN.search(table.heading(column) or "") or is_never_summed(table.name or "")
    may_be = total.decimals or found.decimals or not row.is_explicit_total or told
    return bool(may_be) and found.least <= total.value <= found.most


def _grade(table: Table, each: _Compared, *, proven: bool) -> Grade | None:
    if _rounding_explains(table, each):
        return Grade.POSSIBLE
    if each.below or each.by_dash:
        return Grade.LIKELY if each.is_near else Grade.POSSIBLE
    if proven and (each.is_near or each.row.is_explicit_total):
        return Grade.SURE
    if each.certain or each.is_near:
        return Grade.LIKELY
    return Grade.POSSIBLE if each.row.is_explicit_total or proven else None


def _rounding_explains(table: Table, each: _Compared) -> bool:
    return each.missed <= each.nearest.tolerance and _is_rounded(table, each.column)


def _is_rounded(table: Table, column: int) -> bool:
    """Whether the column shows money, shares or decimals, which are rounded as a rule."""
    words = " ".join((table.name or "", table.context, *table.headings))
    decimals = any(cell is not None and cell.decimals for cell in table.column(column))
    return decimals or table.is_percent(column) or _MONEY.search(words) is not None


def _finding(table: Table, each: _Compared, grade: Grade) -> Finding:
    got, expected = each.total.value, each.nearest.value
    parts = each.nearest.printed
    column = table.heading(each.column)
    where = Text(
        da=f" i kolonnen »{column}«" if column else "",
        en=f" in the column '{column}'" if column else "",
    )
    shown, summed, missed = number_text(got), number_text(expected), number_text(got - expected)
    limit = number_text(each.nearest.tolerance)
    why = Text(da="Ret summen eller en af delene.", en="Correct the total or one of its parts.")
    if grade is Grade.POSSIBLE and not _rounding_explains(table, each):
        why = Text(
            da="Det kan være, at rækken ikke er summen af dem. Kontrollér den.",
            en="It may be that the row is not the sum of them. Check it.",
        )
    elif grade is Grade.POSSIBLE:
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
