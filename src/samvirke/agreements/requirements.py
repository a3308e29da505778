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
from samvirke.figures.units import COMPANIES, PERCENT, PERCENTAGE_POINTS, UNITS


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
    """What ``point`` requires in ``year``, of one of its measures.

    ``measure`` may be left out where the point has only one; else ``ValueError`` is raised.

    >>> from samvirke.agreements.loading import load_agreements
    >>> newer = load_agreements()[1]
    >>> young = requirement(newer.measure_point("RA24-M1a"), year=2025)
    >>> young.threshold is None, young.next_year, int(young.next_threshold.number)
    (True, 2027, 1200)
    """
    own = _thresholds(point, measure)
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

    Without ``measure`` any of the point's measures will do.
    """
    if point.kind == "local_target":
        return True
    asked = measures(point) if measure is None else (measure,)
    return any(requirement(point, year=year, measure=item).threshold is not None for item in asked)


def required_level(
    agreement: FrameworkAgreement,
    point: MeasurePoint,
    *,
    year: int,
    hub: str,
    measure: Measure | None = None,
) -> Figure | Given | None:
    """The level that ``hub`` (by id) must reach in ``year``: the printed one, or the baseline
    plus the rises up to then.

    ``None`` where the agreement requires nothing that year or holds no baseline for the hub.
    ``measure`` as in ``requirement``.

    >>> from samvirke.agreements.loading import load_agreements
    >>> older = load_agreements()[0]
    >>> green = older.measure_point("RA21-M6c")
    >>> [int(required_level(older, green, year=y, hub="nordjylland").value) for y in (2021, 2023)]
    [69, 74]
    """
    threshold = requirement(point, year=year, measure=measure).threshold
    if threshold is None or threshold.value is None:
        return None
    source = agreement.source(threshold.clause)
    if threshold.operator != "increase>=":
        name = Text(da=f"Krav i {year}", en=f"Requirement in {year}")
        return Given(name, threshold.number, threshold.figure_unit, source)
    if threshold.relative_to == PREVIOUS_LEVEL:
        own = [item for other in _thresholds(point, measure) for item in other.years]
        earlier = max(item for item in own if item < year)
        start = required_level(agreement, point, year=earlier, hub=hub, measure=measure)
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

    Two shares lie percentage points apart.

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
        PERCENTAGE_POINTS if level.unit == PERCENT else level.unit,
        Derivation(
            Text(da="det senere niveau minus værdien nu", en="the later level minus today's value"),
            source,
            Operation.DIFFERENCE,
            (level, value),
        ),
    )


def _thresholds(point: MeasurePoint, measure: Measure | None) -> list[Threshold]:
    known = measures(point)
    if measure is None and len(known) == 1:
        measure = known[0]
    if known and measure not in known:
        names = ", ".join(str(item) for item in known)
        raise ValueError(f"{point.id} is measured by {names}; name one of them, not {measure}")
    return [threshold for threshold in point.thresholds if threshold.measure == measure]


def _baseline(agreement: FrameworkAgreement, baseline: Baseline, hub: str) -> Given | None:
    if hub not in baseline.hubs:
        return None
    unit = UNITS[baseline.unit]
    return Given(baseline.title, baseline.hubs[hub], unit, agreement.source(baseline.clause))
