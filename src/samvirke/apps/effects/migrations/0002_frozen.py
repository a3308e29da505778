# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012

from django.db import migrations, models

from samvirke.apps.unchangeable import unchangeable

_REPORT = ("effects_effectreport", "report_id")


class Migration(migrations.Migration):
    dependencies = [("effects", "0001_initial")]

    operations = [
        # those that are there already are finished
        migrations.AddField("effectreport", "frozen", models.BooleanField(default=True)),
        migrations.AlterField("effectreport", "frozen", models.BooleanField(default=False)),
        unchangeable("effects_effectreport", when='OLD."frozen"'),
        unchangeable("effects_effectfile", under=_REPORT),
        unchangeable("effects_effectpage", under=_REPORT),
    ]
