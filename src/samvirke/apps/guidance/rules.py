"""Who may see registrations: the hub's own advisers and controllers."""

import rules

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.rules import has_role, own_hub, strong

READERS = (Role.ADVISER, Role.CONTROLLER)

VIEW = "records.view"

rules.add_perm(VIEW, has_role(*READERS) & strong & own_hub)
