"""Common costs of the hubs: the key that the managements chose, and who chose it."""

import argparse
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.allocation import AllocationError
from samvirke.cli.schemes import hub_joint_costs as command
from samvirke.figures import Given, Source, Text
from samvirke.figures.units import KR
from samvirke.records import InputError
from samvirke.schemes.hub_joint_costs import CostKey, JointCost, hub_joint_costs

AGREED = "Ledelserne, 3. marts 2022"
CLAUSE = "Aftale om rammerne for erhvervshuse 2021-2023, 11"


def bill(value=600000):
    return Given(Text("Fælles it", "Common IT"), Fraction(value), KR, Source("Faktura 12", "i alt"))


def do(value=600000, **changes):
    settings = {"year": 2022, "key": CostKey.EQUALLY, "agreed_by": AGREED, **changes}
    return hub_joint_costs(total=bill(value), **settings)


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments))


def test_equally_is_a_sixth_each():
    result = do()
    assert [share.rounded for share in result.shares] == [100000] * 6
    assert (str(result.source), result.rule.da) == (CLAUSE, f"ligeligt, aftalt af: {AGREED}")


# 600,000 × population on 1 January 2021 / 5,839,955, e.g. 1,854,994: 190,583.18.
def test_by_population_uses_1_january_of_the_year_before():
    result = do(key=CostKey.BY_POPULATION)
    assert {share.part.code: share.rounded for share in result.shares} == {
        "hovedstaden": 190583,
        "sjaelland": 86183,
        "fyn": 47292,
        "sydjylland": 78425,
        "midtjylland": 136855,
        "nordjylland": 60662,
    }
    assert result.key.as_of == date(2021, 1, 1)


def test_the_population_date_can_be_chosen():
    result = do(key=CostKey.BY_POPULATION, population_date=date(2022, 1, 1))
    assert result.key.as_of == date(2022, 1, 1)


def test_advisers_by_population_need_nobodys_agreement():
    result = do(key=CostKey.BY_POPULATION, cost=JointCost.ADVISERS, agreed_by="")
    assert result.rule.da == "rådgivere fra The Trade Council betales altid efter folketal"


@given(st.integers(0, 10**9), st.sampled_from(CostKey))
def test_exact_shares_sum_to_the_cost(value, key):
    result = do(value, key=key)
    assert sum(share.exact for share in result.shares) == value
    assert abs(result.residual) <= 3


def test_advisers_split_equally_are_refused():
    with pytest.raises(AllocationError) as caught:
        do(cost=JointCost.ADVISERS)
    assert caught.value.what.da == (
        f"Rådgivere fra The Trade Council betales altid efter folketal ({CLAUSE}). Vælg folketal."
    )


@pytest.mark.parametrize("key", CostKey)
def test_a_choice_that_nobody_agreed_is_refused(key):
    with pytest.raises(AllocationError) as caught:
        do(key=key, agreed_by=" ")
    assert caught.value.what.da == (
        "Erhvervshusenes ledelser aftaler, om udgiften deles ligeligt eller efter folketal "
        f"({CLAUSE}). Skriv med --agreed-by, hvem der har aftalt det og hvornår."
    )


def test_a_negative_cost_is_refused():
    with pytest.raises(AllocationError) as caught:
        do(-1)
    assert caught.value.what.da == (
        "Totalen er negativ (−1). Fordel et underskud som et positivt beløb."
    )


def test_the_years_after_2023_have_no_rule():
    with pytest.raises(InputError) as caught:
        do(year=2024)
    assert caught.value.in_language("da") == (
        "hub_joint_costs.yaml: Der er ingen regel for 1. januar 2024. Reglen kendes for "
        "1. januar 2021 til 31. december 2023."
    )


def test_the_command_says_who_agreed_and_what_is_our_reading():
    result = run(
        *("--year", "2022", "--total", "600000", "--by", "by_population", "--agreed-by", AGREED)
    )
    assert [remark.da for remark in result.remarks] == [
        "Aftalen skriver ikke, hvilken dags folketal der bruges. Dagen er vores læsning og kan "
        "vælges med --population-date.",
    ]
    ((_, found),) = result.splits
    assert found.rule.da == f"efter folketal, aftalt af: {AGREED}"
    assert result.to_json()["unit"] == "kr"
