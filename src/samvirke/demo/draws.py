"""Draws that give the same outcome on every machine and in every version of Python.

Only ``random.Random.random`` promises the same sequence for ever; all else is made from it here,
in whole numbers.
"""

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

T = TypeVar("T")
_BITS = 53  # ``random()`` is a whole number of 2^-53


class Draws:
    """A sequence of draws named by its ``names``: equal names, equal draws."""

    def __init__(self, *names: str | int) -> None:
        # Made-up records need no secret numbers, but the same ones again.
        self._random = random.Random("/".join(str(name) for name in names))  # noqa: S311

    def below(self, count: int) -> int:
        """A whole number from 0 up to, not including, ``count``."""
        return (int(self._random.random() * 2**_BITS) * count) >> _BITS

    def between(self, first: int, last: int) -> int:
        """A whole number from ``first`` to ``last``, both included."""
        return first + self.below(last - first + 1)

    def one_of(self, items: Sequence[T]) -> T:
        """One of ``items``."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """``items`` in a drawn order."""
        drawn = list(items)
        for last in range(len(drawn) - 1, 0, -1):
            other = self.below(last + 1)
            drawn[last], drawn[other] = drawn[other], drawn[last]
        return drawn

    def deal(self, count: int, weights: Mapping[T, Fraction | int]) -> list[T]:
        """``count`` cards in a drawn order, of each kind as many as its weight asks for."""
        return self.shuffled(cards(count, weights))

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """``count`` different ones of ``items``, or all where there are fewer."""
        return self.shuffled(items)[:count]


def cards(count: int, weights: Mapping[T, Fraction | int]) -> list[T]:
    """``count`` cards kind by kind, of each as many as its weight asks for.

    >>> "".join(cards(10, {"a": 60, "b": 35, "c": 5}))
    'aaaaaabbbb'
    """
    return [kind for kind, number in parts(count, weights).items() for _ in range(number)]


def parts(total: int, weights: Mapping[T, Fraction | int]) -> dict[T, int]:
    """``total`` by ``weights`` in whole numbers that sum to it: largest remainder, ties in order.

    >>> parts(10, {"a": 60, "b": 35, "c": 5})
    {'a': 6, 'b': 4, 'c': 0}
    """
    whole = sum(weights.values())
    exact = {kind: Fraction(total * weight) / whole for kind, weight in weights.items()}
    given = {kind: int(share) for kind, share in exact.items()}
    by_remainder = sorted(exact, key=lambda kind: given[kind] - exact[kind])
    for kind in by_remainder[: total - sum(given.values())]:
        given[kind] += 1
    return given
