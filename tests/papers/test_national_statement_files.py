"""The national statement as PDF and spreadsheet: accessible, marked, equal bytes."""

import io
import subprocess
import sys
from dataclasses import replace

import openpyxl
import pikepdf
import pytest
from tests.papers import verapdf
from tests.papers.national_example import HUBS, STARTUPS, national_2021, national_2027

from samvirke.papers.national_statement import report_of, to_pdf, to_xlsx

NASTY = '#panic("x") *fed* $x$ @ref <b> \\ // `raw` = overskrift'


def text_of(pdf, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return told.stdout.decode()


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("national", [national_2021, national_2027])
def test_the_pdf_passes_pdf_ua_1(national, language, tmp_path):
    reason = verapdf.missing()
    if reason is not None:
        pytest.skip(reason)
    path = tmp_path / "report.pdf"
    path.write_bytes(to_pdf(report_of(national(), language)))
    assert verapdf.validate(path) == verapdf.Result(compliant=True, failed=())


def test_the_pdf_has_title_and_language():
    with pikepdf.open(io.BytesIO(to_pdf(report_of(national_2021(), "da")))) as pdf:
        assert str(pdf.Root.Lang) == "da"
        assert str(pdf.docinfo["/Title"]) == "National resultatopgørelse 2021"


def test_every_page_of_demo_data_says_so(tmp_path):
    pages = text_of(to_pdf(report_of(national_2021(), "da")), tmp_path).split("\f")[:-1]
    assert len(pages) > 1
    assert ["DEMODATA" in page for page in pages] == [True] * len(pages)


def test_the_pdf_holds_every_value_and_every_missing_hub(tmp_path):
    report = report_of(national_2021(), "da")
    told = " ".join(text_of(to_pdf(report), tmp_path).split())
    for point in report.points:
        for item in point.values if point.is_measured else ():
            assert item.value.words.split(":")[0] in told
    # in the narrow columns the lines of neighbouring cells stand between each other
    assert told.count("offentliggjort") >= 4 * len(report.points)


def test_markup_in_names_is_text(tmp_path):
    national = replace(national_2021(), agreement_title=NASTY)
    assert NASTY in text_of(to_pdf(report_of(national, "da")), tmp_path)


def test_the_same_statement_gives_the_same_bytes_in_another_process():
    script = (
        "import hashlib;from tests.papers.national_example import national_2021;"
        "from samvirke.papers.national_statement import report_of, to_pdf, to_xlsx;"
        "report = report_of(national_2021(), 'da');"
        "print(hashlib.sha256(to_pdf(report) + to_xlsx(report)).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(told) == 1


def sheets(national, language="da"):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(report_of(national, language))))


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]


def test_there_is_a_sheet_of_sums_only_where_the_agreement_adds_up():
    assert sheets(national_2021()).sheetnames == ["Målepunkter", "Beregninger", "Grundlag"]
    assert sheets(national_2027(), "en").sheetnames == [
        "Measure points",
        "Together",
        "Calculations",
        "Basis",
    ]


def test_numbers_are_numbers_with_unit_address_and_verdict():
    heading, *found = rows(sheets(national_2021())["Målepunkter"])
    assert heading[:7] == [
        *("Id", "Målepunkt", "Erhvervshus", "Del", "Værdi", "Enhed", "Uafrundet"),
    ]
    growth = next(row for row in found if row[0] == "RA21-M3a" and row[3] == "Vækst")
    # 79 of 105 are very satisfied: 100 * 79 / 105 = 1580/21.
    assert growth[2:7] == ["Fyn", "Vækst", pytest.approx(1580 / 21), "pct.", "1580/21"]
    assert growth[10:12] == ["mindst 80 pct.", "Ikke nået"]
    assert growth[13].startswith("/tal/resultatopgoerelse/")


def test_a_missing_hub_is_a_row_that_says_so():
    found = rows(sheets(national_2021())["Målepunkter"])
    assert ["RA21-M1a", "Hovedstaden", "Ikke offentliggjort endnu"] in [
        [r[0], r[2], r[4]] for r in found
    ]


def test_the_sum_is_a_number_with_its_verdict():
    assert rows(sheets(national_2027())["Tilsammen"])[1][:7] == [
        STARTUPS,
        "Vejledte virksomheder under tre år",
        1200,
        "virksomheder",
        None,
        "mindst 1.200 virksomheder",
        "Nået",
    ]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://x.dk"])
def test_no_text_becomes_a_formula_or_a_link(start):
    name = f"{start} fra huset"
    hubs = tuple((hub, name if hub == "fyn" else old) for hub, old in HUBS)
    book = sheets(replace(national_2021(), hubs=hubs))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value == name} == {"s"}
    assert [cell for cell in cells if cell.hyperlink is not None] == []
