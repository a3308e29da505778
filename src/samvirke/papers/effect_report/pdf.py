"""The effect report as an accessible PDF (PDF/UA-1)."""

from fractions import Fraction
from pathlib import Path
from typing import Any

from samvirke.figures import Language, format_number
from samvirke.papers.effect_report.model import Block, Cell, ChartBlock, EffectReport, TableBlock
from samvirke.papers.typst_pdf import to_pdf_ua

_TEMPLATE = Path(__file__).with_name("report.typ")
_SHORT, _NARROWEST, _WIDEST = 14, 12, 30


def to_pdf(report: EffectReport) -> bytes:
    """The report as PDF/UA-1. The same report gives the same bytes."""
    sections = (report.summary, *report.sections)
    content = {
        "language": report.language,
        "title": report.title,
        "subtitle": report.subtitle,
        "demo_mark": report.demo_mark,
        "version": report.version,
        "id": report.id,
        "sections": [
            {
                "heading": section.heading,
                "blocks": [_block(block, report.language) for block in section.blocks],
            }
            for section in sections
        ],
    }
    return to_pdf_ua(_TEMPLATE, content, report.language)


def _block(block: Block, language: Language) -> dict[str, Any]:
    if isinstance(block, str):
        return {"kind": "words", "words": block}
    if isinstance(block, ChartBlock):
        return {"kind": "chart", "svg": block.svg, "words": block.words}
    rows = [[cell_words(cell, language) for cell in row] for row in block.rows]
    return {
        "kind": "table",
        "caption": block.caption,
        "heading": list(block.heading),
        "widths": _widths(block, rows),
        "rows": rows,
    }


def _widths(block: TableBlock, rows: list[list[str]]) -> list[int]:
    """How wide each column is against the others by its longest cell; 0 for as wide as it needs."""
    found = []
    for column in zip(block.heading, *rows, strict=True):
        longest = max(len(cell) for cell in column)
        found.append(0 if longest <= _SHORT else min(max(longest, _NARROWEST), _WIDEST))
    return found


def cell_words(cell: Cell, language: Language) -> str:
    """A cell as words: numbers with one decimal, whole ones without."""
    if isinstance(cell, Fraction):
        decimals = 0 if cell.denominator == 1 else 1
        return format_number(cell, language, decimals=decimals)
    return cell
