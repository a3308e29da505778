"""CSV tables with a fixed heading, read as rows that know their line."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from samvirke.figures import Period, Text
from samvirke.records.files import MEBIBYTE, read_text, refused
from samvirke.records.problems import InputError, Problem, Rejected
from samvirke.records.validation import read_fraction

MOST_BYTES = 16 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. Reading a cell as something it is not raises ``InputError``."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def heading(self, column: str) -> str:
        """What the file itself calls the column."""
        return column

    def text(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not self.cells[column].strip():
            name = self.heading(column)
            what = Text(da=f"»{name}« er tom.", en=f"'{name}' is empty.")
            raise self.refused(what)
        return self.cells[column].strip()

    def whole(self, column: str) -> int:
        """The cell as a whole number of 0 or more."""
        if not re.fullmatch(r"[0-9]{1,15}", self.cells[column]):
            what = Text(
                da=f"»{column}« skal være et helt tal på 0 eller mere.",
                en=f"'{column}' must be a whole number of 0 or more.",
            )
            raise self.refused(what, got=self.cells[column], example="14530")
        return int(self.cells[column])

    def fraction(self, column: str, *, remedy: Text | None = None) -> Fraction:
        """The cell as an exact number; ``remedy`` is said beside what is wrong with it."""
        try:
            return read_fraction(self.text(column))
        except Rejected as error:
            more = Text("", "") if remedy is None else Text(f" {remedy.da}", f" {remedy.en}")
            what = Text(
                da=f"»{column}«: {error.what.da}{more.da}",
                en=f"'{column}': {error.what.en}{more.en}",
            )
            got, valid, example = self.cells[column], error.valid, error.example
            problem = Problem(self.file, self.line, what, got=got, valid=valid, example=example)
            raise InputError([problem]) from error

    def day(self, column: str) -> date:
        """The cell as a date."""
        got = self.cells[column]
        what = Text(da=f"»{column}« er ikke en dato.", en=f"'{column}' is not a date.")
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", got):
            raise self.refused(what, got=got, example="2027-01-01")
        try:
            return date.fromisoformat(got)
        except ValueError as error:
            raise self.refused(what, got=got, example="2027-01-01") from error

    def period(self, start: str = "valid_from", end: str = "valid_to") -> Period:
        """Two cells as a half-open period; an empty end means until further notice."""
        first = self.day(start)
        last = self.day(end) if self.cells[end] else None
        if last is not None and last <= first:
            what = Text(da="Perioden slutter, før den begynder.", en="The period ends too early.")
            raise self.refused(what, got=f"{first} – {last}")
        return Period(first, last)

    def refused(
        self, what: Text, *, got: str | None = None, example: str | None = None
    ) -> InputError:
        """The error for this row."""
        return InputError([Problem(self.file, self.line, what, got=got, example=example)])


def read_table(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of ``path``, whose heading must be exactly ``columns``."""
    reader = csv.reader(
        io.StringIO(read_text(path, most_bytes=MOST_BYTES), newline=""), strict=True
    )
    try:
        heading = next(reader, [])
        if heading != list(columns):
            valid = ",".join(columns)
            got = ",".join(heading)
            wrong = Problem(path.name, 1, WRONG_HEADINGS, got=got, valid=Text(valid, valid))
            raise InputError([wrong])
        for cells in reader:
            line = reader.line_num
            if any("\0" in cell for cell in cells):
                raise refused(path, NUL, line=line)
            if len(cells) != len(columns):
                what = Text(
                    da=f"Linjen har ikke tabellens {len(columns)} felter.",
                    en=f"The line does not have the table's {len(columns)} cells.",
                )
                raise InputError([Problem(path.name, line, what, got=str(len(cells)))])
            yield Row(path.name, line, dict(zip(columns, cells, strict=True)))
    except csv.Error as error:
        what = Text(
            da="Linjen kan ikke læses som CSV: et anførselstegn mangler eller er for meget, "
            "eller et felt er over 131.072 tegn langt.",
            en="The line cannot be read as CSV: a quotation mark is missing or too many, or a cell "
            "is longer than 131,072 signs.",
        )
        raise refused(path, what, line=reader.line_num) from error


WRONG_HEADINGS = Text(
    da="Overskrifterne er ikke dem, tabellen skal have.",
    en="The headings are not those that the table must have.",
)
NUL = Text(
    da="Linjen rummer et nul-tegn: filen er beskadiget eller er ikke en tekstfil.",
    en="The line holds a NUL sign: the file is damaged or is no text file.",
)
