"""Tables and their numbers: how they are recognised in text."""

from fractions import Fraction

import pytest

from samvirke.records.archive import paper_of_text
from samvirke.schemes.paper_check import check_text
from samvirke.schemes.paper_check.numbers import read_cell, split_trailing
from samvirke.schemes.paper_check.tables import find_tables


def tables(text):
    return find_tables(paper_of_text("bilag.txt", text).lines)


def content(table):
    return [
        (row.label, [None if cell is None else cell.value for cell in row.cells])
        for row in table.rows
    ]


@pytest.mark.parametrize(
    ("text", "value", "decimals", "percent"),
    [
        ("1.234,5", Fraction(2469, 2), 1, False),
        ("39.010", Fraction(39010), 0, False),
        ("68 %", Fraction(68), 0, True),
        ("5,83 pct.", Fraction(583, 100), 2, True),
        ("-28.213", Fraction(-28213), 0, False),
        ("−5", Fraction(-5), 0, False),
        ("(1.200)", Fraction(-1200), 0, False),
        ("kr. 4.402.800", Fraction(4402800), 0, False),
        ("39,010 mio. kr.", Fraction(39010, 1000), 3, False),
        ("1 234 567", Fraction(1234567), 0, False),
        ("-", Fraction(0), 0, False),
    ],
)
def test_numbers_as_tables_print_them(text, value, decimals, percent):
    cell = read_cell(text)
    assert (cell.value, cell.decimals, cell.percent) == (value, decimals, percent)


@pytest.mark.parametrize("text", ["12.5", "1.2345", "1,2,3", "1. maj", "12-17", "x", "", "2/3"])
def test_what_is_no_number_or_reads_in_two_ways(text):
    assert read_cell(text) is None


def test_numbers_at_the_end_of_a_line():
    assert split_trailing("Autisme i grad 18 35 - 4,5 X") == (
        "Autisme i grad",
        ["18", "35", "-", "4,5", "X"],
    )


def test_a_table_with_tabs_and_an_empty_cell():
    (table,) = tables("Tabel 2: Pladser\n\tNu\tOm et år\nOdder\t5\t\nSamsø\t1\t2\nI alt\t6\t2")
    assert (table.name, table.headings) == ("Tabel 2: Pladser", ("", "Nu", "Om et år"))
    assert content(table) == [("Odder", [5, None]), ("Samsø", [1, 2]), ("I alt", [6, 2])]


def test_a_table_of_single_spaces_with_broken_rows():
    (table,) = tables("Antal\nKKR \nHovedstaden\n\n57 29 28\nKKR Fyn 31 17 14\nI alt 88 46 42")
    assert content(table) == [
        ("KKR Hovedstaden", [57, 29, 28]),
        ("KKR Fyn", [31, 17, 14]),
        ("I alt", [88, 46, 42]),
    ]


def test_a_table_that_goes_on_behind_a_page_break():
    (table,) = tables("Odder\t5\nSamsø\t1\n\nSide 2 af 8\nwww.example.dk\f\nStruer\t4\nI alt\t10")
    assert [row.label for row in table.rows] == ["Odder", "Samsø", "Struer", "I alt"]
    assert [row.line.page for row in table.rows] == [1, 1, 2, 2]


def test_years_and_ages_are_labels():
    (table,) = tables("År\tMidt\tNord\n2019\t400\t60\n2020/21\t405\t64\n65+\t1\t2")
    assert [row.label for row in table.rows] == ["2019", "2020/21", "65+"]


def test_units_and_years_over_the_columns_are_headings():
    (table,) = tables("Post\t2020\t2021\nKommune\t1.000 kr.\t1.000 kr.\nLøn\t1\t2\nHusleje\t3\t4")
    assert content(table) == [("Løn", [1, 2]), ("Husleje", [3, 4])]


def test_a_code_before_the_name_belongs_to_the_name():
    (table,) = tables("851\tAalborg\t24\n840\tRebild\t5")
    assert content(table) == [("851 Aalborg", [24]), ("840 Rebild", [5])]


def test_a_row_of_another_width_is_told():
    (table,) = tables("Odder\t5\t6\nSamsø\t1\nStruer\t4\t4\nI alt\t10\t11")
    assert [line.words for line in table.skipped] == ["Samsø 1"]


@pytest.mark.parametrize(
    "text",
    [
        "Målet gælder i 2021\nog igen i 2022\nsamt for 2023",
        "Weidekampsgade 10\nPostboks 3370\nSide 2 af 8\nDato: 4. maj 2021",
        "1. Indledning ..... 3\n2. Mål ..... 4\nBilag i alt ..... 9",
        "",
        "I alt\t12",
    ],
)
def test_prose_addresses_and_contents_are_no_tables(text):
    assert tables(text or "tekst") == []


FIRST = "Kommune\tElever\nOdder\t12\nSamsø\t3\nStruer\t20\nI alt\t35"
SECOND = "Odder\t7\nSamsø\t1\nStruer\t9\nI alt\t{}"


@pytest.mark.parametrize(
    ("between", "name"),
    [
        ("Tabel 2. Lærere", "Tabel 2. Lærere"),
        ("Figur 2: Lærere 2021", "Figur 2: Lærere 2021"),
        ("Kommune\tLærere", None),
    ],
)
def test_a_caption_or_a_row_of_headings_begins_a_table(between, name):
    def checked(total):
        text = f"Tabel 1. Elever\n{FIRST}\n{between}\n{SECOND.format(total)}"
        return check_text(paper_of_text("bilag.txt", text))

    assert (checked(17).tables, checked(17).recomputed, checked(17).findings) == (2, 2, ())
    (slip,) = checked(19).findings
    assert (slip.finding.got, slip.finding.expected) == (19, 17)
    if name is not None:
        assert slip.finding.table == name


def test_years_over_the_columns_begin_a_table():
    two = "Kommune\t2021\t2022\nOdder\t12\t13\nSamsø\t3\t5\nI alt\t15\t18"
    text = f"{two}\nKommune\t2021\t2022\nOdder\t2\t1\nSamsø\t4\t6\nI alt\t6\t7"
    check = check_text(paper_of_text("bilag.txt", text))
    assert (check.tables, check.recomputed, check.findings) == (2, 2, ())
    assert len(check_text(paper_of_text("bilag.txt", text.replace("6\t7", "6\t9"))).findings) == 1
