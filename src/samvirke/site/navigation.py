"""Where one can go from every page, by role: the menu and the cards of the start page."""

from dataclasses import dataclass

from samvirke.apps.accounts.domain import Actor, Role
from samvirke.figures import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the menu: the name of its URL, its words, and who sees it.

    ``roles`` is empty for a page that all see, also those who are not logged in.
    """

    url: str
    words: Text
    lead: Text
    roles: frozenset[Role] = frozenset()


# Each app's pages stand here in the order of the menu.
NAVIGATION: tuple[Entry, ...] = (
    Entry(
        "contracts:hubs",
        Text("Erhvervshuse", "Business hubs"),
        Text(
            "Husenes mål på ét blik, og opgørelserne år for år.",
            "The hubs’ goals at a glance, and their statements year by year.",
        ),
    ),
    Entry(
        "accounts:events",
        Text("Hændelseslog", "Event log"),
        Text("Hvad der er sket i jeres organisation.", "What happened in your organisation."),
        frozenset({Role.ADMINISTRATOR, Role.HUB_DIRECTOR}),
    ),
    Entry(
        "accounts:people",
        Text("Brugere", "Users"),
        Text(
            "Invitér, og se, hvem der har hvilken rolle.",
            "Invite, and see who has which role.",
        ),
        frozenset({Role.ADMINISTRATOR}),
    ),
)


def entries_for(actor: Actor | None) -> tuple[Entry, ...]:
    """The entries that ``actor`` sees, in their order."""
    return tuple(
        entry
        for entry in NAVIGATION
        if not entry.roles or (actor is not None and actor.role in entry.roles)
    )
