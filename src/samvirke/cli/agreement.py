"""``samvirke agreement``."""

import argparse
import sys
from fractions import Fraction

from samvirke.agreements import load_agreements
from samvirke.cli.exit_codes import FINE, UNUSABLE
from samvirke.cli.options import add_language, amount
from samvirke.figures import Language, Period, Text
from samvirke.papers.agreement_year import year_in_words
from samvirke.territory import BodyKind, load_territory


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``agreement``."""
    parser.description = (
        "Viser hvert målepunkt i den rammeaftale, der gælder i året, med årets krav "
        "eller det næste."
    )
    parser.add_argument("--year", metavar="ÅR", type=int, required=True, help="fx 2022")
    parser.add_argument("--hub", metavar="NAVN", help="regn kravene ud for dette erhvervshus")
    parser.add_argument(
        "--value",
        metavar="MÅLEPUNKT=TAL",
        type=_value,
        action="append",
        default=[],
        help="en værdi i dag, fx RA24-M1a=60; viser afstanden til det senere niveau",
    )
    add_language(parser)
    parser.set_defaults(run=_run)


def _value(text: str) -> tuple[str, Fraction]:
    point, equals, number = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"skriv MÅLEPUNKT=TAL, fx RA24-M1a=60, ikke {text}")
    return point, amount(number)


def _run(options: argparse.Namespace, language: Language) -> int:
    agreements = load_agreements()
    year = options.year
    known = sorted({held for item in agreements for held in item.valid.period.years()})
    if year not in known:
        what = Text(
            da=f"Der er ingen rammeaftale for {year}. Kendte år: {known[0]}-{known[-1]}.",
            en=f"There is no framework agreement for {year}. Known years: {known[0]}-{known[-1]}.",
        )
        print(what.in_language(language), file=sys.stderr)
        return UNUSABLE
    day = Period.of_year(year).start
    agreement = next(item for item in agreements if item.valid.period.contains(day))
    hub = None
    if options.hub is not None:
        hub = load_territory().body(BodyKind.HUB, options.hub, on=day)
    values = dict(options.value)
    unknown = sorted(set(values) - {point.id for point in agreement.measure_points})
    if unknown:
        what = Text(
            da=f"Målepunktet {unknown[0]} findes ikke i {agreement.title}.",
            en=f"The measure point {unknown[0]} is not in {agreement.title}.",
        )
        print(what.in_language(language), file=sys.stderr)
        return UNUSABLE
    print(year_in_words(agreement, year=year, hub=hub, values=values, language=language))
    return FINE
