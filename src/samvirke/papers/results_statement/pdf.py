"""The results statement as an accessible PDF (PDF/UA-1)."""

from dataclasses import asdict
from pathlib import Path

from samvirke.papers.results_statement.report import Report
from samvirke.papers.typst_pdf import to_pdf_ua

_TEMPLATE = Path(__file__).with_name("report.typ")


def to_pdf(report: Report) -> bytes:
    """The report as PDF/UA-1. The same report gives the same bytes."""
    return to_pdf_ua(_TEMPLATE, asdict(report), report.language)
