"""Finding engagements, their history, and which companies of a municipality were guided."""

from datetime import date, timedelta

import pytest
from tests.apps.rows import HUB, NOW, engagement, participation, take

from samvirke.apps.guidance.domain import Search, found_engagements, guided_months, history
from samvirke.apps.imports.domain import revert


def fill():
    take(
        engagement("F1", started=20210315, segment="growth"),
        engagement("F2", started=20210316, segment="operation", company=99999994),
        engagement("F3", started=20220101),
    )
    take(engagement("X", hub="fyn"), hub="fyn")


@pytest.mark.parametrize(
    ("search", "names"),
    [
        (Search(), ["F3", "F2", "F1"]),
        (Search(company=99999994), ["F2"]),
        (Search(since=date(2021, 3, 16)), ["F3", "F2"]),
        (Search(until=date(2021, 3, 15)), ["F1"]),
        (Search(segment="growth"), ["F1"]),
        (Search(segment="growth", since=date(2022, 1, 1)), []),
    ],
)
def test_engagements_are_found_newest_first(sqlite, search, names):
    fill()
    assert [item.engagement for item in found_engagements(HUB, search)] == names


def told(versions):
    return [
        (
            item.brought_by.pk,
            item.row.current,
            item.changes,
            item.withdrawn_by and item.withdrawn_by.pk,
        )
        for item in versions
    ]


def test_the_history_of_an_engagement(store):
    first = take(engagement("F1", minutes=90)).record
    second = take(engagement("F1", minutes=120, segment="growth")).record
    assert told(history(HUB, "F1")) == [
        (first.pk, False, (), None),
        (second.pk, True, (("segment", None, "growth"), ("minutes", 90, 120)), None),
    ]
    third = take(engagement("F2"), full_year=2021).record
    assert told(history(HUB, "F1"))[-1] == (
        second.pk,
        False,
        (("segment", None, "growth"), ("minutes", 90, 120)),
        third.pk,
    )


def test_a_reverted_version_stays_in_the_history(store):
    first = take(engagement("F1", minutes=90)).record
    second = take(engagement("F1", minutes=120)).record
    revert(second.pk, actor="Demo", at=NOW + timedelta(hours=1))
    third = take(engagement("F1", minutes=60)).record
    assert told(history(HUB, "F1")) == [
        (first.pk, False, (), None),
        (second.pk, False, (("minutes", 90, 120),), None),
        (third.pk, True, (("minutes", 90, 60),), None),
    ]


def test_no_history_of_what_never_was(sqlite):
    take(engagement("F1"))
    assert (history(HUB, "F2"), history("fyn", "F1")) == ([], [])


def test_the_months_in_which_a_municipality_s_companies_were_guided(store):
    take(
        engagement("F1", municipality=851, started=20210315),
        engagement("F2", municipality=851, started=20210331),
        engagement("F3", municipality=851, started=20220101),
        engagement("F4", municipality=461, started=20210315),
        participation("D1", municipality=851, day=20210301),
        participation("D2", municipality=851, day=20210401, company=99999994),
    )
    take(engagement("F5", hub="fyn", municipality=851, started=20211231), hub="fyn")
    take(engagement("F3", municipality=461, started=20220101))
    every = [
        (202112, 99999993, "fyn"),
        (202104, 99999994, HUB),
        (202103, 99999993, HUB),
    ]
    assert list(guided_months(851, year=None, company=None)) == every
    assert list(guided_months(851, year=2021, company=99999994)) == every[1:2]
    assert list(guided_months(851, year=2022, company=None)) == []


def test_a_company_and_a_municipality_are_found_without_going_through_all_rows(sqlite):
    take(engagement("F1", municipality=851))
    company = found_engagements(HUB, Search(company=99999993)).explain()
    assert "USING INDEX engagements_company (hub=? AND company=?)" in company
    newest = found_engagements(HUB, Search())[:50].explain()
    assert "USING INDEX engagements_started (hub=?)" in newest
    assert "TEMP B-TREE" not in newest
    guided = guided_months(851, year=None, company=None).explain()
    assert "USING INDEX engagements_municipality (municipality=?)" in guided
    assert "USING INDEX participations_municipality (municipality=?)" in guided
    assert "SCAN guidance" not in company + newest + guided
