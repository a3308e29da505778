"""Trials of an effect: chance, single cells, outliers, and guidance that never was.

Every trial is drawn from the definition's seed, so that the same files give the same trials.
"""

from dataclasses import dataclass, replace

import numpy as np

from samvirke.agreements import EffectDefinition
from samvirke.effects.cohort import Cohort, Matched
from samvirke.effects.errors import NO_PAIRS, CannotEstimate
from samvirke.effects.estimates import Sample, effect_of
from samvirke.effects.growth import Growth
from samvirke.effects.matching import Rule, Whole, match, renumbered
from samvirke.effects.score import Floats

_CHUNK = 200


@dataclass(frozen=True, slots=True)
class PairValues:
    """What each guided company and its controls together contribute, one entry a company.

    For means and medians the growth, for aggregates the base and end values; controls weighted.
    """

    guided: Floats
    controls: Floats
    guided_base: Floats
    controls_base: Floats


def pair_values(sample: Sample, definition: EffectDefinition) -> PairValues:
    """The sample as one entry for each guided company, in the order of their numbers."""
    pairs = sample.pairs
    companies, own = np.unique(pairs.treated, return_inverse=True)
    aggregate = Growth(definition.growth) is Growth.AGGREGATE
    values = sample.values.end if aggregate else sample.growth

    def matched(of: Floats) -> Floats:
        return np.bincount(own, weights=pairs.weights * of[pairs.control]).astype(np.float64)

    base = sample.values.base
    return PairValues(values[companies], matched(values), base[companies], matched(base))


def bootstrap(sample: Sample, definition: EffectDefinition, *names: int) -> Floats:
    """Estimates on pairs drawn with replacement, as many as the definition asks for.

    ``names`` tell this trial's draws from others'. Source: Efron (1979), on pairs as units, which
    is valid where controls are not used again (Abadie and Spiess 2022).
    """
    held = pair_values(sample, definition)
    count, draws = len(held.guided), definition.trials.bootstraps
    random = np.random.default_rng([definition.trials.seed, *names])
    found = np.empty(draws)
    for start in range(0, draws, _CHUNK):
        drawn = random.integers(0, count, (min(_CHUNK, draws - start), count))
        found[start : start + len(drawn)] = _estimates(held, drawn, Growth(definition.growth))
    return found


def _estimates(held: PairValues, drawn: Whole, formula: Growth) -> Floats:
    if formula is Growth.AGGREGATE:
        grown = [
            held.guided[drawn].sum(axis=1) / held.guided_base[drawn].sum(axis=1),
            held.controls[drawn].sum(axis=1) / held.controls_base[drawn].sum(axis=1),
        ]
        aggregate: Floats = 100 * (grown[0] - grown[1])
        return aggregate
    if formula is Growth.MEDIAN:
        middle: Floats = np.median(held.guided[drawn], axis=1)
        return middle - np.median(held.controls[drawn], axis=1)
    mean: Floats = (held.guided - held.controls)[drawn].mean(axis=1)
    return mean


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The lowest and highest estimate when one cell is left out, and how many cells there are."""

    cells: int
    lowest: float
    highest: float


def leave_one_cell_out(
    matched: Matched, sample: Sample, definition: EffectDefinition
) -> LeftOut | None:
    """How far the estimate moves without each cell; ``None`` where all pairs lie in one.

    A cell of fewer guided companies than ``disclosure.minimum`` is left out together with the next
    ones: what it contributes would follow from what is left.
    """
    pairs, cell = sample.pairs, matched.cohort.cell
    held, counts = np.unique(cell[np.unique(pairs.treated)], return_counts=True)
    group = _joined(counts, definition.disclosure.minimum)
    own = group[np.searchsorted(held, cell[pairs.treated])]
    groups = np.unique(group)
    if len(groups) < 2:
        return None
    found = [effect_of(sample, definition, chosen=own != one).estimate for one in groups]
    return LeftOut(len(groups), min(found), max(found))


def _joined(counts: Whole, minimum: int) -> Whole:
    """The group of each cell: neighbours join until they are ``minimum`` companies together.

    >>> _joined(np.array([5, 2, 3, 9, 1]), 5).tolist()
    [0, 1, 1, 2, 2]
    """
    group = np.zeros(len(counts), np.int64)
    at = held = 0
    for place, count in enumerate(counts.tolist()):
        # Whatever is left at the end joins the last group.
        if held >= minimum and int(counts[place:].sum()) >= minimum:
            at, held = at + 1, 0
        group[place] = at
        held += count
    return group


def trimmed(sample: Sample, percent: float) -> Sample:
    """The sample without the pairs whose guided company or control grew outside the percentiles.

    Raises ``CannotEstimate`` where there are no pairs.
    """
    pairs = sample.pairs
    if not len(pairs.treated):
        raise CannotEstimate(NO_PAIRS)
    used = sample.growth[np.unique(np.concatenate([pairs.treated, pairs.control]))]
    low, high = np.percentile(used, [percent, 100 - percent])
    inside = (sample.growth >= low) & (sample.growth <= high)
    return replace(sample, pairs=pairs.keep(inside[pairs.treated] & inside[pairs.control]))


def permuted(
    cohort: Cohort, matched: Matched, definition: EffectDefinition, *names: int
) -> Matched:
    """The cohort with as many never guided companies of the same cells drawn as if guided.

    The score stays; the guided themselves are out. What is then found is chance alone.
    """
    random = np.random.default_rng([definition.trials.seed, *names])
    wanted = cohort.cell[np.unique(matched.pairs.treated)]
    pool = np.flatnonzero(~cohort.guided)
    order = pool[np.lexsort((random.random(len(pool)), cohort.cell[pool]))]
    codes, counts = np.unique(wanted, return_counts=True)
    starts = np.searchsorted(cohort.cell[order], codes, side="left")
    ends = np.searchsorted(cohort.cell[order], codes, side="right")
    # Half of a cell at most, so that somebody is left to be a control.
    taken = np.minimum(counts, (ends - starts) // 2)
    drawn = np.concatenate(
        [order[start : start + count] for start, count in zip(starts, taken, strict=True)]
    )
    pretended = np.zeros(len(cohort.guided), np.bool_)
    pretended[drawn] = True
    held = ~cohort.guided
    cell = np.where(held, cohort.cell, -1 - np.arange(len(held)))
    cell = renumbered(cell)
    rule = Rule(definition.ratio, definition.replacement, float(definition.caliper))
    pairs = match(pretended, matched.score.logit, cell, rule)
    return Matched(cohort, matched.score, pairs)
