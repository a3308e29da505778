"""Which sessions have passed a second factor, and what turning one on does to the others."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest

from samvirke.apps.accounts.models import User

_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
_SECOND = "mfa"
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def log_in(request: HttpRequest, user: User) -> None:
    """Logs in without asking for more, as a session that the user sees and can end."""
    login(request, user, _BACKEND)
    UserSession.objects.create_from_request(request)


def has_second_factor(user: User) -> bool:
    """Whether the user has an app or a security key."""
    return bool(is_mfa_enabled(user, _FACTORS))


def passed_second_factor(request: HttpRequest) -> bool:
    """Whether this session was authenticated with a second factor (or a recovery code in its
    place), and the user still has one: who logs in by another way passes none by having one.
    """
    records = get_authentication_records(request, request.user)
    passed = any(record.get("method") == _SECOND for record in records)
    return passed and has_second_factor(request.user)


def second_factor_added(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    """The session that turned a factor on has shown that it works; all the others are ended, for
    they passed with a password alone.
    """
    if authenticator.type in _FACTORS:
        told = {"id": authenticator.pk, "type": authenticator.type}
        record_authentication(request, user, _SECOND, **told)
    for session in UserSession.objects.filter(user=user):
        if session.session_key != request.session.session_key:
            session.end()
