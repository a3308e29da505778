"""What a bad file leads to at the command: exit code 2, words, and nothing stored."""

from io import BytesIO

import openpyxl
import pytest
from tests.cli.files import (
    COMMIT,
    EVALUATIONS,
    REGISTRATIONS,
    SURVEY,
    answer,
    csv_file,
    engagement,
    evaluation,
)
from tests.records.imports.conftest import workbook

from samvirke.cli.exit_codes import FOUND, UNUSABLE

EMPTY = "Der er ikke læst noget ind endnu.\n"


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"CVR-nr.": "99000008"}, "CVR-nr.", "CVR-nummeret er ikke gyldigt"),
        ({"CVR-nr.": ""}, "CVR-nr.", "Der står et P-nummer, men intet CVR-nummer."),
        ({"P-nr.": "99000"}, "P-nr.", "Et P-nummer har ti cifre"),
        ({"Slutdato": "14-03-2021"}, "Slutdato", "Forløbet slutter, før det begynder."),
        ({"Minutter": "-5"}, "Minutter", "Tidsforbruget er negativt."),
        ({"Minutter": "60001"}, "Minutter", "Tidsforbruget er over 60.000 minutter"),
        ({"Minutter": "1.234"}, "Minutter", "Tallet kan læses på to måder"),
        ({"Ydelse": "Astrologi"}, "Ydelse", "Ydelsen eller temaet kendes ikke."),
        ({"Tema": "Kapital"}, "Tema", "Feltet hører ikke til det år, forløbet begynder i."),
        (
            {"Startdato": "15-03-2018", "Stiftet": ""},
            "Startdato",
            "Året hører ikke til nogen rammeaftale",
        ),
        ({"Startdato": "15-03-21"}, "Startdato", "Datoen kan læses på flere måder"),
        ({"Kundesegment": "Stor"}, "Kundesegment", "Svaret kendes ikke."),
        ({"Erhvervshus": "Fyn"}, "Erhvervshus", "Rækken hører til et andet erhvervshus"),
    ],
)
def test_a_bad_registration_stores_nothing(store, tmp_path, cells, column, reason):
    path = csv_file(tmp_path, engagement("F-1"), engagement("F-2", **cells))
    done = store("import", path, *REGISTRATIONS, *COMMIT)
    assert (done.code, done.out) == (UNUSABLE, "")
    first, second = done.err.splitlines()[:2]
    assert first == "udtræk.csv: 1 fejl. Intet er taget ind. Ret filen, og prøv igen."
    assert second.startswith(f"række 3, »{column}«: {reason}")
    assert store("imports").out == EMPTY


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"Forløbs-id": "F-9"}, "Forløbs-id", "Forløbet er ikke i lageret"),
        ({"Vil anbefale": "11"}, "Vil anbefale", "Svaret ligger uden for skalaen 0–10."),
        ({"Besvaret": "i går"}, "Besvaret", "Feltet er ikke en dato."),
        ({"Effekt": "Måske"}, "Effekt", "Svaret kendes ikke."),
    ],
)
def test_a_bad_evaluation_stores_nothing(store, tmp_path, cells, column, reason):
    registered = csv_file(tmp_path, engagement("F-1"), name="forløb.csv")
    store("import", registered, *REGISTRATIONS, *COMMIT)
    row = {**evaluation("S-2", "F-1"), **cells}
    path = csv_file(tmp_path, evaluation("S-1", "F-1"), row)
    done = store("import", path, *EVALUATIONS, *COMMIT)
    assert (done.code, done.out) == (UNUSABLE, "")
    assert done.err.splitlines()[1].startswith(f"række 3, »{column}«: {reason}")
    assert len(store("imports").out.splitlines()) == 2


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [answer("R-1", **{"Målingens år": "2018"})],
            "række 2, »Målingens år«: Året hører ikke til nogen rammeaftale",
        ),
        (
            [answer("R-1", Vægt="1,5"), answer("R-2")],
            "række 3, »Vægt«: Rækken mangler en vægt, som målingens første række har.",
        ),
        (
            [answer("R-1", Vægt="1000,5")],
            "række 2, »Vægt«: En vægt skal ligge over 0 og højst være 1.000.",
        ),
    ],
)
def test_a_bad_survey_stores_nothing(store, tmp_path, rows, told):
    done = store("import", csv_file(tmp_path, *rows), *SURVEY, *COMMIT)
    assert (done.code, done.out) == (UNUSABLE, "")
    assert done.err.splitlines()[1].startswith(told)
    assert store("imports").out == EMPTY


def sheet(*rows):
    headings = list(rows[0])
    return workbook({"Udtræk": [headings, *([row[name] for name in headings] for row in rows)]})


def test_a_formula_in_a_workbook_is_refused_with_its_place(store, tmp_path):
    path = tmp_path / "udtræk.xlsx"
    path.write_bytes(sheet(engagement("F-1"), engagement("F-2", Minutter="=60*3")))
    done = store("import", path, *REGISTRATIONS)
    assert done.code == FOUND
    assert (
        "række 3, »Minutter«: Feltet rummer en formel.\n"
        "  Der står: L3: =60*3\n"
        "  Gør sådan: Kopiér kolonnen, og indsæt den som værdier.\n"
    ) in done.out


def test_a_workbook_that_unpacks_to_more_than_fifty_megabytes_is_refused(store, tmp_path):
    book = openpyxl.Workbook(write_only=True)
    rows = book.create_sheet()
    for _ in range(2_000):
        rows.append(["x" * 32_000])
    content = BytesIO()
    book.save(content)
    path = tmp_path / "bombe.xlsx"
    path.write_bytes(content.getvalue())
    assert path.stat().st_size < 1024 * 1024
    done = store("import", path, *REGISTRATIONS, *COMMIT)
    assert (done.code, done.out) == (UNUSABLE, "")
    assert "MB pakket ud. Den må højst fylde 50 MB og er ikke læst." in done.err


def spoilt(content, *, what):
    """A file's bytes after what happens to files on their way."""
    if what == "cut in a row":
        return content[: len(content) - 60]
    if what == "cut in a letter":
        return content[: content.rindex("æ".encode()) + 1]
    return what.encode("latin-1")


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("cut in a row", "udtræk.csv, linje 3: Den sidste række er kortere end overskriften"),
        ("cut in a letter", "udtræk.csv"),
        ("%PDF-1.7\n", "udtræk.csv: Det er et PDF-dokument og hverken CSV eller .xlsx"),
        ("PK\3\4nonsense", "udtræk.csv: Excel-filen er beskadiget, skåret af undervejs"),
        ("", "udtræk.csv: Filen er tom. Den skal begynde med en række overskrifter."),
        ("a;b\n1;2\n", "udtræk.csv, linje 1: Overskriften kendes ikke."),
        ("\0\1\2\3", "udtræk.csv"),
    ],
)
def test_what_is_no_whole_file_of_registrations_is_refused(store, tmp_path, what, told):
    path = csv_file(tmp_path, engagement("F-1"), engagement("F-2", Aktivitet="æ"))
    path.write_bytes(spoilt(path.read_bytes(), what=what))
    done = store("import", path, *REGISTRATIONS, *COMMIT)
    assert (done.code, done.out, done.err[: len(told)]) == (UNUSABLE, "", told)
    assert "Traceback" not in done.err
    assert "fejl i Samvirke selv" not in done.err
    assert store("imports").out == EMPTY


def test_a_file_over_the_limit_is_refused_before_it_is_read(store, tmp_path):
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(201 * 1024 * 1024)
    assert store("import", path, *REGISTRATIONS, *COMMIT) == (
        UNUSABLE,
        "",
        "stor.csv: Filen fylder 201 MB. Den må højst fylde 200 MB og er ikke læst. Kontrollér, at "
        "det er den rigtige fil.\n",
    )


def test_a_file_a_hub_and_a_mapping_that_are_not_there(store, tmp_path):
    path = csv_file(tmp_path, engagement("F-1"))
    missing = store("import", tmp_path / "væk.csv", *REGISTRATIONS)
    assert missing == (
        UNUSABLE,
        "",
        "væk.csv: Filen findes ikke. Kontrollér navn og mappe.\n",
    )
    folder = store("import", tmp_path, *REGISTRATIONS)
    assert folder.err == f"{tmp_path.name}: Det er en mappe. Angiv selve filen.\n"
    hub = store("import", path, "--kind", "registrations", "--hub", "Bornholm")
    assert hub.code == UNUSABLE
    assert hub.err.startswith("»Bornholm« fandtes ikke den ")
    mapping = store("import", path, *REGISTRATIONS, "--mapping", tmp_path / "m.yaml")
    assert mapping.err == "m.yaml: Filen findes ikke. Kontrollér navn og mappe.\n"


def test_a_list_of_errors_that_cannot_be_written_is_told(store, tmp_path):
    path = csv_file(tmp_path, engagement("F-1", Minutter="-1"))
    done = store("import", path, *REGISTRATIONS, "--problems", tmp_path / "væk" / "fejl.csv")
    assert done.code == UNUSABLE
    assert done.err.startswith("fejl.csv: Fejllisten kan ikke skrives: ")


@pytest.mark.parametrize("content", [b"nothing of the kind", b"SQLite format 3\0" + b"\xff" * 2000])
def test_a_file_that_is_no_database_is_left_alone(store, tmp_path, content):
    (tmp_path / "lager.sqlite3").write_bytes(content)
    done = store("import", csv_file(tmp_path, engagement("F-1")), *REGISTRATIONS, *COMMIT)
    assert (done.code, done.out) == (UNUSABLE, "")
    assert done.err.startswith("Filen er ikke en database fra Samvirke, eller den er beskadiget.")
    assert (tmp_path / "lager.sqlite3").read_bytes() == content
