"""The goal for start-ups: the agreement's split beside the one by population."""

import argparse
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.allocation import SplitRounding
from samvirke.cli.schemes import startup_targets as command
from samvirke.records import InputError
from samvirke.schemes.startup_targets import agreeing, startup_targets
from samvirke.territory import UnknownPlace

# Aftale om rammerne for erhvervshuse 2024-2027, 8.1, mål 1: »Fordeling 2024«.
PRINTED = {
    "hovedstaden": 385,
    "midtjylland": 275,
    "sjaelland": 171,
    "sydjylland": 156,
    "nordjylland": 119,
    "fyn": 94,
}


def computed(result):
    return {share.part.code: share.rounded for share in result.computed.shares}


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments))


def test_the_agreements_split_is_final_and_sums_to_the_goal():
    result = startup_targets(year=2027)
    assert (result.final, result.computed.total.value) == (PRINTED, 1200)


# 1,200 × the hub's population / 5,932,561 (1 January 2023, Statistics Denmark): 382.66, 274.86,
# 171.90, 156.23, 120.28, 94.07.
def test_the_population_of_2023_gives_three_of_the_six_figures():
    result = startup_targets(year=2027)
    assert computed(result) == {
        "hovedstaden": 383,
        "midtjylland": 275,
        "sjaelland": 172,
        "sydjylland": 156,
        "nordjylland": 120,
        "fyn": 94,
    }
    assert (result.computed.key.as_of, agreeing(result)) == (date(2023, 1, 1), 3)


# 1 January 2024, of 5,961,158: 384.69, 274.92, 171.70, 155.56, 119.40, 93.74. Rounded by itself
# each, they sum to 1,201; the agreement gives Sjælland one less.
def test_the_population_of_2024_gives_five_of_six_and_one_too_many():
    result = startup_targets(year=2027, population_date=date(2024, 1, 1))
    assert computed(result) == {**PRINTED, "sjaelland": 172}
    assert (result.computed.residual, agreeing(result)) == (1, 5)


def test_the_rounding_can_be_chosen():
    result = startup_targets(
        year=2027,
        population_date=date(2024, 1, 1),
        rounding=SplitRounding.LARGEST_REMAINDER,
    )
    assert computed(result) == {**PRINTED, "sjaelland": 172, "sydjylland": 155}


@given(st.dates(date(2021, 1, 1), date(2024, 12, 31)).map(lambda day: day.replace(month=1, day=1)))
def test_every_final_figure_computes_what_the_agreement_prints(day):
    result = startup_targets(
        year=2027, population_date=day, rounding=SplitRounding.LARGEST_REMAINDER
    )
    assert {code: result.figure(code).value for code in PRINTED} == PRINTED


def test_the_reader_is_told_which_population_and_how_many_figures_agree():
    told = [remark.da for remark in run().remarks]
    assert told == [
        "Beregnet efter folketallet pr. 1. januar 2023: 3 af 6 tal er dem, aftalen selv fordeler. "
        "Aftalens tal er besluttet og gælder.",
        "Aftalen skriver ikke, hvilken dags folketal den bruger, og ikke hvordan den runder af. "
        "Begge dele er vores læsning og kan vælges.",
    ]


def test_before_2027_the_goal_is_shown_and_said_not_to_hold_yet():
    result = run("--year", "2025")
    assert [remark.da for remark in result.first] == [
        "I 2025 stiller aftalen intet krav. Kravet, som fordeles her, gælder i 2027."
    ]
    assert run("--year", "2027").first == ()
    assert result.splits[0][1].computed.total.value == Fraction(1200)


def test_json_holds_the_population_date_and_what_the_agreement_changed():
    document = run("--population-date", "2022-01-01", "--rounding", "largest_remainder").to_json()
    assert (document["as_of"], document["schema"]) == ("2022-01-01", "samvirke.split")
    # Hovedstaden 381.63, Sjælland 172.34, Sydjylland 156.54 and Nordjylland 120.90 of 5,873,327.
    assert [(item["code"], item["change"]) for item in document["agreed"]] == [
        ("hovedstaden", 3),
        ("sjaelland", -1),
        ("sydjylland", -1),
        ("midtjylland", 1),
        ("nordjylland", -2),
    ]


def test_a_day_without_population_is_refused():
    with pytest.raises(UnknownPlace) as caught:
        startup_targets(year=2027, population_date=date(2023, 7, 1))
    assert "1. juli 2023" in caught.value.what.da


def test_a_year_without_the_agreement_is_refused():
    with pytest.raises(InputError) as caught:
        startup_targets(year=2023)
    assert caught.value.in_language("da") == (
        "startup_targets.yaml: Der er ingen regel for 1. januar 2023. Reglen kendes for "
        "1. januar 2024 til 31. december 2027."
    )


@pytest.mark.parametrize("arguments", [("--year", "20x5"), ("--population-date", "2023-02-30")])
def test_an_argument_that_is_no_year_or_day_is_refused(arguments, capsys):
    with pytest.raises(SystemExit):
        run(*arguments)
    assert "er ikke" in capsys.readouterr().err
