"""The effect for each hub, each theme and both together, with what must be hidden.

The estimates are computed on the national pairs of the hub's own companies: an indication, since
the national verdict comes first.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from samvirke.agreements import EffectDefinition, Threshold
from samvirke.effects.cohort import Matched
from samvirke.effects.disclosure import Cell, Hidden, Key, hidden_cells
from samvirke.effects.estimates import Sample, effect_of
from samvirke.effects.matching import Whole
from samvirke.effects.register import Register
from samvirke.effects.score import Flags, Floats
from samvirke.schemes.effect_statement.estimating import estimate_of
from samvirke.schemes.effect_statement.judging import verdict
from samvirke.schemes.effect_statement.model import Part


def hidden_parts(
    matched: Matched,
    samples: Sequence[Sample],
    register: Register,
    definition: EffectDefinition,
) -> dict[Key, Hidden]:
    """The parts to hide, the same for all measures, so that none of them tells on another.

    Each measure is a table of its own, where a part may be missing that another measure hides;
    they are gone through until none of them hides more.
    """
    tables = [
        {
            key: companies_behind(register, matched, sample.pairs.treated[chosen])
            for key, chosen in _keys(matched, sample).items()
        }
        for sample in samples
    ]
    rule = definition.disclosure
    hidden: dict[Key, Hidden] = {}
    count = -1
    while len(hidden) > count:
        count = len(hidden)
        for cells in tables:
            hidden |= hidden_cells(
                cells,
                minimum=rule.minimum,
                dominance_percent=rule.dominance_percent,
                also=hidden,
            )
    return hidden


def parts_of(
    matched: Matched,
    sample: Sample,
    definition: EffectDefinition,
    threshold: Threshold,
    hidden: Mapping[Key, Hidden],
    variance: Floats | None,
) -> tuple[Part, ...]:
    """Every hub, theme and pair of them that has a guided company in the sample, hidden or not.

    Hidden parts still carry their numbers: ``published`` takes them out.
    """
    found = []
    for key, chosen in _keys(matched, sample).items():
        effect = effect_of(sample, definition, chosen=chosen, control_variance=variance)
        estimate = estimate_of(effect, definition)
        why = hidden.get(key)
        found.append(
            Part(
                key[0],
                key[1],
                effect.treated,
                estimate,
                None if why is None else why.value,
                verdict(estimate, threshold, definition.minimum_pairs),
            )
        )
    return tuple(found)


def _keys(matched: Matched, sample: Sample) -> dict[Key, Flags]:
    """Which pairs belong to each hub, theme and both; totals included."""
    order = {int(at): place for place, at in enumerate(np.flatnonzero(matched.cohort.guided))}
    engagements = [matched.cohort.engagements[order[int(at)]] for at in sample.pairs.treated]
    hubs = np.array([item.hub for item in engagements], object)
    themes = np.array([item.theme for item in engagements], object)
    everybody = np.ones(len(engagements), np.bool_)
    found: dict[Key, Flags] = {(None, None): everybody}
    for hub in sorted(set(hubs)):
        found[hub, None] = hubs == hub
    for theme in sorted(set(themes)):
        found[None, theme] = themes == theme
        for hub in sorted(set(hubs)):
            both = (hubs == hub) & (themes == theme)
            if both.any():
                found[hub, theme] = both
    return found


def companies_behind(register: Register, matched: Matched, treated: Whole) -> Cell:
    """The guided companies at ``treated``, and how much the largest holds of their turnover in
    the base year.
    """
    at = register.column(matched.cohort.base_year)
    rows = matched.cohort.rows[np.unique(treated)]
    turnover = register.turnover[rows, 0 if at is None else at]
    total = float(turnover.sum())
    return Cell(len(rows), float(turnover.max()) / total if total > 0 else 1.0)


def published(parts: tuple[Part, ...]) -> Iterator[Part]:
    """The parts without the numbers that are hidden."""
    for part in parts:
        if part.hidden is None:
            yield part
        else:
            yield Part(part.hub, part.theme, None, None, part.hidden, None)
