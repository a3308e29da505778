"""Files as hubs send them, and what they are held against. All companies are made up."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from samvirke.records.imports import Known, known_from

Write = Callable[[str | bytes], Path]
WriteSheet = Callable[[Sequence[Sequence[object]]], Path]


@pytest.fixture
def known() -> Known:
    """Two hubs, four municipalities, the years 2019 to 2027 and the lists of the agreements."""
    return known_from(
        hubs={"nordjylland": "Erhvervshus Nordjylland", "fyn": "Erhvervshus Fyn"},
        municipalities={
            "851": "Aalborg",
            "751": "Aarhus",
            "461": "Odense",
            "820": "Vesthimmerlands",
        },
        years=range(2019, 2028),
    )


@pytest.fixture
def csv_file(tmp_path: Path) -> Write:
    """Writes ``udtræk.csv`` and returns its path."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "udtræk.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def sheet_file(tmp_path: Path) -> WriteSheet:
    """Writes ``udtræk.xlsx`` with one sheet of typed cells and returns its path."""

    def write(rows: Sequence[Sequence[object]]) -> Path:
        path = tmp_path / "udtræk.xlsx"
        path.write_bytes(workbook({"Udtræk": rows}))
        return path

    return write


def workbook(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook with typed cells; texts that begin with ``=`` become formulas."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)
    book.close()
    return buffer.getvalue()
