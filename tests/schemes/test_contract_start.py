"""What a new contract begins as: the agreement's measure points, or last year's contract."""

from datetime import date

import pytest

from samvirke.agreements import load_agreements, load_contract
from samvirke.agreements.contract_document import read_document, write_document
from samvirke.schemes.contract_check import NORDJYLLAND_2021, Kind, check_file
from samvirke.schemes.contract_check.placing import matches_of, spots_of
from samvirke.schemes.contract_start import (
    contract_of_agreement,
    contract_of_last_year,
    thresholds_of,
)
from samvirke.territory import BodyKind, load_territory

FUNEN = load_territory().body(BodyKind.HUB, "fyn", on=date(2025, 1, 1))


def checked(document, folder):
    path = folder / "kontrakt.yaml"
    path.write_bytes(write_document(document))
    return check_file(path)


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_a_contract_of_the_agreement_of_2024_lacks_nothing(year, tmp_path):
    assert checked(contract_of_agreement(FUNEN, year), tmp_path).findings == ()


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_under_the_agreement_of_2021_the_local_goals_remain_to_be_written(year, tmp_path):
    # 7.2: an outreach frame and a geographic goal, which the hub and the KKR word themselves.
    found = checked(contract_of_agreement(FUNEN, year), tmp_path).findings
    assert [item.kind for item in found] == [
        Kind.MISSING_OUTREACH_FRAME,
        Kind.MISSING_GEOGRAPHIC_GOAL,
    ]


def test_the_head_names_the_parties_the_agreement_and_the_area():
    document = contract_of_agreement(FUNEN, 2025)
    assert {key: document[key] for key in list(document)[1:7]} == {
        "id": "RK-FYN-2025",
        "title": "Resultatkontrakt 2025",
        "parties": ["KKR Syddanmark", "Erhvervshus Fyn"],
        "in_force": "2025-01-01",
        "based_on": ["Aftale om rammerne for erhvervshuse 2024-2027"],
        "municipalities": "9",  # annex 1 of the agreement of 2021: Middelfart is Sydjylland’s
    }


def test_in_2027_the_hub_begins_with_its_own_part_of_the_common_goal():
    # 8.1, mål 1: 1,200 young companies together, 94 of them at Funen.
    first = contract_of_agreement(FUNEN, 2027)["national_goals"][0]["thresholds"][0]
    assert first == {
        "id": "a",
        "measure_point": "RA24-M1a",
        "text": "Vejledte virksomheder under tre år",
        "year": "2027",
        "operator": ">=",
        "value": "94",
        "unit": "virksomheder",
    }


def test_there_is_no_contract_of_a_year_without_agreement():
    with pytest.raises(LookupError):
        contract_of_agreement(FUNEN, 2019)


def test_a_rise_says_which_year_it_is_counted_from():
    older = load_agreements()[0]
    green = older.measure_point("RA21-M6c")
    rises = [thresholds_of(older, green, year=year, hub=FUNEN)[0] for year in (2021, 2023)]
    # 7.1, mål 6: 5 points over September 2020, then a further 5 over 2021.
    assert [(item["operator"], item["value"], item["relative_to"]) for item in rises] == [
        ("increase>=", "5", "2020"),
        ("increase>=", "5", "2021"),
    ]


def test_only_the_measure_that_is_lacking_is_added_under_a_free_letter():
    newer = load_agreements()[1]
    growth = newer.measure_point("RA24-M5a")
    rows = thresholds_of(newer, growth, year=2025, hub=FUNEN, taken=["a", "c"], held=["turnover"])
    assert [(row["id"], row["measure"], row["value"]) for row in rows] == [
        ("b", "beskæftigelse", "5")
    ]


def test_last_year_s_contract_moves_on_and_leaves_the_old_paper_behind(tmp_path):
    last = read_document(NORDJYLLAND_2021.read_bytes())
    started = contract_of_last_year(last, since=2021, year=2022)
    path = tmp_path / "kontrakt.yaml"
    path.write_bytes(write_document(started))
    old, new = load_contract(NORDJYLLAND_2021), load_contract(path)
    assert (new.id, new.title, new.in_force) == (
        *("RK-NORD-2022", "Resultatkontrakt 2022", date(2022, 1, 1)),
    )
    assert (new.source, new.status, new.basic_grant_1000kr) == (None, None, None)
    first = old.national_goals[0]
    assert [row.named_years for row in first.requirements] == [(2021,), (2021,), (2023,), ()]
    assert [row.named_years for row in new.national_goals[0].requirements] == [
        *((2022,), (2022,), (2023,), ()),
    ]
    assert [row.number for goal in new.goals for row in goal.requirements] == [
        row.number for goal in old.goals for row in goal.requirements
    ]
    assert last == read_document(NORDJYLLAND_2021.read_bytes())


def test_each_finding_stands_beside_what_it_is_about():
    check = check_file(NORDJYLLAND_2021)
    placed = {item.contract_clause: spots_of(item, check.contract) for item in check.findings}
    assert placed["mål 6, d"] == ((5, 3),)
    assert placed["mål 4, metode"] == ((3, None),)
    assert placed[None] == ()


def test_a_threshold_is_matched_to_its_measure_point_by_place():
    check = check_file(NORDJYLLAND_2021)
    found = matches_of(check.contract, check.agreement)
    assert {spot: match.point.id for spot, match in found.items() if spot[0] in (0, 2)} == {
        (0, 0): "RA21-M1a",
        (0, 1): "RA21-M1a",
        (0, 2): "RA21-M1a",
        (0, 3): "RA21-M1b",
        (2, 0): "RA21-M3a",
    }
