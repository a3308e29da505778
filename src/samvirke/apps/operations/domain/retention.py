"""Erasing what has been kept for as long as the register of personal data says."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction

from samvirke.apps.accounts.domain import INSTALLATION, Verb, record_event
from samvirke.apps.imports.models import RowVersion
from samvirke.apps.personal_data import Personal, register
from samvirke.apps.sql import Rows
from samvirke.apps.store import in_words


@dataclass(frozen=True, slots=True)
class Due:
    """Rows of one model whose time is over: all that were due before ``before``."""

    entry: Personal
    before: date
    rows: int


@in_words()
def due(today: date) -> tuple[Due, ...]:
    """What the retention job would erase today, in the register's order; nothing is changed."""
    found = ((entry, _expired(entry, today)) for entry in _dated())
    return tuple(
        Due(entry, _months_before(today, entry.retention.months or 0), count)
        for entry, rows in found
        if (count := rows.count())
    )


@in_words()
def erase_due(*, today: date, on_behalf_of: str, at: datetime) -> tuple[Due, ...]:
    """Erases it, all in one transaction, and writes down how much of what; returns the same."""
    erased = []
    with transaction.atomic():
        for item in due(today):
            _expired(item.entry, today).delete()
            erased.append(item)
        if erased:
            record_event(
                organisation=INSTALLATION,
                actor=None,
                verb=Verb.RETENTION_RUN,
                about="installation:retention",
                fields=tuple(item.entry.model for item in erased),
                reason=" ".join(f"{item.entry.model}={item.rows}" for item in erased),
                on_behalf_of=on_behalf_of,
                at=at,
            )
    return tuple(erased)


def _dated() -> list[Personal]:
    return [entry for entry in register() if entry.retention.months is not None]


def _expired(entry: Personal, today: date) -> Any:
    model = apps.get_model(entry.model)
    before = _months_before(today, entry.retention.months or 0)
    counted_from = entry.retention.counted_from
    if issubclass(model, RowVersion):
        last = Rows(model).last_on(before - timedelta(days=1))
        return model._base_manager.filter(**{f"{counted_from}__lte": last})
    field = model._meta.get_field(counted_from)
    moment = "__date__lt" if field.get_internal_type() == "DateTimeField" else "__lt"
    return model._base_manager.filter(**{f"{counted_from}{moment}": before})


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the month's last where it has no such day.

    >>> _months_before(date(2024, 3, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
