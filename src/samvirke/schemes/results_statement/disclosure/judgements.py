"""Verdicts on hidden values: shown as long as they leave every small count open.

A verdict is an inequality: it tells that a hidden value reaches a level or does not. It stays
where other counts, that give the same totals and the same verdicts, are possible to the reader.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from samvirke.figures import Text
from samvirke.indicators import FEWEST_ANSWERS
from samvirke.schemes.results_statement.disclosure.tables import Part, is_small
from samvirke.schemes.results_statement.disclosure.told import Vector
from samvirke.schemes.results_statement.model import Judgement, Verdict
from samvirke.schemes.results_statement.verdicts import NUMERIC, reached

# How far from the truth other counts are looked for. Where none is found, the verdict is hidden.
_REACH = 5
# The shortest first: most often one step is possible.
_STEPS = sorted(range(-_REACH, _REACH + 1), key=abs)
_HIDDEN = Text(
    da="Dommen vises ikke: sammen med de øvrige tal ville den vise, hvad enkelte virksomheder har "
    "svaret.",
    en="The verdict is not shown: together with the other numbers it would show what single "
    "companies answered.",
)


@dataclass(frozen=True)
class HiddenCells:
    """The counts of a measure's parts, counted and others or promoters, passives and detractors.

    ``cells`` holds every part, ``hidden`` those that are not shown, ``too_few`` those of them that
    are known to have under five answers.
    """

    cells: Mapping[Part, Vector]
    hidden: frozenset[Part]
    too_few: frozenset[Part]

    def pinned_by(self, judgements: Sequence[Judgement]) -> bool:
        """Whether the verdicts leave a small count of a hidden part no other way out."""
        if not any(_is_claim(item) and item.segment in self.hidden for item in judgements):
            return False
        return self._leave_no_other(judgements)

    def are_pinned(self) -> bool:
        """Whether the totals leave a small count no other way out, whatever the verdicts say.

        Six answers together, of one segment with under five and one with more, are one and five.
        """
        return self._leave_no_other(())

    def _leave_no_other(self, judgements: Sequence[Judgement]) -> bool:
        return any(
            self._is_found_out(part, judgements) for part in self.hidden if any(self.cells[part])
        )

    def _is_found_out(self, part: Part, judgements: Sequence[Judgement]) -> bool:
        """Whether a small count of ``part``, or how few answers it has, has no other way out."""
        secret = {at for at, count in enumerate(self.cells[part]) if is_small(count)}
        if is_small(sum(self.cells[part], start=Fraction(0))):
            secret.add(_ANSWERS)
        for move in self._moves(part, judgements):
            secret -= {at for at, step in enumerate(move) if step}
            if sum(move):
                secret.discard(_ANSWERS)
            if not secret:
                return False
        return bool(secret)

    def _moves(self, part: Part, judgements: Sequence[Judgement]) -> Iterator[tuple[int, ...]]:
        """The changes of a part's counts that the reader cannot rule out."""
        for signs in self._directions(part):
            for move in product(_STEPS, repeat=len(self.cells[part])):
                moved = {
                    other: tuple(
                        count + sign * step
                        for count, step in zip(self.cells[other], move, strict=True)
                    )
                    for other, sign in signs.items()
                }
                if all(self._is_possible(moved[other], other, judgements) for other in moved):
                    yield move

    def _directions(self, part: Part) -> Iterator[dict[Part, int]]:
        """Which parts change together, so that every total that is shown stays."""
        segments = [other for other in self.cells if other is not None and other in self.hidden]
        if None in self.hidden or None not in self.cells:
            moving = segments if part is None and segments else [part]
            total = [other for other in self.hidden if other is None]
            yield from (dict.fromkeys((other, *total), 1) for other in moving)
        else:
            yield {other: 1 if other == part else -1 for other in segments}

    def _is_possible(self, cells: Vector, part: Part, judgements: Sequence[Judgement]) -> bool:
        if min(cells) < 0:
            return False
        answers = sum(cells)
        few = answers < FEWEST_ANSWERS
        if answers == 0 or few != (part in self.too_few):
            return False
        value = 100 * (cells[0] - (cells[-1] if len(cells) == _SPLIT else 0)) / answers
        return all(
            _holds(item, value) for item in judgements if item.segment == part and _is_claim(item)
        )


_SPLIT = 3
# Instead of which count: the answers of a part in all.
_ANSWERS = -1


def without_verdicts(
    judgements: Sequence[Judgement], hidden: Collection[Part]
) -> tuple[Judgement, ...]:
    """``judgements`` without those on hidden parts, and without the line's, which rests on them."""
    return tuple(
        replace(item, verdict=Verdict.TOO_FEW, reason=_HIDDEN)
        if _is_claim(item) and (item.segment is None or item.segment in hidden)
        else item
        for item in judgements
    )


def _is_claim(item: Judgement) -> bool:
    """Whether a judgement says of a value that it reaches a level or does not."""
    return (
        item.verdict in (Verdict.MET, Verdict.MISSED)
        and item.requirement is not None
        and item.operator in NUMERIC
    )


def _holds(item: Judgement, value: Fraction) -> bool:
    if item.requirement is None or item.operator is None:
        raise ValueError("the judgement holds no level")
    met = reached(value, item.operator, item.requirement.value)
    return met == (item.verdict is Verdict.MET)
