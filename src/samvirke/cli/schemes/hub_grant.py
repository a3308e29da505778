"""``samvirke split hub_grant``."""

import argparse
from datetime import date

from samvirke.cli.schemes.arguments import add_key, add_total, given_total, read_key
from samvirke.cli.schemes.dates import year
from samvirke.figures import Text
from samvirke.schemes.hub_grant import hub_grant
from samvirke.schemes.result import SchemeResult

NAME = "hub_grant"
HELP = "basisbevillingen til et erhvervshus, fordelt på dets kommuner efter folketal"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Hub, year, total and, if the reference data are not to be used, a key."""
    parser.add_argument("--hub", metavar="NAVN", required=True, help="erhvervshuset")
    parser.add_argument("--year", metavar="ÅR", type=year, required=True, help="bevillingens år")
    add_total(parser, unit="1000kr")
    add_key(parser)


def run(options: argparse.Namespace) -> SchemeResult:
    """The grant's shares."""
    total = given_total(options, Text(da="Basisbevilling", en="Base grant"))
    key = None if options.key is None else read_key(options.key, as_of=date(options.year, 1, 1))
    result = hub_grant(hub=options.hub, year=options.year, total=total, key=key)
    title = Text(
        da=f"Basisbevilling {options.year}, {options.hub}",
        en=f"Base grant {options.year}, {options.hub}",
    )
    name = Text(da="Kommunernes andele", en="The municipalities' shares")
    return SchemeResult(NAME, title, splits=((name, result),))
