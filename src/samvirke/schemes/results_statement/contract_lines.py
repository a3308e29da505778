"""The contract's own goals as lines: local goals, and additions to national ones."""

import re
from fractions import Fraction

from samvirke.agreements import ContractGoal, ContractThreshold
from samvirke.figures import Language, Source, Text, Unit
from samvirke.indicators import Outcome
from samvirke.schemes.results_statement.basis import (
    NOBODY_YET,
    NOT_ASSESSED,
    OWN_ASSESSMENT,
    OWN_COUNT,
    Basis,
    delivered,
    without_verdict,
)
from samvirke.schemes.results_statement.contract_verdicts import (
    holds_in,
    stated_level,
    unlike_units,
)
from samvirke.schemes.results_statement.model import (
    Assessment,
    Goal,
    Judgement,
    Line,
    Measurement,
    Verdict,
)
from samvirke.schemes.results_statement.verdicts import NUMERIC, judge_all

_NO_INDICATOR = Text(
    da="Kontraktfilen siger ikke, hvordan målet tælles. Skriv det i feltet counted_as, eller "
    "vurdér målet i vurderingsfilen.",
    en="The contract file does not say how the goal is counted. Write it in the field counted_as, "
    "or assess the goal in the assessments file.",
)
_NO_NUMBER = Text(
    da="Kontrakten sætter intet tal, så målet kan kun vurderes. Skriv det i vurderingsfilen.",
    en="The contract sets no number, so the goal can only be assessed. Write it in the assessments "
    "file.",
)


def local_goals(basis: Basis) -> tuple[Goal, ...]:
    """The contract's local goals, and national ones that carry out no goal of the agreement."""
    if basis.contract is None:
        return ()
    contract = basis.contract.contract
    stray = [item.contract_goal for item in basis.contract.resolved if item.goal is None]
    return tuple(
        Goal(
            f"{contract.id}-{goal.number}",
            Text(da=goal.name, en=goal.name),
            _lines(basis, goal, goal.requirements),
            local=True,
        )
        for goal in (*stray, *contract.locals)
        if goal.name or goal.requirements
    )


def additions(basis: Basis, goal_id: str) -> tuple[Line, ...]:
    """What the contract adds to a goal of the agreement: thresholds that match no measure point."""
    if basis.contract is None:
        return ()
    taken = {(match.goal.number, match.threshold.id) for match in basis.contract.matches}
    lines: list[Line] = []
    for item in basis.contract.resolved:
        if item.goal is not None and item.goal.id == goal_id:
            goal = item.contract_goal
            own = [t for t in goal.requirements if (goal.number, t.id) not in taken]
            lines += [_line(basis, goal, threshold) for threshold in own]
    return tuple(lines)


def _lines(
    basis: Basis, goal: ContractGoal, thresholds: tuple[ContractThreshold, ...]
) -> tuple[Line, ...]:
    if thresholds:
        return tuple(_line(basis, goal, threshold) for threshold in thresholds)
    return (_process_line(basis, goal),)


def _process_line(basis: Basis, goal: ContractGoal) -> Line:
    """A goal of activities: assessed in words, never counted."""
    entry = basis.assessments.process(goal.number)
    assessment = None if entry is None else entry.assessment(goal.completion)
    source = basis.contract_source(goal.number)
    return Line(
        id=f"{_contract_id(basis)}-{goal.number}",
        title=Text(da=goal.name, en=goal.name),
        source=source,
        computed_by=NOBODY_YET if assessment is None else OWN_ASSESSMENT,
        definition=None,
        measurements=(),
        agreement=(),
        contract=without_verdict(Verdict.NOT_MEASURED, source, NOT_ASSESSED)
        if assessment is None
        else (Judgement(Verdict.ASSESSED, source, reason=assessment.status),),
        assessment=assessment,
    )


def _line(basis: Basis, goal: ContractGoal, threshold: ContractThreshold) -> Line:
    measured: tuple[Measurement, ...] = ()
    indicator = threshold.counted_as
    if indicator is not None:
        measured = basis.measurer.of_local(indicator)
    assessment = _assessment(basis, goal, threshold)
    counted = any(item.value is not None for item in measured)
    return Line(
        id=f"{_contract_id(basis)}-{goal.number}{threshold.id}",
        title=Text(da=threshold.text, en=threshold.text),
        source=basis.contract_source(goal.number, threshold.id),
        computed_by=OWN_COUNT if counted else OWN_ASSESSMENT if assessment else NOBODY_YET,
        definition=None if indicator is None else basis.measurer.words_of_local(indicator),
        measurements=measured,
        agreement=(),
        contract=_judgements(basis, goal, threshold, measured, assessment),
        assessment=assessment,
    )


def _assessment(
    basis: Basis, goal: ContractGoal, threshold: ContractThreshold
) -> Assessment | None:
    delivery = basis.assessments.delivery(goal=goal.number, threshold=threshold.id)
    if delivery is not None:
        return delivery.assessment()
    entry = basis.assessments.process(goal.number, threshold.id)
    return None if entry is None else entry.assessment(goal.completion)


def _judgements(
    basis: Basis,
    goal: ContractGoal,
    threshold: ContractThreshold,
    measured: tuple[Measurement, ...],
    assessment: Assessment | None,
) -> tuple[Judgement, ...]:
    source = basis.contract_source(goal.number, threshold.id)
    years = holds_in(threshold, basis.contract.year if basis.contract else basis.year)
    if basis.year not in years:
        named = ", ".join(str(year) for year in years)
        reason = Text(da=f"Kravet gælder i {named}.", en=f"The requirement holds in {named}.")
        return without_verdict(Verdict.NO_REQUIREMENT, source, reason)
    if threshold.operator == "done":
        return delivered(source, assessment)
    if threshold.operator == "within":
        return (_spread_judgement(basis, threshold, source),)
    why_not = _NO_INDICATOR if threshold.operator in NUMERIC else _NO_NUMBER
    if threshold.operator in NUMERIC and measured:
        unit = next((item.value.unit for item in measured if item.value is not None), None)
        if unit is None:
            reason = measured[0].absent or _NO_INDICATOR
            verdict = Verdict.TOO_FEW if measured[0].too_few else Verdict.NOT_MEASURED
            return without_verdict(verdict, source, reason)
        unlike = _not_comparable(threshold, unit)
        if unlike is None:
            level = stated_level(threshold, unit, source, year=basis.year)
            return judge_all(measured, level, threshold.operator, source, each_segment=False)
        why_not = unlike
    if assessment is not None:
        return (Judgement(Verdict.ASSESSED, source, reason=assessment.status),)
    return without_verdict(Verdict.NOT_MEASURED, source, why_not)


def _not_comparable(threshold: ContractThreshold, unit: Unit) -> Text | None:
    """Why a count in ``unit`` cannot be held against the contract's number, where it cannot."""
    if threshold.operator == "increase>=":
        return _IS_A_RISE
    return unlike_units(threshold, unit)


_IS_A_RISE = Text(
    da="Kravet er en stigning, og det kan ikke dømmes af årets tal alene. Vurdér målet i "
    "vurderingsfilen.",
    en="The requirement is a rise, which the year's number alone cannot decide. Assess the goal in "
    "the assessments file.",
)


def _spread_judgement(basis: Basis, threshold: ContractThreshold, source: Source) -> Judgement:
    """Met where no municipality lies outside the limit that could lie within it."""
    limit = tolerance(threshold)
    if limit is None:
        return Judgement(Verdict.NOT_MEASURED, source, reason=_NO_LIMIT)
    rows = [row for row in basis.measurer.spread(limit, source) if not row.is_total]
    outside = [row.municipality for row in rows if row.outcome is Outcome.OUTSIDE]
    impossible = [row.municipality for row in rows if row.outcome is Outcome.CANNOT_BE_MET]
    if not rows:
        return Judgement(Verdict.NOT_MEASURED, source, reason=_NO_GUIDANCE)
    reason = Text(
        da=f"Afvigelsen læses som pct. af befolkningsandelen. {_listed(outside, impossible, 'da')}",
        en=f"The deviation is read as per cent of the share of the population. "
        f"{_listed(outside, impossible, 'en')}",
    )
    verdict = Verdict.MISSED if outside else Verdict.MET
    return Judgement(verdict, source, operator="within", reason=reason, our_reading=True)


_NO_LIMIT = Text(
    da="Kontrakten siger ikke, hvor stor afvigelsen må være. Skriv det i kontraktfilens felt "
    "tolerance.",
    en="The contract does not say how large the deviation may be. Write it in the contract file's "
    "field tolerance.",
)
_NO_GUIDANCE = Text(
    da="Der er ingen vejledning at fordele på kommuner.",
    en="There is no guidance to spread over municipalities.",
)
_OUTSIDE = Text(da="Uden for grænsen: ", en="Outside the limit: ")
_NONE_OUTSIDE = Text(da="Ingen kommune ligger uden for grænsen", en="No municipality lies outside")
_IMPOSSIBLE = Text(da="Kan ikke nås i hele virksomheder: ", en="Cannot be met in whole companies: ")


def _listed(outside: list[str], impossible: list[str], language: Language) -> str:
    first = _NONE_OUTSIDE.in_language(language)
    if outside:
        first = _OUTSIDE.in_language(language) + ", ".join(outside)
    if not impossible:
        return f"{first}."
    return f"{first}. {_IMPOSSIBLE.in_language(language)}{', '.join(impossible)}."


def tolerance(threshold: ContractThreshold) -> Fraction | None:
    """The limit that a contract sets for the spread, in per cent, or ``None`` without a number.

    The contract's ``+/- 10 pct.`` is read as per cent of the share of the population.
    """
    found = _NUMBER.search(threshold.tolerance or "")
    return None if found is None else Fraction(found[0].replace(",", "."))


_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


def _contract_id(basis: Basis) -> str:
    if basis.contract is None:
        raise ValueError("there is no contract")
    return basis.contract.contract.id
