"""argparse in Danish, and in English for those who ask with ``--language en``."""

import argparse
import re
import sys
from difflib import get_close_matches
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
        self.set_defaults(parsed_by=self)
        self.add_argument("-h", "--help", action="help", help="vis denne hjælp")

    def format_usage(self) -> str:
        """The usage line with a Danish word before it."""
        return super().format_usage().replace("usage:", "brug:", 1)

    def format_help(self) -> str:
        """The help with a Danish word before its usage."""
        return super().format_help().replace("usage:", "brug:", 1)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The arguments; an unknown one is refused by the sub-command that it was given to."""
        options, unknown = self.parse_known_args(args, namespace)
        used: Parser = options.parsed_by
        del options.parsed_by
        if unknown:
            used.error(f"unrecognized arguments: {' '.join(unknown)}")
        return options

    def error(self, message: str) -> NoReturn:
        """Says what is wrong, what may have been meant and where to read on, and exits with 2."""
        near = _nearest(message)
        if _wants_english(sys.argv):
            hint = f" Did you mean '{near}'?" if near else ""
            text = f"The command cannot be used like this: {message}{hint}"
            text = f"{text}\nSee: {self.prog} --help"
        else:
            for english, danish in _IN_DANISH.items():
                message = message.replace(english, danish)
            hint = f" Mente du »{near}«?" if near else ""
            text = f"Kommandoen kan ikke bruges sådan: {message}{hint}\nSe: {self.prog} --help"
        print(text, file=sys.stderr)
        raise SystemExit(UNUSABLE)


def _nearest(message: str) -> str | None:
    """The choice that is nearest to one that does not exist."""
    found = re.search(r"invalid choice: '?(.+?)'? \(choose from (.+)\)", message)
    if not found:
        return None
    choices = re.findall(r"[^', ]+", found[2])
    return next(iter(get_close_matches(found[1], choices, n=1)), None)


def _wants_english(arguments: list[str]) -> bool:
    return "--language=en" in arguments or ("--language", "en") in pairwise(arguments)
