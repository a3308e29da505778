"""What the agreement demands and the contract leaves out, narrows or counts otherwise.

Sources: the agreement's rules for contracts (2021-2023: 7.2; 2024-2027: 8.2). Missing is judged
per measure point that is due in the contract's year.
"""

import re
from collections.abc import Iterator

from samvirke.agreements import (
    ContractGoal,
    MeasurePoint,
    Threshold,
    hub_share,
    is_due,
    measures,
    required_level,
    requirement,
)
from samvirke.agreements.vocabulary import Measure
from samvirke.agreements.wording import threshold_bound
from samvirke.figures import Figure, Text, address
from samvirke.schemes.contract_check.context import Context, clause_of
from samvirke.schemes.contract_check.findings import Finding, Grade, Kind
from samvirke.schemes.contract_check.matching import Match, mentions

_OPERATION = re.compile(r"drift|operation")
_GROWTH = re.compile(r"vækst|vaekst|growth")
_GROWTH_SEGMENT = re.compile(r"vækst-?segment|vaekst-?segment|\bvaekst\b|\bvækst\b|growth.segment")
_BOTH_SEGMENTS = re.compile(r"(hvert|each|begge|both)( of the)? segment|separately|hver for sig")
_POOLED = re.compile(r"taken together|samlet|tilsammen|pooled|under ét|\bi alt\b")
MEASURE_NAMES = {
    "turnover": Text(da="omsætning", en="turnover"),
    "employment": Text(da="beskæftigelse", en="employment"),
    "productivity": Text(da="produktivitet", en="productivity"),
}
_HALF_A_YEAR = ("halv", "half", "6 m", "seks m", "six m")
_COMMON_METHOD = Text(
    da=" Et halvt år frem er den metode, som begge kendte kontrakter under aftalen bruger.",
    en=" Half a year ahead is the method that both known contracts under the agreement use.",
)


def coverage_findings(context: Context) -> Iterator[Finding]:
    """Missing measure points, missing segments, narrower goals, other ways of counting."""
    if context.agreement.rule("national_goals") is not None:
        yield from _missing(context)
    for match in context.matches:
        years = match.threshold.named_years or (context.year,)
        if context.year in years:
            yield from _segments(match)
            yield from _parts(match)
    yield from _definitions(context)


def _missing(context: Context) -> Iterator[Finding]:
    for point in context.agreement.measure_points:
        if point.kind == "local_target":
            continue  # judged by the geographic rule
        for measure in measures(point):
            if is_due(point, year=context.year, measure=measure):
                present = [match for match in context.matches_of(point) if match.measure == measure]
                if not any(_covers(match, context.year) for match in present):
                    yield _missing_point(context, point, measure, present)


def _covers(match: Match, year: int) -> bool:
    named = match.threshold.named_years
    return not named or year in named


def _missing_point(
    context: Context, point: MeasurePoint, measure: Measure | None, present: list[Match]
) -> Finding:
    held = requirement(point, year=context.year, measure=measure).threshold
    title = point.title
    if measure is not None and len(measures(point)) > 1:
        name = MEASURE_NAMES[measure]
        title = Text(da=f"{title.da} ({name.da})", en=f"{title.en} ({name.en})")
    other = Text(da="", en="")
    if present:
        years = ", ".join(str(y) for match in present for y in match.threshold.named_years)
        other = Text(da=f" Den har det kun for {years}.", en=f" It holds it for {years} only.")
    share = hub_share(context.agreement, point, hub=context.hub.id)
    needed = _needed(held)
    figures: tuple[Figure, ...] = ()
    level = required_level(
        context.agreement, point, year=context.year, hub=context.hub.id, measure=measure
    )
    if isinstance(level, Figure):
        place = address("resultatkontrakt", context.contract.id, point.id)
        figures = (Figure(level.name, level.value, level.unit, level.derivation, place),)
        needed = Text(
            da=f"{needed.da} til {level.unit.with_value(level.value, 'da')}",
            en=f"{needed.en} to {level.unit.with_value(level.value, 'en')}",
        )
    return Finding(
        kind=Kind.MISSING_MEASURE_POINT,
        grade=Grade.ERROR,
        message=Text(
            da=f"Kontrakten mangler et målepunkt, som aftalen kræver i {context.year}: "
            f"{title.da}{needed.da}.{other.da} Skriv det ind for {context.year}.",
            en=f"The contract lacks a measure point that the agreement requires in "
            f"{context.year}: {title.en}{needed.en}.{other.en} Add it for {context.year}.",
        ),
        contract_clause=_where_expected(context, point),
        framework_clause=held.clause if held else point.clause,
        measure_point=point.id,
        expected=held.value if held and share is None else share.value if share else None,
        unit=held.figure_unit if held and held.unit else None,
        framework_words=title,
        figures=figures,
    )


def _needed(held: Threshold | None) -> Text:
    if held is None or held.value is None:
        return Text(da="", en="")
    words = threshold_bound(held.operator)
    unit = held.figure_unit
    return Text(
        da=f", {words.da} {unit.with_value(held.value, 'da')}",
        en=f", {words.en} {unit.with_value(held.value, 'en')}",
    )


def _where_expected(context: Context, point: MeasurePoint) -> str | None:
    """The contract goal that carries out the point's goal, where there is one."""
    for item in context.resolved:
        if item.goal is not None and point in item.goal.measure_points:
            return clause_of(item.contract_goal)
    return None


def _segments(match: Match) -> Iterator[Finding]:
    definition = match.point.definition
    if definition.segments == "pooled" or _tells_segments(match):
        return
    ours = "segments" in definition.our_reading
    reading = Text(da=" (vores læsning)", en=" (our reading)") if ours else Text(da="", en="")
    required = SEGMENT_NAMES[definition.segments]
    silent = definition.segments != "each" and not _names_a_segment(match)
    yield Finding(
        kind=Kind.SEGMENT_RULE_MISSING,
        grade=Grade.QUESTION if ours or silent else Grade.ERROR,
        message=Text(
            da=f"Aftalen kræver målet opfyldt for {required.da}{reading.da}; kontrakten siger det "
            "ikke. Skriv segmentreglen ind.",
            en=f"The agreement requires the goal to be met for {required.en}{reading.en}; the "
            "contract does not say so. Add the segment rule.",
        ),
        contract_clause=clause_of(match.goal, match.threshold.id),
        framework_clause=definition.clause,
        measure_point=match.point.id,
        expected=required,
        contract_words=match.threshold.text,
        framework_words=match.point.title,
    )


SEGMENT_NAMES = {
    "each": Text(
        da="drifts- og vækstsegmentet hver for sig",
        en="the operation and the growth segment each on its own",
    ),
    "growth": Text(da="vækstsegmentet", en="the growth segment"),
    "operation": Text(da="driftssegmentet", en="the operation segment"),
}


def _tells_segments(match: Match) -> bool:
    """Whether the threshold, or the goal's method, says for which segment it must be met."""
    words = match.threshold.words
    if match.point.definition.segments == "growth":
        return _GROWTH_SEGMENT.search(words) is not None and not _OPERATION.search(words)
    if match.point.definition.segments == "operation":
        return _OPERATION.search(words) is not None
    for told in (words, (match.goal.method or "").lower()):
        both = _OPERATION.search(told) and _GROWTH.search(told)
        if (both or _BOTH_SEGMENTS.search(told)) and not _POOLED.search(told):
            return True
    return False


def _names_a_segment(match: Match) -> bool:
    words = match.threshold.words
    return bool(_OPERATION.search(words) or _GROWTH_SEGMENT.search(words))


def _parts(match: Match) -> Iterator[Finding]:
    """A goal that names some of the things that the agreement's goal is about, but not all."""
    parts = match.point.parts
    named = [part for part in parts if mentions(match.threshold.words, part.words)]
    covered = {part.id for part in named} | {other for part in named for other in part.covers}
    left_out = [part for part in parts if part.id not in covered]
    if not named or not left_out:
        return
    got = Text(
        da=", ".join(part.name.da for part in named), en=", ".join(part.name.en for part in named)
    )
    expected = Text(
        da=", ".join(part.name.da for part in parts), en=", ".join(part.name.en for part in parts)
    )
    missing = Text(
        da=", ".join(part.name.da for part in left_out),
        en=", ".join(part.name.en for part in left_out),
    )
    yield Finding(
        kind=Kind.NARROWER_GOAL,
        grade=Grade.ERROR if match.point.parts_needed == "all" else Grade.QUESTION,
        message=Text(
            da=f"Kontraktens mål handler kun om {got.da}; aftalens omfatter også {missing.da}. "
            "Skriv målet, så det dækker det hele.",
            en=f"The contract's goal is about {got.en} only; the agreement's includes "
            f"{missing.en}. Word the goal so that it covers all of it.",
        ),
        contract_clause=clause_of(match.goal, match.threshold.id),
        framework_clause=match.point.clause,
        measure_point=match.point.id,
        got=got,
        expected=expected,
        contract_words=match.threshold.text,
        framework_words=match.point.title,
    )


def _definitions(context: Context) -> Iterator[Finding]:
    """A contract that counts more answers as a success than the agreement's own words do.

    It may say so in the calculation, in the method or in the threshold itself.
    """
    for item in context.resolved:
        for point in item.goal.measure_points if item.goal is not None else ():
            if point.wider_words and context.matches_of(point):
                yield from _wider_definition(context, item.contract_goal, point)


def _wider_definition(
    context: Context, goal: ContractGoal, point: MeasurePoint
) -> Iterator[Finding]:
    calculation = goal.calculation
    window = ""
    counted = str(calculation or "")
    if isinstance(calculation, dict):
        counted = str(calculation.get("counts_as_used") or "")
        window = str(calculation.get("expect_window_months") or "")
    places = [(f"{clause_of(goal)}, metode", counted), (f"{clause_of(goal)}, metode", goal.method)]
    places += [
        (clause_of(goal, match.threshold.id), match.threshold.text)
        for match in context.matches_of(point)
        if match.goal == goal
    ]
    for clause, words in places:
        if words and mentions(words.lower(), point.wider_words):
            yield _wider_count(point, clause, words, window)
            return


def _wider_count(point: MeasurePoint, clause: str, words: str, window: str) -> Finding:
    """``window`` is the number of months ahead that count, where the contract states it."""
    printed = point.printed_definition or point.definition
    half_a_year = window == "6" or mentions(words.lower(), _HALF_A_YEAR)
    in_use = half_a_year and "expects_within_half_year" in point.definition.counted
    practice = _COMMON_METHOD if in_use else Text(da="", en="")
    return Finding(
        kind=Kind.DEFINITION_DIFFERS,
        grade=Grade.QUESTION if in_use else Grade.ERROR,
        message=Text(
            da=f"Kontrakten tæller flere svar med, end aftalen gør: »{words}«. Aftalen tæller: "
            f"{point.title.da.lower()}.{practice.da} Det gør målet lettere at nå. Er det aftalt?",
            en=f"The contract counts more answers than the agreement does: '{words}'. The "
            f"agreement counts: {point.title.en.lower()}.{practice.en} That makes the goal easier "
            "to reach. Is it agreed?",
        ),
        contract_clause=clause,
        framework_clause=printed.clause,
        measure_point=point.id,
        got=words,
        expected=_COUNTED_NAMES[printed.counted[0]],
        contract_words=words,
        framework_words=point.title,
    )


_COUNTED_NAMES = {
    "used": Text(da="har benyttet", en="have used"),
    "very_satisfied": Text(da="meget tilfreds", en="very satisfied"),
    "to_a_high_degree": Text(da="i høj grad", en="to a high degree"),
}
