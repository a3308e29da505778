"""Units of figures. A number without a unit is never shown."""

from dataclasses import dataclass
from fractions import Fraction

from samvirke.figures.numbers import format_number
from samvirke.figures.text import Language, Text


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its code in files and its words for one and for many.

    Values that need more decimals than ``at_most`` are shown rounded to them.
    """

    code: str
    one: Text
    many: Text
    at_most: int = 4

    def with_value(self, value: Fraction, language: Language) -> str:
        """``value`` followed by the unit's word.

        >>> PERCENTAGE_POINTS.with_value(Fraction(5), "da")
        '5 procentpoint'
        >>> COMPANIES.with_value(Fraction(1200), "en")
        '1,200 companies'
        """
        words = self.one if abs(value) == 1 else self.many
        number = format_number(value, language, at_most=self.at_most)
        return f"{number} {words.in_language(language)}".rstrip()


def _unit(code: str, one: tuple[str, str], many: tuple[str, str]) -> Unit:
    return Unit(code, Text(*one), Text(*many))


PERCENT = _unit("percent", ("pct.", "per cent"), ("pct.", "per cent"))
PERCENTAGE_POINTS = _unit(
    "percentage_points", ("procentpoint", "percentage point"), ("procentpoint", "percentage points")
)
NPS_POINTS = _unit("nps_points", ("NPS-point", "NPS point"), ("NPS-point", "NPS points"))
COMPANIES = _unit("companies", ("virksomhed", "company"), ("virksomheder", "companies"))
MUNICIPALITIES = _unit(
    "municipalities", ("kommune", "municipality"), ("kommuner", "municipalities")
)
PERSONS = _unit("persons", ("person", "person"), ("personer", "persons"))
KR = _unit("kr", ("kr.", "DKK"), ("kr.", "DKK"))
THOUSAND_KR = _unit("thousand_kr", ("t. kr.", "thousand DKK"), ("t. kr.", "thousand DKK"))

PLACES = _unit("places", ("plads", "place"), ("pladser", "places"))
ANSWERS = _unit("answers", ("svar", "answer"), ("svar", "answers"))
# A sum of the weights that a survey gives its answers.
WEIGHTED_ANSWERS = _unit(
    "weighted_answers", ("vægtet svar", "weighted answer"), ("vægtede svar", "weighted answers")
)
ENGAGEMENTS = _unit(
    "engagements", ("forløb", "guidance engagement"), ("forløb", "guidance engagements")
)
PARTICIPATIONS = _unit(
    "participations", ("deltagelse", "participation"), ("deltagelser", "participations")
)
CASES = _unit("cases", ("sag", "case"), ("sager", "cases"))
KR_PER_CASE = _unit("kr_per_case", ("kr. pr. sag", "DKK per case"), ("kr. pr. sag", "DKK per case"))
# A part of a whole, such as a municipality's part of the population: a number without a word. Eight
# decimals, so that an amount of millions multiplied by it on paper misses by less than a krone.
RATIO = Unit("ratio", Text("", ""), Text("", ""), at_most=8)

UNITS = {
    unit.code: unit
    for unit in (
        PERCENT,
        PERCENTAGE_POINTS,
        NPS_POINTS,
        COMPANIES,
        MUNICIPALITIES,
        PERSONS,
        THOUSAND_KR,
        KR,
        PLACES,
        ANSWERS,
        WEIGHTED_ANSWERS,
        ENGAGEMENTS,
        PARTICIPATIONS,
        CASES,
        KR_PER_CASE,
        RATIO,
    )
}
