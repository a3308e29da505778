"""Tables of what the numbers rest on: files, pairs, attrition and balance."""

from collections.abc import Iterator, Sequence

from samvirke.figures import Language, Text
from samvirke.papers.effect_report.model import NONE, Cell, TableBlock
from samvirke.papers.effect_report.tables.making import (
    ENDED,
    MEASURE,
    POINT,
    YEAR,
    amount,
    measured,
    number,
    table,
)
from samvirke.papers.effect_report.words import MEASURES, REASONS, VARIABLES
from samvirke.schemes.effect_statement import EffectStatement, Waterfall


def register_remarks(statement: EffectStatement, language: Language) -> TableBlock:
    """What of the files could not be used."""
    rows = tuple(
        (remark.reason.in_language(language), number(remark.count))
        for remark in statement.inputs.remarks
    )
    heading = (Text("Hvad", "What"), Text("Virksomhedsår", "Company-years"))
    caption = Text("Registrets mangler", "What the register lacks")
    return table(Text("Datakvalitet", "Data quality"), caption, heading, iter(rows), language)


def from_list(statement: EffectStatement, language: Language) -> tuple[TableBlock, ...]:
    """What became of the list; older statements only tell what is set aside."""
    made = (_waterfall if statement.waterfalls else _set_aside)(statement, language)
    return (made,) if made.rows else ()


def _set_aside(statement: EffectStatement, language: Language) -> TableBlock:
    """Engagements of the list that count in no segment."""
    rows = tuple(
        (counted.reason.in_language(language), number(counted.count))
        for counted in statement.inputs.set_aside
    )
    heading = (Text("Hvorfor", "Why"), Text("Forløb", "Engagements"))
    caption = Text("Forløb, der ikke tæller med", "Engagements that do not count")
    return table(Text("Forløb", "Engagements"), caption, heading, iter(rows), language)


def _waterfall(statement: EffectStatement, language: Language) -> TableBlock:
    """From the rows of the list to the pairs, a column for each point, with every loss by why."""
    columns = [_steps(one, statement, language) for one in statement.waterfalls]
    names = dict.fromkeys(name for column in columns for name in column)
    # Losses of both columns stand between the sums that they belong to.
    ordered = sorted(names, key=lambda name: name[0])
    rows = (
        (words, *(column.get((at, words), NONE) for column in columns)) for at, words in ordered
    )
    points = (Text(one.point, one.point) for one in statement.waterfalls)
    heading = (Text("Trin", "Step"), *points)
    caption = Text("Fra listens rækker til par", "From the rows of the list to pairs")
    return table(Text("Fra liste til par", "From list to pairs"), caption, heading, rows, language)


def _steps(
    waterfall: Waterfall, statement: EffectStatement, language: Language
) -> dict[tuple[int, str], Cell]:
    """The steps of one point by their place and words; hidden ones are left out."""
    points = [one for one in statement.points if one.point == waterfall.point]
    lost: list[tuple[int, Text, int]] = [
        (1, Text(f"− {one.reason.da}", f"− {one.reason.en}"), one.count) for one in waterfall.aside
    ]
    sums = [(0, _ROWS, waterfall.rows), (2, _COMPANIES, waterfall.companies)]
    if waterfall.outside is not None:
        lost += [
            (3, Text(f"− {one.reason.da}", f"− {one.reason.en}"), one.count)
            for one in waterfall.outside
        ]
        guided = waterfall.companies - sum(one.count for one in waterfall.outside)
        sums.append((4, _COHORTS, guided))
        reasons = [point.unmatched or {} for point in points]
        lost += [
            (5, Text(f"− {label.da}", f"− {label.en}"), count)
            for reason, label in REASONS.items()
            if (count := sum(one.get(reason, 0) for one in reasons))
        ]
        told = guided - sum(count for at, _, count in lost if at == 5)
        sums.append((6, _PAIRS, told))
    return {(at, text.in_language(language)): number(count) for at, text, count in [*sums, *lost]}


_ROWS = Text("Rækker med afsluttet vejledning", "Rows with finished guidance")
_COMPANIES = Text("= Virksomheder i segmentet", "= Companies of the segment")
_COHORTS = Text("= Vejledte i de år, der måles", "= Guided in the years that are measured")
_PAIRS = Text("= Vejledte med kontrol (par)", "= Guided with a control (pairs)")


def matched_numbers(statement: EffectStatement, language: Language) -> TableBlock:
    """How many were guided, matched, and why the others were not: a column for each year."""
    points = sorted(statement.points, key=lambda one: (one.point, -one.year))
    told: list[tuple[Text, Sequence[Cell]]] = [
        (ENDED, [point.ended_year for point in points]),
        (Text("Vejledte", "Guided"), [number(point.guided) for point in points]),
        (Text("Med kontrol", "With a control"), [number(point.matched) for point in points]),
        *(
            (
                Text(f"Uden: {label.da}", f"Without: {label.en}"),
                [number((point.unmatched or {}).get(reason)) for point in points],
            )
            for reason, label in REASONS.items()
        ),
        (Text("Mulige kontroller", "Possible controls"), [number(point.pool) for point in points]),
        (
            Text("Celler med vejledte", "Cells with guided"),
            [number(point.cells) for point in points],
        ),
    ]
    rows = (
        (
            name.in_language(language),
            *values,
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
            yield (point.point, point.year, words, *counts)

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
                    point.year,
                    VARIABLES[row.name].in_language(language),
                    amount(row.difference_before, 3),
                    amount(row.difference_after, 3),
                    amount(row.variance_ratio_before, 2),
                    amount(row.variance_ratio_after, 2),
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
