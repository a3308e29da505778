"""How allauth behaves here: nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth brings no types
    """Accounts come about by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: see ``domain.invitations``."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> Any:
        """The start page of the role."""
        return super().get_login_redirect_url(request)
