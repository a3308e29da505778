"""Everything an assessments file says must be about something that the statement holds."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samvirke.agreements import load_agreements, load_contract
from samvirke.records import InputError
from samvirke.schemes.contract_check import MIDTJYLLAND_2022, NORDJYLLAND_2021
from samvirke.schemes.contract_check.context import Context
from samvirke.schemes.results_statement.assessments import Assessments, load_assessments
from samvirke.schemes.results_statement.stated_check import check_stated
from samvirke.territory import BodyKind, load_territory

SIGNED = {"author": "Demo Direktør", "date": "2023-03-01"}
OLDER = load_agreements()[0]


def midtjylland() -> Context:
    territory, day = load_territory(), date(2022, 1, 1)
    return Context(
        load_contract(MIDTJYLLAND_2022),
        OLDER,
        territory,
        territory.body(BodyKind.KKR, "midtjylland", on=day),
        territory.body(BodyKind.HUB, "midtjylland", on=day),
        None,
    )


def stated(**lists: list[dict[str, Any]]) -> Assessments:
    head = {"schema": "samvirke.assessments/1", "hub": "Erhvervshus Midtjylland", "year": "2022"}
    return Assessments.model_validate(
        {
            **head,
            **{
                name: [
                    item | (SIGNED if name != "received" else {"date": SIGNED["date"]})
                    for item in items
                ]
                for name, items in lists.items()
            },
        }
    )


def delivery(**about: str) -> Assessments:
    return stated(deliveries=[{"done": "true", "evidence": "Notat", **about}])


def process(**about: str) -> Assessments:
    return stated(processes=[{"status": "carried_out", "text": "Holdt", **about}])


def received(**about: str) -> Assessments:
    told = {"value": "43", "authority": "Erhvervsstyrelsen", "document": "Måling", **about}
    return stated(received=[told])


@pytest.mark.parametrize(
    "told",
    [
        delivery(point="RA21-M5a"),
        delivery(goal="4", threshold="c"),
        process(goal="8", threshold="e"),
        received(point="RA21-M1a", n="812"),
        received(point="RA21-M3b", unit="nps_points", segment="growth", n="5"),
        received(point="RA21-M7b", unit="percentage_points", measure="turnover"),
    ],
)
def test_what_the_statement_can_use_is_taken(told: Assessments) -> None:
    check_stated(told, OLDER, midtjylland())


@pytest.mark.parametrize(
    ("told", "place", "words", "got"),
    [
        (delivery(point="RA21-M5x"), "deliveries, nr. 1", "ingen levering", "RA21-M5x"),
        # The awareness is counted, not delivered.
        (delivery(point="RA21-M1a"), "deliveries, nr. 1", "ingen levering", "RA21-M1a"),
        (delivery(goal="99", threshold="a"), "deliveries, nr. 1", "intet mål", "99"),
        (delivery(goal="4", threshold="z"), "deliveries, nr. 1", "ikke det krav", "4z"),
        (delivery(goal="1", threshold="a"), "deliveries, nr. 1", "målepunktet RA21-M1a", "1a"),
        (process(goal="8"), "processes, nr. 1", "ikke det krav", "8"),
        (received(point="RA21-M9"), "received, nr. 1", "intet målepunkt", "RA21-M9"),
        (received(point="RA21-M5a"), "received, nr. 1", "intet målepunkt", "RA21-M5a"),
        (
            received(point="RA21-M1a", unit="companies"),
            "received, nr. 1",
            "anden enhed",
            "companies",
        ),
        (
            received(point="RA21-M1a", measure="turnover"),
            "received, nr. 1",
            "ikke op på det mål",
            "turnover",
        ),
        (received(point="RA21-M1a", n="4"), "received, nr. 1", "under 5 svar", "4"),
        (
            received(point="RA21-M1a", value="100.5"),
            "received, nr. 1",
            "ikke være rigtigt",
            "100,5",
        ),
        (received(point="RA21-M1a", value="-1"), "received, nr. 1", "ikke være rigtigt", "−1"),
        (
            received(point="RA21-M3b", unit="nps_points", value="-101"),
            "received, nr. 1",
            "ikke være rigtigt",
            "−101",
        ),
    ],
)
def test_what_no_line_can_use_is_refused(
    told: Assessments, place: str, words: str, got: str
) -> None:
    with pytest.raises(InputError) as refused:
        check_stated(told, OLDER, midtjylland())
    (problem,) = refused.value.problems
    assert (problem.file, problem.got) == (place, got)
    assert words in problem.what.da


def test_every_entry_that_cannot_be_used_is_named() -> None:
    told = replace_lists(delivery(point="RA21-M5x"), received(point="RA21-M9"))
    with pytest.raises(InputError) as refused:
        check_stated(told, OLDER, midtjylland())
    assert [item.file for item in refused.value.problems] == [
        "deliveries, nr. 1",
        "received, nr. 1",
    ]


def activities(*titles: str) -> list[dict[str, str]]:
    return [{"title": title, "status": "done", "text": "Holdt", **SIGNED} for title in titles]


def nordjylland(listed: tuple[str, ...] | None) -> Context:
    context = midtjylland()
    contract = load_contract(NORDJYLLAND_2021)
    goals = tuple(
        goal.model_copy(update={"activities": listed}) if goal.number == 9 else goal
        for goal in contract.local_goals or ()
    )
    return replace(context, contract=contract.model_copy(update={"local_goals": goals}))


@pytest.mark.parametrize(
    ("listed", "titles", "words"),
    [
        # Goal 9 of the contract lists four activities, without their titles in the file.
        (None, ("A", "B", "C", "D", "E"), "Kontrakten nævner 4 aktiviteter under målet"),
        (("Årligt møde", "Netværk"), ("Årligt mode",), "Mente du »Årligt møde«?"),
    ],
)
def test_an_activity_that_is_none_of_the_contract_is_refused(listed, titles, words) -> None:
    entry = {
        "goal": "9",
        "status": "carried_out",
        "text": "Holdt",
        "activities": activities(*titles),
    }
    with pytest.raises(InputError) as refused:
        check_stated(stated(processes=[entry]), OLDER, nordjylland(listed))
    (problem,) = refused.value.problems
    assert words in problem.what.da


def test_the_line_and_the_nearest_name_are_told(tmp_path: Path) -> None:
    path = tmp_path / "vurderinger.yaml"
    path.write_text(
        "schema: samvirke.assessments/1\nhub: Erhvervshus Midtjylland\nyear: 2022\nreceived:\n"
        "  - {point: RA21-M1x, value: 43, authority: Ingen, document: Intet, date: 2022-02-01}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as refused:
        check_stated(load_assessments(path), OLDER, None)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line) == ("vurderinger.yaml, received", 5)
    assert problem.what.da.endswith("Mente du »RA21-M1b«?")


def test_without_a_contract_nothing_is_held_against_one() -> None:
    check_stated(delivery(goal="99", threshold="a"), OLDER, None)


def replace_lists(one: Assessments, other: Assessments) -> Assessments:
    return one.model_copy(update={"received": other.received})
