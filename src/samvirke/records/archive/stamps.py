"""What offices stamp on a paper: case and document numbers, dates, page numbers.

``Sags ID: SAG-2021-03500``, ``Dok. ID: 3128186``, ``Sagsnr. 21/084053``, ``J.nr. 2021-12``,
``Dato: 16. september 2021``, ``Side 2 af 8``; and the running line of an annex book:
``Punkt 2.4 Bilag 1: Title … side 2`` or ``2.4 Bilag 1 – side 3 af 9``.
"""

import re
from dataclasses import dataclass

from samvirke.records.archive.dates import days_in, lone_date

# What may stand before the number of an item.
POINT = r"(?:dagsordens?punkt|punkt|pkt\.?|sag)(?:\s*nr\.?)?"
_FILE_NUMBER = re.compile(
    r"\b(?:(?:sags?|dok(?:ument)?|journal)[ .-]*(?:id|nr|nummer)|j\.? ?nr"
    r"|e-?doc\w*(?:[ .-]*(?:id|nr))?|acadre\w*)\.?\s*[:#]?\s*"
    r"([A-ZÆØÅ0-9][A-ZÆØÅ0-9./-]*\d)",
    re.I,
)
_GLUED = re.compile(r"(\d)(E-?mail|Direkte|Dok|Sags)", re.I)
_DATE_STAMP = re.compile(r"\bDato\s*:?\s", re.I)
_PAGE_STAMP = re.compile(r"^(?:.*\s)?side\s+(\d{1,4})\s*(?:af|/)\s*(\d{1,4})", re.I)
_BOOK_STAMP = re.compile(
    rf"^(?:{POINT})?\s*(\d{{1,2}}(?:\.\d{{1,2}})?)[.,:]?\s*[-–,]?\s*"
    r"bilag\s+([0-9]{1,3}[a-z]?|[a-z])\b\s*[:.–-]?\s*(.*?)"
    r"[\s,.…–-]*\bside\s+(\d{1,4})(?:\s*(?:af|/)\s*\d{1,4})?\s*$",
    re.I,
)
_LONGEST_STAMP = 400


@dataclass(frozen=True, slots=True)
class BookStamp:
    """The running line of a page in an annex book; ``page`` is the annex's own page."""

    item: str
    annex: str
    title: str
    page: int


def file_numbers(text: str) -> tuple[str, ...]:
    """The case and document numbers that a line is stamped with.

    >>> file_numbers("Dok. ID: 3128091E-mail: post@example.dk"), file_numbers("Sagen er oprettet")
    (('3128091',), ())
    """
    return tuple(match[1] for match in _FILE_NUMBER.finditer(_GLUED.sub(r"\1 \2", text)))


def stamped_dates(text: str) -> tuple[str, ...]:
    """The dates of a line that is a stamp or a date alone, as ISO days or months."""
    if _DATE_STAMP.search(text):
        return tuple(dict.fromkeys(found.day.isoformat() for found in days_in(text)))[:1]
    alone = lone_date(text)
    return (alone,) if alone else ()


def page_of(text: str) -> tuple[int, int] | None:
    """``(2, 8)`` for the stamp ``Side 2 af 8``."""
    match = _PAGE_STAMP.match(text.strip())
    return (int(match[1]), int(match[2])) if match else None


def book_stamp(text: str) -> BookStamp | None:
    """The running line of an annex book, or ``None``.

    >>> book_stamp("Punkt 2.4 Bilag 1: Udspil … side 2")
    BookStamp(item='2.4', annex='1', title='Udspil', page=2)
    """
    match = _BOOK_STAMP.match(" ".join(text.split())) if len(text) <= _LONGEST_STAMP else None
    if match is None:
        return None
    return BookStamp(match[1], match[2], match[3].strip(" .,…–-"), int(match[4]))
