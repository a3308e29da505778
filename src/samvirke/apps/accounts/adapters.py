"""How allauth behaves here: nobody signs up by themselves, and secrets are encrypted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect

from samvirke.apps.accounts.encryption import decrypt, encrypt
from samvirke.apps.languages import in_page_language
from samvirke.figures import Text


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

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Each time: whoever the server logs in has an address in its ``domains``.

        Nobody connects a server's account to themselves; the first login by address does it.
        """
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise PermissionDenied
        user = sociallogin.user if sociallogin.is_existing else None
        if user is not None and not self.is_email_verified(sociallogin.provider, user.email):
            raise _back_to_login(request, _NOT_ITS_OWN)

    def get_requests_session(self) -> Any:
        """Asks the organisation's server; one that cannot be reached is told of in words."""
        from requests import RequestException  # with the extra alone

        session = super().get_requests_session()
        ask = session.request

        def asked(*told: Any, **named: Any) -> Any:
            try:
                return ask(*told, **named)
            except RequestException as error:
                raise _back_to_login(self.request, _NO_ANSWER) from error

        session.request = asked
        return session


def _back_to_login(request: HttpRequest, why: Text) -> ImmediateHttpResponse:
    messages.error(request, in_page_language(why))
    return ImmediateHttpResponse(redirect("account_login"))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    """The secrets of apps and recovery codes are stored encrypted; security keys have none here."""

    def encrypt(self, text: str) -> str:
        """As it is stored."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """As it was. Raises ``CannotDecrypt``."""
        return decrypt(encrypted_text)


_NOT_ITS_OWN = Text(
    da="Organisationens login kan ikke bruges: din e-mailadresse i Samvirke hører ikke til den. "
    "Log ind på en anden måde, eller bed en administrator om en ny invitation.",
    en="That organisation's login cannot be used: your e-mail address in Samvirke is not one of "
    "its own. Log in another way, or ask an administrator for a new invitation.",
)
_NO_ANSWER = Text(
    da="Organisationens login svarer ikke. Prøv igen om lidt, eller log ind på en anden måde.",
    en="That organisation's login does not answer. Try again in a while, or log in another way.",
)
