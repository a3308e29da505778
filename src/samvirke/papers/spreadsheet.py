"""Spreadsheets (XLSX) in which no text becomes a formula or a link, whatever it begins with."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

import xlsxwriter

from samvirke.figures import Language, Text

# A file carries no date of its own: the same content gives the same bytes on any day.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LONGEST_CELL = 32_000
_LONGEST_HEAD = 100
_CUT = Text(da=" … (afkortet)", en=" … (cut)")
_WIDEST, _NARROWEST = 60, 8
_A4 = 9
_HEADING_ROW = 2


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact number shown with so many decimals."""

    value: Fraction
    decimals: int


# An exact number, a whole one that is a name (a year), or words; an empty text leaves the cell
# empty.
Cell = str | int | Fraction | Amount
Row = Sequence[Cell]


class Spreadsheet:
    """A workbook whose sheets have a title, a heading that stays in sight, and rows.

    Numbers are written as far as a spreadsheet can hold them. A text longer than a cell can hold
    is cut, and says so. ``mark`` stands in every title and page head, such as "Demodata".
    """

    def __init__(
        self, title: str, *, head: str, mark: str, author: str, language: Language
    ) -> None:
        self._head, self._mark, self._language = head, mark, language
        self._target = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._target, _OPTIONS)
        self._book.set_properties(
            {"title": self._cut(title), "author": author, "created": _NO_DATE}
        )
        wrapped = {"text_wrap": True, "valign": "top"}
        self._text = self._book.add_format(wrapped)
        self._title = self._book.add_format({"bold": True, "font_size": 14})
        self._heading = self._book.add_format({**wrapped, "bold": True, "bottom": 1})
        self._whole = self._book.add_format({"num_format": "#,##0", "valign": "top"})
        self._name = self._book.add_format({"num_format": "0", "valign": "top"})
        self._decimals: dict[int, xlsxwriter.format.Format] = {}

    def add(self, name: str, heading: Sequence[str], rows: Iterable[Row]) -> None:
        """Adds a sheet. Every row has as many cells as the heading."""
        sheet = self._book.add_worksheet(name)
        title = " · ".join(part for part in (self._head, name, self._mark) if part)
        sheet.write_string(0, 0, self._cut(title), self._title)
        written: list[Row] = [heading, *rows]
        for at, row in enumerate(written, start=_HEADING_ROW):
            for column, cell in enumerate(row):
                self._write(sheet, at, column, cell, heading=at == _HEADING_ROW)
        for column in range(len(heading)):
            sheet.set_column(column, column, _width(row[column] for row in written))
        sheet.freeze_panes(_HEADING_ROW + 1, 0)
        sheet.repeat_rows(_HEADING_ROW)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        head = self._head[:_LONGEST_HEAD].replace("&", "&&")
        sheet.set_header(f"&L{head}&R{self._mark}")
        sheet.set_footer("&R&P / &N")

    def to_bytes(self) -> bytes:
        """The finished file. Equal content gives equal bytes."""
        self._book.close()
        return self._target.getvalue()

    def _cut(self, words: str) -> str:
        if len(words) <= _LONGEST_CELL:
            return words
        return words[:_LONGEST_CELL] + _CUT.in_language(self._language)

    def _form(self, cell: Fraction | Amount) -> xlsxwriter.format.Format:
        if isinstance(cell, Fraction) and cell.denominator == 1:
            return self._whole
        decimals = cell.decimals if isinstance(cell, Amount) else 1
        if decimals not in self._decimals:
            form = {"num_format": "#,##0." + "0" * decimals, "valign": "top"}
            self._decimals[decimals] = self._book.add_format(form)
        return self._decimals[decimals]

    def _write(
        self,
        sheet: xlsxwriter.worksheet.Worksheet,
        row: int,
        column: int,
        cell: Cell,
        *,
        heading: bool,
    ) -> None:
        if isinstance(cell, int):
            sheet.write_number(row, column, cell, self._name)
        elif isinstance(cell, Fraction | Amount):
            # A spreadsheet knows no other numbers than floats.
            value = cell.value if isinstance(cell, Amount) else cell
            sheet.write_number(row, column, float(value), self._form(cell))
        elif cell:
            form = self._heading if heading else self._text
            sheet.write_string(row, column, self._cut(cell), form)


def _width(cells: Iterable[Cell]) -> int:
    lengths = [len(line) for cell in cells for line in str(cell).splitlines()]
    return min(max([_NARROWEST, *lengths]) + 1, _WIDEST)
