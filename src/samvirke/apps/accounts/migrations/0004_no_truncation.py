# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012

from django.db import migrations

from samvirke.apps.unchangeable import unchangeable

# A role is never another's, and never another role: it is ended.
_GIVEN = ("user_id", "role", "organisation", "valid_from")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_letters_given_up")]

    operations = [
        unchangeable("accounts_event"),
        unchangeable("accounts_roleassignment", columns=_GIVEN),
    ]
