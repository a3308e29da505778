"""Comparing a value with the level that a document requires.

Unrounded values are compared, and the interval never changes a verdict.
"""

from collections.abc import Sequence
from fractions import Fraction

from samvirke.figures import Figure, Given, Source, Text
from samvirke.schemes.results_statement.model import Judgement, Measurement, Verdict

_REACHED = {
    ">=": lambda value, level: value >= level,
    "increase>=": lambda value, level: value >= level,
    ">": lambda value, level: value > level,
    "<=": lambda value, level: value <= level,
    "<": lambda value, level: value < level,
    "=": lambda value, level: value == level,
}
NUMERIC = frozenset(_REACHED)
# The gravest first: one segment missed is a goal missed, one too few leaves it open.
_ORDER = (
    Verdict.MISSED,
    Verdict.TOO_FEW,
    Verdict.NOT_MEASURED,
    Verdict.MEASURED_LATER,
    Verdict.JUDGED_TOGETHER,
    Verdict.MET,
)
_TOO_FEW = Text(
    da="Der er under fem svar, så der gives ingen dom.",
    en="There are fewer than five answers, so no verdict is given.",
)


def reached(value: Fraction, operator: str, level: Fraction) -> bool:
    """Whether ``value`` reaches ``level``. Raises ``KeyError`` for an operator without a number.

    >>> reached(Fraction(799, 10), ">=", Fraction(80)), reached(Fraction(80), ">=", Fraction(80))
    (False, True)
    """
    return bool(_REACHED[operator](value, level))


def judge(
    measurement: Measurement,
    level: Figure | Given,
    operator: str,
    source: Source,
    *,
    our_reading: bool = False,
) -> Judgement:
    """The verdict on one value: met or missed, or why neither."""
    verdict, reason = Verdict.MISSED, None
    if measurement.value is None:
        verdict = Verdict.TOO_FEW if measurement.too_few else Verdict.NOT_MEASURED
        reason = _TOO_FEW if measurement.too_few else measurement.absent
    elif reached(measurement.value.value, operator, level.value):
        verdict = Verdict.MET
    return Judgement(
        verdict, source, measurement.segment, level, operator, reason, our_reading=our_reading
    )


def whole(judgements: Sequence[Judgement]) -> Judgement:
    """The verdict on a line each of whose parts must reach the level.

    One part missed is the line missed; else a part without a verdict leaves the line without one.
    Raises ``ValueError`` for no part.
    """
    if not judgements:
        raise ValueError("a verdict needs at least one part")
    gravest = min(judgements, key=lambda item: _ORDER.index(item.verdict))
    return Judgement(
        gravest.verdict,
        gravest.source,
        None,
        gravest.requirement,
        gravest.operator,
        gravest.reason,
        our_reading=any(item.our_reading for item in judgements),
    )


def judge_all(
    measurements: Sequence[Measurement],
    level: Figure | Given,
    operator: str,
    source: Source,
    *,
    each_segment: bool,
    our_reading: bool = False,
) -> tuple[Judgement, ...]:
    """The line's verdict first, then each segment's where the rule asks for each.

    Without ``each_segment`` the value of all together decides.
    """
    parts = [item for item in measurements if (item.segment is not None) == each_segment]
    if not parts:
        parts = list(measurements)
    judged = [judge(item, level, operator, source, our_reading=our_reading) for item in parts]
    if len(judged) == 1:
        return tuple(judged)
    return (whole(judged), *judged)
