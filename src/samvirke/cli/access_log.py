"""``samvirke access-log``: who has read records, for whoever must watch it."""

import argparse
import getpass
from datetime import datetime

from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import add_output, day, print_json
from samvirke.cli.serve import add_database, address_given
from samvirke.figures import Language, Text


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``access-log``."""
    parser.description = (
        "Viser, hvem der har læst registreringer, nyeste først: hvornår, hvem, i hvilken rolle, "
        "hos hvem og hvad. At loggen er læst, skrives i hændelsesloggen."
    )
    add = parser.add_argument
    add("--organisation", metavar="ID", default="", help="fx hub:nordjylland (alle er standard)")
    add("--from", dest="first", metavar="DAG", type=day, help="fra og med denne dag")
    add("--to", dest="last", metavar="DAG", type=day, help="til og med denne dag")
    add("--user", metavar="E-MAIL", default="", help="kun denne bruger")
    add_database(parser)
    add_output(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, language: Language) -> int:
    from samvirke.apps.store import open_store

    open_store(address_given(options), make=False)
    from django.utils import timezone

    from samvirke.apps.accounts.domain import organisation_name
    from samvirke.apps.operations.domain import known_user, read_accesses

    if options.organisation:
        organisation_name(options.organisation)
    found = read_accesses(
        organisation=options.organisation,
        first=options.first,
        last=options.last,
        user=known_user(options.user).pk if options.user else None,
        on_behalf_of=getpass.getuser(),
        at=timezone.now(),
    )
    rows = [
        (_local(item.at), item.user.email, item.role, item.organisation, item.about)
        for item in found
    ]
    if options.json:
        names = ("at", "user", "role", "organisation", "about")
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print("\n".join("  ".join(row) for row in rows) or _NONE.in_language(language))
    return FINE


def _local(at: datetime) -> str:
    from django.utils import timezone

    return str(timezone.localtime(at).isoformat(timespec="seconds"))


_NONE = Text(da="Ingen har læst noget.", en="Nobody read anything.")
