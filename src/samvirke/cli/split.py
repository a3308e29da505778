"""``samvirke split SCHEME``: every scheme that splits something, under one command."""

import argparse
import sys

from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import add_output, print_json
from samvirke.cli.schemes import SCHEMES
from samvirke.figures import Language, Text
from samvirke.papers.scheme_text import scheme_to_text


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``split``, with one sub-command for each scheme."""
    parser.description = "Fordeler efter en af ordningernes regler og viser regningen."
    schemes = parser.add_subparsers(title="ordninger", required=True, metavar="ORDNING")
    for scheme in SCHEMES:
        command = schemes.add_parser(scheme.NAME, help=scheme.HELP, description=scheme.HELP)
        scheme.add_arguments(command)
        command.add_argument(
            "--explain",
            metavar="MODTAGER",
            action="append",
            default=[],
            help="skriv regningen ud for denne modtager, ved navn eller kode (kan gentages); »alt« "
            "for det hele; med --json ned til hvert tal",
        )
        add_output(command)
        command.set_defaults(run=_run, scheme=scheme)


def _run(options: argparse.Namespace, language: Language) -> int:
    result = options.scheme.run(options)
    explained = result.codes_of(options.explain)
    if options.json:
        print_json(result.to_json(language, explain=explained))
    else:
        print(scheme_to_text(result, language, explain=explained), end="")
    if result.written:  # beside the JSON, not in it
        names = ", ".join(str(path) for path in result.written)
        told = f"{_WRITTEN.in_language(language)}: {names}"
        print(f"\n{told}", file=sys.stderr if options.json else sys.stdout)
    return FINE


_WRITTEN = Text(da="Skrevet", en="Written")
