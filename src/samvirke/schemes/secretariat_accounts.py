"""The accounts of a joint secretariat, read from a file and checked against their own totals.

One line of the file per line of the accounts; ``docs/schemes/joint_secretariats.md`` describes it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from pathlib import Path

from samvirke.figures import (
    Derivation,
    Figure,
    Given,
    Language,
    Operation,
    Source,
    Text,
    derive,
    format_number,
)
from samvirke.figures.units import KR
from samvirke.records import InputError, Problem, Row
from samvirke.records.sheets import headings_of
from samvirke.schemes.scheme_files import own_word, read_rows


class Kind(Enum):
    """What a line is: a part, or a total of parts. The result is income minus expense."""

    INCOME = "income"
    EXPENSE = "expense"
    TOTAL_INCOME = "total_income"
    TOTAL_EXPENSE = "total_expense"
    RESULT = "result"


class Column(Enum):
    """The three columns of amounts: budget and accounts of one year, budget of the next."""

    BUDGET = "budget"
    ACCOUNTS = "accounts"
    NEXT_BUDGET = "next_budget"


_TOTALS = (Kind.TOTAL_INCOME, Kind.TOTAL_EXPENSE, Kind.RESULT)
Replaced = Mapping[int, Figure]


@dataclass(frozen=True, slots=True)
class Line:
    """One line; a column whose cell is empty is not in ``amounts``."""

    number: int
    name: str
    kind: Kind
    amounts: Mapping[Column, Given]


@dataclass(frozen=True, slots=True)
class Accounts:
    """A secretariat's budget and accounts of ``year`` and budget of the year after, in kr."""

    secretariat: str
    year: int
    document: str
    lines: tuple[Line, ...]

    def label(self, column: Column) -> Text:
        """The column in words, such as »Regnskab 2020«."""
        return _label(column, self.year)

    def total(
        self, kind: Kind, column: Column, *, replaced: Replaced | None = None
    ) -> Figure | None:
        """Income or expense in all; ``None`` where no cell of the kind is filled in.

        ``replaced`` gives other amounts to lines, by number.
        """
        parts = tuple(
            (replaced or {}).get(line.number, line.amounts[column])
            for line in self.lines
            if line.kind is kind and column in line.amounts
        )
        word = _INCOME if kind is Kind.INCOME else _EXPENSE
        return self._figure(column, word, _SUM, Operation.SUM, parts) if parts else None

    def result(self, column: Column, *, replaced: Replaced | None = None) -> Figure | None:
        """Surplus, negative for a deficit; ``None`` where income or expense is not filled in."""
        income = self.total(Kind.INCOME, column, replaced=replaced)
        expense = self.total(Kind.EXPENSE, column, replaced=replaced)
        if income is None or expense is None:
            return None
        parts = (income, expense)
        return self._figure(column, _SURPLUS, _DIFFERENCE, Operation.DIFFERENCE, parts)

    def _figure(
        self,
        column: Column,
        word: Text,
        rule: Text,
        operation: Operation,
        parts: tuple[Figure | Given, ...],
    ) -> Figure:
        label = self.label(column)
        name = Text(da=f"{label.da}, {word.da}", en=f"{label.en}, {word.en}")
        source = Source(self.document, column_name(column, self.year))
        return derive(name, KR, Derivation(rule, source, operation, parts))

    def remarks(self) -> Iterator[Text]:
        """The printed totals that miss their parts, each naming column and line."""
        for column in Column:
            income, expense = (
                0 if (total := self.total(kind, column)) is None else total.value
                for kind in (Kind.INCOME, Kind.EXPENSE)
            )
            expected = dict(zip(_TOTALS, (income, expense, income - expense), strict=True))
            for line in self.lines:
                if line.kind in expected and column in line.amounts:
                    printed, parts = line.amounts[column].value, Fraction(expected[line.kind])
                    if printed != parts:
                        yield _missed(self.label(column), line, printed, parts)


def read_accounts(
    path: Path, *, secretariat: str | None = None, document: str | None = None
) -> Accounts:
    """The accounts in ``path``, of ``secretariat`` where the file holds several.

    ``document`` is named as the source of every amount, otherwise the file. Raises ``InputError``
    naming the line that cannot be used; nothing of the file is then taken in.
    """
    year = _year(path)
    columns = ["secretariat", "line_no", "line", "kind"]
    amounts = {column: column_name(column, year) for column in Column}
    danish = {f"accounts_{year}_kr": (f"regnskab_{year}_kr",)}
    rows = list(read_rows(path, (*columns, *amounts.values()), more=danish))
    names = list(dict.fromkeys(row.text("secretariat") for row in rows))
    chosen = _choose(path, names, secretariat)
    source = document or path.name
    lines = [_line(row, amounts, source) for row in rows]
    mine = [
        (row, line)
        for row, line in zip(rows, lines, strict=True)
        if row.text("secretariat") == chosen
    ]
    _refuse_repeated(mine)
    return Accounts(chosen, year, source, tuple(line for _, line in mine))


def column_name(column: Column, year: int) -> str:
    """The heading of a column in the file of ``year``: the next budget is the year after's."""
    if column is Column.NEXT_BUDGET:
        return f"budget_{year + 1}_kr"
    return f"{column.value}_{year}_kr"


def _year(path: Path) -> int:
    """The year of the accounts by the heading; a heading that names none is refused later."""
    heading = " ".join(headings_of(path)).casefold()
    named = re.search(r"(?:accounts|regnskab)[_ ]((?:19|20)[0-9]{2})[_ ]kr", heading)
    return int(named[1]) if named else 2020


def _choose(path: Path, names: Sequence[str], wanted: str | None) -> str:
    if wanted is None and len(names) == 1:
        return names[0]
    if wanted is not None and wanted in names:
        return wanted
    what = Text(
        da="Filen har ingen linjer." if not names else "Angiv, hvilket sekretariat der menes.",
        en="The file has no lines." if not names else "State which secretariat is meant.",
    )
    valid = Text(", ".join(names), ", ".join(names)) if names else None
    raise InputError([Problem(path.name, None, what, got=wanted, valid=valid)])


def _line(row: Row, columns: Mapping[Column, str], document: str) -> Line:
    number, name = row.whole("line_no"), row.text("line")
    try:
        kind = Kind(own_word(row, "kind"))
    except ValueError as error:
        what = Text(
            da=f"Linjens art kendes ikke. Gyldige: {_KINDS}.",
            en=f"The line's kind is not known. Valid: {_KINDS}.",
        )
        raise row.refused(what, got=row["kind"], example="expense") from error
    amounts = {}
    for column, heading in columns.items():
        if row[heading].strip():
            source = Source(document, f"linje {number}, {heading}")
            amount = row.fraction(heading, remedy=_EMPTY_IF_UNKNOWN)
            amounts[column] = Given(Text(name, name), amount, KR, source)
    return Line(number, name, kind, amounts)


_KINDS = ", ".join(kind.value for kind in Kind)


_EMPTY_IF_UNKNOWN = Text(
    da="Et ukendt beløb er et tomt felt.", en="An unknown amount is an empty cell."
)


def _refuse_repeated(lines: Sequence[tuple[Row, Line]]) -> None:
    """Line numbers and kinds of total stand once in a secretariat's accounts."""
    seen: dict[int | Kind, int] = {}
    for row, line in lines:
        for mark in (line.number, *((line.kind,) if line.kind in _TOTALS else ())):
            if mark in seen:
                shown = mark.value if isinstance(mark, Kind) else f"line_no {mark}"
                what = Text(
                    da=f"»{shown}« står også på linje {seen[mark]} og må stå én gang.",
                    en=f"'{shown}' also stands on line {seen[mark]} and may stand once.",
                )
                raise row.refused(what, got=line.name)
            seen[mark] = row.line


def _label(column: Column, year: int) -> Text:
    if column is Column.ACCOUNTS:
        return Text(da=f"Regnskab {year}", en=f"Accounts {year}")
    shown = year + 1 if column is Column.NEXT_BUDGET else year
    return Text(da=f"Budget {shown}", en=f"Budget {shown}")


def _missed(label: Text, line: Line, printed: Fraction, parts: Fraction) -> Text:
    def told(language: Language) -> tuple[str, ...]:
        return tuple(format_number(it, language) for it in (printed, parts, printed - parts))

    (stands, gives, apart), (stands_en, gives_en, apart_en) = told("da"), told("en")
    return Text(
        da=f"{label.da}, linje {line.number} »{line.name}«: trykt {stands} kr., delene giver "
        f"{gives} kr. ({apart} kr. i forskel).",
        en=f"{label.en}, line {line.number} '{line.name}': printed DKK {stands_en}, the parts "
        f"give DKK {gives_en} (a difference of DKK {apart_en}).",
    )


_INCOME = Text(da="indtægter", en="income")
_EXPENSE = Text(da="udgifter", en="expense")
_SURPLUS = Text(da="overskud/underskud", en="surplus/deficit")
_SUM = Text(da="summen af linjerne", en="the sum of the lines")
_DIFFERENCE = Text(da="indtægter minus udgifter", en="income minus expense")
