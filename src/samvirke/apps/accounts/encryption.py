"""Secrets of the second factor lie encrypted in the database, and so in every backup of it.

The keys are made of the installation's ``SAMVIRKE_ENCRYPTION_KEYS``, the newest first: it encrypts,
all of them read. An installation that names none uses its secret key, which always reads too.
"""

from base64 import urlsafe_b64encode
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from samvirke.figures import Text

_FOR = b"samvirke second factor"
_BYTES = 32
# How every text begins that Fernet makes, until the year 2106; no secret of allauth's does.
_ENCRYPTED = "gAAAA"


class CannotDecrypt(Exception):
    """A secret that was encrypted with none of the installation's keys. Speaks both languages."""

    what = Text(
        da="En hemmelighed i databasen er krypteret med en nøgle, som installationen ikke har. "
        "Sæt den gamle nøgle ind igen, sidst i SAMVIRKE_ENCRYPTION_KEYS.",
        en="A secret in the database is encrypted with a key that the installation does not have. "
        "Put the old key back, last in SAMVIRKE_ENCRYPTION_KEYS.",
    )

    def __init__(self) -> None:
        super().__init__(self.what.en)


def encrypt(text: str) -> str:
    """``text`` as it is stored."""
    return MultiFernet(_keys()).encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """The text that was stored; what an earlier release stored as it was, comes as it is.

    Raises ``CannotDecrypt``.
    """
    if not stored.startswith(_ENCRYPTED):
        return stored
    try:
        return MultiFernet(_keys()).decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise CannotDecrypt from error


def is_current(stored: str) -> bool:
    """Whether ``stored`` is encrypted with the newest key."""
    try:
        _keys()[0].decrypt(stored.encode())
    except InvalidToken:
        return False
    return True


def _keys() -> list[Fernet]:
    return [_fernet(key) for key in (*settings.ENCRYPTION_KEYS, settings.SECRET_KEY)]


@cache
def _fernet(key: str) -> Fernet:
    derived = HKDF(SHA256(), _BYTES, salt=None, info=_FOR).derive(key.encode())
    return Fernet(urlsafe_b64encode(derived))
