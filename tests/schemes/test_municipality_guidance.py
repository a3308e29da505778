"""A municipality's guidance by hand, and that the public one gives no small number away."""

from dataclasses import replace
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


def test_where_there_are_few_engagements_it_is_not_told_how_they_divide():
    assert released(of(3, 1)) == MunicipalityGuidance(4, 0, 4)
    assert released(of(4, 1)).services == (Part(OTHERS, 5),)


def test_how_much_there_was_is_activity():
    assert released(of(3, participations=2, companies=1)) == MunicipalityGuidance(3, 2, 1)


def test_segments_are_not_public_for_the_hubs_own_would_give_the_last_away():
    """The hub's 50 growth engagements are public: 50 - 47 elsewhere would be the three here."""
    found = replace(of(20), segments=(Part(GROWTH, 3), Part(SEGMENTS["operation"], 17)))
    assert released(found) == of(20)


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ((12, 7), (12, 7), [12, 7]),
        ((12, 7), (12, 8), []),  # one engagement more, and it would be known of which service
        ((12, 7), (12, 12), [12, 12]),
        ((12, 3, 2), (12, 4, 3), []),  # »Øvrige« 5 and 7
    ],
)
def test_a_new_version_does_not_tell_of_few_engagements(first, second, shown):
    found = released(of(*second), earlier=[of(*first)])
    assert [part.engagements for part in found.services] == shown
    assert found.engagements == sum(second)


def test_a_version_is_held_against_every_table_published_before():
    """The second's was hidden: 12 is five more than the first's 7, though four more than 8."""
    third = released(of(20, 12), earlier=[of(20, 7), of(20, 8)])
    assert [part.engagements for part in third.services] == [20, 12]


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
