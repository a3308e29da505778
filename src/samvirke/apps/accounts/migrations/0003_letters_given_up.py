# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012

from django.db import migrations, models


def _empty_what_was_sent(apps, editor):
    apps.get_model("accounts", "OutboxMail").objects.exclude(sent_at=None).update(body="")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_access_queue")]

    operations = [
        migrations.AddField("outboxmail", "tried_at", models.DateTimeField(null=True)),
        migrations.AddField("outboxmail", "given_up_at", models.DateTimeField(null=True)),
        migrations.RunPython(_empty_what_was_sent, migrations.RunPython.noop),
    ]
