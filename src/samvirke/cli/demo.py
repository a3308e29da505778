"""``samvirke demo-data``."""

import argparse
import re
from fractions import Fraction
from pathlib import Path

from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import add_language
from samvirke.demo import DEFAULT_SEED, DEFAULT_YEARS, demo_files
from samvirke.figures import Language, Text, format_number
from samvirke.papers.writing import write_all


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``demo-data``."""
    first, last = DEFAULT_YEARS[0], DEFAULT_YEARS[-1]
    parser.description = (
        "Skriver opdigtede filer for alle seks erhvervshuse i den form, som et udtræk "
        "fra CRM-systemet har. Samme år og startværdi giver de samme filer."
    )
    parser.add_argument(
        "--out", metavar="MAPPE", type=Path, required=True, help="her skrives filerne"
    )
    parser.add_argument(
        "--years",
        metavar="ÅR",
        type=_years,
        default=DEFAULT_YEARS,
        help=f"et år eller en række år ({first}-{last} er standard)",
    )
    parser.add_argument(
        "--seed",
        metavar="N",
        type=int,
        default=DEFAULT_SEED,
        help=f"startværdi; en anden giver andre filer ({DEFAULT_SEED} er standard)",
    )
    add_language(parser)
    parser.set_defaults(run=_run)


def _years(text: str) -> tuple[int, ...]:
    found = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", text)
    if found is None or int(found[2] or found[1]) < int(found[1]):
        raise argparse.ArgumentTypeError(
            f"skriv et år eller en række år, fx 2020-2022, ikke {text}"
        )
    return tuple(range(int(found[1]), int(found[2] or found[1]) + 1))


def _run(options: argparse.Namespace, language: Language) -> int:
    count = 0
    for file in demo_files(options.years, seed=options.seed):
        write_all(options.out, {file.name: file.content})
        count += 1
    number = format_number(Fraction(count), language)
    print(_WRITTEN.in_language(language).format(count=number, folder=options.out))
    return FINE


_WRITTEN = Text(
    da="{count} filer med opdigtede tal ligger i {folder}. Læs README.txt først.",
    en="{count} files of made-up records lie in {folder}. Read README.txt first.",
)
