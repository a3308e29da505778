"""What is wrong with rows: streamed, counted, told in order, and written to a file."""

import csv
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from samvirke.figures import Language, Text, format_number
from samvirke.records.files import refused
from samvirke.records.os_errors import reason_of
from samvirke.records.problems import InputError, Problem, printable

MOST_TOLD = 50
MOST_OF_A_KIND = 5


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing that is wrong in one row.

    ``row`` is the number a spreadsheet shows, ``column`` the file's own heading (empty where the
    whole row is meant), ``got`` what stood there, shortened. Equal problems have equal reasons;
    what differs from row to row stands in ``remedy`` and ``got``.
    """

    row: int
    column: str
    reason: Text
    remedy: Text
    got: str | None = None

    def in_language(self, language: Language) -> str:
        """The problem as two or three lines."""
        place = f"{_ROW.in_language(language)} {self.row}"
        lines = [f"{place}{_at(self.column, language)}: {self.reason.in_language(language)}"]
        if self.got:
            lines.append(f"  {_GOT.in_language(language)}: {self.got}")
        lines.append(f"  {_REMEDY.in_language(language)}: {self.remedy.in_language(language)}")
        return "\n".join(printable(line) for line in lines)


def _at(column: str, language: Language) -> str:
    if not column:
        return ""
    return f", »{column}«" if language == "da" else f", '{column}'"


class ProblemTally:
    """Counts problems as they stream by and keeps the first fifty, at most five of a kind.

    So a fault that every row has hides no other, and does not push the first off the screen.
    """

    def __init__(self) -> None:
        self.first: list[RowProblem] = []
        self.count = 0
        self.rows = 0
        self.kinds: Counter[tuple[str, Text]] = Counter()
        self._last_row = 0

    def add(self, problem: RowProblem) -> None:
        """Takes one problem in; those of one row come together."""
        kind = problem.column, problem.reason
        if len(self.first) < MOST_TOLD and self.kinds[kind] < MOST_OF_A_KIND:
            self.first.append(problem)
        self.count += 1
        self.rows += problem.row != self._last_row
        self._last_row = problem.row
        self.kinds[kind] += 1

    def in_language(self, language: Language) -> str:
        """The first of every kind in the order of the file, then how many there are of each."""
        alike: dict[tuple[str, Text, Text], list[RowProblem]] = {}
        for problem in self.first:
            alike.setdefault((problem.column, problem.reason, problem.remedy), []).append(problem)
        lines = [_told_once(group, language) for group in alike.values()]
        if self.count > len(self.first):
            left = self.count - len(self.first)
            lines.append(_LEFT.in_language(language).format(count=_written(left, language)))
            for (column, reason), count in self.kinds.most_common(MOST_TOLD):
                place = _at(column, language).removeprefix(", ") or _WHOLE.in_language(language)
                told = f"{place}: {reason.in_language(language)}"
                lines.append(printable(f"  {_written(count, language)} × {told}"))
        return "\n".join(lines)


def _told_once(alike: Sequence[RowProblem], language: Language) -> str:
    """The first of problems that are alike, and the rows in which the others stand."""
    told = alike[0].in_language(language)
    if len(alike) == 1:
        return told
    rows = [f"{item.row} ({item.got})" if item.got else str(item.row) for item in alike[1:]]
    return f"{told}\n  {_ALSO.in_language(language)} {printable(', '.join(rows))}"


class ImportRefused(InputError):
    """A file whose rows have problems. Nothing of it was taken in."""

    def __init__(self, file: str, tally: ProblemTally) -> None:
        self.file, self.tally = file, tally
        super().__init__([_as_problem(file, problem) for problem in tally.first])

    def in_language(self, language: Language) -> str:
        """How many problems there are, the first of them, and counts by column and reason."""
        count = _written(self.tally.count, language)
        rows = _written(self.tally.rows, language)
        where = (_IN_ROWS if self.tally.rows != 1 else _IN_ONE_ROW).in_language(language)
        words = _REFUSED if self.tally.count != 1 else _REFUSED_ONE
        head = words.in_language(language).format(count=count, where=where.format(rows=rows))
        return f"{printable(self.file)}: {head}\n{self.tally.in_language(language)}"


def write_problem_report(
    problems: Iterable[RowProblem], path: Path, *, language: Language = "da"
) -> int:
    """Writes all ``problems`` as CSV for a Danish spreadsheet, and returns how many.

    Cells that a spreadsheet would take for a formula get an apostrophe in front. The file appears
    whole or not at all. Raises ``InputError`` where it cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            with part.open("w", encoding="utf-8-sig", newline="") as file:
                count = _write(csv.writer(file, delimiter=";"), problems, language)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        told = reason_of(error)
        what = Text(
            da=f"Fejllisten kan ikke skrives: {told.da}. Vælg en anden mappe, eller skaf plads.",
            en=f"The list of errors cannot be written: {told.en}. Choose another folder, or make "
            "room.",
        )
        raise refused(path, what) from error
    return count


def _write(report: Any, problems: Iterable[RowProblem], language: Language) -> int:
    report.writerow(heading.in_language(language) for heading in _REPORT)
    count = 0
    for problem in problems:
        cells = (
            problem.column,
            problem.reason.in_language(language),
            problem.remedy.in_language(language),
            problem.got or "",
        )
        report.writerow([problem.row, *map(harmless, cells)])
        count += 1
    return count


def harmless(text: str) -> str:
    """``text`` as a cell of a CSV file that no spreadsheet takes for a formula."""
    text = printable(text)
    return f"'{text}" if text.lstrip()[:1] in _FORMULA_STARTS else text


_FORMULA_STARTS = tuple("=+-@＝＋－＠")


def _as_problem(file: str, problem: RowProblem) -> Problem:
    column = problem.column
    what = Text(
        da=f"»{column}«: {problem.reason.da}" if column else problem.reason.da,
        en=f"'{column}': {problem.reason.en}" if column else problem.reason.en,
    )
    return Problem(file, problem.row, what, got=problem.got, valid=problem.remedy)


def _written(count: int, language: Language) -> str:
    return format_number(Fraction(count), language)


_ROW = Text(da="række", en="row")
_WHOLE = Text(da="hele rækken", en="the whole row")
_GOT = Text(da="Der står", en="Got")
_REMEDY = Text(da="Gør sådan", en="What to do")
_ALSO = Text(da="Også i række", en="Also in row")
_LEFT = Text(
    da="… og {count} fejl mere. Fejl efter kolonne og årsag:",
    en="… and {count} more errors. Errors by column and reason:",
)
_REFUSED = Text(
    da="{count} fejl i {where}. Intet er taget ind. Ret filen, og prøv igen.",
    en="{count} errors in {where}. Nothing was taken in. Correct the file and try again.",
)
_IN_ROWS = Text(da="{rows} rækker", en="{rows} rows")
_IN_ONE_ROW = Text(da="{rows} række", en="{rows} row")
_REFUSED_ONE = Text(
    da="1 fejl. Intet er taget ind. Ret filen, og prøv igen.",
    en="1 error. Nothing was taken in. Correct the file and try again.",
)
_REPORT = (
    Text(da="Række", en="Row"),
    Text(da="Kolonne", en="Column"),
    Text(da="Fejl", en="Error"),
    Text(da="Gør sådan", en="What to do"),
    Text(da="Der står", en="Got"),
)
