"""A contract check's report as the pages need it: with badges and counts."""

from dataclasses import asdict
from typing import Any

from samvirke.papers.contract_check.content import Report

BADGES = {"error": "badge-error", "question": "badge-warning", "note": "badge-info"}


def view_of(report: Report, *, name: str) -> dict[str, Any]:
    """``report`` as plain values for templates; its papers are files called ``name``."""
    view = asdict(report)
    view["file_name"] = name
    view["found"] = any(group["entries"] for group in view["groups"])
    for group in view["groups"]:
        group["badge"] = BADGES[group["code"]]
        group["size"] = str(len(group["entries"]))
    return view
