"""Users and roles, what happened, who read what, and mail on its way."""

from samvirke.apps.accounts.models.log import AccessRecord, Event, Outsider
from samvirke.apps.accounts.models.outbox import OutboxMail
from samvirke.apps.accounts.models.roles import Invitation, RoleAssignment
from samvirke.apps.accounts.models.users import User, UserManager

__all__ = [
    "AccessRecord",
    "Event",
    "Invitation",
    "OutboxMail",
    "Outsider",
    "RoleAssignment",
    "User",
    "UserManager",
]
