"""Registrations: engagements, collective participations and seconded advisers' meetings."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.records.imports.samples import (
    ENGAGEMENT,
    ENGAGEMENT_VALUES,
    OTHER_COMPANY,
    read,
    refusal,
    table,
    told,
)

from samvirke.figures import Text
from samvirke.records import InputError
from samvirke.records.imports import (
    ImportKind,
    Known,
    Parsed,
    RowProblem,
    check_evaluations_against,
    read_rows,
)

Write = Callable[[str | bytes], Path]
KIND = ImportKind.REGISTRATIONS


def test_an_engagement_becomes_a_row_of_the_record(csv_file: Write, known: Known) -> None:
    path = csv_file(table(ENGAGEMENT))
    assert list(read_rows(path, KIND, known=known)) == [Parsed(2, "engagements", ENGAGEMENT_VALUES)]


def test_what_is_not_known_may_be_empty(csv_file: Write, known: Known) -> None:
    names = ("P-nr.", "Stiftet", "Kommune", "Kundesegment", "Slutdato", "Minutter", "Kontor")
    empty = dict.fromkeys((*names, "Henvist til", "Ydelse"), "")
    path = csv_file(table(ENGAGEMENT | empty))
    assert read(path, KIND, known) == [
        Parsed(
            2,
            "engagements",
            (
                "nordjylland",
                "F-1",
                99000007,
                *(None,) * 4,
                "growth",
                "individual",
                20210315,
                *(None,) * 7,
            ),
        )
    ]


def test_with_a_hub_given_no_column_need_name_it(csv_file: Write, known: Known) -> None:
    row = {name: text for name, text in ENGAGEMENT.items() if name != "Erhvervshus"}
    path = csv_file(table(row))
    expected = [Parsed(2, "engagements", ENGAGEMENT_VALUES)]
    assert read(path, KIND, known, hub="nordjylland") == expected
    assert read(path, KIND, known, hub="Erhvervshus Nordjylland") == expected


def test_with_a_hub_given_an_empty_cell_means_that_hub(csv_file: Write, known: Known) -> None:
    path = csv_file(table(ENGAGEMENT | {"Erhvervshus": ""}))
    assert read(path, KIND, known, hub="nordjylland") == [
        Parsed(2, "engagements", ENGAGEMENT_VALUES)
    ]


@pytest.mark.parametrize(
    ("written", "code"), [("Odense", 461), ("0851", 851), ("-", None), ("Ikke henvist", None)]
)
def test_the_municipality_that_referred_the_company_may_be_told(
    csv_file: Write, known: Known, written: str, code: int | None
) -> None:
    [parsed] = read(csv_file(table(ENGAGEMENT | {"Henvist fra": written})), KIND, known)
    assert isinstance(parsed, Parsed)
    assert parsed.values == (*ENGAGEMENT_VALUES[:-1], code)


def test_only_a_municipality_refers_a_company(csv_file: Write, known: Known) -> None:
    [problem] = read(csv_file(table(ENGAGEMENT | {"Henvist fra": "Banken"})), KIND, known)
    assert isinstance(problem, RowProblem)
    assert (problem.column, problem.got) == ("Henvist fra", "Banken")


def test_an_unknown_hub_given_is_the_callers_mistake(csv_file: Write, known: Known) -> None:
    with pytest.raises(ValueError, match="'skåne' is none of the known hubs"):
        read(csv_file(""), KIND, known, hub="skåne")


@pytest.mark.parametrize(
    ("heading", "text", "why"),
    [
        ("Erhvervshus", "Skåne", "Erhvervshuset kendes ikke."),
        ("Erhvervshus", "", "Feltet er tomt."),
        ("Forløbs-id", "", "Feltet er tomt."),
        ("Forløbs-id", "1,23E+15", "Regnearket har rundet et langt nummer af."),
        ("CVR-nr.", "99000008", None),
        ("P-nr.", "123", "Et P-nummer har ti cifre og begynder ikke med 0."),
        ("Kommune", "Malmø", "Kommunen kendes ikke."),
        ("Kundesegment", "Begge", "Svaret kendes ikke."),
        ("Forløbstype", "", "Feltet er tomt."),
        ("Form", "Digital", "Svaret kendes ikke."),
        ("Startdato", "", "Feltet er tomt."),
        ("Startdato", "03/04/21", None),
        ("Slutdato", "14-03-2021", "Forløbet slutter, før det begynder."),
        ("Stiftet", "16-03-2021", "Virksomheden er stiftet, efter at vejledningen begyndte."),
        ("Minutter", "-5", "Tidsforbruget er negativt."),
        ("Minutter", "60001", None),
        ("Ydelse", "Strikning", "Ydelsen eller temaet kendes ikke."),
        ("Tema", "Innovation", "Feltet hører ikke til det år, forløbet begynder i."),
        ("Henvist til", "#I/T", "Regnearket viser en fejl i feltet."),
        ("Henvist til", "x" * 2001, "Teksten er over 2.000 tegn lang."),
        ("Henvist til", "a\0b", "Feltet rummer et usynligt tegn (U+0000)."),
    ],
)
def test_one_wrong_cell_is_one_problem(
    csv_file: Write, known: Known, heading: str, text: str, why: str | None
) -> None:
    found = told(read(csv_file(table(ENGAGEMENT | {heading: text})), KIND, known))
    [(row, column, reason, _)] = found
    assert (row, column) == (2, heading)
    assert why is None or reason == why


def test_a_problem_says_what_why_and_what_to_do(csv_file: Write, known: Known) -> None:
    wrong = ENGAGEMENT | {"Forløbs-id": "F-2", "CVR-nr.": "99000008"}
    path = csv_file(table(ENGAGEMENT, wrong))
    assert read(path, KIND, known)[1] == RowProblem(
        row=3,
        column="CVR-nr.",
        reason=Text(
            da="CVR-nummeret er ikke gyldigt: cifrene går ikke op i kontrollen (modulus 11).",
            en="The CVR number is not valid: its digits fail the check (modulus 11).",
        ),
        remedy=Text(
            da="Slå virksomheden op i CVR, og ret nummeret.",
            en="Look the company up in CVR and correct the number.",
        ),
        got="99000008",
    )


def test_all_problems_of_a_row_are_told_from_left_to_right(csv_file: Write, known: Known) -> None:
    row = ENGAGEMENT | {
        "Minutter": "mange",
        "CVR-nr.": "1",
        "Slutdato": "01-01-2021",
        "Kommune": "?",
    }
    found = told(read(csv_file(table(row)), KIND, known))
    assert [column for _, column, _, _ in found] == ["CVR-nr.", "Kommune", "Slutdato", "Minutter"]


def test_problems_and_rows_come_in_the_order_of_the_file(csv_file: Write, known: Known) -> None:
    rows = [
        ENGAGEMENT | {"Forløbs-id": f"F-{number}", "Form": "Individuel" if number % 2 else "?"}
        for number in range(1, 6)
    ]
    found = read(csv_file(table(*rows)), KIND, known)
    assert [(type(item), item.row) for item in found] == [
        (Parsed, 2),
        (RowProblem, 3),
        (Parsed, 4),
        (RowProblem, 5),
        (Parsed, 6),
    ]


def test_a_p_number_without_a_cvr_number(csv_file: Write, known: Known) -> None:
    path = csv_file(table(ENGAGEMENT | {"CVR-nr.": ""}))
    assert told(read(path, KIND, known)) == [
        (2, "CVR-nr.", "Der står et P-nummer, men intet CVR-nummer.", "9900000001")
    ]


def test_neither_p_number_nor_cvr_number(csv_file: Write, known: Known) -> None:
    path = csv_file(table(ENGAGEMENT | {"CVR-nr.": "", "P-nr.": ""}))
    assert told(read(path, KIND, known)) == [(2, "CVR-nr.", "Feltet er tomt.", None)]


def test_hours_are_stored_as_minutes(csv_file: Write, known: Known) -> None:
    row = {name: text for name, text in ENGAGEMENT.items() if name != "Minutter"}
    [parsed] = read(csv_file(table(row | {"Timer": "3,5"})), KIND, known)
    assert parsed == Parsed(2, "engagements", ENGAGEMENT_VALUES)


def test_minutes_and_hours_in_one_row(csv_file: Write, known: Known) -> None:
    path = csv_file(table(ENGAGEMENT | {"Timer": "3,5"}))
    assert told(read(path, KIND, known)) == [
        (2, "Timer", "Både minutter og timer er udfyldt.", "3,5")
    ]


@pytest.mark.parametrize("nothing", ["-", "Nej", "ingen", "Ikke henvist"])
def test_words_for_no_referral_are_an_empty_cell(
    csv_file: Write, known: Known, nothing: str
) -> None:
    [parsed] = read(csv_file(table(ENGAGEMENT | {"Henvist til": nothing})), KIND, known)
    assert isinstance(parsed, Parsed)
    assert parsed.values[13] is None


@pytest.mark.parametrize("year", [2018, 2028])
def test_a_year_without_an_agreement(csv_file: Write, known: Known, year: int) -> None:
    row = ENGAGEMENT | {
        "Startdato": f"15-03-{year}",
        "Slutdato": "",
        "Stiftet": "",
        "Ydelse": "",
    }
    [problem] = read(csv_file(table(row)), KIND, known)
    assert problem == RowProblem(
        2,
        "Startdato",
        Text(
            da="Året hører ikke til nogen rammeaftale, som systemet kender.",
            en="The year does not belong to any framework agreement that is known.",
        ),
        Text(
            da="Ret året, eller fjern rækken. Der kan tages rækker ind fra 2019–2027.",
            en="Correct the year, or remove the row. Rows from 2019–2027 can be imported.",
        ),
        f"15-03-{year}",
    )


def test_the_year_before_the_first_agreement_takes_a_service_as_it_stands(
    csv_file: Write, known: Known
) -> None:
    row = ENGAGEMENT | {"Startdato": "15-03-2020", "Ydelse": "Gammel ydelse"}
    [parsed] = read(csv_file(table(row)), KIND, known)
    assert isinstance(parsed, Parsed)
    assert parsed.values[14] == "Gammel ydelse"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Innovation", "Innovation"),
        ("digitalisering", "Digitalisering og automatisering"),
        ("Salg/markedsføring", "Salg og markedsføring"),
        ("Ledelse/organisation", "Ledelse og organisation"),
    ],
)
def test_services_are_kept_under_one_name(
    csv_file: Write, known: Known, written: str, kept: str
) -> None:
    [parsed] = read(csv_file(table(ENGAGEMENT | {"Ydelse": written})), KIND, known)
    assert isinstance(parsed, Parsed)
    assert parsed.values[14:16] == (kept, None)


FROM_2024 = ENGAGEMENT | {"Startdato": "15-03-2024", "Slutdato": "", "Ydelse": ""}


def test_from_2024_a_theme_stands_in_place_of_a_service(csv_file: Write, known: Known) -> None:
    [parsed] = read(csv_file(table(FROM_2024 | {"Tema": "ESG"})), KIND, known)
    assert isinstance(parsed, Parsed)
    assert parsed.values[14:16] == (None, "Bæredygtighed")


def test_from_2024_a_service_has_no_place(csv_file: Write, known: Known) -> None:
    [problem] = read(csv_file(table(FROM_2024 | {"Ydelse": "Innovation"})), KIND, known)
    assert isinstance(problem, RowProblem)
    assert (problem.column, problem.remedy.da) == (
        "Ydelse",
        "Tøm feltet. For forløb, der begynder 2024–2027, registreres tema.",
    )


def test_an_unknown_theme_is_told_the_known_ones_and_their_source(
    csv_file: Write, known: Known
) -> None:
    [problem] = read(csv_file(table(FROM_2024 | {"Tema": "Strikning"})), KIND, known)
    assert isinstance(problem, RowProblem)
    assert (problem.column, problem.got, problem.remedy.da) == (
        "Tema",
        "Strikning",
        "Skriv et af: Digitalisering og avanceret teknologi, Innovation, Kapital, "
        "Internationalisering, Nye forretningsmodeller, Bæredygtighed, Krisehåndtering, Ledelse "
        "og organisation, Ejerskifte eller salg, Iværksætteri, Kvalificeret arbejdskraft, "
        "Immaterielle rettigheder. Eller oversæt ordet. Kilde: Aftale om rammerne for "
        "erhvervshuse 2024-2027, 9 (listen er vores læsning).",
    )


def test_a_missing_theme_column_is_told_once(csv_file: Write, known: Known) -> None:
    row = {name: text for name, text in FROM_2024.items() if name != "Tema"}
    found = read(csv_file(table(row, row | {"Forløbs-id": "F-2"})), KIND, known)
    assert [(type(item), item.row) for item in found] == [(RowProblem, 2), (Parsed, 3)]
    assert found[0] == RowProblem(
        2,
        "Tema",
        Text(
            da="Kolonnen mangler i filen, og aftalen kræver den i det år, forløbet begynder.",
            en="The file lacks the column, and the agreement demands it in the year of the "
            "engagement.",
        ),
        Text(
            da="Tilføj kolonnen »Tema«, eller oversæt filens egen overskrift. Felter må være tomme "
            "(Aftale om rammerne for erhvervshuse 2024-2027, 9).",
            en="Add the column 'Tema', or map the file's own heading. Cells may be empty (Aftale "
            "om rammerne for erhvervshuse 2024-2027, 9).",
        ),
    )


def test_a_doubled_key_names_the_first_row(csv_file: Write, known: Known) -> None:
    path = csv_file(table(ENGAGEMENT, ENGAGEMENT | {"Forløbs-id": "F-2"}, ENGAGEMENT))
    found = read(path, KIND, known)
    assert [type(item) for item in found] == [Parsed, Parsed, RowProblem]
    assert found[2] == RowProblem(
        4,
        "Forløbs-id",
        Text(da="Rækken står to gange i filen.", en="The row stands twice in the file."),
        Text(
            da="Den første står i række 2. Slet den ene, eller ret nummeret.",
            en="The first stands in row 2. Delete one of them, or correct the number.",
        ),
        "F-1",
    )


def test_two_hubs_may_use_the_same_engagement_id(csv_file: Write, known: Known) -> None:
    path = csv_file(table(ENGAGEMENT, ENGAGEMENT | {"Erhvervshus": "Fyn"}))
    assert [type(item) for item in read(path, KIND, known)] == [Parsed, Parsed]


def test_blank_rows_are_no_rows_but_count_as_numbers(csv_file: Write, known: Known) -> None:
    heading, first = table(ENGAGEMENT).splitlines()
    second = first.replace("F-1", "F-2")
    blank = " ;" * (len(ENGAGEMENT) - 1)
    path = csv_file("\n".join(["", heading, "", blank, first, "", second, ""]))
    assert [(item.row, type(item)) for item in read(path, KIND, known)] == [
        (5, Parsed),
        (7, Parsed),
    ]


PARTICIPATION = {
    "Posttype": "Kollektiv deltagelse",
    "Erhvervshus": "Fyn",
    "Deltagelses-id": "D-1",
    "CVR-nr.": "99000015",
    "P-nr.": "",
    "Stiftet": "01-01-2020",
    "Kommune": "Odense",
    "Dato": "01-09-2021",
    "Aktivitet": "Netværk om eksport",
}
MEETING = {
    "Posttype": "Indstationeret rådgiver",
    "Erhvervshus": "Fyn",
    "Rådgiver": "Demo Rådgiver 1",
    "CVR-nr.": "99000015",
    "Kontaktperson": "Demo Kontakt 1",
    "Dato": "02-09-2024",
    "Beskrivelse": "Møde om nye markeder",
}


def test_a_file_holds_three_kinds_of_rows(csv_file: Write, known: Known) -> None:
    path = csv_file(
        table(ENGAGEMENT | {"Posttype": "Forløb"}, PARTICIPATION, MEETING, {"Posttype": ""})
    )
    assert read(path, KIND, known) == [
        Parsed(2, "engagements", ENGAGEMENT_VALUES),
        Parsed(
            3,
            "participations",
            ("fyn", "D-1", OTHER_COMPANY, None, 20200101, 461, 20210901, "Netværk om eksport"),
        ),
        Parsed(
            4,
            "adviser_meetings",
            (
                "fyn",
                "Demo Rådgiver 1",
                OTHER_COMPANY,
                "Demo Kontakt 1",
                20240902,
                "Møde om nye markeder",
            ),
        ),
    ]


def test_a_row_without_a_row_kind_is_an_engagement(csv_file: Write, known: Known) -> None:
    path = csv_file(table(ENGAGEMENT | {"Posttype": ""}))
    assert read(path, KIND, known) == [Parsed(2, "engagements", ENGAGEMENT_VALUES)]


def test_an_unknown_row_kind(csv_file: Write, known: Known) -> None:
    path = csv_file(table(MEETING | {"Posttype": "Kaffemøde"}))
    [problem] = read(path, KIND, known)
    assert isinstance(problem, RowProblem)
    assert (problem.column, problem.reason.da, problem.remedy.da, problem.got) == (
        "Posttype",
        "Posttypen kendes ikke.",
        "Skriv et af: Forløb, Kollektiv deltagelse, Indstationeret rådgiver.",
        "Kaffemøde",
    )


@pytest.mark.parametrize(
    ("heading", "text"),
    [("Timer", "2"), ("Minutter", "90"), ("Kundesegment", "Vækst"), ("Henvist til", "Banken")],
)
def test_a_seconded_advisers_meeting_has_five_fields_and_no_more(
    csv_file: Write, known: Known, heading: str, text: str
) -> None:
    [problem] = read(csv_file(table(MEETING | {heading: text})), KIND, known)
    assert problem == RowProblem(
        2,
        heading,
        Text(
            da="Om en indstationeret rådgivers møder må kun fem oplysninger registreres: rådgiver, "
            "CVR-nummer, kontaktperson, dato og en kort beskrivelse (rammeaftalen 2024–2027, "
            "governancebilagets punkt 6).",
            en="Of a seconded adviser's meetings only five things may be registered: adviser, CVR "
            "number, contact, date and a short description (framework agreement 2024–2027, "
            "governance annex, clause 6).",
        ),
        Text(da="Tøm feltet.", en="Empty the cell."),
        text,
    )


def test_cells_of_other_row_kinds_are_not_dropped_in_silence(csv_file: Write, known: Known) -> None:
    path = csv_file(table(ENGAGEMENT | {"Posttype": "Forløb", "Rådgiver": "Demo Rådgiver 1"}))
    [problem] = read(path, KIND, known)
    assert isinstance(problem, RowProblem)
    assert (problem.column, problem.reason.da, problem.remedy.da) == (
        "Rådgiver",
        "Feltet bruges ikke i rækker af denne type.",
        "Tøm feltet, eller ret posttypen: det hører til »Indstationeret rådgiver«.",
    )


@pytest.mark.parametrize("row", [PARTICIPATION, MEETING])
def test_other_days_than_starts_need_an_agreement_too(
    csv_file: Write, known: Known, row: dict[str, str]
) -> None:
    found = told(read(csv_file(table(row | {"Dato": "01-01-2030", "Stiftet": ""})), KIND, known))
    assert [(column, reason) for _, column, reason, _ in found] == [
        ("Dato", "Året hører ikke til nogen rammeaftale, som systemet kender.")
    ]


def test_a_participant_founded_after_the_activity(csv_file: Write, known: Known) -> None:
    path = csv_file(table(PARTICIPATION | {"Stiftet": "02-09-2021"}))
    assert [column for _, column, _, _ in told(read(path, KIND, known))] == ["Stiftet"]


def test_an_adviser_meets_a_company_once_a_day(csv_file: Write, known: Known) -> None:
    found = read(csv_file(table(MEETING, MEETING)), KIND, known)
    assert [(item.row, type(item)) for item in found] == [(2, Parsed), (3, RowProblem)]


def test_columns_are_demanded_of_the_row_kinds_that_are_there(
    csv_file: Write, known: Known
) -> None:
    path = csv_file(table(MEETING))
    assert [type(item) for item in read(path, KIND, known)] == [Parsed]
    path = csv_file(table(MEETING, MEETING | {"Posttype": "Forløb"}))
    with pytest.raises(InputError) as caught:
        read(path, KIND, known)
    assert refusal(caught.value).splitlines()[0] == (
        "udtræk.csv, linje 1: Kolonnen »Forløbs-id« mangler til rækken 3. Tilføj den, eller "
        "oversæt filens egen overskrift."
    )


def test_registrations_pass_the_check_of_evaluations(csv_file: Write, known: Known) -> None:
    path = csv_file(table(ENGAGEMENT))
    rows = read(path, KIND, known)
    assert list(check_evaluations_against(rows, set())) == rows
