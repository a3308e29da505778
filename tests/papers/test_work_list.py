"""The work list as CSV and XLSX, read again as a spreadsheet would."""

import io
from datetime import date

import openpyxl

from samvirke.figures import Source, Text
from samvirke.papers.work_list import work_list_csv, work_list_xlsx
from samvirke.schemes.work_list import Section, Task, WorkList
from samvirke.territory import BodyKind, load_territory

HUB = load_territory().body(BodyKind.HUB, "fyn", on=date(2024, 1, 1))
RULE, SOURCE = Text(da="Regel.", en="Rule."), Source("Aftale", "9")
DAY = date(2024, 3, 10)
FOUND = WorkList(
    hub=HUB,
    year=2024,
    agreement="Aftale",
    snapshot="",
    engagements=3,
    sections=(
        Section("not_evaluated", None, None),
        Section("incomplete", RULE, SOURCE, (Task(98000003, ("=F1",), DAY, 90, ("theme",)),)),
        Section("much_guided", RULE, SOURCE, (Task(98000062, ("F2", "F3"), DAY, 1215),)),
    ),
    remarks=(),
)


def test_the_csv_holds_every_task_and_no_formula():
    assert work_list_csv(FOUND, "da").decode("utf-8-sig").split("\r\n") == [
        "Hvad;CVR-nr.;Forløb;Begyndt, eller perioden slutter;Timer;Mangler;Gør sådan",
        "Forløb, der mangler oplysninger;98000003;'=F1;10. marts 2024;1:30;tema;"
        "Skriv det, der mangler, i CRM-systemet. P-nummeret kan slås op i CVR.",
        "Virksomheder med mange timers vejledning;98000062;F2, F3;10. marts 2024;20:15;;"
        "Lad ledelsen tage stilling i det konkrete tilfælde, og gem svaret.",
        "",
    ]


def test_the_workbook_has_a_sheet_for_each_kind_that_is_asked_for():
    book = openpyxl.load_workbook(io.BytesIO(work_list_xlsx(FOUND, "en", mark="Demo data")))
    assert {sheet.title: [list(row) for row in sheet.values] for sheet in book} == {
        "Lack information": [
            ["Work list 2024, Erhvervshus Fyn · Lack information · Demo data", *[None] * 4],
            [None] * 5,
            ["Engagement", "Started", "Hours", "CVR number", "Missing"],
            ["=F1", "10 March 2024", "1:30", "98000003", "theme"],
        ],
        "Many hours of guidance": [
            ["Work list 2024, Erhvervshus Fyn · Many hours of guidance · Demo data", *[None] * 3],
            [None] * 4,
            ["CVR number", "Period ends", "Hours", "Engagements"],
            ["98000062", "10 March 2024", "20:15", "F2, F3"],
        ],
    }
    assert all(cell.data_type != "f" for sheet in book for row in sheet.rows for cell in row)
