"""Writes contract checks as a folder of pages that any browser opens, with PDF and JSON beside."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django
from django.template.loader import render_to_string

from samvirke.figures import Language, Text
from samvirke.papers.contract_check import Report, report_of, to_pdf
from samvirke.papers.writing import write_all
from samvirke.schemes.contract_check import ContractCheck
from samvirke.site.settings import STATIC_FILES

_WORDS = {
    "skip": Text("Gå til sidens indhold", "Skip to content"),
    "checks": Text("Kontraktcheck", "Contract checks"),
    "breadcrumb": Text("Brødkrumme", "Breadcrumb"),
    "lead": Text(
        "Resultatkontrakter holdt op mod den rammeaftale, der gælder i kontraktens år.",
        "Performance contracts held against the framework agreement in force in their year.",
    ),
    "found": Text("Antal fund i hver kontrakt", "Number of findings in each contract"),
    "contract": Text("Kontrakt", "Contract"),
    "parties": Text("Parter", "Parties"),
    "papers": Text("Papirer", "Papers"),
    "pdf": Text("Hent som PDF", "Download as PDF"),
    "json": Text("Hent som JSON", "Download as JSON"),
    "footer": Text(
        "Samvirke er åben kildekode. Hvert tal kan regnes efter.",
        "Samvirke is open source. Every number can be recomputed.",
    ),
}

_OVERVIEW = "index"
_BADGES = {"error": "badge-error", "question": "badge-warning", "note": "badge-info"}


def write_pages(
    checks: Sequence[ContractCheck], folder: Path, *, language: Language
) -> tuple[Path, ...]:
    """Writes an overview, and page, PDF and JSON of each check, into ``folder``.

    Returns the paths, the overview first. Raises ``CannotWrite``; files that were there before
    are then still whole.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvirke.site.settings")
    django.setup()
    reports = [report_of(check, language) for check in checks]
    names = _file_names(reports)
    views = [_view(report, name) for report, name in zip(reports, names, strict=True)]
    words = {key: text.in_language(language) for key, text in _WORDS.items()}
    common = {"language": language, "words": words}
    pages = {f"{_OVERVIEW}.html": _render("contract_checks.html", {**common, "reports": views})}
    for view in views:
        context = {**common, "report": view, "labels": view["labels"]}
        pages[f"{view['file_name']}.html"] = _render("contract_check.html", context)
    files = {name: page.encode() for name, page in pages.items()}
    for check, report, name in zip(checks, reports, names, strict=True):
        document = json.dumps(check.to_json(language), ensure_ascii=False, indent=2)
        files[f"{name}.json"] = f"{document}\n".encode()
        files[f"{name}.pdf"] = to_pdf(report)
    static = {
        f"static/{path.relative_to(STATIC_FILES)}": path.read_bytes()
        for path in sorted(STATIC_FILES.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    write_all(folder, {**static, **files})
    return tuple(folder / name for name in files)


def _file_names(reports: Sequence[Report]) -> list[str]:
    """A name of letters, digits and hyphens for each report, from its contract's id.

    Contracts of the same id are told apart by a number; the overview keeps its own name.
    """
    names = [_OVERVIEW]
    for report in reports:
        plain = "".join(sign if sign.isalnum() else "-" for sign in report.id).lower()
        same = sum(name == plain or name.startswith(f"{plain}--") for name in names)
        names.append(f"{plain}--{same + 1}" if same else plain)
    return names[1:]


def _view(report: Report, name: str) -> dict[str, Any]:
    """The report as the templates need it: with its file's name, badges and sizes."""
    view = asdict(report)
    view["file_name"] = name
    view["found"] = any(group["entries"] for group in view["groups"])
    for group in view["groups"]:
        group["badge"] = _BADGES[group["code"]]
        group["size"] = str(len(group["entries"]))
    return view


def _render(template: str, context: dict[str, Any]) -> str:
    return str(render_to_string(f"samvirke/{template}", context))
