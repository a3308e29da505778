# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="engagement",
            name="referred_by",
            field=models.BigIntegerField(null=True),
        ),
    ]
