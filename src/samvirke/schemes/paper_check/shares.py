"""Shares against the numbers that they are shares of, and columns against one another.

What a column of shares means is told by the table itself: the pair of columns (or a column and its
total) that gives most of the shares. Only then is a row that does not fit a finding. A share fits
when the exact one lies within half a unit of its last digit: 35 of 57 is 61,4 pct., printed 61 %.
The same is done for a column that is the sum or the difference of two others.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations

from samvirke.figures import Rounding, Text, round_exact
from samvirke.schemes.paper_check.findings import Finding, Grade, Kind, at_line, number_text
from samvirke.schemes.paper_check.numbers import Cell
from samvirke.schemes.paper_check.rows import Row
from samvirke.schemes.paper_check.tables import Table

_MOST_COLUMNS = 12
_LEAST_FITTING = 3
_MOST_MISSING = Fraction(1, 4)
_SURE_FITTING = 5
# Where the heading says what a column is, fewer rows prove it.
_LEAST_NAMED = 2
_MOST_MISSING_NAMED = Fraction(1, 2)
_DIFFERENCE = re.compile(r"(?:afvigelse|forskel|difference|merforbrug|mindreforbrug)\w*", re.I)


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a column comes from others: in words, and what it should be in each row."""

    column: int
    words: Text
    expected: tuple[Fraction | None, ...]


def share_findings(table: Table) -> Iterator[Finding]:
    """Every share that does not fit the numbers of its row."""
    for column in range(min(table.width, _MOST_COLUMNS)):
        if table.is_percent(column):
            rules = [*_share_rules(table, column), *_rise_rules(table, column)]
            yield from _exceptions(table, column, rules, Kind.SHARE)


def relation_findings(table: Table) -> Iterator[Finding]:
    """Every row in which a column is not the sum of two others though it is in the other rows."""
    plain = [at for at in range(min(table.width, _MOST_COLUMNS)) if not table.is_percent(at)]
    rules: dict[int, list[_Rule]] = {at: [] for at in plain}
    for column in plain:
        for first, second in combinations([at for at in plain if at != column], 2):
            rules[column].append(_sum_rule(table, column, first, second))
        before = [at for at in plain if at < column]
        if len(before) > 2:
            rules[column].append(_row_sum_rule(table, column, before))
    named = {at: _named_rules(table, at, plain) for at in plain}
    broken: set[int] = set()
    for column in plain:
        for finding in _named_exceptions(table, column, named[column]):
            broken.add(finding.line or 0)
            yield finding
    for column in reversed(plain):  # a total or a difference stands behind what it is made of
        for finding in _exceptions(table, column, rules[column], Kind.RELATION, least=4):
            if finding.line not in broken:
                broken.add(finding.line or 0)
                yield finding


def _named_rules(table: Table, column: int, plain: Sequence[int]) -> list[_Rule]:
    """What the column's heading says that it is: a total or a difference of those before it."""
    before = [at for at in plain if at < column]
    if len(before) < _LEAST_NAMED:
        return []
    if table.says_total(column):
        return [_row_sum_rule(table, column, before)]
    if _DIFFERENCE.fullmatch(table.heading(column) or "") is None:
        return []
    return [_difference_rule(table, column, *pair) for pair in permutations(before, 2)]


def _named_exceptions(table: Table, column: int, rules: Sequence[_Rule]) -> Iterator[Finding]:
    """The rows that miss what the heading says, if most keep it.

    A total that misses it by as much as its parts do is not told: it follows from them.
    """
    best: _Rule | None = None
    most = (0, 0)
    for rule in rules:
        fitting, missing = _counted(table, rule, parts_only=True)
        if best is None or (fitting, -missing) > most:
            best, most = rule, (fitting, -missing)
    fitting, missing = most[0], -most[1]
    if best is None or fitting < _LEAST_NAMED:
        return
    table.recomputed = True
    if Fraction(missing, fitting + missing) > _MOST_MISSING_NAMED:
        return
    grade = Grade.SURE if fitting >= _SURE_FITTING and missing == 1 else Grade.LIKELY
    off = Fraction(0)
    for row, expected in zip(table.rows, best.expected, strict=True):
        cell = row.cells[column]
        if cell is None or expected is None or _fits(cell, expected):
            continue
        missed = cell.value - expected
        if row.is_total and missed == off:
            continue
        off += 0 if row.is_total else missed
        rounded = cell.decimals > 0 and abs(missed) <= Fraction(1, 10**cell.decimals)
        yield _finding(table, row, best, cell, expected, Grade.POSSIBLE if rounded else grade)


def _exceptions(
    table: Table, column: int, rules: Sequence[_Rule], kind: Kind, least: int = _LEAST_FITTING
) -> Iterator[Finding]:
    """The rows that miss the one rule that all others keep."""
    best: tuple[int, int, _Rule] | None = None
    for rule in rules:
        fitting, missing = _counted(table, rule)
        if best is None or (fitting, -missing) > (best[0], -best[1]):
            best = (fitting, missing, rule)
    if best is None or best[0] < least:
        return
    table.recomputed = True
    if best[1] == 0:
        return
    fitting, missing, rule = best
    if Fraction(missing, fitting + missing) > _MOST_MISSING:
        return
    grade = Grade.SURE if fitting >= _SURE_FITTING and missing == 1 else Grade.LIKELY
    for row, expected in zip(table.rows, rule.expected, strict=True):
        cell = row.cells[column]
        if cell is not None and expected is not None and not _fits(cell, expected):
            near = abs(cell.value - expected) <= Fraction(1, 10**cell.decimals)
            rounded = near and (kind is Kind.SHARE or cell.decimals > 0)
            yield _finding(table, row, rule, cell, expected, Grade.POSSIBLE if rounded else grade)


def _counted(table: Table, rule: _Rule, *, parts_only: bool = False) -> tuple[int, int]:
    """How many rows keep the rule and how many do not; rows of nothing but 0 say nothing.

    ``parts_only`` leaves out the rows that are totals.
    """
    fitting = missing = 0
    for row, expected in zip(table.rows, rule.expected, strict=True):
        cell = row.cells[rule.column]
        if cell is None or expected is None or (expected == 0 and cell.value == 0):
            continue
        if parts_only and row.is_total:
            continue
        fits = _fits(cell, expected)
        fitting, missing = fitting + fits, missing + (not fits)
    return fitting, missing


def _fits(cell: Cell, expected: Fraction) -> bool:
    return (
        abs(cell.value - expected) <= Fraction(1, 2 * 10**cell.decimals)
        if (cell.percent or expected.denominator != 1 or cell.decimals)
        else cell.value == expected
    )


def _by_rows(
    table: Table, columns: Sequence[int], value: Callable[[Row, list[Fraction]], Fraction | None]
) -> tuple[Fraction | None, ...]:
    found: list[Fraction | None] = []
    for row in table.rows:
        cells = [row.cells[at] for at in columns]
        known = [cell.value for cell in cells if cell is not None]
        found.append(value(row, known) if len(known) == len(columns) else None)
    return tuple(found)


def _share_rules(table: Table, column: int) -> Iterator[_Rule]:
    plain = [at for at in range(min(table.width, _MOST_COLUMNS)) if not table.is_percent(at)]
    for part, whole in permutations(plain, 2):
        yield _Rule(
            column,
            _of(table, part, whole),
            _by_rows(table, (part, whole), lambda _, v: 100 * v[0] / v[1] if v[1] else None),
        )
    for part in plain:
        total = _total_of(table, part)
        if total:
            yield _Rule(
                column,
                Text(
                    da=f"{_name(table, part).da} i forhold til summen",
                    en=f"{_name(table, part).en} of the total",
                ),
                tuple(
                    None if (cell := row.cells[part]) is None else 100 * cell.value / total
                    for row in table.rows
                ),
            )


def _total_of(table: Table, column: int) -> Fraction | None:
    totals = [row for row in table.rows if row.is_total]
    cell = totals[-1].cells[column] if totals else None
    return None if cell is None else cell.value


def _rise_rules(table: Table, column: int) -> Iterator[_Rule]:
    plain = [at for at in range(min(table.width, _MOST_COLUMNS)) if not table.is_percent(at)]
    for old, new in permutations(plain, 2):
        yield _Rule(
            column,
            Text(
                da=f"ændringen fra {_name(table, old).da} til {_name(table, new).da}",
                en=f"the change from {_name(table, old).en} to {_name(table, new).en}",
            ),
            _by_rows(table, (old, new), lambda _, v: 100 * (v[1] - v[0]) / v[0] if v[0] else None),
        )


def _sum_rule(table: Table, column: int, first: int, second: int) -> _Rule:
    names = _name(table, first), _name(table, second)
    return _Rule(
        column,
        Text(da=f"{names[0].da} plus {names[1].da}", en=f"{names[0].en} plus {names[1].en}"),
        _by_rows(table, (first, second), lambda _, v: v[0] + v[1] if all(v) else None),
    )


def _row_sum_rule(table: Table, column: int, before: Sequence[int]) -> _Rule:
    return _Rule(
        column,
        Text(da="summen af kolonnerne før", en="the sum of the columns before"),
        _by_rows(table, before, lambda _, v: sum(v, Fraction(0)) if any(v) else None),
    )


def _difference_rule(table: Table, column: int, first: int, second: int) -> _Rule:
    names = _name(table, first), _name(table, second)
    return _Rule(
        column,
        Text(da=f"{names[0].da} minus {names[1].da}", en=f"{names[0].en} minus {names[1].en}"),
        _by_rows(table, (first, second), lambda _, v: v[0] - v[1]),
    )


def _of(table: Table, part: int, whole: int) -> Text:
    names = _name(table, part), _name(table, whole)
    return Text(
        da=f"{names[0].da} i forhold til {names[1].da}", en=f"{names[0].en} of {names[1].en}"
    )


def _name(table: Table, column: int) -> Text:
    heading = table.heading(column)
    if heading:
        return Text(da=f"»{heading}«", en=f"'{heading}'")
    return Text(da=f"talkolonne {column + 1}", en=f"number column {column + 1}")


def _finding(
    table: Table, row: Row, rule: _Rule, cell: Cell, expected: Fraction, grade: Grade
) -> Finding:
    shown = round_exact(expected, Rounding.HALF_UP, decimals=cell.decimals)
    got, due, column = number_text(cell.value), number_text(shown), _name(table, rule.column)
    unit = Text(da=" pct.", en=" per cent") if table.is_percent(rule.column) else Text("", "")
    why = Text(
        da="I de andre rækker passer det. Kontrollér rækkens tal.",
        en="In the other rows it fits. Check the numbers of the row.",
    )
    if grade is Grade.POSSIBLE:
        why = Text(
            da="Afrunding kan forklare det; skriv det i så fald under tabellen.",
            en="Rounding can explain it; if so, say it below the table.",
        )
    return Finding(
        Kind.SHARE if table.is_percent(rule.column) else Kind.RELATION,
        grade,
        Text(
            da=f"{column.da} for »{row.label}« er {got.da}{unit.da}, men {rule.words.da} giver "
            f"{due.da}{unit.da}. {why.da}",
            en=f"{column.en} for '{row.label}' is {got.en}{unit.en}, but {rule.words.en} gives "
            f"{due.en}{unit.en}. {why.en}",
        ),
        table=table.name,
        row=row.label,
        got=cell.value,
        expected=shown,
        **at_line(row.line),
    )
