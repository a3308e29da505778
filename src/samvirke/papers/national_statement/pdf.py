"""The national statement as an accessible PDF (PDF/UA-1)."""

from dataclasses import asdict
from pathlib import Path

from samvirke.papers.national_statement.report import NationalReport
from samvirke.papers.typst_pdf import to_pdf_ua

_TEMPLATE = Path(__file__).with_name("report.typ")


def to_pdf(report: NationalReport) -> bytes:
    """The report as PDF/UA-1. The same report gives the same bytes."""
    return to_pdf_ua(_TEMPLATE, asdict(report), report.language)
