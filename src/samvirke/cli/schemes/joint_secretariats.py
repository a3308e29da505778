"""``samvirke split joint_secretariats``."""

import argparse
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from samvirke.allocation import AllocationError, Key
from samvirke.cli.schemes.arguments import add_key, add_key_unit, key_unit, read_key
from samvirke.figures import Figure, Given, Source, Text
from samvirke.schemes.joint_secretariats import (
    SecretariatParameters,
    joint_secretariat,
    load_health_secretariat,
)
from samvirke.schemes.parameters import load_parameters
from samvirke.schemes.price_index import read_indices
from samvirke.schemes.result import Cell, SchemeResult, Table
from samvirke.schemes.secretariat_accounts import Accounts, Column, Kind, read_accounts

NAME = "joint_secretariats"
HELP = "et fælles sekretariat: budget, regnskab, fremskrivning og kommunernes betaling"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The accounts, the indices, the key and its source."""
    parser.add_argument(
        "--accounts",
        metavar="FIL",
        type=Path,
        help="budget og regnskab som CSV (ellers Sundhedssekretariatets)",
    )
    parser.add_argument(
        "--secretariat", metavar="NAVN", help="sekretariatet, hvis filen rummer flere"
    )
    parser.add_argument(
        "--indices",
        metavar="FIL",
        type=Path,
        help="besluttede indekser som CSV med kolonnerne year,percent,document,clause, den første "
        "for det godkendte budget (ellers de kendte)",
    )
    parser.add_argument(
        "--collected-line", metavar="NR", type=int, help="linjen med det indkrævede beløb"
    )
    parser.add_argument(
        "--carried-line", metavar="NR", type=int, help="linjen med det overførte overskud"
    )
    add_key(parser)
    parser.add_argument("--key-source", metavar="TEKST", help="hvor nøglen er besluttet")
    add_key_unit(parser)


def run(options: argparse.Namespace) -> SchemeResult:
    """Results of budget and accounts, the indexed amount, and the split if there is a key."""
    if options.accounts is None:
        accounts = load_health_secretariat(secretariat=options.secretariat)
    else:
        accounts = read_accounts(options.accounts, secretariat=options.secretariat)
    result = joint_secretariat(
        accounts,
        indices=None if options.indices is None else read_indices(options.indices),
        key=None if options.key is None else _key(options),
        collected_line=options.collected_line,
        carried_line=options.carried_line,
    )
    figures: list[Figure] = [*result.results]
    if result.indexed is not None:
        figures.append(result.indexed)
    for version in result.reindexed:
        figures += [version.collected, *([version.result] if version.result else [])]
    title = Text(
        da=f"{accounts.secretariat}, regnskab {accounts.year} og budget {accounts.year + 1}",
        en=f"{accounts.secretariat}, accounts {accounts.year} and budget {accounts.year + 1}",
    )
    splits = tuple(
        (split.total.name if at else _APPROVED, split) for at, split in enumerate(result.splits)
    )
    rule = load_parameters(SecretariatParameters, NAME, on=date(accounts.year + 1, 1, 1))
    remarks = (*result.remarks, *rule.assumptions())
    table = _table(accounts, result.results)
    return SchemeResult(NAME, title, splits, tuple(figures), remarks, (table,))


def _table(accounts: Accounts, results: tuple[Figure, ...]) -> Table:
    """Budget, accounts and next budget line by line, with the totals that the lines give."""

    def row(number: str, name: Cell, amounts: Iterable[Given | Figure | None]) -> tuple[Cell, ...]:
        return (number, name, *(None if item is None else item.value for item in amounts))

    rows = [
        row(str(line.number), line.name, (line.amounts.get(column) for column in Column))
        for line in accounts.lines
        if line.kind in (Kind.INCOME, Kind.EXPENSE)
    ]
    for kind, words in ((Kind.INCOME, _INCOME), (Kind.EXPENSE, _EXPENSE)):
        totals = (accounts.total(kind, column) for column in Column)
        rows.append(row("", words, totals))
    left = (accounts.result(column) for column in Column)
    rows.append(row("", _RESULT, left))
    headings = (_NUMBER, _LINE, *(accounts.label(column) for column in Column))
    return Table(_LINES, headings, tuple(rows), left=2, shown=results)


_LINES = Text(
    da="Linjerne, kr. (et tomt felt er ikke trykt)", en="The lines, DKK (empty: not printed)"
)
_NUMBER, _LINE = Text(da="Nr.", en="No."), Text(da="Linje", en="Line")
_INCOME = Text(da="Indtægter i alt", en="Income in all")
_EXPENSE = Text(da="Udgifter i alt", en="Expense in all")
_RESULT = Text(da="Overskud (underskud med minus)", en="Surplus (a deficit with minus)")


_APPROVED = Text(da="Indkrævet efter det godkendte budget", en="Collected by the approved budget")


def _key(options: argparse.Namespace) -> Key:
    if not (options.key_source or "").strip():
        raise AllocationError(
            Text(
                da="Nøglen har ingen kilde. Angiv med --key-source, hvor den er besluttet.",
                en="The key has no source. State with --key-source where it was decided.",
            )
        )
    key = read_key(options.key, as_of=None, unit=key_unit(options))
    return replace(key, source=Source(options.key_source.strip(), options.key.name))
