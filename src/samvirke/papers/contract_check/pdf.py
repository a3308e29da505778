"""The contract check as an accessible PDF (PDF/UA-1), made with Typst."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import typst

from samvirke.papers.contract_check.content import Report

_TEMPLATE = Path(__file__).with_name("report.typ")
# The report carries no date of its own: the same check gives the same bytes on any day.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def to_pdf(report: Report) -> bytes:
    """The report as PDF/UA-1. The same report gives the same bytes.

    Only the fonts in the Typst wheel are used, so that every machine sets the same pages.
    """
    pdf: bytes = typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(asdict(report), ensure_ascii=False)},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=_NO_DATE,
    )
    return pdf
