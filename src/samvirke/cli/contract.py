"""``samvirke check-contract``."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from samvirke.cli.exit_codes import FINE, FOUND
from samvirke.cli.options import add_output, print_json
from samvirke.figures import Language, Text
from samvirke.papers.contract_check import report_of, to_terminal
from samvirke.records import InputError, Problem
from samvirke.schemes.contract_check import ContractCheck, check_file


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``check-contract``."""
    parser.description = (
        "Holder resultatkontrakter op mod den rammeaftale, der gælder i deres år. "
        "Afslutter med 0, når intet er fundet, 1, når noget er fundet, og 2, når en fil ikke kan "
        "bruges."
    )
    parser.add_argument("files", metavar="FIL", nargs="+", type=Path, help="kontraktens YAML-fil")
    parser.add_argument(
        "--out", metavar="MAPPE", type=Path, help="skriv også side, PDF og JSON i denne mappe"
    )
    add_output(parser)
    parser.set_defaults(run=_run)


def _check_all(files: Sequence[Path]) -> list[ContractCheck]:
    """Every file checked. Raises ``InputError`` with the problems of all that cannot be."""
    checks: list[ContractCheck] = []
    problems: list[Problem] = []
    for path in files:
        try:
            checks.append(check_file(path))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return checks


def _run(options: argparse.Namespace, language: Language) -> int:
    checks = _check_all(options.files)
    if not options.json:
        for check in checks:
            print(to_terminal(report_of(check, language)))
    written: tuple[Path, ...] = ()
    if options.out is not None:
        from samvirke.site.pages import write_pages  # loads Django, which nothing else needs

        written = write_pages(checks, options.out, language=language)
    if options.json:
        documents = [check.to_json(language) for check in checks]
        print_json(documents[0] if len(documents) == 1 else documents)
    elif written:
        label = Text(da="Åbn siden i en browser: {path}", en="Open the page in a browser: {path}")
        print(label.in_language(language).format(path=written[0]))
    return FOUND if any(check.findings for check in checks) else FINE
