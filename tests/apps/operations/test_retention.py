"""Erasing what was kept long enough, telling a person what is held, and the health of it all."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from tests.apps.rows import current, engagement, take

from samvirke.apps.accounts.domain import (
    Actor,
    Role,
    give_role,
    make_user,
    post_letter,
    record_access,
    verify_chains,
)
from samvirke.apps.accounts.models import AccessRecord, Event, OutboxMail
from samvirke.apps.operations.domain import (
    OperationRefused,
    back_up,
    due,
    erase_due,
    export_person,
    health,
)
from samvirke.figures import Text

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)


@pytest.fixture
def user(store):
    return make_user(email="demo@demo.example", name="Demo Person", password=None, by=None, at=NOW)


def read(user, at):
    actor = Actor(user, Role.CONTROLLER, "hub:nordjylland", at.date())
    record_access(actor=actor, organisation="hub:nordjylland", about="engagement:F1", at=at)


def letter(sent_at):
    text = Text("Brev", "Letter")
    made = post_letter(to="a@demo.example", subject=text, body=text, language="da", at=NOW)
    OutboxMail.objects.filter(pk=made.pk).update(sent_at=sent_at)


def told(found):
    return {item.entry.model: (item.rows, item.before) for item in found}


def test_what_is_older_than_its_time_is_found_to_the_day(user):
    # Access records are kept for 24 months, letters for 3 after they were sent, rows for 60.
    for at in (datetime(2024, 5, 31, 12, tzinfo=UTC), datetime(2024, 6, 1, 12, tzinfo=UTC)):
        read(user, at)
    for sent_at in (datetime(2026, 2, 28, 12, tzinfo=UTC), NOW, None):
        letter(sent_at)
    take(engagement("F1", started=20210531), engagement("F2", started=20210601))
    assert told(due(TODAY)) == {
        "accounts.AccessRecord": (1, date(2024, 6, 1)),
        "accounts.OutboxMail": (1, date(2026, 3, 1)),
        "guidance.Engagement": (1, date(2021, 6, 1)),
    }


def test_a_look_at_what_is_due_changes_nothing(user):
    read(user, NOW - timedelta(days=1_000))
    due(TODAY)
    assert AccessRecord.objects.count() == 1


def test_the_job_erases_it_and_the_log_says_how_much(user):
    read(user, NOW - timedelta(days=1_000))
    read(user, NOW)
    take(engagement("F1", started=20210531), engagement("F2", started=20210601))
    erase_due(today=TODAY, on_behalf_of="Demo", at=NOW)
    assert [record.at for record in AccessRecord.objects.all()] == [NOW]
    assert list(current()["engagements"]) == [("nordjylland", "F2")]
    event = Event.objects.get(verb="installation.retention_run")
    assert event.fields == ["accounts.AccessRecord", "guidance.Engagement"]
    assert event.reason == "accounts.AccessRecord=1 guidance.Engagement=1"
    assert all(chain.broken_at is None for chain in verify_chains())
    assert erase_due(today=TODAY, on_behalf_of="Demo", at=NOW) == ()


def test_a_person_is_told_all_that_is_held(user):
    give_role(user, Role.CONTROLLER, "hub:fyn", valid_from=TODAY, by=None, at=NOW)
    read(user, NOW)
    export = export_person("DEMO@demo.example ", language="da")
    held = {part["model"]: part["rows"] for part in export["held"]}
    assert held["accounts.User"][0]["name"] == "Demo Person"
    assert held["accounts.User"][0]["password"] is True
    assert held["accounts.RoleAssignment"] == [
        {
            "user": user.pk,
            "role": "controller",
            "organisation": "hub:fyn",
            "valid_from": "2026-06-01",
            "valid_to": None,
        }
    ]
    assert [row["about"] for row in held["accounts.AccessRecord"]] == ["engagement:F1"]


def test_a_person_is_told_nothing_about_others(user):
    other = make_user(email="anden@demo.example", name="Demo To", password=None, by=user, at=NOW)
    read(other, NOW)
    text = str(export_person("demo@demo.example", language="da"))
    assert "anden@demo.example" not in text
    assert "engagement:F1" not in text


def test_nobody_of_that_name_is_told_so(store):
    with pytest.raises(OperationRefused) as refused:
        export_person("ingen@demo.example", language="da")
    assert refused.value.what.da == (
        "Der er ingen bruger med e-mailen ingen@demo.example. Kontrollér stavemåden."
    )


def test_health_is_bad_without_a_backup_and_after_two_days(store, tmp_path, monkeypatch):
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path))
    take(engagement("F1"))
    letter(None)
    now = timezone.now()
    before = health(now)
    assert (before.backup_age, before.well, before.waiting) == (None, False, 1)
    assert [(name, number) for name, number, _ in before.heads] == [("hub:nordjylland", 1)]
    back_up(tmp_path / "kopi.zip", on_behalf_of="Demo", at=now)
    assert health(now + timedelta(days=2)).well
    assert not health(now + timedelta(days=2, seconds=1)).well
