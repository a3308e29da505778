"""A framework agreement year by year: which threshold holds when, for all hubs or worked out."""

from collections.abc import Iterator
from dataclasses import dataclass

from samvirke.agreements import (
    FrameworkAgreement,
    MeasurePoint,
    hub_share,
    measures,
    required_level,
    requirement,
)
from samvirke.agreements.vocabulary import Measure
from samvirke.figures import Figure, Given, Language, Step, Text, steps
from samvirke.papers.agreement_year import threshold_in_words
from samvirke.territory import Body

_LOCAL = Text(da="fastsættes i resultatkontrakten", en="set in the performance contract")
_PART = Text(da="heraf {value} hos {hub}", en="{value} of them at {hub}")


@dataclass(frozen=True, slots=True)
class Told:
    """One threshold in a year, its clause, and ``level``: what it comes to for the hub asked of."""

    words: str
    clause: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class TimelineYear:
    """What a measure point requires in one year; nothing where ``told`` is empty."""

    year: int
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class TimelineCalculation:
    """How the level of one year was worked out."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A measure point over the agreement's years."""

    id: str
    title: str
    clause: str
    years: tuple[TimelineYear, ...]
    calculations: tuple[TimelineCalculation, ...]


@dataclass(frozen=True, slots=True)
class TimelineGoal:
    """A national goal with its measure points."""

    number: int
    title: str
    clause: str
    rows: tuple[TimelineRow, ...]


def timeline(
    agreement: FrameworkAgreement, language: Language, *, hub: Body | None = None
) -> tuple[TimelineGoal, ...]:
    """The agreement's goals with every threshold under the year in which it holds.

    With ``hub`` a rise is worked out to the level it leads to for that hub, with its calculation,
    and a common total shows the hub's part.
    """
    return tuple(
        TimelineGoal(
            int(goal.number),
            goal.title.in_language(language),
            goal.clause,
            tuple(_row(agreement, point, hub, language) for point in goal.measure_points),
        )
        for goal in agreement.goals
    )


def _row(
    agreement: FrameworkAgreement, point: MeasurePoint, hub: Body | None, language: Language
) -> TimelineRow:
    years = tuple(
        TimelineYear(year, tuple(_told(agreement, point, year, hub, language)))
        for year in agreement.valid.period.years()
    )
    calculations = (
        TimelineCalculation(figure.name.in_language(language), tuple(steps(figure, language)))
        for year in agreement.valid.period.years()
        for measure in measures(point)
        if isinstance(figure := _level(agreement, point, year, hub, measure), Figure)
    )
    return TimelineRow(
        point.id, point.title.in_language(language), point.clause, years, tuple(calculations)
    )


def _told(
    agreement: FrameworkAgreement,
    point: MeasurePoint,
    year: int,
    hub: Body | None,
    language: Language,
) -> Iterator[Told]:
    if point.kind == "local_target":
        yield Told(_LOCAL.in_language(language), point.clause)
    for measure in measures(point):
        threshold = requirement(point, year=year, measure=measure).threshold
        if threshold is not None:
            level = _level_in_words(agreement, point, year, hub, measure, language)
            yield Told(threshold_in_words(threshold, language), threshold.clause, level)


def _level_in_words(
    agreement: FrameworkAgreement,
    point: MeasurePoint,
    year: int,
    hub: Body | None,
    measure: Measure | None,
    language: Language,
) -> str:
    if hub is None:
        return ""
    part = hub_share(agreement, point, hub=hub.id)
    if part is not None:
        value = part.unit.with_value(part.value, language)
        return _PART.in_language(language).format(hub=hub.name, value=value)
    level = _level(agreement, point, year, hub, measure)
    if not isinstance(level, Figure):
        return ""
    value = level.unit.with_value(level.value, language)
    return f"{hub.name}: {value}"


def _level(
    agreement: FrameworkAgreement,
    point: MeasurePoint,
    year: int,
    hub: Body | None,
    measure: Measure | None,
) -> Figure | Given | None:
    if hub is None:
        return None
    return required_level(agreement, point, year=year, hub=hub.id, measure=measure)
