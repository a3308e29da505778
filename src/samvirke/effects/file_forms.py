"""Why a file is no table: told in words, with the line where it can be found."""

import csv
from pathlib import Path

from samvirke.figures import Text
from samvirke.records import InputError, Problem

PARQUET = b"PAR1"
_SEPARATORS = ",;\t|"
_ZIP, _UTF_16 = b"PK\x03\x04", (b"\xff\xfe", b"\xfe\xff")


def refuse_other_forms(path: Path) -> None:
    """Raises ``InputError`` for what is not there, is a folder, or is plainly another form."""
    what = _other_form(path)
    if what is not None:
        raise InputError([Problem(str(path), None, what)])


def _other_form(path: Path) -> Text | None:
    if path.is_dir():
        return _FOLDER
    if not path.is_file():
        return _MISSING
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        return _EMPTY
    if start == _ZIP:
        return _SPREADSHEET
    return _NOT_UTF_8 if start.startswith(_UTF_16) else None


def why_unreadable(path: Path) -> Text:
    """Why the file that could not be read cannot."""
    if _is_parquet(path):
        return _BROKEN_PARQUET
    return _not_utf_8(path) or why_uneven(path) or _NO_TABLE


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == PARQUET


def _not_utf_8(path: Path) -> Text | None:
    """Which line is not written in UTF-8."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return Text(
                    da=f"Linje {number} er ikke skrevet i UTF-8. {_SAVE.da}",
                    en=f"Line {number} is not written in UTF-8. {_SAVE.en}",
                )
    return None


def why_uneven(path: Path) -> Text | None:
    """Which line of a CSV file has more or fewer fields than the heading, if any has."""
    if _is_parquet(path) or _not_utf_8(path):
        return None
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.readline()
        separator = max(_SEPARATORS, key=head.count)
        wanted = len(next(csv.reader([head], delimiter=separator)))
        rows = csv.reader(file, delimiter=separator)
        for row in rows:
            if row and len(row) != wanted:
                number = rows.line_num + 1
                return Text(
                    da=f"Linje {number} har {len(row)} felter, men overskriften har {wanted}. Se "
                    "efter et tegn for meget eller en tekst uden anførselstegn.",
                    en=f"Line {number} has {len(row)} fields, but the heading has {wanted}. Look "
                    "for a separator too many or a text without quotes.",
                )
    return None


_SAVE = Text(da="Gem den som »CSV UTF-8«.", en="Save it as 'CSV UTF-8'.")
_FOLDER = Text(da="Det er en mappe. Vælg filen i den.", en="This is a folder. Choose its file.")
_MISSING = Text(da="Filen findes ikke.", en="The file does not exist.")
_EMPTY = Text(da="Filen er tom.", en="The file is empty.")
_SPREADSHEET = Text(
    da=f"Filen er et regneark (XLSX) eller et arkiv, ikke Parquet eller CSV. {_SAVE.da}",
    en=f"The file is a spreadsheet (XLSX) or an archive, not Parquet or CSV. {_SAVE.en}",
)
_NOT_UTF_8 = Text(
    da=f"Filen er skrevet i UTF-16, ikke UTF-8. {_SAVE.da}",
    en=f"The file is written in UTF-16, not UTF-8. {_SAVE.en}",
)
_BROKEN_PARQUET = Text(
    da="Parquet-filen er ikke hel. Hent eller skriv den igen.",
    en="The Parquet file is not whole. Fetch or write it again.",
)
_NO_TABLE = Text(
    da=f"Filen kan ikke læses som Parquet eller CSV. {_SAVE.da}",
    en=f"The file cannot be read as Parquet or CSV. {_SAVE.en}",
)
