"""Local indicators, and the definitions that they and measure points are declared with."""

import pytest

from samvirke.agreements import load_agreements, load_contract
from samvirke.agreements.definition import Definition
from samvirke.agreements.local_indicators import load_local_indicators
from samvirke.data import DATA
from samvirke.records import InputError, YamlFile, validate

CONTRACTS = sorted((DATA / "contracts").glob("*.yaml"))
GOOD = {
    "table": "evaluations",
    "columns": ["effect"],
    "base": "all_answers",
    "counted": ["to_a_high_degree"],
    "dont_know": "in_base",
    "unit_of_count": "answer",
    "segments": "pooled",
    "guided_year": "previous",
    "clause": "7.1",
    "our_reading": [],
}


def refusal(**changes):
    with pytest.raises(InputError) as caught:
        validate(Definition, YamlFile("aftale.yaml", {**GOOD, **changes}, {(): 1}))
    return caught.value.in_language("da")


def test_the_good_definition_is_taken():
    found = validate(Definition, YamlFile("aftale.yaml", GOOD, {(): 1}))
    assert (found.questions, found.dont_know) == (("effect",), "in_base")


def test_the_question_that_opens_the_base_is_not_counted():
    point = load_agreements()[0].measure_point("RA21-M4a")
    assert point.definition.columns == ("referral_received", "referral_use")
    assert point.definition.questions == ("referral_use",)


def test_a_base_of_another_table_is_refused():
    assert "Grundlaget »guided_companies« tælles i tabellen »registrations«, ikke i" in refusal(
        base="guided_companies"
    )


def test_an_answer_that_the_question_does_not_have_is_refused():
    told = refusal(counted=["very_satisfied"])
    assert "»very_satisfied« kan ikke tælles med grundlaget »all_answers«" in told
    assert "to_a_high_degree, to_some_degree, to_a_low_degree, not_at_all, dont_know" in told


def test_a_score_is_counted_of_the_recommendation_only():
    assert "»promoters_minus_detractors« kan ikke tælles" in refusal(
        counted=["promoters_minus_detractors"]
    )
    score = {**GOOD, "columns": ["recommend"], "counted": ["promoters_minus_detractors"]}
    assert validate(Definition, YamlFile("aftale.yaml", score, {(): 1})).questions == ("recommend",)


def test_several_questions_need_an_answer_that_all_of_them_have():
    told = refusal(columns=["effect", "satisfaction"], counted=["to_a_high_degree"])
    assert "Gyldigt: dont_know" in told


def test_registrations_are_not_split_by_segment():
    registered = {
        "table": "registrations",
        "columns": ["company"],
        "base": "guided_companies",
        "counted": ["all"],
        "dont_know": "not_asked",
        "unit_of_count": "company",
    }
    assert "Registreringer tælles for begge segmenter tilsammen" in refusal(
        **registered, segments="each"
    )
    assert "»used« kan ikke tælles" in refusal(**{**registered, "counted": ["used"]})


def test_every_local_indicator_names_the_goal_it_was_declared_for():
    found = load_local_indicators()
    assert list(found) == [indicator.id for indicator in found.values()]
    assert {str(indicator.source) for indicator in found.values() if indicator.kind == "share"} == {
        "Resultatkontrakt 2022, Erhvervshus Midtjylland, mål 8, krav d",
        "Resultatkontrakt 2022, Erhvervshus Midtjylland, mål 8, krav e",
    }


def test_the_local_goals_of_the_two_contracts_are_counted_as_they_say():
    counted = {
        (contract.id, f"{goal.number}{threshold.id}"): threshold.counted_as
        for contract in map(load_contract, CONTRACTS)
        for goal in contract.locals
        for threshold in goal.requirements
    }
    assert counted == {
        ("RK-MIDT-2022", "8a"): "geographic_spread",
        ("RK-MIDT-2022", "8b"): "companies_in_all",
        ("RK-MIDT-2022", "8c"): "growth_engagements",
        ("RK-MIDT-2022", "8d"): "referred_share",
        ("RK-MIDT-2022", "8e"): "individual_against_collective",
        ("RK-NORD-2021", "12a"): "guided_companies",
        ("RK-NORD-2021", "12b"): "growth_and_operation_engagements",
        ("RK-NORD-2021", "12c"): "short_and_early_warning_engagements",
    }


def test_an_unknown_indicator_in_a_contract_is_refused_with_the_known_ones(tmp_path):
    printed = CONTRACTS[1].read_text("utf-8")
    path = tmp_path / "kontrakt.yaml"
    path.write_text(printed.replace("guided_companies", "guided_company"), "utf-8")
    with pytest.raises(InputError) as caught:
        load_contract(path)
    told = caught.value.in_language("da")
    assert "»counted_as«: Der er ingen lokal indikator med det navn." in told
    assert "Der står: guided_company" in told
    assert "Eksempel: counted_as: guided_companies" in told


def test_an_indicator_that_stands_twice_is_refused(tmp_path):
    printed = (DATA / "indicators" / "local_indicators.yaml").read_text("utf-8")
    path = tmp_path / "indicators.yaml"
    path.write_text(printed.replace("id: growth_companies", "id: guided_companies"), "utf-8")
    with pytest.raises(InputError) as caught:
        load_local_indicators(path)
    assert "»guided_companies« står to gange." in caught.value.in_language("da")
