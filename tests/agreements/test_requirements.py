"""What the agreements require in a given year, and how far it is to a later level."""

from fractions import Fraction

import pytest

from samvirke.agreements import (
    FrameworkAgreement,
    MeasurePoint,
    Requirement,
    distance,
    hub_share,
    is_due,
    load_agreements,
    measures,
    required_level,
    requirement,
)
from samvirke.agreements.vocabulary import Measure
from samvirke.figures import Given, Source, Text, Unit
from samvirke.figures.units import COMPANIES, NPS_POINTS, PERCENT, PERCENTAGE_POINTS

OLDER_TITLE = "Aftale om rammerne for erhvervshuse 2021-2023"
NEWER_TITLE = "Aftale om rammerne for erhvervshuse 2024-2027"


def agreement_of(point: str) -> FrameworkAgreement:
    older, newer = load_agreements()
    return older if point.startswith("RA21") else newer


def point(id_: str) -> MeasurePoint:
    return agreement_of(id_).measure_point(id_)


def shown(found: Requirement) -> tuple[Fraction | None, Fraction | None, int | None]:
    """Today's number, the next number, and the first year of the next."""
    now, later = found.threshold, found.next_threshold
    return (
        None if now is None else now.value,
        None if later is None else later.value,
        found.next_year,
    )


@pytest.mark.parametrize(
    ("id_", "year", "measure", "now", "later", "later_year"),
    [
        # Agreement 2021-2023: a printed year holds in that year and in no other.
        ("RA21-M1a", 2020, None, None, 5, 2021),
        ("RA21-M1a", 2021, None, 5, None, None),
        ("RA21-M1a", 2022, None, None, 50, 2023),
        ("RA21-M1a", 2023, None, 50, None, None),
        ("RA21-M1a", 2024, None, None, None, None),
        ("RA21-M4a", 2021, None, 45, None, None),
        ("RA21-M4a", 2022, None, None, 50, 2023),
        ("RA21-M4a", 2023, None, 50, None, None),
        ("RA21-M5b", 2022, None, None, None, None),
        ("RA21-M6b", 2021, None, None, 70, 2022),
        ("RA21-M6c", 2022, None, None, 5, 2023),
        ("RA21-M7a", 2021, None, 65, None, None),
        ("RA21-M7a", 2022, None, 70, None, None),
        ("RA21-M7b", 2022, "turnover", 10, None, None),
        ("RA21-M7b", 2022, "employment", 5, None, None),
        ("RA21-M7b", 2020, "employment", None, 5, 2021),
        ("RA21-M2a", 2022, None, None, None, None),
        # Agreement 2024-2027.
        ("RA24-M1a", 2024, None, None, 1200, 2027),
        ("RA24-M1a", 2025, None, None, 1200, 2027),
        ("RA24-M1a", 2026, None, None, 1200, 2027),
        ("RA24-M1a", 2027, None, 1200, None, None),
        ("RA24-M1a", 2028, None, None, None, None),
        ("RA24-M2b", 2024, None, None, 55, 2025),
        ("RA24-M2b", 2025, None, 55, None, None),
        ("RA24-M2b", 2026, None, None, 65, 2027),
        ("RA24-M2b", 2027, None, 65, None, None),
        ("RA24-M5b", 2026, "productivity", 0, None, None),
    ],
)
def test_a_threshold_holds_only_in_its_years_and_the_next_one_is_shown(
    id_: str,
    year: int,
    measure: Measure | None,
    now: int | None,
    later: int | None,
    later_year: int | None,
) -> None:
    assert shown(requirement(point(id_), year=year, measure=measure)) == (now, later, later_year)


def test_a_requirement_names_the_year_it_was_asked_for() -> None:
    crisis = point("RA21-M5a")
    assert [requirement(crisis, year=year) for year in (2021, 2022)] == [
        Requirement(2021, crisis.thresholds[0]),
        Requirement(2022, None),
    ]


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("RA21-M1a", (None,)),
        ("RA21-M2a", ()),
        ("RA21-M7b", ("turnover", "employment")),
        ("RA21-M7c", ("productivity",)),
        ("RA24-M5a", ("turnover", "employment")),
        ("RA24-M5b", ("productivity",)),
    ],
)
def test_the_measures_of_a_point(id_: str, expected: tuple[Measure | None, ...]) -> None:
    assert measures(point(id_)) == expected


OLDER_YEARS, NEWER_YEARS = range(2021, 2024), range(2024, 2028)
DUE: dict[tuple[str, Measure | None], set[int]] = {
    ("RA21-M1a", None): {2021, 2023},
    ("RA21-M1b", None): {2021, 2022, 2023},
    ("RA21-M2a", None): {2021, 2022, 2023},
    ("RA21-M3a", None): {2021, 2022, 2023},
    ("RA21-M3b", None): {2021, 2022, 2023},
    ("RA21-M4a", None): {2021, 2023},
    ("RA21-M5a", None): {2021},
    ("RA21-M5b", None): {2021},
    ("RA21-M6a", None): {2021},
    ("RA21-M6b", None): {2022, 2023},
    ("RA21-M6c", None): {2021, 2023},
    ("RA21-M7a", None): {2021, 2022, 2023},
    ("RA21-M7b", "turnover"): {2021, 2022, 2023},
    ("RA21-M7b", "employment"): {2021, 2022, 2023},
    ("RA21-M7c", "productivity"): {2021, 2022, 2023},
    ("RA21-M8a", None): {2021, 2022, 2023},
    ("RA24-M1a", None): {2027},
    ("RA24-M2a", None): {2024, 2025, 2026, 2027},
    ("RA24-M2b", None): {2025, 2027},
    ("RA24-M3a", None): {2024, 2025, 2026, 2027},
    ("RA24-M4a", None): {2024, 2025, 2026, 2027},
    ("RA24-M5a", "turnover"): {2024, 2025, 2026, 2027},
    ("RA24-M5a", "employment"): {2024, 2025, 2026, 2027},
    ("RA24-M5b", "productivity"): {2024, 2025, 2026, 2027},
    ("RA24-M6a", None): {2024, 2025, 2026, 2027},
}


@pytest.mark.parametrize(("id_", "measure", "years"), [(*key, years) for key, years in DUE.items()])
def test_the_years_in_which_a_contract_must_hold_a_point(
    id_: str, measure: Measure | None, years: set[int]
) -> None:
    asked = OLDER_YEARS if id_.startswith("RA21") else NEWER_YEARS
    found = {year for year in asked if is_due(point(id_), year=year, measure=measure)}
    assert found == years


def test_the_table_of_due_years_leaves_no_point_and_no_measure_out() -> None:
    assert set(DUE) == {
        (item.id, measure)
        for agreement in load_agreements()
        for item in agreement.measure_points
        for measure in measures(item) or (None,)
    }


@pytest.mark.parametrize(
    ("id_", "year", "value", "unit", "source"),
    [
        ("RA21-M1a", 2023, 50, PERCENT, Source(OLDER_TITLE, "7.1, mål 1, 1. punkt")),
        ("RA21-M3b", 2022, 70, NPS_POINTS, Source(OLDER_TITLE, "7.1, mål 3, 2. punkt")),
        ("RA21-M4a", 2021, 45, PERCENT, Source(OLDER_TITLE, "7.1, mål 4")),
        ("RA24-M1a", 2027, 1200, COMPANIES, Source(NEWER_TITLE, "8.1, mål 1")),
    ],
)
def test_a_printed_level_is_given_by_its_clause(
    id_: str, year: int, value: int, unit: Unit, source: Source
) -> None:
    name = Text(f"Krav i {year}", f"Requirement in {year}")
    assert required_level(agreement_of(id_), point(id_), year=year, hub="fyn") == Given(
        name, Fraction(value), unit, source
    )


@pytest.mark.parametrize(
    ("id_", "year", "hub"),
    [
        ("RA21-M4a", 2022, "fyn"),
        ("RA21-M5a", 2021, "fyn"),
        ("RA21-M2a", 2021, "fyn"),
        ("RA21-M6c", 2021, "bornholm"),
        ("RA21-M6c", 2023, "bornholm"),
        ("RA24-M1a", 2026, "fyn"),
    ],
    ids=["none that year", "delivery", "local target", "no baseline", "no first level", "later"],
)
def test_no_level_is_required(id_: str, year: int, hub: str) -> None:
    assert required_level(agreement_of(id_), point(id_), year=year, hub=hub) is None


@pytest.mark.parametrize(
    ("id_", "hub", "share"),
    [
        ("RA24-M1a", "fyn", 94),
        ("RA24-M1a", "hovedstaden", 385),
        ("RA24-M1a", "bornholm", None),
        ("RA24-M2a", "fyn", None),
    ],
)
def test_the_part_of_a_hub_in_a_goal_that_the_agreement_has_split(
    id_: str, hub: str, share: int | None
) -> None:
    name = Text(
        "Erhvervshusets andel af det samlede mål (fordeling 2024)",
        "The hub's part of the common goal (distribution 2024)",
    )
    clause = Source(NEWER_TITLE, "8.1, mål 1")
    assert hub_share(agreement_of(id_), point(id_), hub=hub) == (
        None if share is None else Given(name, Fraction(share), COMPANIES, clause)
    )


@pytest.mark.parametrize(
    ("value", "lacking"), [("60", 34), ("94", 0), ("100", -6), ("93.5", "1/2")]
)
def test_the_distance_to_a_later_level(value: str, lacking: int | str) -> None:
    level = hub_share(agreement_of("RA24-M1a"), point("RA24-M1a"), hub="fyn")
    assert level is not None
    counted = Source("Registreringer", "vejledte virksomheder under tre år")
    now = Given(Text("Nu", "Now"), Fraction(value), COMPANIES, counted)
    found = distance(level, now)
    assert (found.value, found.unit, found.derivation.source, found.derivation.inputs) == (
        Fraction(lacking),
        COMPANIES,
        Source(NEWER_TITLE, "8.1, mål 1"),
        (level, now),
    )


def test_the_distance_between_two_shares_is_in_percentage_points() -> None:
    older = agreement_of("RA21-M6c")
    level = required_level(older, point("RA21-M6c"), year=2023, hub="nordjylland")
    assert level is not None
    measured = Source("Kendskabsmåling 2021", "tabel 1")
    now = Given(Text("Målt i 2021", "Measured in 2021"), Fraction(68), PERCENT, measured)
    found = distance(level, now)
    assert (found.value, found.unit) == (Fraction(6), PERCENTAGE_POINTS)
