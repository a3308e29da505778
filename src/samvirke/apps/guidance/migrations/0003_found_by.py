# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012
from django.db import migrations, models

_NEWEST_FIRST = ("-started", "engagement")


def found_by(model, name, *fields):
    """An index for pages, of current rows only."""
    condition = models.Q(("current", True))
    return migrations.AddIndex(model, models.Index(fields=fields, condition=condition, name=name))


class Migration(migrations.Migration):
    dependencies = [("guidance", "0002_referred_by")]

    operations = [
        found_by("engagement", "engagements_company", "hub", "company", *_NEWEST_FIRST),
        found_by("engagement", "engagements_started", "hub", *_NEWEST_FIRST),
        found_by("engagement", "engagements_municipality", "municipality"),
        found_by("participation", "participations_municipality", "municipality"),
    ]
