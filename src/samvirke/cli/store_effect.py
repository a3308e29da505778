"""``samvirke store-effect``: publishes what ``samvirke effect`` wrote on the site."""

import argparse
import getpass
import os
from datetime import UTC, datetime
from pathlib import Path

from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import add_language
from samvirke.cli.serve import add_database, address_given
from samvirke.figures import Language, Text
from samvirke.papers.effect_report.folder import NAME
from samvirke.records.files import open_bounded


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``store-effect``."""
    parser.description = (
        "Offentliggør effekt.json i mappen, som »samvirke effect« skrev, på hjemmesiden. Alle kan "
        "læse den, og den kan ikke ændres; en ny fil bliver en ny version. Intet andet i mappen "
        "læses. En fil, der viser tal, som skal være skjult, eller hvis tal ikke passer sammen, "
        "bliver afvist. Er der målt med andre valg end aftalens fil, står det på siden."
    )
    add = parser.add_argument
    add("folder", metavar="MAPPE", type=Path, help="mappen med effekt.json")
    add_database(parser)
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, language: Language) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvirke.site.settings")
    from samvirke.apps.store import in_words, open_store

    open_store(address_given(options), make=False)
    from samvirke.apps.effects.domain import MOST_BYTES, store_report

    with open_bounded(options.folder / f"{NAME}.json", most_bytes=MOST_BYTES) as file:
        content = file.read()
    with in_words():
        made, is_new = store_report(
            content,
            organisation="installation:samvirke",
            by=None,
            on_behalf_of=getpass.getuser(),
            at=datetime.now(UTC),
        )
    said = (_STORED if is_new else _NOTHING_NEW).in_language(language)
    print(said.format(agreement=made.agreement, year=made.year, version=made.version))
    return FINE


_STORED = Text(
    da="Effektmålingen er offentliggjort: {agreement}, {year}, version {version}.",
    en="The effect statement is published: {agreement}, {year}, version {version}.",
)
_NOTHING_NEW = Text(
    da="Filen er offentliggjort i forvejen, og intet er ændret: {agreement}, {year}, version "
    "{version}.",
    en="The file was published before, and nothing was changed: {agreement}, {year}, version "
    "{version}.",
)
