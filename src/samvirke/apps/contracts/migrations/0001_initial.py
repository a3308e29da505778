# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012

import django.db.models.deletion
from django.conf import settings
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


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hub", models.TextField()),
                ("year", models.IntegerField()),
                ("cut_off", models.DateField(null=True)),
                ("version", models.IntegerField()),
                ("made_at", models.DateTimeField()),
                ("code_version", models.TextField()),
                ("snapshot", models.TextField()),
                ("content", models.TextField()),
                ("demo", models.BooleanField()),
                ("due", models.DateField()),
                ("state", models.TextField()),
                ("frozen", models.BooleanField(default=False)),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="contracts.statement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatementFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public", models.BooleanField()),
                ("address", models.TextField()),
                ("line", models.TextField()),
                ("content", models.JSONField()),
                ("frozen", models.BooleanField(default=False)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="contracts.statement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatementFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.TextField()),
                ("content", models.BinaryField()),
                ("sha256", models.TextField()),
                ("frozen", models.BooleanField(default=False)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="contracts.statement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatementPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public", models.BooleanField()),
                ("language", models.TextField()),
                ("glance", models.JSONField()),
                ("view", models.JSONField()),
                ("frozen", models.BooleanField(default=False)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pages",
                        to="contracts.statement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatementStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.TextField()),
                ("taken_on", models.DateField()),
                ("document", models.TextField()),
                ("content", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="contracts.statement",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hub", models.TextField()),
                ("year", models.IntegerField()),
                ("version", models.IntegerField()),
                ("title", models.TextField()),
                ("content", models.BinaryField()),
                ("sha256", models.TextField()),
                ("saved_at", models.DateTimeField()),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hub", "year", "version"), name="one_contract_version"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cut_off", None)),
                fields=("hub", "year", "version"),
                name="one_statement_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cut_off", None), _negated=True),
                fields=("hub", "year", "cut_off"),
                name="one_status_per_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("frozen", False), ("state", "draft")),
                    models.Q(models.Q(("state", "draft"), _negated=True), ("frozen", True)),
                    _connector="OR",
                ),
                name="frozen_from_sign_off",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementfigure",
            constraint=models.UniqueConstraint(
                fields=("address", "public"), name="one_figure_per_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementfile",
            constraint=models.UniqueConstraint(
                fields=("statement", "path"), name="one_file_per_path"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementpage",
            constraint=models.UniqueConstraint(
                fields=("statement", "public", "language"), name="one_page_per_edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementstep",
            constraint=models.UniqueConstraint(fields=("statement", "step"), name="one_step_each"),
        ),
        unchangeable("contracts_contract"),
        unchangeable("contracts_statement", columns=_SIGNED, when='OLD."frozen"'),
        unchangeable("contracts_statementfile", when='OLD."frozen"'),
        unchangeable("contracts_statementpage", when='OLD."frozen"'),
        unchangeable("contracts_statementfigure", when='OLD."frozen"'),
        unchangeable("contracts_statementstep"),
    ]
