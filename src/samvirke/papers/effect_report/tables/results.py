"""Tables of effects: the national verdicts, years without one, hubs and themes, year by year."""

from collections.abc import Iterator, Mapping

from samvirke.figures import Language, Text
from samvirke.papers.effect_report.dot_chart import EMPTY
from samvirke.papers.effect_report.model import NONE, Cell, TableBlock
from samvirke.papers.effect_report.tables.making import (
    EFFECT,
    ENDED,
    GUIDED,
    INTERVAL,
    MEASURE,
    POINT,
    VERDICT,
    YEAR,
    amount,
    effect,
    interval,
    measured,
    number,
    table,
)
from samvirke.papers.effect_report.words import (
    ALL,
    HIDDEN,
    MEASURES,
    NO_THEME,
    SEGMENTS,
    VERDICTS,
    required,
)
from samvirke.schemes.effect_statement import (
    EffectStatement,
    EventStudy,
    MeasureResult,
    Part,
    PointYear,
)

_REQUIRED = Text("Krav (procentpoint)", "Requirement (percentage points)")
_CERTAIN = Text("Hvor sikkert?", "How sure?")
_CERTAINTY = {
    "clear": Text(
        "hele intervallet er på samme side af kravet", "the whole interval is on one side"
    ),
    "uncertain": Text(
        "kravet ligger inden for intervallet", "the threshold lies within the interval"
    ),
}


def verdicts(statement: EffectStatement, language: Language) -> TableBlock:
    """The national verdicts, every year and measure."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for point, measure in measured(statement):
            estimate = measure.estimate
            yield (
                point.point,
                point.year,
                MEASURES[measure.measure].in_language(language),
                NONE if estimate is None else effect(estimate.value, measure),
                NONE if estimate is None else interval(estimate.low, estimate.high),
                required(measure.operator, measure.threshold, language),
                VERDICTS[measure.verdict].in_language(language),
                NONE
                if measure.certainty is None
                else _CERTAINTY[measure.certainty].in_language(language),
                NONE if estimate is None else number(estimate.guided),
            )

    decided = (EFFECT, INTERVAL, _REQUIRED, VERDICT, _CERTAIN, GUIDED)
    heading = (POINT, YEAR, MEASURE, *decided)
    caption = Text(
        "Effekten på landsplan mod aftalens krav", "The national effect against the agreement"
    )
    return table(Text("Resultat", "Result"), caption, heading, rows(), language)


def not_measured(statement: EffectStatement, language: Language) -> TableBlock | None:
    """The years without a result, and why; ``None`` where every year has one."""
    rows = tuple(
        (point.point, point.year, point.ended_year, point.why_not.in_language(language))
        for point in statement.points
        if point.why_not is not None
    )
    heading = (POINT, YEAR, ENDED, Text("Hvorfor ikke", "Why not"))
    caption = Text("År uden resultat", "Years without a result")
    if not rows:
        return None
    return table(Text("Uden resultat", "No result"), caption, heading, iter(rows), language)


def by_hub(
    statement: EffectStatement, hubs: Mapping[str, str], language: Language, *, themes: bool
) -> TableBlock:
    """The effect for each hub, with themes or over all of them; hidden cells say why."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for point, measure in measured(statement):
            for part in measure.parts:
                if (part.theme is not None) == themes and (themes or part.hub is not None):
                    yield _part_row(point, measure, part, hubs, language, themes=themes)

    heading = (
        POINT,
        YEAR,
        MEASURE,
        Text("Erhvervshus", "Business hub"),
        *((Text("Tema", "Theme"),) if themes else ()),
        EFFECT,
        INTERVAL,
        GUIDED,
        VERDICT,
    )
    if themes:
        name, caption = Text("Temaer", "Themes"), Text("Effekt pr. tema", "Effect by theme")
    else:
        name = Text("Erhvervshuse", "Business hubs")
        caption = Text("Effekt pr. erhvervshus (indikation)", "Effect by hub (indication)")
    return table(name, caption, heading, rows(), language, shared=3)


def _part_row(
    point: PointYear,
    measure: MeasureResult,
    part: Part,
    hubs: Mapping[str, str],
    language: Language,
    *,
    themes: bool,
) -> tuple[Cell, ...]:
    estimate = part.estimate
    hub = ALL.in_language(language) if part.hub is None else hubs.get(part.hub, part.hub)
    theme = (part.theme or NO_THEME.in_language(language),) if themes else ()
    start = (
        point.point,
        point.year,
        MEASURES[measure.measure].in_language(language),
        hub,
        *theme,
    )
    if part.hidden is not None or estimate is None:
        return (*start, HIDDEN[part.hidden or "few"].in_language(language), NONE, NONE, NONE)
    return (
        *start,
        effect(estimate.value, measure),
        interval(estimate.low, estimate.high),
        number(estimate.guided),
        VERDICTS[part.verdict or "too_few"].in_language(language),
    )


def events(studies: tuple[EventStudy, ...], language: Language) -> TableBlock:
    """The effect by years since guidance ended, on the matched and against all."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for study in studies:
            for event in study.events:
                yield (
                    SEGMENTS[study.segment].in_language(language),
                    MEASURES[study.measure].in_language(language),
                    _SAMPLES[study.sample].in_language(language),
                    event.event,
                    EMPTY.in_language(language) if event.value is None else amount(event.value),
                    interval(event.low, event.high),
                    number(event.guided),
                )

    heading = (
        Text("Segment", "Segment"),
        MEASURE,
        Text("Sammenlignet med", "Compared with"),
        Text("År fra vejledningens slutning", "Years from the end of guidance"),
        Text("Effekt (logpoint)", "Effect (log points)"),
        INTERVAL,
        Text("Vejledte", "Guided"),
    )
    caption = Text(
        "År for år, før og efter vejledningen", "Year by year, before and after guidance"
    )
    name = Text("År for år", "Year by year")
    return table(name, caption, heading, rows(), language, shared=3)


_SAMPLES = {
    "matched": Text("matchede kontroller", "matched controls"),
    "all": Text("alle ikke-vejledte", "all never guided"),
}
