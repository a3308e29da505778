"""Numbers as tables print them: ``1.234,5``, ``68 %``, ``kr. 1.200,-``, ``(1.200)``.

The mark of a note (``12¹``, ``12 1)``, ``12 [1]``) and a second number in brackets (``5 (25 %)``)
are no part of a cell's number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,\d{1,6})?"
_CELL = re.compile(
    rf"(?P<open>\()?(?P<sign>[-−–+]\s?)?(?:(?:kr\.?|dkk)\s)?"
    rf"(?P<number>{_NUMBER}|\d{{1,3}}(?: \d{{3}})+)"
    r"(?:[.,][-–]|(?P<after>[-–]))?(?(open)\))"
    r"(?:\s?(?P<unit>%|(?:pct\.?|procent)(?:[- ]?point)?|kr\.?|dkk|stk\.?|personer|"
    r"(?P<scale>t\.?(?=\s?kr)|tusind(?:e)?|mio\.?|mia\.?)(?:\s?(?:kr\.?|dkk))?))?\.?",
    re.I,
)
_SCALES = {"t": 1000, "tus": 1000, "mio": 10**6, "mia": 10**9}
_DASH = re.compile(r"[-–−—]")
_SUPPRESSED = re.compile(r"\*{1,3}|[<≤]\s?\d{1,2}|\.{2,3}|…|[-–−—]")
_NOTE = re.compile(
    r"(?<=[\d%.])\s?(?:[⁰¹²³⁴-⁹]+\)?|\^\d{1,2}|\[\d{1,2}\])$|(?<=[\d%.])\s(?:\d{1,2}|[a-z])\)$"
)
_SECOND = re.compile(r"(?<=\d)\s\(\d[\d.]*(?:,\d+)?(?:\s?(?:%|pct\.?))?\)$")
_UNREAD = re.compile(
    r"(?:ca|cirka|omkring|under|over|mindst|højst|knap|godt)\b\.?\s*\d.*|[<>≥≤~]\s?\d.*"
    r"|\d[\d.,]*(?: \d{1,2})+|\d[\d.,]*\s?[-–](?:\s?\d[\d.,]*)?"
    r"|(?!(?:19|20)\d\d\b)\d[\d.,]*(?<!\.)\s?[a-zæøå].{0,30}"
    r"|(?:ikke|ej) \w+|uoplyst|ukendt|afventer|n/?a\.?|ingen\b.{0,20}",
    re.I,
)
_MARKS = re.compile(r"[xX✓]")
_TRAILING = re.compile(
    rf"(?:^|(?<=\s))(?:(?:kr\.?\s)?\(?[-−–]?{_NUMBER}(?:,[-–])?\)?(?:\s?(?:%|pct\.?|kr\.?))?"
    r"|[-–−—]|[xX]|\*|[<≤]\s?\d|\.\.)\s*$",
    re.I,
)
_LONGEST = 1000
_HEAD_OF_GROUP = re.compile(r"\(?[-−–]?\d{1,3}")
_GROUP = re.compile(r"\d{3}(?:,\d+|,[-–])?\)?(?:\s?(?:%|pct\.?|kr\.?))?")
_YEARS = range(1980, 2080)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a table; ``decimals`` as printed, ``percent`` where a sign for it stands.

    ``value`` is in the unit that stands by it: ``scale`` is a million for »2 mio. kr.«. One that is
    ``bare`` is digits and nothing else, as a year is.
    """

    value: Fraction
    decimals: int = 0
    percent: bool = False
    printed: bool = True
    scale: int = 1
    bare: bool = False

    @property
    def like_a_year(self) -> bool:
        """Whether it may be a year, as in a heading."""
        return self.bare and _YEARS.start <= self.value.numerator < _YEARS.stop


def read_cell(text: str) -> Cell | None:
    """The number that is all there is in a cell, or ``None``.

    >>> read_cell("1.234,5").value, read_cell("68 %").percent, read_cell("-28.213").value
    (Fraction(2469, 2), True, Fraction(-28213, 1))
    >>> read_cell("5.000-").value, read_cell("1.200,-").value
    (Fraction(-5000, 1), Fraction(1200, 1))
    >>> read_cell("12.5"), read_cell("1. maj"), read_cell("-").value
    (None, None, Fraction(0, 1))
    >>> read_cell("12 1)").value, read_cell("5 (25 %)").value, read_cell("2 mio.kr.").scale
    (Fraction(12, 1), Fraction(5, 1), 1000000)
    """
    words = " ".join(text.split())
    if _DASH.fullmatch(words):
        return Cell(Fraction(0), printed=False)
    words = _SECOND.sub("", words if words.startswith("(") else _NOTE.sub("", words))
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
    scale = _SCALES[match["scale"].lower().rstrip(".")[:3]] if match["scale"] else 1
    bare = re.fullmatch(r"\d+", words) is not None
    return Cell(-value if negative else value, len(part), percent, scale=scale, bare=bare)


def is_mark(text: str) -> bool:
    """Whether a cell holds a cross or a tick and no number."""
    return _MARKS.fullmatch(text.strip()) is not None


def is_suppressed(text: str) -> bool:
    """Whether a cell may hide a number: ``*``, ``<5``, ``..``, or ``-``, which may also be nil."""
    return _SUPPRESSED.fullmatch(text.strip()) is not None


def is_unread(text: str) -> bool:
    """Whether a cell stands for a number that cannot be told: »ca. 50«, »3-5«, »ikke oplyst«.

    »12 1« is what a PDF makes of a number with the raised mark of a note.
    """
    words = " ".join(text.split())
    return read_cell(words) is None and _UNREAD.fullmatch(words) is not None


def is_dash(text: str) -> bool:
    """Whether a cell holds a dash, which is nil in most papers and hides a number in some."""
    return _DASH.fullmatch(text.strip()) is not None


def may_be_joined(cells: Sequence[str]) -> bool:
    """Whether numbers that stand one space apart may be one: ``1 234`` or ``1`` and ``234``.

    >>> may_be_joined(["1", "234", "68 %"]), may_be_joined(["31", "17", "61 %"])
    (True, False)
    """
    return any(
        _HEAD_OF_GROUP.fullmatch(first) and _GROUP.fullmatch(second)
        for first, second in pairwise(cells)
    )


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
