"""Tables as other offices lay them out; what each holds and what is wrong was reckoned by hand."""

from fractions import Fraction

import pytest

from samvirke.records.archive import paper_of_text
from samvirke.schemes.paper_check import check_text


def found(text):
    """Whether the table was recomputed, and each finding by kind, row, got and expected."""
    check = check_text(paper_of_text("bilag.txt", text))
    findings = [
        (one.finding.kind.value, one.finding.row, one.finding.got, one.finding.expected)
        for one in check.findings
    ]
    return check.recomputed, findings


def table(rows, between="\t"):
    return "".join(f"{between.join(row)}\n" for row in rows)


WITH_ROW_TOTALS = [
    ("Kommune", "Børn", "Voksne", "I alt"),
    ("Odder", "12", "30", "42"),
    ("Samsø", "3", "7", "10"),
    ("Struer", "20", "40", "60"),
    ("Sum", "35", "77", "112"),
]


@pytest.mark.parametrize("between", ["\t", "    "])
def test_totals_by_row(between):
    assert found(table(WITH_ROW_TOTALS, between)) == (1, [])
    wrong = [row if row[0] != "Samsø" else (*row[:3], "11") for row in WITH_ROW_TOTALS]
    wrong[-1] = ("Sum", "35", "77", "113")  # follows from the 11, and is not told
    assert found(table(wrong, between)) == (1, [("relation", "Samsø", 11, 10)])


def test_a_total_by_row_that_the_column_s_total_does_not_follow():
    wrong = [row if row[0] != "Samsø" else (*row[:3], "11") for row in WITH_ROW_TOTALS]
    assert found(table(wrong)) == (
        1,
        [("total", "Sum", 112, 113), ("relation", "Samsø", 11, 10)],
    )


def test_a_column_called_total_that_is_something_else_is_let_be():
    rows = [
        ("Kommune", "2021", "2022", "I alt"),
        ("Odder", "12", "30", "99"),
        ("Samsø", "3", "7", "55"),
        ("Struer", "20", "40", "71"),
    ]
    assert found(table(rows))[1] == []


@pytest.mark.parametrize(
    ("heading", "signs"),
    [("Afvigelse", 1), ("Forskel", 1), ("Mindreforbrug", 1), ("Afvigelse", -1)],
)
def test_differences_by_row(heading, signs):
    def rows(of_meetings):
        numbers = [("Løn", 100, 90, 10), ("Leje", 50, 55, -5), ("It", 30, 33, -3)]
        numbers += [("Møder", 20, 15, of_meetings)]
        told = [(name, str(a), str(b), str(c * signs)) for name, a, b, c in numbers]
        return [("Post", "Budget", "Regnskab", heading), *told]

    assert found(table(rows(5))) == (1, [])
    assert found(table(rows(6))) == (1, [("relation", "Møder", 6 * signs, 5 * signs)])


def test_a_total_that_stands_first():
    rows = [("Område", "Antal"), ("I alt", "60"), ("Odder", "10"), ("Samsø", "20"), ("Skive", "30")]
    assert found(table(rows)) == (1, [])
    rows[1] = ("I alt", "66")
    assert found(table(rows)) == (1, [("total", "I alt", 66, 60)])


def test_a_total_that_stands_first_over_some_of_its_parts_is_let_be():
    rows = [("Område", "Antal"), ("I alt", "600"), ("Odder", "10"), ("Samsø", "20"), ("Ry", "30")]
    assert found(table(rows)) == (0, [])


@pytest.mark.parametrize(
    ("cells", "right", "wrong"),
    [
        (("1.250.000", "(250.000)", "99.500"), "1.099.500", "1.099.050"),
        (("5.000-", "3.200", "300"), "1.500-", "1.600-"),
        (("−5.000", "3.200", "300"), "−1.500", "−1.600"),
        (("1 200", "3 400", "100"), "4 700", "4 800"),
        (("kr. 1.200,00", "kr. 3.400,50", "kr. 0,50"), "kr. 4.601,00", "kr. 4.610,00"),
        (("1.200,-", "3.400,-", "100,-"), "4.700,-", "4.800,-"),
    ],
)
def test_ways_to_write_money(cells, right, wrong):
    def rows(total):
        return [("Post", "2024"), *zip("ABC", cells, strict=True), ("I alt", total)]

    assert found(table(rows(right))) == (1, [])
    recomputed, findings = found(table(rows(wrong)))
    assert (recomputed, [kind for kind, *_ in findings]) == (1, ["total"])


@pytest.mark.parametrize("word", ["I alt", "Ialt", "Total", "Totalt", "Sum", "Samlet", "Tilsammen"])
def test_words_for_a_total(word):
    rows = [("Post", "A"), ("X", "10"), ("Y", "5"), (word, "16")]
    assert found(table(rows)) == (1, [("total", word, 16, 15)])


def test_a_table_between_bars():
    text = "| Kommune | Antal |\n|---|---:|\n| Odder | 12 |\n| Samsø | 3 |\n| I alt | 16 |\n"
    assert found(text) == (1, [("total", "I alt", 16, 15)])


@pytest.mark.parametrize("furniture", ["\f", "\f\nKKR Nordjylland\n2\n\n", "\fSide 2 af 3\n"])
@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_over_two_pages(furniture, repeated):
    head = ("Kommune", "Kr.")
    first = table([head, ("Odder", "1.200"), ("Samsø", "800"), ("Struer", "950")])
    second = table([*([head] if repeated else []), ("Skive", "1.050"), ("Ry", "2.000")])
    for total, findings in (("6.000", []), ("6.100", [("total", "I alt", 6100, 6000)])):
        assert found(first + furniture + second + f"I alt\t{total}\n") == (1, findings)


def test_the_headings_of_columns_that_stand_apart_by_spaces_are_known():
    text = "Udgifter\n\nKommune    Kr.    Pct.\n-------    ---    ----\n"
    text += (
        "Odder      50     50\nSamsø      30     30\nRy         20     25\nI alt     100    100\n"
    )
    assert found(text)[1] == [
        ("total", "I alt", 100, 105),
        ("share", "Ry", 25, Fraction(20)),
    ]
