"""``samvirke front-page``."""

import argparse
from pathlib import Path

from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import add_language
from samvirke.figures import Language, Text


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``front-page``."""
    parser.description = (
        "Skriver index.html i mappen: én side, der fører til alle opgørelser, nationale opgørelser "
        "og kontraktcheck i den. Er papirerne skrevet om, så kør kommandoen igen."
    )
    parser.add_argument("folder", metavar="MAPPE", type=Path, help="mappen med papirerne")
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, language: Language) -> int:
    from samvirke.site.front_page import write_front_page  # loads Django

    path = write_front_page(options.folder, language=language)
    label = Text(da="Åbn siden i en browser: {path}", en="Open the page in a browser: {path}")
    print(label.in_language(language).format(path=path))
    return FINE
