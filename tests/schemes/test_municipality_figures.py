"""A municipality's numbers as figures: addresses, what is hidden, and the rows behind them."""

from dataclasses import fields

from tests.indicators.samples import duckdb_engine, engagement, participation

from samvirke.figures import Source, Text, counts, figure_from_json, figure_to_json
from samvirke.schemes.municipality_figures import (
    guidance_addresses,
    guidance_figures,
    names_of,
    rows_behind,
)
from samvirke.schemes.municipality_guidance import (
    TABLES,
    TOTALS,
    MunicipalityGuidance,
    Part,
    municipality_guidance,
    released,
)

NAMES = names_of("851", 2021, 1)
START = "/tal/kommune/851/2021/1"
SOURCE = Source("Aftale om rammerne for erhvervshuse 2021-2023", "8")
PLACE = {"hub": "nordjylland", "municipality": 851, "year": 2021}


def guided(name, company, **values):
    return engagement(name, hub="nordjylland", company=company, municipality=851, **values)


HELD = {
    "engagements": [
        *(guided(f"i{at}", at, segment="growth", service="Innovation") for at in range(7)),
        *(guided(f"s{at}", at, segment="operation", service="Salg") for at in range(2)),
        guided("u", 9, segment=None, service="Salg"),
        guided("andet-år", 5, started=20220101),
    ],
    "participations": [
        participation(f"p{at}", hub="nordjylland", company=at, municipality=851) for at in range(6)
    ],
}


def figures(found, *, public):
    shown = released(found) if public else found
    made = guidance_figures(found, shown, names=NAMES, source=SOURCE, snapshot="0" * 64)
    return {at.removeprefix(f"{START}/"): figure for at, figure in made.items()}


def values(found, *, public):
    made = figures(found, public=public)
    return {at: int(figure.value) for at, figure in made.items()}


def test_every_number_has_an_address_and_the_public_one_hides_the_small():
    """Ten engagements, seven companies and an eighth: of Salg and operation there are few."""
    with duckdb_engine(HELD) as engine:
        found = municipality_guidance(engine, **PLACE)
    totals = {"virksomheder": 8, "forloeb": 10, "kollektive-deltagelser": 6}
    assert values(found, public=False) == {
        **totals,
        "kundesegment/vaekst": 7,
        "kundesegment/drift": 2,
        "kundesegment/ikke-angivet": 1,
        "ydelse/innovation": 7,
        "ydelse/salg": 3,
    }
    # 3 alone is under five, so that Innovation goes in too.
    assert values(found, public=True) == {**totals, "ydelse/oevrige": 10}


def test_a_figure_names_clause_snapshot_and_itself():
    (shown,) = (figures(MunicipalityGuidance(9, 0, 9), public=True)["forloeb"],)
    (count,) = counts(shown)
    assert (count.source, count.snapshot, count.our_reading) == (SOURCE, "0" * 64, True)
    assert str(shown.address) == f"{START}/forloeb"
    assert figure_from_json(figure_to_json(shown)) == shown


def test_the_rows_recompute_every_figure():
    with duckdb_engine(HELD) as engine:
        found = municipality_guidance(engine, **PLACE)
        for at, figure in figures(found, public=False).items():
            _, rows = rows_behind(engine, f"{START}/{at}", found, NAMES, **PLACE)
            assert len(rows) == figure.value, at
        assert rows_behind(engine, f"{START}/ydelse/salg", found, NAMES, **PLACE) == (
            "engagement",
            ("s0", "s1", "u"),
        )
        assert rows_behind(engine, f"{START}/afvigelse", found, NAMES, **PLACE) is None
        # ten engagements and six parts in collective offers
        _, contacts = rows_behind(engine, f"{START}/vejledning", found, NAMES, **PLACE)
        assert len(contacts) == 16


def test_names_that_look_alike_in_an_address_are_told_apart():
    """In both editions alike: the number comes from all the names, hidden or not."""
    names = ("Salg/eksport", "Salg eksport", "Øvrige", "???")
    parts = tuple(Part(Text(name, name), 6) for name in names)
    found = MunicipalityGuidance(24, 0, 6, services=parts)
    held = guidance_addresses(found, NAMES)
    assert {name: held["services", name].removeprefix(f"{START}/ydelse/") for name in names} == {
        "Salg eksport": "salg-eksport",
        "Salg/eksport": "salg-eksport-nr-2",
        "Øvrige": "oevrige-nr-2",
        "???": "del",
    }
    assert held["services", ""] == f"{START}/ydelse/oevrige"
    assert len(set(held.values())) == len(held)


def test_all_numbers_of_a_municipality_are_totals_or_tables():
    assert {field.name for field in fields(MunicipalityGuidance)} == {*TOTALS, *TABLES}
