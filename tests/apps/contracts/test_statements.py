"""Statements in the database: kept byte for byte, approved step by step, frozen, laid out again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from tests.apps.contracts import folders
from tests.apps.contracts.folders import NOW, WAY, go, somebody

from samvirke.apps.accounts.models import Event, OutboxMail
from samvirke.apps.contracts.domain import (
    StatementRefused,
    lay_out,
    recipients_of,
    snapshot_folder,
    steps_taken,
    store_statement,
    take_step,
)
from samvirke.apps.contracts.models import (
    Statement,
    StatementFigure,
    StatementFile,
    StatementPage,
    StatementStep,
)
from samvirke.papers.statement_folder import content_of, open_folder, papers_in
from samvirke.records import InputError
from samvirke.schemes.results_statement import ALLOWED, Step, StepRefused, StepTaken


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A statement's folder as ``samvirke statement`` writes it."""
    return folders.write_folder(tmp_path_factory.mktemp("statement"))


@pytest.fixture
def held(store, folder, tmp_path, monkeypatch):
    """The folder's statement in the database, as a draft."""
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "data"))
    return store_statement(folder, by=None, at=NOW, on_behalf_of="Demo Controller")


@pytest.fixture
def draft(sqlite, folder):
    """The same on one database, for what does not depend on which."""
    return store_statement(folder, by=None, at=NOW)


def files_of(path):
    return {
        file.relative_to(path).as_posix(): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }


def test_a_folder_is_laid_out_again_byte_for_byte(held, folder, tmp_path):
    again = lay_out(held, tmp_path / "igen")
    assert files_of(again) == files_of(folder)


def test_the_row_says_what_the_folder_is(draft, folder):
    basis = open_folder(folder).basis
    assert {
        "hub": draft.hub,
        "year": draft.year,
        "version": draft.version,
        "replaces": draft.replaces,
        "content": draft.content,
        "snapshot kept": (snapshot_folder(draft.snapshot) / "manifest.json").read_bytes(),
        "due": draft.due,
        "step": draft.step,
        "frozen": draft.frozen,
    } == {
        "hub": "nordjylland",
        "year": 2021,
        "version": 1,
        "replaces": None,
        "content": content_of(folder),
        "snapshot kept": (basis.snapshot / "manifest.json").read_bytes(),
        "due": date(2022, 6, 30),
        "step": Step.DRAFT,
        "frozen": False,
    }


def test_pages_are_kept_in_both_editions_and_languages(draft):
    assert sorted(draft.pages.values_list("public", "language")) == [
        (False, "da"),
        (False, "en"),
        (True, "da"),
        (True, "en"),
    ]


def test_making_a_statement_is_in_the_hub_s_log(held):
    assert list(
        Event.objects.values_list("organisation", "verb", "about", "on_behalf_of__name")
    ) == [("hub:nordjylland", "statement.made", f"statement:{held.pk}", "Demo Controller")]


def test_a_draft_made_again_takes_the_former_one_s_place(held, tmp_path):
    other = folders.write_folder(tmp_path / "ny", participations=[])
    again = store_statement(other, by=None, at=NOW)
    assert (again.pk, again.content != held.content) == (held.pk, True)
    assert list(Statement.objects.all()) == [again]
    assert StatementFile.objects.exclude(statement=again).count() == 0
    assert StatementFigure.objects.exclude(statement=again).count() == 0


def test_a_damaged_folder_stores_nothing(store, folder, tmp_path, monkeypatch):
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "data"))
    (tmp_path / "tom").mkdir()
    with pytest.raises(InputError):
        store_statement(tmp_path / "tom", by=None, at=NOW)
    assert not Statement.objects.exists()
    assert not Event.objects.exists()


def test_the_way_from_draft_to_published(held):
    people = {step: somebody(step.value) for step in WAY}
    for step in WAY:
        go(held, step, by=people[step])
    assert (held.step, held.frozen) == (Step.PUBLISHED, True)
    assert steps_taken(held) == tuple(
        StepTaken(step, people[step].name, date(2022, 6, 20), "Demodokument", held.content)
        for step in WAY
    )
    events = Event.objects.filter(organisation="hub:nordjylland", number__gt=1)
    assert list(events.order_by("number").values_list("verb", "actor")) == [
        ("statement.signed_off", people[Step.SIGNED_OFF].pk),
        ("statement.sent", people[Step.SENT].pk),
        ("statement.taken_note_of", people[Step.TAKEN_NOTE_OF].pk),
        ("statement.published", people[Step.PUBLISHED].pk),
    ]


LONG_WAY = (Step.SIGNED_OFF, Step.BOARD_APPROVED, Step.SENT, Step.TAKEN_NOTE_OF, Step.PUBLISHED)


def test_at_each_step_only_the_allowed_ones_may_follow(held):
    person, allowed = somebody(), {}
    for now in (Step.DRAFT, *LONG_WAY):
        if now is not Step.DRAFT:
            go(held, now, by=person)
        allowed[now] = tuple(step for step in Step if is_taken_back(held, step, person))
    assert allowed == ALLOWED


def is_taken_back(held, step, person):
    """Whether the step could be taken; whatever came of it is rolled back."""
    try:
        with transaction.atomic():
            go(held, step, by=person)
            raise Taken
    except StepRefused:
        return False
    except Taken:
        return True
    finally:
        held.refresh_from_db()


class Taken(Exception):
    """Rolls a step back."""


def test_a_draft_made_again_since_it_was_read_is_not_signed(draft):
    with pytest.raises(StatementRefused) as refused:
        go(draft, Step.SIGNED_OFF, by=somebody(), seen="0" * 64)
    assert refused.value.what.da.startswith("Udkastet er lavet om, siden du åbnede det.")
    assert not StatementStep.objects.exists()
    assert Statement.objects.get().step is Step.DRAFT


def test_a_step_is_not_taken_in_the_future(draft):
    with pytest.raises(StepRefused) as refused:
        go(draft, Step.SIGNED_OFF, by=somebody(), on=NOW.date() + timedelta(days=1))
    assert refused.value.what.da.startswith("Datoen 2. juli 2022 ligger i fremtiden.")


def test_no_step_is_taken_before_the_year_is_over(draft):
    with pytest.raises(StepRefused) as refused:
        go(draft, Step.SIGNED_OFF, by=somebody(), on=date(2021, 12, 31))
    assert refused.value.what.da == (
        "Skridtet kan først tages, når den periode, opgørelsen handler om, er slut: efter den "
        "31. december 2021. Ret datoen."
    )
    go(draft, Step.SIGNED_OFF, by=somebody("anden"), on=date(2022, 1, 1))
    assert draft.step is Step.SIGNED_OFF


def test_today_is_the_day_in_denmark(draft):
    night = datetime(2022, 6, 30, 22, 30, tzinfo=UTC)  # half past midnight on 1 July, in summer
    take_step(
        draft,
        Step.SIGNED_OFF,
        seen=draft.content,
        taken_on=date(2022, 7, 1),
        document="Notat",
        by=somebody(),
        at=night,
    )
    assert draft.step is Step.SIGNED_OFF


def test_a_status_takes_no_steps(sqlite, tmp_path):
    status = folders.stored(tmp_path, cut_off=date(2021, 8, 31))
    with pytest.raises(StatementRefused) as refused:
        go(status, Step.SIGNED_OFF, by=somebody())
    assert refused.value.what.da.startswith("Det er en status midt i året")


def test_the_database_refuses_to_change_or_delete_what_was_signed(held):
    go(held, Step.SIGNED_OFF, by=somebody())
    changes = {
        Statement: {"content": "0" * 64},
        StatementFile: {"content": b"andet"},
        StatementPage: {"view": {}},
        StatementFigure: {"content": {}},
        StatementStep: {"document": "Andet"},
    }
    before = {model: list(model.objects.order_by("pk").values()) for model in changes}
    for model, change in (*changes.items(), (Statement, {"frozen": False})):
        with pytest.raises(IntegrityError, match="unchangeable"), transaction.atomic():
            model.objects.update(**change)
        with pytest.raises(IntegrityError, match="unchangeable"), transaction.atomic():
            model.objects.all()._raw_delete(using="default")
    assert {model: list(model.objects.order_by("pk").values()) for model in changes} == before


def test_what_is_signed_is_not_stored_over(draft, folder):
    go(draft, Step.SIGNED_OFF, by=somebody())
    with pytest.raises(StatementRefused) as refused:
        store_statement(folder, by=None, at=NOW)
    assert refused.value.what.da == (
        "Opgørelsen nordjylland 2021, version 1 er godkendt og ligger fast. En rettelse er en ny "
        "version, der afløser den."
    )


def test_a_correction_is_the_next_version_and_names_the_one_before(held, tmp_path):
    go(held, Step.SIGNED_OFF, by=somebody())
    second = store_statement(folders.following(tmp_path, held, participations=[]), by=None, at=NOW)
    assert (second.version, second.replaces, second.step) == (2, held, Step.DRAFT)


def test_no_version_follows_a_draft(draft, tmp_path):
    with pytest.raises(StatementRefused) as refused:
        store_statement(folders.following(tmp_path, draft, participations=[]), by=None, at=NOW)
    assert refused.value.what.da.startswith("Version 1 er stadig et udkast.")


def test_no_version_is_left_out(sqlite, tmp_path):
    first = folders.write_folder(tmp_path / "v1")
    second = folders.write_folder(tmp_path / "v2", earlier=(first / folders.PUBLIC_JSON,))
    with pytest.raises(StatementRefused) as refused:
        store_statement(second, by=None, at=NOW)
    assert refused.value.what.da.startswith("Opgørelsen er version 2, men her er ingen af den.")
    assert papers_in(second)


def test_sending_writes_a_letter_to_each_recipient_that_is_known(held, monkeypatch):
    known = {
        "kkr:nordjylland": "kkr@demo.example",
        "kkr:syddanmark": "syd@demo.example",
        "national:erhvervsstyrelsen": "styrelse@demo.example",
    }
    monkeypatch.setattr(settings, "SAMVIRKE_RECIPIENTS", known)
    monkeypatch.setattr(settings, "SAMVIRKE_ADDRESS", "https://samvirke.example")
    person = somebody()
    go(held, Step.SIGNED_OFF, by=person)
    assert not OutboxMail.objects.exists()
    go(held, Step.SENT, by=person)
    assert recipients_of(held) == {
        "kkr:nordjylland": "kkr@demo.example",
        "national:kl": "",
        "national:erhvervsstyrelsen": "styrelse@demo.example",
    }
    assert Event.objects.get(verb="statement.sent").reason == f"content={held.content} letters=2"
    letters = OutboxMail.objects.order_by("pk")
    assert [(letter.to, letter.subject, letter.sent_at) for letter in letters] == [
        (to, "Resultatopgørelse 2021: Erhvervshus Nordjylland", None)
        for to in ("kkr@demo.example", "styrelse@demo.example")
    ]
    assert letters[0].body == (
        "Erhvervshus Nordjylland sender hermed resultatopgørelsen for 2021 (version 1).\n\n"
        "Opgørelsen skal sendes senest den 30. juni 2022. Den ligger her, med papirer og hvert "
        "tals beregning:\n\n"
        "https://samvirke.example/opgoerelser/nordjylland/2021/1/\n\n"
        f"Indholdets fingeraftryk (SHA-256): {held.content}\n"
    )
