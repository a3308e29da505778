"""What happens to the sessions that were opened before a second factor was turned on."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from samvirke.apps.accounts.models import User


def end_weaker_sessions(request: HttpRequest, user: User, **_: Any) -> None:
    """Logs the user out everywhere else: those sessions passed with a password alone."""
    for session in UserSession.objects.filter(user=user):
        if session.session_key != request.session.session_key:
            session.end()
