"""Who may take files in and take imports back."""

import rules

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.rules import has_role, own_hub, strong

COMMIT = "imports.commit"

rules.add_perm(COMMIT, has_role(Role.CONTROLLER) & strong & own_hub)
