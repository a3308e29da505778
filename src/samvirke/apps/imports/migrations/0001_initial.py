# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("hub", models.TextField()),
                ("file_name", models.TextField()),
                ("sha256", models.TextField()),
                ("size", models.BigIntegerField()),
                ("full_year", models.IntegerField(null=True)),
                ("new", models.BigIntegerField()),
                ("changed", models.BigIntegerField()),
                ("equal", models.BigIntegerField()),
                ("withdrawn", models.BigIntegerField()),
                ("actor", models.TextField()),
                ("committed_at", models.DateTimeField()),
                ("reverted_at", models.DateTimeField(null=True)),
                ("reverted_by", models.TextField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reverted_at", None)),
                        fields=("kind", "hub", "sha256"),
                        name="one_import_per_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reverted_at", None), ("reverted_by", None)),
                            models.Q(
                                ("reverted_at__isnull", False), ("reverted_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="reverted_when_and_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.TextField()),
                ("version", models.BigIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="imports.import",
                    ),
                ),
            ],
        ),
    ]
