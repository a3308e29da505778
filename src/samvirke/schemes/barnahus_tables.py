"""The decided budgets of the Barnahus: the printed tables, and where they miss their own rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from samvirke.allocation import Key, KeyPart
from samvirke.figures import (
    Derivation,
    Figure,
    Given,
    Operation,
    Source,
    Text,
    derive,
    format_number,
)
from samvirke.figures.units import CASES, KR, PERSONS
from samvirke.records import InputError, Problem, Row, read_table
from samvirke.schemes.barnahus import BarnahusFinancing, BarnahusParameters, PrintedYear
from samvirke.schemes.parameters import SCHEMES, load_parameters

_BUDGET_COLUMNS = ("group", "kind", "line", "previous_budget", "budget", "difference")
_TABLE_COLUMNS = ("kind", "code", "name", "children_before", "children", "change", "amount")


@dataclass(frozen=True, slots=True)
class DecidedYear:
    """A decided year: the inputs of ``barnahus`` as printed, and what the papers print of it.

    ``amounts`` holds each municipality's printed amount in kr. by code, ``amounts_total`` the
    printed sum; ``remarks`` say where a printed sum or difference misses its parts.
    """

    printed: PrintedYear
    budget: Figure
    carried: Figure
    cases: Given
    children: Key
    amounts: Mapping[str, Fraction]
    amounts_total: Fraction
    remarks: tuple[Text, ...]


def load_decided(year: int, *, folder: Path = SCHEMES) -> DecidedYear:
    """The decided budget of ``year``. Raises ``InputError`` for a year that is not held."""
    rule = load_parameters(BarnahusParameters, "barnahus", on=date(year, 1, 1), folder=folder)
    printed = next((item for item in rule.decided if item.year == year), None)
    if printed is None:
        held = ", ".join(str(item.year) for item in rule.decided)
        what = Text(
            da=f"Børnehusets vedtagne budget for {year} haves ikke. Angiv budget, sager og nøgle.",
            en=f"The decided budget for {year} is not held. State budget, cases and key.",
        )
        valid = Text(da=f"vedtagne år: {held}", en=f"decided years: {held}")
        raise InputError([Problem("barnahus.yaml", None, what, valid=valid)])
    lines = list(read_table(folder / f"barnahus_{year}_budget.csv", _BUDGET_COLUMNS))
    rows = list(read_table(folder / f"barnahus_{year}_municipalities.csv", _TABLE_COLUMNS))
    source = Source(printed.document, printed.budget_clause)
    table = Source(printed.document, printed.table_clause)
    parts = [row for row in rows if row["kind"] == "municipality"]
    total = next(row for row in rows if row["kind"] == "total")
    children = Key(
        Text(da="Antal 0-17-årige", en="0-17-year-olds"),
        PERSONS,
        table,
        tuple(KeyPart(row["code"], row["name"], row.fraction("children")) for row in parts),
        as_of=date(year - rule.population_years_before, 1, 1),
    )
    return DecidedYear(
        printed=printed,
        budget=_budget(lines, source),
        carried=_carried(printed, source),
        cases=Given(Text(da="Forventede sager", en="Expected cases"), printed.cases, CASES, source),
        children=children,
        amounts={row["code"]: row.fraction("amount") for row in parts},
        amounts_total=total.fraction("amount"),
        remarks=(*_budget_remarks(lines), *_table_remarks(parts, total)),
    )


def compare_with_printed(decided: DecidedYear, result: BarnahusFinancing) -> tuple[Text, ...]:
    """What the papers print that the rule does not give, and which amount their table splits."""
    printed = decided.printed
    computed = (
        (printed.objective_gross, result.objective.gross),
        (printed.objective_carried, result.objective.carried),
        (printed.objective_net, result.objective.net),
        (printed.case_gross, result.by_case.gross),
        (printed.case_carried, result.by_case.carried),
        (printed.case_net, result.by_case.net),
        (printed.tariff, result.tariff),
    )
    remarks = [
        _differs(figure.name.da, figure.name.en, number, figure.value)
        for number, figure in computed
        if number != figure.value
    ]
    for share in result.gross.shares:
        number = decided.amounts[share.part.code]
        if number != share.rounded:
            remarks.append(_differs(share.part.name, share.part.name, number, share.rounded))
    gross, net = result.objective.gross.value, result.objective.net.value
    if decided.amounts_total == gross != net:
        remarks.append(
            Text(
                da=f"Den trykte kommunetabel fordeler bruttobeløbet {_da(gross)} kr., mens "
                f"budgettet trækker det overførte fra og opkræver {_da(net)} kr. Begge fordelinger "
                "vises: brutto som trykt, netto som budgettet siger.",
                en=f"The printed municipal table splits the gross amount of DKK {_en(gross)}, "
                f"while the budget nets what is carried and collects DKK {_en(net)}. Both splits "
                "are shown: gross as printed, net as the budget says.",
            )
        )
    return tuple(remarks)


def _budget(lines: Sequence[Row], source: Source) -> Figure:
    """The budget's total, down to its lines."""
    groups: dict[str, list[Given]] = {}
    for row in lines:
        if row["kind"] == "line":
            name = Text(row["line"], row["line"])
            given = Given(name, row.fraction("budget"), KR, source)
            groups.setdefault(row["group"], []).append(given)
    names = {row["group"]: row["line"] for row in lines if row["kind"] == "subtotal"}
    rule = Text(da="summen af linjerne", en="the sum of the lines")
    subtotals = tuple(
        derive(Text(names[group], names[group]), KR, _sum(rule, source, tuple(parts)))
        for group, parts in groups.items()
    )
    name = Text(da="Budget i alt", en="Budget in all")
    return derive(name, KR, _sum(rule, source, subtotals))


def _carried(printed: PrintedYear, source: Source) -> Figure:
    """The sheet prints the two parts only; their sum is our reading."""
    parts = (
        (Text(da="i den objektive del", en="in the objective part"), printed.objective_carried),
        (Text(da="i takstdelen", en="in the tariff part"), printed.case_carried),
    )
    givens = tuple(Given(name, value, KR, source) for name, value in parts)
    rule = Text(da="summen af de to trykte beløb", en="the sum of the two printed amounts")
    name = Text(da="Overført fra tidligere år", en="Carried from earlier years")
    return derive(name, KR, _sum(rule, source, givens, our_reading=True))


def _sum(
    rule: Text, source: Source, parts: tuple[Figure | Given, ...], *, our_reading: bool = False
) -> Derivation:
    return Derivation(rule, source, Operation.SUM, parts, our_reading=our_reading)


def _budget_remarks(lines: Sequence[Row]) -> Iterator[Text]:
    parts = [row for row in lines if row["kind"] == "line"]
    for row in lines:
        for column in ("previous_budget", "budget"):
            inside = [part for part in parts if row["group"] in ("all", part["group"])]
            if row["kind"] != "line":
                yield from _missed(row, column, row["line"], _sum_of(inside, column))
        change = row.fraction("budget") - row.fraction("previous_budget")
        if row["difference"]:
            yield from _missed(row, "difference", f"{row['line']}, forskel", change)


def _table_remarks(parts: Sequence[Row], total: Row) -> Iterator[Text]:
    for row in (*parts, total):
        change = row.fraction("children") - row.fraction("children_before")
        yield from _missed(row, "change", f"{row['name']}, ændring i antal 0-17-årige", change)
    for column, name in _TABLE_TOTALS:
        yield from _missed(total, column, f"Kommunetabellen, {name}", _sum_of(parts, column))


_TABLE_TOTALS = (
    ("children_before", "0-17-årige året før i alt"),
    ("children", "0-17-årige i alt"),
    ("change", "ændring i alt"),
    ("amount", "kr. i alt"),
)


def _missed(row: Row, column: str, name: str, parts: Fraction) -> Iterator[Text]:
    printed = row.fraction(column)
    if printed != parts:
        yield Text(
            da=f"{name}: trykt {_da(printed)}, delene giver {_da(parts)}.",
            en=f"{name}: printed {_en(printed)}, the parts give {_en(parts)}.",
        )


def _differs(name_da: str, name_en: str, printed: Fraction, computed: Fraction) -> Text:
    return Text(
        da=f"{name_da}: trykt {_da(printed)} kr., reglen giver {_da(computed)} kr. "
        f"({_da(printed - computed)} kr. i forskel).",
        en=f"{name_en}: printed DKK {_en(printed)}, the rule gives DKK {_en(computed)} "
        f"(a difference of DKK {_en(printed - computed)}).",
    )


def _sum_of(rows: Sequence[Row], column: str) -> Fraction:
    return sum((row.fraction(column) for row in rows), start=Fraction(0))


def _da(value: Fraction) -> str:
    return format_number(value, "da")


def _en(value: Fraction) -> str:
    return format_number(value, "en")
