"""Rows as versions: nothing that came in is ever overwritten."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Q

from samvirke.apps.imports.models.imports import Import
from samvirke.records.schemas import Column, TableSchema


class RowVersion(models.Model):  # type: ignore[misc]  # Django brings no types
    """A row as one import brought it, beside the columns of its ``schema``.

    It is ``current`` from that import until another changes or withdraws it (``ended_by``), or
    until its own import is reverted. ``row`` is its row in the file. ``dated_by`` names the
    column that says to which year the row belongs.
    """

    schema: ClassVar[TableSchema]
    dated_by: ClassVar[str]

    brought_by = models.ForeignKey(Import, models.PROTECT, related_name="+")
    row = models.BigIntegerField()
    current = models.BooleanField()
    ended_by = models.ForeignKey(Import, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Every table of the record has a model of its own."""

        abstract = True


def row_model(
    name: str,
    schema: TableSchema,
    *,
    dated_by: str,
    module: str,
    found_by: Sequence[tuple[str, ...]] = (),
) -> type[RowVersion]:
    """The model ``name`` for the rows of ``schema``: its columns are declared there alone.

    ``found_by`` are columns that pages find the current rows by, in their order.
    """
    constraints = (
        models.UniqueConstraint(
            fields=schema.key, condition=Q(current=True), name=f"one_current_{schema.name}"
        ),
        models.CheckConstraint(
            condition=Q(current=False) | Q(ended_by=None), name=f"ended_{schema.name}_not_current"
        ),
    )
    indexes = tuple(
        models.Index(
            fields=columns,
            condition=Q(current=True),
            name=f"{schema.name}_{columns[min(1, len(columns) - 1)].strip('-')}",
        )
        for columns in found_by
    )
    content = {
        "__module__": module,
        "__doc__": f"A version of a row of ``{schema.name}``.",
        "Meta": type("Meta", (), {"constraints": constraints, "indexes": indexes}),
        "schema": schema,
        "dated_by": dated_by,
        **{column.name: _field(column) for column in schema.columns},
    }
    build: Any = type(RowVersion)
    model: type[RowVersion] = build(name, (RowVersion,), content)
    return model


def _field(column: Column) -> Any:
    kind = models.TextField if column.kind.is_text else models.BigIntegerField
    return kind(null=not column.required)


def every_row_model() -> list[type[RowVersion]]:
    """The models of all tables of the record."""
    return [model for model in apps.get_models() if issubclass(model, RowVersion)]


def row_models(tables: Iterable[TableSchema]) -> tuple[type[RowVersion], ...]:
    """The models that hold the rows of ``tables``, in their order."""
    held = {model.schema.name: model for model in every_row_model()}
    return tuple(held[table.name] for table in tables)
