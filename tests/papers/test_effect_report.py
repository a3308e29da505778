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
