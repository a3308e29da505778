"""Options that several commands share."""

import argparse
import json
from fractions import Fraction
from typing import Any

from samvirke.records import Rejected, read_fraction

Commands = Any  # argparse's own type for sub-commands is private


def add_output(parser: argparse.ArgumentParser) -> None:
    """``--json`` and ``--language``."""
    parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
    add_language(parser)


def add_language(parser: argparse.ArgumentParser) -> None:
    """``--language``, Danish unless told otherwise."""
    parser.add_argument(
        "--language", choices=("da", "en"), default="da", help="sprog (da er standard)"
    )


def amount(text: str) -> Fraction:
    """An argument that is an exact number; refuses what reads in two ways."""
    try:
        return read_fraction(text)
    except Rejected as error:
        raise argparse.ArgumentTypeError(f"{error.what.da} Eksempel: {error.example}") from error


def print_json(document: Any) -> None:
    """Writes ``document`` to standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=2))
