"""Which rows of the record have been kept for long enough: whole calendar years, never parts."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import F
from django.db.models.expressions import RawSQL

from samvirke.apps.imports.models import ErasedYear, RowVersion
from samvirke.apps.personal_data import Personal
from samvirke.apps.sql import Rows
from samvirke.records.schemas import FROZEN_TABLES

_COUNTED = frozenset(table.name for table in FROZEN_TABLES)


def first_day_kept(today: date, years: int) -> date:
    """Rows of the years before are over: those of a year are kept for so many whole years after it.

    >>> first_day_kept(date(2026, 12, 31), 5)
    datetime.date(2021, 1, 1)
    >>> first_day_kept(date(2027, 1, 1), 5)
    datetime.date(2022, 1, 1)
    """
    return date(today.year - years, 1, 1)


def expired_rows(entry: Personal, first_kept: date) -> Any:
    """The versions whose row has none from ``first_kept`` or later, as a query set.

    All versions of a row go together, so that reverting an import never finds half of them; an
    answer goes with its engagement, also where that is gone already.
    """
    model = apps.get_model(entry.model)
    by = apps.get_model(entry.retention.kept_with or entry.model)
    return model._base_manager.filter(pk__in=_without_later(Rows(model), Rows(by), first_kept))


def _without_later(rows: Rows, by: Rows, first_kept: date) -> RawSQL:
    (start, _) = by.span(first_kept.year)
    key = by.names["key"]
    same = " AND ".join(f"v.{name} = kept.{name}" for name in key.split(", "))
    return RawSQL(  # noqa: S611 - names are the schemas', the value is a parameter
        f"""
        SELECT v.id FROM {rows.names["table"]} v
        LEFT JOIN (SELECT DISTINCT {key} FROM {by.names["table"]} c
                   WHERE {by.names["dated_by"]} >= %s) kept
        ON {same} WHERE kept.hub IS NULL
        """,  # noqa: S608 - as above
        [start],
    )


def note_erased_years(entry: Personal, first_kept: date) -> None:
    """Remembers which years of which hubs will miss rows, once the expired ones are erased.

    Only of tables that statements count, and of rows that were current.
    """
    model = apps.get_model(entry.model)
    if model.schema.name not in _COUNTED or entry.retention.kept_with:
        return
    per_year = Rows(model).span(1)[0]
    found = (
        expired_rows(entry, first_kept)
        .filter(current=True)
        .values_list("hub", F(model.dated_by) / per_year)
        .distinct()
    )
    ErasedYear.objects.bulk_create(
        [ErasedYear(hub=hub, year=year) for hub, year in found], ignore_conflicts=True
    )


def is_of_record(entry: Any) -> bool:
    """Whether the register's entry is about rows of the record."""
    return isinstance(entry, Personal) and issubclass(apps.get_model(entry.model), RowVersion)
