"""Volumes: engagements and companies by type, individual against collective, companies in all."""

from datetime import date
from fractions import Fraction

import pytest
from tests.indicators.samples import (
    FINGERPRINT,
    duckdb_engine,
    engagement,
    participation,
    sqlite_engine,
)

from samvirke.figures import Source, counts
from samvirke.indicators import Status, volumes

SOURCE = Source("Aftale om rammerne for erhvervshuse 2021-2023", "8")
ROWS = {
    "engagements": [
        engagement("1", company=1, type="growth"),
        engagement("2", company=1, type="growth", started=20211001),
        engagement("3", company=1, type="operation", referred_to="En bank"),
        engagement("4", company=2, type="short", form="collective", referred_to="En bank"),
        engagement("5", company=3, type="early_warning"),
        engagement("6", company=4, type="early_warning", started=20200101),
        engagement("7", company=9, hub="sjaelland", type="growth", form="collective"),
    ],
    "participations": [
        participation("1", company=1),
        participation("2", company=5),
        participation("3", company=6, hub="nordjylland"),
    ],
}


@pytest.fixture(params=[duckdb_engine, sqlite_engine])
def engine(request):
    with request.param(ROWS) as opened:
        yield opened


def table(engine, **kwargs):
    return volumes(engine, year=2021, source=SOURCE, snapshot=FINGERPRINT, **kwargs)


def numbers(volume):
    return [
        (row.label.da, int(row.engagements.value), int(row.companies.value)) for row in volume.types
    ]


def test_the_types_count_engagements_and_companies(engine):
    assert numbers(table(engine)["fyn"]) == [
        ("Vækst", 2, 1),
        ("Drift", 1, 1),
        ("Korte", 1, 1),
        ("Early Warning", 1, 1),
        ("I alt", 5, 3),
    ]


def test_individual_and_collective_guidance_count_companies(engine):
    found = table(engine)["fyn"]
    assert [int(item.value) for item in (found.in_all, found.individual, found.collective)] == [
        4,
        2,
        3,
    ]
    assert found.individual_against_collective.figure.value == Fraction(2 * 100, 2 + 3)
    assert found.referred.figure.value == Fraction(50)


def test_every_number_names_its_query_snapshot_and_clause(engine):
    found = table(engine)["fyn"]
    (counted,) = counts(found.types[0].companies)
    assert (counted.query, counted.snapshot, counted.source) == (
        "growth_companies/counted",
        FINGERPRINT,
        SOURCE,
    )


def test_every_hub_with_registrations_has_its_own(engine):
    found = table(engine)
    assert list(found) == ["fyn", "nordjylland", "sjaelland"]
    assert numbers(found["sjaelland"])[0] == ("Vækst", 1, 1)
    assert found["sjaelland"].referred.status is Status.NOT_MEASURABLE


def test_a_hub_that_held_only_collective_activities_guided_nobody(engine):
    found = table(engine)["nordjylland"]
    assert numbers(found)[-1] == ("I alt", 0, 0)
    assert (int(found.in_all.value), int(found.collective.value)) == (1, 1)


def test_a_cut_off_leaves_out_what_comes_later(engine):
    assert numbers(table(engine, until=date(2021, 6, 30))["fyn"])[0] == ("Vækst", 1, 1)


def test_no_registrations_are_no_volumes():
    with duckdb_engine({}) as engine:
        assert volumes(engine, year=2021, source=SOURCE, snapshot=FINGERPRINT) == {}
