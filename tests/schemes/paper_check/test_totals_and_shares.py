"""Totals against parts and shares against numbers, with slips that were planted by hand."""

from fractions import Fraction

import pytest

from samvirke.records.archive import paper_of_text
from samvirke.schemes.paper_check import Grade, Kind, check_text

ANSWERS = """Svarprocent
	Medlemmer	Borgmestre	Øvrige	Svar	Svar, b	Svar, ø	Svarprocent	Procent, b	Procent, ø
KKR A	57	29	28	35	19	16	61 %	66 %	57 %
KKR B	31	17	14	22	14	8	71 %	82 %	57 %
KKR C	30	22	8	23	18	5	77 %	82 %	63 %
KKR D	34	19	15	16	12	4	47 %	63 %	27 %
KKR E	22	11	11	22	11	11	100 %	100 %	100 %
I alt	174	98	76	118	74	44	68 %	76 %	58 %"""

GRANT = """Beløbet fordeles sådan
Kommune\t1.000 kr.
Odder\t673
Samsø\t108
Struer\t609
I alt\t{total}"""

REGIONS = """Kvoter
Region Nord\t
773 Morsø\t3
787 Thisted\t5
Region Nord i alt\t8

Region Midt\t
741 Samsø\t-
751 Aarhus\t15
756 Ikast-Brande\t5
Region Midt i alt\t20

Danmark ialt\t{total}"""


def found(text):
    return [
        (item.finding.kind, item.finding.grade, item.finding.row, item.finding.got,
         item.finding.expected)
        for item in check_text(paper_of_text("bilag.txt", text)).findings
    ]  # fmt: skip


@pytest.mark.parametrize("text", [ANSWERS, GRANT.format(total="1.390"), REGIONS.format(total=28)])
def test_tables_that_hold_give_no_finding(text):
    assert found(text) == []


def test_a_share_that_misses_its_numbers():
    assert found(ANSWERS.replace("71 %", "77 %")) == [
        (Kind.SHARE, Grade.SURE, "KKR B", Fraction(77), Fraction(71))
    ]


def test_a_share_that_is_cut_off_instead_of_rounded_is_only_possible():
    assert found(ANSWERS.replace("66 %", "65 %")) == [
        (Kind.SHARE, Grade.POSSIBLE, "KKR A", Fraction(65), Fraction(66))
    ]


def test_a_total_that_misses_its_parts_is_found_in_each_way_it_shows():
    assert found(ANSWERS.replace("118", "128")) == [
        (Kind.TOTAL, Grade.SURE, "I alt", Fraction(128), Fraction(118)),
        (Kind.SHARE, Grade.SURE, "I alt", Fraction(68), Fraction(74)),
        (Kind.RELATION, Grade.SURE, "I alt", Fraction(128), Fraction(118)),
    ]


def test_a_part_that_does_not_fit_its_row():
    assert (Kind.RELATION, Grade.SURE, "KKR D", Fraction(34), Fraction(35)) in found(
        ANSWERS.replace("34	19	15", "34	19	16")
    )


@pytest.mark.parametrize(
    ("total", "grade"),
    [("1.391", Grade.POSSIBLE), ("1.389", Grade.POSSIBLE), ("1.392", Grade.LIKELY)],
)
def test_three_rounded_parts_may_miss_their_total_by_one_and_a_half(total, grade):
    got = Fraction(total.replace(".", ""))
    assert found(GRANT.format(total=total)) == [
        (Kind.TOTAL, grade, "I alt", got, Fraction(673 + 108 + 609))
    ]


@pytest.mark.parametrize("total", ["9.390", "390", "139", "1.930", "13.390"])
@pytest.mark.parametrize("label", ["I alt", "Total", "Samlet", "Sum:", "Samlet antal", "Tilsammen"])
def test_an_explicit_total_is_found_however_far_it_is_from_its_parts(label, total):
    assert found(GRANT.format(total=total).replace("I alt", label)) == [
        (Kind.TOTAL, Grade.LIKELY, label, Fraction(total.replace(".", "")), Fraction(1390))
    ]


def test_a_label_that_says_more_than_total_must_be_near_its_parts():
    text = GRANT.replace("I alt", "Region Midt i alt")
    assert found(text.format(total="9.390")) == []
    assert found(text.format(total="1.490")) == [
        (Kind.TOTAL, Grade.LIKELY, "Region Midt i alt", Fraction(1490), Fraction(1390))
    ]


def test_a_total_far_from_its_parts_in_each_of_two_columns_is_only_possible():
    rows = "Kommune\tMænd\tKvinder\nOdder\t12\t15\nSamsø\t3\t4\nStruer\t20\t18\nI alt\t99\t98"
    assert found(rows) == [
        (Kind.TOTAL, Grade.POSSIBLE, "I alt", Fraction(99), Fraction(35)),
        (Kind.TOTAL, Grade.POSSIBLE, "I alt", Fraction(98), Fraction(37)),
    ]


def test_a_mean_age_is_no_total():
    assert found("Kommune\tAlder\nOdder\t41\nSamsø\t47\nStruer\t44\nI alt\t44") == []


HIDDEN = "Kommune\tElever\nOdder\t{}\nSamsø\t{}\nStruer\t20\nI alt\t39"


def test_a_hidden_part_makes_the_total_unknown():
    assert found(HIDDEN.format(12, 3)) == [
        (Kind.TOTAL, Grade.LIKELY, "I alt", Fraction(39), Fraction(35))
    ]
    for hidden in ("*", "<5", "-", "..", "< 5"):
        check = check_text(paper_of_text("bilag.txt", HIDDEN.format(12, hidden)))
        assert (check.findings, check.tables, check.recomputed, check.unknown_totals) == (
            (), 1, 0, 1,
        )  # fmt: skip


def test_a_dash_for_nil_keeps_its_total():
    check = check_text(paper_of_text("bilag.txt", HIDDEN.format(19, "-")))
    assert (check.findings, check.recomputed, check.unknown_totals) == ((), 1, 0)


def test_subtotals_and_their_grand_total():
    assert found(REGIONS.format(total=30)) == [
        (Kind.TOTAL, Grade.SURE, "Danmark ialt", Fraction(30), Fraction(28))
    ]


def test_parts_of_a_part_are_not_counted_twice():
    text = "Post\tKr.\nLøn\t100\nHeraf vikarer\t40\nHusleje\t50\nUdgifter i alt\t150"
    assert found(text) == []


def test_negative_numbers():
    rows = "Post\t2020\t2021\nIndtægter\t1.000\t900\nUdgifter\t-750\t-800\nI alt\t250\t{total}"
    assert found(rows.format(total=100)) == []
    assert found(rows.format(total=110)) == [
        (Kind.TOTAL, Grade.LIKELY, "I alt", Fraction(110), Fraction(100))
    ]


ACCOUNTS = """Regnskab
Post\tBudget 2020\tRegnskab 2020\tBudget 2021
Indkrævet\t1.556.360\t1.556.360\t1.579.705
Overført\t450.228\t450.228\t588.866
Husleje\t29.600\t33.076\t33.076
Løn\t1.273.623\t1.292.533\t1.317.296
Møder\t25.000\t859\t25.000
I alt udgifter\t1.328.223\t1.326.468\t{expenses}
I alt indtægter\t2.006.588\t{income}\t2.168.571"""


def test_totals_of_incomes_and_of_expenses_in_one_table():
    right = {"expenses": "1.375.372", "income": "2.006.588"}
    assert found(ACCOUNTS.format(**right)) == []
    assert found(ACCOUNTS.format(**{**right, "expenses": "1.375.272"})) == [
        (Kind.TOTAL, Grade.SURE, "I alt udgifter", Fraction(1375272), Fraction(1375372))
    ]
    assert found(ACCOUNTS.format(**{**right, "income": "2.066.588"})) == [
        (Kind.TOTAL, Grade.SURE, "I alt indtægter", Fraction(2066588), Fraction(2006588))
    ]


def test_a_mean_is_no_total():
    assert found("Udsagn\tGns.\nEt\t3,7\nTo\t4,1\nTre\t2,8\nI alt\t3,5") == []


def test_shares_that_sum_to_about_a_hundred_are_rounded():
    rows = "Svar\tAndel\nJa\t33 %\nNej\t33 %\nVed ikke\t{last} %\nI alt\t100 %"
    assert found(rows.format(last=33)) == []
    assert found(rows.format(last=38)) == [
        (Kind.TOTAL, Grade.LIKELY, "I alt", Fraction(100), Fraction(104))
    ]


def test_a_difference_column_is_told_by_the_other_rows():
    rows = (
        "Post\tBudget\tRegnskab\tForskel\nLøn\t120\t110\t10\nKontor\t80\t92\t-12\n"
        "Møder\t40\t38\t2\nRejser\t33\t30\t3\nTryk\t20\t13\t{last}"
    )
    assert found(rows.format(last=7)) == []
    ((kind, grade, row, *_),) = found(rows.format(last=9))
    assert (kind, grade, row) == (Kind.RELATION, Grade.LIKELY, "Tryk")


def test_a_row_that_cannot_be_read_keeps_the_check_from_guessing():
    assert found(GRANT.format(total="1.391").replace("Struer\t609", "Struer\t609\t1")) == []


def test_a_finding_says_where_it_stands_and_what_it_misses():
    (item,) = check_text(paper_of_text("b.txt", "\f" + GRANT.format(total="1.391"))).findings
    document = item.finding.to_json("da")
    assert {key: document[key] for key in ("page", "line", "table", "row", "difference")} == {
        "page": 2,
        "line": 6,
        "table": "Beløbet fordeles sådan",
        "row": "I alt",
        "difference": 1,
    }
    assert "Afrunding af hver del kan forklare op til 1,5" in document["message"]


@pytest.mark.parametrize(
    "row", ["{}\t{},-", "{}\tkr. {},-", "{}: {} kr.", "{}: kr. {},-", "{} kr. {}", "{} {},-"]
)
def test_amounts_as_they_are_written(row):
    def text(total):
        amounts = {"Løn": "1.200.000", "Husleje": "300.000", "Møder": "100.000", "I alt": total}
        return "\n".join(["Budget", *(row.format(*each) for each in amounts.items())])

    assert found(text("1.600.000")) == []
    ((kind, grade, _, got, expected),) = found(text("1.700.000"))
    assert (kind, grade, got, expected) == (Kind.TOTAL, Grade.LIKELY, 1_700_000, 1_600_000)


@pytest.mark.parametrize(("total", "grades"), [("6,8", []), ("7", []), ("9", [Grade.LIKELY])])
def test_a_total_in_fewer_decimals_than_its_parts_is_rounded(total, grades):
    text = f"Post\tMio. kr.\nA\t1,25\nB\t2,5\nC\t3\nI alt\t{total}"
    assert [grade for _, grade, *_ in found(text)] == grades


def test_thirds_that_sum_to_a_tenth_less_are_rounding():
    text = "Svar\tAntal\tAndel\nA\t1\t33,3 %\nB\t1\t33,3 %\nC\t1\t33,3 %\nI alt\t3\t99,9 %"
    (item,) = check_text(paper_of_text("bilag.txt", text)).findings
    assert (item.finding.grade, item.finding.kind) == (Grade.POSSIBLE, Kind.SHARE)
    assert "Afrunding kan forklare det" in item.finding.message.da
