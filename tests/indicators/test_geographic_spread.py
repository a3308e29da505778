"""Spread: each municipality's share of the guidance against its share of the population."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.indicators.samples import (
    FINGERPRINT,
    duckdb_engine,
    engagement,
    participation,
    sample,
    sqlite_engine,
)

from samvirke.figures import Exclusion, Source, Text, counts
from samvirke.figures.units import PERCENT, PERCENTAGE_POINTS
from samvirke.indicators import Outcome, RowKey, spread, spread_rows
from samvirke.indicators.geographic_spread import _Limit
from samvirke.territory import AreaClass, BodyKind, UnknownPlace, load_territory

TERRITORY = load_territory()
SOURCE = Source("Resultatkontrakt 2022, Erhvervshus Midtjylland", "mål 8, krav a")
# Inhabitants of Fyn's municipalities on 1 January 2022, by Statistics Denmark.
DAY = date(2022, 1, 1)
FYN = TERRITORY.area(TERRITORY.body(BodyKind.HUB, "fyn", on=DAY), on=DAY)
PEOPLE = {item.code: int(TERRITORY.population(item, on=DAY).value) for item in FYN}
EVERYONE = sum(PEOPLE.values())


def found(rows, *, hub="fyn", year=2022, make=duckdb_engine, **kwargs):
    with make(rows) as engine:
        return spread(
            engine,
            TERRITORY,
            hub=hub,
            year=year,
            tolerance=kwargs.pop("tolerance", Fraction(10)),
            source=SOURCE,
            snapshot=FINGERPRINT,
            **kwargs,
        )


def guidance(counts_by_code):
    """One engagement or participation after the other, by municipality."""
    places = [code for code, count in counts_by_code.items() for _ in range(count)]
    return {
        "engagements": [
            engagement(f"e{at}", municipality=code, started=20220401)
            for at, code in enumerate(places[::2])
        ],
        "participations": [
            participation(f"p{at}", municipality=code, day=20220401)
            for at, code in enumerate(places[1::2])
        ],
    }


@pytest.mark.parametrize("make", [duckdb_engine, sqlite_engine])
def test_a_municipality_is_held_against_its_part_of_the_population(make):
    rows = guidance({461: 52, 420: 8, 479: 40})
    line = {item.municipality.code: item for item in found(rows, make=make).lines}
    odense = line["461"]
    share = Fraction(PEOPLE["461"], EVERYONE) * 100
    assert (odense.name.da, odense.area_class) == ("Odense", AreaClass.URBAN)
    assert odense.guidance.value == 52
    assert (odense.guidance_share.value, odense.population_share.value) == (Fraction(52), share)
    assert (odense.points.value, odense.points.unit) == (52 - share, PERCENTAGE_POINTS)
    assert (odense.relative.value, odense.relative.unit) == ((52 - share) / share * 100, PERCENT)
    assert [line[code].guidance.value for code in ("420", "479", "492")] == [8, 40, 0]
    assert sum(item.guidance_share.value for item in line.values()) == 100
    assert sum(item.population_share.value for item in line.values()) == 100


def test_all_municipalities_of_the_area_stand_in_order_of_their_codes():
    codes = [line.municipality.code for line in found(guidance({461: 1})).lines]
    assert codes == [item.code for item in FYN]


def test_urban_and_rural_municipalities_are_summed():
    seen = found(guidance({461: 52, 420: 8, 479: 40}))
    urban, rural = seen.classes
    own = [line for line in seen.lines if line.area_class is AreaClass.RURAL]
    people = sum(PEOPLE[line.municipality.code] for line in own)
    assert (urban.name.da, rural.name.da) == ("Bykommuner", "Landkommuner")
    assert rural.guidance.value == sum(line.guidance.value for line in own)
    assert rural.population.value == people
    assert rural.population_share.value == Fraction(people * 100, EVERYONE)
    assert urban.guidance.value + rural.guidance.value == 100
    assert urban.municipality is None


def test_before_the_classes_held_there_are_none():
    rows = {"engagements": [engagement("a", municipality=461, started=20200401)]}
    assert found(rows, year=2020).classes == ()
    assert len(found(rows, year=2020).lines) == len(FYN)


def test_guidance_without_or_outside_municipality_is_held_out_and_counted():
    rows = {
        "engagements": [
            engagement("a", municipality=461, started=20220401),
            engagement("b", municipality=None, started=20220401),
            engagement("c", municipality=851, started=20220401),
            engagement("d", municipality=101, started=20220401),
            engagement("e", municipality=461, started=20210401),
            engagement("f", municipality=461, started=20220401, hub="nordjylland"),
        ],
        "participations": [participation("p", municipality=None, day=20220401)],
    }
    total = found(rows).total
    assert total.value == 1
    assert total.excluded == (
        Exclusion(Text(da="uden kommune", en="without a municipality"), 2),
        Exclusion(
            Text(da="i kommuner uden for området", en="in municipalities outside the area"), 2
        ),
    )


def test_without_guidance_in_the_area_there_are_no_lines():
    seen = found({"engagements": [engagement("a", municipality=None, started=20220401)]})
    assert (seen.lines, seen.classes, seen.total.value) == ((), (), 0)


def test_a_cut_off_leaves_out_what_comes_later():
    rows = {
        "engagements": [
            engagement("a", municipality=461, started=20220630),
            engagement("b", municipality=420, started=20220701),
        ]
    }
    assert found(rows, until=date(2022, 6, 30)).total.value == 1


def test_the_rows_recompute_every_municipality():
    rows = sample(5)
    for make in (duckdb_engine, sqlite_engine):
        with make(rows) as engine:
            seen = found(rows, hub="fyn", year=2022)
            assert any(line.guidance.value for line in seen.lines)
            for line in seen.lines:
                listed = spread_rows(
                    engine, hub="fyn", year=2022, municipality=int(line.municipality.code)
                )
                assert len(listed) == len(set(listed)) == line.guidance.value
                assert counts(line.guidance_share)[0].value == len(listed)


def test_rows_are_named_by_table_hub_and_id():
    rows = {
        "engagements": [engagement("b", municipality=461), engagement("a", municipality=461)],
        "participations": [participation("a", municipality=461)],
    }
    with duckdb_engine(rows) as engine:
        assert spread_rows(engine, hub="fyn", year=2021, municipality=461) == [
            RowKey(("engagements", "fyn", "a")),
            RowKey(("engagements", "fyn", "b")),
            RowKey(("participations", "fyn", "a")),
        ]


@pytest.mark.parametrize(
    ("guided", "total", "tolerance", "measured_in", "outcome"),
    [
        (10, 100, 10, "relative", Outcome.WITHIN),
        (9, 100, 10, "relative", Outcome.WITHIN),
        (11, 100, 10, "relative", Outcome.WITHIN),
        (8, 100, 10, "relative", Outcome.OUTSIDE),
        (12, 100, 10, "relative", Outcome.OUTSIDE),
        (0, 100, 10, "points", Outcome.WITHIN),
        (20, 100, 10, "points", Outcome.WITHIN),
        (21, 100, 10, "points", Outcome.OUTSIDE),
        # A tenth of 5 is ½, and no whole number lies in 0,45-0,55.
        (0, 5, 10, "relative", Outcome.CANNOT_BE_MET),
        (1, 5, 10, "relative", Outcome.CANNOT_BE_MET),
        (1, 5, 100, "relative", Outcome.WITHIN),
        (2, 15, 33, "relative", Outcome.CANNOT_BE_MET),
        (2, 15, 34, "relative", Outcome.WITHIN),
    ],
)
def test_the_limit_is_relative_or_in_points(guided, total, tolerance, measured_in, outcome):
    """A tenth of the people lives in the municipality."""
    limit = _Limit(Fraction(tolerance), measured_in)
    assert limit.outcome(guided, total, Fraction(1, 10)) is outcome


@given(
    st.integers(0, 30),
    st.integers(1, 30),
    st.fractions(Fraction(1, 1000), 1),
    st.fractions(0, 50),
    st.sampled_from(("relative", "points")),
)
def test_it_cannot_be_met_exactly_where_no_whole_number_is_within(
    guided, total, share, tolerance, measured_in
):
    limit = _Limit(tolerance, measured_in)
    guided = min(guided, total)
    all_outcomes = [limit.outcome(number, total, share) for number in range(total + 1)]
    assert (Outcome.WITHIN in all_outcomes) is (Outcome.CANNOT_BE_MET not in all_outcomes)
    deviation = abs(Fraction(guided, total) - share) * 100
    allowed = tolerance * share if measured_in == "relative" else tolerance
    assert (all_outcomes[guided] is Outcome.WITHIN) is (deviation <= allowed)


def test_the_smallest_municipality_cannot_be_met_in_whole_companies():
    seen = found(guidance({461: 9, 420: 1}))
    outcomes = {line.municipality.code: line.outcome for line in seen.lines}
    # Ærø has 1,3 per cent of the people: 0,13 of ten.
    assert outcomes["492"] is Outcome.CANNOT_BE_MET
    assert Outcome.CANNOT_BE_MET.label.da == "Kan ikke nås i hele virksomheder"


def test_points_are_a_wider_limit_than_per_cent_of_a_small_share():
    rows = guidance({461: 47, 420: 8, 430: 12, 440: 6, 450: 8, 479: 12, 480: 3, 482: 2, 492: 2})
    relative, points = found(rows), found(rows, measured_in="points", tolerance=Fraction(5))
    assert {line.outcome for line in points.lines} == {Outcome.WITHIN}
    assert Outcome.OUTSIDE in {line.outcome for line in relative.lines}


def test_an_unknown_hub_or_year_is_refused_in_words():
    with pytest.raises(UnknownPlace, match="'fynen' did not exist"):
        found({}, hub="fynen")
    with pytest.raises(UnknownPlace, match="is not held"):
        found({"engagements": [engagement("a", municipality=461, started=20400101)]}, year=2040)
