"""Who may publish an effect statement; what is published all may read."""

import rules

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.rules import has_role, strong

STORE = "effects.store"

rules.add_perm(STORE, has_role(Role.ANALYST, Role.ADMINISTRATOR) & strong)
