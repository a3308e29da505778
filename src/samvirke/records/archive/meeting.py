"""Which body a bundle was made for, and the day of its meeting: printed, inferred or unknown."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from samvirke.figures import Text, format_date
from samvirke.records.archive.dates import days_in, lone_date, months_in
from samvirke.records.archive.parts import Draft
from samvirke.records.archive.text import Line

Basis = Literal["printed", "inferred", "corrected"]

_BODY = re.compile(r"\bKKR[- ](?:i\s+)?([A-ZÆØÅ][a-zæøå]{3,}(?:-[A-ZÆØÅ][a-zæøå]+)?)")
_BODY_FIRST = re.compile(rf"^{_BODY.pattern}\s*[,:–-]?\s+")
_NO_PLACES = {"Regi", "Møde", "Møder", "Evaluering", "Undersøgelse", "Survey", "Formand"}
_MEETING = re.compile(r"\b(?:møde(?:t|dato|dag)?|dagsorden|referat|mødeindkaldelse)\b", re.I)
_IN_MONTH = re.compile(r"\bmøde(?:r|rne|t)?\b[^.]{0,40}?\bi\s+(\w+\s+(?:19|20)\d\d)", re.I)
_FRONT_LINES = 80
_COVER_LINES = 20
_OFTEN = 3
_SOON = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Known:
    """A value (``None`` where nothing tells it), how it is known, and from what."""

    value: str | None
    basis: Basis | None = None
    source: Text | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """The body and the day; ``month`` where only the month can be told."""

    body: Known
    day: Known
    month: str | None = None


def meeting_of(lines: Sequence[Line], draft: Draft, dates: Sequence[str]) -> Meeting:
    """Body and day from the papers themselves; ``dates`` are those that the annexes carry."""
    body = _body(lines, draft)
    printed = _printed_day(lines[: _front(lines, draft)], draft.after or _COVER_LINES)
    if printed is not None:
        return Meeting(body, printed)
    latest = max((date.fromisoformat(each) for each in dates if len(each) == 10), default=None)
    inferred = _day_of_body(lines, body.value, latest)
    if inferred is not None:
        return Meeting(body, inferred)
    month = _month(lines, latest)
    if month is None:
        return Meeting(body, Known(None))
    return Meeting(body, Known(None, "inferred", month[1]), month[0])


def _front(lines: Sequence[Line], draft: Draft) -> int:
    """How many lines stand before the first annex, at most the front page's."""
    starts = [a.start for item in draft.items for a in item.annexes if a.start is not None]
    first = min(starts, default=_FRONT_LINES)
    return min(max(first, draft.after), _FRONT_LINES + draft.after)


def _body(lines: Sequence[Line], draft: Draft) -> Known:
    front = [line.words for line in lines[: _front(lines, draft)]]
    titles = [item.title or "" for item in draft.items]
    titles += [annex.title or "" for item in draft.items for annex in item.annexes]
    for texts, source in ((front, _ON_FRONT), (titles, _IN_TITLES)):
        named = _named(texts)
        if len(named) == 1:
            return Known(f"KKR {next(iter(named))}", "printed", source)
    for start, end in _stretches(lines, draft):
        named = _named([line.words for line in lines[start:end]])
        if len(named) == 1 and next(iter(named.values())) >= _OFTEN:
            return Known(f"KKR {next(iter(named))}", "inferred", _IN_ITEM)
    return Known(None)


def _named(texts: Sequence[str]) -> Counter[str]:
    # No council's name ends in s, so an s is a genitive: »KKR Sjællands møde«.
    found = Counter(name.removesuffix("s") for text in texts for name in _BODY.findall(text))
    return Counter({name: count for name, count in found.items() if name not in _NO_PLACES})


def _stretches(lines: Sequence[Line], draft: Draft) -> list[tuple[int, int]]:
    """Where each item with a number begins and ends."""
    starts = sorted(item.start for item in draft.items if item.start is not None)
    ends = [*starts, len(lines)][1:]
    numbered = {item.start for item in draft.items if item.number is not None}
    return [span for span in zip(starts, ends, strict=True) if span[0] in numbered]


def _printed_day(front: Sequence[Line], cover_lines: int) -> Known | None:
    """The day that the front names together with the meeting, or the only day on the cover.

    The cover ends with the table of contents, where there is one.
    """
    for at, line in enumerate(front):
        if not _MEETING.search(line.words):
            continue
        days = days_in(line.words) or days_in(front[at + 1].words if at + 1 < len(front) else "")
        if days:
            shown = line.words[:120]
            told = Text(da=f"trykt som »{shown}«", en=f"printed as '{shown}'")
            return Known(days[0].day.isoformat(), "printed", told)
    cover = (_BODY_FIRST.sub("", line.words) for line in front[: min(cover_lines, _COVER_LINES)])
    alone = {day for words in cover if (day := lone_date(words))}
    if len(alone) == 1 and len(day := alone.pop()) > len("2021-10"):
        return Known(day, "printed", _ON_FRONT)
    return None


def _day_of_body(lines: Sequence[Line], body: str | None, latest: date | None) -> Known | None:
    """The body's first meeting after the newest paper, where the papers list its meetings."""
    if body is None or latest is None:
        return None
    pattern = re.compile(re.escape(body) + r"\s+(?:mødes\s+)?(?:den\s+|d\.\s*)?(?=\d)")
    days: dict[date, Line] = {}
    for line in lines:
        for match in pattern.finditer(line.words):
            found = [f for f in days_in(line.words) if match.end() - 1 <= f.start <= match.end()]
            days.update((f.day, line) for f in found if f.day not in days)
    ahead = sorted(day for day in days if latest <= day <= latest + _SOON)
    if not ahead:
        return None
    day = ahead[0]
    return Known(
        day.isoformat(),
        "inferred",
        Text(
            da=f"udledt: »{body} den {format_date(day, 'da')}« i linje "
            f"{days[day].number} er {body}s første møde efter det nyeste bilag "
            f"({format_date(latest, 'da')})",
            en=f"inferred from '{body}, {format_date(day, 'en')}' on line {days[day].number} is "
            f"the first meeting of {body} after the newest annex ({format_date(latest, 'en')})",
        ),
    )


def _month(lines: Sequence[Line], latest: date | None) -> tuple[str, Text] | None:
    """The month of meetings that the papers speak of, not before the newest of them."""
    joined = " ".join(line.words for line in lines)
    for match in _IN_MONTH.finditer(joined):
        months = months_in(match[1])
        if months and (latest is None or months[0] >= latest.isoformat()[:7]):
            words = " ".join(match[0].split())
            return months[0], Text(
                da=f"kun måneden kan udledes, af »{words}«",
                en=f"only the month can be told, from '{words}'",
            )
    return None


_ON_FRONT = Text(da="trykt på forsiden", en="printed on the front page")
_IN_TITLES = Text(
    da="trykt i et punkts eller et bilags titel",
    en="printed in the title of an item or annex",
)
_IN_ITEM = Text(
    da="udledt: det eneste KKR, som et af punkterne nævner",
    en="inferred: the only KKR that one of the items names",
)
