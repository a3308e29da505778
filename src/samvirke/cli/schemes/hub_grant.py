"""``samvirke split hub_grant``."""

import argparse
from datetime import date

from samvirke.cli.options import year
from samvirke.cli.schemes.arguments import (
    add_key,
    add_rounding,
    add_total,
    counted_key,
    doubtful_total,
    given_rounding,
    given_total,
)
from samvirke.figures import Text
from samvirke.schemes.hub_grant import HubGrantParameters, hub_grant
from samvirke.schemes.parameters import load_parameters
from samvirke.schemes.result import SchemeResult
from samvirke.territory import BodyKind, load_territory

NAME = "hub_grant"
HELP = "basisbevillingen til et erhvervshus, fordelt på dets kommuner efter folketal"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Hub, year, total and, if the reference data are not to be used, a key."""
    parser.add_argument("--hub", metavar="NAVN", required=True, help="erhvervshuset")
    parser.add_argument("--year", metavar="ÅR", type=year, required=True, help="bevillingens år")
    add_total(parser, unit="1000kr")
    add_rounding(parser)
    add_key(parser, counted=True)


def run(options: argparse.Namespace) -> SchemeResult:
    """The grant's shares."""
    total = given_total(options, Text(da="Basisbevilling", en="Base grant"))
    day = date(options.year, 1, 1)
    rounding = given_rounding(options)
    result = hub_grant(
        hub=options.hub,
        year=options.year,
        total=total,
        key=counted_key(options),
        rounding=rounding,
    )
    hub = load_territory().body(BodyKind.HUB, options.hub, on=day).name
    title = Text(da=f"Basisbevilling {options.year}, {hub}", en=f"Base grant {options.year}, {hub}")
    name = Text(da="Kommunernes andele", en="The municipalities' shares")
    rule = load_parameters(HubGrantParameters, NAME, on=day)
    chosen = rounding is not None and rounding.value != rule.rounding
    remarks = (*((_CHOSEN,) if chosen else ()), *rule.assumptions())
    return SchemeResult(
        NAME, title, splits=((name, result),), remarks=remarks, first=doubtful_total(total)
    )


_CHOSEN = Text(
    da="Afrundingen er valgt med --rounding. De trykte andele er hver afrundet for sig.",
    en="The rounding was chosen with --rounding. The printed shares are each rounded by itself.",
)
