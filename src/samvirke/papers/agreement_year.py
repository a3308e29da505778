"""What a framework agreement requires in one year, as text."""

from collections.abc import Mapping
from fractions import Fraction

from samvirke.agreements import (
    FrameworkAgreement,
    MeasurePoint,
    Threshold,
    distance,
    hub_share,
    measures,
    required_level,
    requirement,
)
from samvirke.agreements.vocabulary import Measure
from samvirke.agreements.wording import threshold_bound
from samvirke.figures import Figure, Given, Language, Source, Text, calculation, format_number
from samvirke.territory import Body

_LOCAL = Text(da="fastsættes i hver resultatkontrakt", en="set in each performance contract")
_NONE = Text(da="intet krav i året", en="no requirement that year")
_NO_MORE = Text(da="intet krav i året eller senere", en="no requirement that year or later")
_EACH_SEGMENT = Text(
    da="skal opfyldes for drifts- og vækstsegmentet hver for sig",
    en="must be met for the operation and the growth segment each on its own",
)
_OUR_READING = Text(da="vores læsning", en="our reading")
_CONTRACTS = Text(da="Hver resultatkontrakt", en="Every performance contract")
_NEXT = Text(da="næste krav {year}: {what}", en="next requirement {year}: {what}")
_DELIVERED = Text(da="leveret", en="delivered")
_SHARE = Text(da="heraf {value} hos {hub}", en="{value} of them at {hub}")


def year_in_words(
    agreement: FrameworkAgreement,
    *,
    year: int,
    hub: Body | None,
    values: Mapping[str, Fraction],
    language: Language,
) -> str:
    """Every measure point with its requirement in ``year``, or none and the next one.

    With ``hub`` a rise is worked out to the level it leads to, and a common total to the hub's
    part, each with its calculation. ``values`` are today's values by measure point: how far they
    are from the level now or next required is shown as a distance.
    """
    lines = [f"{agreement.title}: {year}" + (f", {hub.name}" if hub else "")]
    for point in agreement.measure_points:
        lines += ["", f"{point.id}  {point.title.in_language(language)}"]
        if point.kind == "local_target":
            lines.append(f"  {_LOCAL.in_language(language)} ({point.clause})")
        for measure in measures(point):
            lines += _requirement(point, measure, year, language)
            if hub is not None:
                lines += _for_hub(agreement, point, measure, year, hub, language)
            if point.id in values:
                lines += _distance(agreement, point, measure, year, hub, values[point.id], language)
        if point.definition.segments == "each":
            ours = "segments" in point.definition.our_reading
            reading = f", {_OUR_READING.in_language(language)}" if ours else ""
            lines.append(
                f"  {_EACH_SEGMENT.in_language(language)} ({point.definition.clause}{reading})"
            )
    lines += ["", _CONTRACTS.in_language(language)]
    lines += [
        f"  {rule.text.in_language(language)} ({rule.clause})" for rule in agreement.contract_rules
    ]
    return "\n".join(lines)


def _requirement(
    point: MeasurePoint, measure: Measure | None, year: int, language: Language
) -> list[str]:
    found = requirement(point, year=year, measure=measure)
    if found.threshold is not None:
        return [f"  {_threshold(found.threshold, language)}"]
    if found.next_threshold is None:
        return [f"  {_NO_MORE.in_language(language)}"]
    what = _threshold(found.next_threshold, language)
    after = _NEXT.in_language(language).format(year=found.next_year, what=what)
    return [f"  {_NONE.in_language(language)}; {after}"]


def _threshold(threshold: Threshold, language: Language) -> str:
    return f"{threshold_in_words(threshold, language)} ({threshold.clause})"


def threshold_in_words(threshold: Threshold, language: Language) -> str:
    """What must be reached, such as "mindst 80 pct."; its years and clause are not in it."""
    if threshold.operator == "done":
        return _DELIVERED.in_language(language)
    words = threshold_bound(threshold.operator).in_language(language)
    value = threshold.figure_unit.with_value(threshold.number, language)
    measure = f" {_MEASURES[threshold.measure].in_language(language)}" if threshold.measure else ""
    return f"{words} {value}{measure}"


_MEASURES = {
    "turnover": Text(da="i omsætning", en="in turnover"),
    "employment": Text(da="i beskæftigelse", en="in employment"),
    "productivity": Text(da="i produktivitet", en="in productivity"),
}


def _distance(
    agreement: FrameworkAgreement,
    point: MeasurePoint,
    measure: Measure | None,
    year: int,
    hub: Body | None,
    value: Fraction,
    language: Language,
) -> list[str]:
    """From today's value to the hub's part, or the level now or next required."""
    found = requirement(point, year=year, measure=measure)
    due = year if found.threshold is not None else found.next_year
    if due is None:
        return []
    level = None if hub is None else hub_share(agreement, point, hub=hub.id)
    name = "" if hub is None else hub.id
    reached: Figure | Given | None = level or required_level(
        agreement, point, year=due, hub=name, measure=measure
    )
    if reached is None:
        return []
    today = Given(
        Text(da="Værdien i dag", en="Today's value"),
        value,
        reached.unit,
        Source("Kommandolinjen", "--value"),
    )
    return [f"  {line}" for line in calculation(distance(reached, today), language).splitlines()]


def _for_hub(
    agreement: FrameworkAgreement,
    point: MeasurePoint,
    measure: Measure | None,
    year: int,
    hub: Body,
    language: Language,
) -> list[str]:
    share = hub_share(agreement, point, hub=hub.id)
    if share is not None:
        value = format_number(share.value, language)
        told = _SHARE.in_language(language).format(hub=hub.name, value=value)
        return [f"  {told} ({share.source.clause})"]
    level = required_level(agreement, point, year=year, hub=hub.id, measure=measure)
    if not isinstance(level, Figure):
        return []
    return [f"  {line}" for line in calculation(level, language).splitlines()]
