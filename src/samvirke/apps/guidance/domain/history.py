"""How a registered engagement came to be as it is: its versions, import by import."""

from dataclasses import dataclass

from samvirke.apps.guidance.models import Engagement
from samvirke.apps.imports.models import Import, RowVersion

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an engagement, and what differs from the one before: (column, old, new).

    ``withdrawn_by`` is the import of a full year that no longer had the engagement.
    """

    row: RowVersion
    changes: tuple[tuple[str, Cell, Cell], ...]
    withdrawn_by: Import | None = None

    @property
    def brought_by(self) -> Import:
        """The import that brought the version; one that was reverted says so."""
        record: Import = self.row.brought_by
        return record


def history(hub: str, engagement: str) -> list[Version]:
    """All versions of an engagement, the first one first; none for one that there never was."""
    rows = list(
        Engagement.objects.filter(hub=hub, engagement=engagement)
        .select_related("brought_by__user", "brought_by__on_behalf_of", "ended_by")
        .order_by("pk")
    )
    brought = {row.brought_by_id for row in rows}
    return [
        Version(
            row,
            _changes(_before(row, rows), row),
            row.ended_by if row.ended_by_id not in brought else None,
        )
        for row in rows
    ]


def _before(row: RowVersion, rows: list[RowVersion]) -> RowVersion | None:
    """The version that ``row`` took the place of."""
    ended = next((other for other in rows if other.ended_by_id == row.brought_by_id), None)
    earlier = [other for other in rows if other.pk < row.pk]
    return ended or (earlier[-1] if earlier else None)


def _changes(before: RowVersion | None, row: RowVersion) -> tuple[tuple[str, Cell, Cell], ...]:
    if before is None:
        return ()
    names = Engagement.schema.column_names
    cells = ((name, getattr(before, name), getattr(row, name)) for name in names)
    return tuple((name, old, new) for name, old, new in cells if old != new)
