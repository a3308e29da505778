"""The results statement as a spreadsheet: numbers as numbers, no text as formula, equal bytes."""

import io
import subprocess
import sys
import zipfile
from fractions import Fraction

import openpyxl
import pytest
from tests.papers.statement_example import example
from tests.papers.test_results_statement_pdf import with_names

from samvirke.papers.results_statement import report_of, to_xlsx

STARTS = ("=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(A1)", "\t=1", "https://example.org", "_x0041_")


def read(statement, language="da"):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(report_of(statement, language))))


def rows(sheet):
    """The rows below the heading as dictionaries."""
    told = list(sheet.iter_rows(min_row=3, values_only=True))
    return [dict(zip(told[0], row, strict=True)) for row in told[1:]]


def test_the_sheets_are_named_in_both_languages():
    assert read(example()).sheetnames == [
        "Målopfyldelse",
        "Segmenter",
        "Spredning",
        "Omfang",
        "Beregninger",
        "Grundlag",
    ]
    assert read(example(), "en").sheetnames == [
        "Goals",
        "Segments",
        "Spread",
        "Volumes",
        "Calculations",
        "Basis",
    ]


def test_numbers_are_numbers_with_unit_and_exact_fraction():
    row = next(row for row in rows(read(example())["Målopfyldelse"]) if row["Id"] == "RA21-M1b")
    # 613 of 812 companies.
    assert row["Værdi"] == pytest.approx(75.4926108374384)
    assert (row["Enhed"], row["Uafrundet"]) == ("pct.", "15325/203")
    assert Fraction(row["Uafrundet"]) == Fraction(61300, 812)
    assert (row["Rammeaftalens krav"], row["Kontraktens krav"]) == (50, 50)
    assert (row["Rammeaftalen"], row["Resultatkontrakten"]) == ("Nået", "Nået")


def test_a_number_that_decimals_write_in_full_has_no_fraction_beside_it():
    row = next(row for row in rows(read(example())["Målopfyldelse"]) if row["Id"] == "RA21-M1a")
    assert (row["Værdi"], row["Uafrundet"]) == (43.1, None)


def test_segments_carry_base_interval_and_last_year():
    told = [
        (row["Del"], row["Grundlag"], row["Fra"], row["Til"], row["Metode"], row["Året før"])
        for row in rows(read(example())["Segmenter"])
        if row["Id"] == "RA21-M3b"
    ]
    assert told == [
        ("Driftssegmentet", 210, 65.6, 82.7, "justeret Wald", None),
        ("Vækstsegmentet", "under 5", None, None, None, None),
    ]


def test_values_that_an_authority_stated_are_rows_of_their_own():
    told = [row for row in rows(read(example())["Segmenter"]) if row["Kilde"]]
    assert [(row["Id"], row["Værdi"], row["Grundlag"], row["Kilde"]) for row in told] == [
        (
            "RA21-M1a",
            43.2,
            1004,
            "Erhvervsstyrelsen, 1. februar 2022, Kendskabsmåling 2021, tabel 2",
        )
    ]


def test_the_spread_and_the_volumes_are_there():
    book = read(example())
    assert [row["Kommune"] for row in rows(book["Spredning"])] == [
        "Demoborg",
        "Prøvekøbing",
        "Mønsterhavn",
        "Eksempelø",
        "Bykommuner i alt",
        "Landkommuner i alt",
        "Ikke med i fordelingen: 9, uden kommune",
    ]
    assert rows(book["Omfang"])[0] == {
        "Art": "Vækstforløb",
        "Forløb": 131,
        "Virksomheder": 118,
        "Virksomheder året før": 104,
        "Andele af vejledningen": None,
        "Enhed": None,
        "Uafrundet": None,
    }


def test_every_calculation_is_there_line_by_line():
    report = report_of(example(), "da")
    told = [row["Sådan er tallene beregnet"] for row in rows(read(example())["Beregninger"])]
    assert told == [step.words for note in report.notes for step in note.steps]


def test_the_basis_names_the_files_with_their_fingerprints():
    assert rows(read(example())["Grundlag"])[0] == {
        "Indhold": "Registreringer",
        "Fil": "demo-registreringer-2021.csv",
        "Rækker": 1412,
        "SHA-256": "ab" * 32,
    }


@pytest.mark.parametrize("start", STARTS)
def test_no_text_becomes_a_formula_or_a_link(start):
    content = to_xlsx(report_of(with_names(start), "da"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert [name for name in parts if "hyperlink" in name.lower()] == []
    assert [name for name, part in parts.items() if "<f>" in part or "<hyperlink" in part] == []
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert start in {cell.value for cell in cells}


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    book = read(with_names("x" * 40_000))
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "x" * 32_000 + " … (afkortet)" in cells
    assert max(len(str(cell)) for cell in cells) == 32_000 + len(" … (afkortet)")


def test_every_sheet_says_what_it_is_and_that_it_is_demo_data():
    book = read(example())
    assert [sheet["A1"].value for sheet in book] == [
        f"Resultatopgørelse 2021 · Erhvervshus Nordjylland · {sheet.title} · Demodata"
        for sheet in book
    ]
    assert [sheet.oddHeader.right.text for sheet in book] == ["Demodata"] * 6
    assert "Demodata" not in read(example(demo=False))["Grundlag"]["A1"].value


def test_an_ampersand_in_the_hub_s_name_is_no_code_of_the_page_head():
    book = read(example(hub_name="Vækst & Viden"))
    assert book["Grundlag"].oddHeader.left.text == "Resultatopgørelse 2021 · Vækst && Viden"


def test_the_same_statement_gives_the_same_bytes_in_another_process():
    code = (
        "import sys; from tests.papers.statement_example import example;"
        "from samvirke.papers.results_statement import *;"
        "sys.stdout.buffer.write(to_xlsx(report_of(example(), 'da')))"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert other == to_xlsx(report_of(example(), "da"))
