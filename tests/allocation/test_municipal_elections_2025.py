"""Every municipality's election of 18 November 2025: official seats in the official order.

Source: the official results (votes, alliances, candidates, seats and the order of award per list)
as published by the election authorities; read into ``municipal_election_2025.csv``.
"""

import csv
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest

from samvirke.allocation import DivisorMethod, ListVotes, apportion

TABLE = Path(__file__).parent.parent / "data" / "municipal_election_2025.csv"


def municipalities():
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {code: list(group) for code, group in groupby(rows, itemgetter("municipality"))}


def official(rows):
    won = {int(number): row["list"] for row in rows for number in row["awards"].split()}
    return [won[number] for number in sorted(won)]


ELECTIONS = municipalities()


def test_the_table_holds_all_municipalities_and_seats():
    assert len(ELECTIONS) == 98
    assert sum(int(row["seats"]) for rows in ELECTIONS.values() for row in rows) == 2432


@pytest.mark.parametrize("code", ELECTIONS)
def test_the_official_seats_are_won_in_the_official_order(code):
    rows = ELECTIONS[code]
    lists = [
        ListVotes(
            row["list"],
            int(row["votes"]),
            alliance=row["alliance"] or None,
            candidates=int(row["candidates"]),
        )
        for row in rows
    ]
    result = apportion(sum(int(row["seats"]) for row in rows), lists, DivisorMethod.DHONDT)
    assert result.ties == ()
    assert [award.list for award in result.awards] == official(rows)
    assert {item.id: result.seats_of(item.id) for item in lists} == {
        row["list"]: int(row["seats"]) for row in rows
    }
