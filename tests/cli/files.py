"""Files of made-up rows as a hub's export has them."""

from pathlib import Path

from tests.records.imports.samples import AWARENESS, ENGAGEMENT, EVALUATION, table

HUB = "nordjylland"
REGISTRATIONS = ("--kind", "registrations", "--hub", HUB)
EVALUATIONS = ("--kind", "evaluations", "--hub", HUB)
SURVEY = ("--kind", "awareness", "--hub", HUB)
COMMIT = ("--commit", "--actor", "Demo Controller")


def engagement(name: str, **cells: str) -> dict[str, str]:
    return {**ENGAGEMENT, "Forløbs-id": name, **cells}


def evaluation(name: str, of: str, **cells: str) -> dict[str, str]:
    return {**EVALUATION, "Svar-id": name, "Forløbs-id": of, **cells}


def answer(respondent: str, **cells: str) -> dict[str, str]:
    hub = {"Erhvervshus": "Nordjylland", "Vægt": ""}
    return {**AWARENESS, **hub, "Respondent-id": respondent, **cells}


def csv_file(folder: Path, *rows: dict[str, str], name: str = "udtræk.csv") -> Path:
    """Writes ``rows`` under their headings."""
    path = folder / name
    path.write_text(table(*rows), encoding="utf-8", newline="")
    return path
