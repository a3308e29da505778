"""The name of a security key, asked for in the language of the page."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

from samvirke.apps.languages import in_page_language
from samvirke.figures import Text

_NAME = Text(da="Nøglens navn", en="Name of the key")


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth brings no types
    """A new key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = in_page_language(_NAME)


class EditKeyForm(EditWebAuthnForm):  # type: ignore[misc]  # as above
    """A key that gets another name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = in_page_language(_NAME)
