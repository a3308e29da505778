"""Freezing what is current: the snapshot holds just those rows, and stays as it is."""

from datetime import date, timedelta

import pytest
from django.db import connection
from tests.apps.rows import (
    HUB,
    NOW,
    Told,
    answer,
    engagement,
    evaluation,
    meeting,
    participation,
    take,
)

from samvirke.apps.database import StoreError
from samvirke.apps.guidance.models import Engagement
from samvirke.apps.imports.domain import Step, freeze, revert
from samvirke.records import InputError
from samvirke.records.schemas import FROZEN_TABLES
from samvirke.records.snapshot import (
    Origin,
    open_engine,
    parquet_scan,
    verify_snapshot,
    write_snapshot,
)


def frozen(folder, **options):
    return freeze(folder, progress=Told(), **{"hubs": [HUB], **options})


def held(folder):
    """The keys of the rows in a snapshot, without the hub."""
    with open_engine(folder.parent / "spill") as engine:
        return {
            table.name: set(
                engine.execute(
                    f"SELECT {', '.join(table.key[1:])} FROM {parquet_scan(folder, table.name)}"  # noqa: S608
                ).fetchall()
            )
            for table in FROZEN_TABLES
        }


def fill():
    take(
        engagement("F1", started=20210630),
        engagement("F2", started=20210701),
        participation("D1", day=20210630),
        participation("D2", day=20210701),
        meeting("Demo Rådgiver 1"),
    )
    take(
        evaluation("E1", "F1", answered=20210630235959),
        evaluation("E2", "F1", answered=20210701000000),
    )
    take(answer("R1", survey_year=2021), answer("R1", survey_year=2022))


def test_all_current_rows_are_frozen(store, tmp_path):
    fill()
    manifest = frozen(tmp_path / "udtræk")
    assert verify_snapshot(tmp_path / "udtræk") == manifest
    assert held(tmp_path / "udtræk") == {
        "engagements": {("F1",), ("F2",)},
        "participations": {("D1",), ("D2",)},
        "evaluations": {("E1",), ("E2",)},
        "awareness": {(2021, "R1"), (2022, "R1")},
    }


def test_a_cut_off_leaves_out_what_is_later(store, tmp_path):
    fill()
    manifest = frozen(tmp_path / "udtræk", cut_off=date(2021, 6, 30))
    assert manifest.cut_off == date(2021, 6, 30)
    assert held(tmp_path / "udtræk") == {
        "engagements": {("F1",)},
        "participations": {("D1",)},
        "evaluations": {("E1",)},
        "awareness": {(2021, "R1")},
    }


def test_only_the_hubs_asked_for_are_frozen(store, tmp_path):
    take(engagement("F1"))
    take(engagement("F9", hub="fyn"), hub="fyn")
    frozen(tmp_path / "fyn", hubs=["fyn"])
    frozen(tmp_path / "begge", hubs=["fyn", HUB])
    assert held(tmp_path / "fyn")["engagements"] == {("F9",)}
    assert held(tmp_path / "begge")["engagements"] == {("F1",), ("F9",)}


def test_earlier_versions_and_withdrawn_rows_are_left_out(store, tmp_path):
    take(engagement("F1", minutes=1), engagement("F2"))
    take(engagement("F1", minutes=2), full_year=2021)
    _, (*row, _), _ = engagement("F1", minutes=2)  # who referred the company is not frozen
    assert frozen(tmp_path / "lager").fingerprint == (
        write_snapshot(tmp_path / "rækker", {"engagements": [tuple(row)]}).fingerprint
    )


def test_who_referred_a_company_changes_no_snapshot(store, tmp_path):
    take(engagement("F1", municipality=851))
    before = frozen(tmp_path / "før").fingerprint
    take(engagement("F1", municipality=851, referred_by=851))
    assert Engagement.objects.get(current=True).referred_by == 851
    assert frozen(tmp_path / "efter").fingerprint == before


def test_a_snapshot_names_the_files_that_its_rows_came_with(store, tmp_path):
    take(engagement("F1"), name="glemt.csv")
    kept = take(engagement("F1", minutes=2), engagement("F2"), name="registreringer.csv").record
    answers = take(evaluation("E1", "F1"), name="svar.xlsx").record
    take(engagement("F9", hub="fyn"), hub="fyn", name="fyn.csv")
    assert frozen(tmp_path / "udtræk").origins == (
        Origin(file="registreringer.csv", sha256=kept.sha256, rows=2, kind="registrations"),
        Origin(file="svar.xlsx", sha256=answers.sha256, rows=1, kind="evaluations"),
    )


def test_reverts_and_later_imports_leave_snapshots_alone(store, tmp_path):
    record = take(engagement("F1")).record
    manifest = frozen(tmp_path / "før")
    revert(record.pk, actor="Demo Leder", at=NOW + timedelta(days=1))
    take(engagement("F2"))
    assert verify_snapshot(tmp_path / "før") == manifest
    assert held(tmp_path / "før")["engagements"] == {("F1",)}


def test_both_databases_freeze_to_the_same_fingerprint(sqlite, tmp_path, request):
    fill()
    first = frozen(tmp_path / "sqlite")
    connection.close()
    request.getfixturevalue("postgresql")
    fill()
    assert connection.vendor == "postgresql"
    assert frozen(tmp_path / "postgresql") == first


def test_nothing_is_not_frozen(store, tmp_path):
    with pytest.raises(StoreError, match="no rows to make a snapshot of"):
        frozen(tmp_path / "udtræk")
    assert not (tmp_path / "udtræk").exists()


def test_freezing_tells_how_far_it_has_come(store, tmp_path):
    take(*(engagement(f"F{number}") for number in range(5001)), participation("D1"))
    told = Told()
    freeze(tmp_path / "udtræk", hubs=[HUB], progress=told)
    assert told.steps == [(Step.FREEZING, 0), (Step.FREEZING, 5000)]


def test_a_refused_snapshot_leaves_the_store_usable(store, tmp_path):
    take(engagement("F1"))
    frozen(tmp_path / "udtræk")
    take(engagement("F2"))
    with pytest.raises(InputError):
        frozen(tmp_path / "udtræk")
    take(engagement("F3"))
    frozen(tmp_path / "nyt")
    assert held(tmp_path / "nyt")["engagements"] == {("F1",), ("F2",), ("F3",)}
