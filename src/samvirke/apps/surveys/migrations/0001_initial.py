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
            name="AwarenessAnswer",
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
                ("survey_year", models.BigIntegerField()),
                ("respondent", models.TextField()),
                ("knows_hub", models.TextField()),
                ("knows_offers", models.TextField(null=True)),
                ("believes_green_offer", models.TextField(null=True)),
                ("guided_because_of_crisis", models.TextField(null=True)),
                ("crisis_effect", models.TextField(null=True)),
                ("weight", models.BigIntegerField(null=True)),
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
                        fields=("hub", "survey_year", "respondent"),
                        name="one_current_awareness",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("current", False), ("ended_by", None), _connector="OR"),
                        name="ended_awareness_not_current",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
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
                ("answer", models.TextField()),
                ("engagement", models.TextField()),
                ("answered", models.BigIntegerField()),
                ("satisfaction", models.TextField(null=True)),
                ("competence_satisfaction", models.TextField(null=True)),
                ("recommend", models.TextField(null=True)),
                ("referral_received", models.TextField(null=True)),
                ("referral_use", models.TextField(null=True)),
                ("effect", models.TextField(null=True)),
                ("green_guidance", models.TextField(null=True)),
                ("digital_guidance", models.TextField(null=True)),
                ("sustainability_guidance", models.TextField(null=True)),
                ("sustainability_environment", models.TextField(null=True)),
                ("sustainability_social", models.TextField(null=True)),
                ("sustainability_governance", models.TextField(null=True)),
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
                        fields=("hub", "answer"),
                        name="one_current_evaluations",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("current", False), ("ended_by", None), _connector="OR"),
                        name="ended_evaluations_not_current",
                    ),
                ],
            },
        ),
    ]
