"""Splits and seats: the rows of a paper's tables against the rows of the object.

Such a paper has no layout of its own: its table is copied into whatever the secretariat writes in.
So rows are found by their label, and only rows with as many numbers as the object has are compared.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from samvirke.allocation import Key, KeyPart, SplitRounding, split
from samvirke.allocation.json_form import SEATS_SCHEMA, SPLIT_SCHEMA
from samvirke.figures import Given, Source, Text, figure_from_json
from samvirke.figures.exact import from_canonical
from samvirke.figures.units import PERSONS, UNITS
from samvirke.papers.own_paper.remaking import does_not_hold
from samvirke.records.archive import Line, PaperText
from samvirke.schemes.paper_check import Finding, Grade, Kind
from samvirke.schemes.paper_check.findings import at_line, number_text
from samvirke.schemes.paper_check.own import OwnPaper, Remade, not_remade
from samvirke.schemes.paper_check.rows import Row
from samvirke.schemes.paper_check.tables import Table, find_tables
from samvirke.schemes.result import SCHEMA as SCHEME

Json = Mapping[str, Any]
Numbers = Sequence[Fraction]

_PARTS = re.compile(r"\t|\s{2,}")
_TOTALS = ("i alt", "in all", "total", "sum")
_LEAST_EQUAL = 2


@dataclass(frozen=True, slots=True)
class Expected:
    """A table of the object: numbers by label in small letters, and its totals if it has them."""

    rows: Mapping[str, Numbers]
    totals: Numbers = ()

    def of(self, row: Row) -> Numbers | None:
        """The numbers of a row, found by its label or by any of its words."""
        words = row.label.casefold()
        told = (words, words.partition(" ")[2], *map(str.strip, _PARTS.split(words)))
        cells = (cell.strip().casefold() for cell in _PARTS.split(row.line.text))
        return next((self.rows[one] for one in (*told, *cells) if one in self.rows), None)


def is_rows(document: Json) -> bool:
    """Whether an object is a split, a scheme's result or an apportionment of seats."""
    return document.get("schema") in (SPLIT_SCHEMA, SCHEME, SEATS_SCHEMA)


def rows_checked(paper: PaperText, name: str, document: Json) -> Remade:
    """The rows of ``paper`` that the object called ``name`` also has, and those that differ."""
    id_ = str(document.get("scheme", "seats"))[:80]
    try:
        expected = [table for table in _expected(document) if table.rows]
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
        return not_remade(id_, None, does_not_hold(name))
    lines: list[Line] = []
    findings: list[Finding] = []
    for table in find_tables(paper.lines):
        of_table = max((_compared(table, one, name) for one in expected), key=_rows, default=None)
        if of_table is not None:
            lines += of_table[0]
            findings += of_table[1]
    if not lines:
        return not_remade(id_, None, _no_rows(name))
    return Remade((OwnPaper(id_, None, name, len(lines)),), findings, frozenset(lines))


def _rows(result: tuple[list[Line], list[Finding]]) -> tuple[int, int]:
    return len(result[0]), -len(result[1])


def _compared(table: Table, expected: Expected, name: str) -> tuple[list[Line], list[Finding]]:
    """The rows that were compared, and the cells that differ.

    A column of the paper is the object's column that gives most of its numbers.
    """
    found = ((row, expected.of(row)) for row in table.rows)
    known = [(row, numbers) for row, numbers in found if numbers is not None]
    if len(known) == len(expected.rows) and expected.totals:  # else the total is of fewer
        known += ((row, expected.totals) for row in table.rows if _is_total(row))
    findings: list[Finding] = []
    columns = 0
    for at in range(table.width):
        column = _column(known, at)
        if column is not None:
            columns += 1
            findings += (
                _finding(table, row, at, numbers[column], name)
                for row, numbers in known
                if _differs(row, at, numbers[column])
            )
    return [row.line for row, _ in known] if columns else [], findings


def _is_total(row: Row) -> bool:
    return row.label.casefold() in _TOTALS


def _column(known: Sequence[tuple[Row, Sequence[Fraction]]], at: int) -> int | None:
    """The object's column that the paper's column ``at`` holds, if most of its rows say so."""
    widths = [len(numbers) for _, numbers in known]
    shown = [(row, numbers) for row, numbers in known if row.cells[at] is not None]
    equal = [
        sum(not _differs(row, at, numbers[column]) for row, numbers in shown)
        for column in range(min(widths, default=0))
    ]
    most = max(equal, default=0)
    if most < _LEAST_EQUAL or most * 2 <= len(shown):
        return None
    return equal.index(most)


def _differs(row: Row, at: int, right: Fraction) -> bool:
    """Whether a cell prints another number, as far as its decimals tell."""
    cell = row.cells[at]
    return cell is not None and abs(cell.value - right) * 2 * 10**cell.decimals > 1


def _finding(table: Table, row: Row, at: int, right: Fraction, name: str) -> Finding:
    cell = row.cells[at]
    assert cell is not None  # noqa: S101 - it differs
    got, expected = number_text(cell.value), number_text(right)
    label = _label(row)
    return Finding(
        Kind.RECOMPUTED,
        Grade.SURE,
        Text(
            da=f"{label}: papiret siger {got.da}; regnet efter fra {name} er det {expected.da}.",
            en=f"{label}: the paper says {got.en}; recomputed from {name} it is {expected.en}.",
        ),
        **at_line(row.line),
        table=table.name,
        row=label,
        got=cell.value,
        expected=right,
    )


def _label(row: Row) -> str:
    """All the words of a row, where it has more than a label."""
    cells = (cell.strip() for cell in _PARTS.split(row.line.text))
    return " ".join(cell for cell in cells if any(map(str.isalpha, cell))) or row.label


def _expected(document: Json) -> Iterator[Expected]:
    """The tables of an object: numbers by label, one entry for each column."""
    if document["schema"] == SEATS_SCHEMA:
        seats = {item["list"].casefold(): [Fraction(item["seats"])] for item in document["seats"]}
        whole = sum(numbers[0] for numbers in seats.values())
        yield Expected(seats, [Fraction(whole)])
    elif document["schema"] == SPLIT_SCHEMA:
        yield _of_split(document)
    else:
        for figure in document["figures"]:
            figure_from_json(figure)  # refuses a value that does not follow from its inputs
        for part in document["splits"]:
            yield _of_split(part)
        for table in document["tables"]:
            yield _of_table(table["rows"])


def _of_split(document: Json) -> Expected:
    """Key, share, agreed change and agreed share by receiver; shares are computed anew.

    Where floors or caps were at work, which the object does not tell, its own shares are kept.
    """
    shares = document["shares"]
    total = _number(document["total"])
    keys = [_number(share["key_value"]) for share in shares]
    printed = [_number(share["rounded"]) for share in shares]
    exact = [_number(share["exact"]) for share in shares]
    whole = sum(keys, start=Fraction(0))
    by_key = whole > 0 and exact == [total * key / whole for key in keys]
    rounded = _recomputed(document, total, keys) if by_key else printed
    changes = {item["code"]: _number(item["change"]) for item in document["agreed"]}
    changed = [changes.get(share["code"], Fraction(0)) for share in shares]
    final = [one + change for one, change in zip(rounded, changed, strict=True)]
    rows = {
        share["name"].casefold(): numbers
        for share, *numbers in zip(shares, keys, rounded, changed, final, strict=True)
    }
    columns = (keys, rounded, changed, final)
    return Expected(rows, [sum(column, start=Fraction(0)) for column in columns])


def _recomputed(document: Json, total: Fraction, keys: Sequence[Fraction]) -> list[Fraction]:
    told = Text(da=document["scheme"], en=document["scheme"])
    source = Source(document["scheme"], document["source"])
    parts = tuple(KeyPart(str(at), str(at), key) for at, key in enumerate(keys))
    made = split(
        Given(told, total, UNITS[document["unit"]], source),
        Key(told, PERSONS, source, parts),
        rounding=SplitRounding(document["rounding"]),
        rule=told,
        source=source,
        decimals=document["derivation"]["decimals"],
    )
    return [share.rounded for share in made.shares]


def _of_table(rows: Sequence[Sequence[Any]]) -> Expected:
    """The numbers of a table's rows by the last of their words, where no other row has it."""
    found: defaultdict[str, list[Numbers]] = defaultdict(list)
    for row in rows:
        read = [_maybe_number(cell) for cell in row]
        words = [cell for cell, number in zip(row, read, strict=True) if number is None and cell]
        numbers = [number for number in read if number is not None]
        if words and numbers:
            found[str(words[-1]).casefold()].append(numbers)
    return Expected({label: many[0] for label, many in found.items() if len(many) == 1})


def _maybe_number(cell: Any) -> Fraction | None:
    try:
        return _number(cell)
    except ValueError:
        return None


def _number(value: Any) -> Fraction:
    """A number as ``plain`` writes it. Raises ``ValueError`` for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if not isinstance(value, str):
        raise ValueError(f"no number: {value!r}")
    return from_canonical(value)


def _no_rows(name: str) -> Text:
    return Text(
        da=f"Ingen tabel i papiret har rækker, som svarer til dem i {name}. Angiv den JSON-fil, "
        "som tallene er taget fra.",
        en=f"No table of the paper has rows that answer to those in {name}. Name the JSON file "
        "that the numbers were taken from.",
    )
