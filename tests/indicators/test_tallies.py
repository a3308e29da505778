"""Small records counted by hand: who counts, in which year, in which segment."""

from datetime import date

import pytest
from tests.indicators.declared import AGREED, DECLARED, LOCAL
from tests.indicators.samples import (
    awareness,
    duckdb_engine,
    engagement,
    evaluation,
    participation,
    sqlite_engine,
)

from samvirke.agreements import load_agreements
from samvirke.indicators import Tally, Weights, tallies, tally
from samvirke.records import InputError

SATISFIED = {"competence_satisfaction": "very_satisfied"}


@pytest.fixture(params=[duckdb_engine, sqlite_engine])
def counted(request):
    """The tallies of a declared definition over the rows of a test."""

    def count(name, *, year, until=None, **rows):
        with request.param(rows) as engine:
            return tally(engine, DECLARED[name], year=year, until=until)

    return count


@pytest.mark.parametrize("name", DECLARED)
def test_no_rows_are_no_hubs(name, counted):
    assert counted(name, year=2021) == {}


def test_an_engagement_belongs_to_the_year_it_starts(counted):
    engagements = [
        engagement("a", company=1, started=20201231, ended=20210630),
        engagement("b", company=2, started=20210101, ended=20220101),
        engagement("c", company=3, started=20211231),
        engagement("d", company=4, started=20220101),
    ]
    assert counted("guided_companies", year=2021, engagements=engagements) == {
        "fyn": {None: Tally(base=2, counted=2)}
    }


def test_a_company_counts_once_in_each_hub_that_guides_it(counted):
    engagements = [
        engagement("a", company=1),
        engagement("b", company=1, type="growth"),
        engagement("a", company=1, hub="sjaelland"),
        engagement("c", company=2, hub="sjaelland"),
    ]
    assert counted("guided_companies", year=2021, engagements=engagements) == {
        "fyn": {None: Tally(base=1, counted=1)},
        "sjaelland": {None: Tally(base=2, counted=2)},
    }


def test_a_company_is_new_where_the_same_hub_did_not_guide_it_the_year_before(counted):
    engagements = [
        engagement("old", company=1, started=20200101),
        engagement("longer ago", company=2, started=20191231),
        engagement("elsewhere", company=3, started=20200601, hub="sjaelland"),
        engagement("a", company=1),
        engagement("b", company=2),
        engagement("c", company=3),
        engagement("d", company=4),
    ]
    participations = [participation("p", company=4, day=20200601)]
    found = counted("RA21-M1b", year=2021, engagements=engagements, participations=participations)
    assert found["fyn"] == {None: Tally(base=4, counted=3, guided_year_before=1)}


def test_a_company_is_under_three_until_its_third_birthday(counted):
    engagements = [
        engagement("day before", company=1, company_founded=20220316, started=20250315),
        engagement("birthday", company=2, company_founded=20220315, started=20250315),
        engagement("leap", company=3, company_founded=20240229, started=20250228),
        engagement("was young", company=4, company_founded=20220601, started=20250101),
        engagement("is not", company=4, company_founded=20220601, started=20251231),
        engagement("unknown", company=5, started=20250101),
    ]
    assert counted("RA24-M1a", year=2025, engagements=engagements) == {
        "fyn": {None: Tally(base=5, counted=3, excluded=(("founded_unknown", 1),))}
    }


def test_the_last_answer_about_an_engagement_counts(counted):
    engagements = [engagement("a"), engagement("b")]
    evaluations = [
        evaluation("1", "a", answered=20210601120000, effect="to_a_high_degree"),
        evaluation("2", "a", answered=20210601120001, effect="dont_know"),
        evaluation("3", "b", answered=20210701000000, effect="not_at_all"),
        evaluation("4", "b", answered=20210701000000, effect="to_a_high_degree"),
    ]
    assert counted("RA21-M7a", year=2022, engagements=engagements, evaluations=evaluations) == {
        "fyn": {None: Tally(base=2, counted=1, dont_know=1)}
    }


def test_the_last_answer_counts_also_where_it_leaves_the_question_open(counted):
    evaluations = [
        evaluation("1", "a", answered=20210601120000, effect="to_a_high_degree"),
        evaluation("2", "a", answered=20210602120000),
    ]
    found = counted("RA21-M7a", year=2022, engagements=[engagement("a")], evaluations=evaluations)
    assert found == {"fyn": {None: Tally(unanswered=1)}}


def test_an_evaluation_of_another_hubs_engagement_counts_nowhere(counted):
    engagements = [engagement("a"), engagement("b", hub="sjaelland")]
    evaluations = [
        evaluation("1", "a", effect="to_a_high_degree"),
        evaluation("2", "b", effect="to_a_high_degree"),
        evaluation("1", "a", hub="sjaelland", effect="to_a_high_degree"),
    ]
    assert counted("RA21-M7a", year=2022, engagements=engagements, evaluations=evaluations) == {
        "fyn": {None: Tally(base=1, counted=1)}
    }


@pytest.mark.parametrize(("name", "year"), [("RA21-M3a", 2022), ("RA24-M3a", 2021)])
def test_evaluations_speak_of_the_year_that_the_agreement_names(name, year, counted):
    """2021-2023: those guided the year before; 2024-2027: those guided in the year."""
    engagements = [
        engagement("a", started=20210101),
        engagement("b", started=20211231),
        engagement("c", started=20201231),
        engagement("d", started=20220101),
    ]
    evaluations = [
        evaluation(one, one, recommend="10", competence_satisfaction="very_satisfied")
        for one in "abcd"
    ]
    found = counted(name, year=year, engagements=engagements, evaluations=evaluations)
    assert found["fyn"]["growth"].base == 2


def test_early_warning_companies_never_count_in_the_operation_segment(counted):
    """From the first early warning engagement at the same hub, up to the end of the cohort."""
    engagements = [
        engagement("plain", company=1, segment="operation"),
        engagement("warned", company=2, segment="operation"),
        engagement("warning", company=2, segment=None, type="early_warning", started=20190601),
        engagement("same year", company=3, segment="operation"),
        engagement("warning 2", company=3, segment=None, type="early_warning", started=20211231),
        engagement("year after", company=4, segment="operation"),
        engagement("warning 3", company=4, segment=None, type="early_warning", started=20220101),
        engagement("elsewhere", company=5, segment="operation"),
        engagement("warning 4", company=5, type="early_warning", hub="sjaelland"),
        engagement("growing", company=2, segment="growth"),
        engagement("without", company=6, segment=None),
    ]
    evaluations = [
        evaluation(one, one, **SATISFIED)
        for one in ("plain", "warned", "same year", "year after", "elsewhere", "growing", "without")
    ]
    found = counted("RA21-M3a", year=2022, engagements=engagements, evaluations=evaluations)
    warned = ("early_warning", 2)
    assert found == {
        "fyn": {
            "growth": Tally(base=1, counted=1),
            "operation": Tally(base=3, counted=3, excluded=(warned,)),
            None: Tally(base=4, counted=4, excluded=(warned, ("no_segment", 1))),
        }
    }


def test_a_segment_without_answers_stands_empty(counted):
    found = counted(
        "RA21-M3a",
        year=2022,
        engagements=[engagement("a")],
        evaluations=[evaluation("1", "a", competence_satisfaction="satisfied")],
    )
    assert found == {"fyn": {"growth": Tally(base=1), "operation": Tally(), None: Tally(base=1)}}


def test_all_dont_know_is_all_of_the_base_or_none_of_it(counted):
    engagements = [engagement("a"), engagement("b")]
    evaluations = [
        evaluation(one, one, effect="dont_know", referral_received="yes", referral_use="dont_know")
        for one in "ab"
    ]
    record = {"engagements": engagements, "evaluations": evaluations}
    assert counted("RA21-M7a", year=2022, **record) == {"fyn": {None: Tally(base=2, dont_know=2)}}
    assert counted("RA21-M4a", year=2022, **record) == {
        "fyn": {None: Tally(dont_know=2, registered_referred=0)}
    }


def test_referral_use_has_two_definitions_and_the_registrations_own_count(counted):
    """2021-2023 counts those who expect to use it, and leaves out those who do not know."""
    said = [
        ("yes", "used"),
        ("yes", "expects_within_half_year"),
        ("yes", "not_used"),
        ("yes", "dont_know"),
        ("yes", None),
        ("no", None),
        ("dont_know", "used"),
        (None, "used"),
    ]
    engagements = [
        engagement(f"e{at}", company=at, referred_to="En bank" if at < 3 else None)
        for at in range(len(said))
    ]
    evaluations = [
        evaluation(f"a{at}", f"e{at}", referral_received=received, referral_use=use)
        for at, (received, use) in enumerate(said)
    ]
    excluded = (("opening_no", 1), ("opening_dont_know", 1), ("opening_unanswered", 1))
    common = {"dont_know": 1, "unanswered": 1, "excluded": excluded, "registered_referred": 3}
    record = {"engagements": engagements, "evaluations": evaluations}
    assert counted("RA21-M4a", year=2022, **record)["fyn"][None] == Tally(3, 2, **common)
    assert counted("RA21-M4a printed", year=2022, **record)["fyn"][None] == Tally(3, 1, **common)
    assert counted("RA24-M4a", year=2021, **record)["fyn"][None] == Tally(4, 1, **common)


def test_one_of_the_three_areas_of_sustainability_is_enough(counted):
    high, low, unsure = "to_a_high_degree", "to_a_low_degree", "dont_know"
    said = [
        (high, None, None),
        (low, unsure, high),
        (low, None, unsure),
        (unsure, None, None),
        (unsure, unsure, unsure),
        (None, None, None),
    ]
    engagements = [engagement(f"e{at}") for at in range(len(said))]
    evaluations = [
        evaluation(
            f"a{at}",
            f"e{at}",
            sustainability_guidance="yes",
            sustainability_environment=environment,
            sustainability_social=social,
            sustainability_governance=governance,
        )
        for at, (environment, social, governance) in enumerate(said)
    ]
    found = counted("RA24-M6a", year=2021, engagements=engagements, evaluations=evaluations)
    assert found == {"fyn": {None: Tally(base=5, counted=2, dont_know=2, unanswered=1)}}


def test_several_questions_count_where_all_or_any_of_them_are_answered_so():
    both = DECLARED["RA21-M3a"].model_copy(
        update={"columns": ("satisfaction", "competence_satisfaction"), "segments": "pooled"}
    )
    either = both.model_copy(update={"columns_needed": "any"})
    very, fair, unsure = "very_satisfied", "satisfied", "dont_know"
    said = [(very, very), (very, fair), (very, None), (unsure, very), (unsure, None), (None, None)]
    rows = {
        "engagements": [engagement(f"e{at}") for at in range(len(said))],
        "evaluations": [
            evaluation(f"a{at}", f"e{at}", satisfaction=one, competence_satisfaction=other)
            for at, (one, other) in enumerate(said)
        ],
    }
    for make in (duckdb_engine, sqlite_engine):
        with make(rows) as engine:
            assert tallies(engine, [both, either], year=2022) == [
                {"fyn": {None: Tally(base=3, counted=1, dont_know=1, unanswered=3)}},
                {"fyn": {None: Tally(base=5, counted=4, dont_know=1, unanswered=1)}},
            ]


def test_weights_are_summed_exactly_however_large(counted):
    large = 9_000_000_000_000_001
    answers = [
        awareness("1", "yes", knows_offers="yes", weight=large),
        awareness("2", "yes", knows_offers="dont_know", weight=large),
        awareness("3", "yes", knows_offers="no", weight=500_000),
        awareness("4", "yes", weight=7),
        awareness("5", "no", knows_offers="yes", weight=7),
    ]
    assert counted("RA24-M2b", year=2021, awareness=answers) == {
        "fyn": {
            None: Tally(
                base=3,
                counted=1,
                dont_know=1,
                unanswered=1,
                excluded=(("opening_no", 1),),
                weights=Weights(
                    base=2 * large + 500_000,
                    counted=large,
                    dont_know=large,
                    squares=2 * large**2 + 500_000**2,
                ),
            )
        }
    }


def test_a_survey_with_weights_in_some_answers_only_is_refused_in_words(counted):
    answers = [awareness("1", "yes", weight=1), awareness("2", "no")]
    with pytest.raises(InputError) as caught:
        counted("RA24-M2a", year=2021, awareness=answers)
    assert caught.value.in_language("da") == (
        "awareness: Kendskabsmålingen har vægte i nogle svar og mangler dem i andre. Giv alle "
        "svar en vægt, eller fjern vægtene, og indlæs målingen igen.\n  Der står: fyn"
    )


def test_a_survey_is_that_of_the_statements_year(counted):
    answers = [awareness("1", "yes", survey_year=2020), awareness("1", "no", survey_year=2021)]
    assert counted("RA24-M2a", year=2021, awareness=answers) == {"fyn": {None: Tally(base=1)}}


def test_individual_and_collective_count_a_company_in_each(counted):
    record = {
        "engagements": [
            engagement("a", company=1),
            engagement("b", company=1, form="collective"),
            engagement("c", company=2, referred_to="En bank"),
            engagement("d", company=3, form="collective", referred_to="En bank"),
        ],
        "participations": [
            participation("p1", company=1),
            participation("p2", company=4),
            participation("p3", company=5, day=20200101),
        ],
    }
    found = {name: counted(name, year=2021, **record)["fyn"][None] for name in LOCAL}
    assert {name: (found[name].base, found[name].counted) for name in LOCAL} == {
        "guided_companies": (3, 3),
        "referred_companies": (3, 2),
        "growth_companies": (3, 0),
        "operation_companies": (3, 0),
        "short_companies": (3, 3),
        "early_warning_companies": (3, 0),
        "guidance_engagements": (4, 4),
        "growth_engagements": (4, 0),
        "operation_engagements": (4, 0),
        "short_engagements": (4, 4),
        "early_warning_engagements": (4, 0),
        "growth_and_operation_engagements": (4, 0),
        "short_and_early_warning_engagements": (4, 4),
        "companies_in_all": (4, 4),
        "individual_companies": (4, 2),
        "collective_companies": (4, 3),
        "individual_against_collective": (5, 2),
        "referred_share": (2, 1),
    }


def test_a_cut_off_lets_nothing_later_be_known(counted):
    record = {
        "engagements": [
            engagement("old", company=1, started=20201231),
            engagement("a", company=1, started=20210630),
            engagement("b", company=2, started=20210701),
        ],
        "evaluations": [
            evaluation("1", "a", answered=20210630235959, recommend="10"),
            evaluation("2", "a", answered=20210701000000, recommend="0"),
        ],
    }
    half = date(2021, 6, 30)
    assert counted("RA21-M1b", year=2021, until=half, **record)["fyn"][None] == Tally(
        base=1, guided_year_before=1
    )
    assert counted("RA24-M3a", year=2021, until=half, **record)["fyn"][None] == Tally(
        base=1, counted=1, promoters=1
    )
    assert counted("RA24-M3a", year=2021, **record)["fyn"][None] == Tally(base=1, detractors=1)


def test_a_cut_off_before_the_year_is_refused(counted):
    with pytest.raises(ValueError, match="the cut-off 2020-12-31 lies before 2021"):
        counted("RA24-M1a", year=2021, until=date(2020, 12, 31))


def test_many_definitions_are_counted_as_one_by_one():
    rows = {
        "engagements": [engagement("a"), engagement("b", company=2, started=20220101)],
        "evaluations": [evaluation("1", "a", recommend="10", **SATISFIED)],
        "awareness": [awareness("1", "yes", survey_year=2022)],
    }
    definitions = list(DECLARED.values())
    with duckdb_engine(rows) as engine:
        together = tallies(engine, definitions, year=2022)
        assert together == [tally(engine, one, year=2022) for one in definitions]


def not_counted():
    for agreement in load_agreements():
        for point in agreement.measure_points:
            if point.id not in AGREED and point.kind != "local_target":
                yield point.id, point.definition


@pytest.mark.parametrize(("point", "definition"), list(not_counted()))
def test_what_others_measure_is_not_counted_from_the_record(point, definition):
    with (
        duckdb_engine({}) as engine,
        pytest.raises(ValueError, match="is not counted from the record"),
    ):
        tally(engine, definition, year=2021)


def test_tallies_of_hubs_add_up():
    one = Tally(3, 2, 1, 1, (("opening_no", 2),), guided_year_before=4)
    other = Tally(5, 1, 0, 2, (("opening_no", 1), ("opening_unanswered", 1)), guided_year_before=0)
    assert one + other == Tally(
        8, 3, 1, 3, (("opening_no", 3), ("opening_unanswered", 1)), guided_year_before=4
    )
    weighed = Tally(1, weights=Weights(10, 5, 0, 100))
    assert weighed + weighed == Tally(2, weights=Weights(20, 10, 0, 200))
    with pytest.raises(ValueError, match="a survey with weights is not added to one without"):
        weighed + one
