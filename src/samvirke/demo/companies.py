"""Made-up companies with numbers that no company has.

A CVR number is seven running digits and a check digit (modulus 11). The running digits that are
given out today begin with 4; the made-up ones begin with 98 and 99, the far end of the range, which
the counter is decades away from. P-numbers given out begin with 1, the made-up ones with 99.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from samvirke.demo.cells import day_number
from samvirke.demo.draws import Draws
from samvirke.demo.profiles import share_of

_FIRST, _LAST = 9_800_000, 9_999_999
_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)
_FRIDAY = 5


@dataclass(frozen=True, slots=True)
class Company:
    """A company as the hub's CRM knows it; ``founded`` is a day ``yyyymmdd``."""

    number: int
    founded: int | None
    municipality: int
    segment: str

    @property
    def production_unit(self) -> int:
        """The number of its only production unit: nine, the CVR number, one."""
        return 9_000_000_000 + self.number * 10 + 1


@dataclass(slots=True)
class Portfolio:
    """What a hub carries on to the next year.

    Its ``numbers`` not yet used, the companies ``guided`` last year, and the numbers of those that
    ever were in the early warning programme.
    """

    numbers: Iterator[int]
    guided: list[Company] = field(default_factory=list)
    early_warning: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class NewCompanies:
    """Where new companies come from: weights by municipality and by segment, per cent of them
    whose founding day is unknown.
    """

    inhabitants: Mapping[int, Fraction]
    segments: Mapping[str, Fraction]
    unknown_founding: Fraction

    def draw(
        self, count: int, *, young: int, year: int, numbers: Iterator[int], draws: Draws
    ) -> list[Company]:
        """``count`` companies, of which ``young`` are under three years old all through ``year``
        and the others never.
        """
        unknown = share_of(count - young, self.unknown_founding)
        older = count - young - unknown
        founded = [
            *(_working_day_of(year - draws.between(1, 2), draws) for _ in range(young)),
            *(_working_day_of(year - draws.between(4, 40), draws) for _ in range(older)),
        ]
        return [
            Company(next(numbers), day, municipality, segment)
            for day, municipality, segment in zip(
                draws.shuffled([*founded, *[None] * unknown]),
                draws.deal(count, self.inhabitants),
                draws.deal(count, self.segments),
                strict=True,
            )
        ]


def _working_day_of(year: int, draws: Draws) -> int:
    return day_number(working_day(year, draws))


def working_day(year: int, draws: Draws) -> date:
    """A day from Monday to Friday in ``year``."""
    first = date(year, 1, 1)
    while True:
        day = first + timedelta(days=draws.below((date(year + 1, 1, 1) - first).days))
        if day.isoweekday() <= _FRIDAY:
            return day


def company_numbers(start: int, step: int) -> Iterator[int]:
    """Made-up CVR numbers with valid check digits: every ``step``-th from the ``start``-th.

    Ends where the range does.

    >>> list(zip(range(2), company_numbers(0, 6)))
    [(0, 98000003), (1, 98000062)]
    """
    for running in range(_FIRST + start, _LAST + 1, step):
        rest = sum(int(digit) * by for digit, by in zip(str(running), _WEIGHTS, strict=True)) % 11
        if rest != 1:  # the check digit would be 10
            yield running * 10 + (11 - rest) % 11
