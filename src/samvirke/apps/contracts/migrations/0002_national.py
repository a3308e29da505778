# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from samvirke.apps.unchangeable import unchangeable


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NationalStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.IntegerField()),
                ("version", models.IntegerField()),
                ("made_at", models.DateTimeField()),
                ("code_version", models.TextField()),
                ("sources", models.JSONField()),
                ("content", models.TextField()),
                ("demo", models.BooleanField()),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NationalPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.TextField()),
                ("name", models.TextField()),
                ("content", models.BinaryField()),
                ("sha256", models.TextField()),
                (
                    "national",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="contracts.nationalstatement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NationalPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.TextField()),
                ("view", models.JSONField()),
                (
                    "national",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pages",
                        to="contracts.nationalstatement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NationalFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.TextField()),
                ("content", models.JSONField()),
                (
                    "national",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="contracts.nationalstatement",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="nationalstatement",
            constraint=models.UniqueConstraint(
                fields=("year", "version"), name="one_national_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="nationalpaper",
            constraint=models.UniqueConstraint(
                fields=("national", "language", "name"), name="one_national_paper"
            ),
        ),
        migrations.AddConstraint(
            model_name="nationalpage",
            constraint=models.UniqueConstraint(
                fields=("national", "language"), name="one_national_page"
            ),
        ),
        migrations.AddConstraint(
            model_name="nationalfigure",
            constraint=models.UniqueConstraint(
                fields=("national", "address"), name="one_national_figure"
            ),
        ),
        unchangeable("contracts_nationalstatement"),
        unchangeable("contracts_nationalpaper"),
        unchangeable("contracts_nationalpage"),
        unchangeable("contracts_nationalfigure"),
    ]
