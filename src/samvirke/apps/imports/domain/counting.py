"""Counting queries over the rows that hold now, as over a snapshot's."""

from collections.abc import Sequence
from typing import Any

from samvirke.apps.imports.models import RowVersion, row_models
from samvirke.apps.sql import quoted, run, table_of
from samvirke.records.schemas import FROZEN_TABLES, TableSchema

_WITH = "WITH "


class CurrentRows:
    """The store's current rows, asked like a snapshot. They may change at any time, so there is no
    fingerprint that names them.
    """

    fingerprint = ""

    def fetch(self, query: str, parameters: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        """The rows of ``query``; a number is an ``int``, an empty cell ``None``."""
        held = zip(FROZEN_TABLES, row_models(FROZEN_TABLES), strict=True)
        views = ", ".join(_view(table, model) for table, model in held)
        rest = f", {query.removeprefix(_WITH)}" if query.startswith(_WITH) else f" {query}"
        asked = f"{_WITH}{views}{rest}".replace("%", "%%").replace("?", "%s")
        with run(asked.replace("{", "{{").replace("}", "}}"), list(parameters)) as cursor:
            return [tuple(row) for row in cursor.fetchall()]


def _view(table: TableSchema, model: type[RowVersion]) -> str:
    columns = ", ".join(quoted(name) for name in table.column_names)
    return f"{table.name} AS (SELECT {columns} FROM {table_of(model)} WHERE current)"  # noqa: S608
