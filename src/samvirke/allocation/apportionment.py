"""Apportions seats to lists by a divisor method: the highest quotient wins the next seat.

Quotients are compared as integers that order as the fractions do, so ties are exact.
Lists in an electoral alliance compete together first and share the alliance's seats by the same
method afterwards (lov om kommunale og regionale valg, §§ 81-83 for d'Hondt's method). A list with
no candidates left is passed over. An exact tie that decides a seat is left open until the drawing
of lots is given.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from heapq import heapify, heappop, heapreplace
from itertools import repeat
from typing import NamedTuple

from samvirke.allocation.errors import AllocationError
from samvirke.figures import Text, format_number


class DivisorMethod(Enum):
    """The divisor of a list's next seat, by the number of seats it has."""

    DHONDT = "dhondt"
    SAINTE_LAGUE = "sainte_lague"
    ADAMS = "adams"

    def divisor(self, seats: int) -> int:
        """The divisor for the next seat; 0 (Adams' first) comes before every other quotient.

        >>> [DivisorMethod.SAINTE_LAGUE.divisor(seats) for seats in range(3)]
        [1, 3, 5]
        """
        first, step = _DIVISORS[self]
        return first + step * seats

    @property
    def label(self) -> Text:
        """The method in words."""
        return _LABELS[self]


_DIVISORS = {
    DivisorMethod.DHONDT: (1, 1),
    DivisorMethod.SAINTE_LAGUE: (1, 2),
    DivisorMethod.ADAMS: (0, 1),
}
_LABELS = {
    DivisorMethod.DHONDT: Text(da="d'Hondts metode", en="d'Hondt's method"),
    DivisorMethod.SAINTE_LAGUE: Text(da="Sainte-Laguës metode", en="Sainte-Laguë's method"),
    DivisorMethod.ADAMS: Text(da="Adams' metode", en="Adams's method"),
}


@dataclass(frozen=True, slots=True)
class ListVotes:
    """A list with its votes, its alliance and how many candidates it has (``None``: enough)."""

    id: str
    votes: int
    alliance: str | None = None
    candidates: int | None = None
    at_least: int = 0
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Lot:
    """A drawing of lots: who drew, when, and the lists or alliances in the order drawn."""

    drawn_by: str
    day: date
    outcome: tuple[str, ...]


class Award(NamedTuple):
    """One seat: its number in the order of award and the quotient that won it.

    ``divisor`` is 0 for a seat that a lower bound or Adams' first divisor gave.
    """

    order: int
    list: str
    votes: int
    divisor: int

    @property
    def quotient(self) -> Fraction | None:
        """Votes divided by the divisor, exactly; ``None`` where no quotient decided."""
        return Fraction(self.votes, self.divisor) if self.divisor else None


@dataclass(frozen=True, slots=True)
class Tie:
    """Equal quotients for the last of the seats to be had; ``among`` says within which alliance.

    ``seats`` of ``contenders`` can win. Open until ``lot`` is given.
    """

    contenders: tuple[str, ...]
    seats: int
    among: str | None
    lot: Lot | None


@dataclass(frozen=True, slots=True)
class Apportionment:
    """Who won which seats. Open ties leave seats unfilled: ``unfilled`` says how many."""

    method: DivisorMethod
    seats: int
    lists: tuple[ListVotes, ...]
    awards: tuple[Award, ...]
    ties: tuple[Tie, ...]

    @property
    def unfilled(self) -> int:
        """Seats that a tie without lot, or too few candidates, leave open."""
        return self.seats - len(self.awards)

    def first_without_seat(self) -> tuple[str, Fraction] | None:
        """The highest quotient that won no seat, and the list or alliance whose it is.

        Nothing where seats are unfilled, or where nobody could take one more.
        """
        if self.unfilled:
            return None
        won = self.seats_by_list()
        left = []
        for (alliance, _), inside in _members(self.lists, map(_claim, self.lists)).items():
            claim = _together(alliance, inside)
            has = sum(won[member.name] for member in inside)
            divisor = self.method.divisor(has)
            if divisor and claim.votes and (claim.most is None or has < claim.most):
                left.append((claim.name, Fraction(claim.votes, divisor)))
        return max(left, key=lambda item: item[1], default=None)

    def seats_of(self, list_id: str) -> int:
        """How many seats a list has won."""
        return self.seats_by_list()[list_id]

    def seats_by_list(self) -> dict[str, int]:
        """How many seats each list has won, in the order of the lists."""
        won = Counter(award.list for award in self.awards)
        return {item.id: won[item.id] for item in self.lists}

    def awards_by_list(self) -> tuple[tuple[ListVotes, tuple[Award, ...]], ...]:
        """Each list with the seats it has won, both in their order."""
        won: dict[str, list[Award]] = {item.id: [] for item in self.lists}
        for award in self.awards:
            won[award.list].append(award)
        return tuple((item, tuple(won[item.id])) for item in self.lists)


# Far more than any council or parliament has; every seat is a step and a line of the result.
MOST_SEATS = 10_000


def apportion(
    seats: int,
    lists: Sequence[ListVotes],
    method: DivisorMethod,
    *,
    lots: Sequence[Lot] = (),
) -> Apportionment:
    """Apportions ``seats``. Raises ``AllocationError`` for input that cannot be apportioned.

    >>> lists = [ListVotes("A", 100), ListVotes("B", 80), ListVotes("C", 30)]
    >>> result = apportion(8, lists, DivisorMethod.DHONDT)
    >>> [(item.id, result.seats_of(item.id)) for item in lists]
    [('A', 4), ('B', 3), ('C', 1)]
    """
    claims = [_claim(item) for item in lists]
    _check(seats, claims)
    members = _members(lists, claims)
    groups = [_together(alliance, inside) for (alliance, _), inside in members.items()]
    won, ties = _contest(seats, groups, method, lots, among=None)
    winners: list[Iterator[str]] = []
    for at, inside in enumerate(members.values()):
        if len(inside) == 1:
            winners.append(repeat(inside[0].name))
            continue
        has = sum(group == at for group, _ in won)
        order, found = _contest(has, inside, method, lots, among=groups[at].name)
        winners.append(iter([inside[winner].name for winner, _ in order]))
        ties += found
    awards = [
        Award(order, winner, groups[at].votes, divisor)
        for order, (at, divisor) in enumerate(won, start=1)
        if (winner := next(winners[at], None)) is not None
    ]
    return Apportionment(method, seats, tuple(lists), tuple(awards), tuple(ties))


class _Claim(NamedTuple):
    """A list or an alliance that competes; ``most`` is ``None`` where it can take every seat."""

    name: str
    votes: int
    at_least: int
    most: int | None


def _claim(item: ListVotes) -> _Claim:
    most = item.candidates
    if item.at_most is not None:
        most = item.at_most if most is None else min(most, item.at_most)
    return _Claim(item.id, item.votes, item.at_least, most)


def _members(
    lists: Sequence[ListVotes], claims: Iterable[_Claim]
) -> dict[tuple[str | None, str], list[_Claim]]:
    """Who competes together first: each alliance's lists, and each other list by itself."""
    members: dict[tuple[str | None, str], list[_Claim]] = {}
    for item, claim in zip(lists, claims, strict=True):
        name = item.id if item.alliance is None else item.alliance
        members.setdefault((item.alliance, name), []).append(claim)
    return members


def _together(alliance: str | None, claims: Sequence[_Claim]) -> _Claim:
    """A list by itself, or an alliance with the votes and the bounds of its lists together."""
    if alliance is None:
        return claims[0]
    bounds = [claim.most for claim in claims if claim.most is not None]
    return _Claim(
        f"alliance {alliance}",
        sum(claim.votes for claim in claims),
        sum(claim.at_least for claim in claims),
        sum(bounds) if len(bounds) == len(claims) else None,
    )


def _contest(
    seats: int,
    claims: Sequence[_Claim],
    method: DivisorMethod,
    lots: Sequence[Lot],
    *,
    among: str | None,
) -> tuple[list[tuple[int, int]], list[Tie]]:
    """One level: each seat's winner, by place in ``claims``, and divisor; and the tie, if any.

    Equal quotients win one after the other while there are seats, so a tie can only be for the last
    of them and is looked for when they are gone.
    """
    won = [(at, 0) for at, claim in enumerate(claims) for _ in range(claim.at_least)]
    has = [claim.at_least for claim in claims]
    most = [seats if claim.most is None else min(claim.most, seats) for claim in claims]
    first, step = _DIVISORS[method]
    # With divisors below d, two different quotients lie more than 1/d² apart: times d² and cut down
    # to integers they keep their order, and equal ones stay equal.
    scale = (first + step * seats + 1) ** 2
    # Divisor 0 comes before every other: as if such votes were added to all votes, divided by 1.
    votes = [claim.votes * scale for claim in claims]
    before_all = sum(votes)

    def entry(at: int) -> tuple[int, int]:
        """Where a claim's next quotient stands in the queue, the highest first, then as given."""
        divisor = first + step * has[at]
        return -(votes[at] // divisor if divisor else votes[at] + before_all), at

    queue = [entry(at) for at, claim in enumerate(claims) if claim.votes and has[at] < most[at]]
    heapify(queue)
    quotients: list[int] = []
    for _ in range(seats - len(won)):
        if not queue:
            return won, []
        quotient, at = queue[0]
        quotients.append(quotient)
        won.append((at, first + step * has[at]))
        has[at] += 1
        if has[at] < most[at]:
            heapreplace(queue, entry(at))
        else:
            heappop(queue)
    if not (quotients and queue and queue[0][0] == quotients[-1]):
        return won, []
    count = quotients.count(quotients[-1])
    passed_over = sorted(at for quotient, at in queue if quotient == quotients[-1])
    tied = won[-count:] + [(at, first + step * has[at]) for at in passed_over]
    by_name = {claims[at].name: (at, divisor) for at, divisor in tied}
    lot = next((item for item in lots if set(item.outcome) == set(by_name)), None)
    won[-count:] = [] if lot is None else [by_name[name] for name in lot.outcome[:count]]
    return won, [Tie(tuple(by_name), count, among, lot)]


def _check(seats: int, claims: Sequence[_Claim]) -> None:
    if not 1 <= seats <= MOST_SEATS:
        most, given = Fraction(MOST_SEATS), Fraction(seats)
        raise AllocationError(
            Text(
                da=f"Der skal være mindst ét mandat og højst {format_number(most, 'da')}, ikke "
                f"{format_number(given, 'da')}.",
                en=f"There must be at least one seat and {format_number(most, 'en')} at most, not "
                f"{format_number(given, 'en')}.",
            )
        )
    for item in claims:
        if item.votes < 0:
            raise AllocationError(
                Text(
                    da=f"Liste {item.name} har et negativt stemmetal: {item.votes}.",
                    en=f"List {item.name} has a negative number of votes: {item.votes}.",
                )
            )
        if item.at_least < 0 or (item.most is not None and item.most < item.at_least):
            raise AllocationError(
                Text(
                    da=f"Liste {item.name} skal have mindst {item.at_least} mandater, men kan "
                    f"højst få {item.most}.",
                    en=f"List {item.name} must have at least {item.at_least} seats but can have "
                    f"{item.most} at most.",
                )
            )
    names = [item.name for item in claims]
    if len(set(names)) < len(names):
        twice = Counter(names).most_common(1)[0][0]
        raise AllocationError(
            Text(da=f"Liste {twice} står to gange.", en=f"List {twice} stands twice.")
        )
    if sum(item.votes for item in claims) == 0:
        raise AllocationError(
            Text(da="Ingen liste har stemmer.", en="No list has any votes."),
        )
    if sum(item.at_least for item in claims) > seats:
        raise AllocationError(
            Text(
                da="Listernes mindste mandattal er tilsammen flere end mandaterne.",
                en="The lists' lower bounds together exceed the seats.",
            )
        )
