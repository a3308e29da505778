"""The list of guided companies: who, by which hub, in which segment, and when guidance ended."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

import numpy as np

from samvirke.effects.register import Remark
from samvirke.effects.tables import Whole, open_table, refuse_unreadable
from samvirke.figures import Text
from samvirke.records import InputError, Problem
from samvirke.records.schemas import ENGAGEMENT_TYPES, SEGMENTS
from samvirke.records.snapshot import parquet_path, verify_snapshot
from samvirke.territory import BodyKind, load_territory

_REQUIRED = ("company", "hub", "segment", "ended")
_OPTIONAL = ("type", "minutes", "theme")
_DAY = (
    "CASE WHEN regexp_full_match(trim(ended::VARCHAR), '[0-9]{4}-[0-9]{2}-[0-9]{2}.*') "
    "THEN CAST(replace(left(trim(ended::VARCHAR), 10), '-', '') AS BIGINT) "
    "ELSE TRY_CAST(ended AS BIGINT) END"
)


@dataclass(frozen=True, slots=True)
class Engagement:
    """One finished course of guidance; ``ended`` is a day ``yyyymmdd``."""

    company: int
    hub: str
    segment: str
    ended: int
    type: str
    minutes: int | None
    theme: str

    @property
    def year(self) -> int:
        """The year in which guidance ended."""
        return self.ended // 10_000


@dataclass(frozen=True, slots=True)
class GuidedCompanies:
    """All finished engagements of the list, and the numbers of everybody on it, in order.

    None of ``companies`` may be a control; ``unfinished`` engagements, of the companies
    ``without_end``, have no effect yet. ``repeated`` counts finished rows that stand word for word
    above, which count once.
    """

    engagements: tuple[Engagement, ...]
    companies: Whole
    without_end: Whole
    unfinished: int
    repeated: int = 0

    def counted(
        self, segment: str, *, engagement: str, minimum_minutes: int
    ) -> dict[int, Engagement]:
        """For each company of ``segment`` the ``first`` or ``last`` engagement that counts.

        An engagement without minutes counts only where no minimum is asked.
        """
        held: dict[int, Engagement] = {}
        warned, latest = self._warned(), engagement == "last"
        for item in sorted(self.engagements, key=lambda one: (one.ended, one.hub, one.theme)):
            long_enough = minimum_minutes == 0 or (item.minutes or 0) >= minimum_minutes
            if item.segment != segment or _why_not(item, warned) or not long_enough:
                continue
            if latest or item.company not in held:
                held[item.company] = item
        return held

    def guided_by(self, year: int) -> Whole:
        """The numbers of those with guidance that ended by the end of ``year``, or did not end."""
        later = {item.company for item in self.engagements if item.year > year}
        sooner = {item.company for item in self.engagements if item.year <= year}
        waiting = np.array(sorted(later - sooner - set(self.without_end.tolist())), np.int64)
        return np.setdiff1d(self.companies, waiting)

    def set_aside(self) -> tuple[Remark, ...]:
        """How many finished engagements count in no segment, by why."""
        warned = self._warned()
        found = Counter(
            why for item in self.engagements if (why := _why_not(item, warned)) is not None
        )
        found[_REPEATED] = self.repeated
        return tuple(Remark(why, found[why]) for why in _WHY_NOT if found[why])

    def aside_of(
        self, segment: str, *, engagement: str, minimum_minutes: int
    ) -> tuple[Remark, ...]:
        """How many finished engagements do not stand for a company of ``segment``, by why: those
        set aside, those of another segment, too short ones, and others of the same company.

        With the companies that ``counted`` finds they are all finished rows of the list.
        """
        warned = self._warned()
        kept = [one for one in self.engagements if _why_not(one, warned) is None]
        own = [one for one in kept if one.segment == segment]
        counted = self.counted(segment, engagement=engagement, minimum_minutes=minimum_minutes)
        long_enough = sum(
            minimum_minutes == 0 or (one.minutes or 0) >= minimum_minutes for one in own
        )
        more = (
            Remark(_OTHER_SEGMENT, len(kept) - len(own)),
            Remark(_TOO_SHORT, len(own) - long_enough),
            Remark(_SAME_COMPANY[engagement], long_enough - len(counted)),
        )
        return (*self.set_aside(), *(one for one in more if one.count))

    def _warned(self) -> dict[int, int]:
        """The year in which each company's first early warning engagement ended."""
        found: dict[int, int] = {}
        for item in self.engagements:
            if item.type == _EARLY_WARNING:
                found[item.company] = min(item.year, found.get(item.company, item.year))
        return found


def _why_not(item: Engagement, warned: Mapping[int, int]) -> Text | None:
    """Why an engagement counts in no segment, if it does not.

    Companies that took part in early warning are not in the operation segment (2021–2023: 7.1,
    footnote 6). What comes later bars nobody: to know the future of the guided alone would bias
    the effect.
    """
    if item.type == _EARLY_WARNING:
        return _IS_EARLY_WARNING
    if not item.segment:
        return _NO_SEGMENT
    is_warned = item.company in warned and warned[item.company] <= item.year
    return _AFTER_EARLY_WARNING if item.segment == "operation" and is_warned else None


_EARLY_WARNING = "early_warning"
_IS_EARLY_WARNING = Text(da="Early Warning-forløb", en="early warning engagements")
_NO_SEGMENT = Text(da="forløb uden segment", en="engagements without a segment")
_AFTER_EARLY_WARNING = Text(
    da="driftssegmentet, men virksomheden har haft et Early Warning-forløb",
    en="operation segment, but the company had an early warning engagement",
)
_REPEATED = Text(
    da="rækker, der står ord for ord mere end én gang", en="rows that stand word for word above"
)
_WHY_NOT = (_REPEATED, _IS_EARLY_WARNING, _NO_SEGMENT, _AFTER_EARLY_WARNING)
_OTHER_SEGMENT = Text(da="forløb i det andet segment", en="engagements of the other segment")
_TOO_SHORT = Text(da="forløb, der er for korte", en="engagements that are too short")
_SAME_COMPANY = {
    "first": Text(
        da="senere forløb i en virksomhed, der tæller ved sit første",
        en="later engagements of a company that counts at its first",
    ),
    "last": Text(
        da="tidligere forløb i en virksomhed, der tæller ved sit seneste",
        en="earlier engagements of a company that counts at its last",
    ),
}


def read_guided(path: Path) -> GuidedCompanies:
    """The list in ``path``: Parquet, CSV, or a snapshot's folder, whose engagements are used.

    Raises ``InputError`` for a missing column, a cell that is no number, an unknown hub, segment or
    type, minutes below zero, and an end of guidance that is no day.
    """
    if path.is_dir():
        verify_snapshot(path)
        path = parquet_path(path, "engagements")
    with open_table(path, required=_REQUIRED, optional=_OPTIONAL) as table:
        refuse_unreadable(table, {"company": "BIGINT", "minutes": "DOUBLE"})
        found = table.engine.execute(
            "SELECT CAST(company AS BIGINT), trim(hub::VARCHAR), "  # noqa: S608
            f"trim(coalesce(segment::VARCHAR, '')), {_DAY}, trim(ended::VARCHAR), "
            "trim(coalesce(type::VARCHAR, '')), "
            "CAST(TRY_CAST(minutes AS DOUBLE) AS BIGINT), trim(coalesce(theme::VARCHAR, '')) FROM t"
        ).fetchall()
    hubs = {body.id: body.name for body in load_territory().bodies if body.kind is BodyKind.HUB}
    engagements: dict[Engagement, None] = {}
    repeated = 0
    without_end: list[int] = []
    unfinished = 0
    companies = np.unique(np.array([row[0] for row in found if row[0] is not None], np.int64))
    for company, hub, segment, day, written, type_, minutes, theme in found:
        if not written:
            unfinished += 1
            without_end += [] if company is None else [company]
            continue
        _check(path.name, company, hub, segment, day, written, type_)
        if hub not in hubs:
            _refuse_hub(path.name, company, hub, hubs)
        if minutes is not None and minutes < 0:
            _refuse(path.name, _NEGATIVE, company, str(minutes))
        item = Engagement(company, hub, segment, day, type_, minutes, theme)
        repeated += item in engagements
        engagements[item] = None
    if not engagements:
        what = Text(
            da="Listen rummer ingen afsluttet vejledning.",
            en="The list holds no finished guidance.",
        )
        raise InputError([Problem(path.name, None, what)])
    return GuidedCompanies(
        tuple(engagements),
        companies,
        np.unique(np.array(without_end, np.int64)),
        unfinished,
        repeated,
    )


def _refuse(
    name: str, what: Text, company: int, got: str, *, example: str | None = None
) -> NoReturn:
    """Raises ``InputError`` about a company's row; ``what`` has a place for its number."""
    told = Text(what.da.format(company), what.en.format(company))
    raise InputError([Problem(name, None, told, got=got, example=example)])


def _refuse_hub(name: str, company: int, hub: str, hubs: Mapping[str, str]) -> NoReturn:
    """Raises ``InputError`` with the hub that may be meant."""
    ids = {word.casefold(): id_ for id_, known in hubs.items() for word in (id_, known)}
    near = get_close_matches(hub.casefold(), list(ids), 1)
    meant = Text("", "")
    if near:
        meant = Text(f" Mente du »{ids[near[0]]}«?", f" Did you mean '{ids[near[0]]}'?")
    what = Text(
        da=f"»hub« for virksomhed {company} er ikke et erhvervshus.{meant.da}",
        en=f"'hub' of company {company} is not a business hub.{meant.en}",
    )
    words = ", ".join(hubs)
    raise InputError([Problem(name, None, what, got=hub, valid=Text(words, words))])


def _check(
    name: str,
    company: int | None,
    hub: str | None,
    segment: str,
    day: int | None,
    written: str,
    type_: str,
) -> None:
    if company is None or not hub:
        what = Text(
            da="En række mangler virksomhedens nummer eller erhvervshuset.",
            en="A row lacks the company's number or the hub.",
        )
        raise InputError([Problem(name, None, what, got=str(company))])
    for field, value, codes in (("segment", segment, SEGMENTS), ("type", type_, ENGAGEMENT_TYPES)):
        if value and value not in codes:
            what = Text(da=f"»{field}« kendes ikke.", en=f"'{field}' is not known.")
            words = ", ".join(codes)
            raise InputError([Problem(name, None, what, got=value, valid=Text(words, words))])
    if day is None or not _is_day(day):
        _refuse(name, _NO_DAY, company, written, example="2021-06-30")


def _is_day(day: int) -> bool:
    """Whether ``yyyymmdd`` is a day of the calendar, from 1900 to 2199.

    >>> _is_day(20240229), _is_day(20230229)
    (True, False)
    """
    try:
        found = date(day // 10_000, day // 100 % 100, day % 100)
    except ValueError:
        return False
    return 1900 <= found.year <= 2199


_NO_DAY = Text(
    da="»ended« for virksomhed {} er ikke en dag.", en="'ended' of company {} is not a day."
)
_NEGATIVE = Text(
    da="»minutes« for virksomhed {} er under 0. Ret tallet, eller lad cellen være tom.",
    en="'minutes' of company {} is below 0. Correct the number, or leave the cell empty.",
)
