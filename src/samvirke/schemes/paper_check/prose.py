"""Numbers and dates in the text itself: stated sums, lists that are counted up, weekdays."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from samvirke.figures import Text, format_date
from samvirke.records.archive import Line
from samvirke.records.archive.dates import days_in
from samvirke.schemes.paper_check.findings import Finding, Grade, Kind, at_line

_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\s*,?\s*(?:den\s+|d\.\s*)?(?=\d)", re.I)
_WHOLE = r"\d{1,3}(?:\.\d{3})+|\d{1,6}"
_STATED = re.compile(
    rf"(?<![\d.,])(?P<whole>{_WHOLE})\s(?P<what>[^.:;\d]{{3,90}}):\s+"
    rf"(?P<parts>(?:(?:{_WHOLE})\s[^.:;,\d]{{2,50}},\s)*(?:{_WHOLE})\s[^.:;,\d]{{2,50}}\sog\s"
    rf"(?:{_WHOLE})\s[^.:;,\d]{{2,50}})"
)
_PART = re.compile(rf"(?<![\d.,])({_WHOLE})(?=\s)")
_CONSISTS = re.compile(r"\bbestår af\s+(\d{1,3})\s+(\w+)", re.I)
_BULLET = re.compile(r"^(?:[-–•*▪]|o(?=\s))\s*(?P<count>\d{1,3})?\b")
_MOST_BULLETS = 25
_LEAST_BULLETS = 3


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    lines: tuple[Line, ...]


def prose_findings(lines: Sequence[Line]) -> Iterator[Finding]:
    """Sums that the text states and that do not hold, and weekdays that the calendar refuses."""
    for paragraph in _paragraphs(lines):
        yield from _stated(paragraph)
    yield from _lists(lines)
    for line in lines:
        yield from _weekdays(line)


def _paragraphs(lines: Sequence[Line]) -> Iterator[_Paragraph]:
    own: list[Line] = []
    for line in [*lines, None]:
        new_page = line is not None and own and line.page != own[-1].page
        if new_page:
            yield _Paragraph(" ".join(each.words for each in own), tuple(own))
            own = []
        if line is not None and line.words and "\t" not in line.text:
            own.append(line)
        elif own:
            yield _Paragraph(" ".join(each.words for each in own), tuple(own))
            own = []


def _stated(paragraph: _Paragraph) -> Iterator[Finding]:
    """»118 medlemmer har svaret: 74 borgmestre og 44 øvrige« must add up."""
    for match in _STATED.finditer(paragraph.text):
        whole = _number(match["whole"])
        parts = [_number(part) for part in _PART.findall(match["parts"])]
        summed = sum(parts, Fraction(0))
        if summed == whole or abs(summed - whole) * 4 > whole:
            continue
        added = " + ".join(str(part) for part in parts)
        yield Finding(
            Kind.STATED_SUM,
            Grade.LIKELY,
            Text(
                da=f"Teksten siger {whole}, men {added} er {summed}: »{match[0]}«. Ret tallene.",
                en=f"The text says {whole}, but {added} is {summed}: '{match[0]}'. Correct the "
                "numbers.",
            ),
            got=whole,
            expected=summed,
            **at_line(_line_of(paragraph, match.start())),
        )


def _number(text: str) -> Fraction:
    return Fraction(int(text.replace(".", "")))


def _line_of(paragraph: _Paragraph, place: int) -> Line:
    for line in paragraph.lines:
        place -= len(line.words) + 1
        if place < 0:
            return line
    return paragraph.lines[-1]


def _lists(lines: Sequence[Line]) -> Iterator[Finding]:
    """»består af 11 medlemmer« and a list of how many of each kind."""
    for at, line in enumerate(lines):
        match = _CONSISTS.search(line.words)
        if match is None:
            continue
        counts = _counts_below(lines, at)
        whole, summed = Fraction(int(match[1])), Fraction(sum(counts))
        if len(counts) < _LEAST_BULLETS or summed == whole or abs(summed - whole) * 3 > whole:
            continue
        yield Finding(
            Kind.STATED_SUM,
            Grade.LIKELY,
            Text(
                da=f"Der skal være {whole} {match[2]}, men listen nedenunder giver {summed}. Ret "
                "tallet eller listen.",
                en=f"There should be {whole} ({match[2]}), but the list below it gives {summed}. "
                "Correct the number or the list.",
            ),
            got=whole,
            expected=summed,
            **at_line(line),
        )


def _counts_below(lines: Sequence[Line], at: int) -> list[int]:
    """The count that each bullet begins with; the list ends at a bullet without one."""
    counts: list[int] = []
    for line in lines[at + 1 : at + 1 + 2 * _MOST_BULLETS]:
        bullet = _BULLET.match(line.words)
        if bullet is None:
            continue
        if bullet["count"] is None:
            break
        counts.append(int(bullet["count"]))
    return counts


def _weekdays(line: Line) -> Iterator[Finding]:
    words = line.words
    for match in _WEEKDAY.finditer(words):
        found = next((each for each in days_in(words) if each.start == match.end()), None)
        if found is None or "-" in words[found.start : found.end]:
            continue
        told, real = _WEEKDAYS.index(match[1].lower()), found.day.weekday()
        if told != real:
            day = Text(da=format_date(found.day, "da"), en=format_date(found.day, "en"))
            yield Finding(
                Kind.WEEKDAY,
                Grade.SURE,
                Text(
                    da=f"{day.da} er en {_WEEKDAYS[real]}, ikke en {_WEEKDAYS[told]}. Ret dagen "
                    "eller datoen.",
                    en=f"{day.en} is a {_ENGLISH[real]}, not a {_ENGLISH[told]}. Correct the day "
                    "or the date.",
                ),
                got=_WEEKDAYS[told],
                expected=_WEEKDAYS[real],
                row=found.day.isoformat(),
                **at_line(line),
            )
