"""Which figures of an agreement are counted in the same answers, so that one gives another away."""

from collections.abc import Mapping
from functools import cache

from samvirke.agreements import Definition, MeasurePoint, load_agreements

_SAME = (
    "table",
    "questions",
    "counted",
    "dont_know",
    "unit_of_count",
    "segments",
    "guided_year",
    "columns_needed",
)


@cache
def wider_points(agreement: str) -> Mapping[str, str]:
    """Measure points that put another point's question to a part of its answers, with that point.

    The effect among those with green guidance is a part of the effect among all: the difference
    is the answers without green guidance.
    """
    points = _points(agreement)
    return {
        inner.id: outer.id
        for inner in points
        for outer in points
        if outer.definition.base == "all_answers" != inner.definition.base
        and _alike(inner.definition, outer.definition)
    }


@cache
def same_question(agreement: str) -> frozenset[str]:
    """Measure points whose printed definition counts other answers to the same question.

    The difference between the two counts is then itself a count of answers.
    """
    return frozenset(
        point.id
        for point in _points(agreement)
        if point.printed_definition is not None
        and point.printed_definition.questions == point.definition.questions
    )


def _points(agreement: str) -> tuple[MeasurePoint, ...]:
    return tuple(
        point
        for item in load_agreements()
        if item.id == agreement
        for point in item.measure_points
        if point.definition.table in ("evaluations", "awareness")
    )


def _alike(one: Definition, other: Definition) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _SAME)
