"""The app's name; »account« without s is allauth's."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):  # type: ignore[misc]  # Django brings no types
    """Users, roles and logs."""

    name = "samvirke.apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listens for what users do with password and second factor; adds to ``check --deploy``."""
        from allauth.mfa.signals import authenticator_added
        from django.core.checks import Tags, register

        from samvirke.apps.accounts.checks import encryption_keys
        from samvirke.apps.accounts.security_events import listen
        from samvirke.apps.accounts.sessions import second_factor_added

        authenticator_added.connect(second_factor_added)
        listen()
        register(encryption_keys, Tags.security, deploy=True)
