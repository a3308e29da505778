"""The national statement as accessible PDF, spreadsheet and page."""

from samvirke.papers.national_statement.content import report_of
from samvirke.papers.national_statement.pdf import to_pdf
from samvirke.papers.national_statement.report import NationalReport
from samvirke.papers.national_statement.view import view_of
from samvirke.papers.national_statement.xlsx import to_xlsx

__all__ = ["NationalReport", "report_of", "to_pdf", "to_xlsx", "view_of"]
