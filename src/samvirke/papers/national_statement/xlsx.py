"""The national statement as a spreadsheet: the same content, with numbers to calculate on."""

from collections.abc import Iterable, Sequence

from samvirke.figures import Text
from samvirke.papers.national_statement.report import HubValue, NationalPoint, NationalReport
from samvirke.papers.results_statement.xlsx import calculations, cell, number_cells
from samvirke.papers.spreadsheet import Row, Spreadsheet

_POINTS = Text("Målepunkter", "Measure points")
_TOTALS = Text("Tilsammen", "Together")
_CALCULATIONS = Text("Beregninger", "Calculations")
_BASIS = Text("Grundlag", "Basis")


def to_xlsx(report: NationalReport) -> bytes:
    """The report as XLSX with three or four sheets. The same report gives the same bytes.

    The sheet of sums is there where the agreement has a number for the hubs together.
    """
    book = Spreadsheet(
        report.title,
        head=report.running_head,
        mark=report.demo_mark,
        author=report.version,
        language=report.language,
    )
    language = report.language
    book.add(_POINTS.in_language(language), *_points(report))
    if report.has_totals:
        book.add(_TOTALS.in_language(language), *_totals(report))
    rows = calculations(report.notes, report.labels, language)
    book.add(_CALCULATIONS.in_language(language), *rows)
    book.add(_BASIS.in_language(language), *_basis(report))
    return book.to_bytes()


def _points(report: NationalReport) -> tuple[Sequence[str], Iterable[Row]]:
    labels = report.labels
    keys = (
        *("id", "point", "hub", "part", "value", "unit", "exact", "base", "interval"),
        *("previous", "requirement", "verdict", "clause", "address"),
    )
    rows = [_row(point, item) for point in report.points for item in point.values]
    return [labels[key] for key in keys], rows


def _row(point: NationalPoint, item: HubValue) -> Row:
    requirement = item.requirement or "\n".join(point.requirement)
    return (
        *(point.id, point.title, item.hub, item.part),
        *number_cells(item.value),
        *(cell(item.base), item.interval, cell(item.previous), requirement),
        *("" if item.mark is None else item.mark.words, point.clause, item.address),
    )


def _totals(report: NationalReport) -> tuple[Sequence[str], Iterable[Row]]:
    labels = report.labels
    keys = ("id", "point", "value", "unit", "exact", "requirement", "verdict", "reason")
    rows: list[Row] = [
        (
            *(point.id, point.title, *number_cells(point.together.value)),
            point.together.requirement,
            "" if point.together.mark is None else point.together.mark.words,
            point.together.reason,
        )
        for point in report.points
        if point.together is not None
    ]
    return [labels[key] for key in keys], rows


def _basis(report: NationalReport) -> tuple[Sequence[str], Iterable[Row]]:
    labels = report.labels
    terms = (*report.basis, *report.reading)
    return [labels["hub"], labels["statement"], labels["snapshot"]], [
        *((item.name, item.statement, item.snapshot) for item in report.tallies),
        (labels["status"], f"{report.status} {report.submitted}", ""),
        *((item.label, item.text, "") for item in terms),
    ]
