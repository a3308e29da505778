"""What users do with password and second factor, written down where allauth tells of it."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.db import transaction
from django.utils import timezone

from samvirke.apps.accounts.domain import INSTALLATION, Verb, record_event
from samvirke.apps.accounts.models import User


def listen() -> None:
    """Has allauth tell us."""
    authenticator_added.connect(_turned_on)
    authenticator_reset.connect(_turned_on)
    authenticator_removed.connect(_turned_off)
    for changed in (password_changed, password_reset, password_set):
        changed.connect(_password_changed)


def _turned_on(user: User, authenticator: Authenticator, **_: Any) -> None:
    _record(Verb.SECOND_FACTOR_ON, user, authenticator.type)


def _turned_off(user: User, authenticator: Authenticator, **_: Any) -> None:
    _record(Verb.SECOND_FACTOR_OFF, user, authenticator.type)


def _password_changed(user: User, **_: Any) -> None:
    _record(Verb.PASSWORD_CHANGED, user, "password")


def _record(verb: Verb, user: User, field: str) -> None:
    with transaction.atomic():
        record_event(
            organisation=INSTALLATION,
            actor=user,
            verb=verb,
            about=f"user:{user.pk}",
            fields=(str(field),),
            at=timezone.now(),
        )
