"""The register of personal data: which fields hold it, what for, on what ground, for how long.

Each app's ``personal.py`` has ``PERSONAL`` and ``IMPERSONAL``; a field that is in neither fails a
test, from the day it is made.
"""

from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from typing import Any

from django.apps import apps

from samvirke.figures import Text


@dataclass(frozen=True, slots=True)
class Retention:
    """How long data is kept: in words, and in months from a moment where it is so simple.

    ``counted_from`` is the field of the same model that holds the moment or the day; the
    retention job deletes or empties what is older.
    """

    words: Text
    months: int | None = None
    counted_from: str = ""


@dataclass(frozen=True, slots=True)
class Personal:
    """Fields of one model (``accounts.User``) with one purpose.

    ``subject`` is how the person is found from a row: the field that leads to the user, or empty
    where the rows are about people outside (``pk`` for the user's own row).
    """

    model: str
    fields: tuple[str, ...]
    purpose: Text
    legal_basis: Text
    retention: Retention
    subject: str = ""


def _modules() -> list[Any]:
    own = (config.name for config in apps.get_app_configs() if config.name.startswith("samvirke."))
    names = [f"{name}.personal" for name in own if name.startswith("samvirke.apps.")]
    return [import_module(name) for name in names]


def register() -> tuple[Personal, ...]:
    """Every entry of every app, in the apps' order."""
    return tuple(chain.from_iterable(module.PERSONAL for module in _modules()))


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
