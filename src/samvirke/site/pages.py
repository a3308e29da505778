"""Writes contract checks as a folder of pages that any browser opens, PDF and JSON beside them."""

import json
from collections.abc import Sequence
from pathlib import Path

from samvirke.figures import Language, Text
from samvirke.papers.contract_check import report_of, to_pdf, view_of
from samvirke.papers.writing import write_all
from samvirke.schemes.contract_check import ContractCheck
from samvirke.site.rendering import OVERVIEW, file_names, render, static_files

_OVERVIEW_WORDS = {
    "lead": Text(
        "Kontroller, hvor hvert tal kan regnes efter.",
        "Checks in which every number can be recomputed.",
    ),
    "checks": Text("Kontraktcheck", "Contract checks"),
    "checks_lead": Text(
        "Resultatkontrakter holdt op mod den rammeaftale, der gælder i kontraktens år.",
        "Performance contracts held against the framework agreement in force in their year.",
    ),
    "found": Text("Antal fund i hver kontrakt", "Number of findings in each contract"),
    "contract": Text("Kontrakt", "Contract"),
    "parties": Text("Parter", "Parties"),
}


def write_pages(
    checks: Sequence[ContractCheck], folder: Path, *, language: Language
) -> tuple[Path, ...]:
    """Writes an overview, and page and papers of each check, into ``folder``.

    Returns the paths, the overview first. Raises ``CannotWrite``; files that were there before
    are then still whole.
    """
    reports = [report_of(check, language) for check in checks]
    names = file_names(report.id for report in reports)
    views = [view_of(report, name=name) for report, name in zip(reports, names, strict=True)]
    overview = {
        "reports": views,
        "overview": {key: text.in_language(language) for key, text in _OVERVIEW_WORDS.items()},
    }
    files = {f"{OVERVIEW}.html": render("overview.html", language, overview)}
    for check, report, view, name in zip(checks, reports, views, names, strict=True):
        context = {"report": view, "labels": view["labels"]}
        files[f"{name}.html"] = render("contract_check.html", language, context)
        document = json.dumps(check.to_json(language), ensure_ascii=False, indent=2)
        files[f"{name}.json"] = f"{document}\n".encode()
        files[f"{name}.pdf"] = to_pdf(report)
    write_all(folder, {**static_files(), **files})
    return tuple(folder / name for name in files)
