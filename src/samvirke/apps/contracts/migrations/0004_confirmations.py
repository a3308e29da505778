# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from samvirke.apps.unchangeable import unchangeable


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0003_frozen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ContractConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party", models.TextField()),
                ("confirmed_on", models.DateField()),
                ("document", models.TextField()),
                ("sha256", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contract", "party"), name="one_confirmation_each"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("party__in", ["hub", "kkr"])),
                        name="confirmed_by_a_party",
                    ),
                ],
            },
        ),
        unchangeable("contracts_contractconfirmation"),
    ]
