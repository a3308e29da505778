"""The agreement's measure points as lines of the statement, each with the agreement's verdict."""

from collections.abc import Sequence
from dataclasses import replace

from samvirke.agreements import MeasurePoint, Requirement, measures, required_level, requirement
from samvirke.agreements.vocabulary import Measure
from samvirke.figures import Given, Language, Text
from samvirke.indicators import Beside
from samvirke.schemes.results_statement.basis import (
    NOBODY_YET,
    OWN_ASSESSMENT,
    OWN_COUNT,
    Basis,
    delivered,
    without_verdict,
)
from samvirke.schemes.results_statement.contract_verdicts import point_judgements
from samvirke.schemes.results_statement.measuring import COUNTED_KINDS
from samvirke.schemes.results_statement.model import (
    Assessment,
    Judgement,
    Line,
    Measurement,
    Received,
    Verdict,
)
from samvirke.schemes.results_statement.received import differences, with_received
from samvirke.schemes.results_statement.verdicts import judge_all, whole

_LANGUAGES: tuple[Language, Language] = ("da", "en")
_PRINTED_WORDS = Text(da="Efter aftalens egne ord", en="By the agreement's own words")
_LATER = Text(
    da="Effekten måles to år efter endt vejledning mod en kontrolgruppe.",
    en="The effect is measured two years after guidance ended, against a control group.",
)
_MINIMUM_NOT_PRINTED = Text(
    da="Aftalen skriver tallet uden »mindst«; at det er et mindstekrav, er vores læsning.",
    en="The agreement prints the number without 'at least'; that it is a minimum is our reading.",
)
_EACH_IS_OUR_READING = Text(
    da="At hvert segment skal nå kravet, er vores læsning.",
    en="That each segment must reach the level is our reading.",
)
_LOCAL_TARGET = Text(
    da="Aftalen sætter intet tal; det gør kontrakten.",
    en="The agreement sets no number; the contract does.",
)
_TOGETHER = Text(
    da="Kravet gælder de seks erhvervshuse tilsammen og afgøres i den nationale opgørelse.",
    en="The requirement is for the six hubs together and is decided in the national statement.",
)


def point_line(basis: Basis, point: MeasurePoint) -> Line:
    """The line of one measure point: values, the agreement's verdict, the contract's."""
    received = basis.assessments.received_of(point.id)
    own = _own_measurements(basis, point)
    measured = with_received(own, received)
    assessment = _assessment(basis, point)
    return Line(
        id=point.id,
        title=point.title,
        source=basis.agreement.source(point.clause),
        computed_by=_computed_by(own, received, assessment),
        definition=basis.measurer.words_of(point),
        measurements=measured,
        agreement=_agreement_judgements(basis, point, measured, assessment),
        contract=point_judgements(basis, point, measured, assessment),
        received=received,
        assessment=assessment,
        findings=differences(own, received),
    )


def _own_measurements(basis: Basis, point: MeasurePoint) -> tuple[Measurement, ...]:
    if point.kind not in COUNTED_KINDS:
        return ()
    measured = basis.measurer.of_point(point, point.definition)
    if point.printed_definition is None:
        return measured
    printed = basis.measurer.of_point(point, point.printed_definition)
    return tuple(_with_printed(item, printed) for item in measured)


def _with_printed(own: Measurement, printed: Sequence[Measurement]) -> Measurement:
    """``own`` with the value by the agreement's own words beside it."""
    other = next((item for item in printed if item.segment == own.segment), None)
    if other is None or other.value is None or isinstance(other.value, Given):
        return own
    beside = (*own.beside, Beside(_PRINTED_WORDS, other.value))
    return replace(own, beside=beside, cells=(*own.cells, *_prefixed(other)))


def _prefixed(other: Measurement) -> tuple[tuple[str, int], ...]:
    return tuple((f"printed_{name}", count) for name, count in other.cells)


def _assessment(basis: Basis, point: MeasurePoint) -> Assessment | None:
    entry = basis.assessments.delivery(point=point.id)
    return None if entry is None else entry.assessment()


def _computed_by(
    own: Sequence[Measurement], received: Sequence[Received], assessment: Assessment | None
) -> Text:
    if assessment is not None:
        return OWN_ASSESSMENT
    if any(item.value is not None for item in own):
        return OWN_COUNT
    if received:
        by = ", ".join(dict.fromkeys(item.authority for item in received))
        return Text(da=f"Opgjort af {by}", en=f"Computed by {by}")
    return NOBODY_YET


def _agreement_judgements(
    basis: Basis,
    point: MeasurePoint,
    measured: Sequence[Measurement],
    assessment: Assessment | None,
) -> tuple[Judgement, ...]:
    source = basis.agreement.source(point.clause)
    if point.kind == "local_target":
        return without_verdict(Verdict.NO_REQUIREMENT, source, _LOCAL_TARGET)
    judged = [
        _of_measure(basis, point, measure, measured, assessment) for measure in measures(point)
    ]
    if len(judged) == 1:
        return judged[0]
    parts = [
        replace(item, measure=measure)
        for measure, group in zip(measures(point), judged, strict=True)
        for item in group
    ]
    if len({(item.verdict, item.reason, item.requirement) for item in parts}) == 1:
        return (replace(parts[0], measure=None),)
    held = [item for item in parts if item.verdict is not Verdict.NO_REQUIREMENT]
    return (whole(held) if held else replace(parts[0], measure=None), *parts)


def _of_measure(
    basis: Basis,
    point: MeasurePoint,
    measure: Measure | None,
    measured: Sequence[Measurement],
    assessment: Assessment | None,
) -> tuple[Judgement, ...]:
    required = requirement(point, year=basis.year, measure=measure)
    threshold = required.threshold
    if threshold is None:
        source = basis.agreement.source(point.clause)
        return without_verdict(Verdict.NO_REQUIREMENT, source, next_requirement(required))
    source = basis.agreement.source(threshold.clause)
    if point.kind == "delivery":
        return delivered(source, assessment)
    if point.scope == "all_hubs":
        return without_verdict(Verdict.JUDGED_TOGETHER, source, _TOGETHER)
    values = [item for item in measured if item.measure == measure]
    if not values:
        return without_verdict(Verdict.MEASURED_LATER, source, _LATER)
    level = required_level(
        basis.agreement, point, year=basis.year, hub=basis.hub.id, measure=measure
    )
    if level is None:
        return without_verdict(Verdict.NOT_MEASURED, source, _NO_BASELINE)
    each = point.definition.segments == "each"
    each_is_ours = each and "segments" in point.definition.our_reading
    judged = judge_all(
        values,
        level,
        threshold.operator,
        source,
        each_segment=each,
        our_reading=each_is_ours or threshold.minimum_word_printed == "false",
    )
    reason = _EACH_IS_OUR_READING if each_is_ours else _MINIMUM_NOT_PRINTED
    return tuple(
        replace(item, reason=reason) if item.our_reading and item.reason is None else item
        for item in judged
    )


_NO_BASELINE = Text(
    da="Aftalen har intet udgangspunkt for erhvervshuset, så kravet kan ikke regnes ud.",
    en="The agreement holds no baseline for the hub, so the requirement cannot be computed.",
)


def next_requirement(required: Requirement) -> Text:
    """When and what the agreement requires next, for a year without a requirement."""
    later = required.next_threshold
    if later is None:
        return Text(
            da=f"Aftalen kræver intet i {required.year} eller senere.",
            en=f"The agreement requires nothing in {required.year} or later.",
        )
    if later.value is None:
        return Text(
            da=f"Næste krav gælder i {required.next_year}.",
            en=f"The next requirement holds in {required.next_year}.",
        )
    rise = later.operator == "increase>="
    da, en = ("en stigning på ", "a rise of ") if rise else ("", "")
    level_da, level_en = (later.figure_unit.with_value(later.number, lang) for lang in _LANGUAGES)
    return Text(
        da=f"Næste krav er {da}{level_da} i {required.next_year}.",
        en=f"The next requirement is {en}{level_en} in {required.next_year}.",
    )
