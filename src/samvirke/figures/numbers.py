"""Numbers and dates as people read them: ``1.234,5`` in Danish, ``1,234.5`` in English."""

from datetime import date
from fractions import Fraction

from samvirke.figures.exact import decimal_digits
from samvirke.figures.rounding import Rounding, round_exact
from samvirke.figures.text import Language

_SEPARATORS = {"da": (".", ","), "en": (",", ".")}
_MONTHS = {
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_SHOWN_DECIMALS = 4


def format_number(
    value: Fraction,
    language: Language,
    *,
    decimals: int | None = None,
    at_most: int = _SHOWN_DECIMALS,
) -> str:
    """``value`` with the separators of ``language``.

    Without ``decimals`` the number is written exactly; one that needs more decimals than
    ``at_most`` is rounded half up to them for reading and marked with ``≈``.

    >>> format_number(Fraction(12345, 10), "da"), format_number(Fraction(12345, 10), "en")
    ('1.234,5', '1,234.5')
    >>> format_number(Fraction(2, 3), "da"), format_number(Fraction(2, 3), "da", decimals=1)
    ('≈ 0,6667', '0,7')
    """
    needed = decimal_digits(value)
    mark = ""
    if decimals is None:
        readable = needed is not None and needed <= at_most
        decimals = needed if readable and needed is not None else at_most
        mark = "" if readable else "≈ "
    thousands, point = _SEPARATORS[language]
    scaled = round_exact(value, Rounding.HALF_UP, decimals=decimals) * 10**decimals
    whole, part = divmod(abs(scaled.numerator), 10**decimals)
    sign = "−" if scaled < 0 else ""
    text = f"{whole:,}".replace(",", thousands)
    return f"{mark}{sign}{text}" + (f"{point}{part:0{decimals}d}" if decimals else "")


def format_date(day: date, language: Language) -> str:
    """``day`` in words.

    >>> format_date(date(2021, 10, 15), "da"), format_date(date(2021, 10, 15), "en")
    ('15. oktober 2021', '15 October 2021')
    """
    month = _MONTHS[language].split()[day.month - 1]
    return f"{day.day}{'.' if language == 'da' else ''} {month} {day.year}"
