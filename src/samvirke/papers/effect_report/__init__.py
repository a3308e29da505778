"""The effect report: PDF/UA-1, spreadsheet, charts, terminal text and the folder they lie in."""

from samvirke.papers.effect_report.content import report_of
from samvirke.papers.effect_report.folder import (
    FolderSteps,
    effect_files,
    matches_csv,
    public_document,
)
from samvirke.papers.effect_report.model import ChartBlock, EffectReport, Section, TableBlock
from samvirke.papers.effect_report.pdf import to_pdf
from samvirke.papers.effect_report.received import received_files, with_effects
from samvirke.papers.effect_report.terminal import to_terminal
from samvirke.papers.effect_report.view import view_of
from samvirke.papers.effect_report.xlsx import to_xlsx

__all__ = [
    "ChartBlock",
    "EffectReport",
    "FolderSteps",
    "Section",
    "TableBlock",
    "effect_files",
    "matches_csv",
    "public_document",
    "received_files",
    "report_of",
    "to_pdf",
    "to_terminal",
    "to_xlsx",
    "view_of",
    "with_effects",
]
