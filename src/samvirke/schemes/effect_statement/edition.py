"""The edition for the public: no matches, no hidden number, and nothing that gives one back."""

from collections.abc import Iterator
from dataclasses import replace

from samvirke.effects.disclosure import Hidden, determined, sums
from samvirke.figures import Text
from samvirke.schemes.effect_statement.model import (
    EffectStatement,
    Line,
    MeasureResult,
    PointYear,
    ScoreSummary,
)
from samvirke.schemes.effect_statement.parts import published
from samvirke.schemes.effect_statement.waterfall import published_waterfalls


def public(statement: EffectStatement) -> EffectStatement:
    """The statement without matches and without what must be hidden; again, it is unchanged."""
    points = tuple(_point(point) for point in statement.points)
    waterfalls = published_waterfalls(statement.waterfalls, points)
    return replace(statement, points=points, waterfalls=waterfalls)


def shows_few(statement: EffectStatement) -> bool:
    """Whether a number rests on fewer companies than its point's ``shown_from``, or hidden parts
    follow from those shown or are together fewer.
    """
    minimum = {point.segment: point.shown_from for point in statement.points}
    told = [
        guided < point.shown_from
        for point in statement.points
        for measure in point.measures
        for guided in _guided(measure)
    ]
    told += [
        event.guided is not None and event.guided < minimum.get(study.segment, 0)
        for study in statement.events
        for event in study.events
    ]
    told += [
        _gives_away(measure, point.shown_from)
        for point in statement.points
        for measure in point.measures
    ]
    return any(told)


def _gives_away(measure: MeasureResult, minimum: int) -> bool:
    """Whether a reader can work out hidden parts, or that few companies stand behind them."""
    parts = {(part.hub, part.theme): part for part in measure.parts}
    hidden = {key: Hidden(part.hidden) for key, part in parts.items() if part.hidden is not None}
    lines = sums(parts)
    if determined(hidden, lines):
        return True
    for total, *keys in lines:
        told = [parts[key].guided or 0 for key in keys if key not in hidden]
        whole = parts[total].guided
        if whole is not None and len(told) < len(keys) and whole - sum(told) < minimum:
            return True
    return False


def _guided(measure: MeasureResult) -> Iterator[int]:
    """The numbers of guided companies that the measure's shown estimates rest on."""
    estimates = [
        measure.estimate,
        *(line.estimate for line in measure.lines),
        *(part.estimate for part in measure.parts),
    ]
    yield from (one.guided for one in estimates if one is not None)


def _point(point: PointYear) -> PointYear:
    measures = tuple(_measure(one) for one in point.measures)
    told = replace(point, matches=(), measures=measures)
    few = point.matched is None or point.matched < point.shown_from
    if any(_is_hidden(one) for one in point.measures) or (few and point.matched != 0):
        told = replace(told, guided=None, matched=None, unmatched=None, cells=None)
        return replace(told, balance=(), score=None)
    if few:
        return replace(told, balance=(), score=None)
    return replace(told, score=_score(point))


def _score(point: PointYear) -> ScoreSummary | None:
    """The score without its quantiles where fewer than the minimum lie beyond the outer ones."""
    beyond = (point.guided or 0) // 10
    if point.score is None or beyond >= point.shown_from:
        return point.score
    return replace(point.score, guided=None, others=None)


def _is_hidden(measure: MeasureResult) -> bool:
    """Whether the national effect itself is hidden."""
    return any(part.hub is None and part.theme is None and part.hidden for part in measure.parts)


def _measure(measure: MeasureResult) -> MeasureResult:
    """National numbers go with the national part."""
    parts = tuple(published(measure.parts))
    if not _is_hidden(measure):
        return replace(measure, parts=parts, lines=tuple(_line(line) for line in measure.lines))
    return replace(
        measure,
        parts=parts,
        estimate=None,
        why_not=_FEW,
        abadie_imbens_error=None,
        clustered_error=None,
        verdict="too_few",
        certainty=None,
        naive=None,
        lost=None,
        pulled_in=None,
        lines=(),
        band=None,
        placebos=None,
        left_out=None,
    )


def _line(line: Line) -> Line:
    """Two lines may rest on the same guided companies but for a few, though not on the same pairs:
    the growth of each group by itself would then tell on the few.
    """
    if line.hidden is None:
        told = line.estimate and replace(line.estimate, guided_growth=None, control_growth=None)
        return replace(line, estimate=told)
    why = _FOLLOWS if line.hidden == "subtraction" else _FEW
    return replace(line, estimate=None, why_not=why)


_FOLLOWS = Text(
    da="Skjult: tallet for få virksomheder ville følge ved at trække fra.",
    en="Hidden: the number of few companies would follow by subtraction.",
)
_FEW = Text(
    da="Skjult: for få virksomheder, eller én af dem vejer for meget.",
    en="Hidden: too few companies, or one of them outweighs the rest.",
)
