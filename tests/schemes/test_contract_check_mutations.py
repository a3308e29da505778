"""One thing broken in a faultless contract gives exactly one kind of finding."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from tests.schemes.compliant import check, compliant_contract, goals, threshold

HUBS = ("hovedstaden", "sjaelland", "fyn", "sydjylland", "midtjylland", "nordjylland")

Document = dict[str, Any]


@pytest.mark.parametrize("hub", HUBS)
@pytest.mark.parametrize("year", range(2021, 2028))
def test_a_contract_that_follows_the_agreement_has_no_findings(year, hub, tmp_path):
    assert check(compliant_contract(year, hub), tmp_path).findings == ()


UNHARMED = {
    "productivity measured as turnover per full-time equivalent": (
        2022,
        lambda document: threshold(document, 7, "d").update(
            text="Driftssegmentet: mervækst i produktivitet (omsætning pr. årsværk)"
        ),
    ),
    "productivity in English": (
        2025,
        lambda document: threshold(document, 5, "c").update(
            text="drift: extra productivity growth (revenue per full-time equivalent)"
        ),
    ),
    "a rise of 10 over 2020 in 2023": (
        2023,
        lambda document: threshold(document, 6, "b").update(
            text="Kendskab til grønne ydelser steget i forhold til 2020", value=10
        ),
    ),
    "services for offers": (
        2025,
        lambda document: threshold(document, 2, "b").update(text="know the hub's services"),
    ),
    "another spelling of the unit": (
        2022,
        lambda document: threshold(document, 7, "b").update(unit="pct.point"),
    ),
    "segments told in the method": (
        2021,
        lambda document: (
            threshold(document, 3, "b").update(text="Net Promoter Score"),
            document["national_goals"][2].update(method="Måles for drift og vækst hver for sig"),
        ),
    ),
    "outreach described in a field of its own": (
        2021,
        lambda document: (
            document["local_goals"][0].update(title="Spredning"),
            document.update(outreach="Samesøg med den lokale erhvervsservice"),
        ),
    ),
}


@pytest.mark.parametrize(("year", "reword"), UNHARMED.values(), ids=UNHARMED)
def test_other_words_for_the_same_give_no_finding(year, reword, tmp_path):
    document = compliant_contract(year)
    reword(document)
    assert check(document, tmp_path).findings == ()


def change(goal: int, id_: str, **values: Any) -> Callable[[Document], None]:
    return lambda document: threshold(document, goal, id_).update(values)


def drop(goal: int, id_: str) -> Callable[[Document], None]:
    def apply(document: Document) -> None:
        found = next(item for item in goals(document) if item["number"] == goal)
        found["thresholds"] = [item for item in found["thresholds"] if item["id"] != id_]
        found["method"] = "Opgøres årligt"

    return apply


def add(goal: int, **values: Any) -> Callable[[Document], None]:
    def apply(document: Document) -> None:
        found = next(item for item in goals(document) if item["number"] == goal)
        found.setdefault("thresholds", []).append({"id": "x", **values})

    return apply


def set_goal(goal: int, **values: Any) -> Callable[[Document], None]:
    def apply(document: Document) -> None:
        next(item for item in goals(document) if item["number"] == goal).update(values)

    return apply


def set_top(**values: Any) -> Callable[[Document], None]:
    return lambda document: document.update(values)


def drop_goal(goal: int) -> Callable[[Document], None]:
    def apply(document: Document) -> None:
        for part in ("national_goals", "local_goals"):
            document[part] = [item for item in document[part] if item["number"] != goal]
        for number, item in enumerate(goals(document), start=1):
            item["number"] = number

    return apply


# The thresholds of 2021, by goal: 1a awareness +5, 1b new 50; 3a satisfied 80, 3b NPS 70;
# 4a referrals 45; 5a crisis readiness, 5b effect 75; 6a tool, 6b green awareness +5; 7a 65,
# 7b turnover 10, 7c employment 5, 7d productivity; 8a 70; 9a geography.
# Each row: year, what is broken, and (kind, grade, place, clause, measure point, got, expected).
CASES = {
    "threshold too low": (
        2021,
        change(3, "a", value=75),
        ("weaker_threshold", "error", "mål 3, a", "7.1, mål 3, 1. punkt", "RA21-M3a", 75, 80),
    ),
    "threshold higher than the agreement's": (
        2021,
        change(4, "a", value=47),
        ("different_threshold", "question", "mål 4, a", "7.1, mål 4", "RA21-M4a", 47, 45),
    ),
    "rise too small": (
        2021,
        change(1, "a", value=3),
        ("weaker_threshold", "error", "mål 1, a", "7.1, mål 1, 1. punkt", "RA21-M1a", 3, 5),
    ),
    "rise counted from another year": (
        2021,
        change(1, "a", text="Kendskabet er steget i forhold til 2019"),
        (
            "different_threshold",
            "question",
            "mål 1, a",
            "7.1, mål 1, 1. punkt",
            "RA21-M1a",
            2019,
            2020,
        ),
    ),
    "level below baseline plus rise": (  # Midtjylland: 36 + 5 = 41 (footnote 2)
        2021,
        add(1, text="Kendskab, efterår", year=2021, operator=">=", value=40, unit="pct"),
        ("contradicts_rule", "error", "mål 1, x", "7.1, mål 1, 1. punkt", "RA21-M1a", 40, 41),
    ),
    "level above baseline plus rise": (
        2021,
        add(1, text="Kendskab, efterår", year=2021, operator=">=", value=45, unit="pct"),
        ("contradicts_rule", "question", "mål 1, x", "7.1, mål 1, 1. punkt", "RA21-M1a", 45, 41),
    ),
    "green level in 2023 without both rises": (  # Midtjylland: 60 + 5 + 5 = 70 (footnote 4)
        2023,
        change(6, "b", text="Kendskab til de grønne ydelser", operator=">=", value=65, unit="pct"),
        ("contradicts_rule", "error", "mål 6, b", "7.1, mål 6, 3. punkt", "RA21-M6c", 65, 70),
    ),
    "strictly more has become at least": (
        2022,
        change(7, "d", operator=">="),
        ("weaker_threshold", "error", "mål 7, d", "7.1, mål 7, 3. punkt", "RA21-M7c", 0, 0),
    ),
    "minimum has become maximum": (
        2021,
        change(5, "b", operator="<="),
        ("weaker_threshold", "error", "mål 5, b", "7.1, mål 5, 2. punkt", "RA21-M5b", 75, 75),
    ),
    "delivery denied": (
        2021,
        change(6, "a", value=False),
        (
            "weaker_threshold",
            "error",
            "mål 6, a",
            "7.1, mål 6, 1. punkt",
            "RA21-M6a",
            "nej",
            "leveret",
        ),
    ),
    "another unit": (
        2021,
        change(3, "b", unit="pct"),
        (
            "different_threshold",
            "question",
            "mål 3, b",
            "7.1, mål 3, 2. punkt",
            "RA21-M3b",
            "70 pct.",
            "70 NPS-point",
        ),
    ),
    "measure point left out": (
        2021,
        drop(3, "b"),
        ("missing_measure_point", "error", "mål 3", "7.1, mål 3, 2. punkt", "RA21-M3b", None, 70),
    ),
    "one of two measures left out": (
        2022,
        drop(7, "c"),
        ("missing_measure_point", "error", "mål 7", "7.1, mål 7, 2. punkt", "RA21-M7b", None, 5),
    ),
    "whole goal left out": (
        2021,
        drop_goal(8),
        ("missing_measure_point", "error", None, "7.1, mål 8", "RA21-M8a", None, 70),
    ),
    "measure point for another year only": (
        2022,
        change(8, "a", year=2023),
        ("missing_measure_point", "error", "mål 8", "7.1, mål 8", "RA21-M8a", None, 70),
    ),
    "year the survey is not held": (
        2022,
        add(
            1,
            text="Kendskabet er steget",
            year=2022,
            operator="increase>=",
            value=5,
            unit="percentage points",
        ),
        (
            "year_not_measured",
            "question",
            "mål 1, x",
            "7.1, mål 1; 8",
            "RA21-M1a",
            2022,
            [2021, 2023],
        ),
    ),
    "number for a year without requirement": (
        2022,
        add(
            4,
            text="Henviste, som har benyttet henvisningen",
            year=2022,
            operator=">=",
            value=48,
            unit="pct",
        ),
        ("no_requirement_in_year", "question", "mål 4, x", "7.1, mål 4", "RA21-M4a", 48, None),
    ),
    "segments pooled": (
        2021,
        change(3, "b", text="Net Promoter Score"),
        (
            "segment_rule_missing",
            "error",
            "mål 3, b",
            "7.1, mål 3, 2. punkt",
            "RA21-M3b",
            None,
            "drifts- og vækstsegmentet hver for sig",
        ),
    ),
    "segments pooled where they are our reading": (
        2024,
        change(3, "a", text="Net Promoter Score"),
        (
            "segment_rule_missing",
            "question",
            "mål 3, a",
            "8.1, mål 3",
            "RA24-M3a",
            None,
            "drifts- og vækstsegmentet hver for sig",
        ),
    ),
    "competence alone": (
        2021,
        change(3, "a", text="Meget tilfreds med faglige kompetencer, i drifts- og vækstsegmentet"),
        (
            "narrower_goal",
            "error",
            "mål 3, a",
            "7.1, mål 3, 1. punkt",
            "RA21-M3a",
            "de faglige kompetencer",
            "kvaliteten af vejledningen, de faglige kompetencer",
        ),
    ),
    "one area of sustainability alone": (
        2025,
        change(6, "a", text="I høj grad bedre til at målrette arbejdet med miljø og klima"),
        (
            "narrower_goal",
            "question",
            "mål 6, a",
            "8.1, mål 6",
            "RA24-M6a",
            "miljø og klima",
            "miljø og klima, sociale forhold, virksomhedsledelse",
        ),
    ),
    "expected use counted as use, as in both contracts of 2021-2023": (
        2021,
        set_goal(4, calculation={"counts_as_used": "brugt eller forventes brugt om et halvt år"}),
        (
            "definition_differs",
            "question",
            "mål 4, metode",
            "7.1, mål 4",
            "RA21-M4a",
            "brugt eller forventes brugt om et halvt år",
            "har benyttet",
        ),
    ),
    "expected use counted as use in 2024": (
        2024,
        set_goal(4, calculation={"counts_as_used": "used or expects to use"}),
        (
            "definition_differs",
            "error",
            "mål 4, metode",
            "8.1, mål 4",
            "RA24-M4a",
            "used or expects to use",
            "har benyttet",
        ),
    ),
    "expected use within a whole year, wider than the method in use": (
        2021,
        set_goal(
            4,
            calculation={
                "counts_as_used": "brugt eller forventes brugt",
                "expect_window_months": 12,
            },
        ),
        (
            "definition_differs",
            "error",
            "mål 4, metode",
            "7.1, mål 4",
            "RA21-M4a",
            "brugt eller forventes brugt",
            "har benyttet",
        ),
    ),
    "expected use in the threshold's own words": (
        2024,
        change(4, "a", text="Henviste, som har anvendt eller forventer at anvende henvisningen"),
        (
            "definition_differs",
            "error",
            "mål 4, a",
            "8.1, mål 4",
            "RA24-M4a",
            "Henviste, som har anvendt eller forventer at anvende henvisningen",
            "har benyttet",
        ),
    ),
    "measure point that does not exist": (
        2022,
        add(4, text="Møder", operator="done", value=True, measure_point="RA21-M4z"),
        ("wrong_reference", "question", "mål 4, x", None, None, "RA21-M4z", "RA21-M4a"),
    ),
    "no tolerance at all": (
        2022,
        change(9, "a", tolerance=None),
        (
            "tolerance_kind_not_stated",
            "question",
            "mål 9, a",
            "7.1, mål 2; 7.2; bilag 1",
            "RA21-M2a",
            None,
            None,
        ),
    ),
    "another part of the common total": (
        2027,
        change(1, "a", value=200),
        ("weaker_threshold", "error", "mål 1, a", "8.1, mål 1", "RA24-M1a", 200, 275),
    ),
    "part of the common total before it is due": (
        2025,
        add(1, text="Vejledte virksomheder under 3 år", operator=">=", value=200, unit="firms"),
        ("no_requirement_in_year", "question", "mål 1, x", "8.1, mål 1", "RA24-M1a", 200, None),
    ),
    "more than its part of the common total": (
        2027,
        change(1, "a", value=300),
        ("different_threshold", "question", "mål 1, a", "8.1, mål 1", "RA24-M1a", 300, 275),
    ),
    "a rise of 5 over 2020 where 2023 asks for 10": (
        2023,
        change(6, "b", text="Kendskab til grønne ydelser steget i forhold til september 2020"),
        ("weaker_threshold", "error", "mål 6, b", "7.1, mål 6, 3. punkt", "RA21-M6c", 5, 10),
    ),
    "a level written in percentage points": (
        2021,
        change(1, "a", operator=">=", value=41, text="Kendskab i efteråret"),
        ("different_threshold", "question", "mål 1, a", "7.1, mål 1, 1. punkt", "RA21-M1a", 41, 5),
    ),
    "the other segment": (
        2022,
        change(7, "b", text="Driftssegmentet: mervækst i omsætning"),
        (
            "segment_rule_missing",
            "error",
            "mål 7, b",
            "7.1, mål 7, 2. punkt; fodnote 5",
            "RA21-M7b",
            None,
            "vækstsegmentet",
        ),
    ),
    "no segment where one is meant": (
        2022,
        change(7, "b", text="Alle vejledte: mervækst i omsætning"),
        (
            "segment_rule_missing",
            "question",
            "mål 7, b",
            "7.1, mål 7, 2. punkt; fodnote 5",
            "RA21-M7b",
            None,
            "vækstsegmentet",
        ),
    ),
    "segments named but pooled": (
        2021,
        change(3, "b", text="Net Promoter Score for drift og vækst tilsammen"),
        (
            "segment_rule_missing",
            "error",
            "mål 3, b",
            "7.1, mål 3, 2. punkt",
            "RA21-M3b",
            None,
            "drifts- og vækstsegmentet hver for sig",
        ),
    ),
    "satisfied counted as very satisfied": (
        2021,
        change(3, "a", text="Tilfreds eller meget tilfreds med kvaliteten, i drift og i vækst"),
        (
            "definition_differs",
            "error",
            "mål 3, a",
            "7.1, mål 3, 1. punkt",
            "RA21-M3a",
            "Tilfreds eller meget tilfreds med kvaliteten, i drift og i vækst",
            "meget tilfreds",
        ),
    ),
    "to some degree counted as to a high degree": (
        2024,
        change(6, "a", text="I høj grad eller i nogen grad bedre til bæredygtighed"),
        (
            "definition_differs",
            "error",
            "mål 6, a",
            "8.1, mål 6",
            "RA24-M6a",
            "I høj grad eller i nogen grad bedre til bæredygtighed",
            "i høj grad",
        ),
    ),
    "reference to a goal that does not exist": (
        2021,
        set_goal(8, framework_ref="RA21-M9"),
        ("wrong_reference", "note", "mål 8", "7.1, mål 8", None, "RA21-M9", "RA21-M8"),
    ),
    "reference to another goal": (
        2021,
        set_goal(8, framework_ref="RA21-M7"),
        ("wrong_reference", "question", "mål 8", "7.1, mål 8", None, "RA21-M7", "RA21-M8"),
    ),
    "reference to the other agreement": (
        2024,
        set_goal(4, framework_ref="RA21-M4"),
        ("wrong_reference", "note", "mål 4", "8.1, mål 4", None, "RA21-M4", "RA24-M4"),
    ),
    "method refers to a goal that is not there": (
        2021,
        set_goal(2, method="Fastsættes under mål 12"),
        (
            "wrong_reference",
            "question",
            "mål 2, metode",
            None,
            None,
            "12",
            "1, 2, 3, 4, 5, 6, 7, 8, 9",
        ),
    ),
    "builds on the earlier agreement": (
        2024,
        set_top(based_on=["Aftale om rammerne for erhvervshuse 2021-2023 (2021-01-27)"]),
        (
            "wrong_reference",
            "question",
            "grundlag",
            "titlen; 10.5",
            None,
            "Aftale om rammerne for erhvervshuse 2021-2023 (2021-01-27)",
            "Aftale om rammerne for erhvervshuse 2024-2027",
        ),
    ),
    "builds on the agreement of another day": (
        2021,
        set_top(based_on=["Aftale om rammerne for erhvervshuse 2021-2023 (2020-01-27)"]),
        (
            "wrong_reference",
            "note",
            "grundlag",
            "13",
            None,
            "Aftale om rammerne for erhvervshuse 2021-2023 (2020-01-27)",
            "Aftale om rammerne for erhvervshuse 2021-2023 (2021-01-27)",
        ),
    ),
    "title of another year": (
        2021,
        set_top(title="Resultatkontrakt 2020"),
        ("wrong_reference", "question", "titel", None, None, 2020, 2021),
    ),
    "leaves out a goal that is not there": (
        2022,
        set_top(framework_goal_left_out="RA21-M11 (kun 2021)"),
        (
            "wrong_reference",
            "note",
            "udeladte mål",
            None,
            None,
            "RA21-M11",
            "RA21-M1, RA21-M2, RA21-M3, RA21-M4, RA21-M5, RA21-M6, RA21-M7, RA21-M8",
        ),
    ),
    "survey held in another year than the goal": (
        2021,
        set_goal(1, method="Spørgeskema i tredje kvartal 2023"),
        (
            "survey_year_differs",
            "question",
            "mål 1, metode",
            None,
            "RA21-M1a",
            2023,
            2021,
        ),
    ),
    "no outreach": (
        2021,
        set_goal(9, title="Spredning"),
        ("missing_outreach_frame", "error", None, "7.2", None, None, None),
    ),
    "no geographic goal": (
        2022,
        lambda document: document.update(local_goals=[], outreach="Opsøgende kontakt aftales"),
        ("missing_geographic_goal", "error", "mål 2", "7.2; bilag 1", "RA21-M2a", None, None),
    ),
    "geographic goal that heeds no municipality": (
        2022,
        change(9, "a", text="Geografisk spredning blandt virksomhederne"),
        ("area_class_not_heeded", "question", "mål 9, a", "7.2; bilag 1", "RA21-M2a", None, None),
    ),
    "tolerance of unknown kind": (
        2022,
        change(9, "a", tolerance="+/- 10 pct"),
        (
            "tolerance_kind_not_stated",
            "question",
            "mål 9, a",
            "7.1, mål 2; 7.2; bilag 1",
            "RA21-M2a",
            "+/- 10 pct",
            "procent af andelen eller procentpoint",
        ),
    ),
    "more activities than completion counts": (
        2022,
        set_goal(
            9, activities_listed=5, completion="100 pct., når de fire indsatser er gennemført"
        ),
        ("count_mismatch", "note", "mål 9", None, None, 4, 5),
    ),
    "fewer activities listed than announced": (
        2022,
        set_goal(9, activities=["en", "to", "tre"], activities_listed=4),
        ("count_mismatch", "note", "mål 9", None, None, 4, 3),
    ),
    "wrong number of municipalities": (
        2022,
        set_top(municipalities=18),
        ("count_mismatch", "note", "kommuner", "14, bilag 1", None, 18, 19),
    ),
    "gap in the goals' numbers": (
        2022,
        set_goal(9, number=10),
        (
            "count_mismatch",
            "note",
            "målenes numre",
            None,
            None,
            "1, 2, 3, 4, 5, 6, 7, 8, 10",
            "1, 2, 3, 4, 5, 6, 7, 8, 9",
        ),
    ),
    "empty number": (
        2022,
        lambda document: document["local_goals"].append({"number": 10, "title": ""}),
        ("empty_goal", "note", "mål 10", None, None, None, None),
    ),
    "heading without content": (
        2022,
        lambda document: document["local_goals"].append({"number": 10, "title": "Nye tiltag"}),
        ("empty_goal", "note", "mål 10", None, None, None, None),
    ),
    "hub outside the council's area": (
        2022,
        set_top(parties=["KKR Nordjylland", "Erhvervshus Midtjylland"]),
        (
            "wrong_reference",
            "question",
            "parter",
            "bilag 1",
            None,
            "Erhvervshus Midtjylland",
            "Erhvervshus Nordjylland",
        ),
    ),
}


@pytest.mark.parametrize(("year", "break_it", "expected"), CASES.values(), ids=CASES)
def test_one_broken_thing_gives_one_finding(year, break_it, expected, tmp_path):
    document = copy.deepcopy(compliant_contract(year))
    break_it(document)
    found = check(document, tmp_path).to_json()["findings"]
    keys = (
        "kind",
        "grade",
        "contract_clause",
        "framework_clause",
        "measure_point",
        "got",
        "expected",
    )
    assert [tuple(finding[key] for key in keys) for finding in found] == [expected]


def test_every_kind_of_finding_is_broken_out_above():
    from samvirke.schemes.contract_check import Kind

    covered = {expected[0] for _, _, expected in CASES.values()}
    assert {kind.value for kind in Kind} - covered == {"underivable_threshold"}
