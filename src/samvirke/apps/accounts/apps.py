"""The app's name; »account« without s is allauth's."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):  # type: ignore[misc]  # Django brings no types
    """Users, roles and logs."""

    name = "samvirke.apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listens for a second factor that someone turns on."""
        from allauth.mfa.signals import authenticator_added

        from samvirke.apps.accounts.sessions import second_factor_added

        authenticator_added.connect(second_factor_added)
