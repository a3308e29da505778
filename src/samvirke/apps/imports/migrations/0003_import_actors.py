# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

_COMMITTED, _REVERTED = "import.committed", "import.reverted"


def _name_by_number(apps, editor):
    """Puts the log's numbers in the place of names; a name that no event knows becomes a row."""
    Import = apps.get_model("imports", "Import")
    Event = apps.get_model("accounts", "Event")
    Outsider = apps.get_model("accounts", "Outsider")

    def who(record, verb, name):
        event = Event.objects.filter(about=f"import:{record.pk}", verb=verb).last()
        if event is not None and (event.actor_id or event.on_behalf_of_id):
            return event.actor_id, event.on_behalf_of_id
        return None, Outsider.objects.get_or_create(name=name)[0].pk if name else None

    for record in Import.objects.all():
        if record.actor:
            record.user_id, record.on_behalf_of_id = who(record, _COMMITTED, record.actor)
        if record.reverted_by:
            found = who(record, _REVERTED, record.reverted_by)
            record.reverted_by_user_id, record.reverted_on_behalf_of_id = found
        record.save()
    # PostgreSQL alters no table with references that are still to be checked.
    editor.connection.check_constraints()


def _reference(to):
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to
    )


class Migration(migrations.Migration):
    dependencies = [("imports", "0002_erased_year"), ("accounts", "0003_letters_given_up")]

    operations = [
        migrations.AddField("import", "user", _reference("accounts.user")),
        migrations.AddField("import", "on_behalf_of", _reference("accounts.outsider")),
        migrations.AddField("import", "reverted_by_user", _reference("accounts.user")),
        migrations.AddField("import", "reverted_on_behalf_of", _reference("accounts.outsider")),
        migrations.RemoveConstraint("import", "reverted_when_and_by_whom"),
        migrations.RunPython(_name_by_number, migrations.RunPython.noop),
        migrations.RemoveField("import", "actor"),
        migrations.RemoveField("import", "reverted_by"),
        migrations.AddConstraint(
            "import",
            models.CheckConstraint(
                condition=Q(reverted_at__isnull=False)
                | Q(reverted_by_user=None, reverted_on_behalf_of=None),
                name="reverted_when_and_by_whom",
            ),
        ),
    ]
