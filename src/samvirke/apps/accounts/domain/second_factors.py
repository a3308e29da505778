"""Encrypting the secrets of second factors anew, when a key is taken into use."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from samvirke.apps.accounts.domain.events import record_event
from samvirke.apps.accounts.domain.organisations import INSTALLATION
from samvirke.apps.accounts.domain.verbs import Verb
from samvirke.apps.accounts.encryption import CannotDecrypt, decrypt, encrypt, is_current


@dataclass(frozen=True, slots=True)
class Encrypted:
    """How many people's secrets were encrypted anew, and how many no key could read."""

    anew: int
    unreadable: int


@transaction.atomic
def encrypt_second_factors(*, on_behalf_of: str, at: datetime) -> Encrypted:
    """Encrypts with the newest key what an earlier release or an older key left.

    What no key can read stays as it is: the key may come back. The log tells how many were
    changed; where all are as they should be, nothing is written.
    """
    anew = unreadable = 0
    held = Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN)
    for authenticator in held.order_by("pk"):
        try:
            data = _encrypted(authenticator.data)
        except CannotDecrypt:
            unreadable += 1
            continue
        if data != authenticator.data:
            authenticator.data = data
            authenticator.save(update_fields=["data"])
            anew += 1
    if anew:
        record_event(
            organisation=INSTALLATION,
            actor=None,
            verb=Verb.SECRETS_ENCRYPTED,
            about="installation:second_factors",
            reason=f"rows={anew}",
            on_behalf_of=on_behalf_of,
            at=at,
        )
    return Encrypted(anew, unreadable)


def _encrypted(data: dict[str, Any]) -> dict[str, Any]:
    """The data of an app (``secret``) or of recovery codes (``seed``, ``migrated_codes``)."""
    made = dict(data)
    for name in {"secret", "seed"} & data.keys():
        made[name] = _anew(data[name])
    if "migrated_codes" in data:
        made["migrated_codes"] = [_anew(code) for code in data["migrated_codes"]]
    return made


def _anew(stored: str) -> str:
    return stored if is_current(stored) else encrypt(decrypt(stored))
