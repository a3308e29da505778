"""Splits: the rounding rules as a table, bounds against brute force, the residual never hidden."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samvirke.allocation import AllocationError, Key, KeyPart, SplitRounding, split
from samvirke.figures import Given, Source, Text, calculation
from samvirke.figures.units import PERCENT, PERSONS, PLACES, THOUSAND_KR

SOURCE = Source("Prøve", "1")
RULE = Text("efter nøglen", "by the key")


def key_of(*values, unit=PERSONS, floors=None, caps=None):
    floors, caps = floors or {}, caps or {}
    parts = tuple(
        KeyPart(
            f"{at}",
            f"Modtager {at}",
            Fraction(value),
            Fraction(floors.get(at, 0)),
            Fraction(caps[at]) if at in caps else None,
        )
        for at, value in enumerate(values)
    )
    return Key(Text("Folketal", "Population"), unit, SOURCE, parts)


def do(total, key, rounding=SplitRounding.HALF_UP_EACH, *, decimals=0, unit=THOUSAND_KR):
    amount = Given(Text("Beløb", "Amount"), Fraction(total), unit, SOURCE)
    return split(amount, key, rounding=rounding, rule=RULE, source=SOURCE, decimals=decimals)


def rounded(result):
    return [share.rounded for share in result.shares]


# Total 10 over 1:1:1 is 3 1/3 each; 5 over 1:1 is 2 1/2 each; 100 over 1:2:4 is 14 2/7, 28 4/7,
# 57 1/7.
@pytest.mark.parametrize(
    ("total", "values", "rounding", "shares", "residual"),
    [
        (10, (1, 1, 1), SplitRounding.HALF_UP_EACH, [3, 3, 3], -1),
        (10, (1, 1, 1), SplitRounding.TRUNCATE_EACH, [3, 3, 3], -1),
        (10, (1, 1, 1), SplitRounding.LARGEST_REMAINDER, [4, 3, 3], 0),
        (10, (1, 1, 1), SplitRounding.RESIDUAL_TO_LARGEST, [4, 3, 3], 0),
        (5, (1, 1), SplitRounding.HALF_UP_EACH, [3, 3], 1),
        (5, (1, 1), SplitRounding.TRUNCATE_EACH, [2, 2], -1),
        (5, (1, 1), SplitRounding.LARGEST_REMAINDER, [3, 2], 0),
        (5, (1, 1), SplitRounding.RESIDUAL_TO_LARGEST, [2, 3], 0),
        (100, (1, 2, 4), SplitRounding.HALF_UP_EACH, [14, 29, 57], 0),
        (100, (1, 2, 4), SplitRounding.TRUNCATE_EACH, [14, 28, 57], -1),
        (100, (1, 2, 4), SplitRounding.LARGEST_REMAINDER, [14, 29, 57], 0),
        (0, (1, 2), SplitRounding.HALF_UP_EACH, [0, 0], 0),
        (7, (0, 3), SplitRounding.LARGEST_REMAINDER, [0, 7], 0),
    ],
)
def test_rounding_rules(total, values, rounding, shares, residual):
    result = do(total, key_of(*values), rounding)
    assert (rounded(result), result.residual) == (shares, residual)


def test_decimals_round_in_the_totals_unit():
    result = do(1, key_of(1, 2), decimals=2)
    assert rounded(result) == [Fraction(33, 100), Fraction(67, 100)]


values = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)


@given(st.integers(0, 10**7), values)
def test_exact_shares_sum_to_the_total_and_follow_the_key(total, numbers):
    assume(sum(numbers) > 0)
    result = do(total, key_of(*numbers))
    assert sum(share.exact for share in result.shares) == total
    assert all(
        share.exact * sum(numbers) == total * number
        for share, number in zip(result.shares, numbers, strict=True)
    )


@given(st.integers(0, 10**7), values)
def test_the_residual_is_what_the_rounded_shares_miss(total, numbers):
    assume(sum(numbers) > 0)
    by_itself = do(total, key_of(*numbers))
    assert sum(rounded(by_itself)) == total + by_itself.residual
    kept = do(total, key_of(*numbers), SplitRounding.LARGEST_REMAINDER)
    assert kept.residual == 0
    assert all(abs(share.rounded - share.exact) < 1 for share in kept.shares)


@given(st.integers(0, 10**6), values, st.sampled_from(SplitRounding))
def test_every_shares_figure_computes_the_rounded_share(total, numbers, rounding):
    assume(sum(numbers) > 0)
    result = do(total, key_of(*numbers), rounding)
    assert [result.figure(share.part.code).value for share in result.shares] == rounded(result)


def test_what_keeping_the_sum_added_stands_beside_the_share_before_it():
    result = do(10, key_of(1, 1, 1), SplitRounding.LARGEST_REMAINDER)
    lines = calculation(result.figure("0"), "da").splitlines()
    assert lines[0] == "Andel, Modtager 0: 3 t. kr. + 1 t. kr. = 4 t. kr."
    assert lines[2] == "  Andel før ændringen, Modtager 0: 10 t. kr. × ≈ 0,33333333 = 3 t. kr."
    assert lines[-1] == "  Lagt til efter reglen om resten: 1 t. kr. (Prøve, 1)"


def test_an_exempt_receiver_gets_nothing_and_the_others_share_it():
    result = do(30, key_of(1, 1, 1, caps={0: 0}))
    assert [share.exact for share in result.shares] == [0, 15, 15]


def test_floors_and_caps_hold_and_the_rest_follows_the_key():
    # 100 over 70:20:10; the first is capped at 40 and the last has a floor of 25: 35 is left.
    result = do(100, key_of(70, 20, 10, caps={0: 40}, floors={2: 25}))
    assert [share.exact for share in result.shares] == [40, 35, 25]


def test_the_residual_goes_to_the_largest_that_its_cap_allows():
    # 15 over 5:1:1 with 9 at most for the first: 3 each for the others, nothing is left over.
    # 16 leaves 3 1/2 each, halves up 4: one too much, taken from the first.
    # With a floor of 9 too the first can give nothing: the next largest, first in the key, does.
    rule = SplitRounding.RESIDUAL_TO_LARGEST
    assert rounded(do(15, key_of(5, 1, 1, caps={0: 9}), rule)) == [9, 3, 3]
    assert rounded(do(16, key_of(5, 1, 1, caps={0: 9}), rule)) == [8, 4, 4]
    assert rounded(do(16, key_of(5, 1, 1, floors={0: 9}, caps={0: 9}), rule)) == [9, 3, 4]


def test_nobody_goes_below_zero_where_rounding_up_gave_too_much():
    # 3 over five equal: 0.6 each, halves up 1, two too much: the first two give one each.
    result = do(3, key_of(1, 1, 1, 1, 1), SplitRounding.RESIDUAL_TO_LARGEST)
    assert rounded(result) == [0, 0, 1, 1, 1]


@given(
    st.lists(st.integers(1, 9), min_size=2, max_size=4),
    st.data(),
)
def test_bounded_shares_are_those_of_the_one_rate_that_meets_the_total(numbers, data):
    floors = {at: data.draw(st.integers(0, 6)) for at in range(len(numbers))}
    caps = {at: floors[at] + data.draw(st.integers(0, 8)) for at in range(len(numbers))}
    total = data.draw(st.integers(sum(floors.values()), sum(caps.values())))
    shares = [share.exact for share in do(total, key_of(*numbers, floors=floors, caps=caps)).shares]
    assert sum(shares) == total
    assert all(floors[at] <= share <= caps[at] for at, share in enumerate(shares))
    for left, right in product(range(len(numbers)), repeat=2):
        rate_left, rate_right = shares[left] / numbers[left], shares[right] / numbers[right]
        if rate_left > rate_right:  # only bounds may keep two receivers from the same rate
            assert shares[left] == floors[left] or shares[right] == caps[right]


@pytest.mark.parametrize(
    ("total", "key", "message"),
    [
        (-1, key_of(1), "Totalen er negativ (−1). Fordel et underskud som et positivt beløb."),
        (1, key_of(), "Nøglen har ingen modtagere."),
        (1, key_of(0, 0), "Nøglens tal giver tilsammen 0, så intet kan fordeles efter den."),
        (1, key_of(5, -2), "Modtager 1 har et negativt tal i nøglen: −2."),
        (
            1,
            key_of(Fraction(5000, 100), Fraction(4997, 100), unit=PERCENT),
            "Nøglens procenter giver tilsammen 99,97, ikke 100. Ret dem, eller brug de tal, de er "
            "regnet af.",
        ),
        (
            10,
            key_of(1, 1, caps={0: 2, 1: 3}),
            "Mindste- og højstebeløbene kan ikke give totalen tilsammen. Ret dem eller totalen.",
        ),
        (
            10,
            key_of(1, 1, floors={0: 6, 1: 6}),
            "Mindste- og højstebeløbene kan ikke give totalen tilsammen. Ret dem eller totalen.",
        ),
        (
            10,
            key_of(1, 1, floors={0: 6}, caps={0: 5}),
            "Modtager 0 skal mindst have 6, men højst 5.",
        ),
    ],
)
def test_what_cannot_be_split_is_refused_in_words(total, key, message):
    with pytest.raises(AllocationError) as caught:
        do(total, key)
    assert caught.value.what.da == message


def test_a_receiver_named_twice_is_refused():
    part = KeyPart("851", "Aalborg", Fraction(1))
    key = Key(Text("Folketal", "Population"), PERSONS, SOURCE, (part, part))
    with pytest.raises(AllocationError) as caught:
        do(1, key)
    assert caught.value.what.da == "Aalborg (851) står to gange i nøglen."


def test_a_sum_that_cannot_be_kept_is_refused():
    with pytest.raises(AllocationError) as caught:
        do(Fraction(5, 2), key_of(1, 1), SplitRounding.LARGEST_REMAINDER, unit=PLACES)
    assert "flere decimaler" in caught.value.what.da
