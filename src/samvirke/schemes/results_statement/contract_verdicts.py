"""What the contract says of the agreement's measure points in the statement's year."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from samvirke.agreements import ContractThreshold, MeasurePoint, required_level, requirement
from samvirke.figures import Count, Derivation, Figure, Given, Operation, Source, Text, Unit, derive
from samvirke.figures.units import PERCENTAGE_POINTS, UNITS
from samvirke.schemes.contract_check.matching import Match, base_year, mentions, unit_code
from samvirke.schemes.results_statement.basis import Basis, delivered, without_verdict
from samvirke.schemes.results_statement.model import Assessment, Judgement, Measurement, Verdict
from samvirke.schemes.results_statement.verdicts import NUMERIC, judge_all

_SEGMENT_WORDS = ("segment", "drift", "vaekst", "vækst", "operation", "growth")
_NOT_IN_CONTRACT = Text(
    da="Kontrakten nævner ikke målepunktet.", en="The contract does not name the measure point."
)
_LATER = Text(
    da="Effekten måles to år efter endt vejledning mod en kontrolgruppe.",
    en="The effect is measured two years after guidance ended, against a control group.",
)


def point_judgements(
    basis: Basis,
    point: MeasurePoint,
    measured: Sequence[Measurement],
    assessment: Assessment | None,
) -> tuple[Judgement, ...]:
    """The contract's verdicts on a measure point; none without a contract.

    A contract may set several thresholds for one point (a rise and a level): each is judged.
    """
    if basis.contract is None:
        return ()
    matches = basis.contract.matches_of(point)
    goal = _goal_of(basis, point)
    if not matches:
        if goal is None or point.kind == "local_target":
            return ()
        source = basis.contract_source(goal)
        return without_verdict(Verdict.NO_REQUIREMENT, source, _NOT_IN_CONTRACT)
    judged = [
        judgement
        for match in matches
        if basis.year in holds_in(match.threshold, basis.contract.year)
        for judgement in _of_measure(match, _judge(basis, match, measured, assessment))
    ]
    if judged:
        return tuple(judged)
    years = sorted({year for match in matches for year in match.threshold.named_years})
    named = ", ".join(str(year) for year in years)
    return without_verdict(
        Verdict.NO_REQUIREMENT,
        basis.contract_source(matches[0].goal.number),
        Text(
            da=f"Kontrakten stiller intet krav i {basis.year}; dens krav gælder i {named}.",
            en=f"The contract requires nothing in {basis.year}; its requirements hold in {named}.",
        ),
    )


def _of_measure(match: Match, judged: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    return tuple(replace(item, measure=match.measure) for item in judged)


def holds_in(threshold: ContractThreshold, contract_year: int) -> tuple[int, ...]:
    """The years in which a threshold holds; one without a year holds in the contract's own."""
    return tuple(threshold.named_years) or (contract_year,)


def _goal_of(basis: Basis, point: MeasurePoint) -> int | None:
    """The number of the contract goal that carries out the point's goal."""
    if basis.contract is None:
        return None
    return next(
        (
            item.contract_goal.number
            for item in basis.contract.resolved
            if item.goal is not None and point in item.goal.measure_points
        ),
        None,
    )


def _judge(
    basis: Basis,
    match: Match,
    measured: Sequence[Measurement],
    assessment: Assessment | None,
) -> tuple[Judgement, ...]:
    threshold = match.threshold
    source = basis.contract_source(match.goal.number, threshold.id)
    if threshold.operator == "done":
        return delivered(source, assessment)
    if match.point.kind == "growth_difference" and not measured:
        return without_verdict(Verdict.MEASURED_LATER, source, _LATER)
    values = [item for item in measured if item.measure == match.measure]
    level = _level(basis, match, source)
    if isinstance(level, Text):
        return without_verdict(Verdict.NOT_MEASURED, source, level)
    if not values or threshold.operator not in NUMERIC:
        return without_verdict(Verdict.NOT_MEASURED, source, _NO_VALUE)
    counted_in = next((item.value.unit for item in values if item.value is not None), None)
    unlike = None if counted_in is None else unlike_units(threshold, counted_in)
    if unlike is not None and threshold.operator != "increase>=":
        return without_verdict(Verdict.NOT_MEASURED, source, unlike)
    segments = any(item.segment is not None for item in values)
    each = segments and mentions(threshold.words, _SEGMENT_WORDS) > 0
    return judge_all(values, level, threshold.operator, source, each_segment=each)


_NO_VALUE = Text(da="Der er ingen værdi at dømme.", en="There is no value to judge.")


def _level(basis: Basis, match: Match, source: Source) -> Figure | Given | Text:
    """The level that the contract requires, or why it cannot be computed."""
    threshold = match.threshold
    if threshold.number is None:
        return Text(da="Kontrakten angiver intet tal.", en="The contract states no number.")
    if threshold.operator != "increase>=":
        return stated_level(threshold, _unit(match), source, year=basis.year)
    start = _start(basis, match)
    if isinstance(start, Text):
        return start
    rise = Given(
        Text(da="Stigning, som kontrakten kræver", en="Rise that the contract requires"),
        threshold.number,
        PERCENTAGE_POINTS,
        source,
    )
    return derive(
        Text(da=f"Niveau, som kontrakten kræver i {basis.year}", en=f"Level in {basis.year}"),
        start.unit,
        Derivation(
            Text(da="udgangspunktet plus stigningen", en="the starting level plus the rise"),
            source,
            Operation.SUM,
            (start, rise),
        ),
    )


def stated_level(threshold: ContractThreshold, unit: Unit, source: Source, *, year: int) -> Given:
    """The number that a contract's threshold states. Raises ``ValueError`` for none."""
    if threshold.number is None:
        raise ValueError(f"{threshold.id} states no number")
    name = Text(da=f"Kontraktens krav i {year}", en=f"The contract's requirement in {year}")
    return Given(name, Fraction(threshold.number), unit, source)


_RATES = {"percent", "percentage_points", "nps_points"}


def unlike_units(threshold: ContractThreshold, unit: Unit) -> Text | None:
    """Why a value in ``unit`` cannot be held against the contract's number, where it cannot."""
    named = unit_code(threshold)
    if named in (None, unit.code) or not {named, unit.code} & _RATES:
        return None
    return Text(
        da=f"Målet tælles i {unit.many.da}, men kontrakten sætter kravet i »{threshold.unit}«. Ret "
        "kontraktfilens felt unit eller counted_as.",
        en=f"The goal is counted in {unit.many.en}, but the contract sets the requirement in "
        f"'{threshold.unit}'. Correct the contract file's field unit or counted_as.",
    )


def _start(basis: Basis, match: Match) -> Figure | Given | Count | Text:
    """What a rise is counted from: the agreement's level before, or our own count of that year."""
    held = requirement(match.point, year=basis.year, measure=match.measure).threshold
    named = base_year(match.threshold)
    if held is not None and held.operator == "increase>=" and _same_start(basis, named):
        required = required_level(
            basis.agreement, match.point, year=basis.year, hub=basis.hub.id, measure=match.measure
        )
        if isinstance(required, Figure):
            return required.derivation.inputs[0]
    year = named if named is not None else basis.year - 1
    counted = basis.measurer.level_of(match.point, year=year)
    if counted is not None:
        return counted
    return Text(
        da=f"Kontrakten regner stigningen fra {year}, og det niveau er ikke blandt svarene.",
        en=f"The contract counts the rise from {year}, and that level is not among the answers.",
    )


def _same_start(basis: Basis, named: int | None) -> bool:
    """Whether the contract counts its rise from the agreement's own start, before this year."""
    return named is None or named < basis.agreement.valid.period.years()[0]


def _unit(match: Match) -> Unit:
    """The unit of the contract's number; the point's own where the contract names none we know."""
    code = unit_code(match.threshold)
    if code in UNITS:
        return UNITS[code]
    own = next(item for item in match.point.thresholds if item.measure == match.measure)
    return own.figure_unit
