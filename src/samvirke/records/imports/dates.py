"""Days, moments and years as Danes write them; what could be two days is refused."""

import re
from collections.abc import Collection
from datetime import date

from samvirke.figures import Text
from samvirke.records.imports.cells import CellRefused, Read

_EARLIEST, _LATEST = 1600, 2199
_MILLION = 1_000_000


def year_reader(years: Collection[int]) -> Read:
    """A reader of one of ``years``."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{4}", text):
            raise CellRefused(
                Text(da="Feltet er ikke et årstal.", en="The cell is not a year."),
                Text(da="Skriv fire cifre, fx 2021.", en="Write four digits, such as 2021."),
            )
        if int(text) not in years:
            raise outside_years(years)
        return int(text)

    return read


def outside_years(years: Collection[int]) -> CellRefused:
    """The refusal of a year that no agreement holds in."""
    span = f"{min(years)}–{max(years)}" if years else "–"
    return CellRefused(
        Text(
            da="Året hører ikke til nogen rammeaftale, som systemet kender.",
            en="The year does not belong to any framework agreement that is known.",
        ),
        Text(
            da=f"Ret året, eller fjern rækken. Der kan tages rækker ind fra {span}.",
            en=f"Correct the year, or remove the row. Rows from {span} can be imported.",
        ),
    )


_CLOCK = r"(?:[ T]+([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,][0-9]+)?)?)?"
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})" + _CLOCK)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})" + _CLOCK)
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[-./ ][0-9]{1,2}[-./ ][0-9]{2}\b.*")
_ZONE = re.compile(r".*[0-9](Z|[+-][0-9]{2}:?[0-9]{2})")


def read_day(text: str) -> int:
    """A date as ``yyyymmdd``; a time of day behind it is not read.

    >>> read_day("15-03-2021"), read_day("5/3/2021"), read_day("2021-03-15 10:30")
    (20210315, 20210305, 20210315)
    """
    return read_moment(text) // _MILLION


def read_moment(text: str) -> int:
    """A date with or without a time of day as ``yyyymmddhhmmss``.

    >>> read_moment("15.03.2021 9.05"), read_moment("2021-03-15")
    (20210315090500, 20210315000000)
    """
    if found := _DAY_FIRST.fullmatch(text):
        day, _, month, year, *clock = found.groups()
    elif found := _YEAR_FIRST.fullmatch(text):
        year, _, month, day, *clock = found.groups()
    else:
        raise _not_a_date(text)
    hour, minute, second = (int(part or 0) for part in clock)
    try:
        date(int(year), int(month), int(day))
    except ValueError as error:
        raise CellRefused(
            Text(da="Datoen findes ikke i kalenderen.", en="There is no such date."), _DAY_MONTH
        ) from error
    if not _EARLIEST <= int(year) <= _LATEST or hour > 23 or minute > 59 or second > 59:
        raise CellRefused(
            Text(
                da="Årstallet eller klokkeslættet kan ikke passe.",
                en="The year or the time of day cannot be right.",
            ),
            _DAY_MONTH,
        )
    on = int(year) * 10_000 + int(month) * 100 + int(day)
    return on * _MILLION + hour * 10_000 + minute * 100 + second


_DAY_MONTH = Text(
    da="Skriv dag-måned-år, fx 15-03-2021. Datoer med skråstreg læses også som dag/måned/år.",
    en="Write day-month-year, such as 15-03-2021. Dates with a slash are day/month/year as well.",
)


def _not_a_date(text: str) -> CellRefused:
    if _SHORT_YEAR.fullmatch(text):
        return CellRefused(
            Text(
                da="Datoen kan læses på flere måder: året står med to cifre.",
                en="The date reads in several ways: the year has two digits.",
            ),
            Text(
                da="Skriv året med fire cifre, fx 03-04-2021.",
                en="Write the year with four digits, such as 03-04-2021.",
            ),
        )
    if _ZONE.fullmatch(text):
        return CellRefused(
            Text(
                da="Klokkeslættet har en tidszone, så dagen kan være en anden i Danmark.",
                en="The time has a time zone, so the day may be another in Denmark.",
            ),
            Text(
                da="Skriv tidspunktet i dansk tid uden tidszone.",
                en="Write the time in Danish time without a zone.",
            ),
        )
    return CellRefused(Text(da="Feltet er ikke en dato.", en="The cell is not a date."), _DAY_MONTH)
