"""The list of guided companies: who, by which hub, in which segment, and when guidance ended."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from samvirke.effects.tables import Whole, open_table, refuse_unreadable
from samvirke.figures import Text
from samvirke.records import InputError, Problem
from samvirke.records.schemas import ENGAGEMENT_TYPES, SEGMENTS
from samvirke.records.snapshot import parquet_path, verify_snapshot

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

    None of ``companies`` may be a control; ``unfinished`` engagements have no effect yet.
    """

    engagements: tuple[Engagement, ...]
    companies: Whole
    unfinished: int

    def counted(
        self, segment: str, *, engagement: str, minimum_minutes: int
    ) -> dict[int, Engagement]:
        """For each company of ``segment`` the ``first`` or ``last`` engagement that counts.

        Early warning never counts (7.1, footnote 6, of the agreement 2021–2023). An engagement
        without minutes counts only where no minimum is asked.
        """
        held: dict[int, Engagement] = {}
        latest = engagement == "last"
        for item in sorted(self.engagements, key=lambda one: (one.ended, one.hub, one.theme)):
            long_enough = minimum_minutes == 0 or (item.minutes or 0) >= minimum_minutes
            if item.segment != segment or item.type == "early_warning" or not long_enough:
                continue
            if latest or item.company not in held:
                held[item.company] = item
        return held


def read_guided(path: Path) -> GuidedCompanies:
    """The list in ``path``: Parquet, CSV, or a snapshot's folder, whose engagements are used.

    Raises ``InputError`` for a missing column, a cell that is no number, an unknown segment or
    type, and an end of guidance that is no day.
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
    engagements, unfinished = [], 0
    companies = np.unique(np.array([row[0] for row in found if row[0] is not None], np.int64))
    for company, hub, segment, day, written, type_, minutes, theme in found:
        if not written:
            unfinished += 1
            continue
        _check(path.name, company, hub, segment, day, written, type_)
        engagements.append(Engagement(company, hub, segment, day, type_, minutes, theme))
    if not engagements:
        what = Text(
            da="Listen rummer ingen afsluttet vejledning.",
            en="The list holds no finished guidance.",
        )
        raise InputError([Problem(path.name, None, what)])
    return GuidedCompanies(tuple(engagements), companies, unfinished)


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
    if day is None or not 1900_01_01 <= day <= 2199_12_31 or not 1 <= day // 100 % 100 <= 12:
        what = Text(
            da=f"»ended« for virksomhed {company} er ikke en dag.",
            en=f"'ended' of company {company} is not a day.",
        )
        raise InputError([Problem(name, None, what, got=written, example="2021-06-30")])
