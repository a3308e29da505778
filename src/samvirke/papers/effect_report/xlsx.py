"""The report's tables as a spreadsheet: numbers as numbers, intervals in two columns."""

from collections.abc import Iterator

from samvirke.figures import Text
from samvirke.papers.effect_report.model import NONE, Cell, EffectReport, Interval
from samvirke.papers.spreadsheet import Cell as SheetCell
from samvirke.papers.spreadsheet import Spreadsheet


def to_xlsx(report: EffectReport) -> bytes:
    """One sheet for each table. The same report gives the same bytes."""
    book = Spreadsheet(
        report.title,
        head=report.title,
        mark=report.demo_mark,
        author=report.version,
        language=report.language,
    )
    for table in report.tables:
        split = [any(isinstance(row[at], Interval) for row in table.rows)
                 for at in range(len(table.heading))]  # fmt: skip
        ends = tuple(end.in_language(report.language) for end in (_FROM, _TO))
        heading = [
            f"{words}, {end}" if is_split else words
            for words, is_split in zip(table.heading, split, strict=True)
            for end in (ends if is_split else ends[:1])
        ]
        book.add(table.name, heading, [list(_row(row, split)) for row in table.rows])
    return book.to_bytes()


def _row(row: tuple[Cell, ...], split: list[bool]) -> Iterator[SheetCell]:
    """A dash is an empty cell, so that a column of numbers holds nothing else."""
    for cell, is_split in zip(row, split, strict=True):
        if isinstance(cell, Interval):
            yield from (cell.low, cell.high)
        else:
            shown = "" if cell == NONE else cell
            yield from ((shown, "") if is_split else (shown,))


_FROM, _TO = Text("fra", "from"), Text("til", "to")
