"""What an agreement requires in a given year, and how far it is to a later level.

A threshold holds only in the years that it names. In other years there is no requirement, and
the next one is shown instead of being applied early.
"""

from dataclasses import dataclass

from samvirke.agreements.framework import (
    PREVIOUS_LEVEL,
    Baseline,
    FrameworkAgreement,
    MeasurePoint,
    Threshold,
)
from samvirke.agreements.vocabulary import Measure
from samvirke.figures import Derivation, Figure, Given, Operation, Text, derive
from samvirke.figures.units import COMPANIES, UNITS


@dataclass(frozen=True, slots=True)
class Requirement:
    """The threshold of one measure in one year; ``threshold`` is ``None`` where none holds then.

    ``next_threshold`` is the first later one, with ``next_year`` the first year it holds.
    """

    year: int
    threshold: Threshold | None
    next_threshold: Threshold | None = None
    next_year: int | None = None


def measures(point: MeasurePoint) -> tuple[Measure | None, ...]:
    """The measures that a point has thresholds for: turnover and employment, or just ``None``."""
    return tuple(dict.fromkeys(threshold.measure for threshold in point.thresholds))


def requirement(point: MeasurePoint, *, year: int, measure: Measure | None = None) -> Requirement:
    """What ``point`` requires in ``year``.

    >>> from samvirke.agreements.loading import load_agreements
    >>> newer = load_agreements()[1]
    >>> young = requirement(newer.measure_point("RA24-M1a"), year=2025)
    >>> young.threshold is None, young.next_year, int(young.next_threshold.number)
    (True, 2027, 1200)
    """
    own = [threshold for threshold in point.thresholds if threshold.measure == measure]
    held = next((threshold for threshold in own if year in threshold.years), None)
    if held is not None:
        return Requirement(year, held)
    later = [(item, threshold) for threshold in own for item in threshold.years if item > year]
    if not later:
        return Requirement(year, None)
    next_year, threshold = min(later, key=lambda item: item[0])
    return Requirement(year, None, threshold, next_year)


def is_due(point: MeasurePoint, *, year: int, measure: Measure | None = None) -> bool:
    """Whether a contract for ``year`` must hold the point: a threshold that year, or a local
    target, which each yearly contract sets anew.
    """
    if point.kind == "local_target":
        return True
    return requirement(point, year=year, measure=measure).threshold is not None


def required_level(
    agreement: FrameworkAgreement, point: MeasurePoint, *, year: int, hub: str
) -> Figure | Given | None:
    """The level that ``hub`` (by id) must reach in ``year``: the printed one, or the baseline
    plus the rises up to then.

    ``None`` where the agreement requires nothing that year or holds no baseline for the hub.

    >>> from samvirke.agreements.loading import load_agreements
    >>> older = load_agreements()[0]
    >>> green = older.measure_point("RA21-M6c")
    >>> [int(required_level(older, green, year=y, hub="nordjylland").value) for y in (2021, 2023)]
    [69, 74]
    """
    threshold = requirement(point, year=year).threshold
    if threshold is None or threshold.value is None:
        return None
    source = agreement.source(threshold.clause)
    if threshold.operator != "increase>=":
        name = Text(da=f"Krav i {year}", en=f"Requirement in {year}")
        return Given(name, threshold.number, threshold.figure_unit, source)
    if threshold.relative_to == PREVIOUS_LEVEL:
        earlier = max(item for item in _threshold_years(point) if item < year)
        start = required_level(agreement, point, year=earlier, hub=hub)
    else:
        start = _baseline(agreement, agreement.baseline(threshold.relative_to or ""), hub)
    if start is None:
        return None
    rise = Given(
        Text(da=f"Stigning, som kræves i {year}", en=f"Rise required in {year}"),
        threshold.number,
        threshold.figure_unit,
        source,
    )
    return derive(
        Text(da=f"Niveau, som kræves i {year}", en=f"Level required in {year}"),
        start.unit,
        Derivation(
            Text(da="udgangspunktet plus stigningen", en="the starting level plus the rise"),
            source,
            Operation.SUM,
            (start, rise),
        ),
    )


def hub_share(agreement: FrameworkAgreement, point: MeasurePoint, *, hub: str) -> Given | None:
    """The hub's part of a total that the agreement itself has split, or ``None``."""
    split = point.distribution
    if split is None or hub not in split.hubs:
        return None
    name = Text(
        da=f"Erhvervshusets andel af det samlede mål (fordeling {split.stated_for})",
        en=f"The hub's part of the common goal (distribution {split.stated_for})",
    )
    return Given(name, split.hubs[hub], COMPANIES, agreement.source(split.clause))


def distance(level: Figure | Given, value: Figure | Given) -> Figure:
    """How much ``value`` lacks to reach a later ``level``; negative where it is above it.

    >>> from samvirke.agreements.loading import load_agreements
    >>> newer = load_agreements()[1]
    >>> young = newer.measure_point("RA24-M1a")
    >>> from fractions import Fraction
    >>> goal = hub_share(newer, young, hub="fyn")
    >>> now = Given(Text("Vejledt i 2025", "Guided in 2025"), Fraction(60), COMPANIES, goal.source)
    >>> int(distance(goal, now).value)
    34
    """
    source = level.source if isinstance(level, Given) else level.derivation.source
    return derive(
        Text(da="Afstand til det senere niveau", en="Distance to the later level"),
        level.unit,
        Derivation(
            Text(da="det senere niveau minus værdien nu", en="the later level minus today's value"),
            source,
            Operation.DIFFERENCE,
            (level, value),
        ),
    )


def _threshold_years(point: MeasurePoint) -> list[int]:
    return [year for threshold in point.thresholds for year in threshold.years]


def _baseline(agreement: FrameworkAgreement, baseline: Baseline, hub: str) -> Given | None:
    if hub not in baseline.hubs:
        return None
    unit = UNITS[baseline.unit]
    return Given(baseline.title, baseline.hubs[hub], unit, agreement.source(baseline.clause))
