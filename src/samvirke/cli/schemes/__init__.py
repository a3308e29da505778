"""The schemes that ``samvirke split`` offers, each with its own arguments."""

import argparse
from typing import Protocol

from samvirke.cli.schemes import hub_grant
from samvirke.schemes.result import SchemeResult


class SchemeCommand(Protocol):
    """What a scheme's module offers to the command."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Adds the scheme's own arguments."""

    def run(self, options: argparse.Namespace) -> SchemeResult:
        """Computes the scheme from the arguments."""


SCHEMES: tuple[SchemeCommand, ...] = (hub_grant,)
