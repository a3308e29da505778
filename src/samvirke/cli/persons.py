"""``samvirke retention``, ``export-person``, ``close-user`` and ``erase-person``."""

import argparse
import getpass
import re
from datetime import UTC, datetime
from fractions import Fraction

from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import add_language, print_json
from samvirke.cli.serve import add_database, address_given
from samvirke.figures import Language, Text, format_date, format_number


class NobodyNamed(ValueError):
    """A command that needs to be told whom it is about. Speaks both languages."""

    what = Text(
        da="Angiv, hvem det handler om: enten en e-mail eller et navn med --name (ved "
        "»export-person« også --cvr).",
        en="Say whom it is about: either an e-mail or a name with --name (with 'export-person' "
        "also --cvr).",
    )


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
        "Viser alt, hvad der er gemt om en person, som JSON: hver række med formål, hjemmel og "
        "hvor længe den gemmes. En e-mail finder brugeren, invitationer og breve; --cvr finder en "
        "enkeltmandsvirksomhed; --name finder den, en kommando er kørt på vegne af. Adgangskoder "
        "og nøgler vises ikke."
    )
    parser.add_argument("email", metavar="E-MAIL", nargs="?", default="")
    parser.add_argument("--cvr", metavar="NUMMER", type=_company, help="virksomhedens CVR-nummer")
    parser.add_argument("--name", metavar="NAVN", default="", help="navnet, som loggen har det")
    add_database(parser)
    add_language(parser)
    parser.set_defaults(run=_export)


def add_close(parser: argparse.ArgumentParser) -> None:
    """Declares ``close-user``."""
    parser.description = (
        "Lukker en brugers konto: sessioner og roller ophører, og der kan ikke logges ind. Navnet "
        "bliver stående ved det, brugeren har gjort; »erase-person« sletter også det."
    )
    parser.add_argument("email", metavar="E-MAIL")
    parser.add_argument("--reopen", action="store_true", help="åbn kontoen igen, uden roller")
    add_database(parser)
    add_language(parser)
    parser.set_defaults(run=_close)


def add_erase(parser: argparse.ArgumentParser) -> None:
    """Declares ``erase-person``."""
    parser.description = (
        "Lukker en brugers konto og sletter, hvem den tilhørte: e-mail, navn, adgangskode, "
        "totrinsbekræftelse, invitationer og breve. Loggen beholder kontoens nummer, og godkendte "
        "opgørelser står, som de blev godkendt. --name sletter navnet på den, en kommando er kørt "
        "på vegne af. Det kan ikke fortrydes."
    )
    parser.add_argument("email", metavar="E-MAIL", nargs="?", default="")
    parser.add_argument("--name", metavar="NAVN", default="", help="navnet, som loggen har det")
    add_database(parser)
    add_language(parser)
    parser.set_defaults(run=_erase)


def _company(text: str) -> int:
    if not re.fullmatch(r"[0-9]{8}", text):
        raise argparse.ArgumentTypeError(f"et CVR-nummer har otte cifre, ikke {text}")
    return int(text)


def _close(options: argparse.Namespace, language: Language) -> int:
    _open(options)
    from samvirke.apps.operations.domain import close_account

    close_account(
        options.email,
        open_again=options.reopen,
        on_behalf_of=getpass.getuser(),
        at=datetime.now(UTC),
    )
    print((_REOPENED if options.reopen else _CLOSED).in_language(language))
    return FINE


def _erase(options: argparse.Namespace, language: Language) -> int:
    if bool(options.email) == bool(options.name):
        raise NobodyNamed
    _open(options)
    from samvirke.apps.operations.domain import erase_name, erase_person

    erase = erase_name if options.name else erase_person
    erase(options.name or options.email, on_behalf_of=getpass.getuser(), at=datetime.now(UTC))
    print(_PERSON_ERASED.in_language(language))
    return FINE


def _retention(options: argparse.Namespace, language: Language) -> int:
    _open(options)
    from django.utils import timezone

    from samvirke.apps.operations.domain import due, erase_due

    now = timezone.now()
    today = timezone.localdate(now)
    if options.preview:
        found = due(today)
    else:
        found = erase_due(today=today, on_behalf_of=getpass.getuser(), at=now)
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
    if not (options.email or options.name or options.cvr):
        raise NobodyNamed
    _open(options)
    from samvirke.apps.operations.domain import export_person

    print_json(
        export_person(
            options.email,
            name=options.name,
            company=options.cvr,
            language=language,
            on_behalf_of=getpass.getuser(),
            at=datetime.now(UTC),
        )
    )
    return FINE


def _open(options: argparse.Namespace) -> None:
    from samvirke.apps.store import open_store

    open_store(address_given(options), make=False)


_CLOSED = Text(
    da="Kontoen er lukket. Loggen fortæller, at det skete.",
    en="The account is closed. The log tells that it happened.",
)
_REOPENED = Text(
    da="Kontoen er åben igen, uden roller. Invitér brugeren til dem.",
    en="The account is open again, without roles. Invite the user to them.",
)
_PERSON_ERASED = Text(
    da="Det er slettet, hvem det var; en konto er lukket. Loggen fortæller, at det skete. Ældre "
    "sikkerhedskopier rummer det stadig, til de bliver slettet.",
    en="Who it was is erased; an account is closed. The log tells that it happened. Earlier "
    "backups still hold it until they are deleted.",
)
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
