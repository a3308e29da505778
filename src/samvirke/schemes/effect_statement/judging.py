"""Verdicts on effects: the unrounded estimate against the agreement's threshold, exactly."""

from fractions import Fraction

from samvirke.agreements import EffectDefinition, FrameworkAgreement, Threshold
from samvirke.figures import (
    Derivation,
    Figure,
    Given,
    Operation,
    Rounding,
    Source,
    Text,
    derive,
    round_exact,
)
from samvirke.figures.exact import from_canonical
from samvirke.figures.units import PERCENTAGE_POINTS
from samvirke.schemes.effect_statement.model import Estimate, Inputs, MeasureResult

DECIMALS = 6
"""The precision at which a float enters a figure: a millionth of a percentage point."""

MEASURE_NAMES = {
    "turnover": Text(da="omsætning", en="turnover"),
    "employment": Text(da="beskæftigelse", en="employment"),
    "productivity": Text(da="produktivitet", en="productivity"),
}


def is_met(value: float, threshold: Threshold) -> bool:
    """Whether the unrounded ``value`` reaches the threshold: at least, or more than."""
    return _reaches(value, threshold.operator, threshold.number)


def _reaches(value: float, operator: str, number: Fraction) -> bool:
    """A float is compared as the exact fraction that it is."""
    exact = Fraction(value)
    return exact > number if operator == ">" else exact >= number


def verdict(estimate: Estimate | None, threshold: Threshold, minimum_pairs: int) -> str:
    """``met``, ``not_met``, or ``too_few`` where nothing can be said: fewer matched guided than
    ``minimum_pairs``, or growth without any spread.
    """
    if estimate is None or estimate.guided < minimum_pairs or has_no_spread(estimate):
        return "too_few"
    return "met" if is_met(estimate.value, threshold) else "not_met"


def has_no_spread(estimate: Estimate) -> bool:
    """Whether all pairs show the very same growth, so that chance cannot be weighed at all: the
    error is nothing at the precision of a figure.
    """
    return estimate.error is not None and estimate.error < 10**-DECIMALS / 2


def verdict_beside(
    estimate: Estimate | None, measure: MeasureResult, minimum_pairs: int
) -> str | None:
    """The verdict of another choice or a part against the threshold that ``measure`` was held to.

    ``None`` without an estimate.
    """
    if estimate is None:
        return None
    if estimate.guided < minimum_pairs or has_no_spread(estimate):
        return "too_few"
    number = from_canonical(measure.threshold)
    return "met" if _reaches(estimate.value, measure.operator, number) else "not_met"


def certainty(estimate: Estimate | None, threshold: Threshold) -> str | None:
    """``clear`` where both ends of the interval give the estimate's own verdict."""
    if estimate is None or estimate.low is None or estimate.high is None:
        return None
    if has_no_spread(estimate):
        return None
    ends = {is_met(end, threshold) for end in (estimate.low, estimate.value, estimate.high)}
    return "clear" if len(ends) == 1 else "uncertain"


def effect_figure(
    estimate: Estimate,
    *,
    name: Text,
    agreement: FrameworkAgreement,
    definition: EffectDefinition,
    inputs: Inputs,
) -> Figure:
    """The effect as a figure: the guided's growth minus their controls', each to six decimals."""
    document = f"{inputs.register_name}, SHA-256 {inputs.register_fingerprint}"

    def growth(value: float, group: Text) -> Given:
        rounded = round_exact(Fraction(value), Rounding.HALF_UP, decimals=DECIMALS)
        source = Source(document, f"{inputs.guided_name}, SHA-256 {inputs.guided_fingerprint}")
        return Given(group, rounded, PERCENTAGE_POINTS, source)

    guided, controls = estimate.growths
    inputs_ = (growth(guided, _GUIDED), growth(controls, _CONTROLS))
    rule = Derivation(
        _RULE,
        agreement.source(definition.clause),
        Operation.DIFFERENCE,
        inputs_,
        our_reading=bool(definition.our_reading),
    )
    return derive(name, PERCENTAGE_POINTS, rule)


_GUIDED = Text(da="vækst hos de vejledte", en="growth of the guided")
_CONTROLS = Text(da="vækst hos kontrolvirksomhederne", en="growth of the controls")
_RULE = Text(
    da="de vejledtes vækst minus kontrolvirksomhedernes",
    en="the growth of the guided minus that of the controls",
)
