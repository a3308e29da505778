"""Which parts of a table must be hidden, so that no reader can work out a small count.

A table holds the counts of one measure for all together (``None``) and for each segment. All
together is the segments and the rest: answers without a segment.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from samvirke.indicators import FEWEST_ANSWERS
from samvirke.schemes.results_statement.disclosure.told import Vector

Part = str | None
View = Mapping[Part, Vector]


def is_small(count: Fraction) -> bool:
    """Whether a count of answers is above nothing and too small to be shown."""
    return 0 < count < FEWEST_ANSWERS


def shows_small(vector: Vector) -> bool:
    """Whether one of the counts is small."""
    return any(is_small(count) for count in vector)


def score_shows_small(vector: Vector) -> bool:
    """Whether a score and its base leave no way without a small count.

    The reader knows promoters minus detractors and the answers. Every whole number of promoters,
    passives and detractors that gives both is possible to the reader; the score gives a small
    count away where each of them holds one.

    >>> score_shows_small((Fraction(15), Fraction(20)))  # 15, 5, 0 is possible
    False
    >>> score_shows_small((Fraction(17), Fraction(20)))  # 17, 3, 0 and 18, 1, 1 are all there is
    True
    """
    difference, answers = abs(vector[0]), vector[1]
    passives = answers - difference
    if passives < 0:
        return False
    fewest = map(Fraction, range(int(passives / 2) + 1))
    return all(shows_small((difference + few, passives - 2 * few, few)) for few in fewest)


@dataclass(frozen=True)
class Table:
    """What each part tells when it is shown; ``None`` where a part has no figure.

    ``earlier`` is what each earlier version told, ``public`` the parts that an authority has
    stated. A part that an earlier version told as it is now is public too; so is one without
    answers.
    """

    told: Mapping[Part, Vector | None]
    discloses: Callable[[Vector], bool]
    earlier: tuple[View, ...] = ()
    public: frozenset[Part] = frozenset()

    def hidden_before(self) -> frozenset[Part]:
        """The parts that an earlier version hid while it showed others.

        They stay hidden: who knows that such a part has not changed since could work out the
        other hidden parts of that version.
        """
        return frozenset(
            part for view in self.earlier if view for part in self.told if part not in view
        )

    def changed(self) -> frozenset[Part]:
        """The parts that differ by a small count from what an earlier version told."""
        return frozenset(
            part
            for part, vector in self.told.items()
            if vector is not None
            for view in self.earlier
            if part in view and any(is_small(abs(count)) for count in minus(vector, view[part]))
        )

    def own(self) -> frozenset[Part]:
        """The parts that may not be shown for their own counts, and those without a figure."""
        return self.changed() | {
            part for part, vector in self.told.items() if vector is None or self.discloses(vector)
        }

    def hidden(self, forced: Collection[Part] = ()) -> frozenset[Part]:
        """The parts to hide: ``forced``, ``own``, those hidden before, and as few others as will
        protect them.

        All together is kept where one may choose, then the part with the most answers.
        """
        own = self.own().union(forced, self.hidden_before())
        free = [part for part in self.told if part not in own]
        choices = (
            own.union(more) for size in range(len(free) + 1) for more in combinations(free, size)
        )
        safe = (choice for choice in choices if self.is_safe(choice))
        return min(safe, key=self._loss, default=frozenset(self.told))

    def fits(self, hidden: Collection[Part]) -> bool:
        """Whether everything outside ``hidden`` may be shown."""
        return self.own() <= frozenset(hidden) and self.is_safe(hidden)

    def is_safe(self, hidden: Collection[Part]) -> bool:
        """Whether the parts that are shown give away no hidden part and no small remainder.

        To be on the safe side the rest is both known to the reader and protected from the reader.
        """
        known = {
            part: vector
            for part, vector in self.told.items()
            if vector is not None and (part not in hidden or self._is_public(part, vector))
        }
        segments = self._segments
        if not segments or self.told.get(None) is None:
            return True
        unknown = [part for part in segments if part not in known]
        if None not in known:
            return bool(unknown)
        if len(unknown) > 1:
            return not self.discloses(minus(known[None], self._rest()))
        left = minus(known[None], *(known[part] for part in segments if part in known))
        return not (any(left) if unknown else self.discloses(left))

    @property
    def _segments(self) -> list[Part]:
        return [part for part in self.told if part is not None]

    def _is_public(self, part: Part, vector: Vector) -> bool:
        """Whether the reader knows a part though it is not shown, as that nobody answered."""
        if part in self.public or not any(vector):
            return True
        return any(view.get(part) == vector for view in self.earlier)

    def _rest(self) -> Vector:
        """The answers without a segment; nothing where a segment's counts are not known."""
        vectors = [self.told[part] for part in (None, *self._segments)]
        known = [vector for vector in vectors if vector is not None]
        if len(known) == len(vectors):
            return minus(*known)
        return tuple(Fraction(0) for _ in known[0])

    def _loss(self, hidden: frozenset[Part]) -> tuple[int, bool, Fraction]:
        answers = (vector[-1] for part in hidden if (vector := self.told[part]) is not None)
        return len(hidden), None in hidden, sum(answers, start=Fraction(0))


def minus(vector: Vector, *others: Vector) -> Vector:
    """``vector`` less all of ``others``, count by count."""
    return tuple(
        count - sum((other[at] for other in others), start=Fraction(0))
        for at, count in enumerate(vector)
    )
