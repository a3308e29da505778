"""A contract in its form: the same object both ways, and nothing lost that the form hides."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.contracts.forms import posted
from tests.schemes.compliant import compliant_contract

from samvirke.agreements.contract_document import (
    comments_in,
    read_document,
    without_comments,
    write_document,
)
from samvirke.apps.contracts.contract_editing.actions import acted, is_too_large
from samvirke.apps.contracts.contract_editing.checking import look_at
from samvirke.apps.contracts.contract_editing.draft import (
    draft_of,
    draft_posted,
    not_shown,
    with_row,
    written,
)
from samvirke.apps.contracts.domain import read_contract
from samvirke.figures import Text
from samvirke.schemes.contract_check import MIDTJYLLAND_2022, NORDJYLLAND_2021

NORTH = NORDJYLLAND_2021.read_bytes()
HUBS = ("hovedstaden", "sjaelland", "fyn", "sydjylland", "midtjylland", "nordjylland")
FAULTLESS = [
    yaml.safe_dump(compliant_contract(year, hub), allow_unicode=True, sort_keys=False).encode()
    for year in range(2021, 2028)
    for hub in HUBS
]


def sent(content, **changes):
    """The form of a contract, sent with changes."""
    return draft_posted(read_document(content), posted(content, **changes))


def said(content, **changes):
    """The contract that a form says, whose fields are all in order."""
    looked = look_at(sent(content, **changes), content)
    assert looked.errors == {}
    return read_contract(looked.content)


# The same object both ways ---------------------------------------------------------------------


@pytest.mark.parametrize("content", [NORTH, MIDTJYLLAND_2022.read_bytes(), *FAULTLESS])
def test_a_contract_goes_through_its_form_unchanged_to_the_byte(content):
    looked = look_at(sent(content), content)
    assert (looked.errors, looked.content) == ({}, content)


@pytest.mark.parametrize("content", [NORTH, MIDTJYLLAND_2022.read_bytes(), *FAULTLESS[::7]])
def test_written_anew_from_its_form_it_is_still_the_same_contract(content):
    document, errors = written(sent(content))
    assert errors == {}
    assert read_contract(write_document(document)) == read_contract(content)


def test_a_change_of_one_field_changes_that_field_alone():
    changed = said(NORTH, g0_t1_value="45,5")
    before = read_document(NORTH)
    after = read_document(write_document(written(sent(NORTH, g0_t1_value="45,5"))[0]))
    row = after["national_goals"][0]["thresholds"][1]
    assert row["value"] == "45.5"
    row["value"] = "45"
    assert after == before
    assert changed.national_goals[0].requirements[1].number * 2 == 91


@given(st.decimals(-100_000, 100_000, allow_nan=False, places=3).map(lambda d: d.normalize()))
def test_any_number_written_in_danish_is_that_number_in_the_contract(number):
    typed = f"{number:f}".replace(".", ",")
    draft = sent(NORTH, g11_t0_value=typed)  # a number of companies, of no fixed range
    document, errors = written(draft)
    assert errors == {}
    contract = read_contract(write_document(document))
    assert contract.goals[11].requirements[0].number * 1000 == int(number * 1000)


@pytest.mark.parametrize(
    ("typed", "named"),
    [("", ()), ("2021", (2021,)), ("2021, 2023", (2021, 2023)), ("2021-2023", (2021, 2022, 2023))],
)
def test_years_are_added_and_taken_away(typed, named):
    assert said(NORTH, g0_t0_year=typed).goals[0].requirements[0].named_years == named


def test_several_years_that_stand_as_a_list_stay_a_list():
    content = NORTH.replace(
        b'year: 2023, operator: ">=", value: 50', b'years: [2022, 2023], operator: ">=", value: 50'
    )
    assert content != NORTH
    form = posted(content)
    assert form["g0-t2-year"] == "2022, 2023"
    document = read_document(write_document(written(sent(content, g0_t2_value="51"))[0]))
    row = document["national_goals"][0]["thresholds"][2]
    assert (row["years"], row["value"], "year" in row) == (["2022", "2023"], "51", False)


def test_the_head_is_edited_too():
    contract = said(
        NORTH,
        title="Resultatkontrakt 2021 (ny)",
        in_force="15-01-2021",
        special_focus_areas="Eksport\r\n\r\nOpsøgende indsats\r\n",
        basic_grant_1000kr="",
    )
    assert (contract.title, contract.in_force.isoformat()) == (
        *("Resultatkontrakt 2021 (ny)", "2021-01-15"),
    )
    assert contract.special_focus_areas == ("Eksport", "Opsøgende indsats")
    assert contract.basic_grant_1000kr is None


# What the form does not show -------------------------------------------------------------------

ODD = NORTH.replace(
    b"    title: Bred geografisk spredning\n",
    b"    # aftalt med BRN\n    title: Bred geografisk spredning\n    title_note: se bilag 2\n",
).replace(b"municipalities: 11\n", b"municipalities: [Aalborg, Rebild]  # to af dem\n")


def test_what_the_form_does_not_show_is_kept_and_told_of():
    assert len(ODD) > len(NORTH) + 60
    draft = sent(ODD, g1_title="Spredning", g3_t0_value="46")
    document = read_document(write_document(written(draft)[0]))
    goal, before = document["national_goals"][1], read_document(ODD)["national_goals"][1]
    assert goal | {"title": "Bred geografisk spredning"} == before
    assert document["municipalities"] == ["Aalborg", "Rebild"]
    assert comments_in(document) == comments_in(read_document(ODD))
    assert {"# aftalt med BRN", "# to af dem"} < set(comments_in(document))
    told = not_shown(draft)
    assert (told["title_note"], told["municipalities"], told["calculation"]) == (
        *(["2"], [""], ["4"]),
    )


def test_every_field_of_a_file_is_either_in_the_form_or_told_of():
    for content in (NORTH, MIDTJYLLAND_2022.read_bytes()):
        draft = draft_of(read_document(content))
        shown = {*draft.typed, "schema", "national_goals", "local_goals"}
        told = {name for name, places in not_shown(draft).items() if "" in places}
        assert set(without_comments(draft.base)) <= shown | told


def test_a_goal_that_is_moved_in_the_form_keeps_its_hidden_fields():
    form = posted(NORTH)
    draft = draft_posted(read_document(NORTH), form)
    fewer = acted(draft, "remove-goal:0", None).draft
    goals = written(fewer)[0]["national_goals"]
    assert goals == read_document(NORTH)["national_goals"][1:]


# Goals and rows --------------------------------------------------------------------------------


def test_a_goal_and_a_row_are_added_with_the_next_number_and_letter():
    draft = draft_of(read_document(NORTH))
    more = acted(draft, "add-national", None)
    assert (more.focus, more.draft.goals[8].typed) == ("g8-title", {"number": "13"})
    assert more.draft.goals[9] == draft.goals[8]
    local = acted(draft, "add-local", None)
    assert (local.focus, local.draft.goals[12].national) == ("g12-title", False)
    row = acted(draft, "add-row:2", None)
    assert row.focus == "g2-t1-text"
    assert row.draft.goals[2].rows[1].typed["id"] == "b"


def test_a_row_is_taken_away():
    draft = acted(draft_of(read_document(NORTH)), "remove-row:0:1", None).draft
    rows = written(draft)[0]["national_goals"][0]["thresholds"]
    assert [row["id"] for row in rows] == ["a", "c", "d"]


def test_the_measure_point_that_a_goal_lacks_is_written_in_at_the_agreement_s_level():
    draft = draft_of(read_document(NORTH))
    check = look_at(draft, NORTH).check
    added = acted(draft, "add-point:2:0:RA21-M3b", check).draft
    # 7.1, mål 3: NPS of at least 70, in each of the two segments.
    assert written(added)[0]["national_goals"][2]["thresholds"][1] == {
        "id": "b",
        "text": "Net Promoter Score i brugerevalueringen",
        "operator": ">=",
        "year": "2021",
        "value": "70",
        "unit": "NPS-point",
        "measure_point": "RA21-M3b",
        "segment_rule": "drifts- og vækstsegmentet hver for sig",
    }


@pytest.mark.parametrize(
    "action", ["", "check", "save", "remove-goal:99", "remove-goal", "add-row:x", "add-point:0:0:X"]
)
def test_other_buttons_change_no_rows(action):
    draft = draft_of(read_document(NORTH))
    changed = acted(draft, action, look_at(draft, NORTH).check)
    assert changed is None or changed.draft == draft


def test_a_form_tells_when_it_is_full():
    draft = draft_of(read_document(NORTH))
    assert not is_too_large(draft)
    assert is_too_large(with_row(draft, 0, *({"id": str(n)} for n in range(60))))


# Mistakes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "name", "why"),
    [
        ({"title": " "}, "title", "Skriv en titel."),
        ({"in_force": "31-02-2021"}, "in_force", "Det er ikke en dato."),
        ({"municipalities": "11,5"}, "municipalities", "Her skal stå et helt tal"),
        ({"parties": "KKR Nordjylland"}, "parties", "Skriv KKR og erhvervshus"),
        ({"parties": "A\r\nB"}, "parties", "Kontraktens parter skal være ét KKR"),
        ({"g0_number": "et"}, "g0-number", "Det er ikke et tal."),
        ({"g0_t1_value": "1.234"}, "g0-t1-value", "Tallet kan læses på to måder"),
        ({"g0_t1_value": "450"}, "g0-t1-value", "ligger uden for 0 til 100 pct"),
        ({"g0_t1_value": ""}, "g0-t1-value", "Skriv det tal, der skal nås"),
        ({"g0_t1_year": "i år"}, "g0-t1-year", "Skriv et eller flere årstal"),
        ({"g0_t1_text": ""}, "g0-t1-text", "Skriv, hvad der skal nås"),
        ({"g0_t1_operator": ""}, "g0-t1-operator", "Vælg, hvordan tallet gælder."),
        ({"g0_t1_operator": "~"}, "g0-t1-operator", "kendes ikke"),
        ({"g0_t1_id": "a"}, "g0-t1-id", "Mål 1 har to krav med id a."),
        (
            {"g9_title": "x" * 301},
            "g9-title",
            "Feltet »Overskrift« skal bestå af en kortere tekst.",
        ),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(changes, name, why):
    draft = sent(NORTH, **changes)
    errors = look_at(draft, NORTH).errors
    assert list(errors) == [name]
    assert why in errors[name].da
    assert draft_posted(draft.base, posted(NORTH, **changes)) == draft


def test_what_is_wrong_with_the_whole_stands_under_no_name():
    errors = look_at(sent(NORTH, in_force="2019-01-01"), NORTH).errors
    assert list(errors) == [""]
    assert "Der er ingen rammeaftale for 2019" in errors[""].da


@given(st.dictionaries(st.sampled_from(sorted(posted(NORTH))), st.text(max_size=30), max_size=4))
def test_whatever_is_sent_is_a_contract_or_told_to_be_wrong(sent_instead):
    draft = draft_posted(read_document(NORTH), posted(NORTH) | sent_instead)
    looked = look_at(draft, NORTH)
    assert looked.errors or read_contract(looked.content) == looked.check.contract


def test_all_mistakes_are_told_at_once():
    errors = look_at(sent(NORTH, title="", g0_t1_value="x", g9_number=""), NORTH).errors
    assert list(errors) == ["title", "g0-t1-value", "g9-number"]
    assert all(isinstance(what, Text) for what in errors.values())
