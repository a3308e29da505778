"""``samvirke retention`` and ``export-person``: what is held about people, and for how long."""

import argparse
import getpass
from datetime import UTC, datetime
from fractions import Fraction

from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import add_language, print_json
from samvirke.cli.serve import add_database, address_given
from samvirke.figures import Language, Text, format_date, format_number


def add_retention(parser: argparse.ArgumentParser) -> None:
    """Declares ``retention``."""
    parser.description = (
        "Sletter personoplysninger, der er gemt så længe, som registret over dem siger. --preview "
        "viser, hvad der ville blive slettet, og ændrer intet. Kør den hver nat."
    )
    parser.add_argument("--preview", action="store_true", help="vis kun, hvad der ville ske")
    add_database(parser)
    add_language(parser)
    parser.set_defaults(run=_retention)


def add_export(parser: argparse.ArgumentParser) -> None:
    """Declares ``export-person``."""
    parser.description = (
        "Viser alt, hvad der er gemt om en bruger, som JSON: hver række med formål, hjemmel og "
        "hvor længe den gemmes. Adgangskoder og nøgler vises ikke."
    )
    parser.add_argument("email", metavar="E-MAIL")
    add_database(parser)
    add_language(parser)
    parser.set_defaults(run=_export)


def _retention(options: argparse.Namespace, language: Language) -> int:
    _open(options)
    from samvirke.apps.operations.domain import due, erase_due

    now = datetime.now(UTC)
    if options.preview:
        found = due(now.date())
    else:
        found = erase_due(today=now.date(), on_behalf_of=getpass.getuser(), at=now)
    for item in found:
        told = {
            "rows": format_number(Fraction(item.rows), language),
            "model": item.entry.model,
            "purpose": item.entry.purpose.in_language(language),
            "kept": item.entry.retention.words.in_language(language),
            "before": format_date(item.before, language),
        }
        print(_ITEM.in_language(language).format(**told))
    last = (_NOTHING_ERASED if options.preview else _ERASED) if found else _NOTHING
    print(last.in_language(language))
    return FINE


def _export(options: argparse.Namespace, language: Language) -> int:
    _open(options)
    from samvirke.apps.operations.domain import export_person

    print_json(export_person(options.email, language=language))
    return FINE


def _open(options: argparse.Namespace) -> None:
    from samvirke.apps.store import open_store

    open_store(address_given(options), make=False)


_ITEM = Text(
    da="{rows} rækker i {model} ({purpose}). Gemmes: {kept}. Fra før {before}.",
    en="{rows} rows in {model} ({purpose}). Kept: {kept}. From before {before}.",
)
_NOTHING = Text(da="Intet er forældet.", en="Nothing has expired.")
_NOTHING_ERASED = Text(
    da="Intet er slettet. Kør igen uden --preview for at slette.",
    en="Nothing was erased. Run again without --preview to erase.",
)
_ERASED = Text(da="Det er slettet og skrevet i loggen.", en="Erased, and written in the log.")
