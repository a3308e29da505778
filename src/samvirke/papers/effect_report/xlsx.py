"""The report's tables as a spreadsheet."""

from samvirke.papers.effect_report.model import EffectReport
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
        book.add(table.name, table.heading, table.rows)
    return book.to_bytes()
