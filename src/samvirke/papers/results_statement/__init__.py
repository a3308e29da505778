"""The results statement as terminal text, accessible PDF and spreadsheet."""

from samvirke.papers.results_statement.content import report_of
from samvirke.papers.results_statement.pdf import to_pdf
from samvirke.papers.results_statement.report import Report
from samvirke.papers.results_statement.terminal import to_terminal
from samvirke.papers.results_statement.view import view_of
from samvirke.papers.results_statement.xlsx import to_xlsx

__all__ = ["Report", "report_of", "to_pdf", "to_terminal", "to_xlsx", "view_of"]
