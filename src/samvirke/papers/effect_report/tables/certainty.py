"""Tables of how sure the numbers are: other choices, errors, placebos and cells left out."""

from collections.abc import Iterator

from samvirke.agreements import FrameworkAgreement, MeasurePoint
from samvirke.figures import Language, Text
from samvirke.papers.effect_report.doubts import flips, growth_unit, judged, tally
from samvirke.papers.effect_report.model import NONE, Cell, TableBlock
from samvirke.papers.effect_report.tables.making import (
    EFFECT,
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
from samvirke.papers.effect_report.words import MEASURES, VERDICTS
from samvirke.schemes.effect_statement import EffectStatement, Line, MeasureResult


def robustness(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> TableBlock:
    """Every other choice with the verdict it would have given; placebos are not judged."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for point, measure in measured(statement):
            start = (
                point.point,
                point.year,
                MEASURES[measure.measure].in_language(language),
            )
            if measure.naive is not None:
                words = Text(
                    "Alle vejledte mod alle ikke-vejledte, uden match",
                    "All guided against all never guided, unmatched",
                ).in_language(language)
                yield (*start, words, effect(measure.naive, measure), NONE, NONE, NONE, "")
            stated = agreement.measure_point(point.point)
            for line in measure.lines:
                estimate = line.estimate
                yield (
                    *start,
                    line.label.in_language(language),
                    NONE if estimate is None else effect(estimate.value, measure),
                    NONE if estimate is None else interval(estimate.low, estimate.high),
                    NONE if estimate is None else number(estimate.guided),
                    _judged(line, measure, stated, language),
                    _remark(line, measure, stated, language),
                )

    heading = (
        POINT,
        YEAR,
        MEASURE,
        Text("Valg", "Choice"),
        EFFECT,
        INTERVAL,
        GUIDED,
        VERDICT,
        Text("Bemærkning", "Remark"),
    )
    caption = Text(
        "De andre valg, aftalen lader stå åbne", "The other choices that the agreement leaves open"
    )
    name = Text("Robusthed", "Robustness")
    return table(name, caption, heading, rows(), language, shared=3)


def _judged(line: Line, measure: MeasureResult, point: MeasurePoint, language: Language) -> str:
    found = judged(line, measure, point)
    return NONE if found is None else VERDICTS[found].in_language(language)


def _remark(line: Line, measure: MeasureResult, point: MeasurePoint, language: Language) -> str:
    if line.why_not is not None:
        return line.why_not.in_language(language)
    return _FLIPS.in_language(language) if flips(line, measure, point) else ""


_FLIPS = Text("Ændrer vurderingen", "Changes the verdict")


def growths(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> TableBlock:
    """How much both groups grew, and how many of the other choices give another verdict."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for point, measure in measured(statement):
            estimate = measure.estimate
            stated = agreement.measure_point(point.point)
            found = tally(measure, stated)
            unit = "" if stated.effect is None else growth_unit(stated.effect).in_language(language)
            same = found.verdicts.get(measure.verdict, 0)
            is_judged = measure.verdict != "too_few"
            yield (
                point.point,
                point.year,
                MEASURES[measure.measure].in_language(language),
                amount(None if estimate is None else estimate.guided_growth),
                amount(None if estimate is None else estimate.control_growth),
                unit,
                number(same if is_judged else None),
                number(found.told - same if is_judged else None),
                number(found.hidden if is_judged else None),
            )

    heading = (
        POINT,
        YEAR,
        MEASURE,
        Text("Vækst: vejledte", "Growth: guided"),
        Text("Vækst: kontroller", "Growth: controls"),
        Text("I", "In"),
        Text("Andre valg: samme vurdering", "Other choices: same verdict"),
        Text("Andre valg: anden vurdering", "Other choices: another verdict"),
        Text("Andre valg: skjult", "Other choices: hidden"),
    )
    caption = Text(
        "De to gruppers vækst, og hvad de andre valg giver",
        "How the two groups grew, and what the other choices give",
    )
    return table(Text("Vækst", "Growth"), caption, heading, rows(), language)


def trials(statement: EffectStatement, language: Language) -> TableBlock:
    """Bootstrap, standard errors, placebos and cells left out."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for point, measure in measured(statement):
            band, placebos, left = measure.band, measure.placebos, measure.left_out
            yield (
                point.point,
                point.year,
                MEASURES[measure.measure].in_language(language),
                amount(measure.clustered_error, 2),
                amount(measure.abadie_imbens_error, 2),
                NONE if band is None else interval(band.low, band.high),
                NONE
                if placebos is None or not placebos.estimates
                else interval(min(placebos.estimates), max(placebos.estimates)),
                NONE if placebos is None else f"{placebos.as_far} / {len(placebos.estimates)}",
                NONE if left is None else interval(left.lowest, left.highest),
            )

    heading = (
        POINT,
        YEAR,
        MEASURE,
        Text("Standardfejl (par)", "Standard error (pairs)"),
        Text("Standardfejl (Abadie–Imbens)", "Standard error (Abadie–Imbens)"),
        Text("Bootstrap-interval", "Bootstrap interval"),
        Text("Placebo: fra–til", "Placebo: from–to"),
        Text("Placebo: lige så stor", "Placebo: as large"),
        Text("Uden én celle: fra–til", "Without one cell: from–to"),
    )
    caption = Text("Hvor meget flytter tallet sig?", "How far does the number move?")
    return table(Text("Prøver", "Trials"), caption, heading, rows(), language)
