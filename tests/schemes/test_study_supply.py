"""Supply against demand: a worked example by hand, what cannot be projected, the chart."""

import argparse
import csv
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.allocation import AllocationError
from samvirke.cli.schemes import study_supply as command
from samvirke.figures import Given, Source, Text, figure_from_json, figure_to_json
from samvirke.figures.units import PERSONS
from samvirke.records import InputError
from samvirke.schemes.study_supply import SupplyInputs, project_supply, read_supply

COLUMNS = "year,graduates,retirement,migration,served"
SOURCE = Source("Prøve", "1")


def persons(value, name="Tal"):
    return Given(Text(name, name), Fraction(value), PERSONS, SOURCE)


def inputs(year, graduates, retirement, migration, served):
    numbers = (graduates, retirement, migration, served)
    return SupplyInputs(year, *(persons(value) for value in numbers))


def project(*years, stock=8000, served=50000):
    return project_supply(
        base_year=2020,
        stock=persons(stock, "Bestand"),
        served=persons(served, "Betjente"),
        years=years,
    )


def written(tmp_path, *rows):
    file = tmp_path / "aar.csv"
    file.write_text("\n".join([COLUMNS, *rows]) + "\n", "utf-8")
    return file


def run(file, *arguments, language="da"):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    base = ("--base-year", "2020", "--stock", "8000", "--served", "50000", "--inputs", str(file))
    options = parser.parse_args([*base, *arguments])
    options.language = language
    return command.run(options)


# 8,000 staff for 50,000 served is 0.16 each.
# 2021: 8,000 + 400 − 20 − 250 = 8,130 against 50,500 × 0.16 = 8,080.
# 2022: 8,130 + 400 − 10 − 300 = 8,220 against 49,000 × 0.16 = 7,840.
# 2023: 8,220 + 380 + 0 − 700 = 7,900 against 51,000 × 0.16 = 8,160.
ROWS = ("2021,400,250,-20,50500", "2022,400,300,-10,49000", "2023,380,700,0,51000")
EXPECTED = [
    (2020, 8000, 8000, 0),
    (2021, 8130, 8080, 50),
    (2022, 8220, 7840, 380),
    (2023, 7900, 8160, -260),
]


def test_supply_and_demand_by_year(tmp_path):
    years = read_supply(written(tmp_path, *ROWS), served_unit=PERSONS)
    found = project(*years)
    shown = [(item.year, item.supply.value, item.demand.value, item.gap.value) for item in found]
    assert shown == EXPECTED


def test_the_last_figure_holds_every_input_and_is_recomputed_from_json(tmp_path):
    gap = project(*read_supply(written(tmp_path, *ROWS), served_unit=PERSONS))[-1].gap
    assert figure_from_json(figure_to_json(gap)) == gap
    assert gap.derivation.our_reading


numbers = st.integers(0, 500)


@given(st.lists(st.tuples(numbers, numbers, st.integers(-50, 50)), min_size=1, max_size=24))
def test_supply_is_the_stock_and_all_that_came_and_went(changes):
    years = [
        inputs(year, graduates, retirement, migration, 1)
        for year, (graduates, retirement, migration) in enumerate(changes, start=2021)
    ]
    found = project(*years, stock=10**5)
    went = sum(graduates + migration - retirement for graduates, retirement, migration in changes)
    assert found[-1].supply.value == 10**5 + went


@given(st.integers(1, 10**5), st.integers(1, 10**6), st.integers(0, 10**6))
def test_demand_keeps_the_staff_for_each_served(stock, served, later):
    found = project(inputs(2021, 0, 0, 0, later), stock=stock, served=served)
    assert found[-1].demand.value * served == stock * later


@pytest.mark.parametrize(
    ("years", "changes", "message"),
    [
        ((), {}, "Fremskrivningen har ingen år."),
        (
            ((2022, 1, 1, 1, 1),),
            {},
            "Efter 2020 skal 2021 komme, men der står 2022 (Prøve, 1).",
        ),
        (
            ((2021, 1, 1, 1, 1), (2021, 1, 1, 1, 1)),
            {},
            "Efter 2021 skal 2022 komme, men der står 2021 (Prøve, 1).",
        ),
        (
            ((2021, 0, 8001, 0, 1),),
            {},
            "Udbuddet bliver mindre end 0 i 2021 (Prøve, 1). Ret afgangen eller tilgangen.",
        ),
        (((2021, 1, 1, 1, 1),), {"stock": 0}, "Bestand skal være større end 0 (Prøve, 1)."),
        (((2021, 1, 1, 1, 1),), {"served": 0}, "Betjente skal være større end 0 (Prøve, 1)."),
    ],
)
def test_what_cannot_be_projected_is_refused(years, changes, message):
    with pytest.raises(AllocationError) as caught:
        project(*(inputs(*year) for year in years), **changes)
    assert caught.value.what.da == message


def test_only_migration_may_be_negative(tmp_path):
    with pytest.raises(InputError) as caught:
        read_supply(written(tmp_path, "2021,-4,0,-1,5"), served_unit=PERSONS)
    assert caught.value.in_language("da") == (
        "aar.csv, linje 2: »graduates« er negativ.\n  Der står: -4"
    )


def test_a_number_that_reads_in_two_ways_is_refused_with_its_line(tmp_path):
    with pytest.raises(InputError) as caught:
        read_supply(written(tmp_path, "2021,400,1.250,0,5"), served_unit=PERSONS)
    problem = caught.value.problems[0]
    assert (problem.line, problem.got, problem.example) == (2, "1.250", "1250")


def test_the_command_gives_every_year_in_a_table_and_the_last_with_its_calculation(tmp_path):
    result = run(written(tmp_path, *ROWS))
    assert [figure.value for figure in result.figures] == [-260]
    (table,) = result.tables
    assert table.rows == (
        ("2020", 8000, 8000, 0),
        ("2021", 8130, 8080, 50),
        ("2022", 8220, 7840, 380),
        ("2023", 7900, 8160, -260),
    )
    assert table.in_words("da")[3] == ["2023", "7.900", "8.160", "−260"]
    assert table.shown == result.figures
    assert result.to_json()["tables"] == [
        {
            "name": "Uddannede ved årets udgang, med højst én decimal",
            "headings": ["År", "Udbud", "Efterspørgsel", "Forskel"],
            "rows": [list(row) for row in table.rows],
        }
    ]


def test_the_command_writes_the_chart_and_the_same_numbers_as_a_table(tmp_path):
    run(written(tmp_path, *ROWS), "--chart", str(tmp_path / "ud"))
    chart = (tmp_path / "ud" / "study_supply.svg").read_bytes()
    svg = ElementTree.fromstring(chart)  # noqa: S314 our own output
    assert svg.get("role") == "img"
    with (tmp_path / "ud" / "study_supply.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["År", "Udbud", "Efterspørgsel"],
        *([str(year), str(supply), str(demand)] for year, supply, demand, _ in EXPECTED),
    ]
