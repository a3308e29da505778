"""Does everything in an effect statement that can be computed from the rest of it follow from it?

The effects rest on companies that are not here. But an effect is a difference of two growths, a
national one the mean of its parts, an interval lies around it, and a verdict follows from it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from samvirke.agreements import EffectDefinition, MeasurePoint, Threshold
from samvirke.agreements.requirements import requirement
from samvirke.agreements.vocabulary import Measure
from samvirke.effects.disclosure import Key, sums
from samvirke.effects.growth import Growth
from samvirke.effects.pair_effect import Z, has_mean
from samvirke.figures import canonical
from samvirke.schemes.effect_statement.choices import other_choices
from samvirke.schemes.effect_statement.judging import DECIMALS, certainty, verdict, verdict_beside
from samvirke.schemes.effect_statement.model import (
    Band,
    Estimate,
    Line,
    MeasureResult,
    Part,
    PointYear,
)

_NEAR = 4 * 10.0**-DECIMALS
"""How far numbers of so many decimals, computed from each other, may lie apart."""


def follows(point: PointYear, held: MeasurePoint, definition: EffectDefinition) -> bool:
    """Whether the point is the agreement's ``held``, measured by ``definition``, and its numbers
    agree with each other.
    """
    return all(_of_point(point, held, definition))


def _of_point(point: PointYear, held: MeasurePoint, definition: EffectDefinition) -> Iterator[bool]:
    yield (point.title, point.clause, point.segment) == (
        held.title,
        held.clause,
        held.definition.segments,
    )
    yield point.ended_year == point.year - definition.horizon_years
    yield point.base_year == point.ended_year + definition.base_offset
    yield point.shown_from == definition.disclosure.minimum
    yield _all_counted(point)
    thresholds = _thresholds(point, held)
    if point.measures:
        yield [one.measure for one in point.measures] == list(thresholds)
    for one in point.measures:
        threshold = thresholds.get(one.measure)
        yield threshold is not None and all(_of_measure(point, one, threshold, definition))


def _all_counted(point: PointYear) -> bool:
    """Whether everybody who was guided has a pair or a reason for having none."""
    if point.why_not is not None:  # Nobody was matched.
        return not point.matched and not point.measures
    if point.guided is None or point.matched is None or point.unmatched is None:
        return True
    return point.guided == point.matched + sum(point.unmatched.values())


def _thresholds(point: PointYear, held: MeasurePoint) -> dict[str, Threshold]:
    """The agreement's thresholds of the year, by what they measure."""
    asked = dict.fromkeys(
        threshold.measure for threshold in held.thresholds if point.year in threshold.years
    )
    found = {name: requirement(held, year=point.year, measure=name).threshold for name in asked}
    return {cast(Measure, name): one for name, one in found.items() if one is not None}


def _of_measure(
    point: PointYear, one: MeasureResult, threshold: Threshold, definition: EffectDefinition
) -> Iterator[bool]:
    least = definition.minimum_pairs
    told = (one.operator, one.threshold, one.threshold_clause)
    yield told == (threshold.operator, canonical(threshold.number), threshold.clause)
    yield one.verdict == verdict(one.estimate, threshold, least)
    yield one.certainty == certainty(one.estimate, threshold)
    yield from _parts(one, definition, least)
    if one.estimate is None:
        return
    error = one.abadie_imbens_error if definition.replacement else one.clustered_error
    band = one.band if error is None else None
    yield _difference(one.estimate) and _interval(one.estimate, band)
    yield error is None or one.estimate.error == error
    yield from _trials(one, one.estimate)
    yield from _lines(one.lines, definition)
    yield from _counts(point, one, one.estimate, definition)


def _difference(estimate: Estimate) -> bool:
    guided, controls = estimate.growths
    return _near(estimate.value, guided - controls)


def _interval(estimate: Estimate, band: Band | None = None) -> bool:
    """Whether the interval is the error's, or the bootstrap's ``band`` that stands for it."""
    told = (estimate.low, estimate.high, estimate.error)
    if band is not None:
        return told == (band.low, band.high, band.error)
    if estimate.low is None or estimate.high is None or estimate.error is None:
        return told == (None, None, None)
    reach = Z * estimate.error
    return _near(estimate.low, estimate.value - reach) and _near(
        estimate.high, estimate.value + reach
    )


def _trials(one: MeasureResult, estimate: Estimate) -> Iterator[bool]:
    """The placebos that are counted as large; lowest and highest in their order."""
    if one.placebos is not None:
        sizes = [abs(value) - abs(estimate.value) for value in one.placebos.estimates]
        least, most = (sum(size >= edge for size in sizes) for edge in (_NEAR, -_NEAR))
        yield least <= one.placebos.as_far <= most
    if one.left_out is not None:
        yield one.left_out.lowest <= one.left_out.highest
    if one.band is not None:
        yield one.band.low <= one.band.high


def _lines(lines: tuple[Line, ...], definition: EffectDefinition) -> Iterator[bool]:
    """Every line of another choice is the one that the definition leads to."""
    told = {line.code: line.label for line in lines}
    labels = {choice.code: choice.label for choice in other_choices(definition)}
    yield len(told) == len(lines)
    yield all(told.get(code) == label for code, label in labels.items())
    for line in lines:
        yield line.estimate is None or _interval(line.estimate)


def _counts(
    point: PointYear, one: MeasureResult, estimate: Estimate, definition: EffectDefinition
) -> Iterator[bool]:
    if point.matched is not None:
        yield estimate.guided <= point.matched
        if one.lost is not None and definition.ratio == 1:
            lost = one.lost.gone + one.lost.merged + one.lost.unknown
            yield estimate.guided == point.matched - lost


def _parts(one: MeasureResult, definition: EffectDefinition, least: int) -> Iterator[bool]:
    parts = {(part.hub, part.theme): part for part in one.parts}
    yield len(parts) == len(one.parts)
    for part in one.parts:
        if part.hidden is None:
            yield part.estimate is not None and part.guided == part.estimate.guided
            yield part.verdict == (verdict_beside(part.estimate, one, least) or "too_few")
        if part.estimate is not None:
            yield _difference(part.estimate)
    yield _is_whole(one, parts.get((None, None)))
    shown = {key: part.estimate for key, part in parts.items() if part.estimate is not None}
    for total, *keys in sums(parts):
        yield _adds_up(total, keys, shown, definition)


def _is_whole(one: MeasureResult, part: Part | None) -> bool:
    """Whether the part of all hubs and themes is the national effect."""
    if part is None or part.estimate is None or one.estimate is None:
        return one.estimate is None and (part is None or part.estimate is None)
    return (part.estimate.value, part.guided) == (one.estimate.value, one.estimate.guided)


def _adds_up(
    total: Key, keys: Sequence[Key], shown: Mapping[Key, Estimate], definition: EffectDefinition
) -> bool:
    """Whether a total that is shown with all its parts is their sum, and a mean their mean."""
    if total not in shown or not all(key in shown for key in keys):
        return True
    whole, parts = shown[total], [shown[key] for key in keys]
    if whole.guided != sum(part.guided for part in parts):
        return False
    weighted = sum(part.guided * part.value for part in parts) / whole.guided
    return not has_mean(Growth(definition.growth)) or _near(whole.value, weighted)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _NEAR
