"""Accesses that wait beside an SQLite database are in what is made of the log all the same."""

import json
import sqlite3
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from samvirke.apps.accounts.domain import Actor, Role, make_user, record_access
from samvirke.apps.accounts.models import AccessRecord
from samvirke.apps.operations.domain import back_up, erase_due, export_person

READ = datetime(2022, 7, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def waiting(sqlite, data):
    """An access of Demo Person that was written down while another held the database."""
    user = make_user(email="demo@demo.example", name="Demo Person", password=None, by=None, at=READ)
    actor = Actor(user, Role.CONTROLLER, "hub:nordjylland", READ.date())
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    record_access(actor=actor, organisation="hub:nordjylland", about="engagement:F1", at=READ)
    other.execute("ROLLBACK")
    assert not AccessRecord.objects.exists()


def test_a_backup_has_it(waiting, tmp_path):
    back_up(tmp_path / "kopi.zip", on_behalf_of="Demo", at=LATER)
    with zipfile.ZipFile(tmp_path / "kopi.zip") as archive:
        lines = archive.read("rows/accounts.accessrecord.jsonl").splitlines()
    assert ["engagement:F1" in json.loads(line) for line in lines] == [True]


def test_a_person_s_export_has_it(waiting):
    told = {"language": "da", "on_behalf_of": "Demo", "at": LATER}
    held = export_person("demo@demo.example", **told)["held"]
    (accesses,) = (item for item in held if item["model"] == "accounts.AccessRecord")
    assert [row["about"] for row in accesses["rows"]] == ["engagement:F1"]


def test_its_time_ends_as_that_of_the_others(waiting):
    erased = erase_due(today=date(2026, 6, 1), on_behalf_of="Demo", at=LATER)
    assert [(item.entry.model, item.rows) for item in erased] == [("accounts.AccessRecord", 1)]
