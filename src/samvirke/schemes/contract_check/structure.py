"""The contract against itself: counts against their lists, empty goals, what it must describe.

Sources: 2021-2023: 7.2 and bilag 1 (outreach frame, geographic goal by the by/land list).
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from samvirke.agreements import ContractGoal, ContractThreshold, MeasurePoint
from samvirke.figures import Derivation, Figure, Given, Operation, Source, Text, address, derive
from samvirke.figures.units import THOUSAND_KR
from samvirke.records import read_table
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
_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "en et one",
            "to two",
            "tre three",
            "fire four",
            "fem five",
            "seks six",
            "syv seven",
            "otte eight",
            "ni nine",
            "ti ten",
        ),
        start=1,
    )
    for word in words.split()
}
_COUNT = re.compile(
    r"\b(\d{1,4}|"
    + "|".join(_WORDS)
    + r")\s+(?:\w+\s+)?(?:efforts?|activit\w+|indsatser|aktiviteter|"
    r"initiativer|initiatives|tiltag)",
    re.IGNORECASE,
)
_LONGEST_FILE_NAME = 100
_GRANT_COLUMNS = ("erhvervshus", "year", "code", "municipality", "amount_1000kr", "name_as_printed")


def structure_findings(context: Context) -> Iterator[Finding]:
    """Outreach, geography, empty goals, numbering and counts."""
    yield from _outreach(context)
    yield from _geography(context)
    yield from _empty_goals(context)
    yield from _numbering(context)
    for goal in context.contract.goals:
        yield from _activities(goal)
    yield from _municipalities(context)
    yield from _grant(context)


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


def _numbering(context: Context) -> Iterator[Finding]:
    numbers = [goal.number for goal in context.contract.goals]
    expected = list(range(1, len(numbers) + 1))
    if sorted(numbers) == expected:
        return
    got = ", ".join(str(number) for number in numbers)
    yield Finding(
        kind=Kind.COUNT_MISMATCH,
        grade=Grade.NOTE,
        message=Text(
            da=f"Målenes numre er ikke 1 til {len(numbers)}: et nummer mangler eller står to "
            "gange. Ret numrene.",
            en=f"The goals are not numbered 1 to {len(numbers)}: a number is missing or appears "
            "twice. Correct the numbers.",
        ),
        contract_clause="målenes numre",
        got=got,
        expected=", ".join(str(number) for number in expected),
    )


def _activities(goal: ContractGoal) -> Iterator[Finding]:
    """The number of activities listed, announced, and needed for completion must be one."""
    listed = len(goal.activities) if goal.activities else None
    counts = [count for count in (listed, goal.activities_listed) if count is not None]
    found = _COUNT.search(goal.completion or "")
    needed = None if found is None else _WORDS.get(found[1].lower()) or int(found[1])
    if not counts:
        return
    wrong = needed if needed is not None and needed != counts[0] else None
    if len(set(counts)) > 1:
        wrong = counts[1]
    if wrong is None:
        return
    yield Finding(
        kind=Kind.COUNT_MISMATCH,
        grade=Grade.NOTE,
        message=Text(
            da=f"Mål {goal.number} opregner {counts[0]} aktiviteter, men taler om {wrong}. Det "
            "er derfor uklart, hvornår målet er opfyldt. Ret antallet.",
            en=f"Goal {goal.number} lists {counts[0]} activities but speaks of {wrong}. So "
            "it is unclear when the goal is met. Correct the count.",
        ),
        contract_clause=clause_of(goal),
        got=Fraction(wrong),
        expected=Fraction(counts[0]),
        contract_words=goal.completion,
    )


def _municipalities(context: Context) -> Iterator[Finding]:
    counted = context.territory.municipality_count(context.hub, on=context.day)
    told: list[tuple[str, Fraction, str]] = []
    stated = context.contract.municipalities
    if isinstance(stated, tuple):
        told.append(("kommuner", Fraction(len(stated)), f"{len(stated)} kommuner"))
    elif stated is not None:
        told.append(("kommuner", Fraction(stated), f"{stated} kommuner"))
    for goal in context.contract.goals:
        for item in goal.requirements:
            unit = (item.unit or "").lower()
            if unit in ("municipalities", "kommuner") and item.number is not None:
                told.append((clause_of(goal, item.id), item.number, item.text))
    for clause, count, words in told:
        if count != counted.value:
            yield Finding(
                kind=Kind.COUNT_MISMATCH,
                grade=Grade.NOTE,
                message=Text(
                    da=f"Kontrakten taler om {count} kommuner; {context.hub.name} har "
                    f"{counted.value} i sit område. Ret antallet.",
                    en=f"The contract speaks of {count} municipalities; {context.hub.name} has "
                    f"{counted.value} in its area. Correct the count.",
                ),
                contract_clause=clause,
                framework_clause="14, bilag 1" if context.agreement.baselines else None,
                got=count,
                expected=counted.value,
                contract_words=words,
                figures=(_at(context, counted, "kommuner"),),
            )


def _grant(context: Context) -> Iterator[Finding]:
    """The base grant against its table, where the table lies beside the contract."""
    name, total = context.contract.basic_grant_table, context.contract.basic_grant_1000kr
    stated = isinstance(name, str) and re.fullmatch(r"[0-9]{1,12}", str(total))
    if context.folder is None or not stated or len(name) > _LONGEST_FILE_NAME:
        return
    path = context.folder / name
    if name != path.name or not path.is_file():
        return
    rows = [
        row
        for row in read_table(path, _GRANT_COLUMNS)
        if row["erhvervshus"] == context.hub.name and row["year"] == str(context.year)
    ]
    amounts = tuple(
        Given(
            Text(row["municipality"], row["municipality"]),
            Fraction(row.whole("amount_1000kr")),
            THOUSAND_KR,
            Source(context.contract.title, f"basisbevilling, {row['municipality']}"),
        )
        for row in rows
    )
    if not amounts:
        return
    source = Source(context.contract.title, "basisbevilling")
    rule = Text(da="summen af kommunernes beløb", en="the sum of the municipalities' amounts")
    title = Text(da="Basisbevilling, sum af kommunerne", en="Base grant, sum of the municipalities")
    figure = derive(title, THOUSAND_KR, Derivation(rule, source, Operation.SUM, amounts))
    printed = Fraction(str(total))
    if figure.value == printed:
        return
    yield Finding(
        kind=Kind.COUNT_MISMATCH,
        grade=Grade.NOTE,
        message=Text(
            da=f"Basisbevillingen står til {THOUSAND_KR.with_value(printed, 'da')}, men "
            f"kommunernes beløb giver {THOUSAND_KR.with_value(figure.value, 'da')} i alt. Ret, "
            "eller skriv afrundingen.",
            en=f"The base grant is printed as {THOUSAND_KR.with_value(printed, 'en')}, but the "
            f"municipalities' amounts give {THOUSAND_KR.with_value(figure.value, 'en')} in all. "
            "Correct it, or state the rounding.",
        ),
        contract_clause="økonomi, basisbevilling",
        got=printed,
        expected=figure.value,
        unit=THOUSAND_KR,
        contract_words="Basisbevilling i alt",
        figures=(_at(context, figure, "basisbevilling"),),
    )


def _at(context: Context, figure: Figure, place: str) -> Figure:
    where = address("resultatkontrakt", context.contract.id, place)
    return Figure(figure.name, figure.value, figure.unit, figure.derivation, where)
