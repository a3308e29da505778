"""Finds a performance contract in a paper and holds it against the framework agreement in force.

The contract is read off its text: its title and year, its two parties, its goals, and in each
goal the sentences with their numbers, years and units. The contract check then compares them. Text
is read less surely than a contract that a person typed off, so only findings about numbers, years
and missing goals are kept, and none is graded as sure. ``samvirke check-contract`` on a typed file
is the full check.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError

from samvirke.agreements import PerformanceContract, load_agreements
from samvirke.figures import Text
from samvirke.records.archive import Line
from samvirke.records.archive.likeness import folded
from samvirke.schemes import contract_check
from samvirke.schemes.contract_check import Kind as ContractKind
from samvirke.schemes.paper_check.findings import Finding, Grade, Kind, at_line
from samvirke.territory import load_territory

_TITLE = re.compile(r"^resultatkontrakt(?:\s+for)?\s+(20\d\d)\b", re.I)
_PARTIES = re.compile(
    r"\b(KKR [A-ZÆØÅ]\w+).{0,40}?\b(Erhvervshus [A-ZÆØÅ]\w+)|"
    r"\b(Erhvervshus [A-ZÆØÅ]\w+).{0,40}?\b(KKR [A-ZÆØÅ]\w+)",
    re.S,
)
_OTHER_PAPER = re.compile(r"^aftale om rammerne for erhvervshus", re.I)
_GOAL = re.compile(r"^mål\s+(\d{1,2})\s*[–:.-]\s*(\S.*)$", re.I)
_PLAIN_GOAL = re.compile(r"^(\d{1,2})[.:]?\s+(\S.*)$")
_LOCAL = re.compile(r"^(?:lokale?t? mål|lokalt aftalte mål)\b", re.I)
_NATIONAL = re.compile(r"^national(?:e|t fastsatte) mål\b", re.I)
_SPAN = re.compile(r"\b20\d\d\s*[-–]\s*20\d\d\b")
_HOW = re.compile(r"^(?:metode|opgørelsesmetode|opgørelse|afrapportering|måling)\b", re.I)
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-ZÆØÅ•-])|\s[•]\s")
_NUMBER = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:,\d)?)\s*((?:procent|pct\.?|%)[\s-]?point|pct\.?|procent|%)"
)
_NPS = re.compile(r"net promot[eo]r score.{0,40}?\b(\d{1,2})\b|\bNPS\b.{0,40}?\b(\d{1,2})\b", re.I)
_YEAR = re.compile(r"\b(20\d\d)\b")
_COMPARED = re.compile(r"sammenlignet|i forhold til|end i", re.I)
_RISE = re.compile(r"\bsteget\b|\bstige[rt]?\b|\bstigning\b|\byderligere\b|\bøges\b", re.I)
_GROWTH = re.compile(r"\bøget\b|\bmervækst\b", re.I)
_THRESHOLDS = re.compile(r",? \bt\d+(?: og t\d+)*$")
_GOES_ON = re.compile(r"^(?:målet|målepunktet|kravet|det|dette)\s+(?:skal|gælder)\b(?!.*\d)", re.I)
_HEAD_LINES = 14
_SHORT = 30
_LEAST_GOALS = 3
_KEPT = {
    ContractKind.MISSING_MEASURE_POINT: Grade.POSSIBLE,
    ContractKind.WEAKER_THRESHOLD: Grade.LIKELY,
    ContractKind.CONTRADICTS_RULE: Grade.LIKELY,
    ContractKind.DIFFERENT_THRESHOLD: Grade.LIKELY,
    ContractKind.SEGMENT_RULE_MISSING: Grade.POSSIBLE,
    ContractKind.NARROWER_GOAL: Grade.POSSIBLE,
    ContractKind.NO_REQUIREMENT_IN_YEAR: Grade.POSSIBLE,
    ContractKind.YEAR_NOT_MEASURED: Grade.LIKELY,
    ContractKind.UNDERIVABLE_THRESHOLD: Grade.POSSIBLE,
    ContractKind.EMPTY_GOAL: Grade.LIKELY,
}


@dataclass(slots=True)
class _Goal:
    number: int
    title: str
    local: bool
    line: Line
    words: list[str]


def contract_findings(lines: Sequence[Line]) -> Iterator[Finding]:
    """What the contracts in a paper miss of the framework agreement in force."""
    for start, end, year in _titles(lines):
        contract, goals = _read(lines[start:end], year)
        if contract is None:
            continue
        table = f"Resultatkontrakt {year}, {contract.hub_name}"
        try:
            check = contract_check.check_contract(contract, load_agreements(), load_territory())
        except ValueError as error:
            what = getattr(error, "what", None)
            if isinstance(what, Text):
                yield Finding(
                    Kind.CONTRACT, Grade.POSSIBLE, what, table=table, **at_line(lines[start])
                )
            continue
        for found in check.findings:
            grade = _KEPT.get(found.kind)
            if grade is not None:
                yield _finding(found, grade, table, goals, lines[start])


def _titles(lines: Sequence[Line]) -> Iterator[tuple[int, int, int]]:
    """Where a contract begins and ends, and its year: a title with both parties and goals after."""
    titles = [
        (at, int(match[1])) for at, line in enumerate(lines) if (match := _TITLE.match(line.words))
    ]
    if not titles:
        return
    others = [at for at, line in enumerate(lines) if _OTHER_PAPER.match(line.words)]
    headings = [at for at, line in enumerate(lines) if _heading(line.words) is not None]
    last_end = 0
    for at, year in titles:
        if at < last_end:
            continue
        head = " ".join(each.words for each in lines[at : at + _HEAD_LINES])
        other = bisect_right(others, at)
        end = others[other] if other < len(others) else len(lines)
        goals = bisect_left(headings, end) - bisect_left(headings, at)
        if _PARTIES.search(head) and goals >= _LEAST_GOALS:
            last_end = end
            yield at, end, year


def _read(lines: Sequence[Line], year: int) -> tuple[PerformanceContract | None, dict[int, _Goal]]:
    head = " ".join(line.words for line in lines[:_HEAD_LINES])
    parties = _PARTIES.search(head)
    goals = _goals(lines)
    document: dict[str, Any] = {
        "id": f"RK-{year}",
        "title": f"Resultatkontrakt {year}",
        "parties": [name for name in parties.groups() if name] if parties else [],
        "in_force": f"{year}-01-01",
        "national_goals": [_as_field(goal, year) for goal in goals.values() if not goal.local],
        "local_goals": [_as_field(goal, year) for goal in goals.values() if goal.local],
    }
    try:
        return PerformanceContract.model_validate(document), goals
    except ValidationError:
        return None, goals


def _goals(lines: Sequence[Line]) -> dict[int, _Goal]:
    """The goals by number; what is said of how they are counted and reported is left out."""
    goals: dict[int, _Goal] = {}
    local = False
    current: _Goal | None = None
    for line in lines:
        words = line.words
        if _LOCAL.match(words) or _NATIONAL.match(words):
            local = _LOCAL.match(words) is not None
        heading = _heading(words)
        if heading is not None and (_GOAL.match(words) or heading[0] not in goals):
            current = _Goal(*heading, local, line, [])
            goals[current.number] = current
        elif _HOW.match(words):
            current = None
        elif current is not None:
            current.words.append(words)
    return goals


def _heading(words: str) -> tuple[int, str] | None:
    """Number and title of a goal: »Mål 3 – Kvalitet«, or »3. Kvalitet« as the agreements say it."""
    match = _GOAL.match(words)
    if match is None:
        match = _PLAIN_GOAL.match(words)
        if match is None or folded(match[2]) not in _known_titles():
            return None
    return int(match[1]), match[2]


@cache
def _known_titles() -> frozenset[str]:
    goals = (goal for agreement in load_agreements() for goal in agreement.goals)
    return frozenset(folded(goal.title.da) for goal in goals)


def _as_field(goal: _Goal, year: int) -> dict[str, Any]:
    thresholds: list[dict[str, Any]] = []
    for sentence in _SENTENCE.split(" ".join(goal.words)):
        if thresholds and _GOES_ON.match(sentence):
            thresholds[-1]["text"] = f"{thresholds[-1]['text']} {sentence}"
        else:
            thresholds += _thresholds(sentence, year)
    for at, threshold in enumerate(thresholds):
        threshold["id"] = f"t{at + 1}"
    return {"number": str(goal.number), "title": goal.title[:300], "thresholds": thresholds}


def _thresholds(sentence: str, year: int) -> list[dict[str, Any]]:
    """The thresholds of one sentence: a number each; without a number something to be done."""
    text = " ".join(sentence.split())[:400]
    score = _NPS.search(text)
    if score is not None:
        value = score[1] or score[2]
        return [{"text": text, "operator": ">=", "value": value, "unit": "NPS points"}]
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return _without_number(text)
    found = []
    head = text[: numbers[0].start()]
    for at, match in enumerate(numbers):
        before = text[numbers[at - 1].end() if at else 0 : match.start()]
        after = text[match.end() : numbers[at + 1].start() if at + 1 < len(numbers) else None]
        points = "point" in match[2]
        rise = points and _RISE.search(before) is not None
        years = _years(before, after)
        threshold: dict[str, Any] = {
            "text": f"{head}{_last_words(before) if at else ''} {match[0]}{after}"[:400],
            "operator": "increase>=" if rise else ">=",
            "value": match[1].replace(",", "."),
            "unit": "procentpoint" if points else "pct",
        }
        if years:
            threshold["years"] = [each for each in years if each >= year]
        if not years or threshold["years"]:  # what was measured in earlier years is no goal
            found.append(threshold)
    return found


def _without_number(text: str) -> list[dict[str, Any]]:
    """A sentence that asks for a rise without a number, or for something to be done."""
    if _GROWTH.search(text):
        return [{"text": text, "operator": ">", "value": "0"}]
    return [{"text": text, "operator": "done", "value": "true"}] if len(text) > _SHORT else []


def _last_words(text: str) -> str:
    """»og mindst«, »med yderligere«: what leads up to a second number of the sentence."""
    return " ".join(text.split()[-2:])


def _years(before: str, after: str) -> list[int]:
    """The years that a number is for: those before it, else those behind it but for comparisons."""
    before, after = _SPAN.sub("", before), _SPAN.sub("", after)
    named = _YEAR.findall(before) or _YEAR.findall(_COMPARED.split(after)[0])
    return [int(year) for year in dict.fromkeys(named)]


def _finding(
    found: contract_check.Finding,
    grade: Grade,
    table: str,
    goals: dict[int, _Goal],
    start: Line,
) -> Finding:
    got, expected = found.got_and_expected("da")
    number = re.search(r"\d+", found.contract_clause or "")
    goal = goals.get(int(number[0])) if number else None
    return Finding(
        Kind.CONTRACT,
        grade,
        Text(
            da=f"{found.kind.label.da}: {found.message.da}",
            en=f"{found.kind.label.en}: {found.message.en}",
        ),
        table=table,
        row=_THRESHOLDS.sub("", found.contract_clause or found.framework_clause or "") or None,
        got=None if got == "–" else got,
        expected=None if expected == "–" else expected,
        **at_line(goal.line if goal else start),
    )
