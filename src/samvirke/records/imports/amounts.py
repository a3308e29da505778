"""Numbers as Danes write them: minutes, hours, survey weights."""

import re
from fractions import Fraction

from samvirke.figures import (
    AmbiguousNumber,
    NotANumber,
    Rounding,
    Text,
    format_number,
    parse_plain,
    round_exact,
)
from samvirke.records.imports.cells import CellRefused, Read

MOST_MINUTES = 60_000
MOST_WEIGHT = 1000
_MILLION = 1_000_000

_DANISH = re.compile(r"[-−+]?([0-9]{1,15}|[1-9][0-9]{0,2}(\.[0-9]{3}){1,4})(,[0-9]{1,30})?")
_DANISH_THOUSANDS = re.compile(r"[-−+]?[1-9][0-9]{0,2}\.[0-9]{3}")
_ENGLISH = re.compile(r"[-−+]?([0-9]{1,15}|[1-9][0-9]{0,2}(,[0-9]{3}){1,4})(\.[0-9]{1,30})?")


def read_number(text: str, *, decimal_point: bool = False) -> Fraction:
    """A number as Danes write it: ``1.234,5``; with ``decimal_point`` as English: ``1,234.5``.

    Without ``decimal_point`` a point with three digits behind it reads in two ways and is refused.

    >>> read_number("1.234,5"), read_number("7.5"), read_number("1,234.5", decimal_point=True)
    (Fraction(2469, 2), Fraction(15, 2), Fraction(2469, 2))
    """
    try:
        if decimal_point:
            if not _ENGLISH.fullmatch(text):
                raise NotANumber(text)
            return Fraction(text.replace("−", "-").replace(",", ""))
        if _DANISH_THOUSANDS.fullmatch(text):
            raise AmbiguousNumber(text)
        if _DANISH.fullmatch(text):
            return Fraction(text.replace("−", "-").replace(".", "").replace(",", "."))
        return parse_plain(text.replace("−", "-"))
    except AmbiguousNumber as error:
        raise CellRefused(
            Text(
                da="Tallet kan læses på to måder: punktummet kan dele tusinder eller decimaler.",
                en="The number reads in two ways: the point may part thousands or decimals.",
            ),
            Text(
                da="Skriv tusinder uden punktum (1234) og decimaler med komma (1,234).",
                en="Write thousands without a point (1234) and decimals with a comma (1,234).",
            ),
        ) from error
    except NotANumber as error:
        raise CellRefused(
            Text(da="Feltet er ikke et tal.", en="The cell is not a number."),
            Text(da="Skriv et tal, fx 12 eller 1,5.", en="Write a number, such as 12 or 1,5."),
        ) from error


def minutes_reader(*, decimal_point: bool = False) -> Read:
    """A reader of whole minutes."""

    def read(text: str) -> int:
        number = read_number(text, decimal_point=decimal_point)
        if number.denominator != 1:
            raise CellRefused(
                Text(da="Minutter skal være et helt tal.", en="Minutes must be a whole number."),
                Text(
                    da="Skriv hele minutter, eller brug kolonnen »Timer«.",
                    en="Write whole minutes, or use the column 'Timer' (hours).",
                ),
            )
        return _within_limit(number)

    return read


def hours_reader(*, decimal_point: bool = False) -> Read:
    """A reader of hours, ``1,5`` or ``1:30``, as minutes rounded half up."""

    def read(text: str) -> int:
        clock = re.fullmatch(r"([0-9]{1,5}):([0-5][0-9])(:00)?", text)
        if clock:
            return _within_limit(Fraction(int(clock[1]) * 60 + int(clock[2])))
        hours = read_number(text, decimal_point=decimal_point)
        return _within_limit(hours * 60)

    return read


def _within_limit(minutes: Fraction) -> int:
    if minutes < 0:
        raise CellRefused(
            Text(da="Tidsforbruget er negativt.", en="The time spent is negative."),
            Text(da="Skriv 0 eller mere.", en="Write 0 or more."),
        )
    if minutes > MOST_MINUTES:
        raise CellRefused(
            Text(
                da="Tidsforbruget er over 60.000 minutter (1.000 timer) i ét forløb.",
                en="The time spent is over 60,000 minutes (1,000 hours) in one engagement.",
            ),
            Text(
                da="Kontrollér tallet og enheden: minutter eller timer.",
                en="Check the number and its unit: minutes or hours.",
            ),
        )
    return round_exact(minutes, Rounding.HALF_UP).numerator


def weight_reader(*, decimal_point: bool = False) -> Read:
    """A reader of survey weights as whole millionths, rounded half up."""

    def read(text: str) -> int:
        weight = read_number(text, decimal_point=decimal_point)
        millionths = round_exact(weight * _MILLION, Rounding.HALF_UP).numerator
        if not 1 <= millionths <= MOST_WEIGHT * _MILLION:
            most = format_number(Fraction(MOST_WEIGHT), "da")
            raise CellRefused(
                Text(
                    da=f"En vægt skal ligge over 0 og højst være {most}.",
                    en=f"A weight must be above 0 and at most {MOST_WEIGHT:,}.",
                ),
                Text(
                    da="Kontrollér vægten hos den, der har lavet målingen.",
                    en="Check the weight with those who made the survey.",
                ),
            )
        return millionths

    return read
