# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from samvirke.apps.unchangeable import unchangeable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EffectReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agreement", models.TextField()),
                ("year", models.IntegerField()),
                ("version", models.IntegerField()),
                ("title", models.TextField()),
                ("code_version", models.TextField()),
                ("sha256", models.TextField()),
                ("demo", models.BooleanField()),
                ("stored_at", models.DateTimeField()),
                (
                    "stored_by",
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
            name="EffectPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.TextField()),
                ("headlines", models.JSONField()),
                ("view", models.JSONField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pages",
                        to="effects.effectreport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EffectFile",
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="effects.effectreport",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="effectreport",
            constraint=models.UniqueConstraint(
                fields=("agreement", "year", "version"), name="one_effect_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="effectpage",
            constraint=models.UniqueConstraint(
                fields=("report", "language"), name="one_effect_page"
            ),
        ),
        migrations.AddConstraint(
            model_name="effectfile",
            constraint=models.UniqueConstraint(
                fields=("report", "language", "name"), name="one_effect_file"
            ),
        ),
        unchangeable("effects_effectreport"),
        unchangeable("effects_effectfile"),
        unchangeable("effects_effectpage"),
    ]
