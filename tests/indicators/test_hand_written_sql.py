"""Each declared indicator against SQL written by hand, on DuckDB and on SQLite.

The statement's year is 2022, for the agreement of 2024-2027 it is 2025. Evaluations of 2021-2023
are of those guided the year before.
"""

# The queries are put together from words of this file only.
# ruff: noqa: S608

from collections.abc import Iterator

import pytest
from tests.indicators.declared import AGREED, DECLARED
from tests.indicators.samples import duckdb_engine, sample, sqlite_engine

from samvirke.indicators import Engine, Snapshot, tally

ROWS = sample(20210127)

LAST_ANSWERS = """
WITH last_answers AS (
  SELECT a.*, e.segment, EXISTS (
      SELECT 1 FROM engagements AS w WHERE w.hub = e.hub AND w.company = e.company
      AND w.type = 'early_warning' AND w.started < {after}
    ) AS warned
  FROM evaluations AS a, engagements AS e
  WHERE a.hub = e.hub AND a.engagement = e.engagement
    AND e.started > {before} AND e.started < {after}
    AND NOT EXISTS (
      SELECT 1 FROM evaluations AS later
      WHERE later.hub = a.hub AND later.engagement = a.engagement
        AND (later.answered > a.answered
          OR later.answered = a.answered AND later.answer > a.answer)
    )
)
"""
IN_2021 = LAST_ANSWERS.format(before=20201231, after=20220101)
IN_2025 = LAST_ANSWERS.format(before=20241231, after=20260101)


def of_answers(cohort: str, base: str, counted: str, dont_know: str, unanswered: str) -> str:
    return f"""{cohort}
SELECT hub, 'all', COUNT(*) FILTER (WHERE {base}), COUNT(*) FILTER (WHERE {counted}),
  COUNT(*) FILTER (WHERE {dont_know}), COUNT(*) FILTER (WHERE {unanswered})
FROM last_answers GROUP BY hub"""


def of_segments(cohort: str, base: str, counted: str, dont_know: str, unanswered: str) -> str:
    counts = f"""COUNT(*) FILTER (WHERE {base}), COUNT(*) FILTER (WHERE {counted}),
  COUNT(*) FILTER (WHERE {dont_know}), COUNT(*) FILTER (WHERE {unanswered})"""
    return f"""{cohort},
parts AS (
  SELECT 'growth' AS part, * FROM last_answers WHERE segment = 'growth'
  UNION ALL
  SELECT 'operation', * FROM last_answers WHERE segment = 'operation' AND NOT warned
)
SELECT hub, part, {counts} FROM parts GROUP BY hub, part
UNION ALL
SELECT hub, 'all', {counts} FROM parts GROUP BY hub"""


def of_companies(year: int, hit: str, *, base: str = "1 = 1", among: str = "engagements") -> str:
    return f"""
SELECT hub, 'all', COUNT(DISTINCT company) FILTER (WHERE {base}),
  COUNT(DISTINCT company) FILTER (WHERE {base} AND {hit}), 0, 0
FROM {among} AS e WHERE e.started / 10000 BETWEEN {year} AND {year}.99 GROUP BY hub"""


def of_engagements(hit: str) -> str:
    return f"""
SELECT hub, 'all', COUNT(*), COUNT(*) FILTER (WHERE {hit}), 0, 0
FROM engagements WHERE started > 20211231 AND started < 20230101 GROUP BY hub"""


def of_survey(year: int, base: str, counted: str, dont_know: str, unanswered: str) -> str:
    return f"""
SELECT hub, 'all', COUNT(*) FILTER (WHERE {base}), COUNT(*) FILTER (WHERE {counted}),
  COUNT(*) FILTER (WHERE {dont_know}), COUNT(*) FILTER (WHERE {unanswered})
FROM awareness WHERE survey_year = {year} GROUP BY hub"""


WITH_PARTICIPATIONS = """(
  SELECT hub, company, started, form FROM engagements
  UNION ALL SELECT hub, company, day, 'collective' FROM participations
)"""
NEW = """
SELECT hub, 'all', COUNT(*), COUNT(*) FILTER (WHERE (hub, company) NOT IN (
    SELECT (hub, company) FROM engagements WHERE started BETWEEN 20210101 AND 20211231
  )), 0, 0
FROM (SELECT DISTINCT hub, company FROM engagements WHERE started BETWEEN 20220101 AND 20221231)
GROUP BY hub"""
FORMS = f"""
SELECT hub, 'all', COUNT(*), COUNT(*) FILTER (WHERE form = 'individual'), 0, 0
FROM (
  SELECT DISTINCT hub, company, form FROM {WITH_PARTICIPATIONS} AS c
  WHERE started BETWEEN 20220101 AND 20221231
)
GROUP BY hub"""
REFERRED_INDIVIDUALLY = """
SELECT hub, 'all', COUNT(DISTINCT company),
  COUNT(DISTINCT CASE WHEN referred_to IS NOT NULL THEN company END), 0, 0
FROM engagements
WHERE form = 'individual' AND started BETWEEN 20220101 AND 20221231
GROUP BY hub"""
GOT_SUSTAINABILITY = "sustainability_guidance = 'yes'"
ANY_AREA = "concat(sustainability_environment, sustainability_social, sustainability_governance)"

HAND_WRITTEN = {
    "RA21-M1a": of_survey(
        2022, "1 = 1", "knows_hub = 'yes'", "knows_hub = 'dont_know'", "knows_hub IS NULL"
    ),
    "RA21-M1b": NEW,
    "RA21-M3a": of_segments(
        IN_2021,
        "competence_satisfaction > ''",
        "competence_satisfaction = 'very_satisfied'",
        "competence_satisfaction = 'dont_know'",
        "competence_satisfaction IS NULL",
    ),
    "RA21-M3a printed": of_segments(
        IN_2021,
        "satisfaction > ''",
        "satisfaction = 'very_satisfied'",
        "satisfaction = 'dont_know'",
        "satisfaction IS NULL",
    ),
    "RA21-M3b": of_segments(
        IN_2021,
        "recommend BETWEEN '0' AND '9'",
        "recommend = '9' OR recommend = '10'",
        "recommend = 'dont_know'",
        "recommend IS NULL",
    ),
    "RA21-M4a": of_answers(
        IN_2021,
        "referral_received = 'yes' AND referral_use IN ('used', 'not_used', "
        "'expects_within_half_year')",
        "referral_received = 'yes' AND (referral_use = 'used' OR "
        "referral_use = 'expects_within_half_year')",
        "referral_received = 'yes' AND referral_use = 'dont_know'",
        "referral_received = 'yes' AND referral_use IS NULL",
    ),
    "RA21-M4a printed": of_answers(
        IN_2021,
        "referral_received = 'yes' AND referral_use IN ('used', 'not_used', "
        "'expects_within_half_year')",
        "referral_received = 'yes' AND referral_use = 'used'",
        "referral_received = 'yes' AND referral_use = 'dont_know'",
        "referral_received = 'yes' AND referral_use IS NULL",
    ),
    "RA21-M5b": of_survey(
        2022,
        "guided_because_of_crisis = 'yes' AND crisis_effect > ''",
        "guided_because_of_crisis = 'yes' AND crisis_effect = 'positive'",
        "guided_because_of_crisis = 'yes' AND crisis_effect = 'dont_know'",
        "guided_because_of_crisis = 'yes' AND crisis_effect IS NULL",
    ),
    "RA21-M6b": of_answers(
        IN_2021,
        "green_guidance = 'yes' AND effect > ''",
        "green_guidance = 'yes' AND effect = 'to_a_high_degree'",
        "green_guidance = 'yes' AND effect = 'dont_know'",
        "green_guidance = 'yes' AND effect IS NULL",
    ),
    "RA21-M6c": of_survey(
        2022,
        "knows_hub = 'yes' AND believes_green_offer > ''",
        "knows_hub = 'yes' AND believes_green_offer = 'yes'",
        "knows_hub = 'yes' AND believes_green_offer = 'dont_know'",
        "knows_hub = 'yes' AND believes_green_offer IS NULL",
    ),
    "RA21-M7a": of_answers(
        IN_2021,
        "effect > ''",
        "effect = 'to_a_high_degree'",
        "effect = 'dont_know'",
        "effect IS NULL",
    ),
    "RA21-M8a": of_answers(
        IN_2021,
        "digital_guidance = 'yes' AND effect > ''",
        "digital_guidance = 'yes' AND effect = 'to_a_high_degree'",
        "digital_guidance = 'yes' AND effect = 'dont_know'",
        "digital_guidance = 'yes' AND effect IS NULL",
    ),
    "RA24-M1a": of_companies(2025, "e.started - e.company_founded < 30000"),
    "RA24-M2a": of_survey(
        2025, "1 = 1", "knows_hub = 'yes'", "knows_hub = 'dont_know'", "knows_hub IS NULL"
    ),
    "RA24-M2b": of_survey(
        2025,
        "knows_hub = 'yes' AND knows_offers > ''",
        "knows_hub = 'yes' AND knows_offers = 'yes'",
        "knows_hub = 'yes' AND knows_offers = 'dont_know'",
        "knows_hub = 'yes' AND knows_offers IS NULL",
    ),
    "RA24-M3a": of_segments(
        IN_2025,
        "recommend BETWEEN '0' AND '9'",
        "recommend = '9' OR recommend = '10'",
        "recommend = 'dont_know'",
        "recommend IS NULL",
    ),
    "RA24-M4a": of_answers(
        IN_2025,
        "referral_received = 'yes' AND referral_use > ''",
        "referral_received = 'yes' AND referral_use = 'used'",
        "referral_received = 'yes' AND referral_use = 'dont_know'",
        "referral_received = 'yes' AND referral_use IS NULL",
    ),
    "RA24-M6a": of_answers(
        IN_2025,
        f"{GOT_SUSTAINABILITY} AND {ANY_AREA} > ''",
        f"{GOT_SUSTAINABILITY} AND {ANY_AREA} LIKE '%to_a_high_degree%'",
        f"{GOT_SUSTAINABILITY} AND {ANY_AREA} > '' AND REPLACE({ANY_AREA}, 'dont_know', '') = ''",
        f"{GOT_SUSTAINABILITY} AND {ANY_AREA} = ''",
    ),
    "guided_companies": of_companies(2022, "1 = 1"),
    "referred_companies": of_companies(2022, "e.referred_to = 'En bank'"),
    "growth_companies": of_companies(2022, "e.type = 'growth'"),
    "operation_companies": of_companies(2022, "e.type = 'operation'"),
    "short_companies": of_companies(2022, "e.type = 'short'"),
    "early_warning_companies": of_companies(2022, "e.type = 'early_warning'"),
    "guidance_engagements": of_engagements("1 = 1"),
    "growth_engagements": of_engagements("type = 'growth'"),
    "operation_engagements": of_engagements("type = 'operation'"),
    "short_engagements": of_engagements("type = 'short'"),
    "early_warning_engagements": of_engagements("type = 'early_warning'"),
    "growth_and_operation_engagements": of_engagements("type = 'growth' OR type = 'operation'"),
    "short_and_early_warning_engagements": of_engagements(
        "type = 'short' OR type = 'early_warning'"
    ),
    "companies_in_all": of_companies(2022, "1 = 1", among=WITH_PARTICIPATIONS),
    "individual_companies": of_companies(2022, "e.form = 'individual'", among=WITH_PARTICIPATIONS),
    "collective_companies": of_companies(2022, "e.form = 'collective'", among=WITH_PARTICIPATIONS),
    "individual_against_collective": FORMS,
    "referred_share": REFERRED_INDIVIDUALLY,
}


def test_every_declared_indicator_has_its_own_sql():
    assert set(HAND_WRITTEN) == set(DECLARED)


@pytest.fixture(scope="module")
def duckdb() -> Iterator[Snapshot]:
    with duckdb_engine(ROWS) as engine:
        yield engine


@pytest.fixture(scope="module")
def sqlite() -> Iterator[Engine]:
    with sqlite_engine(ROWS) as engine:
        yield engine


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_the_counting_query_counts_as_the_hand_written_one_on_both_engines(name, duckdb, sqlite):
    year = 2025 if name.startswith("RA24") else 2022
    expected = {
        (hub, part): counts
        for hub, part, *counts in duckdb.connection.execute(HAND_WRITTEN[name]).fetchall()
    }
    assert sum(counts[1] for counts in expected.values()) > 0
    for engine in (duckdb, sqlite):
        found = {
            (hub, segment or "all"): [one.base, one.counted, one.dont_know, one.unanswered]
            for hub, by_segment in tally(engine, DECLARED[name], year=year).items()
            for segment, one in by_segment.items()
        }
        assert found == expected


@pytest.mark.parametrize("name", [name for name in AGREED if name.endswith(("M3b", "24-M3a"))])
def test_promoters_and_detractors_count_as_the_hand_written_query(name, duckdb, sqlite):
    year, cohort = (2025, IN_2025) if name.startswith("RA24") else (2022, IN_2021)
    query = f"""{cohort}
SELECT hub, segment, COUNT(*) FILTER (WHERE recommend IN ('9', '10')),
  COUNT(*) FILTER (WHERE recommend <> 'dont_know' AND CAST(
    CASE WHEN recommend = 'dont_know' THEN '10' ELSE recommend END AS INTEGER) <= 6)
FROM last_answers WHERE segment = 'growth' OR segment = 'operation' AND NOT warned
GROUP BY hub, segment"""
    expected = {
        (hub, segment): counts
        for hub, segment, *counts in duckdb.connection.execute(query).fetchall()
    }
    for engine in (duckdb, sqlite):
        found = {
            (hub, segment): [one.promoters, one.detractors]
            for hub, by_segment in tally(engine, DECLARED[name], year=year).items()
            for segment, one in by_segment.items()
            if segment is not None
        }
        assert found == expected


def test_weights_and_their_squares_are_summed_as_by_the_hand_written_query(duckdb, sqlite):
    query = """
SELECT CAST(SUM(weight) AS BIGINT), CAST(SUM(weight * (knows_offers = 'yes')::INT) AS BIGINT),
  CAST(SUM(weight * (knows_offers = 'dont_know')::INT) AS BIGINT),
  CAST(SUM(weight * weight) AS BIGINT)
FROM awareness
WHERE survey_year = 2025 AND hub = 'fyn' AND knows_hub = 'yes' AND knows_offers IS NOT NULL"""
    (expected,) = duckdb.connection.execute(query).fetchall()
    for engine in (duckdb, sqlite):
        counted = tally(engine, DECLARED["RA24-M2b"], year=2025)
        weights = counted["fyn"][None].weights
        assert (weights.base, weights.counted, weights.dont_know, weights.squares) == expected
        assert counted["nordjylland"][None].weights is None
