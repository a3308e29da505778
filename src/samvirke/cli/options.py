"""Options that several commands share."""

import argparse
import json
import re
from datetime import date
from fractions import Fraction
from typing import Any

from samvirke.records import Rejected, read_fraction


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
        valid = f" Skriv {error.valid.da}." if error.valid else ""
        told = f"{error.what.da}{valid} Eksempel: {error.example}"
        raise argparse.ArgumentTypeError(told) from error


def year(text: str) -> int:
    """A year of four digits."""
    if not re.fullmatch(r"(19|20)[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"»{text}« er ikke et årstal. Eksempel: 2024")
    return int(text)


def day(text: str) -> date:
    """A day as year-month-day."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"»{text}« er ikke en dato, som findes. Eksempel: 2023-01-01")


def print_json(document: Any) -> None:
    """Writes ``document`` to standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=2))
