"""Who may do what, as predicates over an ``Actor`` (``None``: someone not logged in).

An app names its permissions in its own ``rules.py`` with these: ``rules.add_perm("records.view",
has_role(Role.ADVISER) & strong & own_hub)``; views ask with ``allowed`` or ``authorise``.
"""

from typing import Any

import rules

from samvirke.apps.accounts.domain.actors import Actor
from samvirke.apps.accounts.domain.organisations import INSTALLATION
from samvirke.apps.accounts.domain.roles import Role

# rules joins predicates with & | ~ ; it brings no types.
Predicate = Any


def has_role(*roles: Role) -> Predicate:
    """Whether the actor acts in one of ``roles``."""

    def test(actor: Actor | None) -> bool:
        return actor is not None and actor.role in roles

    return rules.predicate(test, name=f"has_role:{'|'.join(roles)}")


def _strong(actor: Actor | None) -> bool:
    return actor is not None and actor.strong


def _own_hub(actor: Actor | None, thing: Any) -> bool:
    return actor is not None and hub_of(thing) in actor.hubs


def _own_organisation(actor: Actor | None, thing: Any) -> bool:
    organisation = thing if isinstance(thing, str) else thing.organisation
    return actor is not None and actor.organisation in (organisation, INSTALLATION)


def hub_of(thing: Any) -> str:
    """The hub's id of a thing that has one, or the id itself."""
    return thing if isinstance(thing, str) else str(thing.hub)


strong = rules.predicate(_strong)
"""Whether the actor logged in with a second factor."""

own_hub = rules.predicate(_own_hub)
"""Whether a hub's id, or a thing with a ``hub``, concerns the actor's organisation."""

own_organisation = rules.predicate(_own_organisation)
"""Whether an organisation's id, or a thing with an ``organisation``, is the actor's own.

Whoever runs the installation, has all.
"""


def allowed(actor: Actor | None, permission: str, thing: Any = None) -> bool:
    """Whether ``actor`` has the permission, on ``thing`` where it is about one."""
    return bool(rules.has_perm(permission, actor, thing))


rules.add_perm("users.administer", has_role(Role.ADMINISTRATOR) & strong)
rules.add_perm("users.invite", has_role(Role.ADMINISTRATOR) & strong & own_organisation)
rules.add_perm("users.close", has_role(Role.ADMINISTRATOR) & strong & own_organisation)
rules.add_perm("letters.view", has_role(Role.ADMINISTRATOR) & strong & own_organisation)
rules.add_perm(
    "log.view", has_role(Role.ADMINISTRATOR, Role.HUB_DIRECTOR) & strong & own_organisation
)
