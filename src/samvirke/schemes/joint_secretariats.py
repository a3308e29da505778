"""Joint secretariats (health, social framework agreement): what the municipalities pay to them.

Rule: the amount collected from the municipalities in the next budget is that of the budget before,
indexed by the general price and wage index, in whole kroner, halves up; the surplus of the accounts
is carried over into the next budget. An approved budget may be re-indexed by a later decision, and
both versions are kept. By which key the municipalities pay is an input with its own source. Source:
KKR Nordjylland, February 2021, item 3.7 with footnotes.

>>> health = joint_secretariat(load_health_secretariat())
>>> [int(figure.value) for figure in health.results]
[0, 588866, 0]
>>> int(health.indexed.value), int(health.collected.value), health.remarks
(1579705, 1579705, ())
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from samvirke.allocation import AllocationError, Key, Split, SplitRounding, split
from samvirke.figures import (
    Figure,
    Given,
    Text,
    format_number,
)
from samvirke.records import Word
from samvirke.schemes.key_area import check_names_body
from samvirke.schemes.parameters import SCHEMES, Parameters, load_parameters
from samvirke.schemes.price_index import IndexParameters, PriceIndex, index_amount, price_indices
from samvirke.schemes.secretariat_accounts import Accounts, Column, Kind, Line, read_accounts
from samvirke.territory import BodyKind, Territory, load_territory


class SecretariatParameters(Parameters):
    """The words by which the two lines are found, and the indices in the order of decision."""

    kkr: Word
    collected_words: tuple[Word, ...]
    carried_words: tuple[Word, ...]
    rounding: Word
    indices: tuple[IndexParameters, ...]


@dataclass(frozen=True, slots=True)
class SecretariatVersion:
    """A re-indexed version of the approved budget: the amount collected and the budget's result."""

    collected: Figure
    result: Figure | None


@dataclass(frozen=True, slots=True)
class JointSecretariat:
    """One secretariat's year. All amounts are in kr.

    ``results`` are surplus or deficit of budget, accounts and next budget, each down to its lines,
    without columns that are not filled in. ``collected`` is the amount of the approved next budget,
    ``indexed`` what the first index gives; ``reindexed`` are the versions of later decisions, in
    their order. ``splits`` are of the approved amount and of each later one, by ``key``.
    """

    results: tuple[Figure, ...]
    collected: Given | Figure
    indexed: Figure | None
    reindexed: tuple[SecretariatVersion, ...]
    splits: tuple[Split, ...]
    remarks: tuple[Text, ...]


def joint_secretariat(
    accounts: Accounts,
    *,
    indices: Sequence[PriceIndex] | None = None,
    key: Key | None = None,
    collected_line: int | None = None,
    carried_line: int | None = None,
    territory: Territory | None = None,
) -> JointSecretariat:
    """What the accounts give, and what each municipality pays by ``key`` if one is given.

    ``indices`` are the decisions on the next budget in their order, the first that of the approved
    budget, otherwise those of the reference data. A later index is applied to the same amount as
    the first, in its place (our reading). The lines that hold the collected and the carried amount
    are found by their names, or stated by number. Where the next budget's collected amount is
    empty, the indexed one stands for it. Raises ``AllocationError`` where the collected amount
    cannot be found or known, and for a key that cannot be used.
    """
    year = accounts.year + 1
    rule = load_parameters(SecretariatParameters, "joint_secretariats", on=date(year, 1, 1))
    decided = price_indices(rule.indices) if indices is None else indices
    decided = [index for index in decided if index.year == year]
    line = _find(accounts, collected_line, rule.collected_words)
    if line is None:
        raise AllocationError(_no_line(accounts))
    before = line.amounts.get(Column.BUDGET)
    versions = [
        index_amount(before, index, rule=rule.rule, our_reading=at > 0)
        for at, index in enumerate(decided)
        if before is not None
    ]
    indexed = versions[0] if versions else None
    collected = line.amounts.get(Column.NEXT_BUDGET, indexed)
    if collected is None:
        raise AllocationError(_no_amount(line, year))
    later = tuple(_version(accounts, line, figure) for figure in versions[1:])
    splits: tuple[Split, ...] = ()
    if key is not None:
        _check(key, rule, year, territory or load_territory())
        totals = (collected, *(version.collected for version in later))
        splits = tuple(_split(total, key, rule) for total in totals)
    results = (accounts.result(column) for column in Column)
    carried = _find(accounts, carried_line, rule.carried_words)
    return JointSecretariat(
        results=tuple(figure for figure in results if figure is not None),
        collected=collected,
        indexed=indexed,
        reindexed=later,
        splits=splits,
        remarks=(
            *accounts.remarks(),
            *_index_remarks(collected, indexed, year),
            *_carried_remarks(accounts, carried),
        ),
    )


def load_health_secretariat(*, secretariat: str | None = None) -> Accounts:
    """Budget and accounts 2020 and budget 2021 of the health secretariat, as printed.

    Raises ``InputError`` where another ``secretariat`` is asked for.
    """
    rule = load_parameters(SecretariatParameters, "joint_secretariats", on=date(2021, 1, 1))
    path = SCHEMES / "health_secretariat.csv"
    return read_accounts(path, secretariat=secretariat, document=str(rule.source))


def _find(accounts: Accounts, number: int | None, words: Sequence[str]) -> Line | None:
    """The part with this number, or the only one whose name holds one of ``words``."""
    parts = [line for line in accounts.lines if line.kind in (Kind.INCOME, Kind.EXPENSE)]
    if number is not None:
        found = [line for line in parts if line.number == number]
    else:
        found = [line for line in parts if any(word in line.name.casefold() for word in words)]
    return found[0] if len(found) == 1 else None


def _version(accounts: Accounts, line: Line, collected: Figure) -> SecretariatVersion:
    result = accounts.result(Column.NEXT_BUDGET, replaced={line.number: collected})
    return SecretariatVersion(collected, result)


def _check(key: Key, rule: SecretariatParameters, year: int, territory: Territory) -> None:
    check_names_body(key, BodyKind.KKR, rule.kkr, on=date(year, 1, 1), territory=territory)


def _split(total: Given | Figure, key: Key, rule: SecretariatParameters) -> Split:
    return split(total, key, rounding=SplitRounding(rule.rounding), rule=_BY_KEY, source=key.source)


def _index_remarks(collected: Given | Figure, indexed: Figure | None, year: int) -> Iterator[Text]:
    if indexed is None:
        yield Text(
            da=f"Intet indeks for {year} er kendt, så det indkrævede beløb er ikke kontrolleret.",
            en=f"No index for {year} is known, so the collected amount is not checked.",
        )
    elif indexed.value != collected.value:
        yield _differs(
            Text(da=f"Indkrævet i budget {year}", en=f"Collected in budget {year}"),
            collected.value,
            Text(da="indekset giver", en="the index gives"),
            indexed.value,
        )


def _carried_remarks(accounts: Accounts, line: Line | None) -> Iterator[Text]:
    """Whether the next budget carries over what the accounts leave, a deficit with minus."""
    result = accounts.result(Column.ACCOUNTS)
    if line is None:
        yield Text(
            da="Linjen med det overførte overskud er ikke fundet, så det er ikke kontrolleret.",
            en="The line with the surplus carried over is not found, so it is not checked.",
        )
    elif result is not None and Column.NEXT_BUDGET in line.amounts:
        sign = 1 if line.kind is Kind.INCOME else -1
        carried = sign * line.amounts[Column.NEXT_BUDGET].value
        if carried != result.value:
            budget, closed = accounts.label(Column.NEXT_BUDGET), accounts.label(Column.ACCOUNTS)
            yield _differs(
                Text(da=f"Overført til {budget.da}", en=f"Carried into {budget.en}"),
                carried,
                Text(da=f"{closed.da} giver", en=f"{closed.en} gives"),
                result.value,
            )


def _differs(name: Text, printed: Fraction, gives: Text, computed: Fraction) -> Text:
    numbers = (printed, computed, printed - computed)
    stands, other, apart = (format_number(number, "da") for number in numbers)
    stands_en, other_en, apart_en = (format_number(number, "en") for number in numbers)
    return Text(
        da=f"{name.da}: trykt {stands} kr., {gives.da} {other} kr. ({apart} kr. i forskel).",
        en=f"{name.en}: printed DKK {stands_en}, {gives.en} DKK {other_en} "
        f"(a difference of DKK {apart_en}).",
    )


def _no_line(accounts: Accounts) -> Text:
    income = [line for line in accounts.lines if line.kind is Kind.INCOME]
    names = ", ".join(f"{line.number} »{line.name}«" for line in income)
    return Text(
        da="Linjen med det indkrævede beløb kan ikke findes på navnet. Angiv dens nummer. "
        f"Indtægtslinjer: {names}.",
        en="The line with the collected amount cannot be found by its name. State its number. "
        f"Income lines: {names}.",
    )


def _no_amount(line: Line, year: int) -> Text:
    return Text(
        da=f"Det indkrævede beløb for {year} er hverken trykt (linje {line.number}) eller kan "
        "fremskrives. Udfyld feltet, eller angiv et indeks med kilde.",
        en=f"The collected amount of {year} is neither printed (line {line.number}) nor can it be "
        "indexed. Fill in the cell, or state an index with its source.",
    )


_BY_KEY = Text(
    da="det indkrævede beløb efter kommunernes nøgle",
    en="the collected amount by the municipalities' key",
)
