"""Someone acting in one of their roles on a day: what permissions are asked of."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samvirke.apps.accounts.domain.organisations import INSTALLATION, hubs_within
from samvirke.apps.accounts.domain.roles import Role, role_in_words
from samvirke.apps.accounts.models import RoleAssignment, User
from samvirke.figures import Text


@dataclass(frozen=True, slots=True)
class Actor:
    """A user in one role of theirs.

    ``strong`` is whether they passed a second factor in this session (always true in the demo),
    without which no records are seen and nothing is approved.
    """

    user: User
    role: Role
    organisation: str
    today: date
    strong: bool = False

    @property
    def hubs(self) -> frozenset[str]:
        """The ids of the hubs whose matters concern the actor's organisation today."""
        return hubs_within(self.organisation, on=self.today)

    @property
    def words(self) -> Text:
        """The role and the organisation as a person says them."""
        return role_in_words(self.role, self.organisation)


def assignments_of(actor: Actor) -> "QuerySet[RoleAssignment]":
    """The roles held today in the organisations that ``actor`` administers, by name."""
    held = _held_on(actor.today).select_related("user").order_by("user__name", "id")
    if actor.organisation == INSTALLATION:
        return held
    return held.filter(organisation=actor.organisation)


def _held_on(day: date) -> "QuerySet[RoleAssignment]":
    return RoleAssignment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day
    )


def roles_of(user: User, today: date, *, strong: bool = False) -> tuple[Actor, ...]:
    """The roles that ``user`` has today, in the order they were given. None for the inactive."""
    if not user.is_active:
        return ()
    held = _held_on(today).filter(user=user).order_by("id")
    return tuple(
        Actor(
            user=user,
            role=Role(found.role),
            organisation=found.organisation,
            today=today,
            strong=strong,
        )
        for found in held
    )
