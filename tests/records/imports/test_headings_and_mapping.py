"""Headings of ours and of others."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.records.imports.samples import (
    AWARENESS,
    ENGAGEMENT,
    ENGAGEMENT_VALUES,
    EVALUATION,
    read,
    refusal,
    table,
)

from samvirke.records import InputError
from samvirke.records.imports import (
    ColumnMapping,
    ImportKind,
    Known,
    Parsed,
    Reading,
    RowProblem,
    load_layouts,
    read_mapping,
)

Write = Callable[[str | bytes], Path]
KIND = ImportKind.REGISTRATIONS
SAMPLES = {
    ImportKind.REGISTRATIONS: ENGAGEMENT,
    ImportKind.EVALUATIONS: EVALUATION,
    ImportKind.AWARENESS: AWARENESS,
}


def refused(path: Path, kind: ImportKind, known: Known, **more: object) -> str:
    with pytest.raises(InputError) as caught:
        read(path, kind, known, **more)
    return refusal(caught.value)


def without(row: dict[str, str], heading: str) -> dict[str, str]:
    return {name: text for name, text in row.items() if name != heading}


@pytest.mark.parametrize(
    ("kind", "real", "words"),
    [
        (
            ImportKind.REGISTRATIONS,
            ImportKind.EVALUATIONS,
            "Filen ligner evalueringer, men er læst som registreringer. Angiv den som "
            "evalueringer, eller vælg en anden fil.",
        ),
        (
            ImportKind.EVALUATIONS,
            ImportKind.AWARENESS,
            "Filen ligner svar på kendskabsmålingen, men er læst som evalueringer. Angiv "
            "den som svar på kendskabsmålingen, eller vælg en anden fil.",
        ),
        (
            ImportKind.AWARENESS,
            ImportKind.REGISTRATIONS,
            "Filen ligner registreringer, men er læst som svar på kendskabsmålingen. Angiv "
            "den som registreringer, eller vælg en anden fil.",
        ),
    ],
)
def test_a_file_of_another_kind_is_told_once(
    csv_file: Write, known: Known, kind: ImportKind, real: ImportKind, words: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(csv_file(table(SAMPLES[real])), kind, known)
    (problem,) = caught.value.problems
    assert problem.what.da == words


@pytest.mark.parametrize("kind", ImportKind)
def test_aliases_case_and_punctuation_do_not_matter(
    csv_file: Write, known: Known, kind: ImportKind
) -> None:
    sample = SAMPLES[kind]
    [expected] = read(csv_file(table(sample)), kind, known)
    for column in load_layouts().of(kind).columns:
        if column.heading not in sample:
            continue
        for name in (*column.names, column.heading.upper(), column.heading.replace("-", " ")):
            content = table({name if k == column.heading else k: v for k, v in sample.items()})
            assert read(csv_file(content), kind, known) == [expected], name


NEEDED = {
    ImportKind.REGISTRATIONS: [
        "Erhvervshus",
        "Forløbs-id",
        "CVR-nr.",
        "P-nr.",
        "Kundesegment",
        "Forløbstype",
        "Form",
        "Startdato",
        "Henvist til",
    ],
    ImportKind.EVALUATIONS: ["Erhvervshus", "Svar-id", "Forløbs-id", "Besvaret"],
    ImportKind.AWARENESS: [
        "Erhvervshus",
        "Målingens år",
        "Respondent-id",
        "Kender erhvervshuset",
    ],
}


@pytest.mark.parametrize(
    ("kind", "heading"), [(kind, heading) for kind in ImportKind for heading in NEEDED[kind]]
)
def test_a_missing_column(csv_file: Write, known: Known, kind: ImportKind, heading: str) -> None:
    path = csv_file(table(without(SAMPLES[kind], heading)))
    assert refused(path, kind, known) == (
        f"udtræk.csv, linje 1: Kolonnen »{heading}« mangler. Tilføj den, eller oversæt filens egen "
        "overskrift."
    )


@pytest.mark.parametrize("kind", ImportKind)
def test_all_missing_columns_are_told_at_once(
    csv_file: Write, known: Known, kind: ImportKind
) -> None:
    optional = next(
        column.heading
        for column in load_layouts().of(kind).columns
        if not column.needed_for and column.heading != "Erhvervshus"
    )
    message = refused(csv_file(f"{optional};{optional}2".split(";")[0] + "\n"), kind, known)
    told = [line.split("»")[1].split("«")[0] for line in message.splitlines()]
    assert told == NEEDED[kind]


def test_a_doubled_heading(csv_file: Write, known: Known) -> None:
    path = csv_file(table(ENGAGEMENT | {"CVR-nummer": "99000007"}))
    assert refused(path, KIND, known) == (
        "udtræk.csv, linje 1: To kolonner er »CVR-nr.«: den første hedder »CVR-nr.«. Behold én af "
        "dem.\n  Der står: CVR-nummer"
    )


def test_an_unknown_heading_with_a_suggestion(csv_file: Write, known: Known) -> None:
    row = without(ENGAGEMENT, "Kommune") | {"Komune": "Aalborg", "Sagsbehandler": "?"}
    assert refused(csv_file(table(row)), KIND, known) == (
        "udtræk.csv, linje 1: Overskriften kendes ikke. Mente du »Kommune«? Ret den, oversæt den, "
        "eller skriv i oversættelsen, at kolonnen ikke læses.\n  Der står: Komune\n"
        "udtræk.csv, linje 1: Overskriften kendes ikke. Ret den, oversæt den, eller skriv i "
        "oversættelsen, at kolonnen ikke læses.\n  Der står: Sagsbehandler"
    )


def test_too_many_columns(csv_file: Write, known: Known) -> None:
    heading = ";".join(f"K{number}" for number in range(501))
    assert refused(csv_file(heading + "\n"), KIND, known) == (
        "udtræk.csv, linje 1: Filen har over 500 kolonner. Slet dem, der ikke skal bruges.\n"
        "  Der står: 501"
    )


def test_a_heading_that_is_no_table(csv_file: Write, known: Known) -> None:
    assert "Overskriften kendes ikke" in refused(csv_file("Kære alle,\n"), KIND, known)


ENGLISH = (
    "Hub,Case ID,Company number,Unit number,Segment,Type,Form,Start,Hours,Referred to,Service,"
    "Owner\n"
    "Erhvervshus Nordjylland,F-1,99000007,9900000001,Growth,Growth course,One to one,2021-03-15,"
    '"3.5",None,Innovation,Demo Medarbejder 1\n'
)
MAPPING = """
schema: samvirke.import-mapping/1
columns:
  Hub: Erhvervshus
  Case ID: Forløbs-id
  Company number: CVR-nr.
  Unit number: P-nr.
  Start: Startdato
  Hours: Timer
  Referred to: Henvist til
  Owner: '-'
values:
  Kundesegment:
    Growth: Vækst
  Forløbstype:
    Growth course: Vækstforløb
  Form:
    One to one: Individuel
  Henvist til:
    None: '-'
decimal: point
"""


def test_foreign_headings_and_answers(csv_file: Write, tmp_path: Path, known: Known) -> None:
    mapping_file = tmp_path / "oversættelse.yaml"
    mapping_file.write_text(MAPPING, "utf-8")
    mapping = read_mapping(mapping_file, KIND)
    reading = Reading(csv_file(ENGLISH), KIND, known=known, mapping=mapping)
    values = list(ENGAGEMENT_VALUES)
    for name in (4, 5, 10, 12, 13):  # founded, municipality, ended, office, referred to
        values[name] = None
    assert list(reading) == [Parsed(2, "engagements", tuple(values))]
    assert [remark.da for remark in reading.facts.remarks] == [
        "Disse kolonner er ikke læst: »Owner«."
    ]


def test_problems_name_the_files_own_heading(csv_file: Write, known: Known) -> None:
    columns = {"Case": "Forløbs-id"}
    row = without(ENGAGEMENT, "Forløbs-id") | {"Case": ""}
    [problem] = read(csv_file(table(row)), KIND, known, mapping=columns)
    assert isinstance(problem, RowProblem)
    assert (problem.column, problem.reason.da) == ("Case", "Feltet er tomt.")


def test_an_answer_that_the_mapping_does_not_know(csv_file: Write, known: Known) -> None:
    mapping = ColumnMapping(values={"Kundesegment": {"Growth": "Vækst"}})
    path = csv_file(table(ENGAGEMENT | {"Kundesegment": "Operation"}))
    [problem] = read(path, KIND, known, mapping=mapping)
    assert isinstance(problem, RowProblem)
    assert (problem.column, problem.got, problem.remedy.da) == (
        "Kundesegment",
        "Operation",
        "Skriv et af: Vækst, Drift.",
    )


def test_row_kinds_are_mapped_too(csv_file: Write, known: Known) -> None:
    mapping = ColumnMapping(
        columns={"Record": "Posttype"}, values={"Posttype": {"Case": "Forløb", "Old": "-"}}
    )
    rows = [
        ENGAGEMENT | {"Record": "Case"},
        ENGAGEMENT | {"Record": "Old", "Forløbs-id": "F-2"},
        ENGAGEMENT | {"Record": "Other", "Forløbs-id": "F-3"},
    ]
    found = read(csv_file(table(*rows)), KIND, known, mapping=mapping)
    assert [type(item) for item in found] == [Parsed, Parsed, RowProblem]


def test_a_heading_of_ours_can_be_given_to_another_column(csv_file: Write, known: Known) -> None:
    # The file's own »Type« is something else, and its »Kind« is the type.
    row = without(ENGAGEMENT, "Forløbstype") | {"Type": "A/S", "Kind": "Vækstforløb"}
    found = read(csv_file(table(row)), KIND, known, mapping={"Type": "-", "Kind": "Forløbstype"})
    assert found == [Parsed(2, "engagements", ENGAGEMENT_VALUES)]


def test_two_headings_mapped_to_one(csv_file: Write, known: Known) -> None:
    row = without(ENGAGEMENT, "CVR-nr.") | {"Company": "99000007", "Customer": "99000007"}
    mapping = {"Company": "CVR-nr.", "Customer": "CVR-nr."}
    assert refused(csv_file(table(row)), KIND, known, mapping=mapping) == (
        "udtræk.csv, linje 1: To kolonner er »CVR-nr.«: den første hedder »Company«. Behold én af "
        "dem.\n  Der står: Customer"
    )


def test_a_mapping_to_an_unknown_heading_is_the_callers_mistake(
    csv_file: Write, known: Known
) -> None:
    with pytest.raises(ValueError, match="none of our headings"):
        read(csv_file(""), KIND, known, mapping={"Company": "Firma"})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "schema: samvirke.import-mapping/1\ncolumns:\n  Company: CVR\n  Place: Komune\n",
            "oversættelse.yaml, linje 4: Det er ikke en af vores overskrifter. Mente du "
            "»Kommune«?\n  Der står: Komune\n  Gyldigt: Skriv et af: Posttype, Erhvervshus, ",
        ),
        (
            "schema: samvirke.import-mapping/1\nvalues:\n  Segmenter:\n    Growth: Vækst\n",
            "oversættelse.yaml, linje 3: Det er ikke en af vores overskrifter. Mente du "
            "»Kundesegment«?\n  Der står: Segmenter\n",
        ),
        (
            "schema: samvirke.import-mapping/1\ncolumn: {}\n",
            "oversættelse.yaml, linje 2: Feltet »column« kendes ikke her. Mente du »columns«?",
        ),
        (
            "schema: samvirke.import-mapping/1\ndecimal: punktum\n",
            "oversættelse.yaml, linje 2: Værdien af »decimal« kendes ikke.",
        ),
        ("columns: {}\n", "oversættelse.yaml, linje 1: Feltet »schema« mangler her."),
        (
            "schema: samvirke.import-mapping/1\ncolumns:\n  Owner:\n",
            "oversættelse.yaml, linje 3: »Owner«: Her skal stå en tekst.",
        ),
    ],
)
def test_mapping_files_that_are_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "oversættelse.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError) as caught:
        read_mapping(path, KIND)
    assert refusal(caught.value).startswith(message)
