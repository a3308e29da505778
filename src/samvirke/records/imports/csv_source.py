"""CSV as it comes out of CRM systems and Danish spreadsheets, row by row."""

import csv
import io
from collections.abc import Generator, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from samvirke.figures import Text
from samvirke.records.files import refused
from samvirke.records.imports.cells import CellRefused
from samvirke.records.imports.source import NO_FAULTS, WHOLE_ROW, Encoding, Fault, Raw
from samvirke.records.problems import InputError

_SEPARATORS = ";\t,"
_LONGEST_LINE = 1_000_000


def csv_rows(file: BinaryIO, path: Path, encoding: Encoding) -> Generator[Raw, None, None]:
    """The rows of an open CSV file from its heading on; empty ones are left out.

    The separator (semicolon, tab or comma) is the one that parts the heading line most. Raises
    ``InputError`` with the line where the file ends inside a cell or with a row that is too short
    (it was cut), and for what is no CSV. Other rows with a wrong number of cells carry a fault.
    """
    text = io.TextIOWrapper(
        file, encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline=""
    )
    lines = _lines(text, path)
    skipped = 0
    try:
        first = next(lines, "")
        while first and not first.strip():
            first, skipped = next(lines, ""), skipped + 1
        separator = max(_SEPARATORS, key=lambda mark: _cells_in(first, mark))
        reader = csv.reader(
            chain([first] if first else (), lines), delimiter=separator, strict=True
        )
        yield from _rows(reader, path, skipped)
    finally:
        text.detach()


def _lines(text: io.TextIOWrapper, path: Path) -> Iterator[str]:
    """The lines of ``text``; one that does not end is refused before it fills the memory."""
    try:
        while line := text.readline(_LONGEST_LINE):
            if len(line) == _LONGEST_LINE:
                raise refused(path, _ENDLESS)
            yield line
    except UnicodeDecodeError as error:
        raise refused(path, _CHANGED) from error


def _cells_in(line: str, separator: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=separator), []))
    except csv.Error:
        return 0


def _rows(reader: Any, path: Path, skipped: int) -> Iterator[Raw]:
    width = None
    doubtful: tuple[Raw, int] | None = None
    for number, line, cells in _filled(reader, path, skipped):
        width = len(cells) if width is None else width
        if doubtful is not None:
            yield doubtful[0]
            doubtful = None
        if len(cells) == width:
            yield number, cells, NO_FAULTS
        else:
            # Whether the file was cut here is only known when another row follows or not.
            fault = {WHOLE_ROW: _wrong_width(len(cells), width)}
            doubtful = (number, cells, fault), line
    if doubtful is not None:
        last, line = doubtful
        if width is not None and len(last[1]) < width:
            raise refused(path, _CUT, line=line)
        yield last


def _filled(reader: Any, path: Path, skipped: int) -> Iterator[tuple[int, int, list[str]]]:
    """Rows that are not blank, with their number and the line they end on."""
    line = skipped
    try:
        for number, cells in enumerate(reader, skipped + 1):
            line = skipped + reader.line_num
            if any(cells):
                yield number, line, cells
    except csv.Error as error:
        raise _no_csv(path, line + 1, error) from error


def _wrong_width(got: int, wanted: int) -> Fault:
    reason = Text(
        da="Rækken har ikke lige så mange felter som overskriften.",
        en="The row does not have as many cells as the heading.",
    )
    remedy = Text(
        da=f"Overskriften har {wanted} felter, rækken {got}. Et skilletegn eller linjeskift inde i "
        "en tekst skal stå i anførselstegn; ellers gem arket som .xlsx, og brug det.",
        en=f"The heading has {wanted} cells, the row {got}. A separator or line break inside a "
        "text needs quotation marks; otherwise save the sheet as .xlsx and use that.",
    )
    return Fault(CellRefused(reason, remedy), str(got))


def _no_csv(path: Path, line: int, error: csv.Error) -> InputError:
    cut = "unexpected end of data" in str(error)
    return refused(path, _CUT_IN_CELL if cut else _BROKEN_QUOTE, line=line)


_CUT = Text(
    da="Den sidste række er kortere end overskriften: filen er skåret af undervejs og er ikke "
    "taget ind. Hent den igen.",
    en="The last row is shorter than the heading: the file was cut on its way, and nothing of it "
    "was taken in. Export it again.",
)
_CUT_IN_CELL = Text(
    da="Rækken begynder et felt med et anførselstegn, som ikke lukkes før filens slutning: et "
    "anførselstegn mangler, eller filen er skåret af undervejs. Den er ikke taget ind.",
    en="The row opens a cell with a quotation mark that is not closed before the file ends: a "
    "quotation mark is missing, or the file was cut on its way. Nothing was taken in.",
)
_BROKEN_QUOTE = Text(
    da="Rækken kan ikke læses som CSV: et anførselstegn mangler eller er for meget, eller et felt "
    "er over 131.072 tegn langt.",
    en="The row cannot be read as CSV: a quotation mark is missing or too many, or a cell is "
    "longer than 131,072 signs.",
)
_ENDLESS = Text(
    da="En linje er over 1.000.000 tegn lang. Kontrollér, at det er en CSV-fil.",
    en="A line is over 1,000,000 signs long. Check that this is a CSV file.",
)
_CHANGED = Text(
    da="Filen blev ændret, mens den blev læst. Prøv igen.",
    en="The file was changed while it was being read. Try again.",
)
