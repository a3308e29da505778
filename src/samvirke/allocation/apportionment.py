"""Apportions seats to lists by a divisor method: the highest quotient wins the next seat.

Quotients are compared as integers, over one common denominator, and never divided.
Lists in an electoral alliance compete together first and share the alliance's seats by the same
method afterwards (lov om kommunale og regionale valg, §§ 81-83 for d'Hondt's method). A list with
no candidates left is passed over. An exact tie that decides a seat is left open until the drawing
of lots is given.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from heapq import heapify, heappop, heappush
from math import lcm
from typing import NamedTuple

from samvirke.allocation.errors import AllocationError
from samvirke.figures import Text


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
        if self is DivisorMethod.DHONDT:
            return seats + 1
        if self is DivisorMethod.SAINTE_LAGUE:
            return 2 * seats + 1
        return seats


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


@dataclass(frozen=True, slots=True)
class Award:
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

    def seats_of(self, list_id: str) -> int:
        """How many seats a list has won."""
        return self.seats_by_list()[list_id]

    def seats_by_list(self) -> dict[str, int]:
        """How many seats each list has won, in the order of the lists."""
        won = Counter(award.list for award in self.awards)
        return {item.id: won[item.id] for item in self.lists}


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
    _check(seats, lists)
    outer = _Contest(seats, _groups(lists), method, lots, among=None)
    won = outer.run()
    ties = list(outer.ties)
    queues: dict[str, Iterator[_Win]] = {}
    members: dict[str, list[ListVotes]] = {}
    for item in lists:
        members.setdefault(_group_of(item), []).append(item)
    for group, items in members.items():
        if len(items) > 1:
            claims = [_claim(item) for item in items]
            inner = _Contest(outer.has[group], claims, method, lots, among=group)
            queues[group] = iter(inner.run())
            ties += inner.ties
    awards: list[Award] = []
    for order, win in enumerate(won, start=1):
        inside = next(queues[win.id], None) if win.id in queues else None
        if win.id not in queues:
            awards.append(Award(order, members[win.id][0].id, win.votes, win.divisor))
        elif inside is not None:
            awards.append(Award(order, inside.id, win.votes, win.divisor))
    return Apportionment(method, seats, tuple(lists), tuple(awards), tuple(ties))


class _Win(NamedTuple):
    """A claim that won a seat, with the votes and the divisor of the quotient that won it."""

    id: str
    votes: int
    divisor: int


@dataclass(frozen=True, slots=True)
class _Claim:
    id: str
    votes: int
    at_least: int
    at_most: int | None


@dataclass(slots=True)
class _Contest:
    """One level: claims compete for seats until none is left, or a tie stops them."""

    seats: int
    claims: list[_Claim]
    method: DivisorMethod
    lots: Sequence[Lot]
    among: str | None
    has: dict[str, int] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)

    def run(self) -> list[_Win]:
        wins = [
            _Win(claim.id, claim.votes, 0) for claim in self.claims for _ in range(claim.at_least)
        ]
        has = [claim.at_least for claim in self.claims]
        divisors, scales = _scales(self.method, self.seats)
        # Each claim that can still win stands in the queue once, with its next quotient.
        queue = [
            _place(claim.votes, scales[has[at]], at)
            for at, claim in enumerate(self.claims)
            if claim.votes and has[at] < self._most(claim)
        ]
        heapify(queue)
        while len(wins) < self.seats and queue:
            leaders = [heappop(queue)]
            while queue and queue[0][:2] == leaders[0][:2]:
                leaders.append(heappop(queue))
            winners: list[int] | None = [at for _, _, at in leaders]
            if len(leaders) > self.seats - len(wins):
                winners = self._draw([at for _, _, at in leaders], self.seats - len(wins))
            if winners is None:
                break
            for at in winners:
                claim = self.claims[at]
                wins.append(_Win(claim.id, claim.votes, divisors[has[at]]))
                has[at] += 1
                if has[at] < self._most(claim):
                    heappush(queue, _place(claim.votes, scales[has[at]], at))
        self.has = {claim.id: has[at] for at, claim in enumerate(self.claims)}
        return wins

    def _most(self, claim: _Claim) -> int:
        return self.seats if claim.at_most is None else min(claim.at_most, self.seats)

    def _draw(self, leaders: list[int], seats: int) -> list[int] | None:
        by_id = {self.claims[at].id: at for at in leaders}
        lot = next((item for item in self.lots if set(item.outcome) == set(by_id)), None)
        self.ties.append(Tie(tuple(by_id), seats, self.among, lot))
        if lot is None:
            return None
        return [by_id[name] for name in lot.outcome[:seats]]


def _place(votes: int, scale: int, at: int) -> tuple[int, int, int]:
    """Where a claim's next quotient stands in the queue: the highest first, then as given."""
    return (1, -votes * scale, at) if scale else (0, -votes, at)


@cache
def _scales(method: DivisorMethod, seats: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The divisors by number of seats, and what to multiply votes by to compare quotients.

    That is the least common multiple of all divisors by each of them; 0 where a divisor is 0.
    """
    divisors = tuple(method.divisor(count) for count in range(seats))
    common = lcm(*(divisor for divisor in divisors if divisor))
    return divisors, tuple(common // divisor if divisor else 0 for divisor in divisors)


def _group_of(item: ListVotes) -> str:
    return item.id if item.alliance is None else f"alliance {item.alliance}"


def _claim(item: ListVotes) -> _Claim:
    bounds = [bound for bound in (item.candidates, item.at_most) if bound is not None]
    return _Claim(item.id, item.votes, item.at_least, min(bounds) if bounds else None)


def _groups(lists: Sequence[ListVotes]) -> list[_Claim]:
    """Alliances and lists without one, each with its votes and bounds together."""
    members: dict[str, list[_Claim]] = {}
    for item in lists:
        members.setdefault(_group_of(item), []).append(_claim(item))
    groups = []
    for name, claims in members.items():
        bounds = [claim.at_most for claim in claims]
        most = None if None in bounds else sum(bound for bound in bounds if bound is not None)
        votes = sum(claim.votes for claim in claims)
        groups.append(_Claim(name, votes, sum(claim.at_least for claim in claims), most))
    return groups


def _check(seats: int, lists: Sequence[ListVotes]) -> None:
    if seats < 1:
        raise AllocationError(
            Text(
                da=f"Der skal være mindst ét mandat, ikke {seats}.",
                en=f"There must be at least one seat, not {seats}.",
            )
        )
    counts: dict[str, int] = {}
    for item in lists:
        counts[item.id] = counts.get(item.id, 0) + 1
        if item.votes < 0:
            raise AllocationError(
                Text(
                    da=f"Liste {item.id} har et negativt stemmetal: {item.votes}.",
                    en=f"List {item.id} has a negative number of votes: {item.votes}.",
                )
            )
        most = _claim(item).at_most
        if item.at_least < 0 or (most is not None and most < item.at_least):
            raise AllocationError(
                Text(
                    da=f"Liste {item.id} skal have mindst {item.at_least} mandater, men kan højst "
                    f"få {most}.",
                    en=f"List {item.id} must have at least {item.at_least} seats but can have "
                    f"{most} at most.",
                )
            )
    twice = [name for name, count in counts.items() if count > 1]
    if twice:
        raise AllocationError(
            Text(da=f"Liste {twice[0]} står to gange.", en=f"List {twice[0]} stands twice.")
        )
    if sum(item.votes for item in lists) == 0:
        raise AllocationError(
            Text(da="Ingen liste har stemmer.", en="No list has any votes."),
        )
    if sum(item.at_least for item in lists) > seats:
        raise AllocationError(
            Text(
                da="Listernes mindste mandattal er tilsammen flere end mandaterne.",
                en="The lists' lower bounds together exceed the seats.",
            )
        )
