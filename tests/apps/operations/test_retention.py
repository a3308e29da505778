"""Erasing what was kept long enough, telling a person what is held, and the health of it all."""

import os
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from tests.apps.contracts import folders
from tests.apps.rows import (
    answer,
    current,
    engagement,
    evaluation,
    meeting,
    participation,
    take,
)

from samvirke.apps.accounts.domain import (
    Actor,
    Role,
    make_user,
    post_letter,
    record_access,
    verify_chains,
)
from samvirke.apps.accounts.models import AccessRecord, Event, OutboxMail
from samvirke.apps.contracts.domain import snapshot_folder
from samvirke.apps.guidance.models import Engagement
from samvirke.apps.imports.domain import keep_upload, revert, uploads_of
from samvirke.apps.imports.models import ErasedYear, Import
from samvirke.apps.operations.domain import (
    back_up,
    due,
    erase_due,
    health,
)
from samvirke.figures import Text
from samvirke.records.imports import ImportKind
from samvirke.records.snapshot import verify_snapshot

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)


@pytest.fixture
def user(store):
    return make_user(email="demo@demo.example", name="Demo Person", password=None, by=None, at=NOW)


def read(user, at):
    actor = Actor(user, Role.CONTROLLER, "hub:nordjylland", at.date())
    record_access(actor=actor, organisation="hub:nordjylland", about="engagement:F1", at=at)


def letter(sent_at, *, at=NOW):
    text = Text("Brev", "Letter")
    made = post_letter(to="a@demo.example", subject=text, body=text, language="da", at=at)
    OutboxMail.objects.filter(pk=made.pk).update(sent_at=sent_at)


def told(found):
    return {item.entry.model: (item.rows, item.before) for item in found}


def test_what_is_older_than_its_time_is_found_to_the_day(user):
    # Access records are kept for 24 months, letters for 3, and an unsent one's text for 14 days.
    for at in (datetime(2024, 5, 31, 12, tzinfo=UTC), datetime(2024, 6, 1, 12, tzinfo=UTC)):
        read(user, at)
    for at in (datetime(2026, 2, 28, 12, tzinfo=UTC), datetime(2026, 3, 1, 12, tzinfo=UTC)):
        letter(NOW, at=at)
        letter(None, at=at)
    assert told(due(TODAY)) == {
        "accounts.AccessRecord": (1, date(2024, 6, 1)),
        "accounts.OutboxMail": (2, date(2026, 3, 1)),
        "accounts.OutboxMail.body": (2, date(2026, 5, 18)),
    }


def test_records_go_by_whole_calendar_years(store):
    """Five years after the year: those of 2020 are kept to the end of 2025."""
    take(
        engagement("F1", started=20201231),
        engagement("F2", started=20210101),
        participation("D1", day=20201231),
        participation("D2", day=20210101),
        meeting("A1", day=20201231),
        meeting("A1", day=20210101),
    )
    take(answer("S1", survey_year=2020), answer("S2", survey_year=2021))
    assert due(date(2025, 12, 31)) == ()
    expected = {
        "guidance.Engagement": (1, date(2021, 1, 1)),
        "guidance.Participation": (1, date(2021, 1, 1)),
        "guidance.AdviserMeeting": (1, date(2021, 1, 1)),
        "surveys.AwarenessAnswer": (1, date(2021, 1, 1)),
    }
    assert told(due(date(2026, 1, 1))) == told(due(date(2026, 12, 31))) == expected
    erase_due(today=TODAY, on_behalf_of="Demo", at=NOW)
    assert {name: list(rows) for name, rows in current().items()} == {
        "engagements": [("nordjylland", "F2")],
        "participations": [("nordjylland", "D2")],
        "adviser_meetings": [("nordjylland", "A1", 99999993, 20210101)],
        "evaluations": [],
        "awareness": [("nordjylland", 2021, "S2")],
    }
    assert list(ErasedYear.objects.values_list("hub", "year")) == [("nordjylland", 2020)]


def test_an_answer_goes_with_its_engagement(store):
    """Neither before it, nor after: an answer without one is in the way of every later revert."""
    take(engagement("F1", started=20201201), engagement("F2", started=20210101))
    take(
        evaluation("S1", "F1", answered=20210301120000),
        evaluation("S2", "F2", answered=20210301120000),
    )
    other = take(answer("S3", survey_year=2025)).record
    assert told(due(TODAY)) == {
        "guidance.Engagement": (1, date(2021, 1, 1)),
        "surveys.Evaluation": (1, date(2021, 1, 1)),
    }
    erase_due(today=TODAY, on_behalf_of="Demo", at=NOW)
    assert (list(current()["engagements"]), list(current()["evaluations"])) == (
        [("nordjylland", "F2")],
        [("nordjylland", "S2")],
    )
    assert revert(other.pk, actor="Demo", at=NOW).reverted_at == NOW


def test_all_versions_of_a_row_go_together(store):
    """The engagement was moved to 2021: what a revert would bring back stays as long."""
    take(engagement("F1", started=20201201))
    moved = take(engagement("F1", started=20210101)).record
    assert due(TODAY) == ()
    revert(moved.pk, actor="Demo", at=NOW)
    assert list(current()["engagements"]) == [("nordjylland", "F1")]
    assert due(date(2027, 1, 1))[0].rows == 2


def test_answers_that_had_lost_their_engagement_are_in_no_revert_s_way(store):
    """Nor do they stay: what is about nothing goes."""
    take(engagement("F1"), engagement("F2"))
    take(evaluation("S1", "F1"))
    other = take(answer("S3", survey_year=2025)).record
    Engagement.objects.filter(engagement="F1").delete()
    assert revert(other.pk, actor="Demo", at=NOW).reverted_at == NOW
    assert told(due(TODAY)) == {"surveys.Evaluation": (1, date(2021, 1, 1))}


@pytest.fixture
def files(store, tmp_path, monkeypatch):
    """The folder of the files beside the store."""
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "filer"))
    return tmp_path / "filer"


def waiting(content, at):
    return keep_upload(
        [content],
        name="forloeb.csv",
        kind=ImportKind.REGISTRATIONS,
        hub="nordjylland",
        full_year=None,
        mapping=None,
        by=1,
        at=at,
    )


def aged(path, at):
    os.utime(path, (at.timestamp(), at.timestamp()))


def test_files_that_nobody_took_in_go_after_seven_days(files):
    at = datetime(2026, 5, 25, 0, 0, tzinfo=UTC)
    waiting(b"gammel", at - timedelta(seconds=1))
    waiting(b"ny", at)
    assert told(due(TODAY)) == {"imports.Upload": (1, date(2026, 5, 25))}
    assert len(list((files / "uploads").iterdir())) == 2
    erase_due(today=TODAY, on_behalf_of="Demo", at=NOW)
    (kept,) = uploads_of("nordjylland")
    assert kept.file.read_bytes() == b"ny"
    assert [item.name for item in (files / "uploads").iterdir()] == [kept.fingerprint]
    assert Event.objects.get(verb="installation.retention_run").reason == "imports.Upload=1"


def test_halves_of_files_that_a_dead_process_left_go_too(files):
    """One that was being written, and one that was being removed: neither is a waiting file."""
    whole = waiting(b"hel", NOW)
    for name in (".0123", "0" * 64):
        (files / "uploads" / name / "fil").mkdir(parents=True)
        (files / "uploads" / name / "fil" / "halv.csv").write_bytes(b"halv")
        aged(files / "uploads" / name, NOW - timedelta(days=9))
    (files / "uploads" / ".4567").mkdir()
    aged(files / "uploads" / ".4567", NOW)
    assert uploads_of("nordjylland") == [whole]
    assert told(due(TODAY)) == {"imports.Upload": (2, date(2026, 5, 25))}
    erase_due(today=TODAY, on_behalf_of="Demo", at=NOW)
    assert sorted(item.name for item in (files / "uploads").iterdir()) == [
        ".4567",
        whole.fingerprint,
    ]


def test_a_draft_s_snapshot_goes_when_no_statement_rests_on_it(files, tmp_path):
    """The draft is made again of other records: the first snapshot is nobody's."""
    first = folders.stored(tmp_path / "a")
    unused = snapshot_folder(first.snapshot)
    second = folders.stored(tmp_path / "b", participations=[])
    assert second.pk == first.pk
    assert second.snapshot != first.snapshot
    for folder in (unused, snapshot_folder(second.snapshot)):
        aged(folder, NOW - timedelta(days=2))
    assert told(due(TODAY)) == {"contracts.Snapshot": (1, date(2026, 5, 31))}
    assert unused.exists()
    erase_due(today=TODAY, on_behalf_of="Demo", at=NOW)
    assert not unused.exists()
    assert verify_snapshot(snapshot_folder(second.snapshot))


def test_a_snapshot_that_was_just_kept_waits_for_its_statement(files, tmp_path):
    first = folders.stored(tmp_path / "a")
    folders.stored(tmp_path / "b", participations=[])
    aged(snapshot_folder(first.snapshot), NOW)
    assert due(TODAY) == ()
    folders.stored(tmp_path / "c")  # the first records again: their snapshot is touched
    assert snapshot_folder(first.snapshot).stat().st_mtime > NOW.timestamp()


def test_who_imported_is_forgotten_when_no_row_of_it_is_left(store):
    old, young = (take(engagement(name, started=20200101)).record for name in ("F1", "F2"))
    kept = take(engagement("F3", started=20250101)).record
    committed = datetime(2021, 5, 1, tzinfo=UTC)
    Import.objects.filter(pk__in=[old.pk, kept.pk]).update(committed_at=committed)
    Import.objects.filter(pk=young.pk).update(committed_at=NOW)
    assert told(due(TODAY)) == {"guidance.Engagement": (2, date(2021, 1, 1))}
    erase_due(today=TODAY, on_behalf_of="Demo", at=NOW)
    assert told(due(TODAY)) == {"imports.Import": (1, date(2021, 6, 1))}
    erase_due(today=TODAY, on_behalf_of="Demo", at=NOW)
    named = {item.pk: (bool(item.actor), bool(item.file_name)) for item in Import.objects.all()}
    assert named == {old.pk: (False, False), young.pk: (True, True), kept.pk: (True, True)}
    assert Import.objects.get(pk=old.pk).sha256 == old.sha256
    assert due(TODAY) == ()


def test_a_reverted_import_forgets_who_reverted_it(store):
    record = take(engagement("F1", started=20200101)).record
    revert(record.pk, actor="Demo Leder", at=datetime(2021, 5, 2, tzinfo=UTC))
    Import.objects.update(committed_at=datetime(2021, 5, 1, tzinfo=UTC))
    for _ in range(2):
        erase_due(today=TODAY, on_behalf_of="Demo", at=NOW)
    found = Import.objects.get()
    assert (found.actor, found.file_name, found.reverted_by) == ("", "", "")


def test_what_is_due_is_known_also_where_there_are_no_files(store, monkeypatch):
    monkeypatch.delenv("SAMVIRKE_DATA", raising=False)
    assert due(TODAY) == ()


def test_a_look_at_what_is_due_changes_nothing(user):
    read(user, NOW - timedelta(days=1_000))
    due(TODAY)
    assert AccessRecord.objects.count() == 1


def test_the_job_erases_it_and_the_log_says_how_much(user):
    read(user, NOW - timedelta(days=1_000))
    read(user, NOW)
    take(engagement("F1", started=20201231), engagement("F2", started=20210101))
    erase_due(today=TODAY, on_behalf_of="Demo", at=NOW)
    assert [record.at for record in AccessRecord.objects.all()] == [NOW]
    assert list(current()["engagements"]) == [("nordjylland", "F2")]
    event = Event.objects.get(verb="installation.retention_run")
    assert event.fields == ["accounts.AccessRecord", "guidance.Engagement"]
    assert event.reason == "accounts.AccessRecord=1 guidance.Engagement=1"
    assert all(chain.broken_at is None for chain in verify_chains())
    assert erase_due(today=TODAY, on_behalf_of="Demo", at=NOW) == ()


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
