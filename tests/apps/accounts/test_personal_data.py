"""The register of personal data is complete, and names nothing that is not there."""

from django.apps import apps
from django.db import connection

from samvirke.apps import personal_data
from samvirke.apps.personal_data import impersonal_fields, register, unregistered_fields


def test_every_stored_field_is_registered_or_declared_to_hold_no_person():
    assert unregistered_fields() == []


def test_a_field_that_nobody_declared_is_found(monkeypatch):
    fewer = tuple(entry for entry in register() if entry.model != "accounts.Outsider")
    monkeypatch.setattr(personal_data, "register", lambda: fewer)
    assert unregistered_fields() == ["accounts.Outsider.name"]


def test_the_register_names_only_what_there_is():
    stored = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
    }
    named = {f"{entry.model}.{field}" for entry in register() for field in entry.fields}
    counted = {
        f"{entry.model}.{entry.retention.counted_from}"
        for entry in register()
        if entry.retention.counted_from
    }
    assert (named | counted | impersonal_fields()) - stored == set()
    assert named & impersonal_fields() == set()


def test_triggers_guard_the_log_on_both_databases(store):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        found = {name for (name,) in cursor.fetchall()}
    assert {
        "unchangeable_accounts_event_update",
        "unchangeable_accounts_event_delete",
        "unchangeable_accounts_accessrecord_update",
    } <= found
