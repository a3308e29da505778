"""When a framework agreement wants results reported."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from samvirke.figures import Text
from samvirke.records import Record, Rejected, Whole, Word

_LEAP_YEAR = 2024


class Deadline(Record):
    """The last day of reporting, in the year after the one that is reported on."""

    month: Whole = Field(examples=["6"])
    day: Whole = Field(examples=["30"])
    clause: Word = Field(examples=["'8'"])

    @model_validator(mode="after")
    def _is_a_day(self) -> Self:
        try:
            date(_LEAP_YEAR, self.month, self.day)
        except ValueError as error:
            raise Rejected(
                Text(
                    da=f"Den {self.day}. i {self.month}. måned er ikke en dag i kalenderen.",
                    en=f"Day {self.day} of month {self.month} is not in the calendar.",
                ),
                example="{month: 6, day: 30, clause: '8'}",
            ) from error
        return self

    def after(self, year: int) -> date:
        """The day by which ``year`` must be reported.

        >>> Deadline(month=6, day=30, clause="8").after(2021)
        datetime.date(2022, 6, 30)
        """
        return date(year + 1, self.month, self.day)


class Reporting(Record):
    """The hub's own statement, and the national one over all hubs."""

    hub_statement: Deadline
    national_statement: Deadline
