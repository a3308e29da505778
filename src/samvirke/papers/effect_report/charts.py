"""The report's charts: balance (love plot), years before and after, hubs."""

from collections.abc import Iterator, Mapping

from samvirke.figures import Language, Text, format_number
from samvirke.figures.exact import from_canonical
from samvirke.papers.effect_report.dot_chart import EMPTY, Dot, DotRow, dot_chart
from samvirke.papers.effect_report.doubts import GOOD_BALANCE
from samvirke.papers.effect_report.model import ChartBlock
from samvirke.papers.effect_report.words import MEASURES, SEGMENTS, VARIABLES
from samvirke.schemes.effect_statement import EventStudy, MeasureResult, PointYear


def love_plot(point: PointYear, language: Language) -> ChartBlock:
    """Standardised mean differences before and after matching."""
    title = Text(f"Balance, {point.point}, {point.year}", f"Balance, {point.point}, {point.year}")
    rows = [
        DotRow(
            VARIABLES[row.name].in_language(language),
            tuple(
                Dot(value, series)
                for value, series in ((row.difference_after, 0), (row.difference_before, 1))
                if value is not None
            ),
        )
        for row in point.balance
    ]
    words = Text(
        da="Forskelle mellem vejledte og kontroller i standardafvigelser, før og efter "
        "matchningen. Tallene står i tabellen om balance.",
        en="Differences between guided and controls in standard deviations, before and after "
        "matching. The numbers stand in the table on balance.",
    ).in_language(language)
    svg = dot_chart(
        title=title.in_language(language),
        description=words,
        unit=Text("standardafvigelser", "standard deviations").in_language(language),
        series=[
            Text("efter", "after").in_language(language),
            Text("før", "before").in_language(language),
        ],
        rows=rows,
        marks=[
            (0.0, ""),
            (-GOOD_BALANCE, "−0,1" if language == "da" else "−0.1"),
            (GOOD_BALANCE, "0,1" if language == "da" else "0.1"),
        ],
        language=language,
    )
    return ChartBlock(f"balance-{point.point.lower()}-{point.year}", svg, words)


def event_plot(study: EventStudy, language: Language) -> ChartBlock:
    """The effect by years since guidance ended."""
    measure, segment = MEASURES[study.measure], SEGMENTS[study.segment]
    title = Text(f"År for år: {measure.da}", f"Year by year: {measure.en}")
    words = Text(
        da=f"Forskel i {measure.da} mellem vejledte i {segment.da} og deres kontroller, i "
        "logpoint, år for år før og efter vejledningen. Tallene står i tabellen.",
        en=f"Difference in {measure.en} between the guided in {segment.en} and their controls, in "
        "log points, year by year before and after guidance. The numbers stand in the table.",
    ).in_language(language)
    svg = dot_chart(
        title=title.in_language(language),
        description=words,
        unit=Text(
            "logpoint; rækker: år fra vejledningens slutning",
            "log points; rows: years from the end of guidance",
        ).in_language(language),
        series=[],
        rows=list(_event_rows(study, language)),
        marks=[(0.0, "")],
        language=language,
    )
    return ChartBlock(f"aar-for-aar-{study.segment}-{study.measure}", svg, words)


def _event_rows(study: EventStudy, language: Language) -> Iterator[DotRow]:
    for event in study.events:
        year = f"{event.event:+d}".replace("-", "−").replace("+0", "0")
        label = Text(f"{year} år", f"{year} years").in_language(language)
        if event.value is None:
            yield DotRow(label, (), EMPTY.in_language(language))
        else:
            yield DotRow(label, (Dot(event.value, 0, event.low, event.high),))


def hub_plot(
    point: PointYear, measure: MeasureResult, hubs: Mapping[str, str], language: Language
) -> ChartBlock:
    """The effect of each hub with its interval, against the threshold."""
    name = MEASURES[measure.measure]
    threshold = from_canonical(measure.threshold)
    rows = []
    for part in measure.parts:
        if part.theme is None:
            label = _nation(language) if part.hub is None else hubs.get(part.hub, part.hub)
            label = label.removeprefix("Erhvervshus ")
            estimate = part.estimate
            dots = (
                () if estimate is None else (Dot(estimate.value, 0, estimate.low, estimate.high),)
            )
            rows.append(DotRow(label, dots, EMPTY.in_language(language)))
    words = Text(
        da=f"Effekt på {name.da} i {point.year} for hele landet og hvert erhvervshus med "
        "95 pct.-interval. Tallene står i tabellen.",
        en=f"Effect on {name.en} in {point.year} for the nation and each hub with its 95 per cent "
        "interval. The numbers stand in the table.",
    ).in_language(language)
    shown = format_number(threshold, language)
    svg = dot_chart(
        title=Text(
            f"Effekt på {name.da}, {point.year}", f"Effect on {name.en}, {point.year}"
        ).in_language(language),
        description=words,
        unit=Text("procentpoint", "percentage points").in_language(language),
        series=[],
        rows=rows,
        marks=[
            (0.0, ""),
            (float(threshold), Text(f"krav {shown}", f"threshold {shown}").in_language(language)),
        ],
        language=language,
    )
    return ChartBlock(
        f"erhvervshuse-{point.point.lower()}-{point.year}-{measure.measure}", svg, words
    )


def _nation(language: Language) -> str:
    return Text("Hele landet", "The nation").in_language(language)
