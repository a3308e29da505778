"""Addresses that letters go to: checked where they come in, so that no letter waits in vain."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from samvirke.figures import Text


class BadAddress(ValueError):
    """What no letter can be sent to. Speaks both languages."""

    def __init__(self, address: str) -> None:
        self.what = Text(
            da=f"»{address}« er ikke en e-mailadresse. Skriv én adresse som navn@kommune.dk.",
            en=f'"{address}" is no e-mail address. Write one address such as name@kommune.dk.',
        )
        super().__init__(self.what.en)


def checked_address(address: str) -> str:
    """The address in lower case, without spaces around it. Raises ``BadAddress``."""
    found = address.strip().lower()
    try:
        validate_email(found)
    except ValidationError as error:
        raise BadAddress(address) from error
    return found
