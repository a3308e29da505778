"""``samvirke split startup_targets``."""

import argparse

from samvirke.cli.options import year
from samvirke.cli.schemes.arguments import (
    add_key,
    add_population_date,
    add_rounding,
    given_counts,
    given_rounding,
)
from samvirke.schemes.result import SchemeResult
from samvirke.schemes.startup_targets import startup_targets_result

NAME = "startup_targets"
HELP = "målet om 1.200 vejledte nye virksomheder, fordelt på de seks erhvervshuse"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The year, and the two things that the agreement does not print."""
    parser.add_argument(
        "--year",
        metavar="ÅR",
        type=year,
        default=2027,
        help="året (standard: 2027, hvor kravet gælder)",
    )
    add_population_date(parser, "2023-01-01, vores læsning")
    add_key(parser)
    add_rounding(parser, standard="hver_for_sig, halve op, vores læsning")


def run(options: argparse.Namespace) -> SchemeResult:
    """The agreement's split beside the one by population."""
    return startup_targets_result(
        year=options.year,
        population_date=options.population_date,
        counts=given_counts(options),
        rounding=given_rounding(options),
    )
