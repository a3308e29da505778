# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("imports", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdviserMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.BigIntegerField()),
                ("current", models.BooleanField()),
                ("hub", models.TextField()),
                ("adviser", models.TextField()),
                ("company", models.BigIntegerField()),
                ("contact", models.TextField(null=True)),
                ("day", models.BigIntegerField()),
                ("description", models.TextField(null=True)),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="imports.import",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="imports.import",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)),
                        fields=("hub", "adviser", "company", "day"),
                        name="one_current_adviser_meetings",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("current", False), ("ended_by", None), _connector="OR"),
                        name="ended_adviser_meetings_not_current",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Engagement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.BigIntegerField()),
                ("current", models.BooleanField()),
                ("hub", models.TextField()),
                ("engagement", models.TextField()),
                ("company", models.BigIntegerField()),
                ("production_unit", models.BigIntegerField(null=True)),
                ("company_founded", models.BigIntegerField(null=True)),
                ("municipality", models.BigIntegerField(null=True)),
                ("segment", models.TextField(null=True)),
                ("type", models.TextField()),
                ("form", models.TextField()),
                ("started", models.BigIntegerField()),
                ("ended", models.BigIntegerField(null=True)),
                ("minutes", models.BigIntegerField(null=True)),
                ("office", models.TextField(null=True)),
                ("referred_to", models.TextField(null=True)),
                ("service", models.TextField(null=True)),
                ("theme", models.TextField(null=True)),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="imports.import",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="imports.import",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)),
                        fields=("hub", "engagement"),
                        name="one_current_engagements",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("current", False), ("ended_by", None), _connector="OR"),
                        name="ended_engagements_not_current",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.BigIntegerField()),
                ("current", models.BooleanField()),
                ("hub", models.TextField()),
                ("participation", models.TextField()),
                ("company", models.BigIntegerField()),
                ("production_unit", models.BigIntegerField(null=True)),
                ("company_founded", models.BigIntegerField(null=True)),
                ("municipality", models.BigIntegerField(null=True)),
                ("day", models.BigIntegerField()),
                ("activity", models.TextField(null=True)),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="imports.import",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="imports.import",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)),
                        fields=("hub", "participation"),
                        name="one_current_participations",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("current", False), ("ended_by", None), _connector="OR"),
                        name="ended_participations_not_current",
                    ),
                ],
            },
        ),
    ]
