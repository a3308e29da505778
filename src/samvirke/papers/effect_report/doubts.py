"""What page one says beside a verdict: how much the two groups grew, how many of the other choices
would change it, and where the pairs do not resemble each other enough.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from samvirke.agreements import EffectDefinition, FrameworkAgreement, MeasurePoint
from samvirke.effects.growth import Growth
from samvirke.figures import Language, Text, format_number
from samvirke.papers.effect_report.words import VARIABLES, VERDICTS, shown
from samvirke.schemes.effect_statement import (
    EffectStatement,
    Line,
    MeasureResult,
    PointYear,
    verdict_beside,
)

GOOD_BALANCE = 0.1
"""Standard deviations apart: below it counts as good."""
_PLACEBO = "fake_year"


@dataclass(frozen=True, slots=True)
class Tally:
    """The other choices that have a number by the verdict they give, and how many are hidden."""

    verdicts: Mapping[str, int]
    hidden: int

    @property
    def told(self) -> int:
        """How many other choices have a verdict."""
        return sum(self.verdicts.values())


def judged(line: Line, measure: MeasureResult, point: MeasurePoint) -> str | None:
    """The verdict that the line would have given; ``None`` for a placebo or without a number."""
    if point.effect is None or line.code == _PLACEBO:
        return None
    return verdict_beside(line.estimate, measure, point.effect.minimum_pairs)


def flips(line: Line, measure: MeasureResult, point: MeasurePoint) -> bool:
    """Whether the line gives another verdict than the one that counts."""
    found = judged(line, measure, point)
    return found is not None and measure.verdict != "too_few" and found != measure.verdict


def tally(measure: MeasureResult, point: MeasurePoint) -> Tally:
    """How the other choices of ``measure`` would be judged."""
    verdicts = (judged(line, measure, point) for line in measure.lines)
    hidden = sum(line.hidden is not None and line.code != _PLACEBO for line in measure.lines)
    return Tally(Counter(one for one in verdicts if one is not None), hidden)


def hanging(measure: MeasureResult, point: MeasurePoint) -> Text | None:
    """How many other choices would change the verdict, in a sentence; ``None`` without one."""
    found = tally(measure, point)
    if measure.verdict == "too_few" or not found.told:
        return None
    others = {
        name: count for name, count in found.verdicts.items() if name != measure.verdict and count
    }
    da, en = (
        [(count, VERDICTS[name].in_language(language)) for name, count in others.items()]
        for language in ("da", "en")
    )
    rest = Text(f" ({found.hidden} er skjult)", f" ({found.hidden} are hidden)")
    rest = rest if found.hidden else Text("", "")
    if not others:
        return Text(
            da=f"Ingen af de {found.told} andre valg, der kan vises, ændrer vurderingen{rest.da}.",
            en=f"None of the {found.told} other choices that can be shown changes the "
            f"verdict{rest.en}.",
        )
    return Text(
        da=" og ".join(f"{count} af {found.told} andre valg giver »{words}«" for count, words in da)
        + f"{rest.da}; de står under punkt 6.",
        en=" and ".join(
            f"{count} of {found.told} other choices give '{words}'" for count, words in en
        )
        + f"{rest.en}; they stand under point 6.",
    )


def growth_unit(definition: EffectDefinition) -> Text:
    """What growth by the definition is counted in."""
    logs = Growth(definition.growth) is Growth.LOG_POINTS
    return Text("logpoint", "log points") if logs else Text("pct.", "per cent")


def grown(measure: MeasureResult, point: MeasurePoint) -> Text | None:
    """How much the two groups grew, in a sentence; ``None`` where the effect is not shown."""
    estimate = measure.estimate
    if estimate is None or estimate.guided_growth is None or point.effect is None:
        return None
    unit = growth_unit(point.effect)
    growths = [
        [shown(one, language) for one in estimate.growths] for language in ("da", "en")
    ]  # fmt: skip
    return Text(
        da=f"De vejledtes vækst var {growths[0][0]} {unit.da} mod kontrollernes {growths[0][1]}.",
        en=f"The guided grew {growths[1][0]} {unit.en} against the controls' {growths[1][1]}.",
    )


def unbalanced(statement: EffectStatement) -> Text | None:
    """Where the pairs of a verdict are not alike, in a sentence; ``None`` where all are."""
    found = [
        (point, tuple(_apart(point)))
        for point in statement.points
        if any(measure.verdict != "too_few" for measure in point.measures)
    ]
    told = _listed(found, "da"), _listed(found, "en")
    if not told[0]:
        return None
    limit = [format_number(Fraction("0.1"), language, decimals=1) for language in ("da", "en")]
    return Text(
        da=f"Efter matchningen ligger vejledte og kontroller mere end {limit[0]} "
        f"standardafvigelser fra hinanden for {told[0]}. Læs de vurderinger med forbehold; en del "
        "af forskellen kan skyldes det.",
        en=f"After matching the guided and their controls lie more than {limit[1]} standard "
        f"deviations apart in {told[1]}. Read those verdicts with care; part of the difference "
        "may come from that.",
    )


def _apart(point: PointYear) -> Iterator[tuple[str, float]]:
    for row in point.balance:
        if row.difference_after is not None and abs(row.difference_after) > GOOD_BALANCE:
            yield row.name, row.difference_after


def _listed(
    found: list[tuple[PointYear, tuple[tuple[str, float], ...]]], language: Language
) -> str:
    return "; ".join(
        f"{point.point} {point.year}: "
        + ", ".join(
            f"{VARIABLES[name].in_language(language)} ({shown(value, language, 2)})"
            for name, value in apart
        )
        for point, apart in found
        if apart
    )


def beside(
    point: PointYear, measure: MeasureResult, agreement: FrameworkAgreement
) -> Iterator[Text]:
    """The sentences that follow a verdict on page one."""
    stated = agreement.measure_point(point.point)
    yield from (
        text for text in (grown(measure, stated), hanging(measure, stated)) if text is not None
    )
