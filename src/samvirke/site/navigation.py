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
        "contracts:nationals",
        Text("National opgørelse", "National statement"),
        Text(
            "Husene side om side, og de mål, de har sammen.",
            "The hubs side by side, and the goals they share.",
        ),
    ),
    Entry(
        "effects:list",
        Text("Effekt", "Effect"),
        Text(
            "Hjalp vejledningen? Virksomhedernes vækst mod lignende virksomheders.",
            "Did the guidance help? The companies’ growth against that of similar ones.",
        ),
    ),
    Entry(
        "contracts:agreements",
        Text("Rammeaftaler", "Framework agreements"),
        Text(
            "Hvad der kræves af husene, år for år.",
            "What is required of the hubs, year by year.",
        ),
    ),
    Entry(
        "contracts:contracts",
        Text("Resultatkontrakter", "Performance contracts"),
        Text(
            "Hvad et KKR aftaler med sit hus, holdt op mod rammeaftalen.",
            "What a KKR agrees with its hub, held against the framework agreement.",
        ),
    ),
    Entry(
        "contracts:check",
        Text("Kontraktcheck", "Contract check"),
        Text(
            "Hold en kontrakt op mod rammeaftalen, før den vedtages.",
            "Hold a contract against the agreement before it is adopted.",
        ),
        frozenset({Role.KKR_SECRETARY, Role.HUB_DIRECTOR, Role.CONTROLLER}),
    ),
    Entry(
        "territory:municipalities",
        Text("Kommuner", "Municipalities"),
        Text(
            "Hvad hver kommunes virksomheder har fået.",
            "What each municipality’s companies got.",
        ),
    ),
    Entry(
        "territory:own",
        Text("Min kommune", "My municipality"),
        Text(
            "Hvad jeres egne virksomheder har fået.",
            "What your own companies got.",
        ),
        frozenset({Role.BUSINESS_OFFICE, Role.MUNICIPAL_FINANCE}),
    ),
    Entry(
        "guidance:registrations",
        Text("Registreringer", "Registrations"),
        Text(
            "Husets forløb, og hvordan hvert af dem er blevet til.",
            "The hub’s engagements, and how each came to be as it is.",
        ),
        frozenset({Role.ADVISER, Role.CONTROLLER}),
    ),
    Entry(
        "guidance:work_list",
        Text("Arbejdsliste", "Work list"),
        Text(
            "Det, der mangler at blive registreret eller evalueret.",
            "What still has to be registered or evaluated.",
        ),
        frozenset({Role.CONTROLLER}),
    ),
    Entry(
        "imports:list",
        Text("Importer", "Imports"),
        Text(
            "Læs filer ind, se, hvad de ændrer, og træk dem tilbage.",
            "Take files in, see what they change, and revert them.",
        ),
        frozenset({Role.CONTROLLER}),
    ),
    Entry(
        "guidance:own_companies",
        Text("Vejledte virksomheder", "Guided companies"),
        Text(
            "Hvilke af kommunens virksomheder der er vejledt, hvor og hvornår.",
            "Which of the municipality’s companies were guided, where and when.",
        ),
        frozenset({Role.BUSINESS_OFFICE}),
    ),
    Entry(
        "events",
        Text("Hændelseslog", "Event log"),
        Text("Hvad der er sket i jeres organisation.", "What happened in your organisation."),
        frozenset({Role.ADMINISTRATOR, Role.HUB_DIRECTOR}),
    ),
    Entry(
        "accesses",
        Text("Adgangslog", "Access log"),
        Text("Hvem der har læst jeres registreringer.", "Who read your registrations."),
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
    Entry(
        "operations:health",
        Text("Driftsstatus", "Health"),
        Text(
            "Sikkerhedskopi, hændelseslog og breve, der venter.",
            "Backup, event log and letters that wait.",
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
