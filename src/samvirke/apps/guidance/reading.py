"""Whose records a hub's role reads, and that it is written down."""

from django.utils import timezone

from samvirke.apps.accounts.domain import Actor, record_access


def hub_of(actor: Actor) -> str:
    """The id of the hub in which a hub's role is held."""
    return actor.organisation.partition(":")[2]


def write_down(actor: Actor, hub: str, about: str) -> None:
    """Writes down that ``actor`` reads records of ``hub`` (its id) now."""
    at = timezone.now()
    record_access(actor=actor, organisation=f"hub:{hub}", about=about, at=at)
