"""Which measure point a contract's threshold speaks of.

A contract refers to goals, not to measure points, so a threshold is recognised by its words and
its unit. ``measure_point`` in the file settles it where words do not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from samvirke.agreements import (
    ContractGoal,
    ContractThreshold,
    FrameworkAgreement,
    Goal,
    MeasurePoint,
    measures,
)
from samvirke.agreements.vocabulary import Measure

_UNITS = {
    "percent": ("pct", "pct.", "%", "percent", "per cent", "procent"),
    "percentage_points": (
        "percentage points",
        "percentage_points",
        "percentage point",
        "procentpoint",
        "procent-point",
        "pct.point",
        "pct. point",
        "pct.-point",
        "pct-point",
        "pp",
    ),
    "nps_points": ("nps points", "nps_points", "nps", "nps-point", "point", "points"),
    "companies": (
        "firms",
        "companies",
        "virksomheder",
        "firms per year",
        "firms a year",
        "virksomheder om året",
        "start-ups",
        "startups",
        "iværksættere",
    ),
}
_SAME_AS_BEFORE = re.compile(r"\b(same|samme|ditto|do\.|further|yderligere)\b")
_ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SIMILAR_TITLE = 0.8


@dataclass(frozen=True, slots=True)
class Match:
    """A threshold of a contract goal and the measure point (and measure) that it speaks of."""

    goal: ContractGoal
    threshold: ContractThreshold
    point: MeasurePoint
    measure: Measure | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A contract goal and the framework goal that it carries out.

    ``referred`` is what its reference names, ``titled`` what its title names; ``goal`` is the one
    used: the title wins, since a slip of the pen is likelier in a number.
    """

    contract_goal: ContractGoal
    referred: Goal | None
    titled: Goal | None

    @property
    def goal(self) -> Goal | None:
        """The framework goal meant, or ``None`` where neither reference nor title tells."""
        return self.titled or self.referred


def resolve(goal: ContractGoal, agreement: FrameworkAgreement) -> Resolved:
    """Finds the framework goal that a national goal of the contract refers to."""
    reference = goal.framework_ref or ""
    referred = next(
        (
            item
            for item in agreement.goals
            if reference == item.id or any(reference == point.id for point in item.measure_points)
        ),
        None,
    )
    titled = None
    best = _SIMILAR_TITLE
    for item in agreement.goals:
        likeness = max(_alike(goal.name, item.title.da), _alike(goal.name, item.title.en))
        if likeness > best or (likeness == best and item == referred):
            titled, best = item, likeness
    return Resolved(goal, referred, titled)


def unit_code(threshold: ContractThreshold) -> str | None:
    """The unit by Samvirke's name, the contract's own word where it has none, or ``None``."""
    if threshold.unit is None:
        return None
    word = threshold.unit.strip().lower()
    return next((code for code, names in _UNITS.items() if word in names), word)


def match_thresholds(
    goal: ContractGoal, points: Sequence[MeasurePoint], agreement: FrameworkAgreement
) -> list[Match]:
    """The thresholds of ``goal`` that speak of one of ``points``; local additions are left out.

    A threshold that names its measure point speaks of that one, wherever in the agreement it is.
    """
    found: dict[str, Match] = {}
    previous: Match | None = None
    for threshold in goal.requirements:
        named = [p for p in agreement.measure_points if p.id == threshold.measure_point]
        match = None
        if named or threshold.measure_point is None:
            match = _by_words(goal, threshold, named or points)
        goes_on = previous is not None and _SAME_AS_BEFORE.search(threshold.words)
        if match is None and previous and goes_on and _fits(threshold, previous.point):
            match = Match(goal, threshold, previous.point, previous.measure)
        if match is not None:
            found[threshold.id] = previous = match
    taken = {match.point.id for match in found.values()}
    for threshold in goal.requirements:
        if threshold.id not in found and threshold.measure_point is None:
            only = [p for p in points if p.id not in taken and _fits(threshold, p)]
            if len(only) == 1 and len(measures(only[0])) == 1:
                taken.add(only[0].id)
                found[threshold.id] = Match(goal, threshold, only[0], measures(only[0])[0])
    return [found[item.id] for item in goal.requirements if item.id in found]


def mentions(words: str, stems: Sequence[str]) -> int:
    """How many of the word stems stand in ``words`` (lower case)."""
    return sum(stem.lower() in words for stem in stems)


def base_year(threshold: ContractThreshold) -> int | None:
    """The year that a rise is counted from, where the text names one besides its own."""
    named = {int(year) for year in _ANY_YEAR.findall(threshold.words)}
    other = sorted(named - set(threshold.named_years))
    return other[-1] if other else None


def _by_words(
    goal: ContractGoal, threshold: ContractThreshold, points: Sequence[MeasurePoint]
) -> Match | None:
    best: tuple[int, Match] | None = None
    for point in points:
        named = threshold.measure_point == point.id
        if not named and mentions(threshold.words, point.ruled_out_by):
            continue
        if not named and not _fits(threshold, point) and not _fits_but_for_unit(threshold, point):
            continue
        for measure in measures(point):
            score = _score(threshold, point, measure) + (100 if named else 0)
            score += 3 if _fits(threshold, point) else 0
            recognised = named or mentions(threshold.words, _stems(point, measure))
            if recognised and (best is None or score > best[0]):
                best = (score, Match(goal, threshold, point, measure))
    return None if best is None else best[1]


def _score(threshold: ContractThreshold, point: MeasurePoint, measure: Measure | None) -> int:
    own = _own_words(point, measure)
    return 2 * mentions(threshold.words, point.recognised_by) + mentions(threshold.words, own)


def _stems(point: MeasurePoint, measure: Measure | None) -> list[str]:
    """The stems that tell one measure of a point, or the point where it has but one measure."""
    own = _own_words(point, measure)
    return own or list(point.recognised_by)


def _own_words(point: MeasurePoint, measure: Measure | None) -> list[str]:
    own = (item for item in point.thresholds if item.measure == measure)
    return [word for item in own for word in item.recognised_by]


def _fits(threshold: ContractThreshold, point: MeasurePoint) -> bool:
    """Whether a threshold's unit and operator can belong to the point at all."""
    unit, operator = unit_code(threshold), threshold.operator
    if point.kind == "delivery":
        return operator == "done" and unit in (None, "boolean")
    if point.kind == "local_target" or operator in ("done", "within", "about equal"):
        return False
    fitting = {
        "share": ("percent", "percentage_points") if operator == "increase>=" else ("percent",),
        "nps": ("nps_points",),
        "count": ("companies",),
        "growth_difference": ("percentage_points", "difference in growth"),
    }[point.kind]
    return unit is None or unit in fitting


def _fits_but_for_unit(threshold: ContractThreshold, point: MeasurePoint) -> bool:
    """Whether only a slip in the unit keeps the threshold from fitting."""
    numeric = threshold.operator in (">=", ">", "<=", "<", "=", "increase>=")
    measured = point.kind in ("share", "nps", "growth_difference", "count")
    return numeric and measured and unit_code(threshold) in _UNITS


def _alike(left: str, right: str) -> float:
    first, second = (re.sub(r"\W+", " ", text).casefold().strip() for text in (left, right))
    return SequenceMatcher(None, first, second).ratio() if first and second else 0.0
