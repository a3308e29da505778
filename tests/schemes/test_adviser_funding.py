"""Money for the seconded advisers: payments, desks, what is carried over."""

import argparse
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.allocation import AllocationError
from samvirke.cli.schemes import adviser_funding as command
from samvirke.figures import Given, Source, Text
from samvirke.figures.units import KR, PERSONS
from samvirke.records import InputError
from samvirke.schemes.adviser_funding import (
    adviser_contributions,
    funding_rule,
    money_available,
    money_unused,
    office_compensation,
)

# Governance annex to the framework agreement 2024-2027, clauses 2 and 4: advisers, exact or at
# least, and 50,000 kr. for each.
DESKS = {
    "Erhvervshus Hovedstaden": (3, "exact", 150000),
    "Erhvervshus Midtjylland": (2, "exact", 100000),
    "Erhvervshus Sjælland": (1, "minimum", 50000),
    "Erhvervshus Fyn": (1, "minimum", 50000),
    "Erhvervshus Sydjylland": (1, "minimum", 50000),
    "Erhvervshus Nordjylland": (1, "minimum", 50000),
}
OLDER = "Aftale om rammerne for erhvervshuse 2021-2023"
NEWER = "Aftale om rammerne for erhvervshuse 2024-2027"


def kr(value):
    return Given(Text("Beløb", "Amount"), Fraction(value), KR, Source("Regnskab", "1"))


def persons(value):
    return Given(Text("Rådgivere", "Advisers"), Fraction(value), PERSONS, Source("Notat", "1"))


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments))


# 7,500,000 × population on 1 January 2023 / 5,932,561, each rounded by itself.
def test_the_hubs_pay_by_population():
    result = adviser_contributions(year=2024)
    assert {share.part.code: share.rounded for share in result.shares} == {
        "hovedstaden": 2391604,
        "sjaelland": 1074397,
        "fyn": 587940,
        "sydjylland": 976410,
        "midtjylland": 1717908,
        "nordjylland": 751742,
    }
    assert (result.total.value, result.residual) == (7500000, 1)
    assert result.key.as_of == date(2023, 1, 1)


def test_the_amount_is_the_same_in_both_agreements_and_the_date_can_be_chosen():
    result = adviser_contributions(year=2022, population_date=date(2020, 1, 1))
    assert (result.total.value, result.source.document) == (7500000, OLDER)
    assert result.key.as_of == date(2020, 1, 1)


def test_each_hub_gets_50000_kr_for_each_adviser():
    figure = office_compensation(year=2024)
    by_name = {
        item.name.da.removeprefix("Kontorplads, "): int(item.value)
        for item in figure.derivation.inputs
    }
    assert by_name == {name: amount for name, (_, _, amount) in DESKS.items()}
    assert figure.value == 450000


def test_the_numbers_are_exact_in_two_hubs_and_least_in_the_others():
    hubs = funding_rule(2026).advisers.hubs
    assert sorted((item.number, item.bound) for item in hubs.values()) == sorted(
        (number, bound) for number, bound, _ in DESKS.values()
    )


def test_one_more_adviser_where_the_agreement_says_at_least():
    assert office_compensation(year=2024, advisers={"fyn": persons(2)}).value == 500000


@pytest.mark.parametrize(
    ("hub", "number", "message"),
    [
        (
            "fyn",
            0,
            f"»fyn« har mindst 1 rådgivere ({NEWER}, governancebilaget, pkt. 2), ikke 0. "
            "Ret antallet.",
        ),
        (
            "hovedstaden",
            4,
            f"»hovedstaden« har 3 rådgivere ({NEWER}, governancebilaget, pkt. 2), ikke 4. "
            "Ret antallet.",
        ),
        (
            "bornholm",
            1,
            "Erhvervshuset »bornholm« kendes ikke. Kendte: hovedstaden, midtjylland, sjaelland, "
            "fyn, sydjylland, nordjylland.",
        ),
    ],
)
def test_numbers_against_the_agreement_are_refused(hub, number, message):
    with pytest.raises(AllocationError) as caught:
        office_compensation(year=2024, advisers={hub: persons(number)})
    assert caught.value.what.da == message


def test_unused_money_is_carried_to_the_next_year():
    available = money_available(year=2025, unused=kr(400000))
    left = money_unused(year=2025, available=available, spent=kr(7000000))
    following = money_available(year=2026, unused=left)
    assert (available.value, left.value, following.value) == (7900000, 900000, 8400000)


@given(st.lists(st.fractions(0, 1), min_size=1, max_size=3))
def test_over_the_years_nothing_is_lost(parts):
    left, spent = None, Fraction(0)
    for year, part in enumerate(parts, start=2024):
        available = money_available(year=year, unused=left)
        used = kr(available.value * part)
        spent += used.value
        left = money_unused(year=year, available=available, spent=used)
    assert left.value + spent == 7500000 * len(parts)


def test_the_older_agreement_carries_nothing_over_and_pays_no_desks():
    with pytest.raises(AllocationError) as caught:
        money_available(year=2022, unused=kr(1))
    assert caught.value.what.da == f"{OLDER} siger ikke, at uforbrugte midler overføres."
    with pytest.raises(AllocationError) as caught:
        office_compensation(year=2022)
    assert caught.value.what.da == f"{OLDER} skriver intet beløb pr. rådgiver for kontorplads."


def test_more_spent_than_there_is_is_refused():
    with pytest.raises(AllocationError) as caught:
        money_unused(year=2024, available=money_available(year=2024), spent=kr(7500001))
    assert caught.value.what.da == (
        "Der er brugt 7.500.001 kr., men kun 7.500.000 kr. er til rådighed. Ret beløbet."
    )


def test_a_negative_amount_is_refused():
    with pytest.raises(AllocationError) as caught:
        money_available(year=2024, unused=kr(-1))
    assert caught.value.what.da == "Beløbet er negativt (−1 kr.). Ret det."


def test_the_command_shows_figures_payments_and_the_earmark():
    result = run("--year", "2024", "--unused", "400000", "--spent", "7000000")
    assert [int(figure.value) for figure in result.figures] == [7900000, 900000, 450000]
    (table,) = result.tables
    # 7,500,000 × 465,065 / 5,932,561 is 587,939.59.
    assert table.in_words("da")[2] == ["Erhvervshus Fyn", "587.940", "1", "50.000"]
    assert table.in_words("da")[-1] == ["I alt", "7.500.001", "9", "450.000"]
    assert [remark.da for remark in result.remarks][:2] == [
        f"Midlerne kan ikke bruges til andre formål. ({NEWER}, governancebilaget, pkt. 8)",
        "Rådgivere efter aftalen: Erhvervshus Hovedstaden 3, Erhvervshus Midtjylland 2, "
        "Erhvervshus Sjælland mindst 1, Erhvervshus Fyn mindst 1, Erhvervshus Sydjylland mindst 1, "
        f"Erhvervshus Nordjylland mindst 1 ({NEWER}, governancebilaget, pkt. 2).",
    ]


def test_the_older_agreement_says_what_it_leaves_out():
    result = run("--year", "2022")
    assert [int(figure.value) for figure in result.figures] == [7500000]
    assert result.remarks[1].da == (
        f"{OLDER} skriver intet om betaling for kontorplads, om uforbrugte midler eller om andre "
        "formål."
    )


def test_numbers_are_read_from_a_file(tmp_path):
    file = tmp_path / "antal.csv"
    file.write_text("hub,advisers,source\nfyn,2,Brev af 1. maj 2025\n", "utf-8")
    assert run("--year", "2025", "--advisers", str(file)).figures[-1].value == 500000


def test_a_hub_twice_in_the_file_is_refused(tmp_path):
    file = tmp_path / "antal.csv"
    file.write_text("hub,advisers,source\nfyn,2,Brev\nfyn,1,Brev\n", "utf-8")
    with pytest.raises(InputError) as caught:
        run("--year", "2025", "--advisers", str(file))
    assert caught.value.in_language("da") == (
        "antal.csv, linje 3: Erhvervshuset står to gange i filen.\n  Der står: fyn"
    )
