"""What a secretary reads where a file is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from samvirke.figures import Text
from samvirke.records import InputError, Problem, read_yaml
from samvirke.records.problems import shorten

WHAT = Text(da="Feltet »value« mangler her.", en="The field 'value' is missing here.")
VALID = Text(da="et tal", en="a number")


@pytest.mark.parametrize(
    ("problem", "danish", "english"),
    [
        (
            Problem("aftale.yaml", None, WHAT),
            "aftale.yaml: Feltet »value« mangler her.",
            "aftale.yaml: The field 'value' is missing here.",
        ),
        (
            Problem("aftale.yaml", 12, WHAT, valid=VALID),
            "aftale.yaml, linje 12: Feltet »value« mangler her.\n  Gyldigt: et tal",
            "aftale.yaml, line 12: The field 'value' is missing here.\n  Valid: a number",
        ),
        (
            Problem("aftale.yaml", 12, WHAT, got="1.200", valid=VALID, example="value: 1200"),
            "aftale.yaml, linje 12: Feltet »value« mangler her.\n"
            "  Der står: 1.200\n  Gyldigt: et tal\n  Eksempel: value: 1200",
            "aftale.yaml, line 12: The field 'value' is missing here.\n"
            "  Got: 1.200\n  Valid: a number\n  Example: value: 1200",
        ),
    ],
)
def test_a_problem_in_both_languages(problem: Problem, danish: str, english: str) -> None:
    assert (problem.in_language("da"), problem.in_language("en")) == (danish, english)


def test_an_error_lists_its_problems_in_their_order() -> None:
    error = InputError([Problem("b.yaml", 2, WHAT), Problem("a.yaml", 1, WHAT)])
    assert error.in_language("da") == (
        "b.yaml, linje 2: Feltet »value« mangler her.\na.yaml, linje 1: Feltet »value« mangler her."
    )


def test_an_error_is_printed_in_english() -> None:
    error = InputError([Problem("a.yaml", 1, WHAT)])
    assert str(error) == "a.yaml, line 1: The field 'value' is missing here."


def test_a_long_tail_is_counted() -> None:
    error = InputError([Problem("a.yaml", line, WHAT) for line in range(1, 251)])
    tails = [error.in_language("da").splitlines()[50:], error.in_language("en").splitlines()[50:]]
    assert tails == [["… og 200 fejl mere."], ["… and 200 more errors."]]


def test_fifty_problems_are_all_listed() -> None:
    error = InputError([Problem("a.yaml", line, WHAT) for line in range(1, 51)])
    assert error.in_language("en").splitlines() == [
        f"a.yaml, line {line}: The field 'value' is missing here." for line in range(1, 51)
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("kort", "kort"),
        ("  to\n linjer\t ", "to linjer"),
        ("a\x1b[31mb", "a·[31mb"),
        ("a\x00b\x7fc\u202ed\u200be", "a·b·c·d·e"),
        ("x" * 120, "x" * 120),
        ("x" * 121, "x" * 120 + "…"),
        ("æøå §–»«", "æøå §–»«"),
    ],
)
def test_what_was_got_is_cut_and_cleaned(text: str, shown: str) -> None:
    assert shorten(text) == shown


@pytest.mark.parametrize(
    "content",
    ['"\\e[2J": 1\n"\\e[2J": 2\n', "a: *" + "x" * 10_000, ('"' + "x" * 900 + '": 1\n') * 2],
    ids=["control character in a double field", "long alias", "long double field"],
)
def test_no_message_carries_control_characters_or_a_whole_file(
    write: Callable[[str | bytes], Path], content: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_yaml(write(content))
    lines = caught.value.in_language("da").splitlines()
    assert [line for line in lines if len(line) > 300 or not line.isprintable()] == []
