"""How allauth behaves here: nobody signs up by themselves, in any way."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth brings no types
    """Accounts come about by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: see ``domain.invitations``."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # as above
    """An organisation's own server logs in its own invited people and nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: whoever was not invited has no account to log in to."""
        return False

    def is_email_verified(self, provider: Any, email: str) -> bool:
        """An address in the server's own ``domains``, whatever the server claims of others."""
        return email.partition("@")[2].lower() in provider.app.settings["domains"]

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Only with an address in the server's own ``domains``."""
        return self.is_email_verified(login.provider, email)
