"""Computed → agreed → final: transfers and tables, and what no agreement may do."""

from fractions import Fraction

import pytest

from samvirke.allocation import (
    AllocationError,
    Key,
    KeyPart,
    SplitRounding,
    Transfer,
    agree_on_table,
    agree_on_transfers,
    split,
    split_to_json,
)
from samvirke.figures import Given, Source, Text
from samvirke.figures.units import PERSONS

SOURCE = Source("Kvoter", "beregnet")
AGREED = Source("KKR Hovedstaden, 16. juni 2021", "aftale")


@pytest.fixture
def computed():
    """30 persons over A, B and C by 3:2:1, so 15, 10 and 5."""
    parts = tuple(
        KeyPart(code, f"Kommune {code}", Fraction(value))
        for code, value in (("A", 3), ("B", 2), ("C", 1))
    )
    total = Given(Text("Landstal", "National number"), Fraction(30), PERSONS, SOURCE)
    key = Key(Text("Folketal", "Population"), PERSONS, SOURCE, parts)
    rule = Text("efter folketal", "by population")
    return split(total, key, rounding=SplitRounding.LARGEST_REMAINDER, rule=rule, source=SOURCE)


def test_a_receiver_takes_over_the_quotas_of_two_others(computed):
    transfers = [Transfer("A", "C", Fraction(15)), Transfer("B", "C", Fraction(10))]
    agreed = agree_on_transfers(computed, transfers, source=AGREED)
    assert agreed.final == {"A": 0, "B": 0, "C": 30}
    assert [agreed.change(code) for code in "ABC"] == [-15, -10, 25]
    assert agreed.figure("C").value == 30


def test_the_json_shows_computed_change_and_final(computed):
    agreed = agree_on_transfers(computed, [Transfer("C", "A", Fraction(5))], source=AGREED)
    document = split_to_json("refugee_quotas", agreed)
    assert document["agreed"] == [
        {
            "code": "A",
            "name": "Kommune A",
            "computed": 15,
            "change": 5,
            "final": 20,
            "source": "KKR Hovedstaden, 16. juni 2021, aftale",
        },
        {
            "code": "C",
            "name": "Kommune C",
            "computed": 5,
            "change": -5,
            "final": 0,
            "source": "KKR Hovedstaden, 16. juni 2021, aftale",
        },
    ]
    assert [share["rounded"] for share in document["shares"]] == [15, 10, 5]


@pytest.mark.parametrize(
    ("final", "message"),
    [
        ({"A": 15, "B": 10}, "Aftalen nævner ikke Kommune C (C). Den skal nævne alle."),
        (
            {"A": 15, "B": 10, "C": 4},
            "Aftalens sum er 29; den beregnede er 30. En aftale må ikke ændre summen. Ret den.",
        ),
        ({"A": 31, "B": 0, "C": -1}, "Aftalen giver Kommune C mindre end 0: −1. Ret den."),
        (
            {"A": 15, "B": 10, "C": 5, "D": 0},
            "Aftalen nævner D, som ikke er med i fordelingen. Tag det ud.",
        ),
    ],
)
def test_an_agreement_that_does_not_hold_together_is_refused(computed, final, message):
    with pytest.raises(AllocationError) as caught:
        agree_on_table(
            computed, {code: Fraction(value) for code, value in final.items()}, source=AGREED
        )
    assert caught.value.what.da == f"{AGREED}: {message}"


@pytest.mark.parametrize("amount", [0, -1])
def test_a_transfer_is_greater_than_nothing(computed, amount):
    with pytest.raises(AllocationError) as caught:
        agree_on_transfers(computed, [Transfer("A", "B", Fraction(amount))], source=AGREED)
    assert caught.value.what.da == (
        f"{AGREED}: En overførsel går fra én til en anden og er større end 0. Ret den."
    )


def test_nobody_can_give_more_than_it_has(computed):
    with pytest.raises(AllocationError) as caught:
        agree_on_transfers(computed, [Transfer("C", "A", Fraction(6))], source=AGREED)
    assert caught.value.what.da == f"{AGREED}: Aftalen giver Kommune C mindre end 0: −1. Ret den."
