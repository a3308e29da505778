"""The rows of a file in temporary tables, which this connection alone sees."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection

from samvirke.apps.imports.models import RowVersion
from samvirke.apps.sql import Rows, quoted
from samvirke.records.imports import Parsed, ProblemTally, RowProblem

OnProblem = Callable[[RowProblem], None]
_CHUNK = 2_000


class Staging:
    """The tables that a file may fill, how many rows of each lie staged, and the problems."""

    def __init__(self, models: Sequence[type[RowVersion]], on_problem: OnProblem) -> None:
        self.rows = {model.schema.name: Rows(model) for model in models}
        self.counts = dict.fromkeys(self.rows, 0)
        self.tally = ProblemTally()
        self._on_problem = on_problem

    def refuse(self, problem: RowProblem) -> None:
        """Counts a problem and tells it."""
        self.tally.add(problem)
        self._on_problem(problem)

    @property
    def filled(self) -> tuple[Rows, ...]:
        """The tables that the file holds at least one row of."""
        return tuple(rows for name, rows in self.rows.items() if self.counts[name])


@contextmanager
def staged(
    read: Iterable[Parsed | RowProblem],
    models: Sequence[type[RowVersion]],
    *,
    on_problem: OnProblem,
    on_rows: Callable[[int], None],
) -> Iterator[Staging]:
    """Stages what is ``read`` until the block ends. Nothing of it is seen by others.

    ``on_problem`` is told each problem, ``on_rows`` from time to time how many rows were read.
    """
    staging = Staging(models, on_problem)
    for rows in staging.rows.values():
        _create(rows)
    try:
        remaining = iter(read)
        done = 0
        while chunk := list(islice(remaining, _CHUNK)):
            _take(staging, chunk)
            done += len(chunk)
            on_rows(done)
        for rows in staging.filled:
            # SQLite's own choice of an index is the hub alone, which all rows share.
            rows.run("CREATE INDEX {staged_key} ON {staged} ({key})")
            if connection.vendor == "postgresql":
                rows.run("ANALYZE {staged}")
        yield staging
    finally:
        for rows in staging.rows.values():
            rows.run("DROP TABLE IF EXISTS {staged}")  # a new connection has none


def _create(rows: Rows) -> None:
    columns = [
        f"{quoted(column.name)} {'text' if column.kind.is_text else 'bigint'}"
        for column in rows.schema.columns
    ]
    rows.run(f'CREATE TEMPORARY TABLE {{staged}} ("row" bigint, {", ".join(columns)})')


def _take(staging: Staging, chunk: Sequence[Parsed | RowProblem]) -> None:
    by_table: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for item in chunk:
        if isinstance(item, RowProblem):
            staging.refuse(item)
        else:
            by_table[item.table].append((item.row, *item.values))
    for table, values in by_table.items():
        staging.counts[table] += len(values)
        _insert(staging.rows[table], values)


def _insert(rows: Rows, values: list[tuple[Any, ...]]) -> None:
    marks = ", ".join(["%s"] * len(values[0]))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {rows.names['staged']} VALUES ({marks})", values)  # noqa: S608
