"""CSV files in the shapes that systems and spreadsheets give them, and those that are refused."""

import hashlib
import os
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from tests.records.imports.samples import (
    ENGAGEMENT,
    ENGAGEMENT_VALUES,
    EVALUATION,
    read,
    refusal,
    table,
    told,
)

from samvirke.figures import Text
from samvirke.records import InputError
from samvirke.records.imports import (
    ImportFacts,
    ImportKind,
    Known,
    Limits,
    Parsed,
    Reading,
    RowProblem,
)
from samvirke.records.imports.csv_source import csv_rows

Write = Callable[[str | bytes], Path]
KIND = ImportKind.REGISTRATIONS
PLAIN = table(ENGAGEMENT)
EXPECTED = [Parsed(2, "engagements", ENGAGEMENT_VALUES)]


def refused(path: Path, known: Known, **more: object) -> str:
    with pytest.raises(InputError) as caught:
        read(path, KIND, known, **more)
    return refusal(caught.value)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_separators_encodings_and_line_ends(
    csv_file: Write, known: Known, separator: str, encoding: str, end: str
) -> None:
    content = table(ENGAGEMENT, separator=separator).replace("\r\n", end)
    assert read(csv_file(content.encode(encoding)), KIND, known) == EXPECTED


def test_the_separator_is_that_of_the_heading(csv_file: Write, known: Known) -> None:
    row = ENGAGEMENT | {"Henvist til": "Bank, revisor, advokat, kommune, klynge, region, EU, KL"}
    [parsed] = read(csv_file(table(row)), KIND, known)
    assert isinstance(parsed, Parsed)
    assert parsed.values[13] == "Bank, revisor, advokat, kommune, klynge, region, EU, KL"


def test_a_cell_with_line_breaks_is_one_row_and_one_line_of_text(
    csv_file: Write, known: Known
) -> None:
    rows = [ENGAGEMENT | {"Henvist til": "Bank\nog revisor"}, ENGAGEMENT | {"Forløbs-id": "F-2"}]
    found = read(csv_file(table(*rows)), KIND, known)
    assert [item.row for item in found] == [2, 3]
    assert isinstance(found[0], Parsed)
    assert found[0].values[13] == "Bank og revisor"


def test_letters_of_two_spellings_are_one(csv_file: Write, known: Known) -> None:
    # å as a with a ring above it, as some systems write it.
    decomposed = PLAIN.replace("Vækstfonden", "Ra\u030adet")
    [parsed] = read(csv_file(decomposed), KIND, known)
    assert isinstance(parsed, Parsed)
    assert parsed.values[13] == "Rådet"


def test_an_encoding_that_is_told(csv_file: Write, known: Known) -> None:
    # In cp1252 these two bytes are letters; as UTF-8 they would be one.
    content = PLAIN.replace("Vækstfonden", "Ã¦").encode("cp1252")
    [parsed] = read(csv_file(content), KIND, known, encoding="cp1252")
    assert isinstance(parsed, Parsed)
    assert parsed.values[13] == "Ã¦"


def test_not_the_encoding_that_was_told(csv_file: Write, known: Known) -> None:
    message = refused(csv_file(PLAIN.encode("cp1252")), known, encoding="utf-8")
    assert message == (
        "udtræk.csv, linje 1: Filen er ikke gemt som UTF-8, så danske bogstaver kan ikke læses "
        "sikkert.\n  Der står: byte 0xf8\n  Gyldigt: hent filen igen, eller gem den som UTF-8"
    )


def test_a_byte_that_windows_does_not_know(csv_file: Write, known: Known) -> None:
    content = PLAIN.encode("cp1252").replace(b"F-1", b"F-\x81")
    assert refused(csv_file(content), known).startswith(
        "udtræk.csv, linje 2: Filen er ikke gemt som Windows-1252"
    )


def test_two_encodings_in_one_file(csv_file: Write, known: Known) -> None:
    second = table(ENGAGEMENT | {"Forløbs-id": "F-2"}).splitlines(keepends=True)[1]
    content = PLAIN.encode() + second.encode("cp1252")
    assert refused(csv_file(content), known).startswith(
        "udtræk.csv, linje 3: Filen blander UTF-8 og Windows-1252"
    )


def test_a_file_cut_inside_a_letter(csv_file: Write, known: Known) -> None:
    cut = table(ENGAGEMENT | {"Tema": "Bæredygtighed"}).encode()
    cut = cut[: cut.index("æredygtighed".encode()) + 1]
    assert refused(csv_file(cut), known).startswith("udtræk.csv, linje 2: Filen blander UTF-8")


def test_utf_16(csv_file: Write, known: Known) -> None:
    assert refused(csv_file(PLAIN.encode("utf-16")), known) == (
        "udtræk.csv: Filen er gemt som UTF-16 (»Unicode-tekst«). Gem den som CSV UTF-8."
    )


@pytest.mark.parametrize("content", ["", "\n", "\ufeff", " \r\n\r\n"])
def test_an_empty_file(csv_file: Write, known: Known, content: str) -> None:
    assert refused(csv_file(content), known) == (
        "udtræk.csv: Filen er tom. Den skal begynde med en række overskrifter."
    )


CUT = (
    "Den sidste række er kortere end overskriften: filen er skåret af undervejs og er ikke taget "
    "ind. Hent den igen."
)
OPEN_QUOTE = (
    "Rækken begynder et felt med et anførselstegn, som ikke lukkes før filens slutning: et "
    "anførselstegn mangler, eller filen er skåret af undervejs. Den er ikke taget ind."
)
NO_CSV = (
    "Rækken kan ikke læses som CSV: et anførselstegn mangler eller er for meget, eller et felt er "
    "over 131.072 tegn langt."
)
THREE = table(*(ENGAGEMENT | {"Forløbs-id": f"F-{number}"} for number in range(1, 4)))


def test_a_file_cut_in_its_last_row(csv_file: Write, known: Known) -> None:
    cut = THREE[: THREE.index("F-3") + 8]
    assert refused(csv_file(cut), known) == f"udtræk.csv, linje 4: {CUT}"


@pytest.mark.parametrize("end", ["", "\n", "\n\n;;\n"])
def test_a_cut_row_is_known_whatever_blank_lines_follow(
    csv_file: Write, known: Known, end: str
) -> None:
    cut = PLAIN + "Erhvervshus Nordjylland;F-2" + end
    assert refused(csv_file(cut), known) == f"udtræk.csv, linje 3: {CUT}"


@pytest.mark.parametrize("place", ["F-1", "F-2", "F-3"])
def test_a_quotation_mark_that_is_never_closed(csv_file: Write, known: Known, place: str) -> None:
    line = THREE[: THREE.index(place)].count("\n") + 1
    broken = THREE.replace(place, f'"{place}')
    assert refused(csv_file(broken), known) == f"udtræk.csv, linje {line}: {OPEN_QUOTE}"


def test_a_quotation_mark_that_is_never_closed_in_a_large_file(
    csv_file: Write, known: Known
) -> None:
    rows = [ENGAGEMENT | {"Forløbs-id": f"F-{number}"} for number in range(2000)]
    broken = table(*rows).replace("F-7;", '"F-7;', 1)
    assert refused(csv_file(broken), known) == f"udtræk.csv, linje 9: {NO_CSV}"


def test_a_quotation_mark_too_many(csv_file: Write, known: Known) -> None:
    broken = THREE.replace("F-2", '"F"-2')
    assert refused(csv_file(broken), known) == f"udtræk.csv, linje 3: {NO_CSV}"


def test_rows_of_another_width_are_problems(csv_file: Write, known: Known) -> None:
    heading, first, second, third = THREE.splitlines()
    wide = second.replace("Vækstfonden", "Bank;revisor")
    short = "Erhvervshus Fyn;F-9"
    path = csv_file("\n".join([heading, short, first, wide, third, ""]))
    found = read(path, KIND, known)
    assert [(item.row, type(item)) for item in found] == [
        (2, RowProblem),
        (3, Parsed),
        (4, RowProblem),
        (5, Parsed),
    ]
    assert found[2] == RowProblem(
        4,
        "",
        Text(
            da="Rækken har ikke lige så mange felter som overskriften.",
            en="The row does not have as many cells as the heading.",
        ),
        Text(
            da="Overskriften har 16 felter, rækken 17. Et skilletegn eller linjeskift inde i en "
            "tekst skal stå i anførselstegn; ellers gem arket som .xlsx, og brug det.",
            en="The heading has 16 cells, the row 17. A separator or line break inside a text "
            "needs quotation marks; otherwise save the sheet as .xlsx and use that.",
        ),
        "17",
    )


def test_a_last_row_that_is_too_wide_is_no_cut(csv_file: Write, known: Known) -> None:
    assert told(read(csv_file(PLAIN.rstrip() + ";mere\n"), KIND, known)) == [
        (2, "", "Rækken har ikke lige så mange felter som overskriften.", "17")
    ]


def test_a_line_without_an_end(csv_file: Write, known: Known) -> None:
    assert refused(csv_file("x" * 1_000_001), known) == (
        "udtræk.csv: En linje er over 1.000.000 tegn lang. Kontrollér, at det er en CSV-fil."
    )


def test_a_heading_longer_than_csv_allows(csv_file: Write, known: Known) -> None:
    assert refused(csv_file("x" * 140_000 + "\n"), known) == f"udtræk.csv, linje 1: {NO_CSV}"


def test_a_file_that_changes_while_it_is_read() -> None:
    # It was UTF-8 when it was looked through.
    with pytest.raises(InputError) as caught:
        list(csv_rows(BytesIO(b"Form\nF\xf8rst\n"), Path("udtræk.csv"), "utf-8"))
    assert refusal(caught.value) == (
        "udtræk.csv: Filen blev ændret, mens den blev læst. Prøv igen."
    )


def test_rows_of_spaces_above_the_heading(csv_file: Write, known: Known) -> None:
    spaces = " ;" * (len(ENGAGEMENT) - 1) + "\n"
    assert read(csv_file(spaces + PLAIN), KIND, known) == [
        Parsed(3, "engagements", ENGAGEMENT_VALUES)
    ]


def test_a_nul_in_the_heading(csv_file: Write, known: Known) -> None:
    path = csv_file(PLAIN.replace("Form;", "F\0rm;"))
    assert refused(path, known) == (
        "udtræk.csv, linje 1: Feltet rummer et usynligt tegn (U+0000).\n  Der står: F·rm"
    )


def test_a_column_without_a_heading_must_be_empty(csv_file: Write, known: Known) -> None:
    lines = PLAIN.splitlines()
    path = csv_file(f"{lines[0]};\n{lines[1]};\n")
    assert read(path, KIND, known) == EXPECTED
    path = csv_file(f"{lines[0]};\n{lines[1]};noget\n")
    assert told(read(path, KIND, known)) == [(2, "", "Kolonnen har ingen overskrift.", "noget")]


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path, known: Known) -> None:
    path = tmp_path / "stor.csv"
    path.touch()
    os.truncate(path, 201 * 1024 * 1024)
    assert refused(path, known) == (
        "stor.csv: Filen fylder 201 MB. Den må højst fylde 200 MB og er ikke læst. Kontrollér, at "
        "det er den rigtige fil."
    )


def test_the_limit_can_be_set(csv_file: Write, known: Known) -> None:
    path = csv_file(PLAIN)
    size = len(PLAIN.encode())
    assert read(path, KIND, known, limits=Limits(file=size)) == EXPECTED
    assert "er ikke læst" in refused(path, known, limits=Limits(file=size - 1))


def test_a_missing_file(tmp_path: Path, known: Known) -> None:
    assert refused(tmp_path / "væk.csv", known) == (
        "væk.csv: Filen findes ikke. Kontrollér navn og mappe."
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "et ældre Office-dokument"),
        (b"%PDF-1.7\n", "et PDF-dokument"),
    ],
)
def test_other_kinds_of_file(csv_file: Write, known: Known, content: bytes, kind: str) -> None:
    assert refused(csv_file(content), known) == (
        f"udtræk.csv: Det er {kind} og hverken CSV eller .xlsx (en Excel-fil med adgangskode ser "
        "sådan ud). Gem den som .xlsx uden adgangskode eller som CSV UTF-8."
    )


def test_a_csv_file_has_no_sheets(csv_file: Write, known: Known) -> None:
    assert refused(csv_file(PLAIN), known, sheet="Ark1") == (
        "udtræk.csv: Der er angivet et ark, men filen er ikke en Excel-fil (.xlsx)."
    )


def test_the_facts_of_a_file(csv_file: Write, known: Known) -> None:
    rows = [
        ENGAGEMENT | {"Posttype": "", "Startdato": "01-02-2021"},
        ENGAGEMENT | {"Forløbs-id": "F-2", "Startdato": "31-12-2022", "Slutdato": ""},
        ENGAGEMENT | {"Forløbs-id": "F-3", "Form": "?"},
        {
            "Posttype": "Deltagelse",
            "Erhvervshus": "Fyn",
            "Deltagelses-id": "D-1",
            "CVR-nr.": "99000007",
            "Dato": "01-01-2020",
        },
    ]
    lines = table(*rows).splitlines()
    # One blank row stands between others, the ones at the end are not counted.
    content = "\n".join([lines[0], "", *lines[1:], "", ""]).encode("cp1252")
    reading = Reading(csv_file(content), KIND, known=known)
    with pytest.raises(ValueError, match=r"udtræk\.csv has not been read to its end"):
        _ = reading.facts
    assert [type(item) for item in reading] == [Parsed, Parsed, RowProblem, Parsed]
    assert reading.facts == ImportFacts(
        file="udtræk.csv",
        kind=KIND,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        rows=4,
        blank_rows=1,
        tables={"engagements": 2, "participations": 1, "adviser_meetings": 0},
        first=date(2020, 1, 1),
        last=date(2022, 12, 31),
        remarks=(
            Text(
                da="Filen er læst som Windows-1252, da den ikke er UTF-8.",
                en="The file was read as Windows-1252, as it is not UTF-8.",
            ),
        ),
    )


def test_a_reading_can_be_read_again(csv_file: Write, known: Known) -> None:
    reading = Reading(csv_file(PLAIN), KIND, known=known)
    first = list(reading)
    facts = reading.facts
    assert (list(reading), reading.facts) == (first, facts)


def test_facts_belong_to_a_whole_reading(csv_file: Write, known: Known) -> None:
    reading = Reading(csv_file(THREE), KIND, known=known)
    list(reading)
    rows = iter(reading)
    next(rows)
    with pytest.raises(ValueError, match="has not been read to its end"):
        _ = reading.facts
    rows.close()  # type: ignore[attr-defined]


def test_a_heading_without_rows_is_remarked_upon(csv_file: Write, known: Known) -> None:
    reading = Reading(csv_file(PLAIN.splitlines()[0]), KIND, known=known)
    assert list(reading) == []
    facts = reading.facts
    assert (facts.rows, facts.first, facts.last) == (0, None, None)
    assert [remark.da for remark in facts.remarks] == [
        "Filen slutter uden linjeskift. Kontrollér, at den sidste række er hel.",
        "Filen har en overskrift, men ingen rækker.",
    ]


def test_the_days_of_answers_and_surveys(csv_file: Write, known: Known) -> None:
    answers = [EVALUATION, EVALUATION | {"Svar-id": "S-2", "Besvaret": "01-01-2022 00:00"}]
    reading = Reading(csv_file(table(*answers)), ImportKind.EVALUATIONS, known=known)
    list(reading)
    assert (reading.facts.first, reading.facts.last) == (date(2021, 6, 3), date(2022, 1, 1))
    survey = table(
        {
            "Erhvervshus": "Fyn",
            "Målingens år": "2021",
            "Respondent-id": "R-1",
            "Kender erhvervshuset": "Ja",
        }
    )
    reading = Reading(csv_file(survey), ImportKind.AWARENESS, known=known)
    list(reading)
    assert (reading.facts.first, reading.facts.last) == (date(2021, 1, 1), date(2021, 12, 31))
