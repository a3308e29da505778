"""Levels, requirements and sums in words, for the messages of the contract check."""

from fractions import Fraction

from samvirke.agreements import ContractThreshold, MeasurePoint, Threshold
from samvirke.agreements.wording import level_bound
from samvirke.figures import Figure, Given, Language, format_number
from samvirke.figures.units import UNITS
from samvirke.schemes.contract_check.matching import Match, unit_code


def asked(threshold: ContractThreshold, language: Language) -> str:
    """What the contract asks for, with its unit where it is a known one."""
    number = threshold.number or Fraction(0)
    code = unit_code(threshold)
    if code in UNITS:
        return UNITS[code].with_value(number, language)
    return format_number(number, language)


def required(held: Threshold, number: Fraction, language: Language) -> str:
    """What the agreement requires: »mindst 80 pct.«."""
    shown = held.figure_unit.with_value(number, language)
    return f"{level_bound(held.operator).in_language(language)} {shown}"


def summed(level: Figure | Given, language: Language) -> str:
    """A level as a short sum: ``64 + 5 = 69``."""
    if isinstance(level, Given):
        return level.unit.with_value(level.value, language)
    terms = " + ".join(format_number(part.value, language) for part in level.derivation.inputs)
    return f"{terms} = {format_number(level.value, language)}"


def other_years(match: Match, language: Language) -> str:
    """The years for which the agreement does hold a threshold, in brackets, or nothing."""
    word = "i" if language == "da" else "in"
    told = ", ".join(
        f"{item.figure_unit.with_value(item.number, language)} {word} {year}"
        for year, item in _thresholds_by_year(match.point, match)
        if item.value is not None
    )
    return f" ({told})" if told else ""


def _thresholds_by_year(point: MeasurePoint, match: Match) -> list[tuple[int, Threshold]]:
    own = [item for item in point.thresholds if item.measure == match.measure]
    return sorted(((year, item) for item in own for year in item.years), key=lambda pair: pair[0])
