"""Two readings of a paper: what differs, and what merely moved."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from samvirke.papers.own_paper.comparing import Read, compared
from samvirke.records.archive import Line
from samvirke.schemes.paper_check import Grade

RIGHT = ("Omfang", "Forløb\t1.200\t71,2 %", "Virksomheder\t980", "Samvirke 0.1.0 · op\t1 / 2")


def read(*lines, headings=("Omfang",)):
    numbered = (Line(number, 1, text) for number, text in enumerate(lines, start=1))
    return Read(tuple(numbered), frozenset(headings))


def told(*lines):
    found = compared(read(*lines), read(*RIGHT), "op.json").findings
    return [(one.line, one.table, one.row, one.got, one.expected) for one in found]


def test_the_same_words_with_other_spaces_and_another_release_are_the_same():
    lines = ("Omfang", "Forløb 1.200  71,2 %", "Virksomheder\t980", "Samvirke 0.9.3 · op\t1 / 2")
    assert told(*lines) == []


def test_each_number_that_differs_is_told_by_itself():
    assert told("Omfang", "Forløb\t1.300\t72,2 %", *RIGHT[2:]) == [
        (2, "Omfang", "Forløb", 1300, 1200),
        (2, "Omfang", "Forløb", Fraction(361, 5), Fraction(356, 5)),
    ]


def test_words_that_differ_are_told_as_words():
    assert told(RIGHT[0], RIGHT[1], "Personer\t980", RIGHT[3]) == [
        (3, "Omfang", "Personer", "Personer", "Virksomheder")
    ]


def test_a_line_too_many_and_a_line_too_few():
    assert told(*RIGHT[:2], "Et tal mere\t17", *RIGHT[2:]) == [
        (3, "Omfang", "Et tal mere", "Et tal mere 17", None)
    ]
    assert told(RIGHT[0], RIGHT[1], RIGHT[3]) == [
        (None, None, "Virksomheder", None, "Virksomheder 980")
    ]


def test_a_line_that_moved_is_no_difference():
    assert told(RIGHT[0], RIGHT[2], RIGHT[1], RIGHT[3]) == []


def test_a_paper_many_times_longer_is_another_one():
    lines = [f"linje {number}" for number in range(1100)]
    assert [one.got for one in compared(read(*lines), read(*RIGHT), "op.json").findings] == [None]


def test_a_paper_that_differs_in_most_lines_is_another_one():
    right, other = ([f"{word} {at}" for at in range(100)] for word in ("linje", "andet"))
    assert [one.got for one in compared(read(*other), read(*right), "op.json").findings] == [None]
    assert len(compared(read(*other[:60], *right[60:]), read(*right), "op.json").findings) == 60


def test_lines_that_are_missing_together_are_one_finding():
    (two,) = compared(read(RIGHT[0], RIGHT[3]), read(*RIGHT), "op.json").findings
    assert (two.grade, two.expected) == (Grade.SURE, "Forløb 1.200 71,2 %")
    assert two.message.da == (
        "»Forløb 1.200 71,2 %« og 1 linje efter den mangler: det kommer ud, når papiret laves igen "
        "fra op.json."
    )


def test_a_whole_section_too_many_is_told_to_come_from_another_object():
    """One sure finding; the number that was changed too may follow from the same."""
    section = ("Et afsnit", "der ikke", "var der")
    got = read("Omfang", "Forløb\t1.300\t71,2 %", "Virksomheder\t980", *section, RIGHT[3])
    lead, *others = compared(got, read(*RIGHT), "op.json").findings
    assert (lead.grade, lead.line, lead.got) == (Grade.SURE, 1, None)
    assert lead.message.da.startswith(
        "Papiret er ikke lavet af op.json, som det er nu: 4 linjer er anderledes"
    )
    assert [(one.grade, one.got, one.expected) for one in others] == [
        (Grade.POSSIBLE, 1300, 1200),
        (Grade.POSSIBLE, "Et afsnit", None),
    ]


def test_heads_and_feet_of_pages_too_many_are_not_told():
    def pages(*numbers):
        foot = "Samvirke 0.1.0 · op\t{page} / {last}"
        texts = ((page, ("Opgørelse", f"Side om {page}", foot)) for page in numbers)
        return Read(
            tuple(
                Line(at, page, line.format(page=page, last=numbers[-1]))
                for page, lines in texts
                for at, line in enumerate(lines, start=1)
            )
        )

    found = compared(pages(1, 2, 3), pages(1, 2), "op.json").findings
    assert [(one.page, one.line, one.got) for one in found] == [(3, 2, "Side om 3")]


LINES = st.lists(
    st.sampled_from([*RIGHT, "–", "", "I alt\t5\t6", "x" * 400]), min_size=1, max_size=30
)


@settings(max_examples=80)
@given(got=LINES, expected=LINES)
def test_any_two_readings_have_an_outcome(got, expected):
    found = compared(read(*got), read(*expected), "op.json").findings
    assert (found == []) == (
        sorted(" ".join(line.split()) for line in got)
        == sorted(" ".join(line.split()) for line in expected)
    )
