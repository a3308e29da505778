"""Which years of the record a statement rests on: its own, and those that it is held against."""

from samvirke.agreements import PerformanceContract
from samvirke.schemes.contract_check.matching import base_year

# A year's figures look one year back: answers about guidance the year before, companies that were
# not guided the year before. Every figure stands beside that of the year before.
_LOOKS_BACK, _COMPARED = 1, 1


def years_read(year: int, contract: PerformanceContract | None) -> tuple[int, ...]:
    """The years whose rows a statement for ``year`` counts, the first one first.

    A ``contract`` may count a rise from another year, which is counted the same way.

    >>> years_read(2024, None)
    (2022, 2023, 2024)
    """
    starts = {year, year - _COMPARED}
    if contract is not None:
        named = (base_year(item) for goal in contract.goals for item in goal.requirements)
        starts |= {start for start in named if start is not None and start < year}
    return tuple(sorted({start - back for start in starts for back in range(_LOOKS_BACK + 1)}))
