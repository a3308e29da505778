"""The reference data against facts that stand in named sources."""

from collections import Counter
from datetime import date

import pytest

from samvirke.figures import format_date
from samvirke.territory import (
    AreaClass,
    BodyKind,
    Municipality,
    OfficeKind,
    Status,
    Territory,
    UnknownPlace,
)

DAY = date(2021, 1, 1)
BEFORE, AFTER = date(2026, 12, 31), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("region", "count"),
    [
        # Statistics Denmark, classification of regions and municipalities (2007).
        ("hovedstaden", 29),
        ("sjaelland", 17),
        ("syddanmark", 22),
        ("midtjylland", 19),
        ("nordjylland", 11),
    ],
)
def test_municipalities_per_region_and_kkr(territory: Territory, region: str, count: int) -> None:
    bodies = [territory.body(kind, region, on=DAY) for kind in (BodyKind.REGION, BodyKind.KKR)]
    assert [len(territory.area(body, on=DAY)) for body in bodies] == [count, count]


@pytest.mark.parametrize(
    ("hub", "urban", "rural"),
    # Counted in annex 1 of the framework agreement 2021-2023: 63 urban and 35 rural in all.
    [
        ("Erhvervshus Hovedstaden", 27, 2),
        ("Erhvervshus Sjælland", 7, 10),
        ("Erhvervshus Fyn", 6, 3),
        ("Erhvervshus Sydjylland", 9, 4),
        ("Erhvervshus Midtjylland", 10, 9),
        ("Erhvervshus Nordjylland", 4, 7),
    ],
)
def test_urban_and_rural_municipalities_per_hub(
    territory: Territory, hub: str, urban: int, rural: int
) -> None:
    area = territory.area(territory.body(BodyKind.HUB, hub, on=DAY), on=DAY)
    classes = Counter(territory.area_class(item, on=DAY) for item in area)
    assert classes == {AreaClass.URBAN: urban, AreaClass.RURAL: rural}


def test_no_class_is_known_before_the_agreement_that_lists_it(territory: Territory) -> None:
    with pytest.raises(UnknownPlace) as caught:
        territory.area_class(territory.municipalities["851"], on=date(2020, 12, 31))
    assert caught.value.what.da == "Aalborg har ingen by/land-klasse pr. 31. december 2020."


@pytest.mark.parametrize(
    ("kkr", "hubs"),
    [
        ("KKR Hovedstaden", ["hovedstaden"]),
        ("KKR Sjælland", ["sjaelland"]),
        ("KKR Syddanmark", ["fyn", "sydjylland"]),
        ("KKR Midtjylland", ["midtjylland"]),
        ("KKR Nordjylland", ["nordjylland"]),
    ],
)
def test_each_kkr_has_one_hub_and_syddanmark_has_two(
    territory: Territory, kkr: str, hubs: list[str]
) -> None:
    body = territory.body(BodyKind.KKR, kkr, on=DAY)
    assert [hub.id for hub in territory.hubs_of(body, on=DAY)] == hubs


@pytest.mark.parametrize("year", range(2019, 2029))
def test_every_municipality_has_one_region_one_kkr_and_one_hub(
    territory: Territory, year: int
) -> None:
    on = date(year, 1, 1)
    homes = Counter(
        (item.municipality.code, item.body.kind)
        for item in territory.memberships
        if item.period.contains(on)
    )
    assert homes == {(code, kind): 1 for code in territory.municipalities for kind in BodyKind}


def test_there_are_98_municipalities(territory: Territory) -> None:
    assert len(territory.municipalities) == 98


# Act no. 699 of 20 June 2025: Region Hovedstaden and Region Sjælland merge on 1 January 2027.
def test_region_oestdanmark_takes_over_on_new_years_day(territory: Territory) -> None:
    hovedstaden = territory.body(BodyKind.REGION, "Region Hovedstaden", on=BEFORE)
    sjaelland = territory.body(BodyKind.REGION, "Region Sjælland", on=BEFORE)
    oestdanmark = territory.body(BodyKind.REGION, "Region Østdanmark", on=AFTER)
    bodies = (hovedstaden, sjaelland, oestdanmark)
    assert {
        on: [len(territory.area(body, on=on)) for body in bodies] for on in (BEFORE, AFTER)
    } == {
        BEFORE: [29, 17, 0],
        AFTER: [0, 0, 46],
    }


def test_region_oestdanmark_has_the_municipalities_of_both(territory: Territory) -> None:
    old = [
        territory.body(BodyKind.REGION, name, on=BEFORE) for name in ("hovedstaden", "sjaelland")
    ]
    before = {item for body in old for item in territory.area(body, on=BEFORE)}
    new = territory.body(BodyKind.REGION, "oestdanmark", on=AFTER)
    assert set(territory.area(new, on=AFTER)) == before


@pytest.mark.parametrize(
    ("name", "on", "known"),
    [
        (
            "Region Østdanmark",
            BEFORE,
            "Region Hovedstaden, Region Sjælland, Region Syddanmark, Region Midtjylland, "
            "Region Nordjylland",
        ),
        (
            "Region Hovedstaden",
            AFTER,
            "Region Syddanmark, Region Midtjylland, Region Nordjylland, Region Østdanmark",
        ),
    ],
)
def test_a_region_that_is_not_there_that_day_is_unknown(
    territory: Territory, name: str, on: date, known: str
) -> None:
    with pytest.raises(UnknownPlace) as caught:
        territory.body(BodyKind.REGION, name, on=on)
    assert (caught.value.what.da, str(caught.value)) == (
        f"»{name}« fandtes ikke den {format_date(on, 'da')}. Mulige navne: {known}.",
        f"'{name}' did not exist on {format_date(on, 'en')}. Possible names: {known}.",
    )


@pytest.mark.parametrize("name", ["oestdanmark", "REGION ØSTDANMARK", " Region Østdanmark "])
def test_a_body_is_found_by_id_or_name_in_any_letter_case(territory: Territory, name: str) -> None:
    found = territory.body(BodyKind.REGION, name, on=AFTER)
    assert (found.id, found.name) == ("oestdanmark", "Region Østdanmark")


def test_nobody_has_decided_the_kkr_of_the_east_from_2027(territory: Territory) -> None:
    east = {"hovedstaden", "sjaelland"}
    found = {
        (item.body.id in east, on.year, territory.membership(place, BodyKind.KKR, on=on).status)
        for place in territory.municipalities.values()
        for on in (BEFORE, AFTER)
        for item in [territory.membership(place, BodyKind.KKR, on=on)]
    }
    assert found == {
        (True, 2026, Status.DECIDED),
        (True, 2027, Status.ASSUMED),
        (False, 2026, Status.DECIDED),
        (False, 2027, Status.DECIDED),
    }


def test_a_membership_before_the_first_is_unknown(territory: Territory) -> None:
    with pytest.raises(UnknownPlace) as caught:
        territory.membership(territory.municipalities["851"], BodyKind.HUB, on=date(2018, 12, 31))
    assert str(caught.value) == "Aalborg belongs to no hub on 31 December 2018."


def test_the_bodies_of_a_kind_are_those_that_exist_on_the_day(territory: Territory) -> None:
    def names(on: date) -> list[str]:
        return [body.name for body in territory.bodies_of(BodyKind.REGION, on=on)]

    west = ["Region Syddanmark", "Region Midtjylland", "Region Nordjylland"]
    assert sorted(names(date(2026, 12, 31))) == sorted(
        ["Region Hovedstaden", "Region Sjælland", *west]
    )
    assert sorted(names(date(2027, 1, 1))) == sorted(["Region Østdanmark", *west])


# Framework agreements 2021-2023 (clause 10) and 2024-2027 (10.2): six head offices, six branches.
def test_six_head_offices_one_per_hub_and_six_branches(territory: Territory) -> None:
    heads = Counter(
        office.hub.id for office in territory.offices if office.kind is OfficeKind.HEAD_OFFICE
    )
    kinds = Counter(office.kind for office in territory.offices)
    assert (kinds, set(heads.values()), len(heads)) == (
        {OfficeKind.HEAD_OFFICE: 6, OfficeKind.BRANCH: 6},
        {1},
        6,
    )


@pytest.mark.parametrize(
    ("hub", "towns"),
    [
        # The performance contracts name the offices: KKR Midtjylland, October 2021, item 3.1, and
        # KKR Nordjylland, February 2021, item 3.4 (the branch on Mors).
        ("midtjylland", ["Aarhus", "Herning", "Horsens"]),
        ("nordjylland", ["Aalborg", "Nykøbing Mors"]),
    ],
)
def test_the_offices_of_a_hub_start_with_its_head_office(
    territory: Territory, hub: str, towns: list[str]
) -> None:
    body = territory.body(BodyKind.HUB, hub, on=DAY)
    assert [office.town for office in territory.offices_of(body, on=DAY)] == towns


def test_every_office_lies_in_the_area_of_its_hub(territory: Territory) -> None:
    outside = [
        office.town
        for office in territory.offices
        if office.municipality not in territory.area(office.hub, on=DAY)
    ]
    assert outside == []


def test_an_area_is_listed_by_code(territory: Territory) -> None:
    nord = territory.body(BodyKind.REGION, "nordjylland", on=DAY)
    found: list[Municipality] = list(territory.area(nord, on=DAY))
    # Statistics Denmark, classification of regions and municipalities (2007), region 081.
    assert [(item.code, item.name) for item in found] == [
        ("773", "Morsø"),
        ("787", "Thisted"),
        ("810", "Brønderslev"),
        ("813", "Frederikshavn"),
        ("820", "Vesthimmerlands"),
        ("825", "Læsø"),
        ("840", "Rebild"),
        ("846", "Mariagerfjord"),
        ("849", "Jammerbugt"),
        ("851", "Aalborg"),
        ("860", "Hjørring"),
    ]
