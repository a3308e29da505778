"""``samvirke split SCHEME``: every scheme that splits something, under one command."""

import argparse

from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import add_output, print_json
from samvirke.cli.schemes import SCHEMES
from samvirke.figures import Language
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
            metavar="KODE",
            action="append",
            default=[],
            help="skriv regningen ud for denne modtager (kan gentages); »alt« for det hele; med "
            "--json ned til hvert tal",
        )
        add_output(command)
        command.set_defaults(run=_run, scheme=scheme)


def _run(options: argparse.Namespace, language: Language) -> int:
    result = options.scheme.run(options)
    result.check_explained(options.explain)
    if options.json:
        print_json(result.to_json(language, explain=options.explain))
    else:
        print(scheme_to_text(result, language, explain=options.explain), end="")
    return FINE
