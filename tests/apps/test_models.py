"""The tables of the store: they hold the schemas, and what the database itself refuses."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from tests.apps.rows import HUB, NOW, engagement, take

from samvirke.apps.guidance.models import AdviserMeeting, Engagement, Participation
from samvirke.apps.imports.models import Import, RowVersion, row_models
from samvirke.apps.surveys.models import AwarenessAnswer, Evaluation
from samvirke.records.schemas import TABLES

OWN = ["id", "brought_by", "row", "current", "ended_by"]


def test_every_table_of_the_record_has_its_model():
    assert row_models(TABLES) == (
        Engagement,
        Participation,
        AdviserMeeting,
        Evaluation,
        AwarenessAnswer,
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_model_holds_the_columns_of_its_schema(table):
    (model,) = row_models([table])
    held = [field for field in model._meta.get_fields() if field.name not in OWN]
    assert [
        (
            field.name,
            type(field) is models.TextField,
            type(field) is models.BigIntegerField,
            field.null,
        )
        for field in held
    ] == [
        (column.name, column.kind.is_text, not column.kind.is_text, not column.required)
        for column in table.columns
    ]
    assert {field.name for field in RowVersion._meta.get_fields()} == {*OWN} - {"id"}


def test_no_migration_is_missing(store):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def add(record, **other):
    """Adds a version of F1 by hand."""
    schema, values, _ = engagement("F1")
    cells = dict(zip(schema.column_names, values, strict=True))
    fields = {"brought_by": record, "row": 2, "current": True, **other}
    with transaction.atomic():
        return Engagement.objects.create(**{**cells, **fields})


def test_the_database_refuses_a_second_current_version(store):
    record = take(engagement("F1")).record
    with pytest.raises(IntegrityError):
        add(record)
    add(record, current=False)
    assert Engagement.objects.count() == 2


def test_the_database_refuses_a_current_version_that_was_ended(store):
    record = take(engagement("F2")).record
    with pytest.raises(IntegrityError):
        add(record, ended_by=record)
    add(record, ended_by=record, current=False)
    assert Engagement.objects.filter(engagement="F1").count() == 1


def test_the_database_refuses_the_same_file_twice_until_it_is_reverted(store):
    record = take(engagement("F1")).record
    copy = {
        field.name: getattr(record, field.name)
        for field in Import._meta.fields
        if field.name != "id"
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.create(**copy)
    Import.objects.create(**{**copy, "reverted_at": NOW})
    assert Import.objects.filter(hub=HUB).count() == 2


def test_the_database_refuses_somebody_who_reverted_what_stands(store):
    """A revert may be by nobody: names go when their time is over."""
    record = take(engagement("F1")).record
    record.reverted_by_user, record.reverted_on_behalf_of = record.user, record.on_behalf_of
    assert record.reverted_by
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def test_the_database_refuses_to_forget_an_import_that_rows_came_with(store):
    record = take(engagement("F1")).record
    with pytest.raises(models.ProtectedError):
        record.delete()
