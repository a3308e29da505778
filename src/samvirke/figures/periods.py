"""Half-open periods: from and with ``start``, up to but not with ``end``.

Everything in Samvirke is valid in a period, and every question has an as-of date. Half-open
periods meet without gap or overlap: what ends on 2024-01-01 is followed by what starts then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from samvirke.figures.numbers import format_date
from samvirke.figures.text import Language


@dataclass(frozen=True, slots=True)
class Period:
    """``[start, end)``; ``end=None`` means until further notice.

    Raises ``ValueError`` where ``end`` is not after ``start``.

    >>> agreement = Period(date(2021, 1, 1), date(2024, 1, 1))
    >>> agreement.contains(date(2023, 12, 31)), agreement.contains(date(2024, 1, 1))
    (True, False)
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"a period must end after it starts: {self.start} to {self.end}")

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """The calendar year ``year``."""
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    def contains(self, day: date) -> bool:
        """Whether ``day`` lies in the period."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether a day lies in both periods.

        >>> Period.of_year(2021).overlaps(Period.of_year(2022))
        False
        """
        return (other.end is None or self.start < other.end) and (
            self.end is None or other.start < self.end
        )

    def years(self) -> range:
        """The calendar years that the period touches. Raises ``ValueError`` if it is open-ended.

        >>> list(Period(date(2021, 1, 1), date(2024, 1, 1)).years())
        [2021, 2022, 2023]
        """
        if self.end is None:
            raise ValueError("an open-ended period has no last year")
        return range(self.start.year, (self.end - timedelta(days=1)).year + 1)

    def in_words(self, language: Language) -> str:
        """The period with its last day named, as agreements write it.

        >>> Period(date(2021, 1, 1), date(2024, 1, 1)).in_words("da")
        '1. januar 2021 til 31. december 2023'
        """
        first = format_date(self.start, language)
        if self.end is None:
            return f"fra {first}" if language == "da" else f"from {first}"
        last = format_date(self.end - timedelta(days=1), language)
        return f"{first} {'til' if language == 'da' else 'to'} {last}"


def first_overlap(periods: Sequence[Period]) -> tuple[int, int] | None:
    """The positions of two periods that share a day, or ``None``.

    >>> first_overlap([Period.of_year(2022), Period.of_year(2021), Period.of_year(2022)])
    (0, 2)
    """
    order = sorted(range(len(periods)), key=lambda at: (periods[at].start, at))
    for left, right in pairwise(order):
        if periods[left].overlaps(periods[right]):
            return left, right
    return None


def first_gap(periods: Sequence[Period]) -> Period | None:
    """The first period that none of ``periods`` covers between the first and the last of them.

    >>> gap = first_gap([Period.of_year(2021), Period.of_year(2023)])
    >>> gap == Period.of_year(2022)
    True
    """
    covered: date | None = None
    for period in sorted(periods, key=lambda period: period.start):
        if covered is not None and covered < period.start:
            return Period(covered, period.start)
        if period.end is None:
            return None
        covered = period.end if covered is None else max(covered, period.end)
    return None
