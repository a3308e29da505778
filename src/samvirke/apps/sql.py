"""Statements over a model's rows and the staged rows of a file, the same on both databases."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from samvirke.apps.imports.models import Confirmation, Import, RowVersion
from samvirke.records.schemas import Kind


def run(text: str, parameters: Sequence[Any] = (), **names: str) -> Any:
    """The open cursor of a statement. ``names`` stand in braces in it and are never a user's."""
    cursor = connection.cursor()
    cursor.execute(text.format(**names), parameters)
    return cursor


def table_of(model: Any) -> str:
    """The quoted name of a model's table."""
    return quoted(model._meta.db_table)


def quoted(name: str) -> str:
    """A name as a statement writes it."""
    return str(connection.ops.quote_name(name))


# A dating column holds yyyymmdd, yyyymmddhhmmss, or the year alone: the value of 1 January of the
# next year less one is above every day of the year.
_PER_YEAR = {Kind.DAY: 10**4, Kind.MOMENT: 10**10, Kind.WHOLE: 1}


class Rows:
    """The stored and the staged rows of one model.

    In a statement ``{table}`` is the store (``c``: its current version) and ``{staged}`` the file
    (``s``); ``{same_key}`` and ``{differs}`` compare the two, empty cells being alike.
    """

    def __init__(self, model: type[RowVersion]) -> None:
        self.model, self.schema = model, model.schema
        self._per_year = _PER_YEAR[self.schema.column(model.dated_by).kind]
        columns = [quoted(name) for name in self.schema.column_names]
        keys = [quoted(name) for name in self.schema.key]
        others = [name for name in columns if name not in keys]
        differing = [
            f"(c.{name} <> s.{name} OR (c.{name} IS NULL) <> (s.{name} IS NULL))" for name in others
        ]
        self.names = {
            "table": table_of(model),
            "staged": quoted(f"staged_{self.schema.name}"),
            "staged_key": quoted(f"staged_{self.schema.name}_key"),
            "key": ", ".join(keys),
            "imports": table_of(Import),
            "confirmations": table_of(Confirmation),
            "columns": ", ".join(columns),
            "staged_columns": ", ".join(f"s.{name}" for name in columns),
            "current_columns": ", ".join(f"c.{name}" for name in columns),
            "same_key": " AND ".join(f"c.{name} = s.{name}" for name in keys),
            "differs": f"({' OR '.join(differing)})",
            "dated_by": f"c.{quoted(model.dated_by)}",
            "per_year": str(self._per_year),
        }

    def run(self, text: str, parameters: Sequence[Any] = ()) -> Any:
        """The open cursor of a statement over these rows."""
        return run(text, parameters, **self.names)

    def span(self, year: int) -> tuple[int, int]:
        """The first and the last value of the dating column in a calendar year."""
        return year * self._per_year, (year + 1) * self._per_year - 1

    def last_on(self, day: date) -> int:
        """The last value of the dating column on a day; a survey belongs to all of its year."""
        per_day = self._per_year // 10**4
        if not per_day:
            return day.year
        return (day.year * 10**4 + day.month * 100 + day.day + 1) * per_day - 1
