"""The command ``samvirke``: what the library can do, without a browser.

Exit codes: 0 nothing found, 1 something found, 2 the input or the command could not be used.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from samvirke import __version__
from samvirke.agreements import load_agreements
from samvirke.figures import Language, Period, Text
from samvirke.papers.agreement_year import year_in_words
from samvirke.papers.contract_check import report_of, to_terminal
from samvirke.papers.writing import CannotWrite
from samvirke.records import InputError
from samvirke.schemes.contract_check import check_file
from samvirke.territory import BodyKind, UnknownPlace, load_territory

FINE, FOUND, UNUSABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    parser = _parser()
    options = parser.parse_args(arguments)
    language: Language = options.language
    run: Callable[[argparse.Namespace, Language], int] = options.run
    try:
        code = run(options, language)
        sys.stdout.flush()
    except InputError as error:
        print(error.in_language(language), file=sys.stderr)
        return UNUSABLE
    except (CannotWrite, UnknownPlace) as error:
        print(error.what.in_language(language), file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        # The reader (head, less) has seen enough; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNUSABLE
    return code


class _Parser(argparse.ArgumentParser):
    """argparse that says in Danish what to do."""

    def error(self, message: str) -> NoReturn:
        for english, danish in _ARGPARSE_IN_DANISH.items():
            message = message.replace(english, danish)
        print(
            f"Kommandoen kan ikke bruges sådan: {message}\nSe, hvad den kan: {self.prog} --help",
            file=sys.stderr,
        )
        raise SystemExit(UNUSABLE)


_ARGPARSE_IN_DANISH = {
    "the following arguments are required": "her mangler",
    "unrecognized arguments": "ukendt",
    "invalid choice": "findes ikke",
    "choose from": "vælg mellem",
    "invalid int value": "ikke et helt tal",
    "expected one argument": "mangler en værdi",
    "expected at least one argument": "mangler en værdi",
    "argument ": "",
}


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="samvirke",
        description="Kommunernes samarbejde: fra registreringen til rådets bord.",
    )
    parser.add_argument("--version", action="version", version=f"samvirke {__version__}")
    commands = parser.add_subparsers(title="kommandoer", required=True, metavar="KOMMANDO")

    check = commands.add_parser(
        "check-contract",
        help="hold en resultatkontrakt op mod rammeaftalen",
        description="Holder resultatkontrakter op mod den rammeaftale, der gælder i deres år. "
        "Afslutter med 0, når intet er fundet, 1, når noget er fundet, og 2, når en fil ikke kan "
        "bruges.",
    )
    check.add_argument("files", metavar="FIL", nargs="+", type=Path, help="kontraktens YAML-fil")
    check.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
    check.add_argument(
        "--out", metavar="MAPPE", type=Path, help="skriv også side, PDF og JSON i denne mappe"
    )
    _add_language(check)
    check.set_defaults(run=_check_contract)

    shown = commands.add_parser(
        "agreement",
        help="vis, hvad rammeaftalen kræver i et år",
        description="Viser hvert målepunkt i den rammeaftale, der gælder i året, med årets krav "
        "eller det næste.",
    )
    shown.add_argument("--year", metavar="ÅR", type=int, required=True, help="fx 2022")
    shown.add_argument("--hub", metavar="NAVN", help="regn kravene ud for dette erhvervshus")
    _add_language(shown)
    shown.set_defaults(run=_agreement)
    return parser


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", choices=("da", "en"), default="da", help="sprog (da er standard)"
    )


def _check_contract(options: argparse.Namespace, language: Language) -> int:
    checks = [check_file(path) for path in options.files]
    written: tuple[Path, ...] = ()
    if options.out is not None:
        from samvirke.site.pages import write_pages  # loads Django, which nothing else needs

        written = write_pages(checks, options.out, language=language)
    if options.json:
        documents: list[dict[str, Any]] = [check.to_json(language) for check in checks]
        whole = documents[0] if len(documents) == 1 else documents
        print(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        for check in checks:
            print(to_terminal(report_of(check, language)))
        if written:
            label = Text(da="Skrevet: {path}", en="Written: {path}").in_language(language)
            print(label.format(path=written[0]))
    return FOUND if any(check.findings for check in checks) else FINE


def _agreement(options: argparse.Namespace, language: Language) -> int:
    agreements = load_agreements()
    year = options.year
    known = sorted({held for item in agreements for held in item.valid.period.years()})
    if year not in known:
        what = Text(
            da=f"Der er ingen rammeaftale for {year}. Kendte år: {known[0]}-{known[-1]}.",
            en=f"There is no framework agreement for {year}. Known years: {known[0]}-{known[-1]}.",
        )
        print(what.in_language(language), file=sys.stderr)
        return UNUSABLE
    day = Period.of_year(year).start
    agreement = next(item for item in agreements if item.valid.period.contains(day))
    hub = None
    if options.hub is not None:
        hub = load_territory().body(BodyKind.HUB, options.hub, on=day)
    print(year_in_words(agreement, year=year, hub=hub, language=language))
    return FINE


if __name__ == "__main__":
    sys.exit(main())
