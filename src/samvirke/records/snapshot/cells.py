"""Checks rows against the schema of their table before they are frozen."""

from collections.abc import Iterator, Sequence
from types import NoneType
from typing import Any

from samvirke.figures import Text
from samvirke.records.problems import InputError, Problem
from samvirke.records.schemas import Column, Kind, TableSchema

# What a row holds: a text, a whole number of 64 bits, or nothing.
Cell = str | int | None

_NUL = "\0"
_ANY_WHOLE = (-(2**63), 2**63 - 1)
_BOUNDS = {
    Kind.WHOLE: _ANY_WHOLE,
    Kind.DAY: (1000_01_01, 9999_12_31),
    Kind.MOMENT: (1000_01_01_00_00_00, 9999_12_31_23_59_59),
    Kind.MILLIONTHS: (0, _ANY_WHOLE[1]),
    Kind.COMPANY: (10**7, 10**8 - 1),
    Kind.PRODUCTION_UNIT: (10**9, 10**10 - 1),
    Kind.MUNICIPALITY: (100, 999),
}


def check_rows(table: TableSchema, rows: Sequence[tuple[Cell, ...]], *, first: int) -> None:
    """Raises ``InputError`` with every cell that the schema refuses, by row.

    ``first`` is the number of the first of ``rows`` in the table, counted from 1.
    """
    if not _sound(table, rows):
        raise InputError(list(_problems(table, rows, first)))


def _sound(table: TableSchema, rows: Sequence[tuple[Cell, ...]]) -> bool:
    """Whether no row has a problem: a whole column at a time, which is ten times as fast."""
    if {*map(type, rows)} != {tuple} or {*map(len, rows)} != {len(table.columns)}:
        return False
    columns = zip(*rows, strict=True)
    return all(
        _sound_column(column, cells) for column, cells in zip(table.columns, columns, strict=True)
    )


def _sound_column(column: Column, cells: tuple[Any, ...]) -> bool:
    types = {*map(type, cells)}
    if column.required and NoneType in types:
        return False
    if not types <= {str if column.kind.is_text else int, NoneType}:
        return False
    filled = [cell for cell in cells if cell is not None]
    if not filled:
        return True
    if column.kind is Kind.CODE:
        return {*filled} <= {*column.codes}
    if column.kind is Kind.TEXT:
        return _storable("".join(filled)) and not (column.required and "" in filled)
    least, most = _BOUNDS[column.kind]
    return bool(least <= min(filled) and max(filled) <= most)


def _problems(
    table: TableSchema, rows: Sequence[tuple[Cell, ...]], first: int
) -> Iterator[Problem]:
    for number, row in enumerate(rows, first):
        if type(row) is not tuple or len(row) != len(table.columns):
            yield Problem(table.name, number, _shape(table), got=repr(row))
            continue
        for column, cell in zip(table.columns, row, strict=True):
            problem = _problem(column, cell)
            if problem is not None:
                what, valid = problem
                got = None if cell is None else repr(cell)
                yield Problem(table.name, number, _named(column, what), got=got, valid=valid)


def _problem(column: Column, cell: Any) -> tuple[Text, Text | None] | None:
    """What is wrong with the cell, and what is valid."""
    if cell is None or (column.required and cell == ""):
        return (_MISSING, None) if column.required else None
    if column.kind.is_text:
        return _text_problem(column, cell) if type(cell) is str else (_NO_TEXT, None)
    return _number_problem(column, cell) if type(cell) is int else (_NO_NUMBER, None)


def _text_problem(column: Column, text: str) -> tuple[Text, Text | None] | None:
    if column.kind is Kind.CODE and text not in column.codes:
        codes = ", ".join(column.codes)
        return _UNKNOWN_CODE, Text(codes, codes)
    return None if _storable(text) else (_UNSTORABLE, None)


def _number_problem(column: Column, number: int) -> tuple[Text, Text | None] | None:
    least, most = _BOUNDS[column.kind]
    if least <= number <= most:
        return None
    return _OUT_OF_BOUNDS, Text(da=f"{least} til {most}", en=f"{least} to {most}")


def _storable(text: str) -> bool:
    """Whether every engine can hold the text: no NUL, and no half of a sign."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return _NUL not in text


def _named(column: Column, what: Text) -> Text:
    return Text(da=f"»{column.name}«: {what.da}", en=f"'{column.name}': {what.en}")


def _shape(table: TableSchema) -> Text:
    count = len(table.columns)
    return Text(
        da=f"Rækken har ikke tabellens {count} felter.",
        en=f"The row does not have the table's {count} cells.",
    )


_MISSING = Text(da="Feltet skal være udfyldt.", en="The cell must be filled in.")
_NO_TEXT = Text(da="Her skal stå en tekst.", en="A text is required here.")
_NO_NUMBER = Text(da="Her skal stå et helt tal.", en="A whole number is required here.")
_UNKNOWN_CODE = Text(da="Koden kendes ikke.", en="The code is not known.")
_OUT_OF_BOUNDS = Text(
    da="Tallet ligger uden for det, feltet kan rumme.",
    en="The number lies outside what the cell can hold.",
)
_UNSTORABLE = Text(
    da="Teksten rummer et tegn, der ikke kan gemmes. Ret teksten i kilden.",
    en="The text holds a sign that cannot be stored. Correct the text at its source.",
)
