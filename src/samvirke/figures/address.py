"""Permanent addresses of figures.

A published figure keeps its address for good. It is printed in papers, opens the figure's
calculation on the site and names the figure in the API.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from itertools import chain, count

_PART = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DANISH_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True, slots=True)
class Address:
    """The path of a figure, ``/tal/…``, built from the names of what it belongs to.

    Raises ``ValueError`` for a path that ``address`` cannot have made.

    >>> str(Address("/tal/resultatkontrakt/rk-nord-2021/6-d"))
    '/tal/resultatkontrakt/rk-nord-2021/6-d'
    """

    path: str

    def __post_init__(self) -> None:
        slash, _, rest = self.path.partition("/")
        root, *parts = rest.split("/")
        if slash or root != "tal" or not parts or not all(_PART.fullmatch(part) for part in parts):
            raise ValueError(f"{self.path!r} is not the address of a figure")

    def __str__(self) -> str:
        return self.path


def address(*names: str) -> Address:
    """The address of the figure that belongs under ``names``, from the widest to the narrowest.

    >>> address("Resultatkontrakt", "RK-NORD-2021", "Mål 6, d").path
    '/tal/resultatkontrakt/rk-nord-2021/maal-6-d'
    """
    parts = (
        re.sub(r"[^a-z0-9]+", "-", name.lower().translate(_DANISH_LETTERS)).strip("-")
        for name in names
    )
    return Address("/".join(("/tal", *parts)))


def distinct(found: Address, taken: Container[str]) -> Address:
    """``found``, or with a number where its path is ``taken`` by a thing of nearly the same name.

    >>> distinct(Address("/tal/ydelse/salg"), {"/tal/ydelse/salg"}).path
    '/tal/ydelse/salg-nr-2'
    """
    numbered = (Address(f"{found.path}-nr-{number}") for number in count(2))
    return next(other for other in chain([found], numbered) if other.path not in taken)
