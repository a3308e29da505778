"""Numbers as tables print them: ``1.234,5``, ``68 %``, ``kr. 1.200,-``, ``(1.200)``."""

import re
from dataclasses import dataclass
from fractions import Fraction

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,\d{1,6})?"
_CELL = re.compile(
    rf"(?P<open>\()?(?P<sign>[-−–+]\s?)?(?:kr\.?\s)?(?P<number>{_NUMBER}|\d{{1,3}}(?: \d{{3}})+)"
    r"(?:,[-–]|(?P<after>[-–]))?(?(open)\))"
    r"(?:\s?(?P<unit>%|pct\.?|procent|kr\.?|t\.kr\.?|mio\.?(?: kr\.?)?))?\.?",
    re.I,
)
_NIL = re.compile(r"[-–−]|0")
_SUPPRESSED = re.compile(r"\*{1,3}|[<≤]\s?\d{1,2}|\.{2,3}|…|[-–−]")
_MARKS = re.compile(r"[xX✓]")
_TRAILING = re.compile(
    rf"(?:^|(?<=\s))(?:(?:kr\.?\s)?\(?[-−–]?{_NUMBER}(?:,[-–])?\)?(?:\s?(?:%|pct\.?|kr\.?))?"
    r"|[-–−]|[xX]|\*|[<≤]\s?\d|\.\.)\s*$",
    re.I,
)
_LONGEST = 1000
_YEARS = range(1980, 2080)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a table; ``decimals`` as printed, ``percent`` where a sign for it stands."""

    value: Fraction
    decimals: int = 0
    percent: bool = False
    printed: bool = True

    @property
    def like_a_year(self) -> bool:
        """Whether it may be a year, as in a heading."""
        return not self.percent and self.decimals == 0 and self.value in _YEARS


def read_cell(text: str) -> Cell | None:
    """The number that is all there is in a cell, or ``None``.

    >>> read_cell("1.234,5").value, read_cell("68 %").percent, read_cell("-28.213").value
    (Fraction(2469, 2), True, Fraction(-28213, 1))
    >>> read_cell("5.000-").value, read_cell("1.200,-").value
    (Fraction(-5000, 1), Fraction(1200, 1))
    >>> read_cell("12.5"), read_cell("1. maj"), read_cell("-").value
    (None, None, Fraction(0, 1))
    """
    words = " ".join(text.split())
    if _NIL.fullmatch(words):
        return Cell(Fraction(0), printed=words == "0")
    match = _CELL.fullmatch(words)
    if match is None:
        return None
    digits = match["number"].replace(".", "").replace(" ", "")
    whole, _, part = digits.partition(",")
    value = Fraction(int(whole + part), 10 ** len(part))
    signed = (match["sign"] or "").strip() in ("-", "−", "–") or match["after"] is not None
    negative = match["open"] is not None or signed
    unit = (match["unit"] or "").lower()
    percent = unit.startswith(("%", "pct", "procent"))
    return Cell(-value if negative else value, len(part), percent)


def is_mark(text: str) -> bool:
    """Whether a cell holds a cross or a tick and no number."""
    return _MARKS.fullmatch(text.strip()) is not None


def is_suppressed(text: str) -> bool:
    """Whether a cell may hide a number: ``*``, ``<5``, ``..``, or ``-``, which may also be nil."""
    return _SUPPRESSED.fullmatch(text.strip()) is not None


def split_trailing(text: str) -> tuple[str, list[str]]:
    """A line's words and the numbers at its end, from the left.

    >>> split_trailing("KKR Sjælland 31 17 61 % 82 %")
    ('KKR Sjælland', ['31', '17', '61 %', '82 %'])
    """
    rest, cells = text.rstrip(), list[str]()
    if len(rest) > _LONGEST:
        return rest.strip(), cells
    while match := _TRAILING.search(rest):
        cells.insert(0, match[0].strip())
        rest = rest[: match.start()].rstrip()
    return rest.strip(), cells
