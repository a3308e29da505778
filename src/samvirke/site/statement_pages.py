"""The results statement as a page, and its papers as files."""

from dataclasses import asdict
from typing import Any

from samvirke.figures import Language
from samvirke.papers.results_statement import Report, report_of, to_pdf, to_xlsx
from samvirke.schemes.results_statement import Statement
from samvirke.site.rendering import render


def statement_papers(statement: Statement, language: Language, *, name: str) -> dict[str, bytes]:
    """Page, PDF and spreadsheet of ``statement``, called ``name``; the page needs no other file.

    The page links to ``name.json``, which the caller writes.
    """
    report = report_of(statement, language)
    return {
        f"{name}.html": statement_page(report, name=name, alone=True),
        f"{name}.pdf": to_pdf(report),
        f"{name}.xlsx": to_xlsx(report),
    }


def statement_page(report: Report, *, name: str, alone: bool = False) -> bytes:
    """The page of a statement whose papers are called ``name``."""
    context = {"report": statement_view(report, name), "labels": report.labels}
    return render("results_statement.html", report.language, context, alone=alone)


def statement_view(report: Report, name: str) -> dict[str, Any]:
    """The report as the templates need it: each calculation where it belongs."""
    view = asdict(report)
    view["file_name"] = name
    notes = {note["number"]: note for note in view["notes"]}
    for section in view["sections"]:
        for point in section["points"]:
            point["calculations"] = [notes[number] for number in point["notes"]]
            point["judged"] = any(part["agreement"] or part["contract"] for part in point["parts"])
        alone = len(section["points"]) == 1
        section["alone"] = alone and section["points"][0]["title"] == section["title"]
    tallies = view["tallies"]
    view["spread_calculations"] = [notes[number] for number in report.spread_notes]
    view["volume_calculations"] = [notes[number] for number in report.volume_notes]
    view["tally_rows"] = [
        {"mark": counted["mark"], "numbers": [tally["counted"][at]["number"] for tally in tallies]}
        for at, counted in enumerate(tallies[0]["counted"])
        if any(tally["counted"][at]["number"] for tally in tallies)
    ]
    groups = (("national", False), ("local", True))
    view["groups"] = [
        {
            "code": key,
            "heading": report.labels[key],
            "glance": [row for row in view["glance"] if row["local"] is local],
            "sections": [item for item in view["sections"] if item["local"] is local],
        }
        for key, local in groups
        if any(row["local"] is local for row in view["glance"])
    ]
    return view
