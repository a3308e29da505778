"""Draws: exact numbers of each kind, and the same ones again."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from samvirke.demo.draws import Draws, cards, parts

WEIGHTS = st.dictionaries(st.text("abcdef", min_size=1), st.integers(1, 1000), min_size=1)


@given(st.integers(0, 5000), WEIGHTS)
def test_parts_sum_to_the_whole_and_miss_their_share_by_less_than_one(total, weights):
    found = parts(total, weights)
    whole = sum(weights.values())
    assert sum(found.values()) == total
    assert all(abs(found[kind] * whole - total * weights[kind]) < whole for kind in weights)


def test_equal_remainders_go_by_the_order_of_the_weights():
    assert parts(2, {"a": 1, "b": 1, "c": 1, "d": 1}) == {"a": 1, "b": 1, "c": 0, "d": 0}


@given(st.integers(0, 300), WEIGHTS, st.integers())
def test_what_is_dealt_are_the_cards(count, weights, seed):
    assert Counter(Draws(seed).deal(count, weights)) == Counter(cards(count, weights))


@given(st.integers(-1000, 1000), st.integers(0, 1000), st.integers())
def test_a_draw_lies_between_its_ends(first, more, seed):
    assert first <= Draws(seed).between(first, first + more) <= first + more


def test_every_number_comes_about_equally_often():
    draws = Draws(1)
    counted = Counter(draws.between(1, 6) for _ in range(6000))
    assert sorted(counted) == [1, 2, 3, 4, 5, 6]
    assert all(850 < count < 1150 for count in counted.values())


@given(st.lists(st.integers(), unique=True), st.integers(0, 30), st.integers())
def test_some_are_different_ones_of_all(items, count, seed):
    found = Draws(seed).some(items, count)
    assert len(found) == min(count, len(items))
    assert set(found) <= set(items)
    assert len(set(found)) == len(found)


def test_equal_names_give_equal_draws_and_others_others():
    def drawn(*names):
        return Draws(*names).shuffled(range(50))

    assert drawn(1, "fyn", 2021) == drawn(1, "fyn", 2021)
    others = [drawn(2, "fyn", 2021), drawn(1, "fyn", 2022), drawn(1, "sjaelland", 2021)]
    assert drawn(1, "fyn", 2021) not in others
