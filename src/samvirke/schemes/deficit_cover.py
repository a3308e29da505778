"""What a deficit guarantee covers of each operating year, and what it leaves.

Source: »Den udvidede underskudsmodel blandt kommuner i Syddanmark«, August 2024. The split over
the municipalities is in ``deficit_guarantee``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from samvirke.allocation import AllocationError
from samvirke.figures import Derivation, Figure, Given, Operation, Source, Text, derive, format_date
from samvirke.figures.units import KR, RATIO
from samvirke.records import FractionField, Record, TextField, Whole, Word
from samvirke.schemes.parameters import Parameters, load_parameters


class Outcome(Enum):
    """What happens to one year's deficit."""

    COVERED = "covered"
    FULLY_OCCUPIED = "fully_occupied"
    LAPSED = "lapsed"
    NOT_GRANTED = "not_granted"


class Ruling(Record):
    """A principle in words, and the heading it stands under."""

    rule: TextField
    clause: Word


class DeficitGuaranteeParameters(Parameters):
    """The printed numbers; ``blocked_years`` are those in which who opted out gets no place."""

    kkr: Word
    cover_percent: FractionField
    most_years: Whole
    lapse_year: Whole
    blocked_years: Whole
    evaluated_after_years: Whole
    rounding: Word
    rulings: dict[Outcome, Ruling]
    uptake: Ruling
    remaining: Ruling

    def at(self, ruling: Ruling) -> Source:
        """Where in the document a ruling stands."""
        return Source(self.document, ruling.clause)


@dataclass(frozen=True, slots=True)
class OperatingYear:
    """A year after the facility's start, counted from 1; ``deficit`` in kr., positive.

    ``other_causes`` is the part of it that does not come of slower uptake than expected.
    """

    number: int
    deficit: Given
    full_occupancy: bool
    other_causes: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class HigherCover:
    """A special decision on a higher cover: per cent, who decided, and when."""

    percent: Fraction
    body: str
    day: date


@dataclass(frozen=True, slots=True)
class YearCover:
    """One year: what the municipalities cover, and what is left to buyers and operator."""

    number: int
    outcome: Outcome
    covered: Figure
    remaining: Figure


def deficit_guarantee_on(day: date) -> DeficitGuaranteeParameters:
    """The model in force on a day. Raises ``InputError`` for days that it is not known for."""
    return load_parameters(DeficitGuaranteeParameters, "deficit_guarantee", on=day)


def cover_years(
    years: Sequence[OperatingYear],
    *,
    model: DeficitGuaranteeParameters,
    granted_years: int | None = None,
    higher: HigherCover | None = None,
) -> tuple[YearCover, ...]:
    """What is covered of each year's deficit, in kr. and exact.

    50 per cent for as many years as were granted, three at most; nothing in a year with full
    occupancy all year; nothing from year two on once that year was fully occupied. ``higher`` is a
    special decision. Raises ``AllocationError`` for years that do not run 1, 2, 3, …, a negative
    deficit, other causes above the deficit, or a grant or cover that the model does not allow.
    """
    granted = model.most_years if granted_years is None else granted_years
    _check_grant(model, granted, higher)
    _check_years(years)
    lapsed = any(year.number == model.lapse_year and year.full_occupancy for year in years)
    covers = []
    for year in years:
        outcome = Outcome.COVERED
        if year.number > granted:
            outcome = Outcome.NOT_GRANTED
        elif lapsed and year.number > model.lapse_year:
            outcome = Outcome.LAPSED
        elif year.full_occupancy:
            outcome = Outcome.FULLY_OCCUPIED
        covers.append(_cover(year, outcome, model, higher))
    return tuple(covers)


def total_cover(covers: Sequence[YearCover], *, model: DeficitGuaranteeParameters) -> Figure:
    """What the municipalities cover in all the years together, in kr."""
    name = Text(da="Dækning i alle år", en="Cover in all years")
    rule = Text(da="summen af årenes dækning", en="the sum of the years' cover")
    parts = tuple(cover.covered for cover in covers)
    return derive(name, KR, Derivation(rule, model.source, Operation.SUM, parts))


def _cover(
    year: OperatingYear,
    outcome: Outcome,
    model: DeficitGuaranteeParameters,
    higher: HigherCover | None,
) -> YearCover:
    ruling, number = model.rulings[outcome], year.number
    source = model.at(ruling)
    percent, decided = Fraction(0), source
    if outcome is Outcome.COVERED:
        percent = model.cover_percent
        if higher is not None:
            percent, decided = (
                higher.percent,
                Source(higher.body, f"beslutning {format_date(higher.day, 'da')}"),
            )
    share = Given(_SHARE, percent / 100, RATIO, decided)
    name = Text(da=f"Dækning, år {number}", en=f"Cover, year {number}")
    inputs = (_from_slow_uptake(year, model), share)
    covered = derive(name, KR, Derivation(ruling.rule, source, Operation.PRODUCT, inputs))
    left = Text(
        da=f"Rest til køberne og driftsherren, år {number}",
        en=f"Left to buyers and operator, year {number}",
    )
    rest, at = model.remaining.rule, model.at(model.remaining)
    parts = (year.deficit, covered)
    remaining = derive(left, KR, Derivation(rest, at, Operation.DIFFERENCE, parts))
    return YearCover(number, outcome, covered, remaining)


def _from_slow_uptake(year: OperatingYear, model: DeficitGuaranteeParameters) -> Given | Figure:
    if not year.other_causes:
        return year.deficit
    name = Text(
        da=f"Underskud af langsom ibrugtagning, år {year.number}",
        en=f"Deficit from slow uptake, year {year.number}",
    )
    other = Text(da=f"Andre årsager, år {year.number}", en=f"Other causes, year {year.number}")
    parts = (year.deficit, Given(other, year.other_causes, KR, year.deficit.source))
    rule, at = model.uptake.rule, model.at(model.uptake)
    return derive(name, KR, Derivation(rule, at, Operation.DIFFERENCE, parts))


_SHARE = Text(da="Dækningens andel af underskuddet", en="The cover's share of the deficit")


def _check_grant(
    model: DeficitGuaranteeParameters, granted: int, higher: HigherCover | None
) -> None:
    if not 1 <= granted <= model.most_years:
        raise AllocationError(
            Text(
                da=f"Garantien kan gives for 1-{model.most_years} år, ikke for {granted}.",
                en=f"The guarantee can be given for 1-{model.most_years} years, not {granted}.",
            )
        )
    if higher is not None and not model.cover_percent < higher.percent <= 100:
        usual = int(model.cover_percent)
        raise AllocationError(
            Text(
                da=f"En særlig beslutning giver mere end {usual} pct. og højst 100 pct. af "
                "underskuddet.",
                en=f"A special decision gives more than {usual} per cent and 100 per cent of the "
                "deficit at most.",
            )
        )


def _check_years(years: Sequence[OperatingYear]) -> None:
    if not years:
        raise AllocationError(
            Text(
                da="Der er ingen driftsår. Skriv mindst ét år med dets underskud.",
                en="There are no operating years. Give at least one with its deficit.",
            )
        )
    for place, year in enumerate(years, start=1):
        if year.number != place:
            raise AllocationError(
                Text(
                    da=f"Driftsårene skal stå som 1, 2, 3 … i rækkefølge; her mangler år {place}.",
                    en=f"The operating years must run 1, 2, 3, …; year {place} is missing.",
                )
            )
        if year.deficit.value < 0:
            raise AllocationError(
                Text(
                    da=f"Underskuddet i år {place} er negativt. Skriv et underskud som et positivt "
                    "tal, og 0 for et år med overskud.",
                    en=f"The deficit of year {place} is negative. Write a deficit as a positive "
                    "number, and 0 for a year with a surplus.",
                )
            )
        if not 0 <= year.other_causes <= year.deficit.value:
            raise AllocationError(
                Text(
                    da=f"Andre årsager i år {place} skal ligge mellem 0 og årets underskud.",
                    en=f"Other causes in year {place} must lie between 0 and the year's deficit.",
                )
            )
