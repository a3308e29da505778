"""The work list against tables written by hand, on DuckDB and on SQLite."""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st

from samvirke.figures import Exclusion, Source, Text
from samvirke.indicators import open_snapshot
from samvirke.records import InputError
from samvirke.records.schemas import ENGAGEMENTS, EVALUATIONS, FROZEN_TABLES
from samvirke.records.snapshot import write_snapshot
from samvirke.schemes.work_list import Section, Task, work_list
from samvirke.territory import UnknownPlace

OLDER, NEWER = 98_000_003, 98_000_062
AGREEMENT = "Aftale om rammerne for erhvervshuse 2024-2027"


def row(table, **cells):
    return tuple(cells.get(column) for column in table.column_names)


def engagement(number, started, minutes=60, *, company=OLDER, hub="fyn", **cells):
    complete = {
        "production_unit": 9_980_000_031,
        "segment": "growth",
        "type": "growth",
        "form": "individual",
        "service": "Innovation",
        "theme": "Innovation",
    }
    named = {"hub": hub, "engagement": number, "company": company, "started": started}
    return row(ENGAGEMENTS, **{**complete, **named, "minutes": minutes, **cells})


def answer(number, about, *, hub="fyn"):
    return row(EVALUATIONS, hub=hub, answer=number, engagement=about, answered=2024_05_01_09_00_00)


@dataclass
class Sqlite:
    """The same rows in SQLite, asked through sqlglot."""

    connection: sqlite3.Connection
    fingerprint: str

    def fetch(self, query, parameters=()):
        (translated,) = sqlglot.transpile(query, read="duckdb", write="sqlite")
        return self.connection.execute(translated, list(parameters)).fetchall()


def in_sqlite(tables):
    connection = sqlite3.connect(":memory:")
    for table in FROZEN_TABLES:
        connection.execute(f"CREATE TABLE {table.name} ({', '.join(table.column_names)})")
        marks = ", ".join("?" * len(table.columns))
        connection.executemany(
            f"INSERT INTO {table.name} VALUES ({marks})",  # noqa: S608
            tables.get(table.name, []),
        )
    return connection


@pytest.fixture
def listed(tmp_path):
    """The work list of the same rows on both engines, which must agree."""

    def find(engagements, evaluations=(), *, hub="fyn", year=2024):
        tables = {"engagements": engagements, "evaluations": evaluations}
        manifest = write_snapshot(tmp_path / "snapshot", tables)
        with open_snapshot(tmp_path / "snapshot") as snapshot:
            found = work_list(snapshot, hub=hub, year=year)
        lite = Sqlite(in_sqlite(tables), manifest.fingerprint)
        assert work_list(lite, hub=hub, year=year) == found
        return found

    return find


def section(found, kind):
    return next(item for item in found.sections if item.kind == kind)


EVALUATION_RULE = Text(
    da="varer vejledningen mere end 3 timer, udtages virksomheden altid til brugerevaluering",
    en="where the guidance lasts more than 3 hours, the company is always selected for evaluation",
)


def test_an_engagement_of_more_than_three_hours_without_an_answer_is_listed(listed):
    found = listed(
        [
            engagement("at the limit", 20240102, 180),
            engagement("over it", 20240103, 181),
            engagement("answered", 20240104, 181),
            engagement("answered elsewhere", 20240105, 181),
            engagement("no hours", 20240106, None),
            engagement("the year before", 20231231, 181),
            engagement("the year after", 20250101, 181),
            engagement("another hub", 20240107, 181, hub="sjaelland"),
        ],
        [answer("1", "answered"), answer("1", "answered elsewhere", hub="sjaelland")],
    )
    assert section(found, "not_evaluated") == Section(
        "not_evaluated",
        EVALUATION_RULE,
        Source(AGREEMENT, "9"),
        (
            Task(OLDER, ("over it",), date(2024, 1, 3), 181),
            Task(OLDER, ("answered elsewhere",), date(2024, 1, 5), 181),
        ),
        (Exclusion(Text("uden timer i CRM-systemet", "without hours in the CRM"), 1),),
    )
    assert found.engagements == 5


@pytest.mark.parametrize(
    ("year", "wanted"),
    [
        (2021, ("production_unit", "segment", "service")),
        (2023, ("production_unit", "segment", "service")),
        (2024, ("production_unit", "segment", "theme")),
        (2027, ("production_unit", "segment", "theme")),
    ],
)
def test_the_agreement_of_the_year_says_what_an_engagement_must_hold(listed, year, wanted):
    cells = ("production_unit", "segment", "service", "theme", "referred_to", "municipality")
    day = year * 10_000 + 615
    found = listed(
        [engagement(cell, day, **{cell: None}) for cell in cells]
        + [engagement("everything", day, **dict.fromkeys(cells)), engagement("complete", day)],
        year=year,
    )
    assert [
        (task.engagements, task.missing) for task in section(found, "incomplete").tasks
    ] == sorted(
        [((cell,), (cell,)) for cell in wanted] + [(("everything",), wanted)],
    )


def test_the_clause_of_the_missing_cells_is_that_of_the_year(listed):
    assert [str(section(listed([], year=year), "incomplete").source) for year in (2022, 2025)] == [
        "Aftale om rammerne for erhvervshuse 2021-2023, 8",
        "Aftale om rammerne for erhvervshuse 2024-2027, 9",
    ]


def test_the_earlier_agreement_has_no_limit_of_hours(listed):
    found = listed([engagement("very long", 20220102, 60_000)], year=2022)
    assert section(found, "not_evaluated") == Section("not_evaluated", None, None)
    assert section(found, "much_guided") == Section("much_guided", None, None)


def test_the_worked_example(listed):
    before = [engagement("a", 20230310, 8 * 60), engagement("b", 20230311, 7 * 60)]
    assert section(listed([*before, engagement("c", 20240310, 13 * 60)]), "much_guided").tasks == ()


def test_the_worked_example_with_a_quarter_more(listed):
    before = [engagement("a", 20230310, 8 * 60), engagement("b", 20230311, 7 * 60)]
    found = section(listed([*before, engagement("c", 20240310, 13 * 60 + 15)]), "much_guided")
    assert found.tasks == (Task(OLDER, ("b", "c"), date(2024, 3, 10), 20 * 60 + 15),)
    assert found.tasks[0].hours == Fraction(81, 4)
    assert found.source == Source(AGREEMENT, "5.1")


def test_of_several_periods_the_one_with_the_most_hours_is_listed_once(listed):
    found = listed(
        [
            engagement("a", 20230901, 700),
            engagement("b", 20240201, 600),
            engagement("c", 20240501, 600),
            engagement("d", 20241001, 100),
            engagement("e", 20241002, 1300, company=NEWER),
            engagement("f", 20240301, 1300, company=NEWER, hub="sjaelland"),
            engagement("g", 20250101, 1300, company=NEWER),
        ]
    )
    assert section(found, "much_guided").tasks == (
        Task(OLDER, ("a", "b", "c"), date(2024, 5, 1), 1900),
        Task(NEWER, ("e",), date(2024, 10, 2), 1300),
    )


def test_of_equal_periods_the_first_is_listed(listed):
    found = listed([engagement("a", 20240105, 1300), engagement("b", 20240210, 0)])
    assert section(found, "much_guided").tasks == (Task(OLDER, ("a",), date(2024, 1, 5), 1300),)


def test_much_guided_companies_come_in_the_order_of_their_days(listed):
    found = listed(
        [engagement("a", 20241231, 1300), engagement("b", 20240101, 1300, company=NEWER)]
    )
    assert section(found, "much_guided").tasks == (
        Task(NEWER, ("b",), date(2024, 1, 1), 1300),
        Task(OLDER, ("a",), date(2024, 12, 31), 1300),
    )


def test_engagements_without_hours_are_told_as_far_back_as_the_periods_reach(listed):
    found = listed(
        [
            engagement("a", 20230101, None),
            engagement("b", 20230102, None),
            engagement("c", 20241231, None),
            engagement("d", 20250101, None),
        ]
    )
    without = Text("uden timer i CRM-systemet", "without hours in the CRM")
    assert section(found, "much_guided").excluded == (Exclusion(without, 2),)
    assert section(found, "not_evaluated").excluded == (Exclusion(without, 1),)


def test_a_leap_day_ends_and_begins_a_period_like_other_days(listed):
    found = listed(
        [
            engagement("a", 20230228, 700),
            engagement("b", 20230301, 700),
            engagement("c", 20240229, 600),
        ]
    )
    assert section(found, "much_guided").tasks == (
        Task(OLDER, ("b", "c"), date(2024, 2, 29), 1300),
    )


visits = st.lists(
    st.tuples(
        st.dates(date(2023, 1, 1), date(2025, 6, 1)),
        st.integers(0, 900),
        st.sampled_from([OLDER, NEWER]),
    ),
    max_size=12,
)


@given(visits)
def test_the_periods_are_those_that_a_calendar_gives(drawn):
    rows = [
        engagement(f"{at:02d}", int(f"{day:%Y%m%d}"), minutes, company=company)
        for at, (day, minutes, company) in enumerate(drawn)
    ]
    lite = Sqlite(in_sqlite({"engagements": rows}), "0" * 64)
    expected = []
    for company in (OLDER, NEWER):
        own = [(day, minutes) for day, minutes, of in drawn if of == company]
        sums = [
            (-sum(minutes for day, minutes in own if a_year_before(end) < day <= end), end)
            for end, _ in own
            if end.year == 2024
        ]
        if sums and -min(sums)[0] > 1200:
            expected.append((min(sums)[1], company, -min(sums)[0]))
    tasks = section(work_list(lite, hub="fyn", year=2024), "much_guided").tasks
    assert [(task.day, task.company, task.minutes) for task in tasks] == sorted(expected)
    lengths = {row[1]: row[11] for row in rows}
    assert [sum(lengths[name] for name in task.engagements) for task in tasks] == [
        task.minutes for task in tasks
    ]


def a_year_before(day):
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)


def test_a_snapshot_without_the_year_before_is_told(listed):
    assert [remark.da for remark in listed([engagement("a", 20240102)]).remarks] == [
        "Udtrækket har ingen forløb fra 2023, så timer fra 2023 er ikke med i de 12 måneder. "
        "Tag 2023 med i udtrækket."
    ]


def test_a_snapshot_with_the_year_before_needs_no_remark(listed):
    rows = [engagement("a", 20240102), engagement("b", 20231231)]
    assert listed(rows).remarks == ()


def test_a_snapshot_without_the_year_is_told(listed):
    found = listed([engagement("a", 20231231), engagement("b", 20240101, hub="sjaelland")])
    assert (found.engagements, [remark.da for remark in found.remarks]) == (
        0,
        ["Udtrækket har ingen forløb fra 2024. Kontrollér, at det er det rigtige udtræk."],
    )


def test_the_list_as_json(listed):
    found = listed(
        [
            engagement("a", 20231231),
            engagement("b", 20240102, 200, production_unit=None, theme=None),
        ]
    )
    document = found.to_json()
    assert document == {
        "schema": "samvirke.work-list",
        "version": 1,
        "hub": "fyn",
        "year": 2024,
        "agreement": AGREEMENT,
        "snapshot": found.snapshot,
        "engagements": 1,
        "sections": [
            {
                "kind": "not_evaluated",
                "title": "Lange forløb uden brugerevaluering",
                "required": True,
                "rule": EVALUATION_RULE.da,
                "source": f"{AGREEMENT}, 9",
                "to_do": "Kontrollér, at virksomheden er udtaget til brugerevaluering, og mind "
                "den om at svare.",
                "count": 1,
                "excluded": [],
                "tasks": [
                    {
                        "company": str(OLDER),
                        "engagements": ["b"],
                        "day": "2024-01-02",
                        "hours": "10/3",
                        "missing": [],
                    }
                ],
            },
            {
                "kind": "incomplete",
                "title": "Forløb, der mangler oplysninger",
                "required": True,
                "rule": "CRM-systemet skal mindst rumme CVR- og P-nummer, kundesegment, "
                "henvisning og tema",
                "source": f"{AGREEMENT}, 9",
                "to_do": "Skriv det, der mangler, i CRM-systemet. P-nummeret kan slås op i CVR.",
                "count": 1,
                "excluded": [],
                "tasks": [
                    {
                        "company": str(OLDER),
                        "engagements": ["b"],
                        "day": "2024-01-02",
                        "hours": "10/3",
                        "missing": ["production_unit", "theme"],
                    }
                ],
            },
            {
                "kind": "much_guided",
                "title": "Virksomheder med mange timers vejledning",
                "required": True,
                "rule": "overstiger vejledningen 20 timer pr. virksomhed over 12 måneder, skal "
                "ledelsen have taget stilling til, at den ikke er konkurrenceforvridende",
                "source": f"{AGREEMENT}, 5.1",
                "to_do": "Lad ledelsen tage stilling i det konkrete tilfælde, og gem svaret.",
                "count": 0,
                "excluded": [],
                "tasks": [],
            },
        ],
        "remarks": [],
    }


def test_a_year_without_an_agreement_is_refused(listed):
    with pytest.raises(InputError) as error:
        listed([], year=2020)
    assert "Der er ingen regel for 1. januar 2020." in error.value.in_language("da")


def test_an_unknown_hub_is_refused(listed):
    with pytest.raises(UnknownPlace, match="did not exist"):
        listed([], hub="Erhvervshus Atlantis")
