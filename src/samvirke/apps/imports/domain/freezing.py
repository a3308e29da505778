"""Freezing what is current as a snapshot, which no later import or revert reaches."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from samvirke.apps.database import StoreError
from samvirke.apps.imports.domain.progress import Progress, Step
from samvirke.apps.imports.models import Import, RowVersion, row_models
from samvirke.apps.sql import Rows
from samvirke.apps.store import in_words, one_moment
from samvirke.figures import Text
from samvirke.records.schemas import FROZEN_TABLES, TableSchema
from samvirke.records.snapshot import Cell, Manifest, Origin, write_snapshot

_CHUNK = 5_000


@in_words()
def freeze(
    folder: Path, *, hubs: Sequence[str], cut_off: date | None = None, progress: Progress
) -> Manifest:
    """Writes the current rows of ``hubs`` (ids) as a snapshot into ``folder``.

    With a ``cut_off`` only those dated on that day or before: engagements by their start,
    answers by when they were given, surveys by their year. Raises ``StoreError``, also where there
    is not one row to freeze, and what ``write_snapshot`` raises.
    """
    models = row_models(FROZEN_TABLES)
    with one_moment():
        origins = _origins(models, hubs, cut_off)
        if not origins:
            raise StoreError(_NOTHING)
        told = _Told(progress)
        tables = {
            table.name: told.counting(_rows(model, table, hubs, cut_off))
            for table, model in zip(FROZEN_TABLES, models, strict=True)
        }
        return write_snapshot(folder, tables, origins=origins, cut_off=cut_off)


_NOTHING = Text(
    da="Lageret har ingen rækker at lave et udtræk af. Læs først filerne ind (»Importer« på "
    "hjemmesiden, eller »samvirke import«), eller vælg et andet erhvervshus eller en senere dag.",
    en="The store has no rows to make a snapshot of. First import the files ('Imports' on the "
    "site, or 'samvirke import'), or choose another hub or a later day.",
)


class _Told:
    """Tells from time to time how many rows of all tables have passed."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._count = progress, 0

    def counting(self, rows: Iterator[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
        for row in rows:
            if self._count % _CHUNK == 0:
                self._progress(Step.FREEZING, self._count)
            self._count += 1
            yield row


def _current(model: type[RowVersion], hubs: Sequence[str], cut_off: date | None) -> Any:
    rows = model.objects.filter(current=True, hub__in=hubs)
    if cut_off is not None:
        rows = rows.filter(**{f"{model.dated_by}__lte": Rows(model).last_on(cut_off)})
    return rows


def _rows(
    model: type[RowVersion], table: TableSchema, hubs: Sequence[str], cut_off: date | None
) -> Iterator[tuple[Cell, ...]]:
    rows = _current(model, hubs, cut_off).values_list(*table.column_names)
    yield from rows.iterator(chunk_size=_CHUNK)


def _origins(
    models: Sequence[type[RowVersion]], hubs: Sequence[str], cut_off: date | None
) -> list[Origin]:
    """The files that the frozen rows came in with, in the order of their imports."""
    numbers = {
        number
        for model in models
        for number in _current(model, hubs, cut_off).values_list("brought_by", flat=True).distinct()
    }
    return [
        Origin(file=item.file_name, sha256=item.sha256, rows=item.rows, kind=item.kind)
        for item in Import.objects.filter(pk__in=numbers).order_by("pk")
    ]
