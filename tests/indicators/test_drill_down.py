"""The rows that a drill-down lists recompute the tally and the figure."""

from collections import Counter
from fractions import Fraction

import pytest
from tests.indicators.declared import AGREED, DECLARED
from tests.indicators.samples import (
    FINGERPRINT,
    duckdb_engine,
    engagement,
    evaluation,
    sample,
    sqlite_engine,
)

from samvirke.agreements import load_agreements
from samvirke.agreements.local_indicators import load_local_indicators
from samvirke.figures import Source
from samvirke.indicators import RowKey, Status, measure, rows, tally

ROWS = sample(3, engagements=2400)
WEIGHTS = {row[:3]: row[-1] for row in ROWS["awareness"]}
SOURCE = Source("Aftale", "8")


@pytest.fixture(scope="module", params=[duckdb_engine, sqlite_engine])
def engine(request):
    with request.param(ROWS) as opened:
        yield opened


def year_of(name):
    return 2025 if name.startswith("RA24") else 2021


def listed(engine, name, hub, segment, part):
    return rows(engine, DECLARED[name], hub=hub, year=year_of(name), segment=segment, part=part)


@pytest.mark.parametrize("name", DECLARED)
def test_as_many_rows_are_listed_as_the_tally_says(name, engine):
    for hub, by_segment in tally(engine, DECLARED[name], year=year_of(name)).items():
        for segment, one in by_segment.items():
            listing = {
                part: listed(engine, name, hub, segment, part)
                for part in ("base", "counted", "dont_know", "unanswered", "excluded")
            }
            assert [len(found) for found in listing.values()] == [
                one.base,
                one.counted,
                one.dont_know,
                one.unanswered,
                sum(count for _, count in one.excluded),
            ]
            assert Counter(row.reason for row in listing["excluded"]) == dict(one.excluded)
            assert all(row.key[0] == hub for found in listing.values() for row in found)
            base, counted = set(listing["base"]), set(listing["counted"])
            assert counted <= base
            assert len(base) == len(listing["base"])


def points():
    for agreement in load_agreements():
        for point in agreement.measure_points:
            if point.id in AGREED:
                yield point.id, point, point.definition
                if point.printed_definition is not None:
                    yield f"{point.id} printed", point, point.printed_definition
    for id_, indicator in load_local_indicators().items():
        if id_ in DECLARED:
            yield id_, indicator, indicator.definition


@pytest.mark.parametrize(("name", "point", "definition"), list(points()))
def test_the_rows_recompute_the_figure(name, point, definition, engine):
    for hub, by_segment in tally(engine, definition, year=year_of(name)).items():
        for segment, one in by_segment.items():
            found = measure(
                point,
                one,
                source=SOURCE,
                snapshot=FINGERPRINT,
                segment=segment,
                definition=definition,
            )
            assert found.status is Status.MEASURED
            assert found.figure.value == recomputed(engine, name, point.kind, hub, segment)


def recomputed(engine, name, kind, hub, segment):
    """The figure from nothing but the listed rows, and their weights where they have any."""
    base, counted, promoters, detractors = (
        sum((weight(row) for row in listed(engine, name, hub, segment, part)), start=Fraction(0))
        for part in ("base", "counted", "promoters", "detractors")
    )
    if kind == "count":
        return counted
    return 100 * ((promoters - detractors) if kind == "nps" else counted) / base


def weight(row):
    return Fraction(WEIGHTS.get(row.key) or 1_000_000, 1_000_000)


def test_the_rows_are_named_by_their_keys_in_order():
    held = {
        "engagements": [
            engagement("b", company=2, segment="operation"),
            engagement("a", company=1, segment="operation"),
            engagement("c", company=1, type="early_warning", segment=None),
        ],
        "evaluations": [
            evaluation("x2", "b", recommend="9"),
            evaluation("x1", "a", recommend="9"),
            evaluation("x3", "c", recommend="dont_know"),
        ],
    }
    definition = DECLARED["RA24-M3a"]
    with duckdb_engine(held) as engine:
        assert rows(engine, DECLARED["guided_companies"], hub="fyn", year=2021) == [
            RowKey(("fyn", 1)),
            RowKey(("fyn", 2)),
        ]
        assert rows(engine, definition, hub="fyn", year=2021, part="promoters") == [
            RowKey(("fyn", "x2"))
        ]
        assert rows(
            engine, definition, hub="fyn", year=2021, segment="operation", part="excluded"
        ) == [RowKey(("fyn", "x1"), "early_warning")]
        assert rows(engine, definition, hub="fyn", year=2021, part="dont_know") == []
        assert rows(engine, definition, hub="sjaelland", year=2021) == []


def test_a_hub_is_a_value_and_never_part_of_the_query():
    held = {"engagements": [engagement("a"), engagement("b", hub="o'brien")]}
    with duckdb_engine(held) as engine:
        definition = DECLARED["guidance_engagements"]
        assert rows(engine, definition, hub="o'brien", year=2021) == [RowKey(("o'brien", "b"))]
        assert rows(engine, definition, hub="' OR '1' = '1", year=2021) == []


def test_a_segment_that_is_not_counted_for_itself_is_refused():
    with (
        duckdb_engine({}) as engine,
        pytest.raises(ValueError, match="growth is not counted for itself here"),
    ):
        rows(engine, DECLARED["RA24-M1a"], hub="fyn", year=2025, segment="growth")
