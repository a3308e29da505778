"""The contract check as text for a terminal."""

import textwrap
from collections.abc import Iterator

from samvirke.papers.contract_check.content import Entry, Report

_WIDTH = 88


def to_terminal(report: Report) -> str:
    """The report as plain text, at most 88 signs wide."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield report.title
    yield "=" * min(len(report.title), _WIDTH)
    yield report.parties
    yield from _wrapped(f"{report.labels.held_against}: {report.agreement}")
    yield ""
    yield from _wrapped(report.verdict)
    for group in report.groups:
        if group.entries:
            yield ""
            yield f"{group.heading.upper()} ({len(group.entries)})"
            yield from _wrapped(group.meaning)
            for entry in group.entries:
                yield ""
                yield from _entry(report, entry)


def _entry(report: Report, entry: Entry) -> Iterator[str]:
    yield from _wrapped(f"{entry.number}. {entry.heading} ({entry.subject})", hanging="   ")
    yield from _wrapped(entry.message, indent="   ")
    labels = report.labels
    width = max(len(labels.contract), len(entry.against)) + 1
    for label, cell in ((labels.contract, entry.contract), (entry.against, entry.agreement)):
        told = " · ".join(part for part in (cell.clause, cell.words, cell.value) if part != "–")
        text = f"{label + ':':<{width}} {told or '–'}"
        yield from _wrapped(text, indent="   ", hanging=" " * (width + 4))
    for calculation in entry.calculations:
        yield f"   {labels.calculated}:"
        for step in calculation.steps:
            indent = " " * (5 + 2 * step.depth)
            yield from _wrapped(step.words, indent=indent, hanging=indent + "  ")


def _wrapped(text: str, *, indent: str = "", hanging: str | None = None) -> list[str]:
    after = indent if hanging is None else hanging
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=after,
        break_long_words=False,
        break_on_hyphens=False,
    )
