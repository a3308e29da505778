"""argparse in Danish, and in English for those who ask with ``--language en``."""

import argparse
import sys
from itertools import pairwise
from typing import Any, NoReturn

from samvirke.cli.exit_codes import UNUSABLE

_IN_DANISH = {
    "the following arguments are required": "her mangler",
    "unrecognized arguments": "ukendt",
    "invalid choice": "findes ikke",
    "choose from": "vælg mellem",
    "invalid int value": "ikke et helt tal",
    "expected one argument": "mangler en værdi",
    "expected at least one argument": "mangler en værdi",
    "one of the arguments": "angiv en af disse:",
    " is required": "",
    "not allowed with argument": "kan ikke bruges sammen med",
    "argument ": "",
}


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors a Danish secretary understands."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self._positionals.title = "argumenter"
        self._optionals.title = "valg"
        self.add_argument("-h", "--help", action="help", help="vis denne hjælp")

    def format_usage(self) -> str:
        """The usage line with a Danish word before it."""
        return super().format_usage().replace("usage:", "brug:", 1)

    def format_help(self) -> str:
        """The help with a Danish word before its usage."""
        return super().format_help().replace("usage:", "brug:", 1)

    def error(self, message: str) -> NoReturn:
        """Says what is wrong and where to read on, and exits with 2."""
        if _wants_english(sys.argv):
            text = f"The command cannot be used like this: {message}\nSee: {self.prog} --help"
        else:
            for english, danish in _IN_DANISH.items():
                message = message.replace(english, danish)
            text = f"Kommandoen kan ikke bruges sådan: {message}\nSe: {self.prog} --help"
        print(text, file=sys.stderr)
        raise SystemExit(UNUSABLE)


def _wants_english(arguments: list[str]) -> bool:
    return "--language=en" in arguments or ("--language", "en") in pairwise(arguments)
