"""One effect measure point in one statement year: who was guided, their matches, and each measure.

The statement of year Y carries the effect of guidance that ended ``horizon_years`` before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from samvirke.agreements import (
    EffectDefinition,
    FrameworkAgreement,
    MeasurePoint,
    Threshold,
    requirement,
)
from samvirke.agreements.vocabulary import Measure
from samvirke.effects.cohort import (
    Cohort,
    Matched,
    Reason,
    Values,
    cohort_of,
    match_cohort,
    values_of,
)
from samvirke.effects.disclosure import Hidden, Key
from samvirke.effects.errors import CannotEstimate
from samvirke.effects.estimates import Sample, control_variance, effect_of, sample_of
from samvirke.effects.growth import Growth
from samvirke.effects.guided import Engagement, GuidedCompanies
from samvirke.effects.matching import Outcome, by_treated
from samvirke.effects.pair_effect import has_mean
from samvirke.effects.register import Register
from samvirke.effects.robustness import permuted
from samvirke.figures import Text, canonical
from samvirke.schemes.effect_statement.choices import Choice, other_choices
from samvirke.schemes.effect_statement.estimating import (
    band_of,
    estimate_of,
    left_out_of,
    lost_of,
    naive_of,
    placebos_of,
    score_of,
    with_band,
)
from samvirke.schemes.effect_statement.judging import certainty, verdict
from samvirke.schemes.effect_statement.lines import OUTSIDE, Main, lines_of
from samvirke.schemes.effect_statement.model import (
    BalanceRow,
    LostPairs,
    Match,
    MeasureResult,
    PointYear,
)
from samvirke.schemes.effect_statement.nobody import why_nobody
from samvirke.schemes.effect_statement.parts import hidden_parts, parts_of

Tell = Callable[[Text], None]


@dataclass(frozen=True, slots=True)
class Order:
    """A point to measure in a statement year, and the files' content."""

    agreement: FrameworkAgreement
    point: MeasurePoint
    year: int
    register: Register
    guided: GuidedCompanies

    @property
    def definition(self) -> EffectDefinition:
        """The point's definition. Raises ``LookupError`` for a point without one."""
        if self.point.effect is None:
            raise LookupError(self.point.id)
        return self.point.effect

    @property
    def ended_year(self) -> int:
        """The year in which guidance ended."""
        return self.year - self.definition.horizon_years

    def engagements(self, definition: EffectDefinition, year: int) -> dict[int, Engagement]:
        """The engagements of the point's segment that ended in ``year``, by company."""
        counted = self.guided.counted(
            self.point.definition.segments,
            engagement=definition.engagement,
            minimum_minutes=definition.minimum_minutes,
        )
        return {company: item for company, item in counted.items() if item.year == year}

    def cohort(self, definition: EffectDefinition) -> Cohort:
        """The cohort by ``definition``."""
        never = definition.controls == "never_guided"
        return cohort_of(
            self.register,
            self.engagements(definition, self.ended_year),
            self.guided.companies if never else self.guided.guided_by(self.year),
            definition,
            base_year=self.ended_year + definition.base_offset,
        )

    def values(self, measure: Measure, matched: Matched, definition: EffectDefinition) -> Values:
        """Base and end values of the cohort's companies; the end lies as far from the base as
        the statement year does.
        """
        base = matched.cohort.base_year
        span = definition.horizon_years - definition.base_offset
        return values_of(
            self.register, matched.cohort.rows, self.outcome(measure), base, base + span
        )

    def outcome(self, measure: Measure) -> str:
        """What the register shows for ``measure`` in the statement year."""
        return self.definition.proxy_of(self.year) if measure == "productivity" else measure


def measure_point_year(order: Order, tell: Tell) -> PointYear:
    """The point in the order's year. Reasons that nothing can be computed stand in ``why_not``."""
    definition = order.definition
    cohort = order.cohort(definition)
    count = len(cohort.engagements) + len(cohort.left_out)
    if order.register.column(order.year) is None:
        return _without(order, cohort, count, _NO_END_YEAR)
    if not count:
        return _without(order, cohort, count, _nobody_ended(order))
    left_out = dict.fromkeys(Reason, 0)
    for _, reason in cohort.left_out:
        left_out[reason] += 1
    first_year = int(order.register.years[0])
    if (why := why_nobody(cohort, left_out, first_year)) is not None:
        return _without(order, cohort, count, why)
    try:
        matched = match_cohort(cohort, definition)
    except CannotEstimate as error:
        return _without(order, cohort, count, error.what)
    if (why := why_nobody(cohort, matched.reasons, first_year)) is not None:
        return _without(order, cohort, count, why, matched)
    choices = tuple(other_choices(definition))
    tell(_TRIALS)
    rematched = {choice.code: _rematched(order, choice) for choice in choices if choice.rematched}
    permutations = tuple(
        permuted(cohort, matched, definition, order.year, trial)
        for trial in range(definition.trials.placebos)
    )
    samples = {
        measure: sample_of(matched, order.values(measure, matched, definition), definition)
        for measure in _measures(order)
    }
    hidden = hidden_parts(matched, tuple(samples.values()), order.register, definition)
    measures = tuple(
        _Measurement(
            order, matched, measure, sample, choices, rematched, permutations, hidden
        ).result()
        for measure, sample in samples.items()
    )
    reasons = {reason.value: number for reason, number in matched.reasons.items()}
    return PointYear(
        order.point.id,
        order.point.title,
        order.point.clause,
        order.point.definition.segments,
        order.year,
        order.ended_year,
        cohort.base_year,
        count,
        len(np.unique(matched.pairs.treated)),
        reasons,
        int((~cohort.guided).sum()),
        len(np.unique(cohort.cell[cohort.guided])),
        definition.disclosure.minimum,
        _balance(matched),
        matched.score.constant,
        measures,
        _matches(order, matched),
        None,
        score_of(matched),
    )


def _measures(order: Order) -> list[Measure]:
    return [
        threshold.measure
        for threshold in order.point.thresholds
        if order.year in threshold.years and threshold.measure is not None
    ]


def _rematched(order: Order, choice: Choice) -> Matched | Text:
    try:
        return match_cohort(order.cohort(choice.definition), choice.definition)
    except CannotEstimate as error:
        return error.what


@dataclass(frozen=True, slots=True)
class _Measurement:
    order: Order
    matched: Matched
    measure: Measure
    sample: Sample
    choices: tuple[Choice, ...]
    rematched: dict[str, Matched | Text]
    permutations: tuple[Matched, ...]
    hidden: dict[Key, Hidden]

    def result(self) -> MeasureResult:
        definition, threshold = self.order.definition, self._threshold()
        measured = partial(self.order.values, self.measure)
        sample = self.sample
        minimum = definition.disclosure.minimum
        naive = naive_of(self.matched, measured(self.matched, definition), minimum)
        if not len(sample.pairs.treated):
            return self._without(threshold, naive, lost_of(sample))
        variance = (
            control_variance(self.matched, sample) if has_mean(Growth(definition.growth)) else None
        )
        effect = effect_of(sample, definition, control_variance=variance)
        band = band_of(sample, definition, self.order.year, _NUMBERS[self.measure])
        estimate = with_band(estimate_of(effect, definition), band)
        return MeasureResult(
            self.measure,
            threshold.operator,
            canonical(threshold.number),
            threshold.clause,
            estimate,
            None,
            effect.abadie_imbens_error,
            effect.clustered_error,
            verdict(estimate, threshold, definition.minimum_pairs),
            certainty(estimate, threshold),
            naive,
            lost_of(sample),
            sample.pulled_in,
            lines_of(
                Main(self.order.register, self.matched, sample, definition),
                self.rematched,
                self.choices,
                measured,
                self._fake_sample(),
            ),
            band,
            placebos_of(self.permutations, definition, measured, estimate),
            left_out_of(self.matched, sample, definition),
            parts_of(self.matched, sample, definition, threshold, self.hidden, variance),
        )

    def _threshold(self) -> Threshold:
        found = requirement(self.order.point, year=self.order.year, measure=self.measure).threshold
        if found is None:
            raise LookupError(self.measure)
        return found

    def _without(self, threshold: Threshold, naive: float | None, lost: LostPairs) -> MeasureResult:
        return MeasureResult(
            self.measure, threshold.operator, canonical(threshold.number), threshold.clause,
            None, _NO_GROWTH, None, None, "too_few", None, naive, lost, 0, (), None, None, None, (),
        )  # fmt: skip

    def _fake_sample(self) -> Sample | Text:
        """The growth of the same pairs over as many years, all before the growth that they were
        matched on: nobody was guided yet, so there should be no effect.
        """
        definition, cohort = self.order.definition, self.matched.cohort
        end = cohort.base_year - 1
        span = definition.horizon_years - definition.base_offset
        measure = self.order.outcome(self.measure)
        try:
            values = values_of(self.order.register, cohort.rows, measure, end - span, end)
        except LookupError:
            return OUTSIDE
        return sample_of(self.matched, values, definition)


_NUMBERS: dict[Measure, int] = {"turnover": 1, "employment": 2, "productivity": 3}


def _balance(matched: Matched) -> tuple[BalanceRow, ...]:
    return tuple(
        BalanceRow(
            row.name,
            row.difference_before,
            row.difference_after,
            row.variance_ratio_before,
            row.variance_ratio_after,
        )
        for row in matched.balance()
    )


def _matches(order: Order, matched: Matched) -> tuple[Match, ...]:
    """Every guided company with its controls or the reason that it has none."""
    cohort, register = matched.cohort, order.register
    numbers = register.companies[cohort.rows]
    found = dict(by_treated(matched.pairs))
    why = {Outcome.NO_CELL: Reason.NO_CELL, Outcome.NO_CONTROL_NEAR: Reason.NO_CONTROL_NEAR}
    made = [
        Match(item.company, item.hub, item.theme, (), (), "", reason.value)
        for item, reason in cohort.left_out
    ]
    treated = zip(matched.pairs.treated_at.tolist(), cohort.engagements, strict=True)
    for place, (at, item) in enumerate(treated):
        places = found.get(at)
        outcome = Outcome(int(matched.pairs.outcomes[place]))
        made.append(
            Match(
                item.company,
                item.hub,
                item.theme,
                () if places is None else tuple(numbers[matched.pairs.control[places]].tolist()),
                () if places is None else tuple(matched.pairs.distance[places].tolist()),
                _cell_words(order, cohort, at),
                why[outcome].value if places is None else None,
            )
        )
    return tuple(sorted(made, key=lambda one: one.company))


def _cell_words(order: Order, cohort: Cohort, at: int) -> str:
    register = order.register
    column = register.column(cohort.base_year)
    row = int(cohort.rows[at])
    return " · ".join(
        register.words[name][int(register.traits[name][row, column])]
        for name in order.definition.exact
    )


def _without(
    order: Order, cohort: Cohort, count: int, why: Text, matched: Matched | None = None
) -> PointYear:
    """A year without a result; ``matched`` where the matching found nobody."""
    reasons = dict.fromkeys((reason.value for reason in Reason), 0)
    for _, reason in cohort.left_out:
        reasons[reason.value] += 1
    left = tuple(
        Match(item.company, item.hub, item.theme, (), (), "", reason.value)
        for item, reason in cohort.left_out
    )
    if matched is not None:
        reasons = {reason.value: number for reason, number in matched.reasons.items()}
        left = _matches(order, matched)
    return PointYear(
        order.point.id, order.point.title, order.point.clause, order.point.definition.segments,
        order.year, order.ended_year, cohort.base_year, count, 0, reasons,
        int((~cohort.guided).sum()), 0, order.definition.disclosure.minimum, (), (), (),
        left, why,
    )  # fmt: skip


def _nobody_ended(order: Order) -> Text:
    """Nobody's guidance ended in the year: in which years it did."""
    definition = order.definition
    counted = order.guided.counted(
        order.point.definition.segments,
        engagement=definition.engagement,
        minimum_minutes=definition.minimum_minutes,
    )
    years = sorted(item.year for item in counted.values())
    if not years:
        return Text(
            da="Intet forløb på listen tæller i segmentet.",
            en="No engagement of the list counts in the segment.",
        )
    span = str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
    return Text(
        da=f"Ingen på listen fik afsluttet vejledning i segmentet i {order.ended_year}; listens "
        f"forløb i segmentet sluttede i {span}.",
        en=f"Nobody on the list had guidance in the segment that ended in {order.ended_year}; its "
        f"engagements of the segment ended in {span}.",
    )


_TRIALS = Text(da="prøver de øvrige valg", en="trying the other choices")
_NO_END_YEAR = Text(
    da="Registret rummer ikke opgørelsesåret; effekten måles, når det gør.",
    en="The register does not hold the statement year; the effect is measured once it does.",
)
_NO_GROWTH = Text(
    da="Intet par har tal for begge virksomheder i slutåret.",
    en="No pair has numbers for both companies in the end year.",
)
