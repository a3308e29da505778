"""One measure of one cohort: the deciding estimate, the other choices and the trials beside it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from samvirke.agreements import EffectDefinition
from samvirke.effects.cohort import Matched, Values
from samvirke.effects.errors import CannotEstimate
from samvirke.effects.estimates import (
    Sample,
    control_variance,
    effect_of,
    interval_error,
    sample_of,
)
from samvirke.effects.growth import Growth, company_growth
from samvirke.effects.pair_effect import PairEffect, has_mean
from samvirke.effects.robustness import bootstrap, leave_one_cell_out, trimmed
from samvirke.figures import Text
from samvirke.schemes.effect_statement.choices import Choice
from samvirke.schemes.effect_statement.model import (
    Band,
    CellsLeftOut,
    Estimate,
    Line,
    LostPairs,
    Placebos,
)

Measured = Callable[[Matched, EffectDefinition], Values]
"""The base and end values of a cohort's companies, by a definition's years."""


def estimate_of(effect: PairEffect, definition: EffectDefinition) -> Estimate:
    """``effect`` with the interval that its kind of matching asks for."""
    error = interval_error(effect, replacement=definition.replacement)
    interval = effect.interval(error)
    return Estimate(
        effect.estimate,
        None if interval is None else interval[0],
        None if interval is None else interval[1],
        error,
        effect.treated_mean,
        effect.control_mean,
        effect.treated,
        effect.controls,
    )


def band_of(sample: Sample, definition: EffectDefinition, *names: int) -> Band | None:
    """The bootstrap's quantiles; ``None`` where there are fewer than two pairs or no draws."""
    if len(np.unique(sample.pairs.treated)) < 2 or definition.trials.bootstraps < 2:
        return None
    drawn = bootstrap(sample, definition, *names)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Band(float(low), float(high), float(drawn.std(ddof=1)), len(drawn))


def with_band(estimate: Estimate, band: Band | None) -> Estimate:
    """The estimate with the bootstrap's interval where it has none of its own, as a median."""
    if estimate.error is not None or band is None:
        return estimate
    return replace(estimate, low=band.low, high=band.high, error=band.error)


def lost_of(sample: Sample) -> LostPairs:
    """The sample's lost pairs."""
    return LostPairs(sample.lost.gone, sample.lost.merged, sample.lost.unknown)


def naive_of(matched: Matched, values: Values) -> float | None:
    """Mean growth of all guided minus that of all never guided, no matching and no outlier rule."""
    growth = company_growth(Growth.MEAN_COMPANY_GROWTH, values.base, values.end)
    known = np.isfinite(growth)
    guided, others = known & matched.cohort.guided, known & ~matched.cohort.guided
    if not guided.any() or not others.any():
        return None
    return float(growth[guided].mean() - growth[others].mean())


def lines_of(
    main: Matched,
    rematched: Mapping[str, Matched | Text],
    choices: tuple[Choice, ...],
    measured: Measured,
) -> tuple[Line, ...]:
    """Each other choice as a line; one that has no number says why."""
    return tuple(_line(main, rematched, choice, measured) for choice in choices)


def _line(
    main: Matched, rematched: Mapping[str, Matched | Text], choice: Choice, measured: Measured
) -> Line:
    matched = rematched[choice.code] if choice.rematched else main
    if isinstance(matched, Text):
        return Line(choice.code, choice.label, None, matched)
    return line(choice.code, choice.label, partial(_estimated, matched, choice, measured))


def _estimated(matched: Matched, choice: Choice, measured: Measured) -> Estimate:
    sample = sample_of(matched, measured(matched, choice.definition), choice.definition)
    variance = control_variance(matched, sample) if choice.definition.replacement else None
    effect = effect_of(sample, choice.definition, control_variance=variance)
    return estimate_of(effect, choice.definition)


def line(code: str, label: Text, estimated: Callable[[], Estimate]) -> Line:
    """A line with its estimate, or with the reason that there is none."""
    try:
        return Line(code, label, estimated(), None)
    except CannotEstimate as error:
        return Line(code, label, None, error.what)
    except LookupError:
        return Line(code, label, None, _OUTSIDE)


def trimmed_lines(sample: Sample, definition: EffectDefinition) -> tuple[Line, ...]:
    """The effect without the pairs of extreme growth, at one and at five per cent."""
    if not has_mean(Growth(definition.growth)):
        return ()
    return tuple(
        line(
            f"trimmed_{percent}",
            Text(
                f"Uden par med vækst uden for {percent} og {100 - percent} pct.",
                f"Without pairs growing outside {percent} and {100 - percent} per cent",
            ),
            partial(_trimmed, sample, definition, percent),
        )
        for percent in (1, 5)
    )


def _trimmed(sample: Sample, definition: EffectDefinition, percent: int) -> Estimate:
    return estimate_of(trimmed(sample, definition, percent), definition)


def left_out_of(
    matched: Matched, sample: Sample, definition: EffectDefinition
) -> CellsLeftOut | None:
    """How far the estimate moves without each cell."""
    found = leave_one_cell_out(matched, sample, definition)
    return None if found is None else CellsLeftOut(found.cells, found.lowest, found.highest)


def placebos_of(
    permutations: tuple[Matched, ...],
    definition: EffectDefinition,
    measured: Measured,
    estimate: Estimate,
) -> Placebos:
    """The effect on companies drawn as if guided, once for each permutation with pairs."""
    found = []
    for matched in permutations:
        sample = sample_of(matched, measured(matched, definition), definition)
        if len(sample.pairs.treated):
            found.append(effect_of(sample, definition).estimate)
    return Placebos(tuple(found), sum(abs(one) >= abs(estimate.value) for one in found))


_OUTSIDE = Text(
    da="Registret rummer ikke de år, der skal bruges.",
    en="The register does not hold the years that are needed.",
)
