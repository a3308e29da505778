"""What the pages of accounts show, made of what the database holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.domain.roles import role_in_words
from samvirke.apps.accounts.models import Invitation, RoleAssignment
from samvirke.figures import Text


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A role someone has, as a line of a table; ``number`` is the assignment's."""

    number: int
    user: int
    name: str
    email: str
    role: Text
    since: date


def held_rows(assignments: Iterable[RoleAssignment]) -> list[HeldRow]:
    """The lines for ``assignments``, in their order."""
    return [
        HeldRow(
            number=held.pk,
            user=held.user_id,
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
