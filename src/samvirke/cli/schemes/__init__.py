"""The schemes that ``samvirke split`` offers, each with its own arguments."""

import argparse
from typing import Protocol

from samvirke.cli.schemes import (
    adviser_funding,
    barnahus,
    capacity_needs,
    deficit_guarantee,
    hub_grant,
    hub_joint_costs,
    joint_secretariats,
    refugee_quotas,
    startup_targets,
    study_places,
    study_supply,
    ukraine_quotas,
)
from samvirke.schemes.result import SchemeResult


class SchemeCommand(Protocol):
    """What a scheme's module offers to the command."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Adds the scheme's own arguments."""

    def run(self, options: argparse.Namespace) -> SchemeResult:
        """Computes the scheme from the arguments."""


SCHEMES: tuple[SchemeCommand, ...] = (
    hub_grant,
    startup_targets,
    hub_joint_costs,
    adviser_funding,
    refugee_quotas,
    ukraine_quotas,
    barnahus,
    joint_secretariats,
    deficit_guarantee,
    capacity_needs,
    study_places,
    study_supply,
)
