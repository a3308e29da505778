"""Random records: the queries count what the rules say, alike on DuckDB and on SQLite."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.indicators import samples
from tests.indicators.declared import DECLARED
from tests.indicators.oracle import Oracle
from tests.indicators.samples import HUBS, Rows, duckdb_engine, sample, sqlite_engine

from samvirke.indicators import tallies
from samvirke.records import schemas

YEAR = 2022
NAMES = list(DECLARED)

days = st.sampled_from((20200101, 20201231, 20210101, 20210630, 20211231, 20220228, 20221231))
hubs = st.sampled_from(HUBS[:2])
companies = st.integers(1, 3)


def code(codes: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), st.sampled_from(codes))


engagements = st.fixed_dictionaries(
    {
        "hub": hubs,
        "company": companies,
        "company_founded": st.sampled_from((None, 20180101, 20180630, 20190228, 20190301)),
        "segment": code(schemas.SEGMENTS),
        "type": st.sampled_from(schemas.ENGAGEMENT_TYPES),
        "form": st.sampled_from(("individual", "collective")),
        "started": days,
        "referred_to": st.sampled_from((None, "En bank")),
    }
)
participations = st.fixed_dictionaries({"hub": hubs, "company": companies, "day": days})
evaluations = st.fixed_dictionaries(
    {
        "hub": hubs,
        "engagement_id": st.integers(0, 5).map("e{}".format),
        "answered": st.sampled_from((20210701000000, 20220701235959, 20220702000000)),
        **{
            column.name: code(column.codes)
            for column in schemas.EVALUATIONS.columns
            if column.codes
        },
    }
)
survey = st.fixed_dictionaries(
    {
        "survey_year": st.sampled_from((2021, YEAR)),
        "knows_hub": st.sampled_from(schemas.YES_NO),
        "knows_offers": code(schemas.YES_NO),
        "believes_green_offer": code(schemas.YES_NO),
        "guided_because_of_crisis": code(schemas.YES_NO),
        "crisis_effect": code(schemas.CRISIS_EFFECT),
        "weight": st.sampled_from((1, 1_000_000, 2_500_000, 9 * 10**15)),
    }
)


@st.composite
def records(draw: Any) -> Rows:
    """Few companies, hubs and engagements, so that they meet often; Fyn's survey has weights."""
    answers = draw(st.lists(survey, max_size=8))
    return {
        "engagements": [
            samples.engagement(f"e{at}", **one)
            for at, one in enumerate(draw(st.lists(engagements, max_size=6)))
        ],
        "participations": [
            samples.participation(f"p{at}", **one)
            for at, one in enumerate(draw(st.lists(participations, max_size=3)))
        ],
        "evaluations": [
            samples.evaluation(f"a{at}", **one)
            for at, one in enumerate(draw(st.lists(evaluations, max_size=8)))
        ],
        "awareness": [
            samples.awareness(f"r{at}", **{**one, "hub": hub, "weight": weight})
            for at, one in enumerate(answers)
            for hub, weight in [("fyn", one["weight"]) if at % 2 else ("sjaelland", None)]
        ],
    }


@settings(max_examples=40)
@given(records())
def test_small_records_are_counted_by_the_rules(rows):
    oracle = Oracle(rows)
    expected = [oracle.count(name, YEAR) for name in NAMES]
    for make in (duckdb_engine, sqlite_engine):
        with make(rows) as engine:
            assert tallies(engine, list(DECLARED.values()), year=YEAR) == expected


@settings(max_examples=25)
@given(records(), st.sampled_from((date(2022, 1, 1), date(2022, 7, 1), date(2022, 12, 31))))
def test_what_happens_after_the_cut_off_is_not_known(rows, until):
    oracle = Oracle(rows, until=until.year * 10000 + until.month * 100 + until.day)
    expected = [oracle.count(name, YEAR) for name in NAMES]
    for make in (duckdb_engine, sqlite_engine):
        with make(rows) as engine:
            assert tallies(engine, list(DECLARED.values()), year=YEAR, until=until) == expected


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("year", [2021, 2025])
def test_larger_records_are_counted_by_the_rules(seed, year):
    rows = sample(seed)
    oracle = Oracle(rows)
    expected = [oracle.count(name, year) for name in NAMES]
    for make in (duckdb_engine, sqlite_engine):
        with make(rows) as engine:
            assert tallies(engine, list(DECLARED.values()), year=year) == expected
