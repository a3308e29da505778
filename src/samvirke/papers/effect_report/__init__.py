"""The effect report: PDF/UA-1, spreadsheet, charts, terminal text and the folder they lie in."""

from samvirke.papers.effect_report.content import report_of
from samvirke.papers.effect_report.folder import (
    FolderSteps,
    check_folder,
    effect_files,
    matches_csv,
    write_folder,
)
from samvirke.papers.effect_report.model import ChartBlock, EffectReport, Section, TableBlock
from samvirke.papers.effect_report.pdf import to_pdf
from samvirke.papers.effect_report.received import (
    LeftOut,
    left_out,
    left_out_words,
    received_files,
    with_effects,
)
from samvirke.papers.effect_report.terminal import to_terminal
from samvirke.papers.effect_report.view import view_of
from samvirke.papers.effect_report.xlsx import to_xlsx

__all__ = [
    "ChartBlock",
    "EffectReport",
    "FolderSteps",
    "LeftOut",
    "Section",
    "TableBlock",
    "check_folder",
    "effect_files",
    "left_out",
    "left_out_words",
    "matches_csv",
    "received_files",
    "report_of",
    "to_pdf",
    "to_terminal",
    "to_xlsx",
    "view_of",
    "with_effects",
    "write_folder",
]
