"""XLSX sheets, row by row, with formulas, zip bombs and damaged files refused."""

import warnings
from collections.abc import Generator, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZipFile

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser

from samvirke.figures import Text
from samvirke.records.files import MEBIBYTE, refused
from samvirke.records.imports.cells import CellRefused, sheet_error, too_many_digits
from samvirke.records.imports.source import (
    NO_FAULTS,
    WHOLE_ROW,
    Fault,
    Limits,
    Raw,
)
from samvirke.records.imports.words import one_of
from samvirke.records.problems import InputError, Problem

_AT_A_TIME = 200
_MOST_ROWS = 1_048_576
_MOST_DIGITS = 10**15
_Cells = list[dict[str, Any]]


class Sheet:
    """One worksheet of an open XLSX file.

    ``name`` is the sheet that is read, ``others`` those that are not. Raises ``InputError`` for a
    file that is damaged, cut, encrypted or unpacks to more than ``limits`` allow, and for a sheet
    that is not there.
    """

    def __init__(
        self, file: BinaryIO, path: Path, *, sheet: str | None, limits: Limits, decimal_point: bool
    ) -> None:
        self._path, self._decimal_point = path, decimal_point
        if not openpyxl.DEFUSEDXML:
            raise refused(path, _UNGUARDED)
        try:
            _check(ZipFile(file), path, limits)
            file.seek(0)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
        except InputError:
            raise
        # A damaged workbook fails in as many ways as it can be damaged in.
        except Exception as error:
            raise _damaged(path, error) from error
        names = [item.title for item in self._book.worksheets]
        if not names or (sheet is not None and sheet not in names):
            raise _no_sheet(path, sheet, names)
        self.name = sheet or names[0]
        self.others = tuple(name for name in names if name != self.name)

    def rows(self) -> Generator[Raw, None, None]:
        """The rows that the sheet holds, numbered as in the sheet, from its heading on.

        Raises ``InputError`` where the sheet turns out to be damaged.
        """
        width = 0
        last = 0
        for number, cells in self._parsed():
            if not last < number <= _MOST_ROWS:
                raise refused(self._path, _DISORDER, line=number)
            last = number
            texts, faults = self._texts(number, cells)
            if not width:
                width = len(texts)
            beyond = next((at for at in range(width, len(texts)) if texts[at]), None)
            if beyond is not None:
                place = f"{get_column_letter(beyond + 1)}{number}"
                faults = {WHOLE_ROW: Fault(_BEYOND, f"{place}: {texts[beyond]}")}
            yield number, texts[:width] + [""] * (width - len(texts)), faults

    def _parsed(self) -> Iterator[tuple[int, _Cells]]:
        """The rows as openpyxl parses them.

        Its public iteration loses rows whose numbers do not rise and pads for every number that
        is left out, up to any number that a hostile file names.
        """
        sheet = self._book[self.name]
        try:
            with sheet._get_source() as source:
                rows = WorkSheetParser(
                    source,
                    sheet._shared_strings,
                    epoch=self._book.epoch,
                    date_formats=self._book._date_formats,
                    timedelta_formats=self._book._timedelta_formats,
                ).parse()
                while chunk := _quietly(rows):
                    yield from chunk
        except Exception as error:
            raise _damaged(self._path, error) from error
        finally:
            self._book.close()

    def _texts(self, number: int, cells: _Cells) -> tuple[list[str], dict[int, Fault] | Any]:
        texts: list[str] = []
        faults: dict[int, Fault] = {}
        for cell in cells:
            value, column = cell["value"], cell["column"]
            if value is None:
                continue
            if column <= len(texts):
                raise refused(self._path, _DISORDER, line=number)
            texts += [""] * (column - len(texts))
            try:
                texts[-1] = self._text(cell["data_type"], value)
            except CellRefused as refusal:
                place = f"{get_column_letter(column)}{number}"
                shown = getattr(value, "text", None) or value
                faults[column - 1] = Fault(refusal, f"{place}: {shown}")
                texts[-1] = str(shown)
        return texts, faults or NO_FAULTS

    def _text(self, data_type: str, value: Any) -> str:
        if data_type == "f":
            raise CellRefused(_FORMULA, _VALUES)
        if data_type == "e":
            raise sheet_error()
        if isinstance(value, str):
            # How workbooks write the first half of a Windows line break.
            return value.replace("_x000D_\n", "\n")
        if isinstance(value, bool):
            return "Sand" if value else "Falsk"
        if isinstance(value, int | float):
            return self._number(value)
        return _day_or_time(value)

    def _number(self, value: int | float) -> str:
        if not abs(value) < _MOST_DIGITS:
            raise too_many_digits()
        text = format(Decimal(repr(value)), "f")
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return text if self._decimal_point else text.replace(".", ",")


def _quietly(rows: Iterator[tuple[int, _Cells]]) -> list[tuple[int, _Cells]]:
    """The next rows without openpyxl's warnings: what it warns of becomes a fault of a cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(islice(rows, _AT_A_TIME))


def _day_or_time(value: datetime | date | time | timedelta) -> str:
    if isinstance(value, datetime):
        # A spreadsheet's moments are fractions of days: half past ten is 10:29:59.999997.
        late = value.microsecond >= 500_000
        try:
            value = value.replace(microsecond=0) + timedelta(seconds=late)
        except OverflowError as error:
            raise sheet_error() from error
        return str(value.date() if value.time() == time() else value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    seconds = round(value.total_seconds())
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"


def _check(archive: ZipFile, path: Path, limits: Limits) -> None:
    """Refuses an archive by what its directory declares.

    No more can come out later: ``zipfile`` never unpacks more of a member than is declared.
    """
    unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > limits.unpacked:
        size, most = (max(1, round(count / MEBIBYTE)) for count in (unpacked, limits.unpacked))
        raise refused(
            path,
            Text(
                da=f"Excel-filen fylder {size} MB pakket ud. Den må højst fylde {most} MB og er "
                "ikke læst. Gem arket som CSV UTF-8 i stedet.",
                en=f"The workbook is {size} MB unpacked. The limit is {most} MB, and it was not "
                "read. Save the sheet as CSV UTF-8 instead.",
            ),
        )


def _no_sheet(path: Path, sheet: str | None, names: list[str]) -> InputError:
    if sheet is None:
        what = Text(da="Excel-filen har ingen regneark.", en="The workbook has no sheets.")
        return refused(path, what)
    what = Text(
        da=f"Excel-filen har intet ark, der hedder »{sheet}«.",
        en=f"The workbook has no sheet called '{sheet}'.",
    )
    return InputError([Problem(path.name, None, what, valid=one_of(names))])


def _damaged(path: Path, error: Exception) -> InputError:
    told = type(error.__cause__ or error).__name__
    return refused(
        path,
        Text(
            da="Excel-filen er beskadiget, skåret af undervejs, beskyttet med adgangskode eller "
            f"ikke en .xlsx-fil ({told}). Intet er taget ind. Gem den igen, eller gem som CSV "
            "UTF-8.",
            en="The workbook is damaged, was cut on its way, is protected by a password or is no "
            f".xlsx file ({told}). Nothing was taken in. Save it again, or save as CSV UTF-8.",
        ),
    )


_FORMULA = Text(da="Feltet rummer en formel.", en="The cell holds a formula.")
_VALUES = Text(
    da="Kopiér kolonnen, og indsæt den som værdier.", en="Copy the column and paste it as values."
)
_BEYOND = CellRefused(
    Text(
        da="Rækken har noget til højre for den sidste overskrift.",
        en="The row has something to the right of the last heading.",
    ),
    Text(da="Giv kolonnen en overskrift, eller slet den.", en="Give it a heading, or delete it."),
)
_DISORDER = Text(
    da="Regnearket er beskadiget: rækker eller felter står to gange, i forkert orden eller uden "
    "for arket. Gem det igen i Excel.",
    en="The sheet is damaged: rows or cells stand twice, in the wrong order or outside it. Save "
    "it again in Excel.",
)
_UNGUARDED = Text(
    da="Excel-filer læses kun, når defusedxml er slået til. Fjern OPENPYXL_DEFUSEDXML fra miljøet.",
    en="Workbooks are only read with defusedxml in effect. Unset OPENPYXL_DEFUSEDXML.",
)
