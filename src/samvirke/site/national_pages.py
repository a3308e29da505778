"""The national statement as a page, and its papers as files."""

from samvirke.figures import Language
from samvirke.papers.national_statement import NationalReport, report_of, to_pdf, to_xlsx, view_of
from samvirke.schemes.results_statement import NationalStatement
from samvirke.site.rendering import render


def national_papers(
    national: NationalStatement, language: Language, *, name: str
) -> dict[str, bytes]:
    """Page, PDF and spreadsheet of the national statement, called ``name``.

    The page needs no other file; it links to ``name.json``, which the caller writes.
    """
    report = report_of(national, language)
    return {
        f"{name}.html": national_page(report, name=name),
        f"{name}.pdf": to_pdf(report),
        f"{name}.xlsx": to_xlsx(report),
    }


def national_page(report: NationalReport, *, name: str) -> bytes:
    """The page of a national statement whose papers are called ``name``."""
    context = {"report": view_of(report, name=name), "labels": report.labels}
    return render("national_statement.html", report.language, context, alone=True)
