"""Contracts that cannot be checked are refused in words, and remarks are never read."""

import pytest
import yaml
from tests.schemes.compliant import check, compliant_contract, threshold

from samvirke.records import InputError
from samvirke.schemes.contract_check import MIDTJYLLAND_2022, check_file


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"in_force": "2031-01-01"},
            "kontrakt.yaml: Der er ingen rammeaftale for 2031, så kontrakten kan ikke holdes op "
            "mod nogen. Kontrollér in_force. Kendte aftaler: Aftale om rammerne for erhvervshuse "
            "2021-2023; Aftale om rammerne for erhvervshuse 2024-2027.\n  Der står: 2031-01-01",
        ),
        (
            {"parties": ["KKR Midtjylland", "Erhvervshus Vestjylland"]},
            "kontrakt.yaml: En part i kontrakten kendes ikke. »Erhvervshus Vestjylland« fandtes "
            "ikke den 1. januar 2022. Mulige navne: Erhvervshus Hovedstaden, Erhvervshus Sjælland, "
            "Erhvervshus Fyn, Erhvervshus Sydjylland, Erhvervshus Midtjylland, Erhvervshus "
            "Nordjylland.\n  Der står: Erhvervshus Vestjylland",
        ),
    ],
    ids=["year without agreement", "unknown hub"],
)
def test_what_cannot_be_checked_is_refused(change, message, tmp_path):
    with pytest.raises(InputError) as caught:
        check(compliant_contract(2022) | change, tmp_path)
    assert caught.value.in_language("da") == message


def test_remarks_are_allowed_everywhere_and_give_no_finding(tmp_path):
    document = compliant_contract(2022)
    document |= {"oddities": ["45 = 36 + 9"], "threshold_note": "no outreach, goal 99"}
    document["national_goals"][0] |= {"oddities": ["the survey is in 2023"], "note": "mål 99"}
    threshold(document, 3, "a")["ambiguity"] = "RA21-M99"
    assert check(document, tmp_path).findings == ()


def test_facts_with_a_year_in_their_name_are_known_for_any_year(tmp_path):
    document = compliant_contract(2022) | {
        "programmes_granted_2021": [],
        "application_routes_2022": [],
    }
    assert check(document, tmp_path).findings == ()


def test_a_threshold_may_name_its_measure_point_where_words_do_not_tell(tmp_path):
    document = compliant_contract(2022)
    told = threshold(document, 7, "a")
    told |= {"text": "Tal fra evaluator", "measure_point": "RA21-M7a"}
    assert check(document, tmp_path).findings == ()


def test_a_threshold_called_same_speaks_of_the_one_before(tmp_path):
    document = compliant_contract(2021)
    document["national_goals"][3]["thresholds"].append(
        {"id": "b", "text": "same", "year": 2023, "operator": ">=", "value": 49, "unit": "pct"}
    )
    found = check(document, tmp_path).to_json()["findings"]
    assert [(item["kind"], item["got"], item["expected"]) for item in found] == [
        ("weaker_threshold", 49, 50)
    ]


def test_local_additions_to_a_national_goal_are_left_alone(tmp_path):
    document = compliant_contract(2022)
    document["national_goals"][3]["thresholds"] = [
        {
            "id": "a",
            "text": "Oplæg tilbudt alle",
            "operator": "done",
            "value": 19,
            "unit": "kommuner",
        },
        {
            "id": "b",
            "text": "Akademiet fortsætter",
            "operator": "done",
            "value": True,
            "unit": "boolean",
        },
    ]
    assert check(document, tmp_path).findings == ()


def test_a_grant_table_outside_the_contracts_folder_is_not_read(tmp_path):
    folder = tmp_path / "contracts"
    folder.mkdir()
    (tmp_path / "table.csv").write_text("not,a,table\n")
    document = compliant_contract(2022)
    document |= {"basic_grant_1000kr": 1, "basic_grant_table": "../table.csv"}
    assert check(document, folder).findings == ()


def test_a_broken_grant_table_is_refused_by_name(tmp_path):
    (tmp_path / "table.csv").write_text("not,a,table\n")
    document = compliant_contract(2022)
    document |= {"basic_grant_1000kr": 1, "basic_grant_table": "table.csv"}
    with pytest.raises(InputError) as caught:
        check(document, tmp_path)
    assert caught.value.in_language("da").startswith("table.csv, linje 1: Overskrifterne er ikke")


def test_numbers_and_years_may_be_quoted_or_spans(tmp_path):
    document = compliant_contract(2022)
    threshold(document, 8, "a").update(year="2021-2023", value="70")
    assert check(document, tmp_path).findings == ()


def test_the_real_file_and_its_copy_elsewhere_give_the_same_but_for_the_grant_table(tmp_path):
    copy = tmp_path / "copy.yaml"
    copy.write_bytes(MIDTJYLLAND_2022.read_bytes())
    here, there = check_file(MIDTJYLLAND_2022), check_file(copy)
    assert [item for item in here.findings if item not in there.findings] == [
        item for item in here.findings if item.contract_clause == "økonomi, basisbevilling"
    ]


def test_a_contract_in_flow_style_reads_the_same(tmp_path):
    document = compliant_contract(2023)
    path = tmp_path / "flow.yaml"
    path.write_text(yaml.safe_dump(document, default_flow_style=True, allow_unicode=True))
    assert check_file(path).findings == ()
