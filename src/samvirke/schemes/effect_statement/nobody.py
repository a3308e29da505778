"""Why nobody could be compared, and what to do about it."""

from collections.abc import Mapping
from fractions import Fraction

from samvirke.effects.cohort import Cohort, Reason
from samvirke.figures import Language, Text, format_number


def why_nobody(cohort: Cohort, reasons: Mapping[Reason, int], first_year: int) -> Text | None:
    """Why no guided company of the cohort has a pair, or ``None`` where that is not yet known.

    ``reasons`` counts those that are out so far, ``first_year`` is the register's.
    """
    count = len(cohort.engagements) + len(cohort.left_out)
    found = sorted((why for why in Reason if reasons[why]), key=lambda why: -reasons[why])
    if sum(reasons.values()) == count and found:
        told = _told(reasons, found, "da"), _told(reasons, found, "en")
        advice = _advice(found[0], cohort.base_year, first_year)
        return Text(
            da=f"Ingen vejledt virksomhed kan sammenlignes: {told[0]}. {advice.da}",
            en=f"No guided company can be compared: {told[1]}. {advice.en}",
        )
    if not (~cohort.guided).any():
        return Text(
            da="Registret har ingen mulig kontrol: ingen virksomhed uden for listen har tal i "
            f"{cohort.base_year}. Brug et register over alle virksomheder, også de ikke-vejledte.",
            en="The register has no possible control: no company off the list has numbers in "
            f"{cohort.base_year}. Use a register of all companies, those never guided too.",
        )
    return None


def _told(reasons: Mapping[Reason, int], found: list[Reason], language: Language) -> str:
    return "; ".join(
        f"{why.label.in_language(language)} ({format_number(Fraction(reasons[why]), language)})"
        for why in found
    )


def _advice(why: Reason, base_year: int, first_year: int) -> Text:
    before = base_year - 1
    return {
        Reason.NOT_IN_REGISTER: Text(
            da="Se efter, om de to filer bruger de samme numre, og om det er det rette register.",
            en="See whether the two files use the same numbers, and whether it is the right "
            "register.",
        ),
        Reason.OUTSIDE_PANEL: Text(
            da=f"Registret begynder i {first_year}; hent et, der begynder senest i {before} og "
            f"rummer {base_year}.",
            en=f"The register begins in {first_year}; fetch one that begins in {before} at the "
            f"latest and holds {base_year}.",
        ),
        Reason.MISSING_BASE_YEAR: Text(
            da=f"Se efter, om de kolonner er udfyldt for {before} og {base_year}, og om beløb og "
            "årsværk er over 0.",
            en=f"See whether those columns are filled in for {before} and {base_year}, and whether "
            "amounts and employees are above 0.",
        ),
        Reason.NO_CELL: Text(
            da="Gør cellerne grovere (exact i aftalens fil), eller brug et register med flere "
            "virksomheder.",
            en="Make the cells coarser (exact in the agreement's file), or use a register of more "
            "companies.",
        ),
        Reason.NO_CONTROL_NEAR: Text(
            da="Gør grænsen videre (caliper i aftalens fil), eller brug et register med flere "
            "virksomheder.",
            en="Widen the caliper (in the agreement's file), or use a register of more companies.",
        ),
    }[why]
