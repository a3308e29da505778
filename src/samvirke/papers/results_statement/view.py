"""A results statement's report as the pages need it: each calculation where it belongs."""

from dataclasses import asdict
from typing import Any

from samvirke.papers.results_statement.report import Report


def view_of(report: Report, *, name: str) -> dict[str, Any]:
    """``report`` as plain values for templates; its papers are files called ``name``."""
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
