"""Options that several commands share."""

import argparse
import json
import re
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from samvirke.records.imports.amounts import read_number
from samvirke.records.imports.cells import CellRefused


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
    """An argument that is an exact number, ``17037,5`` or ``17037.5``.

    Refuses what reads in two ways, as the readers of files do.
    """
    try:
        return read_number(text.strip())
    except CellRefused as refusal:
        told = f"{refusal.reason.da} {refusal.remedy.da}"
        raise argparse.ArgumentTypeError(told) from refusal


def year(text: str) -> int:
    """A year of four digits."""
    if not re.fullmatch(r"(19|20)[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"»{text}« er ikke et årstal. Eksempel: 2024")
    return int(text)


def day(text: str) -> date:
    """A day as Danes write it, or as year-month-day."""
    from samvirke.records.imports.dates import read_day  # loads the readers of record files

    try:
        read = read_day(text.strip())
    except ValueError as error:
        told = f"»{text}« er ikke en dato, som findes. Eksempel: 20-04-2022"
        raise argparse.ArgumentTypeError(told) from error
    return date(read // 10_000, read // 100 % 100, read % 100)


def today() -> date:
    """The day it is in Denmark."""
    return datetime.now(ZoneInfo("Europe/Copenhagen")).date()


def print_json(document: Any) -> None:
    """Writes ``document`` to standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=2))
