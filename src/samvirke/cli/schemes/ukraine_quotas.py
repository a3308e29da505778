"""``samvirke split ukraine_quotas``."""

import argparse

from samvirke.cli.options import year
from samvirke.cli.schemes.arguments import add_key, add_rounding, counted_key, given_rounding
from samvirke.figures import Text
from samvirke.schemes.result import SchemeResult
from samvirke.schemes.ukraine_quotas import ukraine_quotas

NAME = "ukraine_quotas"
HELP = "kommunetal for personer fordrevet fra Ukraine, 10.000 ad gangen efter folketal"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Year and, if the reference data or the rounding are not to be used, key and rounding."""
    parser.add_argument("--year", metavar="ÅR", type=year, required=True, help="fordelingens år")
    add_rounding(parser, standard="hver_for_sig, halve op, vores læsning")
    add_key(parser, counted=True)


def run(options: argparse.Namespace) -> SchemeResult:
    """The municipalities' numbers."""
    result = ukraine_quotas(
        year=options.year, key=counted_key(options), rounding=given_rounding(options)
    )
    title = Text(
        da=f"Personer fordrevet fra Ukraine, kommunetal {options.year}",
        en=f"Persons displaced from Ukraine, municipal numbers {options.year}",
    )
    name = Text(da="Kommunetal pr. 10.000", en="Municipal numbers per 10,000")
    return SchemeResult(NAME, title, splits=((name, result),), remarks=(_READING,))


_READING = Text(
    da="Vores læsning: hvert tal afrundes for sig. Christiansø er ingen kommune og er ikke med i "
    "folketallet her.",
    en="Our reading: each number is rounded by itself. Christiansø is no municipality and is not "
    "in the population used here.",
)
