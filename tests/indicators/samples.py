"""Rows of the record for tests, and engines that hold them: DuckDB, and SQLite through sqlglot."""

# ruff: noqa: S311, S608

import random
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlglot

from samvirke.indicators import Engine, Snapshot
from samvirke.records import schemas
from samvirke.records.schemas import FROZEN_TABLES
from samvirke.records.snapshot import open_engine

Row = tuple[str | int | None, ...]
Rows = Mapping[str, Sequence[Row]]

FINGERPRINT = "ab" * 32
HUBS = ("fyn", "midtjylland", "nordjylland")


def row(table: schemas.TableSchema, values: Mapping[str, Any]) -> Row:
    unknown = set(values) - set(table.column_names)
    assert not unknown
    return tuple(values.get(name) for name in table.column_names)


def engagement(id_: str, **values: Any) -> Row:
    """A short individual engagement at Fyn in March 2021, but for what is given."""
    plain = {
        "hub": "fyn",
        "engagement": id_,
        "company": 10_000_001,
        "segment": "growth",
        "type": "short",
        "form": "individual",
        "started": 20210315,
    }
    return row(schemas.ENGAGEMENTS, {**plain, **values})


def participation(id_: str, **values: Any) -> Row:
    plain = {"hub": "fyn", "participation": id_, "company": 10_000_001, "day": 20210315}
    return row(schemas.PARTICIPATIONS, {**plain, **values})


def evaluation(id_: str, engagement_id: str, **values: Any) -> Row:
    plain = {"hub": "fyn", "answer": id_, "engagement": engagement_id, "answered": 20210601120000}
    return row(schemas.EVALUATIONS, {**plain, **values})


def awareness(id_: str, knows_hub: str, **values: Any) -> Row:
    plain = {"hub": "fyn", "survey_year": 2021, "respondent": id_, "knows_hub": knows_hub}
    return row(schemas.AWARENESS, {**plain, **values})


@contextmanager
def duckdb_engine(rows: Rows) -> Iterator[Snapshot]:
    with open_engine(Path("unused")) as connection:
        for table in FROZEN_TABLES:
            columns = ", ".join(
                f"{column.name} {'VARCHAR' if column.kind.is_text else 'BIGINT'}"
                for column in table.columns
            )
            connection.execute(f"CREATE TABLE {table.name} ({columns})")
            _insert(connection.execute, table, rows)
        yield Snapshot(connection, FINGERPRINT)


class Sqlite:
    """The same queries, put into SQLite's dialect by sqlglot and otherwise unchanged."""

    def __init__(self, rows: Rows) -> None:
        self.connection = sqlite3.connect(":memory:")
        for table in FROZEN_TABLES:
            columns = ", ".join(
                f"{column.name} {'TEXT' if column.kind.is_text else 'INTEGER'}"
                for column in table.columns
            )
            self.connection.execute(f"CREATE TABLE {table.name} ({columns}) STRICT")
            _insert(self.connection.execute, table, rows)

    def fetch(self, query: str, parameters: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        return self.connection.execute(_translated(query), tuple(parameters)).fetchall()


@cache
def _translated(query: str) -> str:
    (translated,) = sqlglot.transpile(query, read="duckdb", write="sqlite")
    return translated


@contextmanager
def sqlite_engine(rows: Rows) -> Iterator[Engine]:
    engine = Sqlite(rows)
    try:
        yield engine
    finally:
        engine.connection.close()


def _insert(execute: Any, table: schemas.TableSchema, rows: Rows) -> None:
    held = list(rows.get(table.name, ()))
    places = f"({', '.join('?' * len(table.columns))})"
    for at in range(0, len(held), 100):
        part = held[at : at + 100]
        values = [cell for one in part for cell in one]
        execute(f"INSERT INTO {table.name} VALUES {', '.join([places] * len(part))}", values)


def sample(seed: int, *, engagements: int = 400) -> dict[str, list[Row]]:
    """A made-up record of three hubs over 2020-2025 in which everything that matters occurs."""
    dice = random.Random(seed)
    companies = range(10_000_000, 10_000_000 + engagements // 4)
    made = [_engagement(dice, at, companies) for at in range(engagements)]
    keys = [(str(one[0]), str(one[1])) for one in made]
    return {
        "engagements": made,
        "participations": [_participation(dice, at, companies) for at in range(engagements // 8)],
        "evaluations": [
            _evaluation(dice, at, *dice.choice(keys)) for at in range(engagements * 3 // 4)
        ],
        "awareness": [_awareness(dice, at) for at in range(engagements)],
    }


def _day(dice: random.Random) -> int:
    return dice.randint(2020, 2025) * 10000 + dice.randint(1, 12) * 100 + dice.randint(1, 28)


def _maybe(dice: random.Random, codes: Sequence[str]) -> str | None:
    return None if dice.random() < 0.15 else dice.choice(codes)


def _engagement(dice: random.Random, at: int, companies: range) -> Row:
    return engagement(
        f"e{at}",
        hub=dice.choice(HUBS),
        company=dice.choice(companies),
        company_founded=None if dice.random() < 0.1 else _day(dice) - 30000,
        municipality=None if dice.random() < 0.1 else dice.choice((461, 430, 851)),
        segment=_maybe(dice, schemas.SEGMENTS),
        type=dice.choice(schemas.ENGAGEMENT_TYPES),
        form=dice.choice(("individual", "collective")),
        started=_day(dice),
        referred_to=dice.choice((None, "En bank")),
    )


def _participation(dice: random.Random, at: int, companies: range) -> Row:
    return participation(
        f"p{at}",
        hub=dice.choice(HUBS),
        company=dice.choice(companies),
        municipality=dice.choice((461, 430, None)),
        day=_day(dice),
    )


def _evaluation(dice: random.Random, at: int, hub: str, engagement_id: str) -> Row:
    effect = schemas.EFFECT
    return evaluation(
        f"a{at}",
        engagement_id,
        # Now and then the hub is another than the engagement's: such an answer counts nowhere.
        hub=dice.choice(HUBS) if dice.random() < 0.1 else hub,
        answered=_day(dice) * 1_000_000 + 120000,
        satisfaction=_maybe(dice, schemas.SATISFACTION),
        competence_satisfaction=_maybe(dice, schemas.SATISFACTION),
        recommend=_maybe(dice, schemas.RECOMMEND),
        referral_received=_maybe(dice, schemas.YES_NO),
        referral_use=_maybe(dice, schemas.REFERRAL_USE),
        effect=_maybe(dice, effect),
        green_guidance=_maybe(dice, schemas.YES_NO),
        digital_guidance=_maybe(dice, schemas.YES_NO),
        sustainability_guidance=_maybe(dice, schemas.YES_NO),
        sustainability_environment=_maybe(dice, effect),
        sustainability_social=_maybe(dice, effect),
        sustainability_governance=_maybe(dice, effect),
    )


def _awareness(dice: random.Random, at: int) -> Row:
    hub = dice.choice(HUBS)
    return awareness(
        f"r{at}",
        dice.choice(schemas.YES_NO),
        hub=hub,
        survey_year=dice.choice((2021, 2022, 2023, 2025)),
        knows_offers=_maybe(dice, schemas.YES_NO),
        believes_green_offer=_maybe(dice, schemas.YES_NO),
        guided_because_of_crisis=_maybe(dice, schemas.YES_NO),
        crisis_effect=_maybe(dice, schemas.CRISIS_EFFECT),
        weight=dice.choice((500_000, 1_000_000, 2_250_000)) if hub == "fyn" else None,
    )
