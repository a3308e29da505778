"""Each rule of ``docs/disclosure.md``: what a statement as it is would give away is hidden."""

from dataclasses import replace

import pytest
from tests.schemes.results_statement.answers import (
    ATOMS,
    EFFECT,
    GREEN,
    SATISFIED,
    SCORE,
    USED,
    statement_of,
    together,
)
from tests.schemes.results_statement.publishing import published

from samvirke.figures import Text
from samvirke.schemes.results_statement import FileUsed, released


def satisfied(yes=0, no=0, unanswered=0):
    return {"yes": yes, "unsure": 0, "no": no, "unanswered": unanswered}


def scored(promoters=0, passives=0, detractors=0, unanswered=0):
    return dict(zip(ATOMS[SCORE], (promoters, passives, detractors, unanswered), strict=True))


def version(growth, operation, **lines):
    """A version of the satisfaction alone, or of the lines that are given."""
    rest = dict.fromkeys(growth, 0)
    first = together({"growth": growth, "operation": operation, "rest": rest})
    return {(SATISFIED, "now"): first} | lines


def scores(growth, operation):
    rest = dict.fromkeys(growth, 0)
    return {(SCORE, "now"): together({"growth": growth, "operation": operation, "rest": rest})}


def only_answers(line, **answers):
    return {(line, "now"): {None: dict.fromkeys(ATOMS[line], 0) | answers}}


# What each rule is for: versions that would give a small number away if it did not hold.
TEMPTATIONS = {
    "a small count": [only_answers(EFFECT, yes=38, no=2)],
    "a base under five": [only_answers(GREEN, yes=3)],
    "a score of few detractors": [only_answers(SCORE, promoters=18, passives=1, detractors=1)],
    "the share without don't knows": [only_answers(EFFECT, yes=20, unsure=2, no=10)],
    "the other definition": [only_answers(USED, used=20, expects=2, no=10)],
    "one segment subtracted": [version(satisfied(3, 9), satisfied(20, 20))],
    "a segment of a score subtracted": [scores(scored(3, 5, 5), scored(20, 20, 20))],
    "six are one and five": [version(satisfied(1), satisfied(5))],
    "eight are four and four": [version(satisfied(4), satisfied(4))],
    "verdicts that leave one way": [version(satisfied(4), satisfied(4, 5))],
    "two more in the next version": [
        version(satisfied(20, 20), satisfied(20, 20)),
        version(satisfied(22, 20), satisfied(20, 20)),
    ],
    "a segment hidden in the first version only": [
        version(satisfied(3, 9), satisfied(20, 20)),
        version(satisfied(13, 9), satisfied(20, 20)),
    ],
    "the effect without green guidance": [
        only_answers(GREEN, yes=20, no=20) | only_answers(EFFECT, yes=23, no=20)
    ],
    "the don't knows without green guidance": [
        only_answers(GREEN, yes=20, unsure=6, no=20) | only_answers(EFFECT, yes=30, unsure=8, no=30)
    ],
    "who did not answer the other question": [
        version(satisfied(20, 17, 3), satisfied(20, 20))
        | scores(scored(10, 10, 10, 10), scored(20, 10, 10))
    ],
}


@pytest.mark.parametrize("versions", TEMPTATIONS.values(), ids=TEMPTATIONS)
def test_what_a_statement_would_give_away_is_hidden(versions):
    def as_it_is(statement, *, earlier):
        return statement

    unhidden, public = published(versions, release=as_it_is), published(versions)
    assert [*unhidden.leaks(), *unhidden.counts_found_out()]
    assert [*public.leaks(), *public.counts_found_out()] == []


def test_the_rows_of_files_are_for_the_hub_alone():
    used = FileUsed(Text("Brugerevaluering", "User evaluation"), "svar.csv", "5e" * 32, rows=43)
    own = replace(statement_of(), files=(used,))
    assert released(own).files == (replace(used, rows=None),)
    assert own.files == (used,)
