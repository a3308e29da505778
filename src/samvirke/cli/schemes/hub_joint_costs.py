"""``samvirke split hub_joint_costs``."""

import argparse

from samvirke.cli.options import year
from samvirke.cli.schemes.arguments import (
    add_key,
    add_population_date,
    add_rounding,
    add_total,
    doubtful_total,
    given_counts,
    given_rounding,
    given_total,
    in_danish,
)
from samvirke.figures import Text
from samvirke.schemes.hub_joint_costs import CostKey, JointCost, hub_joint_costs
from samvirke.schemes.result import SchemeResult

NAME = "hub_joint_costs"
HELP = "erhvervshusenes fælles udgifter 2021-2023, delt ligeligt eller efter folketal"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Year, total, the key that the managements chose, and who agreed it."""
    parser.add_argument("--year", metavar="ÅR", type=year, required=True, help="udgiftens år")
    add_total(parser, unit="kr")
    add_rounding(parser)
    parser.add_argument(
        "--by",
        type=in_danish({"ligeligt": "equally", "folketal": "by_population"}),
        choices=[item.value for item in CostKey],
        required=True,
        help="ligeligt (equally) eller efter folketal (by_population)",
    )
    parser.add_argument(
        "--agreed-by",
        metavar="HVEM",
        default="",
        help="hvem der har aftalt fordelingen og hvornår (kræves for fælles udgifter)",
    )
    parser.add_argument(
        "--cost",
        type=in_danish({"fælles": "common", "rådgivere": "advisers"}),
        choices=[item.value for item in JointCost],
        default=JointCost.COMMON.value,
        help="fælles udgifter (common, standard) eller rådgivere fra The Trade Council (advisers); "
        "også »fælles« og »rådgivere«",
    )
    add_population_date(parser, "1. januar året før, vores læsning")
    add_key(parser)


def run(options: argparse.Namespace) -> SchemeResult:
    """The hubs' parts of the cost."""
    key = CostKey(options.by)
    total = given_total(options, Text(da="Fælles udgift", en="Common cost"))
    result = hub_joint_costs(
        year=options.year,
        total=total,
        key=key,
        cost=JointCost(options.cost),
        agreed_by=options.agreed_by,
        population_date=options.population_date,
        counts=given_counts(options),
        rounding=given_rounding(options),
    )
    read = key is CostKey.BY_POPULATION and options.key is None
    remarks = (_POPULATION_DAY,) if read else ()
    title = Text(
        da=f"Erhvervshusenes fælles udgifter {options.year}",
        en=f"Common costs of the business hubs {options.year}",
    )
    name = Text(da="Erhvervshusenes andele", en="The hubs' shares")
    first = doubtful_total(total)
    return SchemeResult(NAME, title, ((name, result),), remarks=remarks, first=first)


_POPULATION_DAY = Text(
    da="Aftalen skriver ikke, hvilken dags folketal der bruges. Dagen er vores læsning og kan "
    "vælges med --population-date.",
    en="The agreement does not print the day of the population. The day is our reading and can be "
    "chosen with --population-date.",
)
