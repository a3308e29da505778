"""What the label of a row, or the heading of a column, says of the numbers by it."""

import re
from enum import Enum

_TOTAL = re.compile(
    r"\b(?:i\s?alt|total(?:t|er|en)?|sum|subtotal|delsum|mellemsum|tilsammen|hele landet|"
    r"hovedtotal|samlede? (?:udgift|indtægt|budget|beløb|antal)\w*)\b",
    re.I,
)
_EXPLICIT = re.compile(
    r"(?:i\s?alt|totalt?|samlet|sum|samlet antal|tilsammen)(?:\s*\([^)]*\))?"
    r"(?:,?\s(?:1\.?000 |t\.?\s?|mio\.? ?)?kr)?\s*[:.]?",
    re.I,
)
_OF_WHICH = re.compile(r"^[-–\s]*(?:heraf|herunder|deraf)\b", re.I)
# These are totals in some papers and rows like all others in the rest.
_WEAK = re.compile(
    r"(?:danmark|landet|alle(?: (?:kommuner|regioner|huse|erhvervshuse|kkr))?|KKR [A-ZÆØÅ]\w+)",
    re.I,
)
_RESULT = re.compile(r"(?:årets )?(?:netto)?resultat|nettoudgifter", re.I)
_NO_SUM = re.compile(
    r"\bnps\b|net promoter|\bakkum|\bkumul|\bløbende\b|gennemsnit|\bgns\b|tilfredshed|\bunikke?\b"
    r"|\bindeks\b",
    re.I,
)
_COUNTED_TWICE = re.compile(
    r"\bunikke?\b|(?:tæller?|tælles|indgå\w*|optræde\w*)(?: med)? (?:i )?flere|flere svar\b"
    r"|flere kryds|overlap",
    re.I,
)
_NOTE_MARK = re.compile(r"[⁰¹²³⁴-⁹]+\)?$")


class Kind(Enum):
    """What a row is by its label; ``EXPLICIT`` is a total and says nothing else."""

    PART = "part"
    OF_WHICH = "of_which"
    TOTAL = "total"
    EXPLICIT = "explicit"


def kind_of(label: str) -> Kind:
    """What the row called ``label`` is.

    >>> kind_of("I alt¹"), kind_of("Region Fyn i alt"), kind_of("heraf mænd")
    (<Kind.EXPLICIT: 'explicit'>, <Kind.TOTAL: 'total'>, <Kind.OF_WHICH: 'of_which'>)
    """
    words = _NOTE_MARK.sub("", label).rstrip()
    if _OF_WHICH.match(words):
        return Kind.OF_WHICH
    if says_only_total(words):
        return Kind.EXPLICIT
    return Kind.TOTAL if _TOTAL.search(words) else Kind.PART


def says_only_total(words: str) -> bool:
    """Whether ``words`` say nothing else than that there is a total."""
    return _EXPLICIT.fullmatch(words) is not None


def may_say_total(label: str) -> bool:
    """Whether a last row of this name is a total in some papers: »Alle kommuner«, »KKR Fyn«."""
    return _WEAK.fullmatch(_NOTE_MARK.sub("", label).rstrip()) is not None


def says_result(label: str) -> bool:
    """Whether a last row of this name is a sum, or incomes less expenses (»Resultat«)."""
    return _RESULT.fullmatch(_NOTE_MARK.sub("", label).rstrip()) is not None


def is_never_summed(heading: str) -> bool:
    """Whether a column of this heading has no sum: scores, means, and what runs on."""
    return _NO_SUM.search(heading) is not None


def may_count_twice(words: str) -> bool:
    """Whether the words of a table say that one may stand in several rows."""
    return _COUNTED_TWICE.search(words) is not None
