"""The framework agreements that ship with Samvirke, against facts read off the agreements.

``tests/data/README.md`` says where the facts come from.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from samvirke.agreements import (
    FrameworkAgreement,
    MeasurePoint,
    Threshold,
    agreement_in_force,
    load_agreements,
    required_level,
)
from samvirke.figures import Given, Source, calculation
from samvirke.figures.units import PERCENT

DATA = Path(__file__).parent.parent / "data"
OLDER, NEWER = "RA-2021-2023", "RA-2024-2027"
YEARS = {OLDER: [2021, 2022, 2023], NEWER: [2024, 2025, 2026, 2027]}

Row = dict[str, str]


def facts(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


THRESHOLDS = facts("framework_thresholds.csv")
LEVELS = facts("awareness_levels.csv")
HUB_LEVELS = [row for row in LEVELS if row["area"] != "nation"]


def agreement(id_: str) -> FrameworkAgreement:
    return next(item for item in load_agreements() if item.id == id_)


def years_of(row: Row) -> list[int]:
    """The years in which a printed threshold holds; none for a goal without one."""
    printed = row["in_force"]
    if re.fullmatch(r"\d{4}", printed):
        return [int(printed)]
    if printed in ("yearly", "two years after", "2021-2023", "2024-2027"):
        return YEARS[row["agreement"]]
    assert printed == ""
    return []


def without_point(clause: str) -> str:
    """A clause down to its goal: ``7.1, mål 1, 1. punkt`` is in ``7.1, mål 1``."""
    return re.sub(r", \d\. punkt$", "", clause)


def test_the_two_agreements_in_force_from_2021_to_2027() -> None:
    # Title and clause 13; title and clause 10.5. The agreement of 2024 prints no date.
    assert [
        (item.id, item.title, item.dated, item.valid.start, item.valid.end, item.valid.clause)
        for item in load_agreements()
    ] == [
        (
            OLDER,
            "Aftale om rammerne for erhvervshuse 2021-2023",
            date(2021, 1, 27),
            date(2021, 1, 1),
            date(2024, 1, 1),
            "13",
        ),
        (
            NEWER,
            "Aftale om rammerne for erhvervshuse 2024-2027",
            None,
            date(2024, 1, 1),
            date(2028, 1, 1),
            "titlen; 10.5",
        ),
    ]


@pytest.mark.parametrize(
    ("on", "id_"),
    [
        (date(2020, 12, 31), None),
        (date(2021, 1, 1), OLDER),
        (date(2023, 12, 31), OLDER),
        (date(2024, 1, 1), NEWER),
        (date(2027, 12, 31), NEWER),
        (date(2028, 1, 1), None),
    ],
)
def test_the_agreement_in_force_on_a_day(on: date, id_: str | None) -> None:
    found = agreement_in_force(load_agreements(), on=on)
    assert (found and found.id) == id_


def thresholds_of(item: FrameworkAgreement) -> Iterator[tuple[MeasurePoint, Threshold]]:
    return ((point, threshold) for point in item.measure_points for threshold in point.thresholds)


def test_every_threshold_is_the_printed_one_and_none_is_missing_or_added() -> None:
    expected = [
        (
            row["point"],
            year,
            row["measure"] or None,
            row["operator"],
            Fraction(row["number"]) if row["number"] else None,
            row["unit"] or None,
            row["clause"],
            {"yes": "true", "no": "false"}[row["says_minimum"]],
        )
        for row in THRESHOLDS
        for year in years_of(row)
    ]
    assert sorted(
        (
            (
                point.id,
                year,
                threshold.measure,
                threshold.operator,
                threshold.value,
                threshold.unit,
                without_point(threshold.clause),
                threshold.minimum_word_printed,
            )
            for item in load_agreements()
            for point, threshold in thresholds_of(item)
            for year in threshold.years
        ),
        key=str,
    ) == sorted(expected, key=str)


def test_every_goal_and_measure_point_is_the_printed_one() -> None:
    expected = {
        (
            row["agreement"],
            int(row["goal"]),
            row["heading"],
            row["point"],
            row["kind"],
            row["clause"],
        )
        for row in THRESHOLDS
    }
    assert {
        (
            item.id,
            goal.number,
            goal.title.da,
            point.id,
            point.kind,
            without_point(point.clause.removesuffix("; fodnote 1").removesuffix("; fodnote 3")),
        )
        for item in load_agreements()
        for goal in item.goals
        for point in goal.measure_points
    } == expected


@pytest.mark.parametrize("row", THRESHOLDS, ids=lambda row: f"{row['point']}-{row['in_force']}")
def test_the_year_is_marked_where_the_agreement_prints_none(row: Row) -> None:
    point = agreement(row["agreement"]).measure_point(row["point"])
    years, measure = years_of(row), row["measure"] or None
    marks = {
        threshold.year_printed
        for threshold in point.thresholds
        if threshold.measure == measure and set(threshold.years) >= set(years) and years
    }
    printed = re.fullmatch(r"\d{4}|yearly", row["in_force"]) is not None
    assert marks == ({"true" if printed else "false"} if years else set())


@pytest.mark.parametrize("row", THRESHOLDS, ids=lambda row: f"{row['point']}-{row['in_force']}")
def test_the_segments_are_the_printed_ones(row: Row) -> None:
    definition = agreement(row["agreement"]).measure_point(row["point"]).definition
    segments, our_reading = {
        "": ("pooled", False),
        "each": ("each", False),
        "both": ("each", True),
        "growth": ("growth", False),
        "operation": ("operation", False),
    }[row["segments"]]
    assert (definition.segments, "segments" in definition.our_reading) == (segments, our_reading)


@pytest.mark.parametrize("column", ["counted_from", "measured_by"])
def test_who_measures_and_on_what_are_the_printed_ones(column: str) -> None:
    printed = {row["point"]: row[column] for row in THRESHOLDS if row[column]}
    points = [point for item in load_agreements() for point in item.measure_points]
    found = {
        point.id: point.definition.table if column == "counted_from" else point.measured_by
        for point in points
        if point.id in printed
    }
    assert found == printed


def test_awareness_in_2020_is_the_printed_one() -> None:
    older = agreement(OLDER)
    found = {
        item.id: (item.year, item.unit, item.clause, {"nation": item.nation, **item.hubs})
        for item in older.baselines
    }
    assert found == {
        "awareness_2020": (
            2020,
            "percent",
            "7.1, fodnote 2",
            {row["area"]: Fraction(row["hub_known_2020"]) for row in LEVELS},
        ),
        "green_awareness_2020": (
            2020,
            "percent",
            "7.1, fodnote 4",
            {row["area"]: Fraction(row["green_known_2020"]) for row in LEVELS},
        ),
    }


def test_the_newer_agreement_has_one_national_baseline() -> None:
    """Clause 2: about 600 companies under three years old were guided in 2022."""
    found = agreement(NEWER).baselines
    assert [(item.year, item.nation, item.hubs, item.clause) for item in found] == [
        (2022, 600, {}, "2")
    ]


@pytest.mark.parametrize("row", HUB_LEVELS, ids=lambda row: row["area"])
def test_the_awareness_that_each_hub_must_reach(row: Row) -> None:
    older = agreement(OLDER)
    found = {
        f"{column}_{year}": level and (level.value, level.unit)
        for column, point in (("hub_required", "RA21-M1a"), ("green_required", "RA21-M6c"))
        for year in (2021, 2022, 2023)
        for level in [required_level(older, older.measure_point(point), year=year, hub=row["area"])]
    }
    assert found == {
        "hub_required_2021": (Fraction(row["hub_required_2021"]), PERCENT),
        "hub_required_2022": None,
        "hub_required_2023": (Fraction(row["hub_required_2023"]), PERCENT),
        "green_required_2021": (Fraction(row["green_required_2021"]), PERCENT),
        "green_required_2022": None,
        "green_required_2023": (Fraction(row["green_required_2023"]), PERCENT),
    }


def test_a_required_level_says_how_it_came_about() -> None:
    older = agreement(OLDER)
    level = required_level(older, older.measure_point("RA21-M6c"), year=2023, hub="fyn")
    title = "Aftale om rammerne for erhvervshuse 2021-2023"
    assert level is not None
    assert not isinstance(level, Given)
    assert calculation(level, "da") == (
        "Niveau, som kræves i 2023: 64 pct. + 5 procentpoint = 69 pct.\n"
        f"  Regel: udgangspunktet plus stigningen ({title}, 7.1, mål 6, 3. punkt)\n"
        "  Niveau, som kræves i 2021: 59 pct. + 5 procentpoint = 64 pct.\n"
        f"    Regel: udgangspunktet plus stigningen ({title}, 7.1, mål 6, 3. punkt)\n"
        f"    Kendskab til de grønne ydelser i september 2020: 59 pct. ({title}, 7.1, fodnote 4)\n"
        f"    Stigning, som kræves i 2021: 5 procentpoint ({title}, 7.1, mål 6, 3. punkt)\n"
        f"  Stigning, som kræves i 2023: 5 procentpoint ({title}, 7.1, mål 6, 3. punkt)"
    )


def test_the_young_companies_are_split_over_the_hubs_as_printed() -> None:
    split = agreement(NEWER).measure_point("RA24-M1a").distribution
    expected = {
        row["hub"]: Fraction(row["companies"]) for row in facts("young_companies_split.csv")
    }
    assert split is not None
    assert (split.stated_for, split.clause, split.hubs) == (2024, "8.1, mål 1", expected)


def test_the_split_gives_the_whole_goal() -> None:
    point = agreement(NEWER).measure_point("RA24-M1a")
    assert point.distribution is not None
    assert [sum(point.distribution.hubs.values())] == [item.value for item in point.thresholds]


# Agreement 2021-2023, 7.2 and annex 1: all national goals, the frame for outreach and a concrete
# goal for geographic spread. Agreement 2024-2027, 8.2: all national goals.
def test_what_a_contract_must_hold() -> None:
    assert {
        item.id: [(rule.kind, item.source(rule.clause)) for rule in item.contract_rules]
        for item in load_agreements()
    } == {
        OLDER: [
            ("national_goals", Source("Aftale om rammerne for erhvervshuse 2021-2023", "7.2")),
            ("outreach_frame", Source("Aftale om rammerne for erhvervshuse 2021-2023", "7.2")),
            (
                "geographic_goal",
                Source("Aftale om rammerne for erhvervshuse 2021-2023", "7.2; bilag 1"),
            ),
        ],
        NEWER: [
            ("national_goals", Source("Aftale om rammerne for erhvervshuse 2024-2027", "8.2")),
        ],
    }
