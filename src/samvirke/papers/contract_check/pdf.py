"""The contract check as an accessible PDF (PDF/UA-1), made with Typst."""

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import typst

from samvirke.figures import Text
from samvirke.papers.contract_check.content import Report

_TEMPLATE = Path(__file__).with_name("report.typ")
# The report carries no date of its own: the same check gives the same bytes on any day.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
# PDF/UA refuses signs that no font can show; Typst names the first of them in its message.
_UNSHOWABLE = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_STAND_IN = "□"
_MOST_STAND_INS = 200
_STAND_IN_NOTE = Text(
    da=f"Tegn, som papirets skrifttyper ikke har, er vist som {_STAND_IN}.",
    en=f"Signs that the paper's fonts do not have are shown as {_STAND_IN}.",
)


def to_pdf(report: Report) -> bytes:
    """The report as PDF/UA-1. The same report gives the same bytes.

    Only the fonts in the Typst wheel are used, so that every machine sets the same pages. A sign
    that they do not have (a Chinese letter, an emoji) becomes a box, and the report says so.
    """
    content = json.dumps(asdict(report), ensure_ascii=False)
    for replaced in range(_MOST_STAND_INS):
        try:
            note = _STAND_IN_NOTE.in_language(report.language) if replaced else ""
            return _compile(content, note)
        except typst.TypstError as error:
            found = _UNSHOWABLE.search(str(error))
            if found is None:
                raise
            content = content.replace(found[1], _STAND_IN)
    raise ValueError(f"more than {_MOST_STAND_INS} different signs that no font of the paper has")


def _compile(content: str, note: str) -> bytes:
    pdf: bytes = typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        ignore_system_fonts=True,
        sys_inputs={"report": content, "note": note},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=_NO_DATE,
    )
    return pdf
