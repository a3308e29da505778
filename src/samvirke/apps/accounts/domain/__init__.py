"""What can be done with users, roles and the logs, and who acts."""

from samvirke.apps.accounts.domain.accesses import record_access, take_in_accesses
from samvirke.apps.accounts.domain.actors import Actor, assignments_of, roles_of
from samvirke.apps.accounts.domain.events import (
    Chain,
    outsider,
    record_event,
    verify_chains,
)
from samvirke.apps.accounts.domain.letters import post_letter
from samvirke.apps.accounts.domain.organisations import (
    INSTALLATION,
    OrganisationKind,
    UnknownOrganisation,
    hubs_within,
    kind_of,
    organisation_name,
    organisations,
)
from samvirke.apps.accounts.domain.roles import Role
from samvirke.apps.accounts.domain.users import (
    CannotGiveRole,
    LastAdministrator,
    end_role,
    give_role,
    make_user,
)
from samvirke.apps.accounts.domain.verbs import Verb

__all__ = [
    "INSTALLATION",
    "Actor",
    "CannotGiveRole",
    "Chain",
    "LastAdministrator",
    "OrganisationKind",
    "Role",
    "UnknownOrganisation",
    "Verb",
    "assignments_of",
    "end_role",
    "give_role",
    "hubs_within",
    "kind_of",
    "make_user",
    "organisation_name",
    "organisations",
    "outsider",
    "post_letter",
    "record_access",
    "record_event",
    "roles_of",
    "take_in_accesses",
    "verify_chains",
]
