"""What the retention job clears of imports: files that nobody took in, and names nobody needs."""

from datetime import UTC, date, datetime, time
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef

from samvirke.apps.imports.domain.uploads import forget_uploads, waiting_since
from samvirke.apps.imports.models import Import, every_row_model
from samvirke.apps.store import data_folder_if_any


def expired_uploads(before: date) -> int:
    """How many files have waited since before a day; none in a store without files."""
    return 0 if data_folder_if_any() is None else waiting_since(_start_of(before))


def clear_uploads(before: date) -> None:
    """Removes them, once the transaction that tells of it is through."""
    transaction.on_commit(partial(forget_uploads, before=_start_of(before)))


def expired_names(before: date) -> int:
    """How many imports from before a day name people and files, and none of whose rows are left."""
    return int(_without_rows(before).count())


def clear_names(before: date) -> None:
    """Empties those names; that there was an import, and of how much, stays."""
    without = [pk for (pk,) in _without_rows(before).values_list("pk")]
    nobody = dict.fromkeys(Import.NAMES)
    Import.objects.filter(pk__in=without).update(**nobody, file_name="")


def _without_rows(before: date):  # type: ignore[no-untyped-def]  # Django brings no types
    nobody = dict.fromkeys(Import.NAMES)
    found = Import.objects.filter(committed_at__lt=_start_of(before)).exclude(
        **nobody, file_name=""
    )
    for model in every_row_model():
        found = found.exclude(Exists(model.objects.filter(brought_by=OuterRef("pk"))))
    return found


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
