"""The report's tables, from the public statement."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from samvirke.agreements import FrameworkAgreement, MeasurePoint
from samvirke.figures import Language, Text
from samvirke.papers.effect_report.model import Cell, TableBlock
from samvirke.papers.effect_report.words import (
    ALL,
    HIDDEN,
    MEASURES,
    NO_THEME,
    REASONS,
    SEGMENTS,
    VARIABLES,
    VERDICTS,
    interval,
    required,
    shown,
)
from samvirke.schemes.effect_statement import (
    EffectStatement,
    EventStudy,
    Line,
    MeasureResult,
    Part,
    PointYear,
    verdict_beside,
)


def _table(
    name: Text,
    caption: Text,
    heading: tuple[Text, ...],
    rows: Iterator[tuple[Cell, ...]],
    language: Language,
) -> TableBlock:
    return TableBlock(
        name.in_language(language),
        caption.in_language(language),
        tuple(word.in_language(language) for word in heading),
        tuple(rows),
    )


def _number(value: int | float | None) -> Cell:
    return "–" if value is None else Fraction(value).limit_denominator(10**6)


_POINT = Text("Målepunkt", "Measure point")
_YEAR = Text("Opgørelsesår", "Statement year")
_MEASURE = Text("Mål", "Outcome")
_EFFECT = Text("Effekt (procentpoint)", "Effect (percentage points)")
_INTERVAL = Text("95 pct.-interval", "95 per cent interval")
_REQUIRED = Text("Krav", "Requirement")
_VERDICT = Text("Vurdering", "Verdict")
_GUIDED = Text("Vejledte i par", "Guided in pairs")
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
                str(point.year),
                MEASURES[measure.measure].in_language(language),
                "–" if estimate is None else _number(estimate.value),
                "–" if estimate is None else interval(estimate.low, estimate.high, language),
                required(measure.operator, measure.threshold, language),
                VERDICTS[measure.verdict].in_language(language),
                "–"
                if measure.certainty is None
                else _CERTAINTY[measure.certainty].in_language(language),
                "–" if estimate is None else _number(estimate.guided),
            )

    decided = (_EFFECT, _INTERVAL, _REQUIRED, _VERDICT, _CERTAIN, _GUIDED)
    heading = (_POINT, _YEAR, _MEASURE, *decided)
    caption = Text(
        "Effekten på landsplan mod aftalens krav", "The national effect against the agreement"
    )
    return _table(Text("Resultat", "Result"), caption, heading, rows(), language)


def measured(statement: EffectStatement) -> Iterator[tuple[PointYear, MeasureResult]]:
    """Every measure of every point and year, the newest year first within a point."""
    for point in sorted(statement.points, key=lambda one: (one.point, -one.year)):
        for measure in point.measures:
            yield point, measure


def not_measured(statement: EffectStatement, language: Language) -> TableBlock | None:
    """The years without a result, and why; ``None`` where every year has one."""
    rows = tuple(
        (point.point, str(point.year), str(point.ended_year), point.why_not.in_language(language))
        for point in statement.points
        if point.why_not is not None
    )
    heading = (_POINT, _YEAR, _ENDED, Text("Hvorfor ikke", "Why not"))
    caption = Text("År uden resultat", "Years without a result")
    if not rows:
        return None
    return _table(Text("Uden resultat", "No result"), caption, heading, iter(rows), language)


_ENDED = Text("Vejledningen sluttede", "Guidance ended")


def matched_numbers(statement: EffectStatement, language: Language) -> TableBlock:
    """How many were guided, matched, and why the others were not."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for point in statement.points:
            yield (
                point.point,
                str(point.year),
                str(point.ended_year),
                _number(point.guided),
                _number(point.matched),
                *(_number(point.unmatched[reason]) for reason in REASONS),
                _number(point.pool),
                _number(point.cells),
            )

    heading = (
        _POINT,
        _YEAR,
        _ENDED,
        Text("Vejledte", "Guided"),
        Text("Med kontrol", "With a control"),
        *(Text(f"Uden: {label.da}", f"Without: {label.en}") for label in REASONS.values()),
        Text("Mulige kontroller", "Possible controls"),
        Text("Celler", "Cells"),
    )
    caption = Text("Vejledte, par og dem uden par", "Guided, pairs and those without")
    return _table(Text("Par", "Pairs"), caption, heading, rows(), language)


def lost_pairs(statement: EffectStatement, language: Language) -> TableBlock:
    """Pairs without growth, and growth that the outlier rule changed."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for point, measure in measured(statement):
            lost = measure.lost
            counts = (lost.gone, lost.merged, lost.unknown, measure.pulled_in)
            words = MEASURES[measure.measure].in_language(language)
            yield (point.point, str(point.year), words, *(_number(count) for count in counts))

    heading = (
        _POINT,
        _YEAR,
        _MEASURE,
        Text("Par: én er ophørt", "Pairs: one is gone"),
        Text("Par: én er fusioneret", "Pairs: one has merged"),
        Text("Par: tal mangler", "Pairs: numbers missing"),
        Text("Ekstreme værdier trukket ind", "Outliers pulled in"),
    )
    caption = Text("Hvad der ikke kunne bruges", "What could not be used")
    return _table(Text("Frafald", "Attrition"), caption, heading, rows(), language)


def register_remarks(statement: EffectStatement, language: Language) -> TableBlock:
    """What of the files could not be used."""
    rows = tuple(
        (remark.reason.in_language(language), _number(remark.count))
        for remark in statement.inputs.remarks
    )
    heading = (Text("Hvad", "What"), Text("Virksomhedsår", "Company-years"))
    caption = Text("Registrets mangler", "What the register lacks")
    return _table(Text("Datakvalitet", "Data quality"), caption, heading, iter(rows), language)


def balance(statement: EffectStatement, language: Language) -> TableBlock:
    """Standardised mean differences and variance ratios, before and after matching."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for point in statement.points:
            for row in point.balance:
                yield (
                    point.point,
                    str(point.year),
                    VARIABLES[row.name].in_language(language),
                    shown(row.difference_before, language, 3),
                    shown(row.difference_after, language, 3),
                    shown(row.variance_ratio_before, language, 2),
                    shown(row.variance_ratio_after, language, 2),
                )

    heading = (
        _POINT,
        _YEAR,
        Text("Variabel", "Variable"),
        Text("Forskel før", "Difference before"),
        Text("Forskel efter", "Difference after"),
        Text("Varians før", "Variance before"),
        Text("Varians efter", "Variance after"),
    )
    caption = Text("Balance før og efter matchningen", "Balance before and after matching")
    return _table(Text("Balance", "Balance"), caption, heading, rows(), language)


def robustness(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> TableBlock:
    """Every other choice with the verdict it would have given; placebos are not judged."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for point, measure in measured(statement):
            start = (
                point.point,
                str(point.year),
                MEASURES[measure.measure].in_language(language),
            )
            if measure.naive is not None:
                words = Text("Uden kontrolgruppe-match", "Without matching").in_language(language)
                yield (*start, words, _number(measure.naive), "–", "–", "–", "")
            for line in measure.lines:
                estimate = line.estimate
                yield (
                    *start,
                    line.label.in_language(language),
                    "–" if estimate is None else _number(estimate.value),
                    "–" if estimate is None else interval(estimate.low, estimate.high, language),
                    "–" if estimate is None else _number(estimate.guided),
                    _judged(line, measure, agreement.measure_point(point.point), language),
                    "" if line.why_not is None else line.why_not.in_language(language),
                )

    heading = (
        _POINT,
        _YEAR,
        _MEASURE,
        Text("Valg", "Choice"),
        _EFFECT,
        _INTERVAL,
        _GUIDED,
        _VERDICT,
        Text("Bemærkning", "Remark"),
    )
    caption = Text(
        "De andre valg, aftalen lader stå åbne", "The other choices that the agreement leaves open"
    )
    return _table(Text("Robusthed", "Robustness"), caption, heading, rows(), language)


def _judged(line: Line, measure: MeasureResult, point: MeasurePoint, language: Language) -> str:
    if point.effect is None or line.code == "fake_year":
        return "–"
    found = verdict_beside(line.estimate, measure, point.effect.minimum_pairs)
    return "–" if found is None else VERDICTS[found].in_language(language)


def trials(statement: EffectStatement, language: Language) -> TableBlock:
    """Bootstrap, standard errors, placebos and cells left out."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for point, measure in measured(statement):
            band, placebos, left = measure.band, measure.placebos, measure.left_out
            yield (
                point.point,
                str(point.year),
                MEASURES[measure.measure].in_language(language),
                shown(measure.clustered_error, language, 2),
                shown(measure.abadie_imbens_error, language, 2),
                "–" if band is None else interval(band.low, band.high, language),
                "–"
                if placebos is None or not placebos.estimates
                else interval(min(placebos.estimates), max(placebos.estimates), language),
                "–" if placebos is None else f"{placebos.as_far} / {len(placebos.estimates)}",
                "–" if left is None else interval(left.lowest, left.highest, language),
            )

    heading = (
        _POINT,
        _YEAR,
        _MEASURE,
        Text("Standardfejl (par)", "Standard error (pairs)"),
        Text("Standardfejl (Abadie–Imbens)", "Standard error (Abadie–Imbens)"),
        Text("Bootstrap-interval", "Bootstrap interval"),
        Text("Placebo: fra–til", "Placebo: from–to"),
        Text("Placebo: lige så stor", "Placebo: as large"),
        Text("Uden én celle: fra–til", "Without one cell: from–to"),
    )
    caption = Text("Hvor meget flytter tallet sig?", "How far does the number move?")
    return _table(Text("Prøver", "Trials"), caption, heading, rows(), language)


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
        _POINT,
        _YEAR,
        _MEASURE,
        Text("Erhvervshus", "Business hub"),
        *((Text("Tema", "Theme"),) if themes else ()),
        _EFFECT,
        _INTERVAL,
        _GUIDED,
        _VERDICT,
    )
    if themes:
        name, caption = Text("Temaer", "Themes"), Text("Effekt pr. tema", "Effect by theme")
    else:
        name = Text("Erhvervshuse", "Business hubs")
        caption = Text("Effekt pr. erhvervshus (indikation)", "Effect by hub (indication)")
    return _table(name, caption, heading, rows(), language)


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
        str(point.year),
        MEASURES[measure.measure].in_language(language),
        hub,
        *theme,
    )
    if part.hidden is not None or estimate is None:
        return (*start, HIDDEN[part.hidden or "few"].in_language(language), "–", "–", "–")
    return (
        *start,
        _number(estimate.value),
        interval(estimate.low, estimate.high, language),
        _number(estimate.guided),
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
                    str(event.event).replace("-", "−"),
                    HIDDEN["few"].in_language(language)
                    if event.value is None
                    else _number(event.value),
                    interval(event.low, event.high, language),
                    _number(event.guided),
                )

    heading = (
        Text("Segment", "Segment"),
        _MEASURE,
        Text("Sammenlignet med", "Compared with"),
        Text("År fra vejledningens slutning", "Years from the end of guidance"),
        Text("Effekt (logpoint)", "Effect (log points)"),
        _INTERVAL,
        Text("Vejledte", "Guided"),
    )
    caption = Text(
        "År for år, før og efter vejledningen", "Year by year, before and after guidance"
    )
    return _table(Text("År for år", "Year by year"), caption, heading, rows(), language)


_SAMPLES = {
    "matched": Text("matchede kontroller", "matched controls"),
    "all": Text("alle ikke-vejledte", "all never guided"),
}
