"""Who a hub's statement is sent to, as the environment names them."""

from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email


def read_recipients(named: Iterable[str]) -> dict[str, str]:
    """The address of each organisation in parts such as ``kkr:fyn=post@kommune.dk``.

    Raises Django's ``ImproperlyConfigured`` for a part that names no organisation and address.
    """
    found = {}
    for part in named:
        organisation, _, address = (piece.strip() for piece in part.partition("="))
        try:
            validate_email(address)
        except ValidationError as error:
            raise ImproperlyConfigured(_WRONG.format(part=part)) from error
        found[organisation] = address
    return found


_WRONG = (
    "SAMVIRKE_RECIPIENTS: »{part}« nævner ikke en organisation og én e-mailadresse. Skriv "
    "organisation=adresse, fx national:kl=post@kl.example, med komma imellem."
)
