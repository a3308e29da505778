"""Numbers that the contract sets for years in which the agreement requires or measures nothing.

Can the number at least be derived from the rule that it quotes? Sources: the agreement's national
goals and the years of its surveys (2021-2023: 7.1, mål 1 and 6; 8).
"""

from collections.abc import Iterator
from fractions import Fraction

from samvirke.agreements import ContractThreshold, hub_share, required_level
from samvirke.figures import (
    Derivation,
    Figure,
    Given,
    Operation,
    Source,
    Text,
    derive,
    format_number,
)
from samvirke.figures.units import PERCENTAGE_POINTS, UNITS
from samvirke.schemes.contract_check.context import Context, addressed, clause_of
from samvirke.schemes.contract_check.findings import Finding, Grade, Kind
from samvirke.schemes.contract_check.matching import Match, base_year, unit_code
from samvirke.schemes.contract_check.wording import (
    asked,
    other_years,
    summed,
)


def without_requirement(context: Context, match: Match, year: int) -> Iterator[Finding]:
    """The agreement sets no threshold that year, though the point is measured then."""
    threshold, point = match.threshold, match.point
    share = hub_share(context.agreement, point, hub=context.hub.id)
    if threshold.number is None or (share is not None and threshold.number == share.value):
        return
    yield Finding(
        kind=Kind.NO_REQUIREMENT_IN_YEAR,
        grade=Grade.QUESTION,
        message=Text(
            da=f"Aftalen har intet krav i {year}{other_years(match, 'da')}. Kontraktens "
            f"{asked(threshold, 'da')} kan derfor ikke udledes af den. Hvor kommer tallet fra?",
            en=f"The agreement has no requirement in {year}{other_years(match, 'en')}. The "
            f"contract's {asked(threshold, 'en')} cannot be derived from it. Where does it come "
            "from?",
        ),
        contract_clause=clause_of(match.goal, threshold.id),
        framework_clause=point.clause,
        measure_point=point.id,
        got=threshold.number,
        unit=UNITS.get(unit_code(threshold) or ""),
        contract_words=threshold.text,
        framework_words=point.title,
    )


def year_not_measured(context: Context, matches: list[Match], year: int) -> Finding:
    """One finding for all thresholds of a goal that ask about a year without a survey."""
    match = matches[0]
    point = match.point
    measured = point.measured_years or ()
    listed = " og ".join(str(item) for item in measured)
    return Finding(
        kind=Kind.YEAR_NOT_MEASURED,
        grade=Grade.QUESTION,
        message=Text(
            da=f"Kontrakten sætter krav for {year}, men aftalen måler dette i {listed} "
            f"({point.measured_by}). Hvem måler i {year}, eller skal kravet flyttes?",
            en=f"The contract sets a threshold for {year}, but the agreement measures this in "
            f"{listed.replace(' og ', ' and ')} ({point.measured_by}). Who measures in {year}, or "
            "should the threshold move?",
        ),
        contract_clause=clause_of(match.goal, *(item.threshold.id for item in matches)),
        framework_clause=point.measured_clause,
        measure_point=point.id,
        got=(year,),
        expected=measured,
        contract_words="; ".join(item.threshold.text for item in matches),
        framework_words=point.title,
    )


def without_survey(context: Context, match: Match, year: int) -> Iterator[Finding]:
    """A level set for a year without survey: can it at least be derived from the rule?"""
    if match.threshold.operator == "increase>=" or match.threshold.number is None:
        return
    rise = _rise_beside(context, match, year)
    if rise is not None:
        yield from _from_unknown_base(context, match, rise, year)
        return
    levels = [
        (item, required_level(context.agreement, match.point, year=item, hub=context.hub.id))
        for threshold in match.point.thresholds
        for item in threshold.years
    ]
    equal = [
        (item, level) for item, level in levels if level and level.value == match.threshold.number
    ]
    told = [f"{format_number(level.value, 'da')} i {item}" for item, level in levels if level]
    told_en = [f"{format_number(level.value, 'en')} in {item}" for item, level in levels if level]
    hint = Text(da="", en="")
    if equal and equal[0][0] < year:
        level_year, level = equal[0]
        hint = Text(
            da=f" Tallet er niveauet, der skulle være nået i {level_year}: {summed(level, 'da')}.",
            en=f" The number is the level that was due in {level_year}: {summed(level, 'en')}.",
        )
    yield Finding(
        kind=Kind.UNDERIVABLE_THRESHOLD,
        grade=Grade.QUESTION,
        message=Text(
            da=f"Kontraktens {asked(match.threshold, 'da')} for {year} kan ikke udledes: reglen "
            f"giver {' og '.join(told) or 'intet niveau'}, og intet for {year}.{hint.da}",
            en=f"The contract's {asked(match.threshold, 'en')} for {year} cannot be derived: the "
            f"rule gives {' and '.join(told_en) or 'no level'}, and none for {year}.{hint.en}",
        ),
        contract_clause=clause_of(match.goal, match.threshold.id),
        framework_clause=match.point.clause,
        measure_point=match.point.id,
        got=match.threshold.number,
        unit=UNITS.get(unit_code(match.threshold) or ""),
        contract_words=match.threshold.text,
        framework_words=match.point.title,
        figures=addressed(context, match, equal[0][1], year=year) if equal else (),
    )


def _rise_beside(context: Context, match: Match, year: int) -> ContractThreshold | None:
    """A rise that the contract sets for the same point and year, beside the level."""
    for other in context.matches_of(match.point):
        rise = other.threshold
        years = rise.named_years or (context.year,)
        if other.goal == match.goal and rise.operator == "increase>=" and year in years:
            return rise
    return None


def _from_unknown_base(
    context: Context, match: Match, rise: ContractThreshold, year: int
) -> Iterator[Finding]:
    """The contract gives both a rise on an earlier measurement and the level it leads to."""
    threshold = match.threshold
    base = base_year(rise)
    if base is None or threshold.number is None or rise.number is None:
        return
    known = {item.year for item in context.agreement.baselines}
    level = (
        None
        if base in known
        else required_level(context.agreement, match.point, year=base, hub=context.hub.id)
    )
    figures: tuple[Figure, ...] = ()
    condition = Text(da="", en="")
    expected: Fraction | None = None
    if level is not None:
        start = _hypothetical(context, match, level, rise, base)
        figures, expected = addressed(context, match, start, year=year), start.value
        condition = Text(
            da=f" Blev kravet for {base} ({format_number(level.value, 'da')}) netop nået, "
            f"giver reglen {summed(start, 'da')}.",
            en=f" Had the requirement for {base} ({format_number(level.value, 'en')}) just been "
            f"met, the rule would give {summed(start, 'en')}.",
        )
    yield Finding(
        kind=Kind.UNDERIVABLE_THRESHOLD,
        grade=Grade.QUESTION,
        message=Text(
            da=f"Kontraktens {asked(threshold, 'da')} for {year} bygger på målingen i {base}, "
            f"som hverken kontrakten eller aftalen oplyser.{condition.da} Oplys målingen.",
            en=f"The contract's {asked(threshold, 'en')} for {year} builds on the measurement of "
            f"{base}, which neither contract nor agreement states.{condition.en} State it.",
        ),
        contract_clause=clause_of(match.goal, threshold.id),
        framework_clause=match.point.clause,
        measure_point=match.point.id,
        got=threshold.number,
        unit=UNITS.get(unit_code(threshold) or ""),
        expected=expected,
        contract_words=threshold.text,
        framework_words=match.point.title,
        figures=figures,
    )


def _hypothetical(
    context: Context,
    match: Match,
    level: Figure | Given,
    rise: ContractThreshold,
    base: int,
) -> Figure:
    clause = Source(context.contract.title, clause_of(match.goal, rise.id))
    step = Given(
        Text(da="Stigning i kontrakten", en="Rise in the contract"),
        rise.number or Fraction(0),
        PERCENTAGE_POINTS,
        clause,
    )
    return derive(
        Text(
            da=f"Niveau, hvis kravet for {base} netop blev nået",
            en=f"Level, had the requirement for {base} just been met",
        ),
        level.unit,
        Derivation(
            Text(da="kravet plus stigningen", en="the requirement plus the rise"),
            clause,
            Operation.SUM,
            (level, step),
            our_reading=True,
        ),
    )
