# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ErasedYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hub", models.TextField()),
                ("year", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("hub", "year"), name="one_erased_year")
                ],
            },
        ),
    ]
