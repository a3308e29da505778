"""Closing accounts, and forgetting people who ask for it: the log's numbers stay, names do not."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from samvirke.apps.accounts.domain.events import record_event
from samvirke.apps.accounts.domain.organisations import INSTALLATION
from samvirke.apps.accounts.domain.users import end_any_role
from samvirke.apps.accounts.domain.verbs import Verb
from samvirke.apps.accounts.models import Invitation, OutboxMail, Outsider, User

# No mail can reach it, and no two are the same.
_NOBODY = "slettet-{number}@bruger.invalid"


@transaction.atomic
def close_user(user: User, *, by: User | None, on_behalf_of: str = "", at: datetime) -> None:
    """Closes an account: its sessions and roles end, and it cannot be logged in to.

    The name stays beside what the person did. Nothing happens where it is closed already.
    """
    if not user.is_active:
        return
    for held in user.role_assignments.filter(valid_to=None):
        end_any_role(held, valid_to=timezone.localdate(at), by=by, at=at)
    for session in UserSession.objects.filter(user=user):
        session.end()
    user.is_active = False
    user.save(update_fields=["is_active"])
    _log(Verb.USER_CLOSED, f"user:{user.pk}", by, on_behalf_of, at)


@transaction.atomic
def reopen_user(user: User, *, by: User | None, on_behalf_of: str = "", at: datetime) -> None:
    """Lets a closed account be logged in to again; its roles are given anew."""
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    _log(Verb.USER_REOPENED, f"user:{user.pk}", by, on_behalf_of, at)


@transaction.atomic
def forget_user(user: User, *, by: User | None, on_behalf_of: str = "", at: datetime) -> None:
    """Closes an account and erases whose it was, for good.

    Its number stays, for the log and approved statements name it; what was approved stays as it
    was approved.
    """
    close_user(user, by=by, on_behalf_of=on_behalf_of, at=at)
    for model in (Authenticator, EmailAddress, SocialAccount):
        model.objects.filter(user=user).delete()
    _forget_address(user.email, also=Q(accepted_by=user), at=at)
    user.email, user.name, user.last_login = _NOBODY.format(number=user.pk), "", None
    user.set_unusable_password()
    user.save()
    _log(Verb.PERSON_FORGOTTEN, f"user:{user.pk}", by, on_behalf_of, at)


@transaction.atomic
def forget_address(email: str, *, by: User | None, on_behalf_of: str = "", at: datetime) -> bool:
    """Erases the invitations and letters to someone who has no account; whether there were any."""
    found = _forget_address(email.strip().lower(), also=Q(), at=at)
    if found:
        _log(Verb.PERSON_FORGOTTEN, "installation:invited", by, on_behalf_of, at)
    return found


@transaction.atomic
def forget_outsider(name: str, *, by: User | None, on_behalf_of: str = "", at: datetime) -> bool:
    """Erases the name of someone on whose behalf a command was run; whether there was such one."""
    found = Outsider.objects.filter(name=name.strip()).first() if name.strip() else None
    if found is None:
        return False
    found.name = None
    found.save(update_fields=["name"])
    _log(Verb.PERSON_FORGOTTEN, f"outsider:{found.pk}", by, on_behalf_of, at)
    return True


def _forget_address(email: str, *, also: Q, at: datetime) -> bool:
    invitations = Invitation.objects.filter(Q(email=email) | also)
    invitations.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)
    emptied = invitations.update(email="", name="")
    letters, _ = OutboxMail.objects.filter(to=email).delete()
    return bool(emptied or letters)


def _log(verb: Verb, about: str, by: User | None, on_behalf_of: str, at: datetime) -> None:
    forgotten = verb is Verb.PERSON_FORGOTTEN
    record_event(
        organisation=INSTALLATION,
        actor=by,
        verb=verb,
        about=about,
        fields=("email", "name") if forgotten else ("is_active",),
        on_behalf_of=on_behalf_of,
        at=at,
    )
