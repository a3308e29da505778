"""The rows that indicators count, as plain SQL over the tables of a snapshot.

Days are whole numbers ``yyyymmdd``: the year 2021 is ``BETWEEN 20210101 AND 20211231``, and a
company is under three years old where the day minus the day it was founded is below 30000.
"""

# Queries are put together from whole numbers and from words of this package only.
# ruff: noqa: S608

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samvirke.agreements import Definition
from samvirke.agreements.vocabulary import GuidedYear

_YEARS_BACK: dict[GuidedYear, int] = {"same": 0, "none": 0, "previous": 1}
_THREE_YEARS = 30000
_LAST_MOMENT = 235959


@dataclass(frozen=True, slots=True)
class Span:
    """Which guidance and answers count: the statement's ``year``, the year of guidance, and the
    last day that is known, as ``yyyymmdd``.
    """

    year: int
    guided: int
    until: int | None

    @property
    def first(self) -> int:
        """The first day of the year of guidance."""
        return self.guided * 10000 + 101

    @property
    def last(self) -> int:
        """The last day of the year of guidance that is counted."""
        end = self.guided * 10000 + 1231
        return end if self.until is None else min(end, self.until)

    @property
    def first_before(self) -> int:
        """The first day of the calendar year before the year of guidance."""
        return self.first - 10000


def span(guided_year: GuidedYear, *, year: int, until: date | None) -> Span:
    """The cohort of a statement for ``year`` (the definition's ``guided_year``), up to and with
    ``until``.

    An engagement belongs to the year it starts. Raises ``ValueError`` for a cut-off before the
    statement's year, and for a cohort that is not counted from the record.

    >>> from datetime import date
    >>> half = span("same", year=2022, until=date(2022, 6, 30))
    >>> half.first, half.last
    (20220101, 20220630)
    >>> before = span("previous", year=2022, until=date(2022, 6, 30))
    >>> before.first, before.last
    (20210101, 20211231)
    """
    if guided_year not in _YEARS_BACK:
        raise ValueError(f"guidance {guided_year} is measured later, not counted from the record")
    if until is not None and until.year < year:
        raise ValueError(f"the cut-off {until} lies before {year}")
    day = None if until is None else until.year * 10000 + until.month * 100 + until.day
    return Span(year, year - _YEARS_BACK[guided_year], day)


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows to count: each row of ``query`` is one company, engagement or answer.

    ``key`` names the row, hub first; ``group`` is the column that counts are split by beside the
    hub.
    """

    query: str
    key: tuple[str, ...]
    group: str | None = None


def relation(definition: Definition, *, year: int, until: date | None) -> Relation:
    """The rows that ``definition`` counts in a statement for ``year``.

    Raises ``ValueError`` for a definition that is not counted from the record.
    """
    if definition.table not in ("registrations", "evaluations", "awareness"):
        raise ValueError(f"{definition.table} is not counted from the record")
    days = span(definition.guided_year, year=year, until=until)
    if definition.table == "evaluations":
        return answers(days)
    if definition.table == "awareness":
        return awareness(year)
    if definition.base == "guidance":
        return guidance(days)
    return companies_by_form(days) if definition.base == "companies_by_form" else companies(days)


def guidance(days: Span) -> Relation:
    """The engagements of the cohort."""
    query = f"""\
SELECT hub, engagement, type
FROM engagements
WHERE started BETWEEN {days.first} AND {days.last}"""
    return Relation(query, ("hub", "engagement"))


def contacts(days: Span) -> str:
    """Engagements, and parts taken in collective activities without one, with the municipality."""
    return f"""\
SELECT 'engagements' AS record, hub, engagement AS id, municipality
FROM engagements
WHERE started BETWEEN {days.first} AND {days.last}
UNION ALL
SELECT 'participations' AS record, hub, participation AS id, municipality
FROM participations
WHERE day BETWEEN {days.first} AND {days.last}"""


# Engagements, and the parts that companies took in collective activities without one.
_CONTACTS = """\
SELECT hub, company, started AS day, type, form, referred_to, company_founded
FROM engagements
UNION ALL
SELECT hub, company, day, 'participation' AS type, 'collective' AS form,
  NULL AS referred_to, company_founded
FROM participations"""


def companies(days: Span) -> Relation:
    """Every company once per hub, with how many engagements of each kind it had in the cohort.

    ``guided_before`` counts those in the calendar year before, whole even where the cohort is cut
    off; ``contacts`` counts participations too. ``young`` are engagements that began before the
    company was three years old, ``founded`` those with a known founding day.
    """
    in_year = f"day >= {days.first}"
    guided = f"{in_year} AND type <> 'participation'"
    sums = {
        "contacts": in_year,
        "guided": guided,
        "guided_before": f"day < {days.first} AND type <> 'participation'",
        "young": f"{guided} AND day - company_founded < {_THREE_YEARS}",
        "founded": f"{guided} AND company_founded IS NOT NULL",
        "growth": f"{in_year} AND type = 'growth'",
        "operation": f"{in_year} AND type = 'operation'",
        "short": f"{in_year} AND type = 'short'",
        "early_warning": f"{in_year} AND type = 'early_warning'",
        "individual": f"{in_year} AND form = 'individual'",
        "collective": f"{in_year} AND form = 'collective'",
        "referred": f"{guided} AND referred_to IS NOT NULL",
        "individual_referred": f"{in_year} AND form = 'individual' AND referred_to IS NOT NULL",
    }
    query = f"""\
SELECT hub, company,
{sums_of(sums)}
FROM (
{_CONTACTS}
) AS contacts
WHERE day BETWEEN {days.first_before} AND {days.last}
GROUP BY hub, company"""
    return Relation(query, ("hub", "company"))


def companies_by_form(days: Span) -> Relation:
    """Every company once per hub and form: one in both forms counts in each."""
    query = f"""\
SELECT hub, company, form
FROM (
{_CONTACTS}
) AS contacts
WHERE day BETWEEN {days.first} AND {days.last}
GROUP BY hub, company, form"""
    return Relation(query, ("hub", "company", "form"))


def answers(days: Span) -> Relation:
    """The last answer about each engagement of the cohort, with the engagement's segment.

    A company with an early warning engagement at the same hub, begun by the end of the cohort,
    never counts in the operation segment: its part is ``early_warning`` (2021-2023: 7.1,
    fodnote 6).
    """
    known = "" if days.until is None else f"\n  WHERE answered <= {days.until}{_LAST_MOMENT}"
    query = f"""\
WITH cohort AS (
  SELECT hub, engagement, company, segment
  FROM engagements
  WHERE started BETWEEN {days.first} AND {days.last}
),
early_warning AS (
  SELECT hub, company
  FROM engagements
  WHERE type = 'early_warning' AND started <= {days.last}
  GROUP BY hub, company
),
last_answers AS (
  SELECT evaluations.*, cohort.company, cohort.segment,
    ROW_NUMBER() OVER (
      PARTITION BY evaluations.hub, evaluations.engagement
      ORDER BY evaluations.answered DESC, evaluations.answer DESC
    ) AS place
  FROM evaluations
  JOIN cohort ON cohort.hub = evaluations.hub AND cohort.engagement = evaluations.engagement{known}
)
SELECT last_answers.*,
  CASE
    WHEN last_answers.segment = 'operation' AND early_warning.company IS NOT NULL
    THEN 'early_warning' ELSE last_answers.segment
  END AS part
FROM last_answers
LEFT JOIN early_warning
  ON early_warning.hub = last_answers.hub AND early_warning.company = last_answers.company
WHERE last_answers.place = 1"""
    return Relation(query, ("hub", "answer"), "part")


def awareness(year: int) -> Relation:
    """The answers to the awareness survey held in ``year``, split by weight."""
    query = f"""\
SELECT hub, survey_year, respondent, knows_hub, knows_offers, believes_green_offer,
  guided_because_of_crisis, crisis_effect, weight
FROM awareness
WHERE survey_year = {year}"""
    return Relation(query, ("hub", "survey_year", "respondent"), "weight")


def sums_of(conditions: Mapping[str, str]) -> str:
    """One column per condition: how many rows meet it."""
    return ",\n".join(
        f"  COUNT(CASE WHEN {condition} THEN 1 END) AS {name}"
        for name, condition in conditions.items()
    )
