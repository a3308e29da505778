"""The results statement as a page, and its papers as files."""

from samvirke.figures import Language
from samvirke.papers.results_statement import Report, report_of, to_pdf, to_xlsx, view_of
from samvirke.papers.statement_folder.order_file import NAME
from samvirke.schemes.results_statement import Statement
from samvirke.site.rendering import render


def statement_papers(statement: Statement, language: Language, *, name: str) -> dict[str, bytes]:
    """Page, PDF and spreadsheet of ``statement``, called ``name``; the page needs no other file.

    The page links to ``name.json``, which the caller writes.
    """
    report = report_of(statement, language)
    return {
        f"{name}.html": statement_page(report, name=name),
        f"{name}.pdf": to_pdf(report),
        f"{name}.xlsx": to_xlsx(report),
    }


def danish_papers(statement: Statement) -> dict[str, bytes]:
    """The papers as a hub sends them, named as in its folder."""
    return statement_papers(statement, "da", name=NAME)


def statement_page(report: Report, *, name: str) -> bytes:
    """The page of a statement whose papers are called ``name``."""
    context = {"report": view_of(report, name=name), "labels": report.labels}
    return render("results_statement.html", report.language, context, alone=True)
