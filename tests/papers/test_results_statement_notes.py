"""The notes: every calculation once, with pointers instead of repetitions."""

from fractions import Fraction

import pytest
from tests.papers.statement_example import clause, count, share

from samvirke.figures import Derivation, Given, Operation, Text, address, derive
from samvirke.figures.units import ANSWERS, COMPANIES, PERCENT, PERCENTAGE_POINTS
from samvirke.papers.results_statement.notes import NoteBook

RULE = Text("regel", "rule")
SOURCE = clause("7.2")


def given(name, value):
    return Given(Text(name, name), Fraction(value), COMPANIES, SOURCE)


def total(parts, name="I alt"):
    inputs = tuple(given(f"Del {at}", value) for at, value in enumerate(parts))
    return derive(Text(name, name), COMPANIES, Derivation(RULE, SOURCE, Operation.SUM, inputs))


def part_of(whole, name):
    derivation = Derivation(RULE, SOURCE, Operation.PERCENTAGE, (given(name, 1), whole))
    return derive(Text(f"Andel {name}", name), PERCENT, derivation)


def words(note):
    return [step.words for step in note.steps]


def test_a_long_sum_that_others_use_is_told_once_in_a_note_of_its_own():
    notes = NoteBook("da")
    whole = total([1] * 7)
    assert [notes.number(part_of(whole, name)) for name in ("a", "b")] == [2, 3]
    assert [note.title for note in notes.notes] == ["I alt", "Andel a", "Andel b"]
    assert len(notes.notes[0].steps) == 1 + 1 + 7
    assert "I alt: 7 virksomheder (Sådan er tallene beregnet, note 1)" in words(notes.notes[2])


@pytest.mark.parametrize(("parts", "own"), [(6, False), (7, True)])
def test_a_sum_of_six_is_still_written_out_where_it_is_used(parts, own):
    notes = NoteBook("da")
    notes.number(part_of(total([1] * parts), "a"))
    assert (len(notes.notes) == 2) == own


def test_a_part_that_a_calculation_uses_twice_is_told_once():
    one, other = (share(Text(n, n), at, 10, SOURCE) for n, at in (("Første", 3), ("Anden", 2)))
    points = derive(
        Text("Forskel", "Difference"),
        PERCENTAGE_POINTS,
        Derivation(RULE, SOURCE, Operation.DIFFERENCE, (one, other)),
    )
    relative = derive(
        Text("Afvigelse", "Deviation"),
        PERCENT,
        Derivation(RULE, SOURCE, Operation.PERCENTAGE, (points, other)),
    )
    notes = NoteBook("da")
    notes.number(relative)
    told = words(notes.notes[0])
    assert told.count("Anden: 100 × 2 svar / 10 svar = 20 pct.") == 1
    assert told.count("Anden: 20 pct. (Sådan er tallene beregnet, her ovenfor)") == 1


def test_a_note_that_exists_is_named_instead_of_told_again():
    notes = NoteBook("en")
    inner = share(Text("Del", "Part"), 1, 2, SOURCE)
    notes.number(inner)
    outer = derive(
        Text("x", "Twice"), PERCENT, Derivation(RULE, SOURCE, Operation.SUM, (inner, inner))
    )
    assert notes.number(outer) == 2
    assert words(notes.notes[1])[2:] == [
        "Part: 50 per cent (How the numbers were computed, note 1)",
        "Part: 50 per cent (How the numbers were computed, note 1)",
    ]
    assert notes.with_named([2]) == (1, 2)


def test_the_same_figure_has_the_same_note():
    notes = NoteBook("da")
    figure = share(Text("Del", "Part"), 1, 2, SOURCE)
    again = share(Text("Del", "Part"), 1, 2, SOURCE)
    assert (notes.number(figure), notes.number(again), len(notes.notes)) == (1, 1, 1)


def test_a_figure_that_only_repeats_a_count_is_told_as_the_count():
    counted = count(Text("Svar", "Answers"), 5, ANSWERS, "q")
    derivation = Derivation(RULE, SOURCE, Operation.SUM, (counted,))
    alone = derive(Text("Antal", "Number"), ANSWERS, derivation)
    published = derive(Text("Antal", "Number"), ANSWERS, derivation, address=address("x", "antal"))
    notes = NoteBook("da")
    assert (notes.number(counted), notes.number(alone), notes.number(published)) == (1, 1, 2)
    assert words(notes.notes[0])[0] == "Svar: 5 svar"
    assert notes.notes[1].address == "/tal/x/antal"


def test_a_number_that_a_document_states_has_no_note():
    notes = NoteBook("da")
    assert (notes.number(given("Krav", 1)), notes.number(None), notes.notes) == (None, None, ())


def test_figures_of_one_name_are_told_apart_in_the_title():
    notes = NoteBook("da")
    notes.number(share(Text("Andel", "Share"), 1, 2, SOURCE), of="året før")
    assert notes.notes[0].title == "Andel (året før)"
