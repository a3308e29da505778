"""Closing accounts and forgetting people at the operator's command."""

from datetime import datetime
from typing import Any

from samvirke.apps.accounts.domain.closing import (
    close_user,
    forget_address,
    forget_outsider,
    forget_user,
    reopen_user,
)
from samvirke.apps.accounts.models import User
from samvirke.apps.operations.domain.refusals import OperationRefused
from samvirke.apps.store import in_words
from samvirke.figures import Text


@in_words()
def close_account(email: str, *, open_again: bool, on_behalf_of: str, at: datetime) -> None:
    """Closes the account with ``email``, or opens it again.

    Raises ``OperationRefused`` for an unknown user.
    """
    user = known_user(email)
    verb = reopen_user if open_again else close_user
    verb(user, by=None, on_behalf_of=on_behalf_of, at=at)


@in_words()
def erase_person(email: str, *, on_behalf_of: str, at: datetime) -> None:
    """Closes the account with ``email`` and erases whose it was, also where it is an invitation's.

    Raises ``OperationRefused`` where nothing is held about such a person.
    """
    told: dict[str, Any] = {"by": None, "on_behalf_of": on_behalf_of, "at": at}
    user = _user(email)
    if user is not None:
        forget_user(user, **told)
    elif not forget_address(email, **told):
        raise OperationRefused(_unknown(email))


@in_words()
def erase_name(name: str, *, on_behalf_of: str, at: datetime) -> None:
    """Erases the name of someone on whose behalf commands were run.

    Raises ``OperationRefused`` where nobody is called so.
    """
    if not forget_outsider(name, by=None, on_behalf_of=on_behalf_of, at=at):
        raise OperationRefused(_nobody_named(name))


def known_user(email: str) -> User:
    """The user with ``email``. Raises ``OperationRefused`` where there is none."""
    user = _user(email)
    if user is None:
        raise OperationRefused(_unknown(email))
    return user


def _user(email: str) -> User | None:
    found: User | None = User.objects.filter(email=email.strip().lower()).first()
    return found


def _unknown(email: str) -> Text:
    return Text(
        da=f"Der er ingen bruger med e-mailen {email}. Kontrollér stavemåden.",
        en=f"There is no user with the e-mail {email}. Check the spelling.",
    )


def _nobody_named(name: str) -> Text:
    return Text(
        da=f"Ingen kommando er kørt på vegne af »{name}«. Skriv navnet, som det står i loggen.",
        en=f'No command was run on behalf of "{name}". Write the name as the log has it.',
    )
