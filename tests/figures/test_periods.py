"""Half-open periods: what they hold, where they overlap, where they leave a gap."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.figures import Period, first_gap, first_overlap

DAYS = st.dates(date(2000, 1, 1), date(2000, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(DAYS)
    length = draw(st.none() | st.integers(1, 60))
    return Period(start, None if length is None else start + timedelta(days=length))


def years(first: int, last: int | None) -> Period:
    """The calendar years ``first`` up to but not with ``last``."""
    return Period(date(first, 1, 1), None if last is None else date(last, 1, 1))


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2020, 12, 31), False),
        (date(2021, 1, 1), True),
        (date(2023, 12, 31), True),
        (date(2024, 1, 1), False),
    ],
)
def test_a_period_holds_its_first_day_and_not_its_end(day: date, held: bool) -> None:
    assert years(2021, 2024).contains(day) is held


def test_an_open_period_goes_on() -> None:
    assert years(2021, None).contains(date(2999, 12, 31))


@pytest.mark.parametrize("end", [date(2021, 1, 1), date(2020, 12, 31)])
def test_a_period_that_does_not_end_after_it_starts_is_refused(end: date) -> None:
    with pytest.raises(ValueError, match=r"^a period must end after it starts"):
        Period(date(2021, 1, 1), end)


OVERLAPS = [
    # one, other, do they share a day
    (years(2021, 2022), years(2022, 2023), False),
    (years(2021, 2022), years(2023, 2024), False),
    (years(2021, 2023), years(2022, 2024), True),
    (years(2021, 2024), years(2022, 2023), True),
    (years(2021, 2022), years(2021, 2022), True),
    (years(2021, None), years(2023, 2024), True),
    (years(2021, 2022), years(2022, None), False),
    (years(2021, None), years(2022, None), True),
]


@pytest.mark.parametrize(("one", "other", "shared"), OVERLAPS)
def test_overlap(one: Period, other: Period, shared: bool) -> None:
    assert (one.overlaps(other), other.overlaps(one)) == (shared, shared)


@given(periods(), periods())
def test_overlap_is_symmetric(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one)


@given(periods(), periods())
def test_periods_overlap_where_the_later_start_lies_in_both(one: Period, other: Period) -> None:
    later = max(one.start, other.start)
    assert one.overlaps(other) == (one.contains(later) and other.contains(later))


@pytest.mark.parametrize(
    ("given_periods", "expected"),
    [
        ([], None),
        ([years(2021, 2022)], None),
        ([years(2021, 2022), years(2022, 2023)], None),
        ([years(2022, 2023), years(2021, 2022)], None),
        ([years(2021, 2023), years(2022, 2024)], (0, 1)),
        ([years(2022, 2024), years(2021, 2023)], (1, 0)),
        ([years(2021, None), years(2025, 2026)], (0, 1)),
        ([years(2030, 2031), years(2021, 2029), years(2022, 2023)], (1, 2)),
    ],
)
def test_first_overlap_names_the_earlier_period_first(
    given_periods: list[Period], expected: tuple[int, int] | None
) -> None:
    assert first_overlap(given_periods) == expected


@given(st.lists(periods(), max_size=6))
def test_an_overlap_is_found_wherever_two_periods_share_a_day(found: list[Period]) -> None:
    pairs = [(a, b) for at, a in enumerate(found) for b in found[at + 1 :]]
    assert (first_overlap(found) is not None) == any(a.overlaps(b) for a, b in pairs)


@pytest.mark.parametrize(
    ("given_periods", "gap"),
    [
        ([], None),
        ([years(2021, 2022)], None),
        ([years(2021, 2022), years(2022, 2023)], None),
        ([years(2021, 2022), years(2023, 2024)], years(2022, 2023)),
        ([years(2023, 2024), years(2021, 2022)], years(2022, 2023)),
        ([years(2021, None)], None),
        ([years(2021, 2022), years(2024, 2025), years(2027, None)], years(2022, 2024)),
        ([years(2020, 2030), years(2021, 2022), years(2025, 2026)], None),
        ([years(2020, 2024), years(2021, 2022), years(2025, 2026)], years(2024, 2025)),
    ],
)
def test_first_gap(given_periods: list[Period], gap: Period | None) -> None:
    assert first_gap(given_periods) == gap


@given(st.lists(DAYS, unique=True, min_size=2, max_size=8), st.data())
def test_periods_that_follow_each_other_leave_no_gap_in_any_order(
    cuts: list[date], data: st.DataObject
) -> None:
    chain = [Period(start, end) for start, end in pairwise(sorted(cuts))]
    shuffled = data.draw(st.permutations(chain))
    assert (first_overlap(shuffled), first_gap(shuffled)) == (None, None)


@given(st.lists(DAYS, unique=True, min_size=4, max_size=8), st.data())
def test_a_link_taken_out_of_the_chain_is_the_gap(cuts: list[date], data: st.DataObject) -> None:
    chain = [Period(start, end) for start, end in pairwise(sorted(cuts))]
    taken = chain.pop(data.draw(st.integers(1, len(chain) - 2)))
    assert first_gap(chain) == taken


@pytest.mark.parametrize(
    ("period", "touched"),
    [
        (years(2021, 2024), [2021, 2022, 2023]),
        (Period.of_year(2022), [2022]),
        (Period(date(2021, 12, 31), date(2022, 1, 2)), [2021, 2022]),
        (Period(date(2021, 12, 31), date(2022, 1, 1)), [2021]),
    ],
)
def test_the_years_that_a_period_touches(period: Period, touched: list[int]) -> None:
    assert list(period.years()) == touched


def test_an_open_period_has_no_last_year() -> None:
    with pytest.raises(ValueError, match=r"^an open-ended period has no last year$"):
        years(2021, None).years()


@pytest.mark.parametrize(
    ("period", "danish", "english"),
    [
        (
            years(2021, 2024),
            "1. januar 2021 til 31. december 2023",
            "1 January 2021 to 31 December 2023",
        ),
        (years(2027, None), "fra 1. januar 2027", "from 1 January 2027"),
    ],
)
def test_a_period_is_written_with_its_last_day(period: Period, danish: str, english: str) -> None:
    assert (period.in_words("da"), period.in_words("en")) == (danish, english)
