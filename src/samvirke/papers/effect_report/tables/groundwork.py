"""Tables of what the numbers rest on: files, pairs, attrition and balance."""

from collections.abc import Iterator, Sequence

from samvirke.figures import Language, Text
from samvirke.papers.effect_report.model import Cell, TableBlock
from samvirke.papers.effect_report.tables.making import (
    ENDED,
    MEASURE,
    POINT,
    YEAR,
    measured,
    number,
    table,
)
from samvirke.papers.effect_report.words import MEASURES, REASONS, VARIABLES, shown
from samvirke.schemes.effect_statement import EffectStatement


def register_remarks(statement: EffectStatement, language: Language) -> TableBlock:
    """What of the files could not be used."""
    rows = tuple(
        (remark.reason.in_language(language), number(remark.count))
        for remark in statement.inputs.remarks
    )
    heading = (Text("Hvad", "What"), Text("Virksomhedsår", "Company-years"))
    caption = Text("Registrets mangler", "What the register lacks")
    return table(Text("Datakvalitet", "Data quality"), caption, heading, iter(rows), language)


def set_aside(statement: EffectStatement, language: Language) -> TableBlock:
    """Engagements of the list that count in no segment."""
    rows = tuple(
        (counted.reason.in_language(language), number(counted.count))
        for counted in statement.inputs.set_aside
    )
    heading = (Text("Hvorfor", "Why"), Text("Forløb", "Engagements"))
    caption = Text("Forløb, der ikke tæller med", "Engagements that do not count")
    return table(Text("Forløb", "Engagements"), caption, heading, iter(rows), language)


def matched_numbers(statement: EffectStatement, language: Language) -> TableBlock:
    """How many were guided, matched, and why the others were not: a column for each year."""
    points = sorted(statement.points, key=lambda one: (one.point, -one.year))
    told: list[tuple[Text, Sequence[str | int | None]]] = [
        (ENDED, [str(point.ended_year) for point in points]),
        (Text("Vejledte", "Guided"), [point.guided for point in points]),
        (Text("Med kontrol", "With a control"), [point.matched for point in points]),
        *(
            (
                Text(f"Uden: {label.da}", f"Without: {label.en}"),
                [(point.unmatched or {}).get(reason) for point in points],
            )
            for reason, label in REASONS.items()
        ),
        (Text("Mulige kontroller", "Possible controls"), [point.pool for point in points]),
        (Text("Celler med vejledte", "Cells with guided"), [point.cells for point in points]),
    ]
    rows = (
        (
            name.in_language(language),
            *(value if isinstance(value, str) else number(value) for value in values),
        )
        for name, values in told
    )
    years = (f"{point.point} {point.year}" for point in points)
    heading = (Text("Virksomheder", "Companies"), *(Text(year, year) for year in years))
    caption = Text("Vejledte, par og dem uden par", "Guided, pairs and those without")
    return table(Text("Par", "Pairs"), caption, heading, rows, language)


def lost_pairs(statement: EffectStatement, language: Language) -> TableBlock:
    """Pairs without growth, and growth that the outlier rule changed."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for point, measure in measured(statement):
            lost = measure.lost
            pairs = (None,) * 3 if lost is None else (lost.gone, lost.merged, lost.unknown)
            words = MEASURES[measure.measure].in_language(language)
            counts = (number(count) for count in (*pairs, measure.pulled_in))
            yield (point.point, str(point.year), words, *counts)

    heading = (
        POINT,
        YEAR,
        MEASURE,
        Text("Par: én er ophørt", "Pairs: one is gone"),
        Text("Par: én er fusioneret", "Pairs: one has merged"),
        Text("Par: tal mangler", "Pairs: numbers missing"),
        Text("Ekstreme værdier trukket ind", "Outliers pulled in"),
    )
    caption = Text("Hvad der ikke kunne bruges", "What could not be used")
    return table(Text("Frafald", "Attrition"), caption, heading, rows(), language)


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
        POINT,
        YEAR,
        Text("Variabel", "Variable"),
        Text("Forskel før", "Difference before"),
        Text("Forskel efter", "Difference after"),
        Text("Varians før", "Variance before"),
        Text("Varians efter", "Variance after"),
    )
    caption = Text("Balance før og efter matchningen", "Balance before and after matching")
    return table(Text("Balance", "Balance"), caption, heading, rows(), language, shared=2)
