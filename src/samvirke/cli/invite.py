"""``samvirke invite``: how the first administrator comes in; others are invited on the site."""

import argparse
import os

from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import add_language
from samvirke.cli.serve import add_database, address_given
from samvirke.figures import Language, Text


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``invite``."""
    parser.description = (
        "Opretter en invitation og viser dens link, som gælder i 14 dage og kan bruges én gang. "
        "Brevet lægges også i udbakken. Bruges til den første administrator; siden inviteres der "
        "fra hjemmesiden."
    )
    add = parser.add_argument
    add("--email", metavar="ADRESSE", required=True, help="den inviteredes e-mail")
    add("--name", metavar="NAVN", required=True, help="den inviteredes navn")
    add("--role", metavar="ROLLE", default="administrator", help="administrator er standard")
    add(
        "--organisation",
        metavar="ID",
        default="installation:samvirke",
        help="fx hub:nordjylland (driften af hele installationen er standard)",
    )
    add("--site", metavar="URL", required=True, help="hjemmesidens adresse, fx https://…")
    add_database(parser)
    add_language(parser)
    parser.set_defaults(run=_run)


class UnknownRole(ValueError):
    """A role that there is none of. Speaks both languages."""

    def __init__(self, role: str, known: list[str]) -> None:
        self.what = Text(
            da=f"Der er ingen rolle »{role}«. Vælg mellem {', '.join(known)}.",
            en=f'There is no role "{role}". Choose from {", ".join(known)}.',
        )
        super().__init__(self.what.en)


def _run(options: argparse.Namespace, language: Language) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvirke.site.settings")
    from samvirke.apps.store import in_words, open_store

    open_store(address_given(options))
    from django.urls import reverse
    from django.utils import timezone, translation

    from samvirke.apps.accounts.domain import Role
    from samvirke.apps.accounts.domain.invitations import invite

    if options.role not in set(Role):
        raise UnknownRole(options.role, list(Role))

    def link(token: str) -> str:
        with translation.override(language):
            path = reverse("accounts:invitation", kwargs={"token": token})
        return f"{options.site.rstrip('/')}{path}"

    with in_words():
        token = invite(
            email=options.email,
            name=options.name,
            role=Role(options.role),
            organisation=options.organisation,
            by=None,
            link=link,
            language=language,
            at=timezone.now(),
        )
    print(_MADE.in_language(language).format(link=link(token)))
    return FINE


_MADE = Text(
    da="Send dette link til den inviterede (gælder 14 dage, én gang): {link}",
    en="Send this link to whom you invite (good for 14 days, once): {link}",
)
