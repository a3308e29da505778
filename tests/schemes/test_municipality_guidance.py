"""A municipality's guidance by hand, and that the public one gives no small number away."""

from itertools import product

import pytest
from tests.indicators.samples import duckdb_engine, engagement, participation, sqlite_engine

from samvirke.figures import Text
from samvirke.schemes.municipality_guidance import (
    NOT_GIVEN,
    OTHERS,
    SEGMENTS,
    MunicipalityGuidance,
    Part,
    municipality_guidance,
    released,
)

GROWTH = SEGMENTS["growth"]
NORTH = "nordjylland"


def named(word):
    return Text(da=word, en=word)


HELD = {
    "engagements": [
        engagement(
            "a", hub=NORTH, company=1, municipality=851, segment="growth", service="Innovation"
        ),
        engagement("b", hub=NORTH, company=1, municipality=851, segment="growth", service="Salg"),
        engagement("c", hub=NORTH, company=2, municipality=851, segment=None, service="Salg"),
        engagement("d", hub=NORTH, company=3, municipality=461, segment="operation"),
        engagement("e", hub=NORTH, company=4, municipality=851, started=2022_01_01),
        engagement("f", company=5, municipality=851),
    ],
    "participations": [participation("p", hub=NORTH, company=9, municipality=851, day=2021_05_01)],
}


@pytest.mark.parametrize("opened", [duckdb_engine, sqlite_engine])
def test_what_is_counted(opened):
    with opened(HELD) as engine:
        found = municipality_guidance(engine, hub=NORTH, municipality=851, year=2021)
    assert found == MunicipalityGuidance(
        engagements=3,
        participations=1,
        companies=2,
        segments=(Part(GROWTH, 2), Part(NOT_GIVEN, 1)),
        services=(Part(named("Salg"), 2), Part(named("Innovation"), 1)),
        themes=(),
    )


def of(*counts, participations=0, companies=None):
    """The guidance of a municipality whose services divide so."""
    total = sum(counts)
    ordered = sorted(counts, reverse=True)
    parts = tuple(Part(named(f"s{at}"), count) for at, count in enumerate(ordered))
    return MunicipalityGuidance(
        total, participations, total if companies is None else companies, services=parts
    )


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((12, 7), [("s0", 12), ("s1", 7)]),
        ((12, 3, 2), [("s0", 12), ("Øvrige", 5)]),
        ((12, 3, 1), [("Øvrige", 16)]),
        ((12, 7, 3), [("s0", 12), ("Øvrige", 10)]),
        ((12, 4, 4), [("Øvrige", 20)]),
        ((12, 6, 6, 3), [("s0", 12), ("Øvrige", 15)]),
        ((2, 2, 2), [("Øvrige", 6)]),
    ],
)
def test_numbers_under_five_are_added_up(counts, shown):
    assert [(part.name.da, part.engagements) for part in released(of(*counts)).services] == shown


@pytest.mark.parametrize("guidance", [of(2, 2), of(20, participations=3)])
def test_nothing_is_shown_where_engagements_or_participations_are_few(guidance):
    assert released(guidance) == MunicipalityGuidance(None, None, None)


def test_few_companies_with_many_engagements_are_not_told():
    assert released(of(20, companies=4)).companies is None
    assert released(of(20, companies=5)).companies == 5
    assert released(of(20)).participations == 0


def test_no_number_under_five_can_be_worked_out():
    """A reader who knows the rule tries every division of the total that looks the same."""
    looks = {}
    for counts in product(range(13), repeat=3):
        if sum(counts) < 5:
            continue
        named_counts = zip("abc", counts, strict=True)
        parts = [Part(named(name), count) for name, count in named_counts if count]
        parts.sort(key=lambda part: (-part.engagements, part.name.da))
        guidance = MunicipalityGuidance(sum(counts), 0, sum(counts), services=tuple(parts))
        looks.setdefault(released(guidance), []).append(counts)
    told = [
        (counts, at)
        for same in looks.values()
        for counts in same
        for at in range(3)
        if 0 < counts[at] < 5 and len({other[at] for other in same}) == 1
    ]
    assert told == []
    assert any(part.name == OTHERS for look in looks for part in look.services)
