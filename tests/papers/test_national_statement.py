"""What the national statement says: six hubs side by side, sums, and who has sent nothing."""

from dataclasses import replace
from datetime import date

import pytest
from tests.papers.national_example import (
    ENOUGH,
    HUBS,
    STARTUPS,
    national_2021,
    national_2027,
    statements_2027,
)
from tests.papers.statement_example import example, new_companies, satisfied

from samvirke.figures import Text
from samvirke.papers.national_statement import report_of
from samvirke.papers.national_statement.report import Glimpse, HubValue, Together
from samvirke.papers.results_statement.report import Amount, Bar, Mark
from samvirke.records import InputError
from samvirke.schemes.results_statement import (
    Step,
    Verdict,
    make_national_statement,
    national_to_json,
)
from samvirke.schemes.results_statement.disclosure.measure import HIDDEN

MET, MISSED = Mark("met", "✓", "Nået"), Mark("missed", "✗", "Ikke nået")
NONE = Amount("–")


@pytest.fixture(params=["da", "en"])
def report(request):
    return report_of(national_2027(), request.param)


def point(report, id_):
    return next(item for item in report.points if item.id == id_)


def companies(number, note):
    return Amount(f"{number} virksomheder", str(number), "virksomheder", note)


def test_every_hub_has_a_column_in_the_order_of_the_hubs():
    report = report_of(national_2027(dict(reversed(ENOUGH.items()))), "da")
    assert report.hubs == (
        "Hovedstaden",
        "Sjælland",
        "Fyn",
        "Sydjylland",
        "Midtjylland",
        "Nordjylland",
    )
    assert [item.lines for item in point(report, STARTUPS).glimpses] == [
        ("480 virksomheder",),
        ("180 virksomheder",),
        ("90 virksomheder",),
        ("150 virksomheder",),
        ("200 virksomheder",),
        ("100 virksomheder",),
    ]


def test_a_hub_s_number_stands_with_its_address_and_a_bar_against_the_largest():
    found = point(report_of(national_2027(), "da"), STARTUPS)
    # 480 is the most: 480/480 and 180/480 of the axis.
    assert [(item.hub, item.bar) for item in found.values[:2]] == [
        ("Hovedstaden", Bar(0, 1000)),
        ("Sjælland", Bar(0, 375)),
    ]
    assert found.values[1] == HubValue(
        hub="Sjælland",
        part="",
        value=companies(180, 2),
        address="/tal/resultatopgoerelse/sjaelland/2027/1/ra24-m1a",
        bar=Bar(0, 375),
        base=companies(180, None),
        interval="–",
        previous=NONE,
        requirement="",
        mark=None,
    )


def test_the_sum_is_judged_where_the_agreement_says_together():
    # 8.1, mål 1: 1,200 start-ups over the six hubs.
    assert point(report_of(national_2027(), "da"), STARTUPS).together == Together(
        Amount("1.200 virksomheder", "1200", "virksomheder", 7),
        "mindst 1.200 virksomheder",
        MET,
        "",
    )
    one_less = ENOUGH | {"fyn": ENOUGH["fyn"] - 1}
    assert point(report_of(national_2027(one_less), "da"), STARTUPS).together == Together(
        Amount("1.199 virksomheder", "1199", "virksomheder", 7),
        "mindst 1.200 virksomheder",
        MISSED,
        "",
    )


def test_the_calculation_of_the_sum_names_every_hub_s_number():
    report = report_of(national_2027(), "da")
    [total] = [note for note in report.notes if note.number == 7]
    assert total.steps[0].words == (
        "Vejledte virksomheder under tre år: 480 virksomheder + 180 virksomheder + "
        "90 virksomheder + 150 virksomheder + 200 virksomheder + 100 virksomheder = "
        "1.200 virksomheder"
    )
    assert total.names == (1, 2, 3, 4, 5, 6)
    assert point(report, STARTUPS).notes == (1, 2, 3, 4, 5, 6, 7)


def test_there_is_no_sum_while_a_hub_is_missing():
    without_fyn = {hub: number for hub, number in ENOUGH.items() if hub != "fyn"}
    found = point(report_of(national_2027(without_fyn), "da"), STARTUPS).together
    assert found == Together(
        NONE,
        "mindst 1.200 virksomheder",
        Mark("not_measured", "", "Ikke målt"),
        "Summen kan ikke gøres op, før tallet haves for Erhvervshus Fyn.",
    )


def test_a_missing_hub_is_named_and_says_not_yet_published_at_every_point():
    report = report_of(national_2021(), "da")
    assert report.submitted == (
        "Opgørelser fra 2 af 6 erhvervshuse indgår. Ikke offentliggjort endnu: Erhvervshus "
        "Hovedstaden, Erhvervshus Sjælland, Erhvervshus Sydjylland, Erhvervshus Midtjylland."
    )
    for item in report.points:
        assert item.glimpses[0] == Glimpse(("Ikke offentliggjort endnu",), None)
        assert item.values[0].value == Amount("Ikke offentliggjort endnu")
    assert [(item.name, item.statement) for item in report.tallies] == [
        ("Hovedstaden", "Ikke offentliggjort endnu"),
        ("Sjælland", "Ikke offentliggjort endnu"),
        ("Fyn", "Version 1"),
        ("Sydjylland", "Ikke offentliggjort endnu"),
        ("Midtjylland", "Ikke offentliggjort endnu"),
        ("Nordjylland", "Version 1"),
    ]


def test_all_six_sent_is_said():
    assert report_of(national_2027(), "da").submitted == (
        "Opgørelser fra alle 6 erhvervshuse indgår."
    )


# 2021-2023, 8: the first quarter after; 2024-2027, 9: the first half year after.
@pytest.mark.parametrize(
    ("national", "told"),
    [
        (
            national_2021,
            "Den nationale opgørelse skal foreligge senest den 31. marts 2022 (pkt. 8), husenes "
            "egne senest den 30. juni 2022 (pkt. 8).",
        ),
        (
            national_2027,
            "Den nationale opgørelse skal foreligge senest den 30. juni 2028 (pkt. 9), husenes "
            "egne senest den 30. juni 2028 (pkt. 9).",
        ),
    ],
)
def test_the_day_it_is_due_is_that_of_the_agreement(national, told):
    assert report_of(national(), "da").status.endswith(told)


def test_segments_stand_each_with_its_verdict_and_the_line_s_at_a_glance():
    found = point(report_of(national_2021(), "da"), "RA21-M3a")
    assert found.glimpses[5] == Glimpse(("Vækst: 75,2 pct.", "Drift: 80,8 pct."), MISSED)
    north = [(i.part, i.value.words, i.mark) for i in found.values if i.hub == "Nordjylland"]
    assert north == [
        ("Vækst", "75,2 pct.", MISSED),
        ("Drift", "80,8 pct.", MET),
    ]
    assert found.requirement == ("mindst 80 pct.",)


def test_a_hub_s_contract_has_no_say():
    line = new_companies()
    assert line.agreement[0].verdict is Verdict.MET
    missed = replace(line, contract=(replace(line.agreement[0], verdict=Verdict.MISSED),))
    found = point(report_of(national_2021(goals=with_line(missed)), "da"), line.id)
    assert found.glimpses[2].mark == MET
    assert [item.mark for item in found.values if item.hub == "Fyn"] == [MET]


def with_line(line):
    """The example's goals with ``line`` in the place of its own."""
    return tuple(
        replace(goal, lines=tuple(line if old.id == line.id else old for old in goal.lines))
        for goal in example().goals
    )


def test_what_is_hidden_in_a_hub_s_public_statement_is_hidden_here():
    shown = satisfied()
    assert shown.measurements[2].value is not None
    hidden = replace(
        shown,
        measurements=(
            *shown.measurements[:2],
            replace(shown.measurements[2], value=None, interval=None, absent=HIDDEN),
        ),
    )
    found = point(report_of(national_2021(goals=with_line(hidden)), "da"), shown.id)
    assert found.glimpses[2].lines == ("Vækst: 75,2 pct.", "Drift: Vises ikke")
    assert [item.value.words for item in found.values if item.hub == "Fyn"] == [
        "75,2 pct.",
        HIDDEN.da,
    ]


def test_a_point_without_any_value_has_nothing_to_show_in_full():
    report = report_of(national_2021(), "da")
    measured = {item.id: item.is_measured for item in report.points}
    assert (measured["RA21-M1a"], measured["RA21-M7b"]) == (True, False)


def test_everything_is_said_in_both_languages(report):
    assert [key for key, words in report.labels.items() if not words] == []
    if report.language == "en":
        assert report.title == "National results statement 2027"
        assert report.status.endswith(
            "is due by 30 June 2028 (clause 9), the hubs' own by 30 June 2028 (clause 9)."
        )


def test_demo_data_are_called_so_and_real_ones_are_not():
    real = [example(demo=False)]
    assert report_of(make_national_statement(real, HUBS), "da").demo == ""
    assert report_of(national_2021(), "da").demo.startswith("Demodata")


def test_a_status_within_the_year_is_no_part_of_the_nations_statement():
    with pytest.raises(InputError) as error:
        make_national_statement([example(cut_off=date(2021, 6, 30))], HUBS)
    assert error.value.problems[0].what == Text(
        "Opgørelsen for Erhvervshus Nordjylland er en status pr. 30. juni 2021 og ikke årets "
        "opgørelse. Brug opgørelsen for hele året.",
        "The statement of Erhvervshus Nordjylland is the status at 30 June 2021, not the year's "
        "statement. Use the statement of the whole year.",
    )


def test_two_statements_of_one_hub_are_refused_in_words():
    with pytest.raises(InputError) as error:
        make_national_statement(
            [*statements_2027({"fyn": 90}), *statements_2027({"fyn": 91})], HUBS
        )
    assert error.value.problems[0].what == Text(
        "Erhvervshus Fyn har to opgørelser. Behold den, der gælder.",
        "Erhvervshus Fyn has two statements. Keep the one that holds.",
    )
    assert national_2027().due == date(2028, 6, 30)


def test_a_draft_is_named_and_every_hub_says_how_far_it_has_come():
    fyn = example(hub="fyn", hub_name="Erhvervshus Fyn")
    steps = {"fyn": Step.DRAFT, "nordjylland": Step.SENT}
    national = make_national_statement([example(), fyn], HUBS, steps=steps)
    told = report_of(national, "da")
    assert told.submitted.endswith(
        "Udkast indgår fra Erhvervshus Fyn: tallene kan ændre sig, til direktøren har godkendt dem."
    )
    assert [(item.name, item.statement) for item in told.tallies if item.counted] == [
        ("Fyn", "Version 1: Udkast"),
        ("Nordjylland", "Version 1: Sendt til KKR, KL og Erhvervsstyrelsen"),
    ]
    assert [item["step"] for item in national_to_json(national)["statements"]] == ["draft", "sent"]


def test_statements_that_are_signed_off_are_no_drafts():
    steps = dict.fromkeys(("fyn", "nordjylland"), Step.SIGNED_OFF)
    fyn = example(hub="fyn", hub_name="Erhvervshus Fyn")
    national = make_national_statement([example(), fyn], HUBS, steps=steps)
    assert (national.drafts, "Udkast" in report_of(national, "da").submitted) == ((), False)
