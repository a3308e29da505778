"""Nobody can work out a small count from what is published: shown by solving it all at once."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.schemes.results_statement.answers import ATOMS, EFFECT, GREEN, USED, together
from tests.schemes.results_statement.publishing import SEGMENTS, published
from tests.schemes.results_statement.reader import OF_ALL

numbers = st.one_of(st.integers(0, 7), st.integers(0, 30), st.just(0))


def answers_to(line):
    return st.fixed_dictionaries(dict.fromkeys(ATOMS[line], numbers))


def segments_of(line, rest):
    return st.fixed_dictionaries(
        {"growth": answers_to(line), "operation": answers_to(line), "rest": rest(line)}
    )


def nobody(line):
    return st.just(dict.fromkeys(ATOMS[line], 0))


def pooled(line):
    return answers_to(line).map(lambda answers: {None: answers})


def surveyed(lines, when):
    """The lines with as many answered and unanswered in each part: all were asked everything."""
    asked = {
        part: max(sum(lines[line, when][part].values()) for line in OF_ALL) for part in SEGMENTS
    }
    for line in OF_ALL:
        parts = {part: dict(lines[line, when][part]) for part in SEGMENTS}
        for part, answers in parts.items():
            answers["unanswered"] += asked[part] - sum(answers.values())
        lines[line, when] = together(parts)


@st.composite
def first_versions(draw, rest=nobody):
    found = {}
    for when in ("now", "before"):
        for line in OF_ALL:
            found[line, when] = draw(segments_of(line, rest))
        surveyed(found, when)
    found[USED, "now"] = draw(pooled(USED))
    green, plain = draw(pooled(GREEN)), draw(pooled(EFFECT))
    found[GREEN, "now"] = green
    found[EFFECT, "now"] = {
        None: {atom: green[None][atom] + plain[None][atom] for atom in plain[None]}
    }
    return found


UP_TO_THREE = st.integers(1, 3)


@st.composite
def histories(draw, rest=nobody):
    """Up to three versions of a statement."""
    found = [draw(first_versions(rest))]
    for _ in range(draw(UP_TO_THREE) - 1):
        found.append(draw(changed(found[-1])))
    return found


@st.composite
def changed(draw, lines):
    """The lines with other answers in some parts of some of them."""
    found = dict(lines)
    for line in OF_ALL:
        parts = {part: dict(answers) for part, answers in lines[line, "now"].items() if part}
        for part in draw(st.sets(st.sampled_from(["growth", "operation"]))):
            atom = draw(st.sampled_from(ATOMS[line]))
            parts[part][atom] = max(0, parts[part][atom] + draw(st.integers(-9, 9)))
        found[line, "now"] = parts
    surveyed(found, "now")
    return found


@settings(max_examples=60)
@given(histories())
def test_no_small_count_can_be_worked_out_from_any_version(versions):
    found = published(versions)
    assert found.leaks() == []
    assert found.counts_found_out() == []


@settings(max_examples=20)
@given(first_versions(), first_versions())
def test_nor_from_the_national_table_beside_the_hubs_own(one, other):
    assert published([one], [other]).leaks() == []


@settings(max_examples=40)
@given(histories(rest=answers_to), st.booleans())
def test_nor_where_some_answers_have_no_segment(versions, rest_known):
    """Whether the reader knows those answers or not; known, they are nothing to protect."""
    found = published(versions, rest_known=rest_known)
    assert [leak for leak in found.leaks() if not (rest_known and found.is_the_rest(leak))] == []
