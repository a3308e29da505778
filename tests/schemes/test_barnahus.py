"""The Barnahus: the golden year 2021, what its papers miss, and what is refused.

Golden figures: KKR Nordjylland, February 2021, item 3.8, budget sheet and municipal table.
"""

import argparse
import shutil
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.allocation import AllocationError
from samvirke.cli.schemes import barnahus as command
from samvirke.figures import Given, Source, Text
from samvirke.figures.units import CASES, KR
from samvirke.records import InputError
from samvirke.schemes.barnahus import barnahus
from samvirke.schemes.barnahus_tables import compare_with_printed, load_decided
from samvirke.schemes.parameters import SCHEMES

DECIDED = load_decided(2021)
ASSUMED_END = (
    "At reglen gælder til og med 31. december 2027, er antaget: dagen er ikke trykt "
    "(KKR Nordjylland, februar 2021)."
)
# Code: the printed amount of the gross financing, and the net one, which is not printed: 4,385,872
# times the children by 113,013.
MUNICIPALITIES = {
    "810": (304927, 303755),
    "813": (406530, 404967),
    "860": (489473, 487591),
    "849": (302901, 301737),
    "825": (8727, 8693),
    "846": (315952, 314737),
    "773": (148470, 147899),
    "840": (278903, 277830),
    "787": (337029, 335733),
    "820": (282526, 281440),
    "851": (1527364, 1521490),
}


def stated(value, unit=KR):
    return Given(Text("Tal", "Number"), Fraction(value), unit, Source("Prøve", "1"))


def finance(**changed):
    inputs = {
        "year": 2021,
        "budget": DECIDED.budget,
        "carried": DECIDED.carried,
        "cases": DECIDED.cases,
        "children": DECIDED.children,
    }
    return barnahus(**inputs | changed)


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments))


def key_file(tmp_path, rows):
    path = tmp_path / "children.csv"
    path.write_text("\n".join(["code,name,value", *rows]) + "\n", "utf-8")
    return str(path)


def all_rows():
    return [f"{part.code},{part.name},{part.value}" for part in DECIDED.children.parts]


def test_both_parts_and_the_tariff_of_2021_are_those_printed():
    result = finance()
    parts = [
        (part.gross.value, part.carried.value, part.net.value)
        for part in (result.objective, result.by_case)
    ]
    assert DECIDED.budget.value == 7338000
    assert parts == [(4402800, -16928, 4385872), (2935200, -11285, 2923915)]
    assert (DECIDED.cases.value, result.tariff.value) == (225, 12995)


def test_the_municipal_figures_are_those_printed_but_for_2_kr_in_aalborg():
    result = finance()
    gross = {share.part.code: share.rounded for share in result.gross.shares}
    net = {share.part.code: share.rounded for share in result.net.shares}
    assert gross == {code: both[0] for code, both in MUNICIPALITIES.items()} | {"851": 1527362}
    assert net == {code: both[1] for code, both in MUNICIPALITIES.items()}
    assert (result.gross.residual, result.net.residual) == (0, 0)


def test_the_budget_leads_down_to_its_lines():
    subtotals = DECIDED.budget.derivation.inputs
    assert [(item.name.da, item.value, len(item.derivation.inputs)) for item in subtotals] == [
        ("Lønudgift i alt", 5890000, 6),
        ("Øvrig personale i alt", 240000, 3),
        ("Øvrig drift i alt", 158000, 3),
        ("Bygningsdrift i alt", 242000, 5),
        ("Overhead mm i alt", 808000, 3),
    ]


def test_the_command_shows_both_splits_and_says_what_the_papers_miss():
    result = run("--year", "2021")
    assert [(name.da, split.total.value) for name, split in result.splits] == [
        ("Objektiv finansiering, brutto", 4402800),
        ("Objektiv finansiering, netto", 4385872),
    ]
    assert [(figure.name.da, figure.value) for figure in result.figures] == [
        ("Objektiv finansiering, netto", 4385872),
        ("Takst pr. sag 2021", 12995),
    ]
    assert [remark.da for remark in result.remarks] == [
        "Aalborg: trykt 1.527.364 kr., reglen giver 1.527.362 kr. (2 kr. i forskel).",
        "Den trykte kommunetabel fordeler bruttobeløbet 4.402.800 kr., mens budgettet trækker det "
        "overførte fra og opkræver 4.385.872 kr. Begge fordelinger vises: brutto som trykt, netto "
        "som budgettet siger.",
        "Kommunetabellen, kr. i alt: trykt 4.402.800, delene giver 4.402.802.",
        ASSUMED_END,
    ]


def test_a_printed_sum_or_difference_that_misses_its_parts_is_a_remark(tmp_path):
    for path in SCHEMES.glob("barnahus*"):
        shutil.copy(path, tmp_path)
    budget = tmp_path / "barnahus_2021_budget.csv"
    text = budget.read_text("utf-8")
    text = text.replace("5537000,5890000,353000", "5537000,5890100,353100")
    text = text.replace("Psykologer,2966000,2975000,9000", "Psykologer,2966000,2975000,9001")
    budget.write_text(text, "utf-8")
    # The first is missed by its parts, the second by its own two years.
    assert [remark.da for remark in load_decided(2021, folder=tmp_path).remarks] == [
        "Psykologer, forskel: trykt 9.001, delene giver 9.000.",
        "Lønudgift i alt: trykt 5.890.100, delene giver 5.890.000.",
        "Kommunetabellen, kr. i alt: trykt 4.402.800, delene giver 4.402.802.",
    ]


def test_a_printed_tariff_that_the_rule_does_not_give_is_a_remark():
    wrong = replace(DECIDED, printed=DECIDED.printed.model_copy(update={"tariff": Fraction(13000)}))
    assert compare_with_printed(wrong, finance())[0].da == (
        "Takst pr. sag 2021: trykt 13.000 kr., reglen giver 12.995 kr. (5 kr. i forskel)."
    )


def test_what_is_stated_takes_the_place_of_the_decided_and_is_not_compared():
    # 2,923,915 / 230 = 12,712.67.
    result = run("--year", "2021", "--cases", "230")
    remarks = [remark.da for remark in result.remarks]
    assert (result.figures[1].value, remarks) == (12713, [ASSUMED_END])


def test_another_year_is_computed_from_what_is_stated(tmp_path):
    key = key_file(tmp_path, all_rows())
    stated = ("--year", "2023", "--budget", "1000000", "--cases", "10")
    by_key = ("--key", key, "--counted-on", "2022-01-01")
    result = run(*stated, "--carried", "5000", *by_key)
    # A deficit of 5,000 is collected too: 600,000 + 3,000 and (400,000 + 2,000) / 10.
    assert [figure.value for figure in result.figures] == [603000, 40200]
    assert result.splits[0][1].key.as_of == date(2022, 1, 1)
    without = run(*stated, *by_key)
    assert [figure.value for figure in without.figures] == [600000, 40000]


amounts = st.integers(0, 10**8)


@given(amounts, st.integers(-(10**5), 10**5), st.integers(1, 500))
def test_both_parts_hold_the_whole_budget_and_what_is_carried(budget, carried, cases):
    total = budget + 10**6
    result = finance(budget=stated(total), carried=stated(carried), cases=stated(cases, CASES))
    both = result.objective, result.by_case
    assert sum(part.gross.value for part in both) == total
    assert sum(part.carried.value for part in both) == carried
    assert abs(result.tariff.value * cases - result.by_case.net.value) <= Fraction(cases, 2)
    assert sum(share.exact for share in result.net.shares) == result.objective.net.value


def refused(**changed):
    with pytest.raises(AllocationError) as caught:
        finance(**changed)
    return caught.value.what.da


@pytest.mark.parametrize(("cases", "shown"), [(0, "0"), (-1, "−1"), (Fraction(5, 2), "2,5")])
def test_a_tariff_needs_cases(cases, shown):
    assert refused(cases=stated(cases, CASES)) == (
        f"Taksten kan ikke beregnes: antallet af sager er {shown}. Angiv de forventede sager som "
        "et helt tal på mindst 1."
    )


def test_zero_cases_are_refused_by_the_command_too():
    with pytest.raises(AllocationError, match="number of cases is 0"):
        run("--year", "2021", "--cases", "0")


def test_children_of_another_day_are_refused():
    told = (
        "men der fordeles efter tal fra 1. januar 2020 (KKR Nordjylland, februar 2021, 3.8, "
        "budgetark). Brug tallene fra den dag."
    )
    other = replace(DECIDED.children, as_of=date(2019, 1, 1))
    assert refused(children=other) == f"Nøglens tal er fra 1. januar 2019, {told}"
    unknown = replace(DECIDED.children, as_of=None)
    assert refused(children=unknown) == f"Nøglens tal er fra en dag, der ikke er angivet, {told}"


def test_the_command_refuses_children_of_another_day(tmp_path):
    key = key_file(tmp_path, all_rows())
    with pytest.raises(AllocationError, match="The key's numbers are of 1 January 2021, but"):
        run("--year", "2021", "--key", key, "--counted-on", "2021-01-01")


def test_a_missing_municipality_is_named():
    parts = tuple(part for part in DECIDED.children.parts if part.code != "825")
    assert refused(children=replace(DECIDED.children, parts=parts)) == (
        "Nøglen mangler Læsø (825). Den skal nævne alle kommuner i Region Nordjylland."
    )


def test_a_municipality_outside_the_region_is_named():
    other = replace(DECIDED.children.parts[0], code="101", name="København")
    parts = (*DECIDED.children.parts, other)
    assert refused(children=replace(DECIDED.children, parts=parts)) == (
        "Nøglen nævner København (101), som ikke hører til Region Nordjylland. Tag det ud."
    )


def test_a_municipality_named_twice_is_refused():
    parts = (*DECIDED.children.parts, DECIDED.children.parts[0])
    assert refused(children=replace(DECIDED.children, parts=parts)) == (
        "Brønderslev (810) står to gange i nøglen."
    )


def test_a_negative_budget_is_refused():
    assert refused(budget=stated(-100), carried=stated(0)) == (
        "Budgettet er −100 kr., så der er intet at fordele. Angiv årets budget som et positivt "
        "beløb i kroner."
    )


def test_a_budget_of_nothing_is_refused_with_the_right_advice():
    assert refused(budget=stated(0)) == (
        "Budgettet er 0 kr., så der er intet at fordele. Angiv årets budget som et positivt beløb "
        "i kroner."
    )


def test_a_surplus_larger_than_the_budget_leaves_nothing_to_collect():
    assert refused(budget=stated(1000), carried=stated(-1500)) == (
        "Overskuddet fra tidligere år (1.500 kr.) er større end budgettet (1.000 kr.), så der er "
        "intet at opkræve. Kontrollér beløb og fortegn: et overskud skrives med minus, et "
        "underskud uden."
    )


# 60 % of 500 is 300: taken off where it stands with minus, added where it does not.
@pytest.mark.parametrize(
    ("carried", "label", "rule", "net"),
    [
        (
            -500,
            "overført overskud fra tidligere år (minus: trækkes fra)",
            "brutto minus det overførte overskud (det står med minus)",
            300,
        ),
        (
            500,
            "overført underskud fra tidligere år (lægges til)",
            "brutto plus det overførte underskud",
            900,
        ),
    ],
)
def test_what_is_carried_is_called_by_its_sign(carried, label, rule, net):
    part = finance(budget=stated(1000), carried=stated(carried)).objective
    assert (part.carried.name.da, part.net.derivation.rule.da, part.net.value) == (
        f"Objektiv finansiering, {label}",
        rule,
        net,
    )


def test_children_that_sum_to_zero_are_refused():
    parts = tuple(replace(part, value=Fraction(0)) for part in DECIDED.children.parts)
    assert refused(children=replace(DECIDED.children, parts=parts)) == (
        "Nøglens tal giver tilsammen 0, så intet kan fordeles efter den."
    )


def test_a_year_without_a_decided_budget_says_what_to_state():
    with pytest.raises(InputError) as caught:
        run("--year", "2022")
    assert caught.value.in_language("da") == (
        "barnahus.yaml: Børnehusets vedtagne budget for 2022 haves ikke. Angiv budget, sager og "
        "nøgle.\n  Gyldigt: vedtagne år: 2021"
    )


def test_a_key_with_an_ambiguous_number_names_its_row(tmp_path):
    path = key_file(tmp_path, ["810,Brønderslev,7.827"])
    with pytest.raises(InputError) as caught:
        run("--year", "2021", "--key", path, "--counted-on", "2020-01-01")
    assert caught.value.in_language("da") == (
        "children.csv, linje 2: »value«: Tallet kan læses på to måder: punktummet kan dele "
        "tusinder eller decimaler. Skriv tusinder uden punktum (1234) og decimaler med komma "
        "(1,234).\n  Der står: 7.827\n  Eksempel: 7827"
    )
