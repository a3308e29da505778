# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012

from django.db import migrations, models

from samvirke.apps.unchangeable import unchangeable

_SIGNED = (
    "hub",
    "year",
    "cut_off",
    "version",
    "replaces_id",
    "made_at",
    "code_version",
    "snapshot",
    "content",
    "demo",
    "due",
    "frozen",
)
_STATEMENT = ("contracts_statement", "statement_id")
_NATIONAL = ("contracts_nationalstatement", "national_id")


class Migration(migrations.Migration):
    dependencies = [("contracts", "0002_national")]

    operations = [
        # those that are there already are finished
        migrations.AddField("nationalstatement", "frozen", models.BooleanField(default=True)),
        migrations.AlterField("nationalstatement", "frozen", models.BooleanField(default=False)),
        # again, for what they refuse since
        unchangeable("contracts_contract"),
        unchangeable("contracts_statement", columns=_SIGNED, when='OLD."frozen"'),
        unchangeable("contracts_statementstep"),
        unchangeable("contracts_nationalstatement", when='OLD."frozen"'),
        unchangeable("contracts_nationalpaper", under=_NATIONAL),
        unchangeable("contracts_nationalpage", under=_NATIONAL),
        unchangeable("contracts_nationalfigure", under=_NATIONAL),
        unchangeable("contracts_statementfile", when='OLD."frozen"', under=_STATEMENT),
        unchangeable("contracts_statementpage", when='OLD."frozen"', under=_STATEMENT),
        unchangeable("contracts_statementfigure", when='OLD."frozen"', under=_STATEMENT),
    ]
