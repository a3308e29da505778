"""The event log: chains per organisation that show every change, on both databases."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from samvirke.apps.accounts.domain import (
    Actor,
    Chain,
    Role,
    UnknownOrganisation,
    Verb,
    make_user,
    record_access,
    record_event,
    verify_chains,
)
from samvirke.apps.accounts.models import AccessRecord, Event, Outsider
from samvirke.figures import Text

NOW = datetime(2022, 3, 1, 12, 0, tzinfo=UTC)
NORTH, FUNEN = "hub:nordjylland", "hub:fyn"


def record(about="import:1", *, organisation=NORTH, **other):
    with transaction.atomic():
        return record_event(
            **{
                "organisation": organisation,
                "actor": None,
                "verb": Verb.IMPORT_COMMITTED,
                "about": about,
                "at": NOW,
                **other,
            }
        )


def change(statement, *parameters):
    """Changes a row as someone would who turned the triggers off."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS unchangeable_accounts_event_update")
            cursor.execute("DROP TRIGGER IF EXISTS unchangeable_accounts_event_delete")
            cursor.execute(statement, parameters)
        else:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement, parameters)
            cursor.execute("SET session_replication_role = origin")


def test_the_first_event_is_hashed_as_the_documentation_says(store):
    event = record("import:7", fields=("hub", "kind"), reason="æøå")
    text = (
        '{"about":"import:7","actor":null,"at":"2022-03-01T12:00:00.000000+00:00",'
        '"fields":["hub","kind"],"number":1,"on_behalf_of":null,"organisation":"hub:nordjylland",'
        f'"previous":"{"0" * 64}","reason":"æøå","verb":"import.committed"}}'
    )
    assert Event.objects.get().hash == event.hash == hashlib.sha256(text.encode()).hexdigest()


def test_each_organisation_has_a_chain_of_its_own(store):
    first, second, other = record("import:1"), record("import:2"), record(organisation=FUNEN)
    assert (second.number, second.previous) == (2, first.hash)
    assert (other.number, other.previous) == (1, "0" * 64)
    assert verify_chains() == (Chain(FUNEN, 1, other.hash), Chain(NORTH, 2, second.hash))


def test_an_event_outside_a_transaction_is_a_fault(store):
    with pytest.raises(RuntimeError, match="outside a transaction"):
        record_event(
            organisation=NORTH, actor=None, verb=Verb.IMPORT_COMMITTED, about="import:1", at=NOW
        )


def test_an_event_goes_with_the_transaction_it_belongs_to(store):
    record("import:1")
    with transaction.atomic():
        record("import:2")
        transaction.set_rollback(True)
    assert [event.about for event in Event.objects.all()] == ["import:1"]
    assert record("import:3").number == 2


def test_an_unknown_organisation_has_no_chain(store):
    with pytest.raises(UnknownOrganisation) as refused:
        record(organisation="hub:atlantis")
    assert refused.value.what.da.startswith("Der er ingen organisation »hub:atlantis«.")
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "statement", ["UPDATE accounts_event SET reason = 'x'", "DELETE FROM accounts_event"]
)
def test_the_database_refuses_to_change_an_event(store, statement):
    event = record()
    with (
        pytest.raises(IntegrityError, match="unchangeable"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Event.objects.get() == event


def test_a_changed_event_is_found(store):
    first = record("import:1")
    record("import:2")
    change("UPDATE accounts_event SET about = 'import:9' WHERE id = %s", first.pk)
    (chain,) = verify_chains()
    assert (chain.broken_at, chain.why) == (
        1,
        Text(
            da="hændelse 1 er ændret, efter den blev skrevet",
            en="event 1 was changed after it was written",
        ),
    )


def test_a_missing_event_is_found(store):
    record("import:1")
    second = record("import:2")
    record("import:3")
    change("DELETE FROM accounts_event WHERE id = %s", second.pk)
    (chain,) = verify_chains()
    assert chain.why == Text(da="hændelse 2 mangler", en="event 2 is missing")


def test_events_in_another_order_are_found(store):
    first, second, _ = (record(f"import:{number}") for number in (1, 2, 3))
    for number, event in ((99, first), (1, second), (2, first)):
        change("UPDATE accounts_event SET number = %s WHERE id = %s", number, event.pk)
    (chain,) = verify_chains()
    assert (chain.events, chain.broken_at, chain.why) == (
        3,
        1,
        Text(
            da="hændelse 1 bygger ikke på den forrige",
            en="event 1 does not build on the one before",
        ),
    )


def test_events_cut_off_the_end_show_in_the_head_that_was_kept_elsewhere(store):
    record("import:1")
    last = record("import:2")
    (kept,) = verify_chains()
    change("DELETE FROM accounts_event WHERE id = %s", last.pk)
    (chain,) = verify_chains()
    assert chain.broken_at is None
    assert (kept.events, chain.events) == (2, 1)
    assert chain.head == last.previous != kept.head


def test_an_event_moved_to_another_s_chain_is_found_in_both(store):
    moved = record("import:1")
    record("import:2")
    change("UPDATE accounts_event SET organisation = %s WHERE id = %s", FUNEN, moved.pk)
    assert [(chain.organisation, chain.broken_at) for chain in verify_chains()] == [
        (FUNEN, 1),
        (NORTH, 2),
    ]


def test_an_event_rewritten_with_a_new_hash_is_found_by_the_next(store):
    first = record("import:1")
    record("import:2")
    change("UPDATE accounts_event SET hash = %s WHERE id = %s", "f" * 64, first.pk)
    first.refresh_from_db()
    (chain,) = verify_chains()
    assert chain.broken_at == 1


def test_a_name_behind_a_command_can_be_erased_and_the_chain_holds(store):
    event = record(on_behalf_of="Demo Leder")
    assert Outsider.objects.get().name == "Demo Leder"
    Outsider.objects.update(name=None)
    assert verify_chains() == (Chain(NORTH, 1, event.hash),)
    assert Event.objects.filter(on_behalf_of__name=None).count() == 1


def test_reading_records_is_written_down_and_stays_as_written(store):
    user = make_user(email="demo@demo.example", name="Demo", password=None, by=None, at=NOW)
    actor = Actor(user=user, role=Role.ADVISER, organisation=NORTH, today=date(2022, 3, 1))
    record_access(actor=actor, organisation=NORTH, about="engagement:F1", at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessRecord.objects.update(about="engagement:F2")
    assert [
        (found.user, found.role, found.organisation, found.about, found.at)
        for found in AccessRecord.objects.all()
    ] == [(user, "adviser", NORTH, "engagement:F1", NOW)]
