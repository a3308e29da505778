"""Which versions of contracts someone may know of.

What both parties confirmed is public (agreement 2021-2023, 12; agreement 2024-2027, 10.4). A
proposal is seen by the hub, its KKR and the analysts.
"""

from typing import Any

from django.db.models import Q

from samvirke.apps.accounts.domain import Actor
from samvirke.apps.contracts.domain import agreed
from samvirke.apps.contracts.editions import OWN_HUB, RECEIVERS
from samvirke.apps.contracts.models import Contract


def contracts_visible_to(actor: Actor | None) -> Any:
    """The versions that ``actor`` may know of, each with its confirmations."""
    found = Contract.objects.prefetch_related("confirmations__actor")
    may_know = Q(pk__in=agreed().values("pk"))
    if actor is not None and actor.role in OWN_HUB | RECEIVERS:
        may_know |= Q(hub__in=actor.hubs)
    return found.filter(may_know)
