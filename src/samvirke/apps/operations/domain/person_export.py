"""All that is held about a user, as the register of personal data finds it."""

from datetime import date, datetime
from typing import Any

from django.apps import apps

from samvirke.apps.accounts.models import User
from samvirke.apps.operations.domain.refusals import OperationRefused
from samvirke.apps.personal_data import Personal, register
from samvirke.apps.store import in_words
from samvirke.figures import Language, Text

SCHEMA, VERSION = "samvirke.person-export", 1
# What opens the account is no information about the person, and no copy of it should lie about.
_SECRETS = frozenset({"password", "data", "session_key", "key", "token", "token_secret"})


@in_words()
def export_person(email: str, *, language: Language) -> dict[str, Any]:
    """The rows about the user with ``email``, each with purpose, legal basis and retention.

    Secrets (password, keys) are told to be there, not what they are. Raises ``OperationRefused``
    for an unknown user.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise OperationRefused(_unknown(email))
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "person": user.email,
        "held": [_held(entry, user, language) for entry in register() if entry.subject],
    }


def _held(entry: Personal, user: User, language: Language) -> dict[str, Any]:
    model = apps.get_model(entry.model)
    wanted = user.pk if entry.subject == "pk" else user
    rows = model._base_manager.filter(**{entry.subject: wanted}).order_by("pk")
    return {
        "model": entry.model,
        "purpose": entry.purpose.in_language(language),
        "legal_basis": entry.legal_basis.in_language(language),
        "retention": entry.retention.words.in_language(language),
        "rows": [{name: _value(row, name) for name in entry.fields} for row in rows],
    }


def _value(row: Any, name: str) -> Any:
    value = getattr(row, row._meta.get_field(name).attname)
    if name in _SECRETS:
        return bool(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def _unknown(email: str) -> Text:
    return Text(
        da=f"Der er ingen bruger med e-mailen {email}. Kontrollér stavemåden.",
        en=f"There is no user with the e-mail {email}. Check the spelling.",
    )
