"""The results statement as a spreadsheet: the same content, with numbers to calculate on."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from samvirke.figures import Language, Text
from samvirke.papers.results_statement.report import Amount, Mark, Note, Point, Report
from samvirke.papers.results_statement.values import NONE
from samvirke.papers.spreadsheet import Cell, Row, Spreadsheet

_SHEETS = {
    "goals": Text("Målopfyldelse", "Goals"),
    "segments": Text("Segmenter", "Segments"),
    "spread": Text("Spredning", "Spread"),
    "volumes": Text("Omfang", "Volumes"),
    "calculations": Text("Beregninger", "Calculations"),
    "basis": Text("Grundlag", "Basis"),
}
_STEP = Text("Trin", "Step")


def to_xlsx(report: Report) -> bytes:
    """The report as XLSX with six sheets. The same report gives the same bytes.

    Numbers are unrounded as far as a spreadsheet can hold them; one without an end stands beside
    as the exact fraction.
    """
    book = Spreadsheet(
        report.title,
        head=report.running_head,
        mark=report.demo_mark,
        author=report.version,
        language=report.language,
    )
    for key, content in (
        ("goals", _goals),
        ("segments", _segments),
        ("spread", _spread),
        ("volumes", _volumes),
        ("calculations", _calculations),
        ("basis", _basis),
    ):
        book.add(_SHEETS[key].in_language(report.language), *content(report))
    return book.to_bytes()


def cell(amount: Amount) -> Cell:
    """The number, or the words that stand where there is none; empty for a plain dash."""
    if amount.exact is not None:
        return Fraction(amount.exact)
    return "" if amount == NONE else amount.words


def number_cells(amount: Amount) -> tuple[Cell, str, str]:
    """The number, its unit, and the exact fraction where no decimals write it in full."""
    return cell(amount), amount.unit or "", _exact(amount)


def _exact(amount: Amount) -> str:
    """The fraction of a number that no decimals write in full, else nothing."""
    return amount.exact if amount.exact is not None and "/" in amount.exact else ""


def _note(number: int | None) -> Cell:
    return "" if number is None else Fraction(number)


def _words(mark: Mark | None) -> str:
    return "" if mark is None else mark.words


def _goals(report: Report) -> tuple[Sequence[str], Iterable[Row]]:
    labels = report.labels
    keys = (
        *("id", "goal", "line", "part", "value", "unit", "exact", "requirement"),
        *("level_of_agreement", "level_of_contract"),
        *("agreement", "contract", "previous", "assessment", "finding", "computed_by", "clause"),
    )
    points = [(section, point) for section in report.sections for point in section.points]
    rows = [
        (
            row.id,
            section.title,
            row.title,
            item.name,
            *number_cells(item.value),
            "\n".join(row.requirement),
            cell(_level(point, labels["agreement"])),
            cell(_level(point, labels["contract"])),
            _words(row.agreement),
            _words(row.contract),
            cell(item.previous),
            _assessment(point),
            "\n".join(point.findings),
            point.computed_by,
            point.clause,
        )
        for row, (section, point) in zip(report.glance, points, strict=True)
        for item in row.values
    ]
    return [labels[key] for key in keys], rows


def _level(point: Point, document: str) -> Amount:
    """The level that a document requires of the line."""
    return next((item.level for item in point.rulings if item.document == document), NONE)


def _assessment(point: Point) -> str:
    """Status, words and author of an assessment, and each activity on a line of its own."""
    assessed = point.assessed
    if assessed is None:
        return ""
    first = (assessed.status, assessed.text, assessed.evidence, assessed.author, assessed.day)
    activities = (
        (item.title, item.status, item.text, item.author, item.day) for item in assessed.activities
    )
    return "\n".join("; ".join(filter(None, part)) for part in (first, *activities))


def _segments(report: Report) -> tuple[Sequence[str], Iterable[Row]]:
    labels = report.labels
    keys = ("id", "line", "part", "value", "unit", "exact", "base", "low", "high", "method")
    more = ("previous", "agreement", "contract", "note", "origin")
    heading = [*(labels[key] for key in keys), *(labels[key] for key in more)]
    rows: list[Row] = []
    for section in report.sections:
        for point in section.points:
            rows += _rows_of(point)
    return heading, rows


def _rows_of(point: Point) -> Iterable[Row]:
    """Every value of a line: its own, those beside them, and those that others stated."""
    for part in point.parts:
        interval = part.interval
        yield (
            *(point.id, point.title, part.name),
            *number_cells(part.value),
            cell(part.base),
            *(
                ("", "", "")
                if interval is None
                else (Fraction(interval.low), Fraction(interval.high), interval.method)
            ),
            *(cell(part.previous), _words(part.agreement), _words(part.contract)),
            *(_note(part.value.note), part.origin),
        )
        for other in part.beside:
            name = f"{part.name}: {other.label.lower()}"
            rest = ("",) * 7
            value = number_cells(other.value)
            yield (point.id, point.title, name, *value, *rest, _note(other.value.note), "")
    for item in point.stated:
        source = f"{item.authority}, {item.day}, {item.document}"
        yield (
            *(point.id, point.title, item.part, *number_cells(item.value), cell(item.people)),
            *("",) * 7,
            source,
        )


def _spread(report: Report) -> tuple[Sequence[str], Iterable[Row]]:
    labels = report.labels
    keys = (
        *("municipality", "area_class", "guidance", "share_of_guidance", "population_count"),
        *("share_of_population", "relative", "points", "outcome", "note"),
    )
    rows: list[Row] = [
        (
            line.name,
            line.area_class,
            cell(line.guidance),
            cell(line.share_of_guidance),
            cell(line.population),
            cell(line.share_of_population),
            cell(line.relative),
            cell(line.points),
            line.outcome,
            _note(line.relative.note),
        )
        for line in report.spread
    ]
    return [labels[key] for key in keys], [
        *rows,
        *((told, *("",) * (len(keys) - 1)) for told in report.spread_excluded),
    ]


def _volumes(report: Report) -> tuple[Sequence[str], Iterable[Row]]:
    labels = report.labels
    keys = ("kind", "engagements", "companies", "previous_companies", "shares", "unit", "exact")
    rows: list[Row] = [
        (
            *(line.name, cell(line.engagements), cell(line.companies), cell(line.previous)),
            *("", "", ""),
        )
        for line in report.volumes
    ]
    shares = ((item.label, "", "", "", *number_cells(item.value)) for item in report.shares)
    return [labels[key] for key in keys], [*rows, *shares]


def calculations(
    notes: Iterable[Note], labels: Mapping[str, str], language: Language
) -> tuple[Sequence[str], Iterable[Row]]:
    """Heading and rows of the sheet that holds every calculation line by line."""
    heading = [
        labels["note"],
        labels["number"],
        labels["address"],
        _STEP.in_language(language),
        labels["calculation"],
    ]
    rows = [
        (Fraction(note.number), note.title, note.address, Fraction(step.depth), step.words)
        for note in notes
        for step in note.steps
    ]
    return heading, rows


def _calculations(report: Report) -> tuple[Sequence[str], Iterable[Row]]:
    return calculations(report.notes, report.labels, report.language)


def _basis(report: Report) -> tuple[Sequence[str], Iterable[Row]]:
    labels = report.labels
    heading = [labels["role"], labels["file"], labels["rows"], "SHA-256"]
    told = [
        *((item.label, item.text) for item in report.basis),
        *((item.label, item.text) for item in report.origins),
        *((tally.document, tally.sentence) for tally in report.tallies),
        *((item.label, item.text) for item in report.reading),
    ]
    return heading, [
        *((file.role, file.name, cell(file.rows), file.sha256) for file in report.files),
        *((label, text, "", "") for label, text in told),
    ]
