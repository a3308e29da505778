"""Totals in tables as offices lay them out; each table was written and summed up by hand."""

import pytest

from samvirke.records.archive import paper_of_text
from samvirke.schemes.paper_check import check_text, sums
from samvirke.schemes.paper_check.sums import candidates
from samvirke.schemes.paper_check.tables import find_tables


def checked(text):
    return check_text(paper_of_text("bilag.txt", text))


def found(text):
    """Row, got, expected and grade of each finding."""
    return [
        (one.finding.row, one.finding.got, one.finding.expected, one.finding.grade.value)
        for one in checked(text).findings
    ]


def counted(text):
    """How many tables were found and recomputed, and how many totals are unknown."""
    check = checked(text)
    return check.tables, check.recomputed, check.unknown_totals


def table(*rows):
    return "".join("\t".join(row) + "\n" for row in rows)


HEAD = ("Kommune", "2024", "2025")
FIRST = (("Odder", "10", "11"), ("Samsø", "20", "21"))
REST = (("Struer", "30", "31"),)


@pytest.mark.parametrize("head", [HEAD, ("Kommune", "2025", "2026")])
@pytest.mark.parametrize(("total", "findings"), [("63", []), ("64", [("I alt", 64, 63, "sure")])])
def test_headings_of_years_that_stand_on_each_page_are_no_row(head, total, findings):
    rest = (*REST, ("Ry", "5", "5"), ("I alt", "65", str(int(total) + 5)))
    text = table(HEAD, *FIRST) + "\f" + table(head, *rest)
    wanted = [("I alt", 69, 68, "sure")] if findings else []
    assert (found(text), counted(text)) == (wanted, (1, 1, 0))


def test_a_first_part_that_may_be_a_year_is_a_part_under_headings_of_words():
    rows = (("Kommune", "Kr."), ("Odder", "2034"), ("Samsø", "718"), ("Ry", "910"))
    assert found(table(*rows, ("I alt", "3662"))) == []
    assert [one[:3] for one in found(table(*rows, ("I alt", "3762")))] == [("I alt", 3762, 3662)]
    years = (("Kommune", "Antal"), ("År", "2024"), ("Odder", "10"), ("Ry", "20"), ("I alt", "30"))
    assert found(table(*years)) == []


def test_two_tables_of_one_year_each_under_one_another():
    first = table(("Kommune", "2024"), ("Odder", "10"), ("Samsø", "20"), ("I alt", "30"))
    second = table(("Kommune", "2025"), ("Odder", "11"), ("Samsø", "22"), ("I alt", "33"))
    assert (found(first + second), counted(first + second)) == ([], (2, 2, 0))
    wrong = first + "\nDerefter:\n" + second.replace("33", "34")
    assert found(wrong) == [("I alt", 34, 33, "likely")]


@pytest.mark.parametrize("head", [("Post", "2024"), ("Post", "Kr."), ("Post", "Budget 2024")])
def test_headings_once_more_behind_a_subtotal_on_a_new_page_end_no_table(head):
    first = table(head, ("Løn", "10"), ("Leje", "20"), ("Drift i alt", "30"))
    second = table(head, ("Rejser", "5"), ("Møder", "6"), ("Møder i alt", "11"))
    for between in ("\f", "Side 3\n\fKKR-møde 14. november 2025\n", ""):
        for total, findings in (("41", []), ("51", [("I alt", 51, 41, "sure")])):
            text = first + between + second + table(("I alt", total))
            assert (found(text), counted(text)) == (findings, (1, 1, 0))


def test_a_number_between_1980_and_2079_is_a_part_among_others_as_large():
    rows = (("Kommune", "Kr."), ("Odder", "1200"), ("Samsø", "2024"), ("Ry", "3100"))
    assert (found(table(*rows, ("I alt", "6324"))), counted(table(*rows, ("I alt", "6324")))) == (
        [],
        (1, 1, 0),
    )
    assert found(table(*rows, ("I alt", "6334"))) == [("I alt", 6334, 6324, "likely")]


@pytest.mark.parametrize(
    "between",
    [
        "2.4 Bilag 1 – side 1 af 9\n\f",
        "\fKKR-møde 14. november 2025\n",
        "\fKKR Fyn, møde den 14. november 2025\tSide 2 af 3\n",
        "Side 1 af 2\n\fKKR Fyn 4. december 2026\n",
    ],
)
def test_stamps_and_heads_at_a_page_break_do_not_switch_the_check_off(between):
    head = ("Kommune", "Budget", "Regnskab")
    rest = (head, *REST, ("Ry", "5", "5"), ("I alt", "65", "69"))
    text = table(head, *FIRST) + between + table(*rest)
    assert counted(text) == (1, 1, 0)
    assert found(text)[0][:3] == ("I alt", 69, 68)
    assert found(text.replace("69", "68")) == []


def test_heads_that_run_over_most_pages_are_left_out_and_rows_are_not():
    def page(number, *rows):
        return f"Sekretariatet {number} 7\n" + table(*rows) + f"Udgave 3 blad {number}\n"

    pages = [page(at, (f"Kommune {at}", "100", "7"), (f"By {at}", "20", "7")) for at in range(1, 6)]
    text = "\f".join(pages) + table(("I alt", "601", "70"))
    assert (found(text), counted(text)) == ([("I alt", 601, 600, "sure")], (1, 1, 0))


def test_a_sum_carried_over_to_the_next_page_is_counted_once():
    head = ("Kommune", "Beløb")
    first = table(head, ("Odder", "110"), ("Samsø", "210"), ("Transport", "320"))
    second = table(head, ("Transport", "320"), ("Ry", "310"), ("I alt", "630"))
    assert (found(first + "\f" + second), counted(first + "\f" + second)) == ([], (1, 1, 0))
    cost = table(head, ("Løn", "110"), ("Transport", "320"), ("I alt", "430"))
    assert (found(cost), counted(cost)) == ([], (1, 1, 0))


@pytest.mark.parametrize(
    "cell", ["ca. 50", "3-5", "5.000 -", "ikke oplyst", "50 årsværk", "uoplyst", "> 40", "50 1"]
)
@pytest.mark.parametrize("first", [True, False])
def test_a_part_that_cannot_be_read_makes_the_total_unknown(cell, first):
    rows = [("Løn", cell), ("Tilskud", "20"), ("Bidrag", "30")]
    rows = rows if first else rows[::-1]
    text = table(("Post", "Antal"), *rows, ("I alt", "100"))
    assert (found(text), counted(text)) == ([], (1, 0, 1))


@pytest.mark.parametrize(
    "cell", ["12¹", "12 ²", "12 1)", "12¹)", "12 [1]", "12^1", "12 a)", "12 (30 %)", "12 (4)"]
)
def test_the_mark_of_a_note_is_no_part_of_a_number(cell):
    rows = (("Kommune", "Antal"), ("Odder", cell), ("Samsø", "13"), ("Ry", "15"))
    assert counted(table(*rows, ("I alt", "40"))) == (1, 1, 0)
    assert found(table(*rows, ("I alt¹", "40"))) == []
    assert found(table(*rows, ("I alt¹", "41"))) == [("I alt¹", 41, 40, "likely")]


@pytest.mark.parametrize(
    "unit",
    ["mio.kr.", "mio. kr.", "mia. kr.", "tkr.", "t. kr.", "t.kr.", "DKK", "stk.", "personer"],
)
def test_units_of_money_and_of_counts(unit):
    def rows(total):
        parts = zip("ABC", ("1", "2", "3"), strict=True)
        return table(("Post", "I år"), *((a, f"{b} {unit}") for a, b in parts), ("I alt", total))

    assert (found(rows(f"6 {unit}")), counted(rows(f"6 {unit}"))) == ([], (1, 1, 0))
    assert [each[:3] for each in found(rows(f"7 {unit}"))] == [("I alt", 7, 6)]


def test_parts_in_other_units_than_one_another_make_the_total_unknown():
    rows = (("Post", "Beløb"), ("A", "5 mio. kr."), ("B", "500.000 kr."), ("I alt", "6 mio. kr."))
    assert (found(table(*rows)), counted(table(*rows))) == ([], (1, 0, 1))


BLOCKS = (
    ("Område", "Forløb"),
    ("Erhvervshus Fyn i alt", "500"),
    ("Odense", "250"),
    ("Assens", "250"),
    ("Erhvervshus Nord i alt", "300"),
    ("Thisted", "100"),
    ("Morsø", "200"),
)


def test_totals_that_stand_over_their_parts():
    assert found(table(*BLOCKS, ("I alt", "800"))) == []
    assert found(table(*BLOCKS)) == []
    wrong = [(*row[:1], "210") if row[0] == "Morsø" else row for row in BLOCKS]
    assert found(table(*wrong, ("I alt", "800"))) == [
        ("Erhvervshus Nord i alt", 300, 310, "likely")
    ]


@pytest.mark.parametrize("name", ["Hele landet", "Region Fyn i alt", "I alt"])
def test_a_total_by_any_name_over_all_parts(name):
    rows = (("Område", "2024"), (name, "640"), ("A", "110"), ("B", "210"), ("C", "310"))
    assert found(table(*rows)) == [(name, 640, 630, "likely")]
    assert found(table(*rows).replace("640", "630")) == []
    assert found(table(*rows).replace("640", "930")) == []


def test_rows_of_regions_that_equal_what_stands_below_them_are_subtotals():
    rows = (("Kommune", "Kvote"), ("Region Fyn", "30"), ("Odense", "10"), ("Assens", "20"))
    rows += (("Region Nord", "20"), ("Thisted", "5"), ("Morsø", "15"))
    assert (found(table(*rows, ("I alt", "50"))), counted(table(*rows, ("I alt", "50")))) == (
        [],
        (1, 1, 0),
    )
    assert found(table(*rows, ("I alt", "55"))) == [("I alt", 55, 50, "likely")]


@pytest.mark.parametrize(
    ("heading", "cells", "total"),
    [
        ("Akkumuleret", ("4", "13", "27"), "27"),
        ("NPS 2024", ("72", "68", "80"), "73"),
        ("NPS 2024", ("20", "-5", "10"), "9"),
        ("Unikke virksomheder", ("100", "200", "300"), "580"),
        ("Gns. alder", ("41", "47", "44"), "52"),
    ],
)
def test_columns_that_have_no_sum(heading, cells, total):
    rows = (("Hus", "Forløb", heading), *zip("ABC", ("4", "9", "14"), cells, strict=True))
    assert found(table(*rows, ("I alt", "27", total))) == []
    assert found(table(*rows, ("I alt", "28", total))) == [("I alt", 28, 27, "likely")]


def test_a_table_whose_name_says_that_it_is_a_score():
    rows = (("Hus", "Nord", "Syd"), ("Ja", "72", "61"), ("Nej", "68", "66"), ("Nul", "80", "70"))
    text = table(*rows, ("I alt", "73", "66"))
    assert found("Tabel 1: NPS\n" + text) == []
    assert found("Tabel 1: Antal\n" + text) != []


def test_numbers_one_space_apart_that_may_be_thousands_are_not_judged():
    text = "Post Budget 2024 Budget 2025\nLøn 1 234 2 500\nDrift 2 345 2 600\nI alt 3 579 6 100\n"
    assert (found(text), counted(text)) == ([], (1, 1, 2))
    told = "Kommune 2024 2025\nOdder 110 120\nSamsø 210 220\nRy 310 320\nI alt 630 661\n"
    assert found(told) == [("I alt", 661, 660, "sure")]
    mixed = "Kommune Ja Nej\nOdder 110 120\nSamsø 21 22\nRy 310 320\nI alt 441 463\n"
    assert found(mixed) == [("I alt", 463, 462, "sure")]


@pytest.mark.parametrize("name", ["Alle kommuner", "Danmark", "Landet", "KKR Fyn", "Resultat"])
def test_a_last_row_that_is_a_total_in_some_papers(name):
    rows = (("Kommune", "A", "B"), ("Odder", "10", "7"), ("Samsø", "20", "8"), ("Ry", "30", "9"))
    assert found(table(*rows, (name, "60", "24"))) == []
    assert found(table(*rows, (name, "60", "25"))) == [(name, 25, 24, "likely")]
    # »Resultat« may be a difference as well, unless a column shows that it is the sum.
    near = [(name, 61, 60, "possible"), (name, 25, 24, "possible")]
    assert found(table(*rows, (name, "61", "25"))) == (near if name != "Resultat" else [])
    assert found(table(*rows, (name, "95", "2"))) == []


@pytest.mark.parametrize(
    "word", ["Subtotal", "Mellemsum", "Delsum", "TOTALT", "I alt kr.", "I alt¹"]
)
def test_more_words_for_a_total(word):
    rows = (("Post", "Beløb"), ("Løn", "100"), ("Leje", "50"), (word, "160"))
    assert found(table(*rows)) == [(word, 160, 150, "likely")]


@pytest.mark.parametrize("last", [("", "I alt", "65"), ("I alt", "", "65")])
def test_the_word_for_a_total_in_the_column_of_names(last):
    codes = (("Kode", "Kommune", "Antal"), ("101", "By", "10"), ("147", "Ry", "20"))
    assert found(table(*codes, ("151", "Bo", "30"), last)) == [("I alt", 65, 60, "likely")]
    words = (("Område", "Kommune", "Antal"), ("Nord", "By", "10"), ("Syd", "Ry", "20"))
    assert found(table(*words, ("Øst", "Bo", "30"), last)) == [("I alt", 65, 60, "likely")]


def test_a_dash_is_nil_where_another_total_of_the_table_shows_it():
    rows = (("Kommune", "A", "B"), ("Odder", "10", "–"), ("Samsø", "-", "5"), ("Ry", "4", "4"))
    assert found(table(*rows, ("I alt", "14", "10"))) == [("I alt", 10, 9, "likely")]
    text = table(*rows, ("I alt", "15", "10"))
    assert (found(text), counted(text)) == ([], (1, 0, 2))
    assert found(table(*rows, ("I alt", "14", "9")).replace("–", "—")) == []


def test_a_hidden_part_right_above_its_total_is_not_explained_by_subtotals():
    rows = (("Område", "Antal"), ("A", "1"), ("B", "2"), ("Nord i alt", "3"), ("C", "4"))
    rows += (("D", "5"), ("Syd i alt", "9"), ("E", "*"), ("F", "6"), ("Øst i alt", "11"))
    text = table(*rows)
    assert (found(text), counted(text)) == ([], (1, 1, 1))


def test_the_same_slip_in_two_tables_is_two_findings():
    one = "Tabel A\n" + table(("Post", "Antal"), ("X", "10"), ("Y", "20"), ("I alt", "35"))
    prose = "En lang tekst mellem de to tabeller. " * 4 + "\n"
    check = checked(one + prose + one)
    assert [item.finding.line for item in check.findings] == [5, 11]
    assert len({item.finding.id for item in check.findings}) == 2
    assert check.findings[0].finding.id == checked(one).findings[0].finding.id


def test_a_total_that_cannot_be_told_apart_is_counted_as_unknown():
    text = table(("Post", "Antal"), ("X", "10"), ("Y", "20", "3"), ("Z", "1"), ("I alt", "35"))
    assert (found(text), counted(text)) == ([], (1, 0, 1))


@pytest.mark.parametrize(
    "row", ["I alt\t1\t2\n", "Odder\t1\t2\nUdgifter i alt\t7\t9\n", "By\t1\t2\n"]
)
def test_the_work_grows_with_the_rows(row, monkeypatch):
    def added(times):
        count = 0
        add = sums.Sum.add

        def counting(self, *place):
            nonlocal count
            count += 1
            add(self, *place)

        monkeypatch.setattr(sums.Sum, "add", counting)
        (found,) = find_tables(paper_of_text("bilag.txt", row * times + "I alt\t5\t5\n").lines)
        list(candidates(found))
        monkeypatch.setattr(sums.Sum, "add", add)
        return count

    few, many = added(100), added(400)
    assert few > 0
    assert many <= 4 * few + 40


def test_a_table_of_thousands_of_rows_is_not_cut_into_tables():
    text = "By\t1\n" * 3000 + "I alt\t3000\n"
    assert (found(text), counted(text)) == ([], (1, 0, 0))
