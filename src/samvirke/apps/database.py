"""Which database the record store lies in: SQLite in a file, or PostgreSQL by its address."""

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import dj_database_url

from samvirke.figures import Text

DEFAULT_FILE = Path("samvirke.sqlite3")
_SECONDS_TO_WAIT = 30
# Recursive triggers: rows that refuse deletion refuse to be replaced (INSERT OR REPLACE) too.
_PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA recursive_triggers = ON"
_SQLITE = "django.db.backends.sqlite3"
_POSTGRESQL = "django.db.backends.postgresql"


class StoreError(Exception):
    """What the record store could not do. Nothing of it was stored. Speaks both languages."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(what.en)


def address_of(path: Path) -> str:
    """The address of the SQLite database in the file ``path``.

    >>> address_of(Path("/data/store 1.sqlite3"))
    'sqlite:////data/store%201.sqlite3'
    """
    return f"sqlite:///{quote(str(path.absolute()))}"


def settings_of(address: str, *, seconds: int = _SECONDS_TO_WAIT) -> dict[str, Any]:
    """Django's settings for the database at ``address``, as ``DATABASE_URL`` writes it.

    Whoever meets another's import waits so many seconds for it. Raises ``StoreError`` for an
    address that is none, or of another kind of database.
    """
    try:
        settings: dict[str, Any] = {**dj_database_url.parse(address)}
    except ValueError as error:
        raise _unusable() from error
    options: dict[str, Any] = dict(settings.get("OPTIONS", {}))
    if settings["ENGINE"] == _SQLITE and settings["NAME"] not in ("", ":memory:"):
        options.setdefault("timeout", seconds)
        options |= {"transaction_mode": "IMMEDIATE", "init_command": _PRAGMAS}
    elif settings["ENGINE"] == _POSTGRESQL and urlsplit(address).scheme.startswith("postgres"):
        options.setdefault("options", f"-c lock_timeout={seconds}s")
        options.setdefault("connect_timeout", _SECONDS_TO_WAIT)
    else:
        raise _unusable()
    return {**settings, "OPTIONS": options}


def _unusable() -> StoreError:
    # The address itself is not repeated: it may hold a password.
    return StoreError(
        Text(
            da="Databasens adresse (DATABASE_URL) kan ikke bruges. Skriv "
            "postgres://BRUGER:KODE@MASKINE:5432/NAVN eller sqlite:////MAPPE/FIL.sqlite3.",
            en="The address of the database (DATABASE_URL) cannot be used. Write "
            "postgres://USER:PASSWORD@MACHINE:5432/NAME or sqlite:////FOLDER/FILE.sqlite3.",
        )
    )
