"""The effect report as an accessible PDF (PDF/UA-1)."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any

from samvirke.figures import Language, Text, format_number
from samvirke.papers.effect_report.model import (
    NONE,
    Block,
    Cell,
    ChartBlock,
    EffectReport,
    Interval,
    TableBlock,
)
from samvirke.papers.spreadsheet import Amount
from samvirke.papers.typst_pdf import to_pdf_ua

_TEMPLATE = Path(__file__).with_name("report.typ")
_SHORT, _NARROWEST, _WIDEST = 14, 12, 44
_LONG = 20


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
                "blocks": list(_blocks(section.blocks, report.language)),
            }
            for section in sections
        ],
    }
    return to_pdf_ua(_TEMPLATE, content, report.language)


def _blocks(blocks: tuple[Block, ...], language: Language) -> Iterator[dict[str, Any]]:
    """Charts that follow each other stand side by side."""
    for kind, found in groupby(blocks, key=type):
        if kind is ChartBlock:
            charts = [one for one in found if isinstance(one, ChartBlock)]
            drawn = [{"svg": one.svg, "words": one.words} for one in charts]
            yield {"kind": "charts", "charts": drawn}
        else:
            for block in found:
                if isinstance(block, str):
                    yield {"kind": "words", "words": block}
                elif isinstance(block, TableBlock):
                    yield _table(block, language)


def _table(block: TableBlock, language: Language) -> dict[str, Any]:
    """A long table's shared cells stand above their rows instead of in each."""
    shared = block.shared if len(block.rows) > _LONG else 0
    heading = block.heading[shared:]
    groups = [
        {
            "names": " · ".join(cell_words(cell, language) for cell in names),
            "rows": [[cell_words(cell, language) for cell in row[shared:]] for row in rows],
        }
        for names, rows in groupby(block.rows, key=lambda row: row[:shared])
    ]
    columns = list(zip(*block.rows, strict=True))[shared:]
    rows = [list(cells) for group in groups for cells in group["rows"]]
    return {
        "kind": "table",
        "caption": block.caption,
        "heading": list(heading),
        "widths": _widths(heading, rows),
        "numeric": [_is_numeric(column) for column in columns],
        "groups": groups,
    }


def _is_numeric(column: tuple[Cell, ...]) -> bool:
    """Whether a column holds numbers; years alone are names."""
    is_years = all(isinstance(cell, int) for cell in column)
    return not is_years and all(isinstance(cell, int) or _is_number(cell) for cell in column)


def _is_number(cell: Cell) -> bool:
    """Whether a cell is a number, an interval or the dash for none."""
    if isinstance(cell, str):
        return cell == NONE or _COUNTS.fullmatch(cell) is not None
    return True


_COUNTS = re.compile(r"\d+ / \d+")


def _widths(heading: tuple[str, ...], rows: list[list[str]]) -> list[int]:
    """How wide each column is against the others by its longest cell; 0 for as wide as it needs."""
    found = []
    for column in zip(heading, *rows, strict=True):
        longest = max(len(cell) for cell in column)
        found.append(0 if longest <= _SHORT else min(max(longest, _NARROWEST), _WIDEST))
    return found


def cell_words(cell: Cell, language: Language) -> str:
    """A cell as words: numbers with one decimal, whole ones without, amounts with their own."""
    if isinstance(cell, Fraction):
        decimals = 0 if cell.denominator == 1 else 1
        return format_number(cell, language, decimals=decimals)
    if isinstance(cell, Amount):
        return format_number(cell.value, language, decimals=cell.decimals)
    if isinstance(cell, Interval):
        # In words where the first end is negative.
        to = NONE if cell.low.value >= 0 else _TO.in_language(language)
        return to.join(cell_words(end, language) for end in (cell.low, cell.high))
    return str(cell).replace("-", "−") if isinstance(cell, int) else cell


_TO = Text(da=" til ", en=" to ")
