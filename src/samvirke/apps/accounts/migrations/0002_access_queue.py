# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    # Neither rebuilds the table on SQLite, which would lose its triggers.
    operations = [
        migrations.AddField("accessrecord", "queued_as", models.TextField(null=True)),
        migrations.AddConstraint(
            "accessrecord",
            models.UniqueConstraint(
                condition=models.Q(("queued_as__isnull", False)),
                fields=("queued_as",),
                name="access_taken_in_once",
            ),
        ),
    ]
