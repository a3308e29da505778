"""When results are due."""

from datetime import date

import pytest
from pydantic import ValidationError

from samvirke.agreements import agreement_path, load_agreement, load_agreements
from samvirke.agreements.reporting import Deadline


@pytest.mark.parametrize(
    ("year", "hub", "national"),
    [
        # 2021-2023, 8: the national report in the first quarter, the hub's in the second;
        # 2024-2027, 9: both in the first half of the year.
        (2021, date(2022, 6, 30), date(2022, 3, 31)),
        (2024, date(2025, 6, 30), date(2025, 6, 30)),
    ],
)
def test_the_agreements_print_when_results_are_due(year: int, hub: date, national: date) -> None:
    agreement = next(
        item for item in load_agreements() if item.valid.period.contains(date(year, 1, 1))
    )
    assert agreement.reporting.hub_statement.after(year) == hub
    assert agreement.reporting.national_statement.after(year) == national


@pytest.mark.parametrize(("month", "day"), [(2, 30), (13, 1), (6, 0)])
def test_a_day_that_is_not_in_the_calendar_is_refused(month: int, day: int) -> None:
    with pytest.raises(ValidationError, match="not in the calendar"):
        Deadline(month=month, day=day, clause="8")


def test_the_file_of_a_year_holds_its_agreement() -> None:
    path = agreement_path(2022)
    assert path is not None
    assert load_agreement(path).id == "RA-2021-2023"
    assert agreement_path(2018) is None
