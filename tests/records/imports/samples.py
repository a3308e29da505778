"""Rows as they stand in files. The companies are made up: CVR numbers from 99 million on, with
check digits worked out by hand (2·9 + 7·9 = 81, and 81 + 7 = 88 is divisible by 11: 99000007).
"""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from samvirke.records import InputError
from samvirke.records.imports import ImportKind, Known, Parsed, Reading, RowProblem

COMPANY, OTHER_COMPANY = 99000007, 99000015

ENGAGEMENT = {
    "Erhvervshus": "Erhvervshus Nordjylland",
    "Forløbs-id": "F-1",
    "CVR-nr.": "99000007",
    "P-nr.": "9900000001",
    "Stiftet": "01-02-2019",
    "Kommune": "Aalborg",
    "Kundesegment": "Vækst",
    "Forløbstype": "Vækstforløb",
    "Form": "Individuel",
    "Startdato": "15-03-2021",
    "Slutdato": "30-04-2021",
    "Minutter": "210",
    "Kontor": "Filial",
    "Henvist til": "Vækstfonden",
    "Ydelse": "Innovation",
    "Tema": "",
}
# The same in the order of the record's columns.
ENGAGEMENT_VALUES = (
    "nordjylland",
    "F-1",
    99000007,
    9900000001,
    20190201,
    851,
    "growth",
    "growth",
    "individual",
    20210315,
    20210430,
    210,
    "branch",
    "Vækstfonden",
    "Innovation",
    None,
    None,  # the file does not say who referred the company to the hub
)

EVALUATION = {
    "Erhvervshus": "Erhvervshus Nordjylland",
    "Svar-id": "S-1",
    "Forløbs-id": "F-1",
    "Besvaret": "03-06-2021 09:05",
    "Tilfredshed": "Meget tilfreds",
    "Tilfredshed med kompetencer": "Tilfreds",
    "Vil anbefale": "9",
    "Fik en henvisning": "Ja",
    "Brug af henvisning": "Har benyttet henvisningen",
    "Effekt": "I høj grad",
    "Grøn vejledning": "Nej",
    "Digital vejledning": "Ved ikke",
    "Vejledning om bæredygtighed": "Ja",
    "Miljø og klima": "I nogen grad",
    "Sociale forhold": "Slet ikke",
    "Virksomhedsledelse": "",
}
EVALUATION_VALUES = (
    "nordjylland",
    "S-1",
    "F-1",
    20210603090500,
    "very_satisfied",
    "satisfied",
    "9",
    "yes",
    "used",
    "to_a_high_degree",
    "no",
    "dont_know",
    "yes",
    "to_some_degree",
    "not_at_all",
    None,
)

AWARENESS = {
    "Erhvervshus": "Fyn",
    "Målingens år": "2021",
    "Respondent-id": "R-1",
    "Kender erhvervshuset": "Ja",
    "Kender tilbuddene": "Nej",
    "Kender de grønne ydelser": "Ved ikke",
    "Vejledt på grund af krisen": "Ja",
    "Effekt af krisevejledningen": "Positiv effekt",
    "Vægt": "1,25",
}
AWARENESS_VALUES = ("fyn", 2021, "R-1", "yes", "no", "dont_know", "yes", "positive", 1_250_000)


def table(*rows: Mapping[str, str], separator: str = ";") -> str:
    """CSV with all headings of ``rows`` in the order in which they first come."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([row.get(heading, "") for heading in headings] for row in rows)
    return text.getvalue()


def read(path: Path, kind: ImportKind, known: Known, **more: object) -> list[Parsed | RowProblem]:
    """Everything that reading the file gives."""
    return list(Reading(path, kind, known=known, **more))  # type: ignore[arg-type]


def told(items: list[Parsed | RowProblem]) -> list[tuple[int, str, str, str | None]]:
    """Row, column, reason and what stood there of each problem; fails for a row that was read."""
    problems = [item for item in items if isinstance(item, RowProblem)]
    assert problems == items
    return [(item.row, item.column, item.reason.da, item.got) for item in problems]


def refusal(error: InputError) -> str:
    return error.in_language("da")
