"""What the pages of accounts show, made of what the database holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from samvirke.apps.accounts.domain import Role, Verb
from samvirke.apps.accounts.domain.roles import role_in_words
from samvirke.apps.accounts.models import Event, Invitation, RoleAssignment
from samvirke.figures import Text


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as a line of a table; ``who`` is empty where a name was erased."""

    number: int
    at: datetime
    what: Text
    about: str
    who: str
    reason: str
    hash: str


def event_rows(events: Iterable[Event]) -> list[EventRow]:
    """The lines for ``events``, in their order."""
    return [
        EventRow(
            number=event.number,
            at=event.at,
            what=Verb(event.verb).words,
            about=event.about,
            who=_who(event),
            reason=event.reason,
            hash=event.hash,
        )
        for event in events
    ]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A role someone has, as a line of a table; ``number`` is the assignment's."""

    number: int
    name: str
    email: str
    role: Text
    since: date


def held_rows(assignments: Iterable[RoleAssignment]) -> list[HeldRow]:
    """The lines for ``assignments``, in their order."""
    return [
        HeldRow(
            number=held.pk,
            name=held.user.name,
            email=held.user.email,
            role=role_in_words(Role(held.role), held.organisation),
            since=held.valid_from,
        )
        for held in assignments
    ]


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation as a line of a table or a page."""

    number: int
    name: str
    email: str
    role: Text
    until: datetime


def invitation_rows(invitations: Iterable[Invitation]) -> list[InvitationRow]:
    """The lines for ``invitations``, in their order."""
    return [
        InvitationRow(
            number=found.pk,
            name=found.name,
            email=found.email,
            role=role_in_words(Role(found.role), found.organisation),
            until=found.expires_at,
        )
        for found in invitations
    ]


def _who(event: Event) -> str:
    if event.actor is not None:
        return str(event.actor.name)
    return (event.on_behalf_of.name or "") if event.on_behalf_of is not None else ""
