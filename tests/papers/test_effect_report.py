"""The effect report: the nine principles, page one, equal bytes, nothing hidden told."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import get_args

import openpyxl
import pytest
from tests.papers import verapdf
from tests.schemes.effect_statement.made import agreement, statement

from samvirke.agreements import load_agreements
from samvirke.agreements.effect_definition import (
    BaseYear,
    Controls,
    Distance,
    Engagement,
    ExactVariable,
    Exits,
    GrowthFormula,
    OutlierRule,
    Proxy,
    ScoreVariable,
)
from samvirke.figures import Text
from samvirke.papers.effect_report import (
    effect_files,
    matches_csv,
    received_files,
    report_of,
    to_pdf,
    to_terminal,
    to_xlsx,
)
from samvirke.papers.effect_report.choices import _rows
from samvirke.papers.effect_report.dot_chart import Dot, DotRow, dot_chart
from samvirke.papers.effect_report.pdf import cell_words
from samvirke.schemes.effect_statement import public
from samvirke.schemes.results_statement.assessments import load_assessments


def report(language="da", **changes):
    return report_of(public(replace(statement(), **changes)), agreement(), language)


def test_the_nine_principles_are_headings_in_their_order():
    assert [section.heading for section in report().sections] == [
        "1. Datakvalitet",
        "2. Sammenlignelig kontrolgruppe",
        "3. Difference-in-differences",
        "4. Ekstreme værdier",
        "5. Lange tidsserier",
        "6. Robusthed",
        "7. Relative indikatorer",
        "8. Fagfællebedømmelse",
        "9. Fiaskoer og stresstest",
        "Erhvervshuse og temaer",
        "Bilag: valg og filer",
        "Bilag: formler og kilder",
    ]


def test_page_one_says_what_was_found_in_a_sentence():
    told = [block for block in report().summary.blocks if isinstance(block, str)]
    assert told[0] == "Alle virksomheder og tal i denne rapport er opdigtede demodata."
    pattern = (
        r"2023: Virksomheder i vækstsegmentet, hvis vejledning sluttede i 2021, har haft [\d,]+ "
        r"procentpoint (højere|lavere) vækst i omsætning end lignende virksomheder. "
        r"Kravet \(mindst 10\) er (ikke )?nået(, men tilfældet kan have afgjort det)?\. "
        r"De vejledtes vækst var [\d,]+ pct\. mod kontrollernes [\d,]+\. .+"
    )
    assert re.fullmatch(pattern, told[1])


def test_real_data_are_not_called_demo_data():
    found = report(demo=False)
    assert found.demo_mark == ""
    assert not [b for b in found.summary.blocks if isinstance(b, str) and "demodata" in b]


def test_every_choice_says_whether_the_agreement_prints_it():
    choices = next(table for table in report().tables if table.name == "Valg")
    told = {row[1]: row[2:] for row in choices.rows if row[0] == "RA21-M7b"}
    assert told["År til målingen"] == ("2", "horizon_years: 2", "7.1, mål 7, 2. punkt")
    assert told["Vækst"] == (
        "gennemsnit af virksomhedernes vækst",
        "growth: mean_company_growth",
        "vores læsning",
    )
    assert told["Ekstreme værdier"] == (
        "regel: trækkes ind, pct. i hver ende: 1",
        "outliers: {rule: winsorise, percent: 1}",
        "vores læsning",
    )
    # The definition's own clause and list of readings are no choices.
    held = set(type(agreement().measure_point("RA21-M7b").effect).model_fields)
    files = {row[3].partition(":")[0] for row in choices.rows if row[0] == "RA21-M7c"}
    assert files == held - {"clause", "our_reading"}


def test_every_word_that_a_definition_may_use_is_told_in_both_languages():
    definition = agreement().measure_point("RA21-M7c").effect
    words = {
        "growth": get_args(GrowthFormula),
        "base_year": get_args(BaseYear),
        "engagement": get_args(Engagement),
        "exits": get_args(Exits),
        "controls": get_args(Controls),
        "distance": get_args(Distance),
        "exact": [(word,) for word in get_args(ExactVariable)],
        "score": [(word,) for word in get_args(ScoreVariable)],
        "outliers": [
            definition.outliers.model_copy(update={"rule": rule}) for rule in get_args(OutlierRule)
        ],
        "productivity": [
            (definition.productivity[0].model_copy(update={"proxy": proxy}),)
            for proxy in get_args(Proxy)
        ],
    }
    told = [
        row[1]
        for name, values in words.items()
        for value in values
        for language in ("da", "en")
        for row in _rows(definition.model_copy(update={name: value}), language)
    ]
    assert all(told)


def test_no_hidden_number_is_in_any_paper():
    hidden = [
        part
        for point in statement().points
        for one in point.measures
        for part in one.parts
        if part.hidden
    ]
    table = next(table for table in report().tables if table.name == "Temaer")
    shown = [row for row in table.rows if str(row[5]).startswith("skjult")]
    assert hidden
    assert len(shown) == sum(part.theme is not None for part in hidden)
    assert {row[6:] for row in shown} == {("–", "–", "–")}


def test_the_english_report_has_the_same_numbers():
    danish, english = report(), report("en")
    assert [len(table.rows) for table in danish.tables] == [
        len(table.rows) for table in english.tables
    ]
    verdicts = [table.rows for table in (danish.tables[0], english.tables[0])]
    assert [row[3] for row in verdicts[0]] == [row[3] for row in verdicts[1]]


def test_the_terminal_shows_page_one():
    shown = to_terminal(report())
    assert shown.startswith("Hjalp det? Effekten af vejledningen\n")
    assert "RA21-M7b · 2023 · omsætning · Effekt (procentpoint): " in shown


def test_equal_statements_give_equal_bytes():
    first, second = (effect_files(statement(), agreement(), "da") for _ in range(2))
    assert first == second
    assert sorted(name for name in first if "/" not in name) == [
        "effekt.json",
        "effekt.pdf",
        "effekt.xlsx",
    ]
    assert len([name for name in first if name.startswith("figurer/")]) == 12


def test_the_pdf_is_accessible(tmp_path):
    if reason := verapdf.missing():
        pytest.skip(reason)
    path = tmp_path / "effekt.pdf"
    path.write_bytes(to_pdf(report()))
    assert verapdf.validate(path) == verapdf.Result(compliant=True, failed=())


def test_the_pdf_is_set_in_english_too():
    assert to_pdf(report("en")).startswith(b"%PDF-1.7")


def test_the_spreadsheet_holds_every_table():
    found = report()
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(found)))
    assert book.sheetnames == [table.name for table in found.tables]
    effects = [row[3].value for row in book["Resultat"].iter_rows(min_row=4)]
    expected = [float(row[3].value) for row in found.tables[0].rows]
    assert effects == pytest.approx(expected)


def test_the_confidential_file_holds_the_match_of_every_guided_company():
    rows = list(csv.DictReader(io.StringIO(matches_csv(statement()))))
    for point in statement().points:
        own = [row for row in rows if (row["point"], row["year"]) == (point.point, str(point.year))]
        assert len({row["company"] for row in own}) == point.guided
        assert all(bool(row["control"]) != bool(row["reason"]) for row in own)


def test_a_chart_says_its_rows_and_hides_what_is_hidden():
    svg = dot_chart(
        title="Effekt <og> krav",
        description="To huse",
        unit="procentpoint",
        series=["efter"],
        rows=[DotRow("Fyn", (Dot(12.5, 0, 8.0, 17.0),)), DotRow("Nordjylland", (), "skjult")],
        marks=[(0.0, ""), (10.0, "krav 10")],
        language="da",
    )
    assert "Effekt &lt;og&gt; krav" in svg
    assert svg.count("<circle") == 2
    assert ">skjult</text>" in svg
    assert ">krav 10</text>" in svg
    assert "nan" not in svg


def test_a_chart_without_rows_is_refused():
    with pytest.raises(ValueError, match="at least one row"):
        dot_chart(title="", description="", unit="", series=[], rows=[], marks=[], language="da")


def test_each_hub_gets_its_effects_for_its_results_statement(tmp_path):
    shown = public(statement())
    files_ = received_files(shown, agreement(), on=date(2024, 3, 1))
    path = tmp_path / "hovedstaden.yaml"
    path.write_bytes(files_["modtagne-tal/hovedstaden-2023.yaml"])
    told = load_assessments(path)
    point = next(p for p in shown.points if (p.point, p.year) == ("RA21-M7b", 2023))
    expected = {
        one.measure: part
        for one in point.measures
        for part in one.parts
        if (part.hub, part.theme) == ("hovedstaden", None)
    }
    received = {item.measure: item for item in told.received_of("RA21-M7b")}
    assert set(received) == {"turnover", "employment"}
    for measure, item in received.items():
        part = expected[measure]
        assert abs(item.value.value - Fraction(part.estimate.value)) <= Fraction(1, 10**6)
        assert (item.people, item.stated_on) == (part.guided, date(2024, 3, 1))
        assert item.document.startswith("Demodata: Effektmåling")


def test_effects_on_too_few_companies_are_not_passed_on():
    shown = public(statement())
    written = b"".join(received_files(shown, agreement(), on=date(2024, 3, 1)).values()).decode()
    few = [
        part
        for point in shown.points
        for one in point.measures
        for part in one.parts
        if part.theme is None and part.hub and part.verdict == "too_few"
    ]
    assert few
    judged = sum(
        part.theme is None and part.hub is not None and part.verdict in ("met", "not_met")
        for point in shown.points
        for one in point.measures
        for part in one.parts
    )
    assert written.count("- point:") == judged


def test_a_statement_without_results_says_so_and_why():
    later = tuple(
        replace(point, measures=(), balance=(), matches=(), why_not=Text("senere", "later"))
        for point in statement().points
    )
    found = report(points=later, events=(), waterfalls=())
    told = [block for block in found.summary.blocks if isinstance(block, str)]
    assert "Der er endnu intet resultat. Hvorfor, står herunder for hvert år." in told
    assert [table.name for table in found.summary.blocks if not isinstance(table, str)] == [
        "Uden resultat"
    ]
    assert to_pdf(found).startswith(b"%PDF")


def newest(segment="growth", measure="turnover"):
    """The point and the measure of the last year that page one speaks of."""
    point = next(p for p in statement().points if (p.segment, p.year) == (segment, 2023))
    return point, next(one for one in point.measures if one.measure == measure)


def with_lines(values, *, value, hidden=0):
    """The statement whose newest turnover effect and other choices have these values."""
    point, measure = newest()
    deciding = replace(measure.estimate, value=value)
    shape = next(line for line in measure.lines if line.estimate is not None)
    lines = [
        replace(shape, code=f"choice_{at}", hidden=None, estimate=replace(deciding, value=one))
        for at, one in enumerate(values)
    ]
    lines += [replace(shape, hidden="few", estimate=None)] * hidden
    lines += [replace(shape, code="fake_year", hidden=None, estimate=replace(deciding, value=0.0))]
    verdict = "met" if value >= 10 else "not_met"
    told = replace(measure, estimate=deciding, verdict=verdict, lines=tuple(lines))
    others = [one for one in point.measures if one.measure != "turnover"]
    changed = replace(point, measures=(told, *others))
    return tuple(changed if one == point else one for one in statement().points)


def first_sentence(points):
    return next(b for b in report(points=points).summary.blocks if "i omsætning" in str(b))


def test_page_one_says_how_many_other_choices_change_the_verdict():
    # Two of three lie below the threshold of ten; the placebo is no choice.
    told = first_sentence(with_lines([9.4, 9.99, 11.0], value=12.0, hidden=1))
    assert "2 af 3 andre valg giver »Ikke nået« (1 er skjult); de står under punkt 6." in told
    told = first_sentence(with_lines([9.4], value=9.0))
    assert "Ingen af de 1 andre valg, der kan vises, ændrer vurderingen." in told
    told = first_sentence(with_lines([10.0, 9.0], value=9.0))
    assert "1 af 2 andre valg giver »Nået«" in told


def test_lines_that_change_the_verdict_are_marked():
    found = report(points=with_lines([9.4, 11.0], value=12.0))
    table = next(table for table in found.tables if table.name == "Robusthed")
    own = [row for row in table.rows if row[:3] == ("RA21-M7b", 2023, "omsætning")]
    # Without matching, 9.4, 11.0 and the placebo of nothing.
    assert [row[8] for row in own] == ["", "Ændrer vurderingen", "", ""]


def test_both_groups_growth_is_shown_where_the_effect_is():
    point, measure = newest()
    hidden = replace(measure, estimate=None, lines=(), verdict="too_few")
    growths = next(table for table in report().tables if table.name == "Vækst")
    own = next(row for row in growths.rows if row[:3] == ("RA21-M7b", 2023, "omsætning"))
    assert [float(cell.value) for cell in own[3:5]] == pytest.approx(
        [measure.estimate.guided_growth, measure.estimate.control_growth], abs=1e-6
    )
    changed = replace(point, measures=(hidden,))
    points = tuple(changed if one == point else one for one in statement().points)
    growths = next(table for table in report(points=points).tables if table.name == "Vækst")
    own = next(row for row in growths.rows if row[:3] == ("RA21-M7b", 2023, "omsætning"))
    assert own[3:] == ("–", "–", "pct.", "–", "–", "–")


def with_age_apart(by):
    point, _ = newest()
    rows = tuple(
        replace(row, difference_after=by if row.name == "age" else 0.02) for row in point.balance
    )
    changed = replace(point, balance=rows)
    level = [replace(one, balance=()) if one != point else changed for one in statement().points]
    return report(points=tuple(level))


def test_pairs_that_are_not_alike_are_said_on_page_one_and_under_controls():
    words = "for RA21-M7b 2023: alder (−0,12). Læs de vurderinger med forbehold"
    found = with_age_apart(-0.117)
    assert [words in str(block) for block in found.summary.blocks].count(True) == 1
    assert words in found.sections[1].blocks[0]
    assert "mere end 0,1" not in str(with_age_apart(0.1).summary.blocks)


def test_an_effect_beside_its_threshold_shows_on_which_side_it_is():
    point, measure = newest("operation", "productivity")
    near = replace(measure, estimate=replace(measure.estimate, value=0.0174), verdict="met")
    points = tuple(
        replace(one, measures=(near,)) if one == point else one for one in statement().points
    )
    told = to_terminal(report(points=points))
    assert "har haft 0,02 procentpoint højere vækst i produktivitet" in " ".join(told.split())
    assert "RA21-M7c · 2023 · produktivitet · Effekt (procentpoint): 0,02" in told


def test_without_any_spread_nothing_is_said_of_the_effect():
    point, measure = newest()
    flat = replace(measure, verdict="too_few", certainty=None, estimate=replace(
        measure.estimate, value=0.0, low=0.0, high=0.0, error=0.0))  # fmt: skip
    points = tuple(
        replace(one, measures=(flat,)) if one == point else one for one in statement().points
    )
    told = first_sentence_of(points)
    assert "Uden spredning kan der intet siges om effekten" in told
    assert "Kravet" not in told


def first_sentence_of(points):
    return next(b for b in report(points=points).summary.blocks if "har samme vækst" in str(b))


def test_the_list_is_followed_from_rows_to_pairs():
    table = next(table for table in report().tables if table.name == "Fra liste til par")
    points = [one for one in statement().points if one.point == "RA21-M7b"]
    column = {row[0]: row[1] for row in table.rows}
    assert column["Rækker med afsluttet vejledning"] == statement().inputs.engagements
    assert column["= Vejledte i de år, der måles"] == sum(one.guided for one in points)
    assert column["= Vejledte med kontrol (par)"] == sum(one.matched for one in points)
    # Every sum is the one above without the losses between them.
    left = None
    for words, count in column.items():
        if count != "–" and words.startswith("−"):
            left -= count
        elif count != "–":
            assert left in (None, count)
            left = count


def test_a_spreadsheet_can_be_sorted_and_computed_with():
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report())))
    heading, *rows = book["Resultat"].iter_rows(min_row=3, values_only=True)
    at = {name: heading.index(name) for name in heading}
    assert {type(row[at["Opgørelsesår"]]) for row in rows} == {int}
    ends = [(row[at["95 pct.-interval, fra"]], row[at["95 pct.-interval, til"]]) for row in rows]
    measured = sorted(
        (one.estimate.low, one.estimate.high) for p in statement().points for one in p.measures
    )
    assert sorted(ends) == [pytest.approx(one, abs=1e-6) for one in measured]
    years = next(table for table in report().tables if table.name == "År for år")
    assert "−1" in {cell_words(row[3], "da") for row in years.rows}
    heading, *rows = book["År for år"].iter_rows(min_row=3, values_only=True)
    assert -1 in {row[heading.index("År fra vejledningens slutning")] for row in rows}
    for name, columns in (("Balance", slice(3, 7)), ("Prøver", slice(3, 7))):
        cells = [cell for row in book[name].iter_rows(min_row=4, values_only=True)
                 for cell in row[columns]]  # fmt: skip
        assert cells
        assert {type(cell) for cell in cells} <= {float, int, type(None)}


def test_the_annex_on_method_holds_formulae_draws_scores_and_sources():
    section = report().sections[-1]
    told = " ".join(block for block in section.blocks if isinstance(block, str))
    assert "√(G/(G−1) · (N−1)/(N−2) · (Σ aᵢ² + Σ bⱼ² − Σ sᵢⱼ²))" in told
    assert "√(Σ (dᵢ − d̄)² + Σⱼ ((Σw)² − Σw²) · σ²ⱼ)" in told
    # The quick definition of these tests: 100 bootstraps and 3 placebos.
    assert "trækkes 100 gange" in told
    assert "p-værdi under 1/4" in told
    assert "alle virksomheder i årets par" in told
    held = {block.name: block for block in section.blocks if not isinstance(block, str)}
    assert list(held) == ["Score", "Overlap", "Kilder"]
    variables = [row[2] for row in held["Score"].rows if row[:2] == ("RA21-M7b", 2023)]
    assert variables == ["konstant", "omsætning (logaritme)", "årsværk (logaritme)", "alder",
                         "vækst året før"]  # fmt: skip
    assert len(held["Overlap"].rows) == 12
    assert {"Callaway" in str(row[0]) for row in held["Kilder"].rows} == {True, False}


def test_every_year_with_a_balance_has_its_chart():
    names = [chart.name for chart in report().charts if chart.name.startswith("balance-")]
    assert names == [f"balance-{point.point.lower()}-{point.year}" for point in statement().points]


def test_who_measured_is_told_on_page_one():
    told = report(measured_by="Demoanalyse").summary.blocks
    assert "Målt af Demoanalyse." in told
    assert not [block for block in report().summary.blocks if str(block).startswith("Målt af ")]


def test_what_was_chosen_otherwise_is_told_on_page_one():
    """Three placebos and a hundred bootstraps are drawn here, ten and a thousand as shipped."""
    (told,) = (
        block
        for block in report("en").summary.blocks
        if isinstance(block, str) and block.startswith("Measured by other choices")
    )
    assert "RA21-M7b: Trials seed: 20210101, placebos: 3, bootstraps: 100 (the agreement" in told
    shipped = report_of(public(statement()), load_agreements()[0], "en")
    assert "Measured by other choices" not in str(shipped.summary.blocks)
