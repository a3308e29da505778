"""All that is held about a person, as the register of personal data finds it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from samvirke.apps.accounts.domain import INSTALLATION, Verb, record_event, take_in_accesses
from samvirke.apps.accounts.models import User
from samvirke.apps.imports.models import RowVersion
from samvirke.apps.operations.domain.refusals import OperationRefused
from samvirke.apps.personal_data import Personal, register
from samvirke.apps.store import in_words
from samvirke.figures import Language, Text

SCHEMA, VERSION = "samvirke.person-export", 2
# What opens the account is no information about the person, and no copy of it should lie about.
_SECRETS = frozenset({"password", "data", "session_key", "key", "token", "token_secret", "body"})


@in_words()
def export_person(
    email: str = "",
    *,
    name: str = "",
    company: int | None = None,
    language: Language,
    on_behalf_of: str,
    at: datetime,
) -> dict[str, Any]:
    """The rows about a person, each with purpose, legal basis and retention.

    ``email`` finds the user and what was sent to the address, ``name`` what a command did on that
    person's behalf, and ``company`` (a CVR number) what is registered of a sole trader. What is
    not searched says why. Secrets (passwords, keys, letters with links) are told to be there, not
    what they are. The installation's log tells that it was asked for. Raises
    ``OperationRefused`` where nothing is held.
    """
    take_in_accesses()
    address = email.strip().lower()
    user = User.objects.filter(email=address).first() if address else None
    held = [_held(entry, _of(entry, user, address, name.strip(), company)) for entry in register()]
    if not any(rows for _, rows in held):
        raise OperationRefused(_NOTHING_HELD)
    with transaction.atomic():
        record_event(
            organisation=INSTALLATION,
            actor=None,
            verb=Verb.PERSON_EXPORTED,
            about="installation:person" if user is None else f"user:{user.pk}",
            on_behalf_of=on_behalf_of,
            at=at,
        )
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "person": {"email": address, "name": name.strip(), "company": company},
        "held": [_told(entry, rows, language) for entry, rows in held],
    }


def _of(entry: Personal, user: User | None, address: str, name: str, company: int | None) -> Q:
    """The rows of the entry that are about the person; none where it asks for nothing we know."""
    asked = [
        *({path: user.pk} for path in entry.subjects if user is not None),
        *({path: address} for path in entry.addresses if address),
        *({path: name} for path in entry.names if name),
        *({path: company} for path in entry.companies if company is not None),
    ]
    found = Q(*(Q(**item) for item in asked), _connector=Q.OR) if asked else Q(pk__in=())
    if entry.retention.kept_with and company is not None:
        found |= Q(Exists(_leading(entry, company)))
    return found


def _leading(entry: Personal, company: int) -> Any:
    """The rows of the company that those of the entry are kept with, by their common key."""
    model = apps.get_model(entry.retention.kept_with)
    key = {name: OuterRef(name) for name in model.schema.key}
    (column,) = next(item.companies for item in register() if item.model == model._meta.label)
    return model._base_manager.filter(**key, **{column: company})


def _held(entry: Personal, condition: Q) -> tuple[Personal, list[Any]]:
    model = apps.get_model(entry.model)
    return entry, list(model._base_manager.filter(condition).order_by("pk"))


def _told(entry: Personal, rows: list[Any], language: Language) -> dict[str, Any]:
    unsearched = entry.unsearched
    return {
        "model": entry.model,
        "purpose": entry.purpose.in_language(language),
        "legal_basis": entry.legal_basis.in_language(language),
        "retention": entry.retention.words.in_language(language),
        "rows": [{name: _value(row, name) for name in _fields(entry, row)} for row in rows],
        **({"unsearched": unsearched.in_language(language)} if unsearched else {}),
    }


def _fields(entry: Personal, row: Any) -> Iterator[str]:
    """What the register names; of a registration all columns, for all of it is about the person."""
    yield from row.schema.column_names if isinstance(row, RowVersion) else entry.fields


def _value(row: Any, name: str) -> Any:
    value = getattr(row, row._meta.get_field(name).attname)
    if name in _SECRETS:
        return bool(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


_NOTHING_HELD = Text(
    da="Der er intet om den person, hverken som bruger, inviteret, navn eller virksomhed. "
    "Kontrollér stavemåden og nummeret.",
    en="Nothing is held about that person, neither as user, invited, name nor company. Check the "
    "spelling and the number.",
)
