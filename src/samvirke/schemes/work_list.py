"""The hub controller's work list: registrations that fall short of the framework agreement.

Rules: each engagement holds P-number, segment and service (2021-2023, 8) or theme (2024-2027, 9);
a company guided for more than three hours is always selected for evaluation (2024-2027, 9); where
guidance of a company exceeds 20 hours over 12 months, the management must have taken a position
(2024-2027, 5.1). The agreement 2021-2023 prints no limit of hours: the list then says so.

Our reading. An empty cell for whom a company is referred to means that it is referred to nobody, so
nothing is missing. The three hours are those of one engagement, and an engagement without any
answer is listed. All hours of an engagement belong to the day it starts; the twelve months end with
that day and begin after the same day of the year before, also where that lies under another
agreement. Of several such periods of a company that end in the year, the one with the most hours is
listed, of equal ones the first.

Worked example: 8 hours on 10 March 2023, 7 on 11 March 2023 and 13 on 10 March 2024. The twelve
months through 10 March 2024 begin on 11 March 2023 and hold 7 + 13 = 20 hours: not more than 20.
Had the last been a quarter longer, the company would be listed with 20 hours and a quarter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal, Protocol

from pydantic import model_validator

from samvirke.figures import Exclusion, Language, Source, Text, canonical
from samvirke.indicators import Engine
from samvirke.records import Record, Rejected, TextField, Whole, Word
from samvirke.schemes.parameters import Parameters, load_parameters
from samvirke.territory import Body, BodyKind, Territory, load_territory

SCHEMA = "samvirke.work-list"
VERSION = 1
Kind = Literal["not_evaluated", "incomplete", "much_guided"]
_YEAR = 10_000  # between days yyyymmdd


class EvaluationLimit(Record):
    """Engagements of more than so many hours are evaluated."""

    hours: Whole
    clause: Word
    rule: TextField


class ManagementLimit(EvaluationLimit):
    """More than so many hours in so many months, whole years, are a matter for the management."""

    months: Whole

    @model_validator(mode="after")
    def _is_whole_years(self) -> "ManagementLimit":
        if self.months <= 0 or self.months % 12:
            what = Text(
                da="Perioden skal være hele år: 12, 24, … måneder.",
                en="The period must be whole years: 12, 24, … months.",
            )
            raise Rejected(what, place=("months",))
        return self


class WorkListParameters(Parameters):
    """What one agreement asks; a limit that it does not print is ``None``."""

    cells: tuple[Literal["production_unit", "segment", "service", "theme"], ...]
    evaluation: EvaluationLimit | None = None
    management: ManagementLimit | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to see to, about an engagement or a company.

    ``company`` is the CVR number. ``day`` is the engagement's first day, for much guidance the
    last day of the period. ``missing`` names columns of the record.
    """

    company: int
    engagements: tuple[str, ...]
    day: date
    minutes: int | None
    missing: tuple[str, ...] = ()

    @property
    def hours(self) -> Fraction | None:
        """The minutes in hours."""
        return None if self.minutes is None else Fraction(self.minutes, 60)


@dataclass(frozen=True, slots=True)
class Section:
    """All tasks of a kind.

    ``rule`` and ``source`` are ``None`` where the year's agreement asks for nothing: then nothing
    was looked for. ``excluded`` are engagements that could not be judged.
    """

    kind: Kind
    rule: Text | None
    source: Source | None
    tasks: tuple[Task, ...] = ()
    excluded: tuple[Exclusion, ...] = ()

    @property
    def title(self) -> Text:
        """What the tasks have in common."""
        return _TITLES[self.kind]

    @property
    def to_do(self) -> Text:
        """What the controller does about each task."""
        return _TO_DO[self.kind]


@dataclass(frozen=True, slots=True)
class WorkList:
    """The work list of ``hub`` in ``year``, whose ``engagements`` were looked through.

    ``snapshot`` is the fingerprint of the rows; ``remarks`` say what the reader must know of them.
    """

    hub: Body
    year: int
    agreement: str
    snapshot: str
    engagements: int
    sections: tuple[Section, ...]
    remarks: tuple[Text, ...]

    def to_json(self, language: Language = "da") -> dict[str, Any]:
        """The list as JSON values; hours are exact, in canonical form."""
        return {
            "schema": SCHEMA,
            "version": VERSION,
            "hub": self.hub.id,
            "year": self.year,
            "agreement": self.agreement,
            "snapshot": self.snapshot,
            "engagements": self.engagements,
            "sections": [_section_to_json(section, language) for section in self.sections],
            "remarks": [remark.in_language(language) for remark in self.remarks],
        }


class Rows(Engine, Protocol):
    """Rows to look through; ``fingerprint`` names them, and is empty while they may change."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the rows."""
        ...


def work_list(
    snapshot: Rows, *, hub: str, year: int, territory: Territory | None = None
) -> WorkList:
    """What the controller of ``hub`` (id or name) must see to among the engagements of ``year``.

    The snapshot holds the year before too, or a remark says that it does not. Raises ``InputError``
    for a year without an agreement, ``UnknownPlace`` for an unknown hub.
    """
    day = date(year, 1, 1)
    asked = load_parameters(WorkListParameters, "work_list", on=day)
    body = (territory or load_territory()).body(BodyKind.HUB, hub, on=day)
    looker = _Looker(snapshot, body.id, year)
    counted = looker.count(f"started BETWEEN {looker.first} AND {looker.last}")
    sections = (
        _not_evaluated(looker, asked),
        _incomplete(looker, asked),
        _much_guided(looker, asked),
    )
    return WorkList(
        hub=body,
        year=year,
        agreement=asked.document,
        snapshot=snapshot.fingerprint,
        engagements=counted,
        sections=sections,
        remarks=tuple(_remarks(looker, asked, counted)),
    )


@dataclass(frozen=True, slots=True)
class _Looker:
    """Plain SQL over the engagements of one hub; the year is from ``first`` to ``last``."""

    snapshot: Rows
    hub: str
    year: int

    @property
    def first(self) -> int:
        return self.year * _YEAR + 101

    @property
    def last(self) -> int:
        return self.year * _YEAR + 1231

    def fetch(self, query: str) -> list[tuple[Any, ...]]:
        """``query`` names the hub once, by a question mark."""
        return self.snapshot.fetch(query, [self.hub])

    def count(self, condition: str) -> int:
        """How many engagements of the hub meet the condition."""
        query = f"SELECT COUNT(*) FROM engagements WHERE hub = ? AND {condition}"  # noqa: S608
        return int(self.fetch(query)[0][0])


def _not_evaluated(looker: _Looker, asked: WorkListParameters) -> Section:
    limit = asked.evaluation
    if limit is None:
        return Section("not_evaluated", None, None)
    rows = looker.fetch(f"""\
SELECT company, engagement, started, minutes
FROM engagements
WHERE hub = ? AND started BETWEEN {looker.first} AND {looker.last} AND minutes > {limit.hours * 60}
  AND NOT EXISTS (
    SELECT 1 FROM evaluations
    WHERE evaluations.hub = engagements.hub AND evaluations.engagement = engagements.engagement
  )
ORDER BY started, engagement""")  # noqa: S608
    return Section(
        "not_evaluated",
        limit.rule,
        Source(asked.document, limit.clause),
        tuple(Task(row[0], (row[1],), _day(row[2]), row[3]) for row in rows),
        _without_minutes(looker, looker.first),
    )


def _incomplete(looker: _Looker, asked: WorkListParameters) -> Section:
    empty = " OR ".join(f"{cell} IS NULL" for cell in asked.cells)
    rows = looker.fetch(f"""\
SELECT company, engagement, started, minutes, {", ".join(asked.cells)}
FROM engagements
WHERE hub = ? AND started BETWEEN {looker.first} AND {looker.last} AND ({empty})
ORDER BY started, engagement""")  # noqa: S608
    tasks = (
        Task(
            company=row[0],
            engagements=(row[1],),
            day=_day(row[2]),
            minutes=row[3],
            missing=tuple(
                cell for cell, value in zip(asked.cells, row[4:], strict=True) if value is None
            ),
        )
        for row in rows
    )
    return Section("incomplete", asked.rule, asked.source, tuple(tasks))


def _much_guided(looker: _Looker, asked: WorkListParameters) -> Section:
    limit = asked.management
    if limit is None:
        return Section("much_guided", None, None)
    back = limit.months // 12 * _YEAR
    rows = looker.fetch(f"""\
WITH own AS (
  SELECT company, started, minutes
  FROM engagements
  WHERE hub = ? AND started > {looker.first - back} AND started <= {looker.last}
    AND minutes IS NOT NULL
),
period_ends AS (
  SELECT DISTINCT company, started FROM own WHERE started >= {looker.first}
)
SELECT period_ends.company, period_ends.started, SUM(own.minutes) AS minutes
FROM period_ends
JOIN own ON own.company = period_ends.company
  AND own.started > period_ends.started - {back} AND own.started <= period_ends.started
GROUP BY period_ends.company, period_ends.started
HAVING SUM(own.minutes) > {limit.hours * 60}
ORDER BY period_ends.company, minutes DESC, period_ends.started""")  # noqa: S608
    most: dict[int, tuple[int, int]] = {}
    for company, ended, minutes in rows:
        most.setdefault(company, (ended, int(minutes)))
    within = _engagements_within(looker, most, back) if most else {}
    tasks = [
        Task(company, tuple(within[company]), _day(ended), minutes)
        for company, (ended, minutes) in most.items()
    ]
    tasks.sort(key=lambda task: (task.day, task.company))
    return Section(
        "much_guided",
        limit.rule,
        Source(asked.document, limit.clause),
        tuple(tasks),
        _without_minutes(looker, looker.first - back + 1),
    )


def _engagements_within(
    looker: _Looker, most: Mapping[int, tuple[int, int]], back: int
) -> dict[int, list[str]]:
    """The engagements with known minutes that make up each company's period."""
    rows = looker.fetch(f"""\
SELECT company, started, engagement
FROM engagements
WHERE hub = ? AND started > {looker.first - back} AND started <= {looker.last}
  AND minutes IS NOT NULL
ORDER BY started, engagement""")  # noqa: S608
    found: dict[int, list[str]] = {company: [] for company in most}
    for company, started, engagement in rows:
        if company in most and most[company][0] - back < started <= most[company][0]:
            found[company].append(engagement)
    return found


def _without_minutes(looker: _Looker, first: int) -> tuple[Exclusion, ...]:
    unknown = looker.count(f"minutes IS NULL AND started BETWEEN {first} AND {looker.last}")
    return (Exclusion(_WITHOUT_MINUTES, unknown),) if unknown else ()


def _remarks(looker: _Looker, asked: WorkListParameters, counted: int) -> list[Text]:
    remarks = []
    if not counted:
        remarks.append(
            Text(
                da=f"Udtrækket har ingen forløb fra {looker.year}. Kontrollér, at det er det "
                "rigtige udtræk.",
                en=f"The snapshot has no engagements from {looker.year}. Check that it is the "
                "right snapshot.",
            )
        )
    before = looker.year - 1
    held = looker.count(f"started BETWEEN {before * _YEAR} AND {looker.first - 1}")
    if asked.management is not None and not held:
        remarks.append(
            Text(
                da=f"Udtrækket har ingen forløb fra {before}, så timer fra {before} er ikke med i "
                f"de {asked.management.months} måneder. Tag {before} med i udtrækket.",
                en=f"The snapshot has no engagements from {before}, so hours of {before} are not "
                f"in the {asked.management.months} months. Take {before} into the snapshot.",
            )
        )
    return remarks


def _day(number: int) -> date:
    return date(number // _YEAR, number // 100 % 100, number % 100)


def _section_to_json(section: Section, language: Language) -> dict[str, Any]:
    rule, source = section.rule, section.source
    return {
        "kind": section.kind,
        "title": section.title.in_language(language),
        "required": rule is not None,
        "rule": None if rule is None else rule.in_language(language),
        "source": None if source is None else str(source),
        "to_do": section.to_do.in_language(language),
        "count": len(section.tasks),
        "excluded": [
            {"reason": item.reason.in_language(language), "count": item.count}
            for item in section.excluded
        ],
        "tasks": [
            {
                "company": str(task.company),
                "engagements": list(task.engagements),
                "day": task.day.isoformat(),
                "hours": None if task.hours is None else canonical(task.hours),
                "missing": list(task.missing),
            }
            for task in section.tasks
        ],
    }


_TITLES: dict[Kind, Text] = {
    "not_evaluated": Text(
        da="Lange forløb uden brugerevaluering", en="Long engagements without a user evaluation"
    ),
    "incomplete": Text(
        da="Forløb, der mangler oplysninger", en="Engagements that lack information"
    ),
    "much_guided": Text(
        da="Virksomheder med mange timers vejledning", en="Companies with many hours of guidance"
    ),
}
_TO_DO: dict[Kind, Text] = {
    "not_evaluated": Text(
        da="Kontrollér, at virksomheden er udtaget til brugerevaluering, og mind den om at svare.",
        en="Check that the company is selected for user evaluation, and remind it to answer.",
    ),
    "incomplete": Text(
        da="Skriv det, der mangler, i CRM-systemet. P-nummeret kan slås op i CVR.",
        en="Write what is missing in the CRM. The P-number can be looked up in CVR.",
    ),
    "much_guided": Text(
        da="Lad ledelsen tage stilling i det konkrete tilfælde, og gem svaret.",
        en="Let the management take a position in the particular case, and keep the answer.",
    ),
}
_WITHOUT_MINUTES = Text(da="uden timer i CRM-systemet", en="without hours in the CRM")
