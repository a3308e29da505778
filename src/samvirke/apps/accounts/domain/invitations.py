"""Asking people in: an invitation is a letter with a link, good once and for two weeks."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from samvirke.apps.accounts.domain.actors import Actor
from samvirke.apps.accounts.domain.addresses import checked_address
from samvirke.apps.accounts.domain.events import record_event
from samvirke.apps.accounts.domain.letters import post_letter
from samvirke.apps.accounts.domain.organisations import INSTALLATION
from samvirke.apps.accounts.domain.roles import Role, role_in_words
from samvirke.apps.accounts.domain.users import check_role, give_role, make_user
from samvirke.apps.accounts.domain.verbs import Verb
from samvirke.apps.accounts.models import Invitation, RoleAssignment, User
from samvirke.figures import Language, Text, format_date

GOOD_FOR = timedelta(days=14)


class InvitationSpent(Exception):
    """A link that opens nothing: used, withdrawn, too old, or never made. Speaks both languages."""

    what = Text(
        da="Invitationen gælder ikke længere: den er brugt, trukket tilbage eller over 14 dage "
        "gammel. Bed den, der inviterede, om en ny.",
        en="The invitation is no longer good: it was used, withdrawn or is more than 14 days old. "
        "Ask whoever invited you for a new one.",
    )


class AccountClosed(ValueError):
    """Whoever is invited has an account that is closed. Speaks both languages."""

    what = Text(
        da="Brugeren har en konto, som er lukket. Den, der driver Samvirke, kan åbne den igen med "
        "»samvirke close-user --reopen«.",
        en="The user has an account, which is closed. Whoever runs Samvirke can open it again with "
        "'samvirke close-user --reopen'.",
    )


class AlreadyAsked(ValueError):
    """The role was offered to the same person before, or is theirs. Speaks both languages."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(what.en)


def check_may_be_invited(email: str) -> None:
    """Raises ``BadAddress`` and ``AccountClosed``."""
    if User.objects.filter(email=checked_address(email), is_active=False).exists():
        raise AccountClosed


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    role: Role,
    organisation: str,
    by: User | None,
    link: Callable[[str], str],
    language: Language,
    at: datetime,
) -> str:
    """Asks someone to take a role, in a letter; returns the secret token of its link.

    ``link`` makes the address to click on of the token, of which only the SHA-256 is stored.
    Raises ``BadAddress``, ``AccountClosed``, ``UnknownOrganisation``, ``CannotGiveRole`` and
    ``AlreadyAsked``; the last not for an open invitation where nobody invites (``by``), for a
    command that lost its link has no other way to a new one.
    """
    check_role(role, organisation)
    check_may_be_invited(email)
    told = {"role": role.value, "organisation": organisation}
    if RoleAssignment.objects.filter(user__email=checked_address(email), valid_to=None, **told):
        raise AlreadyAsked(_HELD)
    if by and open_invitations(at=at).filter(email=checked_address(email), **told):
        raise AlreadyAsked(_WAITING)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=checked_address(email),
        name=name.strip(),
        role=role.value,
        organisation=organisation,
        token_sha256=_sha256(token),
        invited_by=by,
        invited_at=at,
        expires_at=at + GOOD_FOR,
    )
    post_letter(
        to=invitation.email,
        subject=Text(da="Invitation til Samvirke", en="Invitation to Samvirke"),
        body=_letter(invitation, link(token)),
        language=language,
        at=at,
    )
    record_event(
        organisation=organisation,
        actor=by,
        verb=Verb.INVITED,
        about=f"invitation:{invitation.pk}",
        fields=(role.value,),
        at=at,
    )
    return token


def open_invitation(token: str, *, at: datetime) -> Invitation:
    """The invitation that a link's token opens. Raises ``InvitationSpent``."""
    return _found(token, open_invitations(at=at))


def _found(token: str, among: "QuerySet[Invitation]") -> Invitation:
    found: Invitation | None = among.filter(token_sha256=_sha256(token)).first()
    if found is None:
        raise InvitationSpent
    return found


def open_invitations(*, at: datetime) -> "QuerySet[Invitation]":
    """Those that can still be accepted."""
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)


def invitations_of(actor: Actor, *, at: datetime) -> "QuerySet[Invitation]":
    """The open invitations to the organisations that ``actor`` administers, the newest first."""
    found = open_invitations(at=at).order_by("-pk")
    return (
        found
        if actor.organisation == INSTALLATION
        else found.filter(organisation=actor.organisation)
    )


@transaction.atomic
def accept(
    token: str, *, user: User | None = None, password: str | None = None, at: datetime
) -> User:
    """Takes the role: as ``user``, whose address was invited, or as a new one with ``password``.

    Raises ``InvitationSpent``, also for a user with another address, and Django's
    ``ValidationError`` for a weak password.
    """
    # of two at once the later waits here, and finds it spent
    invitation = _found(token, open_invitations(at=at).select_for_update())
    if user is None:
        user = make_user(
            email=invitation.email, name=invitation.name, password=password, by=None, at=at
        )
    elif user.email != invitation.email:
        raise InvitationSpent
    give_role(
        user,
        Role(invitation.role),
        invitation.organisation,
        valid_from=timezone.localdate(at),
        by=invitation.invited_by,
        at=at,
    )
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    _log(invitation, Verb.INVITATION_ACCEPTED, user, at)
    return user


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User, at: datetime) -> None:
    """Makes the link open nothing."""
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    _log(invitation, Verb.INVITATION_WITHDRAWN, by, at)


def _log(invitation: Invitation, verb: Verb, actor: User, at: datetime) -> None:
    record_event(
        organisation=invitation.organisation,
        actor=actor,
        verb=verb,
        about=f"invitation:{invitation.pk}",
        at=at,
    )


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _letter(invitation: Invitation, address: str) -> Text:
    role = role_in_words(Role(invitation.role), invitation.organisation)
    last = timezone.localdate(invitation.expires_at)
    return Text(
        da=f"Kære {invitation.name}\n\nDu er inviteret til Samvirke som {role.da}.\n\nÅbn linket "
        f"senest den {format_date(last, 'da')}, og vælg en adgangskode:\n\n{address}\n\nLinket kan "
        "bruges én gang. Kender du ikke til invitationen, kan du se bort fra brevet.\n\nSamvirke\n",
        en=f"Dear {invitation.name}\n\nYou are invited to Samvirke as {role.en}.\n\nOpen the link "
        f"by {format_date(last, 'en')} and choose a password:\n\n{address}\n\nThe link can be used "
        "once. If you know nothing of this invitation, ignore this letter.\n\nSamvirke\n",
    )


_HELD = Text(
    da="Brugeren har allerede rollen. Der er ikke sendt noget.",
    en="The user already has the role. Nothing was sent.",
)
_WAITING = Text(
    da="Der venter allerede en invitation til samme rolle på svar fra den adresse. Træk den "
    "tilbage først, hvis du vil sende en ny.",
    en="An invitation to the same role already awaits an answer from that address. Withdraw it "
    "first if you want to send a new one.",
)
