"""``samvirke backup`` and ``restore``: an installation as one file."""

import argparse
import getpass
import os
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import add_language
from samvirke.cli.serve import add_database, address_given
from samvirke.figures import Language, Text, format_number


def add_backup(parser: argparse.ArgumentParser) -> None:
    """Declares ``backup``."""
    parser.description = (
        "Skriver hele lageret og dets udtræk i én fil, som den kan læses tilbage fra på SQLite og "
        "PostgreSQL. Der kan arbejdes imens. Filen rummer alle registreringer og brugere: gem den "
        "krypteret og et andet sted."
    )
    parser.add_argument("file", metavar="FIL", type=Path, help="hertil skrives sikkerhedskopien")
    add_database(parser)
    add_language(parser)
    parser.set_defaults(run=_backup)


def add_restore(parser: argparse.ArgumentParser) -> None:
    """Declares ``restore``."""
    parser.description = (
        "Læser en sikkerhedskopi tilbage: alt eller intet, og kun hvor der ikke er et lager i "
        "forvejen. En kopi fra en ældre udgave bringes op til denne."
    )
    parser.add_argument("file", metavar="FIL", type=Path, help="sikkerhedskopien")
    add_database(parser)
    add_language(parser)
    parser.set_defaults(run=_restore)


def _backup(options: argparse.Namespace, language: Language) -> int:
    from samvirke.apps.store import open_store

    open_store(address_given(options), make=False)
    from samvirke.apps.operations.domain import back_up

    made = back_up(options.file, on_behalf_of=getpass.getuser(), at=datetime.now(UTC))
    told = {
        "rows": format_number(Fraction(made.rows), language),
        "files": format_number(Fraction(made.files), language),
        "size": format_number(Fraction(round(made.size / 1_000_000)), language),
        "path": options.file,
    }
    print(_MADE.in_language(language).format(**told))
    return FINE


def _restore(options: argparse.Namespace, language: Language) -> int:
    os.umask(0o077)  # what comes back is as secret as the backup was
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvirke.apps.settings")
    import django

    django.setup()
    from samvirke.apps.store import connect_to

    address = address_given(options)
    if address is not None:
        connect_to(address)
    from samvirke.apps.operations.domain import restore

    manifest = restore(options.file, on_behalf_of=getpass.getuser(), at=datetime.now(UTC))
    rows = format_number(Fraction(sum(table.rows for table in manifest.tables)), language)
    print(_RESTORED.in_language(language).format(rows=rows, release=manifest.release))
    return FINE


_MADE = Text(
    da="Sikkerhedskopien ligger i {path}: {rows} rækker og {files} filer fra udtræk, {size} MB. "
    "Gem den krypteret og et andet sted.",
    en="The backup is in {path}: {rows} rows and {files} files of snapshots, {size} MB. Keep it "
    "encrypted and elsewhere.",
)
_RESTORED = Text(
    da="Læst tilbage: {rows} rækker fra en sikkerhedskopi af udgave {release}. Alle skal logge ind "
    "igen. »samvirke verify-log« regner loggen efter.",
    en="Restored: {rows} rows from a backup of release {release}. Everyone must log in again. "
    "'samvirke verify-log' recomputes the log.",
)
