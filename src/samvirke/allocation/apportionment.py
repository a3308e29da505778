"""Apportions seats to lists by a divisor method: the highest quotient wins the next seat.

Quotients are compared as integers (votes of one times divisor of the other), never divided.
Lists in an electoral alliance compete together first and share the alliance's seats by the same
method afterwards (lov om kommunale og regionale valg, §§ 81-83 for d'Hondt's method). A list with
no candidates left is passed over. An exact tie that decides a seat is left open until the drawing
of lots is given.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction

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

    ``quotient`` is ``None`` for a seat that a lower bound or Adams' first divisor gave.
    """

    order: int
    list: str
    quotient: Fraction | None


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
        return sum(award.list == list_id for award in self.awards)


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
    queues: dict[str, list[Award]] = {}
    for group in outer.claims:
        members = [item for item in lists if _group_of(item) == group.id]
        if len(members) > 1:
            inner_claims = [_claim(item) for item in members]
            inner = _Contest(outer.has[group.id], inner_claims, method, lots, among=group.id)
            queues[group.id] = inner.run()
            ties += inner.ties
    awards: list[Award] = []
    for award in won:
        queue = queues.get(award.list)
        if queue is None:
            awards.append(Award(award.order, _only_member(award.list, lists), award.quotient))
        elif queue:
            awards.append(Award(award.order, queue.pop(0).list, award.quotient))
    return Apportionment(method, seats, tuple(lists), tuple(awards), tuple(ties))


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

    def run(self) -> list[Award]:
        self.has = {claim.id: 0 for claim in self.claims}
        awards: list[Award] = []
        while len(awards) < self.seats:
            leaders, quotient = self._leaders()
            left = self.seats - len(awards)
            if not leaders:
                break
            if len(leaders) > left:
                winners = self._draw(leaders, left)
                if winners is None:
                    break
            else:
                winners = leaders
            for claim in winners:
                self.has[claim.id] += 1
                awards.append(Award(len(awards) + 1, claim.id, quotient))
        return awards

    def _leaders(self) -> tuple[list[_Claim], Fraction | None]:
        """All claims with the highest quotient, in the order given, and that quotient."""
        short = [claim for claim in self.claims if self.has[claim.id] < claim.at_least]
        if short:
            return short[:1], None
        best: list[_Claim] = []
        best_divisor = 1
        for claim in self.claims:
            if claim.at_most is not None and self.has[claim.id] >= claim.at_most:
                continue
            if claim.votes == 0:
                continue
            divisor = self.method.divisor(self.has[claim.id])
            if not best:
                best, best_divisor = [claim], divisor
                continue
            ours, theirs = claim.votes * best_divisor, best[0].votes * divisor
            if divisor == best_divisor == 0:
                ours, theirs = claim.votes, best[0].votes
            if ours > theirs:
                best, best_divisor = [claim], divisor
            elif ours == theirs:
                best.append(claim)
        if not best or best_divisor == 0:
            return best, None
        return best, Fraction(best[0].votes, best_divisor)

    def _draw(self, leaders: list[_Claim], seats: int) -> list[_Claim] | None:
        ids = {claim.id for claim in leaders}
        lot = next((item for item in self.lots if set(item.outcome) == ids), None)
        names = tuple(claim.id for claim in leaders)
        self.ties.append(Tie(names, seats, self.among, lot))
        if lot is None:
            return None
        by_id = {claim.id: claim for claim in leaders}
        return [by_id[name] for name in lot.outcome[:seats]]


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


def _only_member(group: str, lists: Sequence[ListVotes]) -> str:
    return next(item.id for item in lists if _group_of(item) == group)


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
