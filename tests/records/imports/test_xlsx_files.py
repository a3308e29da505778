"""XLSX files with typed cells, and those that are refused."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from tests.records.imports.conftest import workbook
from tests.records.imports.samples import (
    AWARENESS,
    AWARENESS_VALUES,
    ENGAGEMENT,
    ENGAGEMENT_VALUES,
    EVALUATION,
    EVALUATION_VALUES,
    read,
    refusal,
    told,
)

from samvirke.figures import Text
from samvirke.records import InputError
from samvirke.records.imports import (
    ColumnMapping,
    ImportKind,
    Known,
    Limits,
    Parsed,
    Reading,
    RowProblem,
)

WriteSheet = Callable[[Sequence[Sequence[object]]], Path]
KIND = ImportKind.REGISTRATIONS
TYPED = ENGAGEMENT | {
    "CVR-nr.": 99000007,
    "P-nr.": 9900000001,
    "Stiftet": date(2019, 2, 1),
    "Startdato": datetime.fromisoformat("2021-03-15T08:30"),
    "Slutdato": date(2021, 4, 30),
    "Minutter": 210.0,
    "Kommune": 851,
}


def rows_of(*rows: dict[str, object]) -> list[list[object]]:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return [list(headings), *([row.get(heading) for heading in headings] for row in rows)]


def refused(path: Path, known: Known, **more: object) -> str:
    with pytest.raises(InputError) as caught:
        read(path, KIND, known, **more)
    return refusal(caught.value)


def rewritten(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with one of its members changed."""
    buffer = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == member else content)
    path.write_bytes(buffer.getvalue())
    return path


SHEET = "xl/worksheets/sheet1.xml"
DAMAGED = (
    "udtræk.xlsx: Excel-filen er beskadiget, skåret af undervejs, beskyttet med adgangskode eller "
    "ikke en .xlsx-fil ({}). Intet er taget ind. Gem den igen, eller gem som CSV UTF-8."
)


def test_typed_cells_and_texts_read_alike(sheet_file: WriteSheet, known: Known) -> None:
    texts = ENGAGEMENT | {"Forløbs-id": "F-2"}
    expected = [
        Parsed(2, "engagements", ENGAGEMENT_VALUES),
        Parsed(3, "engagements", ("nordjylland", "F-2", *ENGAGEMENT_VALUES[2:])),
    ]
    assert read(sheet_file(rows_of(TYPED, dict(texts))), KIND, known) == expected


def test_the_content_decides_and_not_the_name(tmp_path: Path, known: Known) -> None:
    path = tmp_path / "udtræk.csv"
    path.write_bytes(workbook({"Ark1": rows_of(dict(ENGAGEMENT))}))
    assert read(path, KIND, known) == [Parsed(2, "engagements", ENGAGEMENT_VALUES)]


def test_times_and_decimals_are_typed_too(sheet_file: WriteSheet, known: Known) -> None:
    answer = EVALUATION | {
        "Besvaret": datetime.fromisoformat("2021-06-03T09:05"),
        "Vil anbefale": 9,
        "Fik en henvisning": True,
        "Grøn vejledning": False,
    }
    path = sheet_file(rows_of(answer))
    assert read(path, ImportKind.EVALUATIONS, known) == [
        Parsed(2, "evaluations", EVALUATION_VALUES)
    ]
    path = sheet_file(rows_of(AWARENESS | {"Målingens år": 2021, "Vægt": 1.25}))
    assert read(path, ImportKind.AWARENESS, known) == [Parsed(2, "awareness", AWARENESS_VALUES)]


@pytest.mark.parametrize(
    ("hours", "minutes"), [(3.5, 210), (time(3, 30), 210), (1.234, 74), (0.1 + 0.2, 18)]
)
def test_hours_in_a_sheet(
    sheet_file: WriteSheet, known: Known, hours: object, minutes: int
) -> None:
    row = {name: text for name, text in ENGAGEMENT.items() if name != "Minutter"}
    [parsed] = read(sheet_file(rows_of(row | {"Timer": hours})), KIND, known)
    assert isinstance(parsed, Parsed)
    assert parsed.values[11] == minutes


def test_typed_numbers_are_the_same_where_the_mapping_says_decimal_point(
    sheet_file: WriteSheet, known: Known
) -> None:
    path = sheet_file(rows_of(AWARENESS | {"Vægt": 1.234}))
    mapping = ColumnMapping(decimal_point=True)
    [parsed] = read(path, ImportKind.AWARENESS, known, mapping=mapping)
    assert isinstance(parsed, Parsed)
    assert parsed.values[-1] == 1_234_000


def test_a_formula_is_refused_with_its_address(sheet_file: WriteSheet, known: Known) -> None:
    rows = rows_of(dict(ENGAGEMENT), ENGAGEMENT | {"Forløbs-id": "F-2", "Minutter": "=B2*60"})
    found = read(sheet_file(rows), KIND, known)
    assert found == [
        Parsed(2, "engagements", ENGAGEMENT_VALUES),
        RowProblem(
            3,
            "Minutter",
            Text(da="Feltet rummer en formel.", en="The cell holds a formula."),
            Text(
                da="Kopiér kolonnen, og indsæt den som værdier.",
                en="Copy the column and paste it as values.",
            ),
            "L3: =B2*60",
        ),
    ]


def test_a_formula_in_the_heading(sheet_file: WriteSheet, known: Known) -> None:
    rows = rows_of(dict(ENGAGEMENT))
    rows[0][2] = '="CVR"'
    assert refused(sheet_file(rows), known) == (
        'udtræk.xlsx, linje 1: Feltet rummer en formel.\n  Der står: C1: ="CVR"'
    )


def test_a_formula_in_a_column_that_is_not_read(sheet_file: WriteSheet, known: Known) -> None:
    path = sheet_file(rows_of(ENGAGEMENT | {"Kontrol": "=1+1"}))
    assert read(path, KIND, known, mapping={"Kontrol": "-"}) == [
        Parsed(2, "engagements", ENGAGEMENT_VALUES)
    ]


def test_a_number_with_more_digits_than_a_sheet_keeps(sheet_file: WriteSheet, known: Known) -> None:
    path = sheet_file(rows_of(ENGAGEMENT | {"Forløbs-id": 1234567890123456}))
    assert told(read(path, KIND, known)) == [
        (2, "Forløbs-id", "Regnearket har rundet et langt nummer af.", "B2: 1234567890123456")
    ]


def test_what_a_sheet_shows_for_an_error(sheet_file: WriteSheet, known: Known) -> None:
    path = sheet_file(rows_of(ENGAGEMENT | {"Henvist til": "FEJL"}))
    rewritten(
        path,
        SHEET,
        lambda xml: xml.replace(b'<c r="N2" t="s"><v>', b'<c r="N2" t="e"><v>#N/A</v><v>'),
    )
    assert told(read(path, KIND, known)) == [
        (2, "Henvist til", "Regnearket viser en fejl i feltet.", "N2: #N/A")
    ]


def test_a_date_outside_the_calendar_of_sheets(sheet_file: WriteSheet, known: Known) -> None:
    path = sheet_file(rows_of(ENGAGEMENT | {"Slutdato": date(2021, 4, 30)}))
    # 44316 is 30 April 2021.
    rewritten(path, SHEET, lambda xml: xml.replace(b"<v>44316</v>", b"<v>99999999</v>"))
    assert told(read(path, KIND, known)) == [
        (2, "Slutdato", "Regnearket viser en fejl i feltet.", "K2: #VALUE!")
    ]


def test_a_number_that_is_not_formatted_as_a_date(sheet_file: WriteSheet, known: Known) -> None:
    path = sheet_file(rows_of(ENGAGEMENT | {"Startdato": 44270}))
    assert told(read(path, KIND, known)) == [(2, "Startdato", "Feltet er ikke en dato.", "44270")]


def test_blank_rows_and_columns_count_as_in_the_sheet(sheet_file: WriteSheet, known: Known) -> None:
    rows = rows_of(dict(ENGAGEMENT), ENGAGEMENT | {"Forløbs-id": "F-2"})
    path = sheet_file([[], rows[0], [], rows[1], [], [], rows[2]])
    reading = Reading(path, KIND, known=known)
    assert [item.row for item in reading] == [4, 7]
    assert (reading.facts.rows, reading.facts.blank_rows) == (2, 3)


def test_something_to_the_right_of_the_headings(sheet_file: WriteSheet, known: Known) -> None:
    rows = rows_of(dict(ENGAGEMENT))
    rows[1] += [None, "en note"]
    assert told(read(sheet_file(rows), KIND, known)) == [
        (2, "", "Rækken har noget til højre for den sidste overskrift.", "R2: en note")
    ]


def test_the_first_sheet_is_read_and_the_others_are_named(tmp_path: Path, known: Known) -> None:
    path = tmp_path / "udtræk.xlsx"
    second = rows_of(ENGAGEMENT | {"Forløbs-id": "F-2"})
    path.write_bytes(workbook({"Forløb": rows_of(dict(ENGAGEMENT)), "Flere": second}))
    reading = Reading(path, KIND, known=known)
    assert list(reading) == [Parsed(2, "engagements", ENGAGEMENT_VALUES)]
    assert reading.facts.remarks == (
        Text(
            da="Arket »Forløb« er læst. Filen har også »Flere«.",
            en="The sheet 'Forløb' was read. The file also has 'Flere'.",
        ),
    )
    [parsed] = read(path, KIND, known, sheet="Flere")
    assert isinstance(parsed, Parsed)
    assert parsed.values[1] == "F-2"


def test_a_sheet_that_is_not_there(sheet_file: WriteSheet, known: Known) -> None:
    path = sheet_file(rows_of(dict(ENGAGEMENT)))
    assert refused(path, known, sheet="Ark9") == (
        "udtræk.xlsx: Excel-filen har intet ark, der hedder »Ark9«.\n"
        "  Gyldigt: Skriv et af: Udtræk."
    )


def test_an_empty_sheet(sheet_file: WriteSheet, known: Known) -> None:
    assert refused(sheet_file([]), known) == (
        "udtræk.xlsx: Filen er tom. Den skal begynde med en række overskrifter."
    )


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_in_the_middle(sheet_file: WriteSheet, known: Known, share: float) -> None:
    path = sheet_file(rows_of(dict(ENGAGEMENT)))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert refused(path, known) == DAMAGED.format("BadZipFile")


def test_a_sheet_cut_in_the_middle(sheet_file: WriteSheet, known: Known) -> None:
    path = sheet_file(rows_of(*(ENGAGEMENT | {"Forløbs-id": f"F-{n}"} for n in range(500))))
    rewritten(path, SHEET, lambda xml: xml[: len(xml) // 2])
    with pytest.raises(InputError) as caught:
        read(path, KIND, known)
    assert refusal(caught.value) == DAMAGED.format("ParseError")


def test_a_zip_file_that_is_no_workbook(tmp_path: Path, known: Known) -> None:
    path = tmp_path / "udtræk.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("brev.txt", "Kære alle")
    assert refused(path, known) == DAMAGED.format("KeyError")


def test_an_empty_zip_file(tmp_path: Path, known: Known) -> None:
    path = tmp_path / "udtræk.xlsx"
    with zipfile.ZipFile(path, "w"):
        pass
    assert refused(path, known) == DAMAGED.format("KeyError")


def test_a_bomb_is_refused_by_what_it_declares(sheet_file: WriteSheet, known: Known) -> None:
    path = sheet_file(rows_of(dict(ENGAGEMENT)))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bombe.bin", bytes(51 * 1024 * 1024))
    assert path.stat().st_size < 100_000
    assert refused(path, known) == (
        "udtræk.xlsx: Excel-filen fylder 51 MB pakket ud. Den må højst fylde 50 MB og er ikke "
        "læst. Gem arket som CSV UTF-8 i stedet."
    )


def test_the_limit_can_be_set(sheet_file: WriteSheet, known: Known) -> None:
    path = sheet_file(rows_of(dict(ENGAGEMENT)))
    with zipfile.ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
    expected = [Parsed(2, "engagements", ENGAGEMENT_VALUES)]
    assert read(path, KIND, known, limits=Limits(unpacked=size)) == expected
    assert "er ikke læst" in refused(path, known, limits=Limits(unpacked=size - 1))


def test_a_bomb_that_lies_about_its_size(sheet_file: WriteSheet, known: Known) -> None:
    path = sheet_file(rows_of(dict(ENGAGEMENT)))
    padding = b" " * (60 * 1024 * 1024)
    rewritten(path, SHEET, lambda xml: xml.replace(b"<sheetData>", padding + b"<sheetData>"))
    with zipfile.ZipFile(path) as archive:
        true_size = archive.getinfo(SHEET).file_size
    # The size stands in the member's own heading and in the directory at the end.
    size, lie = true_size.to_bytes(4, "little"), (5000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, lie))
    with pytest.raises(InputError):
        read(path, KIND, known)


def test_entities_are_not_expanded(sheet_file: WriteSheet, known: Known) -> None:
    laughs = b"".join(
        b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 9)
    )
    doctype = b'<!DOCTYPE worksheet [<!ENTITY a0 "ha">' + laughs + b"]>"
    path = sheet_file(rows_of(dict(ENGAGEMENT)))
    rewritten(path, SHEET, lambda xml: xml.replace(b"<worksheet", doctype + b"<worksheet", 1))
    assert refused(path, known) == DAMAGED.format("EntitiesForbidden")


def test_workbooks_are_only_read_with_defusedxml_in_effect(
    sheet_file: WriteSheet, known: Known
) -> None:
    path = sheet_file(rows_of(dict(ENGAGEMENT)))
    program = (
        "import sys; from pathlib import Path; from samvirke.records import InputError\n"
        "from samvirke.records.imports import ImportKind, Known, read_rows\n"
        "known = Known(hubs={}, municipalities={}, years=())\n"
        "try:\n"
        "    list(read_rows(Path(sys.argv[1]), ImportKind.REGISTRATIONS, known=known))\n"
        "except InputError as error:\n"
        "    print(error.in_language('da'))\n"
    )
    environment = {name: value for name, value in os.environ.items() if "COV" not in name}
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        env=environment | {"OPENPYXL_DEFUSEDXML": "False", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().splitlines() == [
        "udtræk.xlsx: Excel-filer læses kun, når defusedxml er slået til. Fjern "
        "OPENPYXL_DEFUSEDXML fra miljøet."
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<row r="2"', b'<row r="1"'),
        (b'<row r="2"', b'<row r="1048577"'),
        (b'<row r="2"', b'<row r="999999999999"'),
        (b'<c r="B2"', b'<c r="A2"'),
    ],
)
def test_rows_and_cells_out_of_order_are_not_lost_in_silence(
    sheet_file: WriteSheet, known: Known, old: bytes, new: bytes
) -> None:
    path = sheet_file(rows_of(dict(ENGAGEMENT)))
    rewritten(path, SHEET, lambda xml: xml.replace(old, new))
    assert refused(path, known).endswith(
        "Regnearket er beskadiget: rækker eller felter står to gange, i forkert orden eller uden "
        "for arket. Gem det igen i Excel."
    )


@pytest.mark.parametrize(
    ("cell", "told_as"),
    [
        (b'<c r="J2" t="d"><v>2021-03-15</v></c>', None),
        (b'<c r="J2" t="d"><v>2021-03-14T23:59:59.900</v></c>', None),
        (
            b'<c r="J2" t="d"><v>9999-12-31T23:59:59.900</v></c>',
            ("Regnearket viser en fejl i feltet.", "J2: 9999-12-31 23:59:59.900000"),
        ),
        (
            b'<c r="J2"><v>' + b"9" * 400 + b"</v></c>",
            ("Regnearket har rundet et langt nummer af.", "J2: " + "9" * 116 + "…"),
        ),
        (
            b'<c r="J2"><v>1e400</v></c>',
            ("Regnearket har rundet et langt nummer af.", "J2: inf"),
        ),
        (b'<c r="J2"><v>1e-7</v></c>', ("Feltet er ikke en dato.", "0,0000001")),
    ],
)
def test_cells_in_other_forms_than_excel_writes(
    sheet_file: WriteSheet, known: Known, cell: bytes, told_as: tuple[str, str] | None
) -> None:
    path = sheet_file(rows_of(ENGAGEMENT | {"Startdato": "X" * 9}))
    rewritten(path, SHEET, lambda xml: re.sub(rb'<c r="J2".*?</c>', cell, xml))
    found = read(path, KIND, known)
    if told_as is None:
        assert found == [Parsed(2, "engagements", ENGAGEMENT_VALUES)]
    else:
        reason, got = told_as
        assert told(found) == [(2, "Startdato", reason, got)]


def test_a_duration_over_a_day(sheet_file: WriteSheet, known: Known) -> None:
    row = {name: text for name, text in ENGAGEMENT.items() if name != "Minutter"}
    path = sheet_file(rows_of(row | {"Timer": timedelta(hours=26, minutes=30)}))
    # How Excel shows it is what makes it a duration and not a day: [h]:mm.
    rewritten(path, "xl/styles.xml", lambda xml: xml.replace(b"dd-mm-yyyy", b"[h]:mm"))
    [parsed] = read(path, KIND, known)
    assert isinstance(parsed, Parsed)
    assert parsed.values[11] == 26 * 60 + 30


def test_a_formula_in_the_row_kind(sheet_file: WriteSheet, known: Known) -> None:
    path = sheet_file(rows_of({"Posttype": '="Forløb"'} | ENGAGEMENT))
    assert told(read(path, KIND, known)) == [
        (2, "Posttype", "Feltet rummer en formel.", 'A2: ="Forløb"')
    ]


def test_too_many_columns(sheet_file: WriteSheet, known: Known) -> None:
    path = sheet_file([[f"Kolonne {number}" for number in range(501)]])
    assert refused(path, known) == (
        "udtræk.xlsx, linje 1: Filen har over 500 kolonner. Slet dem, der ikke skal bruges.\n"
        "  Der står: 501"
    )


def test_a_workbook_of_charts_only(tmp_path: Path, known: Known) -> None:
    path = tmp_path / "udtræk.xlsx"
    book = xlsxwriter.Workbook(path)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "={1,2}"})
    book.add_chartsheet().set_chart(chart)
    book.close()
    assert refused(path, known) == "udtræk.xlsx: Excel-filen har ingen regneark."


def test_line_breaks_inside_a_cell(sheet_file: WriteSheet, known: Known) -> None:
    path = sheet_file(rows_of(ENGAGEMENT | {"Henvist til": "Bank\r\nog revisor"}))
    [parsed] = read(path, KIND, known)
    assert isinstance(parsed, Parsed)
    assert parsed.values[13] == "Bank og revisor"
