"""The register of personal data: which fields hold it, what for, on what ground, for how long.

Each app's ``personal.py`` has ``PERSONAL`` and ``IMPERSONAL``; a field that is in neither fails a
test, from the day it is made. ``LEFTOVERS`` are what lies in files, or ends with other rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from itertools import chain
from typing import Any

from django.apps import apps

from samvirke.figures import Text

PUBLIC_TASK = Text(
    da="Databeskyttelsesforordningens artikel 6, stk. 1, litra e: en opgave i samfundets interesse",
    en="GDPR article 6(1)(e): a task in the public interest",
)
HUB_TASK = Text(
    da="Databeskyttelsesforordningens artikel 6, stk. 1, litra e: erhvervshusenes opgave efter lov "
    "om erhvervsfremme",
    en="GDPR article 6(1)(e): the business hubs’ task under the Act on Business Promotion",
)
"""Grounds that several apps hold personal data on."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long data is kept: in words, and where it is so simple, in months or in whole years.

    ``months`` count from a moment or a day in the same model, held by the field ``counted_from``;
    the retention job deletes or empties what is older. ``years`` are calendar years after the one
    that a row of the record belongs to (its ``dated_by``), so that a year's figures never rest on
    half of its rows; rows ``kept_with`` another table's (``guidance.Engagement``) go with those.
    """

    words: Text
    months: int | None = None
    counted_from: str = ""
    years: int | None = None
    kept_with: str = ""


@dataclass(frozen=True, slots=True)
class Personal:
    """Fields of one model (``accounts.User``) with one purpose.

    How a person is found: ``subjects`` are the fields that lead to the user (``pk`` for the
    user's own row), ``addresses`` those that hold an e-mail address, ``names`` a name, and
    ``companies`` a company's number; rows ``kept_with`` others are found with them. ``unsearched``
    says why nobody is found in the rows.
    """

    model: str
    fields: tuple[str, ...]
    purpose: Text
    legal_basis: Text
    retention: Retention
    subject: str = ""
    more_subjects: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    unsearched: Text | None = None

    @property
    def subjects(self) -> tuple[str, ...]:
        """All fields that lead to the user."""
        return (*((self.subject,) if self.subject else ()), *self.more_subjects)


@dataclass(frozen=True, slots=True)
class Leftover:
    """Personal data whose end no date in its own row tells: files, and names that rows rest on.

    The retention job asks ``count`` how much is from before a day, and has ``clear`` remove it;
    that day is so many months and days ago. ``model`` is what the job's report and the log call
    it.
    """

    model: str
    purpose: Text
    legal_basis: Text
    retention: Retention
    count: Callable[[date], int]
    clear: Callable[[date], None]
    days: int = 0


def _modules() -> list[Any]:
    own = (config.name for config in apps.get_app_configs() if config.name.startswith("samvirke."))
    names = [f"{name}.personal" for name in own if name.startswith("samvirke.apps.")]
    return [import_module(name) for name in names]


def register() -> tuple[Personal, ...]:
    """Every entry of every app, in the apps' order."""
    return tuple(chain.from_iterable(module.PERSONAL for module in _modules()))


def leftovers() -> tuple[Leftover, ...]:
    """What the apps hold beside their rows, in the apps' order."""
    return tuple(chain.from_iterable(getattr(module, "LEFTOVERS", ()) for module in _modules()))


def impersonal_fields() -> frozenset[str]:
    """The fields (``app.Model.field``) that every app declares to hold no personal data."""
    return frozenset().union(*(module.IMPERSONAL for module in _modules()))


def unregistered_fields() -> list[str]:
    """The stored fields of all models that no app has declared; automatic keys aside."""
    known = impersonal_fields() | {
        f"{entry.model}.{name}" for entry in register() for name in entry.fields
    }
    return sorted(
        name
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if not (field.primary_key and field.auto_created)
        and (name := f"{model._meta.label}.{field.name}") not in known
    )
