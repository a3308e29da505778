"""Compares each threshold of the contract with the agreement's, year by year.

Sources: the agreement's national goals (2021-2023: 7.1; 2024-2027: 8.1). A threshold holds only
in the years that it names; one without a year is read as the contract's own year.
"""

from collections.abc import Iterator
from fractions import Fraction

from samvirke.agreements import MeasurePoint, Threshold, hub_share, required_level, requirement
from samvirke.agreements.framework import PREVIOUS_LEVEL
from samvirke.figures import Given, Text, format_number
from samvirke.figures.units import UNITS
from samvirke.schemes.contract_check.context import Context, addressed, clause_of
from samvirke.schemes.contract_check.findings import Finding, Grade, Kind
from samvirke.schemes.contract_check.matching import Match, base_year, unit_code
from samvirke.schemes.contract_check.unmeasured_years import (
    without_requirement,
    without_survey,
    year_not_measured,
)
from samvirke.schemes.contract_check.wording import (
    asked,
    required,
    summed,
)

_AT_MOST = ("<=", "<")


def threshold_findings(context: Context) -> Iterator[Finding]:
    """Every finding about a number or a year in a national goal."""
    off_years: dict[tuple[int, str, int], list[Match]] = {}
    for match in context.matches:
        for year in match.threshold.named_years or (context.year,):
            held = requirement(match.point, year=year, measure=match.measure).threshold
            if held is not None:
                yield from _against_threshold(context, match, held, year)
            elif match.point.measured_years is not None and year not in match.point.measured_years:
                key = (match.goal.number, match.point.id, year)
                off_years.setdefault(key, []).append(match)
            else:
                yield from without_requirement(context, match, year)
    for (_, _, year), matches in off_years.items():
        yield year_not_measured(context, matches, year)
        for match in matches:
            yield from without_survey(context, match, year)


def _against_threshold(
    context: Context, match: Match, held: Threshold, year: int
) -> Iterator[Finding]:
    threshold = match.threshold
    if held.operator == "done":
        if threshold.value is False:
            yield _finding(
                context,
                match,
                held,
                Kind.WEAKER_THRESHOLD,
                Grade.ERROR,
                _NOT_DONE,
                got=Text(da="nej", en="no"),
                expected=Text(da="leveret", en="delivered"),
            )
        return
    if threshold.number is None:
        return
    unit = unit_code(threshold)
    rise = threshold.operator == "increase>="
    if held.operator == "increase>=" and not rise and unit == held.unit:
        yield _finding(
            context, match, held, Kind.DIFFERENT_THRESHOLD, Grade.QUESTION, _LEVEL_FOR_RISE
        )
    elif held.operator == "increase>=" and not rise:
        yield from _against_level(context, match, held, year)
    elif rise and held.operator != "increase>=":
        yield _finding(
            context, match, held, Kind.DIFFERENT_THRESHOLD, Grade.QUESTION, _RISE_FOR_LEVEL
        )
    elif unit is not None and unit in UNITS and unit != held.unit:
        yield _wrong_unit(context, match, held, unit)
    else:
        yield from _against_number(context, match, held, year)
        if rise:
            yield from _against_base_year(context, match, held, year)


def _against_number(
    context: Context, match: Match, held: Threshold, year: int
) -> Iterator[Finding]:
    threshold = match.threshold
    got, expected = threshold.number or Fraction(0), _held_number(context, match, held, year)
    share = hub_share(context.agreement, match.point, hub=context.hub.id)
    if match.point.scope == "all_hubs" and share is not None and got != expected:
        yield from _against_share(context, match, held, share)
        return
    looser = got == expected and held.operator == ">" and threshold.operator != ">"
    least = Text(da="mindst ", en="at least ") if looser else Text(da="", en="")
    advice = _CORRECT_WORD if looser else _CORRECT_NUMBER
    if threshold.operator in _AT_MOST:
        yield _finding(context, match, held, Kind.WEAKER_THRESHOLD, Grade.ERROR, _UPPER_BOUND)
    elif got < expected or looser:
        yield _finding(
            context,
            match,
            held,
            Kind.WEAKER_THRESHOLD,
            Grade.ERROR,
            Text(
                da=f"Kontrakten kræver {least.da}{asked(threshold, 'da')} i {year}; aftalen kræver "
                f"{required(held, expected, 'da')}. {advice.da}",
                en=f"The contract asks for {least.en}{asked(threshold, 'en')} in {year}; the "
                f"agreement requires {required(held, expected, 'en')}. {advice.en}",
            ),
            expected=expected,
        )
    elif got > expected:
        yield _finding(
            context,
            match,
            held,
            Kind.DIFFERENT_THRESHOLD,
            Grade.QUESTION,
            Text(
                da=f"Kontrakten kræver {asked(threshold, 'da')} i {year}, mere end aftalens "
                f"{required(held, expected, 'da')}. Er det en aftalt skærpelse?",
                en=f"The contract asks for {asked(threshold, 'en')} in {year}, more than the "
                f"agreement's {required(held, expected, 'en')}. Is that an agreed tightening?",
            ),
            expected=expected,
        )


def _held_number(context: Context, match: Match, held: Threshold, year: int) -> Fraction:
    """What the agreement asks for; of a rise, counted from the year that the contract names.

    "A further 5" in 2023 over the level of 2021 is 10 over 2020.
    """
    baselines = {item.year for item in context.agreement.baselines}
    if held.relative_to != PREVIOUS_LEVEL or base_year(match.threshold) not in baselines:
        return held.number
    rises = [
        item.number
        for item in match.point.thresholds
        if item.operator == "increase>=" and min(item.years) <= year
    ]
    return sum(rises, start=Fraction(0))


def _against_share(
    context: Context, match: Match, held: Threshold, share: Given
) -> Iterator[Finding]:
    number = match.threshold.number or Fraction(0)
    if number == share.value:
        return
    weaker = number < share.value
    split = match.point.distribution
    stated = split.stated_for if split else None
    yield _finding(
        context,
        match,
        held,
        Kind.WEAKER_THRESHOLD if weaker else Kind.DIFFERENT_THRESHOLD,
        Grade.ERROR if weaker else Grade.QUESTION,
        Text(
            da=f"Aftalen kræver {required(held, held.number, 'da')} tilsammen og giver "
            f"{context.hub.name} {format_number(share.value, 'da')} af dem (fordeling {stated}). "
            f"Kontrakten har {asked(match.threshold, 'da')}. Hvilken fordeling bygger tallet på?",
            en=f"The agreement requires {required(held, held.number, 'en')} together and gives "
            f"{context.hub.name} {format_number(share.value, 'en')} of them (distribution "
            f"{stated}). The contract has {asked(match.threshold, 'en')}. Which distribution is "
            "it from?",
        ),
        expected=share.value,
    )


def _against_level(context: Context, match: Match, held: Threshold, year: int) -> Iterator[Finding]:
    """A level in the contract against baseline plus rises in the agreement."""
    got = match.threshold.number or Fraction(0)
    level = required_level(context.agreement, match.point, year=year, hub=context.hub.id)
    if level is None:
        yield _finding(
            context,
            match,
            held,
            Kind.UNDERIVABLE_THRESHOLD,
            Grade.QUESTION,
            Text(
                da=f"Aftalen kræver en stigning, men har ikke noget udgangspunkt for "
                f"{context.hub.name}, så niveauet kan ikke regnes efter.",
                en=f"The agreement requires a rise but holds no baseline for {context.hub.name}, "
                "so the level cannot be recomputed.",
            ),
        )
        return
    if got == level.value:
        return
    figure = addressed(context, match, level, year=year)
    weaker = got < level.value
    advice = Text(
        da="Ret tallet." if weaker else "Er det en aftalt skærpelse?",
        en="Correct the number." if weaker else "Is that an agreed tightening?",
    )
    hint = _belongs_elsewhere(context, match.point, got, year)
    yield _finding(
        context,
        match,
        held,
        Kind.CONTRADICTS_RULE,
        Grade.ERROR if weaker else Grade.QUESTION,
        Text(
            da=f"Kontrakten har {asked(match.threshold, 'da')} i {year}; reglen giver "
            f"{summed(level, 'da')}.{hint.da} {advice.da}",
            en=f"The contract has {asked(match.threshold, 'en')} in {year}; the rule gives "
            f"{summed(level, 'en')}.{hint.en} {advice.en}",
        ),
        expected=level.value,
        figures=figure,
    )


def _belongs_elsewhere(context: Context, point: MeasurePoint, got: Fraction, year: int) -> Text:
    """Names another measure point of which ``got`` is the right level: a number mixed up."""
    for other in context.agreement.measure_points:
        if other == point or other.kind != "share":
            continue
        held = requirement(other, year=year).threshold
        level = required_level(context.agreement, other, year=year, hub=context.hub.id)
        if held is None or held.operator != "increase>=" or level is None or level.value != got:
            continue
        return Text(
            da=f" {format_number(got, 'da')} er niveauet for et andet målepunkt: "
            f"{other.title.da.lower()}.",
            en=f" {format_number(got, 'en')} is the level of another measure point: "
            f"{other.title.en.lower()}.",
        )
    return Text(da="", en="")


def _against_base_year(
    context: Context, match: Match, held: Threshold, year: int
) -> Iterator[Finding]:
    """The contract counts a rise from another year than the agreement does."""
    named = base_year(match.threshold)
    if named is None:
        return
    expected = _base_years(context, match.point, held, year)
    if expected and named not in expected:
        yield _finding(
            context,
            match,
            held,
            Kind.DIFFERENT_THRESHOLD,
            Grade.QUESTION,
            Text(
                da=f"Kontrakten regner stigningen fra {named}; aftalen regner den fra "
                f"{expected[0]}.",
                en=f"The contract counts the rise from {named}; the agreement counts it from "
                f"{expected[0]}.",
            ),
            got=(named,),
            expected=expected[:1],
        )


def _base_years(
    context: Context, point: MeasurePoint, held: Threshold, year: int
) -> tuple[int, ...]:
    """The years a rise may be said to count from, the agreement's own first."""
    baselines = {item.id: item.year for item in context.agreement.baselines}
    if held.relative_to in baselines:
        return (baselines[held.relative_to],)
    earlier = [item for other in point.thresholds for item in other.years if item < year]
    first = [
        baselines[item.relative_to] for item in point.thresholds if item.relative_to in baselines
    ]
    return (*sorted(earlier, reverse=True)[:1], *first)


def _finding(
    context: Context,
    match: Match,
    held: Threshold,
    kind: Kind,
    grade: Grade,
    message: Text,
    **changes: object,
) -> Finding:
    """A finding about one threshold, with the agreement's threshold beside it."""
    code = unit_code(match.threshold) or held.unit
    values: dict[str, object] = {
        "got": match.threshold.number,
        "expected": held.value,
        "unit": UNITS.get(code or ""),
        **changes,
    }
    return Finding(
        kind=kind,
        grade=grade,
        message=message,
        contract_clause=clause_of(match.goal, match.threshold.id),
        framework_clause=held.clause,
        measure_point=match.point.id,
        contract_words=match.threshold.text,
        framework_words=match.point.title,
        **values,  # type: ignore[arg-type]
    )


def _wrong_unit(context: Context, match: Match, held: Threshold, unit: str) -> Finding:
    got, expected = UNITS[unit], held.figure_unit
    number = match.threshold.number or Fraction(0)
    return _finding(
        context,
        match,
        held,
        Kind.DIFFERENT_THRESHOLD,
        Grade.QUESTION,
        Text(
            da=f"Kontrakten regner i en anden enhed: {got.with_value(number, 'da')} mod aftalens "
            f"{expected.with_value(held.number, 'da')}. Skriv aftalens enhed.",
            en=f"The contract uses another unit: {got.with_value(number, 'en')} against the "
            f"agreement's {expected.with_value(held.number, 'en')}. Write the agreement's unit.",
        ),
        got=Text(got.with_value(number, "da"), got.with_value(number, "en")),
        expected=Text(
            expected.with_value(held.number, "da"), expected.with_value(held.number, "en")
        ),
    )


_CORRECT_NUMBER = Text(da="Sæt tallet op til aftalens.", en="Raise the number to the agreement's.")
_CORRECT_WORD = Text(da="Skriv »mere end«.", en="Write 'more than'.")
_NOT_DONE = Text(
    da="Aftalen kræver, at dette leveres; kontrakten siger nej. Ret det, eller aftal det.",
    en="The agreement requires this to be delivered; the contract says no. Correct or settle it.",
)
_UPPER_BOUND = Text(
    da="Kontrakten sætter en øvre grænse, hvor aftalen kræver et mindstemål. Skriv »mindst«.",
    en="The contract sets an upper bound where the agreement requires a minimum. Write 'at least'.",
)
_LEVEL_FOR_RISE = Text(
    da="Kontrakten skriver procentpoint, men ikke, at det er en stigning. Skriv »increase>=«, "
    "eller skriv niveauet i procent.",
    en="The contract writes percentage points but not that it is a rise. Write 'increase>=', or "
    "state the level in per cent.",
)
_RISE_FOR_LEVEL = Text(
    da="Kontrakten kræver en stigning, hvor aftalen kræver et niveau. Skriv niveauet.",
    en="The contract asks for a rise where the agreement requires a level. State the level.",
)
