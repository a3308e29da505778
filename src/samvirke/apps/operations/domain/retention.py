"""Erasing what has been kept for as long as the register of personal data says."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction

from samvirke.apps.accounts.domain import (
    INSTALLATION,
    Verb,
    record_event,
    take_in_accesses,
)
from samvirke.apps.operations.domain.expired_rows import (
    expired_rows,
    first_day_kept,
    is_of_record,
    note_erased_years,
)
from samvirke.apps.personal_data import Leftover, Personal, leftovers, register
from samvirke.apps.store import in_words


@dataclass(frozen=True, slots=True)
class Due:
    """Rows of one model, or files, whose time is over: all that were due before ``before``."""

    entry: Personal | Leftover
    before: date
    rows: int


@in_words()
def due(today: date) -> tuple[Due, ...]:
    """What the retention job would erase today, in the register's order; nothing is changed."""
    dated = [
        Due(entry, _before(entry, today), _expired(entry, today).count()) for entry in _dated()
    ]
    others = [
        Due(entry, before, entry.count(before))
        for entry in leftovers()
        for before in (_before(entry, today),)
    ]
    return tuple(item for item in (*dated, *others) if item.rows)


@in_words()
def erase_due(*, today: date, on_behalf_of: str, at: datetime) -> tuple[Due, ...]:
    """Erases it, all in one transaction, and writes down how much of what; returns the same."""
    erased = []
    take_in_accesses()
    with transaction.atomic():
        for item in due(today):
            _erase(item, today)
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


def _erase(item: Due, today: date) -> None:
    if isinstance(item.entry, Leftover):
        item.entry.clear(item.before)
        return
    if is_of_record(item.entry):
        note_erased_years(item.entry, item.before)
    _expired(item.entry, today).delete()


def _dated() -> list[Personal]:
    return [
        entry
        for entry in register()
        if entry.retention.months is not None or entry.retention.years is not None
    ]


def _before(entry: Personal | Leftover, today: date) -> date:
    """What is from before this day has been kept for long enough."""
    if entry.retention.years is not None:
        return first_day_kept(today, entry.retention.years)
    days = entry.days if isinstance(entry, Leftover) else 0
    return _months_before(today, entry.retention.months or 0) - timedelta(days=days)


def _expired(entry: Personal, today: date) -> Any:
    before = _before(entry, today)
    if is_of_record(entry):
        return expired_rows(entry, before)
    model = apps.get_model(entry.model)
    counted_from = entry.retention.counted_from
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
