"""The national statement's report as the pages need it: each calculation where it belongs."""

from dataclasses import asdict
from typing import Any

from samvirke.papers.national_statement.report import NationalReport


def view_of(report: NationalReport, *, name: str) -> dict[str, Any]:
    """``report`` as plain values for templates; its papers are files called ``name``."""
    view = asdict(report)
    view["file_name"] = name
    notes = {note["number"]: note for note in view["notes"]}
    for point in view["points"]:
        point["calculations"] = [notes[number] for number in point["notes"]]
        point["cells"] = list(zip(view["hubs"], point["glimpses"], strict=True))
    sent = [tally for tally in view["tallies"] if tally["counted"]]
    view["verdicts"] = [counted["mark"] for counted in sent[0]["counted"]]
    return view
