"""The effect report's first page as text for a terminal."""

import textwrap

from samvirke.papers.effect_report.model import EffectReport, TableBlock
from samvirke.papers.effect_report.pdf import cell_words

_WIDTH = 88
_FEW_COLUMNS = 3


def to_terminal(report: EffectReport) -> str:
    """The summary: its sentences, and its tables one row under another."""
    lines = [report.title, "=" * len(report.title), report.subtitle, ""]
    for block in report.summary.blocks:
        if isinstance(block, str):
            lines += [*textwrap.wrap(block, _WIDTH), ""]
        elif isinstance(block, TableBlock):
            lines += [block.caption.upper(), *_rows(block, report), ""]
    return "\n".join(lines).rstrip() + "\n"


def _rows(table: TableBlock, report: EffectReport) -> list[str]:
    lines = []
    names = 3 if len(table.heading) > _FEW_COLUMNS else 1
    for row in table.rows:
        told = [
            f"{heading}: {cell_words(cell, report.language)}"
            for heading, cell in zip(table.heading[names:], row[names:], strict=True)
        ]
        named = " · ".join(cell_words(cell, report.language) for cell in row[:names])
        lines += textwrap.wrap(f"{named} · {' · '.join(told)}", _WIDTH, subsequent_indent="  ")
    return lines
