"""What the contract must describe, and whether its goals have content.

Sources: 2021-2023: 7.2 and bilag 1 (outreach frame, geographic goal by the by/land list).
"""

from collections.abc import Iterator
from typing import Any

from samvirke.agreements import ContractGoal, ContractThreshold, MeasurePoint
from samvirke.figures import Text
from samvirke.records.yaml_file import texts_in
from samvirke.schemes.contract_check.context import Context, clause_of
from samvirke.schemes.contract_check.findings import Finding, Grade, Kind
from samvirke.schemes.contract_check.matching import mentions

_OUTREACH = ("opsøgende", "outreach")
_AREA_CLASS = (
    "by/land",
    "by- og land",
    "landdistrikt",
    "landkommun",
    "bykommun",
    "urban",
    "rural",
    "bilag 1",
    "annex 1",
    "municipalit",
    "kommune",
)
_POINTS = ("point",)
_RELATIVE = ("relativ", "of the share", "af andelen", "per cent of", "pct. af")


def structure_findings(context: Context) -> Iterator[Finding]:
    """Outreach, geography and empty goals."""
    yield from _outreach(context)
    yield from _geography(context)
    yield from _empty_goals(context)


def _outreach(context: Context) -> Iterator[Finding]:
    rule = context.agreement.rule("outreach_frame")
    if rule is None:
        return
    contract = context.contract
    if contract.outreach:
        return
    told: list[Any] = [list(contract.special_focus_areas or ())]
    told += [[goal.title, goal.text, goal.method, goal.commitments] for goal in contract.goals]
    told += [[item.text for item in goal.requirements] for goal in contract.goals]
    if mentions(" ".join(texts_in(told)).lower(), _OUTREACH):
        return
    yield Finding(
        kind=Kind.MISSING_OUTREACH_FRAME,
        grade=Grade.ERROR,
        message=Text(
            da=f"{rule.text.da} Kontrakten nævner den ikke.",
            en=f"{rule.text.en} The contract does not mention it.",
        ),
        framework_clause=rule.clause,
        framework_words=rule.text,
    )


def _geography(context: Context) -> Iterator[Finding]:
    rule = context.agreement.rule("geographic_goal")
    point = next(
        (item for item in context.agreement.measure_points if item.kind == "local_target"), None
    )
    if rule is None or point is None:
        return
    found = list(_geographic_thresholds(context, point))
    if not found:
        yield _no_geographic_goal(context, point, rule.clause, rule.text)
        return
    if not any(mentions(_told(goal, item), _AREA_CLASS) for goal, item in found):
        goal, item = found[0]
        yield Finding(
            kind=Kind.AREA_CLASS_NOT_HEEDED,
            grade=Grade.QUESTION,
            message=Text(
                da="Målet for geografisk spredning nævner hverken kommunerne eller listen over "
                "by- og landkommuner, som det skal tage hensyn til. Skriv det ind.",
                en="The goal for geographic spread names neither the municipalities nor the list "
                "of urban and rural ones, which it must heed. Add it.",
            ),
            contract_clause=clause_of(goal, item.id),
            framework_clause=rule.clause,
            measure_point=point.id,
            contract_words=item.text,
            framework_words=rule.text,
        )
    for goal, item in found:
        yield from _tolerance(goal, item, point)


def _geographic_thresholds(
    context: Context, point: MeasurePoint
) -> Iterator[tuple[ContractGoal, ContractThreshold]]:
    carrying = [
        item.contract_goal
        for item in context.resolved
        if item.goal is not None and point in item.goal.measure_points
    ]
    for goal in carrying:
        for threshold in goal.requirements:
            yield goal, threshold
    for goal in context.contract.locals:
        for threshold in goal.requirements:
            if threshold.measure_point == point.id or mentions(
                threshold.words, point.recognised_by
            ):
                yield goal, threshold


def _told(goal: ContractGoal, threshold: ContractThreshold) -> str:
    return f"{threshold.words} {threshold.unit or ''} {goal.method or ''} {goal.text or ''}".lower()


def _no_geographic_goal(context: Context, point: MeasurePoint, clause: str, rule: Text) -> Finding:
    places = [
        item.contract_goal
        for item in context.resolved
        if item.goal is not None and point in item.goal.measure_points
    ]
    where = clause_of(places[0]) if places else None
    method = places[0].method if places else None
    return Finding(
        kind=Kind.MISSING_GEOGRAPHIC_GOAL,
        grade=Grade.ERROR,
        message=Text(
            da=f"{rule.da} Kontrakten har intet sådant mål med et krav, der kan måles"
            + (f" (kontrakten skriver kun: »{method}«)." if method else "."),
            en=f"{rule.en} The contract has no such goal with a threshold that can be measured"
            + (f" (all it says is: '{method}')." if method else "."),
        ),
        contract_clause=where,
        framework_clause=clause,
        measure_point=point.id,
        contract_words=method,
        framework_words=rule,
    )


def _tolerance(
    goal: ContractGoal, threshold: ContractThreshold, point: MeasurePoint
) -> Iterator[Finding]:
    told = (threshold.tolerance or "").lower()
    if threshold.operator != "within" or mentions(told, _POINTS + _RELATIVE):
        return
    if not told:
        yield _no_tolerance(goal, threshold, point)
        return
    yield Finding(
        kind=Kind.TOLERANCE_KIND_NOT_STATED,
        grade=Grade.QUESTION,
        message=Text(
            da=f"Tolerancen »{threshold.tolerance}« kan læses på to måder: procent af andelen "
            "eller procentpoint. Skriv hvilken.",
            en=f"The tolerance '{threshold.tolerance}' reads in two ways: per cent of the share "
            "or percentage points. Say which.",
        ),
        contract_clause=clause_of(goal, threshold.id),
        framework_clause=point.clause,
        measure_point=point.id,
        got=threshold.tolerance,
        expected=Text(
            da="procent af andelen eller procentpoint",
            en="per cent of the share or percentage points",
        ),
        contract_words=f"{threshold.text} ({threshold.tolerance})",
        framework_words=point.title,
    )


def _no_tolerance(goal: ContractGoal, threshold: ContractThreshold, point: MeasurePoint) -> Finding:
    return Finding(
        kind=Kind.TOLERANCE_KIND_NOT_STATED,
        grade=Grade.QUESTION,
        message=Text(
            da="Målet skal nås inden for en tolerance, men kontrakten siger ikke hvilken. Skriv "
            "den ind.",
            en="The goal is to be met within a tolerance, but the contract does not say which. "
            "Add it.",
        ),
        contract_clause=clause_of(goal, threshold.id),
        framework_clause=point.clause,
        measure_point=point.id,
        contract_words=threshold.text,
        framework_words=point.title,
    )


def _empty_goals(context: Context) -> Iterator[Finding]:
    for goal in context.contract.goals:
        content = (
            goal.thresholds,
            goal.method,
            goal.activities,
            goal.activities_listed,
            goal.text,
            goal.commitments,
            goal.local_commitment,
            goal.completion,
        )
        if goal.name and any(content):
            continue
        what = (
            Text(
                da=f"Mål {goal.number} har en overskrift, men intet indhold: ingen krav, metode "
                "eller aktiviteter. Skriv det færdigt, eller slet det.",
                en=f"Goal {goal.number} has a heading but no content: no threshold, method or "
                "activity. Complete it or delete it.",
            )
            if goal.name
            else Text(
                da=f"Mål {goal.number} står uden titel"
                f"{'' if any(content) else ' og uden indhold'}. Skriv det færdigt, eller slet det.",
                en=f"Goal {goal.number} stands without title"
                f"{'' if any(content) else ' and content'}. Complete it or delete it.",
            )
        )
        yield Finding(
            kind=Kind.EMPTY_GOAL,
            grade=Grade.NOTE,
            message=what,
            contract_clause=clause_of(goal),
            contract_words=goal.name or None,
        )
