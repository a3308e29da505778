"""The report's fixed words."""

from fractions import Fraction

from samvirke.effects.cohort import Reason
from samvirke.figures import Language, Rounding, Text, format_number, round_exact
from samvirke.figures.exact import from_canonical
from samvirke.figures.units import PERCENTAGE_POINTS
from samvirke.schemes.effect_statement import MEASURE_NAMES

MEASURES = MEASURE_NAMES
SEGMENTS = {
    "growth": Text(da="vækstsegmentet", en="the growth segment"),
    "operation": Text(da="driftssegmentet", en="the operation segment"),
}
VERDICTS = {
    "met": Text(da="Nået", en="Met"),
    "not_met": Text(da="Ikke nået", en="Not met"),
    "too_few": Text(da="Kan ikke vurderes", en="Cannot be judged"),
}
HIDDEN = {
    "few": Text(da="skjult: for få", en="hidden: too few"),
    "dominated": Text(da="skjult: én fylder for meget", en="hidden: one outweighs the rest"),
    "subtraction": Text(da="skjult: følger af andre tal", en="hidden: follows from others"),
}
REASONS = {reason.value: reason.label for reason in Reason}
VARIABLES = {
    "log_turnover": Text(da="omsætning (logaritme)", en="turnover (logarithm)"),
    "log_full_time_equivalents": Text(da="årsværk (logaritme)", en="employees (logarithm)"),
    "age": Text(da="alder", en="age"),
    "turnover_growth_before": Text(da="vækst året før", en="growth the year before"),
    "employment_growth_before": Text(da="jobvækst året før", en="job growth the year before"),
    "score": Text(da="score", en="score"),
}
ALL = Text(da="alle", en="all")
NO_THEME = Text(da="uden tema", en="without theme")
DEMO = Text(da="Demodata", en="Demo data")
DEMO_NOTE = Text(
    da="Alle virksomheder og tal i denne rapport er opdigtede demodata.",
    en="All companies and numbers in this report are made-up demo data.",
)


def shown(value: float | None, language: Language, decimals: int = 1) -> str:
    """``value`` rounded half up for reading, or a dash."""
    if value is None:
        return "–"
    return format_number(Fraction(value), language, decimals=decimals)


def points(value: float, language: Language) -> str:
    """``value`` in percentage points, with one decimal."""
    return f"{shown(value, language)} {PERCENTAGE_POINTS.many.in_language(language)}"


def required(operator: str, threshold: str, language: Language) -> str:
    """The threshold in words, in percentage points: at least so many, or more than none."""
    number = format_number(Fraction(threshold), language)
    if operator == ">":
        return Text(da=f"over {number}", en=f"above {number}").in_language(language)
    return Text(da=f"mindst {number}", en=f"at least {number}").in_language(language)


def decimals_beside(value: float, threshold: str) -> int:
    """How many decimals show on which side of the threshold ``value`` lies: one, at most three."""
    limit = from_canonical(threshold)
    for decimals in (1, 2):
        rounded = round_exact(Fraction(value), Rounding.HALF_UP, decimals=decimals)
        if (rounded > limit, rounded < limit) == (value > limit, value < limit):
            return decimals
    return 3
