"""Tables of how sure the numbers are: other choices, errors, placebos and cells left out."""

from collections.abc import Iterator

from samvirke.agreements import FrameworkAgreement, MeasurePoint
from samvirke.figures import Language, Text
from samvirke.papers.effect_report.model import Cell, TableBlock
from samvirke.papers.effect_report.tables.making import (
    EFFECT,
    GUIDED,
    INTERVAL,
    MEASURE,
    POINT,
    VERDICT,
    YEAR,
    measured,
    number,
    table,
)
from samvirke.papers.effect_report.words import MEASURES, VERDICTS, interval, shown
from samvirke.schemes.effect_statement import EffectStatement, Line, MeasureResult, verdict_beside


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
                yield (*start, words, number(measure.naive), "–", "–", "–", "")
            for line in measure.lines:
                estimate = line.estimate
                yield (
                    *start,
                    line.label.in_language(language),
                    "–" if estimate is None else number(estimate.value),
                    "–" if estimate is None else interval(estimate.low, estimate.high, language),
                    "–" if estimate is None else number(estimate.guided),
                    _judged(line, measure, agreement.measure_point(point.point), language),
                    "" if line.why_not is None else line.why_not.in_language(language),
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
