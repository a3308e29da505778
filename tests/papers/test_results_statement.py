"""What every rendering of a results statement says, and its terminal text."""

import dataclasses
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.papers.statement_example import example, later, satisfied, share, term

from samvirke.figures import Given, Interval, Source, Text
from samvirke.figures.units import COMPANIES, NPS_POINTS, PERCENT, PERCENTAGE_POINTS
from samvirke.papers.results_statement import report_of, to_terminal
from samvirke.papers.results_statement.report import (
    Amount,
    Bar,
    GlanceRow,
    GlanceValue,
    Mark,
    Range,
)
from samvirke.papers.results_statement.values import bar, interval_range, shown
from samvirke.schemes.results_statement import Goal, Judgement, Verdict

MET, MISSED = Mark("met", "✓", "Nået"), Mark("missed", "✗", "Ikke nået")
CLAUSE = Source("Aftale", "7.1")


@pytest.fixture(params=["da", "en"])
def report(request):
    return report_of(example(), request.param)


def row(report, line):
    return next(item for item in report.glance if item.id == line)


def point(report, line):
    return next(item for section in report.sections for item in section.points if item.id == line)


def test_the_overview_shows_the_segments_that_the_verdict_is_about():
    assert row(report_of(example(), "da"), "RA21-M3a") == GlanceRow(
        local=False,
        id="RA21-M3a",
        title="Andel, som er meget tilfreds med kvaliteten af vejledningen, herunder de faglige "
        "kompetencer",
        anchor="line-4",
        values=(
            # 79 of 105 is 75.238 per cent, 206 of 255 is 80.784.
            GlanceValue(
                "Vækst",
                Amount("75,2 pct.", "1580/21", "pct.", 7),
                Amount("78,0 pct.", "78", "pct.", 8),
                Bar(0, 752, (800,)),
            ),
            GlanceValue(
                "Drift",
                Amount("80,8 pct.", "4120/51", "pct.", 10),
                Amount("–"),
                Bar(0, 808, (800,)),
            ),
        ),
        requirement=("mindst 80 pct.",),
        agreement=MISSED,
        contract=MISSED,
    )


def test_verdicts_are_counted_for_each_document_by_itself():
    told = {
        tally.document: {item.mark.code: item.number for item in tally.counted}
        for tally in report_of(example(), "da").tallies
    }
    assert told == {
        "Rammeaftalen": {
            "met": 2,
            "missed": 3,
            "no_requirement": 2,
            "not_measured": 0,
            "measured_later": 1,
            "judged_together": 0,
            "too_few": 1,
            "assessed": 0,
        },
        "Resultatkontrakten": {
            "met": 4,
            "missed": 3,
            "no_requirement": 1,
            "not_measured": 1,
            "measured_later": 1,
            "judged_together": 0,
            "too_few": 0,
            "assessed": 1,
        },
    }


def test_the_tally_is_a_sentence_in_both_languages():
    sentences = [report_of(example(), language).tallies[0].sentence for language in ("da", "en")]
    assert sentences == [
        "Rammeaftalens 9 målepunkter: 2 nået, 3 ikke nået, 2 uden krav i år, 1 måles senere, "
        "1 med for få svar.",
        "The agreement's 9 measure points: 2 met, 3 missed, 2 with no requirement this year, "
        "1 measured later, 1 with too few answers.",
    ]


def test_requirements_are_named_by_document_where_they_differ():
    assert row(report_of(example(), "da"), "RA21-M4a").requirement == (
        "Aftalen: mindst 45 pct.",
        "Kontrakten: mere end 40 pct.",
    )


def test_a_requirement_of_one_document_alone_says_which_where_both_judge():
    told = report_of(example(), "da")
    # Both speak of the first two, but one of them without a requirement; 12a is the contract's own.
    assert row(told, "RA21-M3b").requirement == ("Aftalen: mindst 70 NPS-point",)
    assert row(told, "RA21-M2a").requirement == ("Kontrakten: inden for kontraktens grænse",)
    assert row(told, "RK-NORD-2021-12a").requirement == ("mindst 800 virksomheder",)


def test_one_finding_is_one_place_and_without_registrations_that_is_said():
    told = " ".join(report_of(dataclasses.replace(example(), volumes=()), "da").remarks)
    assert "Udtrækket har ingen forløb fra 2021. Tallene om vejledningen mangler derfor." in told
    assert "Fund: 1 sted, hvor" in told
    assert "Det står under målene." in told


def test_the_next_requirement_stands_where_there_is_none_this_year():
    assert row(report_of(example(), "da"), "RA21-M6c").requirement == (
        "Næste krav gælder i 2023: mindst 50 pct.",
    )


def test_a_value_is_not_rounded_onto_the_level_that_it_misses():
    # 449 of 998 is 44.98998 per cent: one decimal would read 45,0 beside »Ikke nået«.
    assert row(report_of(example(), "da"), "RA21-M4a").values[0].value.words == "44,99 pct."


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.integers(0, 100))
def test_a_shown_share_lies_on_the_same_side_of_the_level_as_the_share(counted, more, level):
    figure = share(Text("x", "x"), counted, counted + more, CLAUSE)
    words = shown(figure, "da", against=[Fraction(level)]).words
    read = Fraction(words.removesuffix(" pct.").replace(",", "."))
    assert (read > level, read < level) == (figure.value > level, figure.value < level)
    assert abs(read - figure.value) <= Fraction(1, 20)


def test_a_stated_number_is_shown_as_stated():
    stated = Given(Text("x", "x"), Fraction("43.25"), PERCENT, CLAUSE)
    assert shown(stated, "da") == Amount("43,25 pct.", "43.25", "pct.")


def test_a_computed_number_that_was_stated_is_read_with_one_decimal():
    stated = Given(Text("x", "x"), Fraction("8.772345"), PERCENTAGE_POINTS, CLAUSE)
    assert shown(stated, "da").words == "8,8 procentpoint"
    near = Given(Text("x", "x"), Fraction("9.963217"), PERCENTAGE_POINTS, CLAUSE)
    assert shown(near, "da", against=[Fraction(10)]).words == "9,96 procentpoint"


def test_an_interval_with_a_negative_end_is_written_with_a_word():
    interval = Interval(Fraction("-3.1"), Fraction("4.2"), Text("m", "m"))
    assert interval_range(interval, "da") == Range("−3,1 til 4,2", "-3.1", "4.2", "m")
    assert interval_range(interval, "en").words == "−3.1 to 4.2"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (75, PERCENT, Bar(0, 750, (500,))),
        (-20, NPS_POINTS, Bar(400, 100, (750,))),
        (60, NPS_POINTS, Bar(500, 300, (750,))),
        (800, COMPANIES, None),
    ],
)
def test_a_bar_goes_from_zero_to_the_value_and_marks_the_level(value, unit, expected):
    number = Given(Text("x", "x"), Fraction(value), unit, CLAUSE)
    assert bar(number, [Fraction(50)]) == expected


def test_nothing_of_a_value_with_too_few_answers_is_shown():
    hidden = dataclasses.replace(satisfied().measurements[1], too_few=True)
    line = dataclasses.replace(satisfied(), measurements=(hidden,))
    goal = dataclasses.replace(example().goals[2], lines=(line,))
    report = report_of(example(goals=(goal,)), "da")
    part = report.sections[0].points[0].parts[0]
    assert (part.value, part.base, part.interval, part.beside) == (
        Amount("For få svar"),
        Amount("under 5"),
        None,
        (),
    )
    assert report.glance[0].values[0].bar is None
    assert "75,2" not in to_terminal(report)
    assert not any("79 svar" in step.words for note in report.notes for step in note.steps)


def test_verdicts_of_segments_stand_beside_their_values_and_the_line_s_with_its_reason():
    told = point(report_of(example(), "da"), "RA21-M3a")
    assert [(part.name, part.agreement, part.contract) for part in told.parts] == [
        ("Samlet", None, None),
        ("Vækstsegmentet", MISSED, MISSED),
        ("Driftssegmentet", MET, MET),
    ]
    assert [(item.document, item.part, item.mark) for item in told.rulings] == [
        ("Rammeaftalen", "", MISSED),
        ("Resultatkontrakten", "", MISSED),
    ]


def test_a_segment_s_verdict_is_told_again_where_it_has_a_reason_of_its_own():
    told = point(report_of(example(), "da"), "RA21-M3b")
    assert [(item.part, item.reason, item.reading) for item in told.rulings] == [
        ("", "At hvert segment skal nå kravet, er vores læsning.", ""),
        (
            "Vækstsegmentet",
            "Der er under fem svar, så der gives ingen dom.",
            "Vores læsning",
        ),
        ("", "Kontrakten nævner ikke målepunktet.", ""),
    ]


def with_contract(line, *judgements):
    """The example with ``line`` alone, judged so by the contract."""
    changed = dataclasses.replace(line, contract=judgements)
    goal = Goal("RA21-M7", Text("Mål", "Goal"), (changed,))
    return report_of(example(goals=(goal,)), "da")


def required(number):
    return Given(Text("Krav", "Requirement"), Fraction(number), PERCENTAGE_POINTS, CLAUSE)


def test_requirements_that_differ_by_measure_are_told_at_a_glance():
    first = dataclasses.replace(later().contract[0], verdict=Verdict.MISSED, operator=">=")
    turnover = dataclasses.replace(first, measure="turnover", requirement=required(10))
    employment = dataclasses.replace(first, measure="employment", requirement=required(5))
    whole = dataclasses.replace(turnover, measure=None)
    line = dataclasses.replace(later(), agreement=(whole, turnover, employment), contract=())
    goal = Goal("RA21-M7", Text("Mål", "Goal"), (line,))
    assert row(report_of(example(goals=(goal,)), "da"), line.id).requirement == (
        "Omsætning: mindst 10 procentpoint; Beskæftigelse: mindst 5 procentpoint",
    )


def test_what_a_contract_says_alike_of_several_measures_is_told_once():
    line = later()
    first = line.contract[0]
    turnover = dataclasses.replace(first, measure="turnover", source=term("mål 7, b"))
    employment = dataclasses.replace(first, measure="employment", source=term("mål 7, c"))
    report = with_contract(line, turnover, employment)
    told = [
        item for item in point(report, line.id).rulings if item.document == "Resultatkontrakten"
    ]
    assert [(item.part, item.clause, item.mark.words) for item in told] == [
        ("Omsætning, beskæftigelse", "mål 7, b; mål 7, c", "Måles senere")
    ]


def test_what_a_contract_says_otherwise_of_one_measure_is_told_by_itself():
    line = later()
    first = line.contract[0]
    turnover = dataclasses.replace(first, measure="turnover", source=term("mål 7, b"))
    employment = dataclasses.replace(
        first, measure="employment", verdict=Verdict.NOT_MEASURED, source=term("mål 7, c")
    )
    report = with_contract(line, turnover, employment)
    told = [
        item for item in point(report, line.id).rulings if item.document == "Resultatkontrakten"
    ]
    assert [(item.part, item.mark.words) for item in told] == [
        ("Omsætning", "Måles senere"),
        ("Beskæftigelse", "Ikke målt"),
    ]


def test_a_requirement_on_segments_leaves_the_row_of_all_together_without_a_verdict():
    line = satisfied()
    none = Judgement(Verdict.NO_REQUIREMENT, term("mål 3"), reason=Text("Nævnes ikke.", "None."))
    pooled, *segments = point(with_contract(line, none), line.id).parts
    assert (pooled.agreement, pooled.contract) == (None, None)
    assert [(item.agreement is None, item.contract) for item in segments] == [
        (False, None),
        (False, None),
    ]


def test_several_thresholds_of_the_contract_are_all_told():
    rise = Judgement(Verdict.MET, term("mål 1, a"), None, None, None)
    line = example().goals[0].lines[0]
    both = dataclasses.replace(line, contract=(*line.contract, rise))
    goal = dataclasses.replace(example().goals[0], lines=(both,))
    told = report_of(example(goals=(goal,)), "da").sections[0].points[0]
    assert [(item.clause, item.mark) for item in told.rulings[1:]] == [
        ("mål 1, b", MISSED),
        ("mål 1, a", MET),
    ]


def test_every_calculation_has_one_note_and_its_address():
    report = report_of(example(), "da")
    told = {note.number: note for note in report.notes}
    assert list(told) == list(range(1, len(told) + 1))
    first = told[point(report, "RA21-M1a").notes[0]]
    assert first.address == "/tal/resultatopgoerelse/nordjylland/2021/1/ra21-m1a"
    assert first.steps[0].words == "Kendskab: 100 × 431 svar / 1.000 svar = 43,1 pct."


def test_a_requirement_that_was_computed_leads_to_its_calculation():
    report = report_of(example(), "da")
    required = point(report, "RA21-M1a").rulings[0].level
    assert required.words == "45 pct."
    assert report.notes[required.note - 1].steps[0].words == (
        "Niveau, som aftalen kræver i 2021: 40 pct. + 5 procentpoint = 45 pct."
    )


def test_a_count_s_note_says_rule_exclusions_and_snapshot():
    report = report_of(example(), "da")
    note = report.notes[report.volumes[0].engagements.note - 1]
    assert [(step.depth, step.words) for step in note.steps] == [
        (0, "Vækstforløb: 131 forløb"),
        (
            1,
            "Optalt: én for hvert forløb, den sidste gælder (Aftale om rammerne for erhvervshuse "
            "2021-2023, 7.1, mål 3, 1. punkt)",
        ),
        (1, "Udtræk 3f2a3f2a3f2a: volumes/Growth"),
    ]


def test_deviations_carry_their_sign_and_share_one_calculation():
    # 430 of 641 is 67.083 per cent, 217,000 of 343,800 is 63.118: 3.965 points, 6.281 per cent.
    line = report_of(example(), "da").spread[0]
    assert (line.guidance.words, line.share_of_guidance.words) == ("430", "67,1")
    assert (line.population.words, line.share_of_population.words) == ("217.000", "63,1")
    assert (line.relative.words, line.points.words) == ("+6,3", "+4,0")
    assert line.relative.note == line.points.note
    assert line.outcome == "✗ Uden for grænsen"


def test_who_computed_what_is_told_with_values_that_others_stated():
    told = {item.label: item.text for item in report_of(example(), "da").origins}
    assert told["Ikke opgjort"] == "RA21-M7b, RK-NORD-2021-11"
    assert told["Også oplyst af Erhvervsstyrelsen"] == "RA21-M1a"


@pytest.mark.parametrize(
    ("language", "heading"), [("da", "Antal bag tallet"), ("en", "Number behind it")]
)
def test_a_stated_value_may_rest_on_answers_or_companies(language, heading):
    assert report_of(example(), language).labels["people"] == heading


def test_a_statement_to_date_says_until_when():
    day = example().due.replace(year=2021)
    assert report_of(example(cut_off=day), "da").period == (
        "Foreløbige tal til og med 30. juni 2021"
    )


def test_a_statement_without_a_contract_says_so_and_counts_the_agreement_alone():
    report = report_of(example(contract=None, contract_title=None), "da")
    assert [tally.document for tally in report.tallies] == ["Rammeaftalen"]
    assert report.remarks[0] == "Tallene er ikke holdt op mod en resultatkontrakt."


def test_terminal_lines_are_at_most_100_signs(report):
    assert max(len(line) for line in to_terminal(report).splitlines()) <= 100


def test_terminal_text_says_every_line_value_and_verdict(report):
    text = "".join(to_terminal(report).split())
    for section in report.sections:
        for item in section.points:
            parts = [part.value.words for part in item.parts]
            reasons = [ruling.reason.rstrip(".") for ruling in item.rulings]
            for words in (item.title, *parts, *reasons, *item.findings):
                assert "".join(words.split()) in text


def test_terminal_text_is_marked_as_demo_data_only_where_it_is():
    assert "Demodata" in to_terminal(report_of(example(), "da"))
    assert "Demodata" not in to_terminal(report_of(example(demo=False), "da"))


def test_a_very_long_word_does_not_break_the_terminal_text(report):
    title = "x" * 500
    statement = example(hub_name=title)
    assert max(len(line) for line in to_terminal(report_of(statement, "da")).splitlines()) <= 100
