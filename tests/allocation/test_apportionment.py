"""Apportionment: peers as oracles, bounds by brute force, ties and lots, bad input."""

from datetime import date
from fractions import Fraction
from itertools import product

import apportionment.methods
import pytest
import votelib.evaluate.proportional
from hypothesis import assume, given
from hypothesis import strategies as st

from samvirke.allocation import (
    AllocationError,
    Award,
    DivisorMethod,
    ListVotes,
    Lot,
    Tie,
    apportion,
    seats_to_json,
)

PEER_NAMES = {
    DivisorMethod.DHONDT: ("dhondt", "d_hondt"),
    DivisorMethod.SAINTE_LAGUE: ("saintelague", "sainte_lague"),
}
votes_lists = st.lists(st.integers(1, 10**6), min_size=1, max_size=12)


def lists_of(*votes):
    return [ListVotes(f"L{at}", count) for at, count in enumerate(votes)]


def seats(result):
    return [result.seats_of(item.id) for item in result.lists]


@given(votes_lists, st.integers(1, 60), st.sampled_from(list(PEER_NAMES)))
def test_seats_are_those_of_both_peers(votes, count, method):
    result = apportion(count, lists_of(*votes), method)
    assume(not result.ties)
    first, second = PEER_NAMES[method]
    names = [f"L{at}" for at in range(len(votes))]
    exact = apportionment.methods.compute(
        first, votes, count, fractions=True, tiesallowed=False, parties=names
    )
    averages = votelib.evaluate.proportional.HighestAverages(second)
    other = averages.evaluate(dict(zip(names, votes, strict=True)), count)
    assert seats(result) == list(exact) == [other.get(name, 0) for name in names]


@given(votes_lists, st.integers(1, 60))
def test_adams_is_that_of_its_peer(votes, count):
    assume(count >= len(votes))  # with fewer seats than lists the peer does not decide
    result = apportion(count, lists_of(*votes), DivisorMethod.ADAMS)
    assume(not result.ties)
    names = [f"L{at}" for at in range(len(votes))]
    exact = apportionment.methods.compute(
        "adams", votes, count, fractions=True, tiesallowed=False, parties=names
    )
    assert seats(result) == list(exact)


@given(votes_lists, st.integers(1, 40), st.sampled_from(DivisorMethod))
def test_quotients_never_rise_and_every_seat_is_filled_unless_tied(votes, count, method):
    result = apportion(count, lists_of(*votes), method)
    quotients = [award.quotient for award in result.awards if award.quotient is not None]
    assert quotients == sorted(quotients, reverse=True)
    assert result.unfilled == 0 or result.ties
    assert [award.order for award in result.awards] == list(range(1, len(result.awards) + 1))


@given(
    st.lists(st.integers(10**9, 10**9 + 40) | st.integers(1, 9), min_size=1, max_size=6),
    st.integers(1, 40),
    st.sampled_from(DivisorMethod),
)
def test_each_seat_goes_to_the_highest_exact_quotient(votes, count, method):
    """Also where quotients lie close, and where equal ones all win: then in the lists' order."""
    has = [0] * len(votes)
    expected = []
    for order in range(1, count + 1):
        divisors = [method.divisor(number) for number in has]
        # A divisor of 0 comes before all others, and there the most votes first.
        place = [
            (divisor == 0, Fraction(number, divisor or 1), -at)
            for at, (number, divisor) in enumerate(zip(votes, divisors, strict=True))
        ]
        at = -max(place)[2]
        expected.append(Award(order, f"L{at}", votes[at], divisors[at]))
        has[at] += 1
    result = apportion(count, lists_of(*votes), method)
    settled = count - (result.ties[0].seats if result.ties else 0)
    assert result.awards == tuple(expected[:settled])


@given(
    st.lists(st.integers(1, 60), min_size=2, max_size=3),
    st.integers(1, 6),
    st.data(),
)
def test_bounds_are_met_as_brute_force_finds_them(votes, count, data):
    """Among all distributions within the bounds, d'Hondt's has the largest smallest quotient.

    Its defining property: no seat could go to another list for a higher quotient.
    """
    lower = [data.draw(st.integers(0, 2)) for _ in votes]
    upper = [low + data.draw(st.integers(0, 4)) for low in lower]
    assume(sum(lower) <= count <= sum(upper))
    lists = [
        ListVotes(f"L{at}", number, at_least=low, at_most=high)
        for at, (number, low, high) in enumerate(zip(votes, lower, upper, strict=True))
    ]
    result = apportion(count, lists, DivisorMethod.DHONDT)
    assume(not result.ties)

    def stable(shares):
        """No list above its floor holds a seat that a list below its cap has a claim to."""
        return all(
            Fraction(votes[giver], shares[giver]) >= Fraction(votes[taker], shares[taker] + 1)
            for giver, taker in product(range(len(votes)), repeat=2)
            if giver != taker and shares[giver] > lower[giver] and shares[taker] < upper[taker]
        )

    within = product(*(range(low, high + 1) for low, high in zip(lower, upper, strict=True)))
    assert [list(shares) for shares in within if sum(shares) == count and stable(shares)] == [
        seats(result)
    ]


def test_alliances_compete_together_and_share_inside():
    # Alliance X has 50 + 40 = 90, B has 60: quotients 90, 60, 45, 30, 30; of five seats X wins
    # three (90, 45, 30) and B two (60, 30). Inside X: 50, 40, 25.
    lists = [ListVotes("A", 50, "X"), ListVotes("B", 60), ListVotes("C", 40, "X")]
    result = apportion(5, lists, DivisorMethod.DHONDT)
    assert [(award.list, award.quotient) for award in result.awards] == [
        ("A", 90),
        ("B", 60),
        ("C", 45),
        ("A", 30),
        ("B", 30),
    ]


def test_without_alliances_the_same_votes_give_other_seats():
    lists = [ListVotes("A", 50), ListVotes("B", 60), ListVotes("C", 40)]
    assert seats(apportion(2, lists, DivisorMethod.DHONDT)) == [1, 1, 0]
    lists = [ListVotes("A", 50, "X"), ListVotes("B", 60), ListVotes("C", 40, "X")]
    assert seats(apportion(2, lists, DivisorMethod.DHONDT)) == [1, 1, 0]


def test_a_list_without_candidates_left_is_passed_over():
    lists = [ListVotes("A", 100, candidates=1), ListVotes("B", 10)]
    assert seats(apportion(3, lists, DivisorMethod.DHONDT)) == [1, 2]


def test_seats_stay_open_when_all_candidates_are_spent():
    result = apportion(3, [ListVotes("A", 100, candidates=1)], DivisorMethod.DHONDT)
    assert (seats(result), result.unfilled) == ([1], 2)


LOT = Lot("Valgbestyrelsen", date(2025, 11, 20), ("L1", "L0"))


def test_an_exact_tie_for_the_last_seat_waits_for_the_lot():
    lists = lists_of(100, 100)
    open_tie = apportion(1, lists, DivisorMethod.DHONDT)
    assert (open_tie.awards, open_tie.unfilled) == ((), 1)
    assert open_tie.ties == (Tie(("L0", "L1"), 1, None, None),)
    settled = apportion(1, lists, DivisorMethod.DHONDT, lots=[LOT])
    assert settled.awards == (Award(1, "L1", 100, 1),)
    assert settled.ties == (Tie(("L0", "L1"), 1, None, LOT),)


def test_equal_quotients_that_both_win_need_no_lot():
    result = apportion(2, lists_of(100, 100), DivisorMethod.DHONDT)
    assert (seats(result), result.ties) == ([1, 1], ())


def test_a_tie_inside_an_alliance_says_so():
    lists = [ListVotes("A", 50, "X"), ListVotes("B", 50, "X"), ListVotes("C", 10)]
    result = apportion(1, lists, DivisorMethod.DHONDT)
    assert [(tie.contenders, tie.among) for tie in result.ties] == [(("A", "B"), "alliance X")]
    assert result.unfilled == 1


def test_a_lot_among_others_settles_nothing():
    lot = Lot("Valgbestyrelsen", date(2025, 11, 20), ("L0", "L2"))
    assert apportion(1, lists_of(5, 5, 4), DivisorMethod.DHONDT, lots=[lot]).unfilled == 1


@given(
    st.lists(st.integers(1, 10**6), min_size=2, max_size=6, unique=True),
    st.integers(1, 20),
    st.sampled_from((DivisorMethod.DHONDT, DivisorMethod.SAINTE_LAGUE)),
    st.booleans(),
)
def test_the_first_quotient_without_a_seat_wins_the_next_one(votes, seats, method, allied):
    alliances = ["X", "X", None, None, None, None] if allied else [None] * 6
    lists = [ListVotes(f"L{at}", count, alliances[at]) for at, count in enumerate(votes)]
    now, later = apportion(seats, lists, method), apportion(seats + 1, lists, method)
    if not now.unfilled and not later.unfilled:
        who, quotient = now.first_without_seat()
        last = later.awards[-1]
        alliance = {item.id: item.alliance for item in lists}[last.list]
        assert quotient == last.quotient
        assert who == (f"alliance {alliance}" if alliance else last.list)


def test_nobody_stands_next_where_seats_are_open_or_nobody_can_take_more():
    assert apportion(1, lists_of(5, 5), DivisorMethod.DHONDT).first_without_seat() is None
    full = [ListVotes("A", 5, candidates=1)]
    assert apportion(1, full, DivisorMethod.DHONDT).first_without_seat() is None


def test_json_names_method_seats_awards_and_ties():
    assert seats_to_json(apportion(2, lists_of(30, 20), DivisorMethod.SAINTE_LAGUE)) == {
        "schema": "samvirke.seats",
        "version": 1,
        "method": "sainte_lague",
        "seats": [
            {
                "list": "L0",
                "alliance": None,
                "seats": 1,
                "awards": [{"order": 1, "quotient": "30"}],
            },
            {
                "list": "L1",
                "alliance": None,
                "seats": 1,
                "awards": [{"order": 2, "quotient": "20"}],
            },
        ],
        "unfilled": 0,
        "ties": [],
    }


@pytest.mark.parametrize(
    ("count", "lists", "message"),
    [
        (0, lists_of(1), "Der skal være mindst ét mandat og højst 10.000, ikke 0."),
        (10_001, lists_of(1), "Der skal være mindst ét mandat og højst 10.000, ikke 10.001."),
        (1, [], "Ingen liste har stemmer."),
        (1, lists_of(0, 0), "Ingen liste har stemmer."),
        (1, [ListVotes("A", -1)], "Liste A har et negativt stemmetal: -1."),
        (1, [ListVotes("A", 1), ListVotes("A", 2)], "Liste A står to gange."),
        (
            1,
            [ListVotes("A", 1, at_least=2, at_most=1)],
            "Liste A skal have mindst 2 mandater, men kan højst få 1.",
        ),
        (
            1,
            [ListVotes("A", 1, at_least=1), ListVotes("B", 1, at_least=1)],
            "Listernes mindste mandattal er tilsammen flere end mandaterne.",
        ),
    ],
)
def test_what_cannot_be_apportioned_is_refused_in_words(count, lists, message):
    with pytest.raises(AllocationError) as caught:
        apportion(count, lists, DivisorMethod.DHONDT)
    assert caught.value.what.da == message
