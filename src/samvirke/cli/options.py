"""Options that several commands share."""

import argparse
import json
from typing import Any

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


def print_json(document: Any) -> None:
    """Writes ``document`` to standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=2))
