"""References that lead nowhere: periods of framework agreements, paragraphs, counted lists."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from functools import cache

from samvirke.agreements import load_agreements
from samvirke.figures import Text
from samvirke.records.archive import Line
from samvirke.schemes.paper_check.findings import Finding, Grade, Kind, at_line

_AGREEMENT = re.compile(
    r"\brammeaftale\w*\b(?P<between>[^.;]{0,90}?)\b(?P<first>20\d\d)\s*[-–]\s*(?P<last>20\d\d)\b",
    re.I,
)
_BUSINESS = re.compile(r"erhverv", re.I)
_STRATEGY = re.compile(r"strategi|20\d\d", re.I)
_FIRST_PERIOD = (2019, 2020)  # »den første rammeaftale (2019-2020)«: 2021-2023, 1. Indledning
_PARAGRAPH_PART = re.compile(r"§\s*\d+\s*,\s*str\.\s*\d+")
_NUMBERS = "to tre fire fem seks syv otte ni ti elleve tolv"
_WORDS = {word: number for number, word in enumerate(_NUMBERS.split(), start=2)}
_NAME = r"[A-ZÆØÅ][\w.-]*(?: [A-ZÆØÅ][\w.-]*){0,2}"
_LIST = re.compile(
    rf"\b(?P<count>{'|'.join(_WORDS)}|[2-9]|1[0-2]) "
    rf"(?P<what>lande|kommuner|regioner|byer|partier)\s?[:(]\s?"
    rf"(?P<names>{_NAME}(?:, {_NAME})+,? (?:og|samt) {_NAME})(?=[).;,]|$)"
)


def reference_findings(lines: Sequence[Line]) -> Iterator[Finding]:
    """Periods of no framework agreement, misprinted parts of paragraphs, lists counted wrongly."""
    for line in lines:
        yield from _periods(line)
        yield from _parts(line)
        yield from _lists(line)


def _periods(line: Line) -> Iterator[Finding]:
    for match in _AGREEMENT.finditer(line.words):
        period = (int(match["first"]), int(match["last"]))
        about = line.words[max(0, match.start() - 60) : match.end()]
        if period in _known() or _STRATEGY.search(match["between"]) or not _BUSINESS.search(about):
            continue
        known = ", ".join(f"{first}-{last}" for first, last in _known())
        got = f"{period[0]}-{period[1]}"
        yield Finding(
            Kind.CONTRACT,
            Grade.LIKELY,
            Text(
                da=f"Der er ingen rammeaftale for erhvervshusene for {got}; aftalerne gælder "
                f"{known}. Ret årene.",
                en=f"There is no framework agreement of the business hubs for {got}; the "
                f"agreements hold for {known}. Correct the years.",
            ),
            got=got,
            expected=known,
            **at_line(line),
        )


@cache
def _known() -> tuple[tuple[int, int], ...]:
    held = [
        (item.valid.start.year, (item.valid.end - timedelta(days=1)).year)
        for item in load_agreements()
        if item.valid.end is not None
    ]
    return (_FIRST_PERIOD, *held)


def _parts(line: Line) -> Iterator[Finding]:
    for match in _PARAGRAPH_PART.finditer(line.words):
        meant = match[0].replace("str.", "stk.")
        yield Finding(
            Kind.NUMBERING,
            Grade.LIKELY,
            Text(
                da=f"Der står »{match[0]}«; der menes nok »{meant}«.",
                en=f"It says '{match[0]}'; '{meant}' is probably meant.",
            ),
            got=match[0],
            expected=meant,
            **at_line(line),
        )


def _lists(line: Line) -> Iterator[Finding]:
    """»seks lande (Danmark, Sverige, Norge, Island og Finland)« names five."""
    for match in _LIST.finditer(line.words):
        count = _WORDS.get(match["count"]) or int(match["count"])
        named = len(re.split(r",? og |,? samt |, ", match["names"]))
        if named != count:
            yield Finding(
                Kind.STATED_SUM,
                Grade.LIKELY,
                Text(
                    da=f"Teksten siger {count} {match['what']}, men nævner {named}: "
                    f"»{match['names']}«.",
                    en=f"The text says {count} ({match['what']}) but names {named}: "
                    f"'{match['names']}'.",
                ),
                got=Fraction(count),
                expected=Fraction(named),
                **at_line(line),
            )
