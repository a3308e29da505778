"""The results statement as text for a terminal: what was measured, and how it is judged."""

import textwrap
from collections.abc import Iterator, Sequence

from samvirke.papers.results_statement.report import Mark, Part, Point, Report, Ruling

_WIDTH = 96
_INDENT = "  "


def to_terminal(report: Report) -> str:
    """The report as plain text, at most 96 signs wide, without the calculations.

    Those stand in the PDF, on the page and in the spreadsheet.
    """
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield from _wrapped(report.title)
    yield "=" * min(len(report.title), _WIDTH)
    if report.demo:
        yield from _wrapped(report.demo)
    yield from _wrapped(f"{report.period}. {report.status}")
    yield ""
    for tally in report.tallies:
        yield from _wrapped(tally.sentence)
    for remark in report.remarks:
        yield from _wrapped(remark)
    for section in report.sections:
        yield ""
        yield from _wrapped(section.title.upper())
        for point in section.points:
            yield ""
            yield from _point(report, point)
    yield from _spread(report)
    yield from _volumes(report)
    yield ""
    yield report.labels["origins"].upper()
    yield ""
    for origin in report.origins:
        yield from _wrapped(f"{origin.label}: {origin.text}", indent=_INDENT, hanging=_INDENT * 2)


def _point(report: Report, point: Point) -> Iterator[str]:
    yield from _wrapped(f"{point.id}  {point.title}", indent=_INDENT, hanging=_INDENT * 2)
    labels = report.labels
    for part in point.parts:
        yield from _told(part.name, _part(report, part))
    if point.assessed is not None:
        assessed = point.assessed
        signed = f"{assessed.author}, {assessed.day}"
        told = _sentences(assessed.status, assessed.text, assessed.evidence)
        yield from _told(labels["assessment"], f"{told} ({signed})")
    for ruling in point.rulings:
        alike = [item for item in point.rulings if item.document == ruling.document]
        clause = ruling.clause if len(alike) > 1 and not ruling.part else ""
        name = ", ".join(part for part in (ruling.document, ruling.part, clause) if part)
        yield from _told(name, _ruling(ruling))
    for finding in point.findings:
        yield from _told(labels["finding"], finding)


def _part(report: Report, part: Part) -> str:
    labels = report.labels
    told = [part.value.words]
    if part.base.words != "–":
        told.append(f"{labels['base'].lower()} {part.base.words}")
    if part.interval is not None:
        told.append(f"{labels['interval']} {part.interval.words}")
    if part.previous.words != "–":
        told.append(f"{labels['previous'].lower()} {part.previous.words}")
    if part.origin:
        told.append(part.origin)
    told += [f"{other.label.lower()}: {other.value.words}" for other in part.beside]
    return "; ".join(told) + _verdicts(part)


def _verdicts(part: Part) -> str:
    """The verdicts on a part, once where the documents agree."""
    marks = [mark for mark in (part.agreement, part.contract) if mark is not None]
    told = list(dict.fromkeys(_mark(mark) for mark in marks))
    return f" – {' / '.join(told)}" if told else ""


def _ruling(ruling: Ruling) -> str:
    told = _sentences(ruling.requirement, ruling.reason)
    if ruling.reading:
        told = f"{told} ({ruling.reading})"
    return f"{_mark(ruling.mark)} – {told}" if told else _mark(ruling.mark)


def _sentences(*parts: str) -> str:
    """The parts that say something, each ended by one full stop where another follows."""
    told = [part for part in parts if part]
    ended = [part if part.endswith(".") else f"{part}." for part in told[:-1]]
    return " ".join([*ended, *told[-1:]])


def _mark(mark: Mark) -> str:
    return f"{mark.sign} {mark.words}".strip()


def _spread(report: Report) -> Iterator[str]:
    if not report.spread:
        return
    labels = report.labels
    keys = ("municipality", "guidance", "population_count", "relative", "outcome")
    rows = [
        (
            line.name,
            line.share_of_guidance.words,
            line.share_of_population.words,
            line.relative.words,
            line.outcome,
        )
        for line in report.spread
    ]
    heading = tuple(labels[key] for key in keys)
    yield from _table(labels["spread"], heading, rows, last_is_text=True)
    for told in report.spread_excluded:
        yield from _wrapped(told, indent=_INDENT)


def _volumes(report: Report) -> Iterator[str]:
    if not report.volumes:
        return
    labels = report.labels
    keys = ("kind", "engagements", "companies", "previous_companies")
    rows = [
        (line.name, line.engagements.words, line.companies.words, line.previous.words)
        for line in report.volumes
    ]
    yield from _table(labels["volumes"], tuple(labels[key] for key in keys), rows)
    for item in report.shares:
        yield from _wrapped(f"{item.label}: {item.value.words}", indent=_INDENT)


def _table(
    title: str,
    heading: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    *,
    last_is_text: bool = False,
) -> Iterator[str]:
    """A table with its first column to the left and its numbers to the right."""
    widths = [max(len(row[at]) for row in (heading, *rows)) for at in range(len(heading))]
    yield ""
    yield title.upper()
    yield ""
    for row in (heading, *rows):
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        if last_is_text:
            cells[-1] = row[-1]
        yield (_INDENT + "  ".join(cells)).rstrip()


def _told(name: str, text: str) -> list[str]:
    return _wrapped(f"{name}: {text}", indent=_INDENT * 2, hanging=_INDENT * 3)


def _wrapped(text: str, *, indent: str = "", hanging: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_on_hyphens=False,
    )
