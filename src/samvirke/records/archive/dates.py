"""Danish dates in running text: ``15. oktober 2021``, ``5.2.2021``, ``5/2-2021``, ``maj 2024``."""

import re
from dataclasses import dataclass
from datetime import date

from samvirke.figures import Language, format_date

_MONTHS = [format_date(date(2000, month, 1), "da").split()[1] for month in range(1, 13)]
_NAME = "|".join(_MONTHS)
_EARLIEST = 1970
_LONG = re.compile(rf"\b([0-3]?\d)\.?\s*(?:-\s*[0-3]?\d\.?\s*)?({_NAME})\s+((?:19|20)\d\d)", re.I)
_SHORT = re.compile(r"(?<![\d.,/-])([0-3]?\d)([./-])([01]?\d)\2((?:19|20)\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<![\d.,/-])([0-3]?\d)/([01]?\d)\s?[-–]\s?((?:19|20)\d\d)(?!\d)")
_ISO = re.compile(r"(?<![\d.,/-])((?:19|20)\d\d)-([01]\d)-([0-3]\d)(?!\d)")
_MONTH = re.compile(rf"\b({_NAME})\s+((?:19|20)\d\d)", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """A day that a line names, and where in the line it stands."""

    day: date
    start: int
    end: int


def days_in(text: str) -> tuple[Found, ...]:
    """The days that ``text`` names, in its order; what is no day of the calendar is left out.

    >>> [found.day.isoformat() for found in days_in("fra 1. april 2022 til 31/12-2025, 5.2.2021")]
    ['2022-04-01', '2025-12-31', '2021-02-05']
    """
    found = [
        *(_found(m, m[3], _MONTHS.index(m[2].lower()) + 1, m[1]) for m in _LONG.finditer(text)),
        *(_found(m, m[4], int(m[3]), m[1]) for m in _SHORT.finditer(text)),
        *(_found(m, m[3], int(m[2]), m[1]) for m in _SLASHED.finditer(text)),
        *(_found(m, m[1], int(m[2]), m[3]) for m in _ISO.finditer(text)),
    ]
    return tuple(sorted((item for item in found if item is not None), key=lambda item: item.start))


def months_in(text: str) -> tuple[str, ...]:
    """The months that ``text`` names with their year, as ``2024-08``."""
    return tuple(
        f"{match[2]}-{_MONTHS.index(match[1].lower()) + 1:02d}" for match in _MONTH.finditer(text)
    )


def lone_date(text: str) -> str | None:
    """The day or month that is all there is on a line, as ``2021-10-04`` or ``2024-08``.

    >>> lone_date("Dato: 4. oktober 2021"), lone_date("August 2024."), lone_date("den 4. maj")
    ('2021-10-04', '2024-08', None)
    >>> lone_date("Dato d. 3. marts 2023")
    '2023-03-03'
    """
    line = _LABEL.sub("", " ".join(text.split())).strip(" .,")
    days = days_in(line)
    if days and days[0].start == 0 and not line[days[0].end :].strip(" .,"):
        return days[0].day.isoformat()
    match = _MONTH.fullmatch(line)
    return months_in(line)[0] if match else None


_LABEL = re.compile(
    r"^(?:(?:dato|udkast|version|den|d\.|(?:man|tirs|ons|tors|fre|lør|søn)dag)\s*[:,]?\s+)+", re.I
)


def _found(match: re.Match[str], year: str, month: int, day: str) -> Found | None:
    try:
        value = date(int(year), month, int(day))
    except ValueError:
        return None
    return Found(value, match.start(), match.end()) if value.year >= _EARLIEST else None


def is_day_or_month(text: str) -> bool:
    """Whether ``text`` is an ISO day or month that exists."""
    try:
        date.fromisoformat(text if len(text) > len("2021-10") else f"{text}-01")
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}-\d\d(-\d\d)?", text) is not None


def day_or_month_in_words(text: str, language: Language) -> str:
    """An ISO day or month as people read it.

    >>> day_or_month_in_words("2021-10-04", "da"), day_or_month_in_words("2024-08", "en")
    ('4. oktober 2021', 'August 2024')
    """
    if len(text) > len("2021-10"):
        return format_date(date.fromisoformat(text), language)
    return format_date(date.fromisoformat(f"{text}-01"), language).split(" ", 1)[1]
