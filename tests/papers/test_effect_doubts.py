"""What the effect report says beside a verdict, and the annex for those who check the method."""

import io
from dataclasses import replace

import openpyxl
import pytest
from tests.papers.test_effect_report import report
from tests.schemes.effect_statement.made import statement

from samvirke.papers.effect_report import to_terminal, to_xlsx
from samvirke.papers.effect_report.pdf import cell_words


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
