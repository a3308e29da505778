"""Two readings of a paper: what differs, and what merely moved."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from samvirke.papers.own_paper.comparing import Read, compared
from samvirke.records.archive import Line

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
