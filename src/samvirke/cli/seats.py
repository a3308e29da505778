"""``samvirke seats``: seats by a divisor method from a file of votes."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from samvirke.allocation import (
    AllocationError,
    Apportionment,
    DivisorMethod,
    Lot,
    apportion,
    seats_to_json,
)
from samvirke.cli.exit_codes import FINE, FOUND
from samvirke.cli.options import add_output, print_json
from samvirke.figures import Language, Text
from samvirke.papers.scheme_text import alliances_unused, seats_to_text
from samvirke.schemes.votes_file import read_lots, read_votes, without_alliances


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``seats``."""
    parser.description = (
        "Fordeler mandater efter en divisormetode. Stemmefilen er CSV med kolonnerne "
        "liste,stemmer og eventuelt valgforbund og kandidater (list,votes,alliance,candidates). "
        "Afslutter med 1, når mandater står åbne: en lodtrækning mangler, eller kandidaterne er "
        "brugt."
    )
    parser.add_argument("--votes", metavar="FIL", type=Path, required=True, help="stemmefilen")
    parser.add_argument("--seats", metavar="ANTAL", type=int, required=True, help="mandater")
    parser.add_argument(
        "--method",
        choices=[method.value for method in DivisorMethod],
        default=DivisorMethod.DHONDT.value,
        help="metode (dhondt er standard)",
    )
    parser.add_argument(
        "--alliances", action="store_true", help="lad valgforbund konkurrere samlet først"
    )
    parser.add_argument(
        "--lots",
        metavar="FIL",
        type=Path,
        help="lodtrækninger: CSV med kolonnerne drawn_by,day,outcome; outcome er navnene i den "
        "trukne orden, adskilt af semikolon",
    )
    add_output(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, language: Language) -> int:
    lists = read_votes(options.votes)
    unused: tuple[str, ...] = ()
    if not options.alliances:
        named = [item.alliance for item in lists if item.alliance is not None]
        unused = tuple(dict.fromkeys(named))
        lists = without_alliances(lists)
    lots = [] if options.lots is None else read_lots(options.lots)
    result = apportion(options.seats, lists, DivisorMethod(options.method), lots=lots)
    _check_used(result, lots)
    if options.json:
        print_json(seats_to_json(result))
    else:
        print(seats_to_text(result, language), end="")
    if unused:  # beside the JSON, not in it
        note = alliances_unused(unused).in_language(language)
        print(f"\n* {note}", file=sys.stderr if options.json else sys.stdout)
    return FOUND if result.unfilled else FINE


def _check_used(result: Apportionment, lots: Sequence[Lot]) -> None:
    """Raises ``AllocationError`` for a drawing that no tie called for: a name is wrong, or all."""
    used = [tie.lot for tie in result.ties]
    for lot in lots:
        if lot not in used:
            drawn = "; ".join(lot.outcome)
            tied = " / ".join("; ".join(tie.contenders) for tie in result.ties) or "–"
            raise AllocationError(
                Text(
                    da=f"Lodtrækningen »{drawn}« afgør ingen lige kvotienter her. Lige står: "
                    f"{tied}. Ret navnene, eller tag lodtrækningen ud.",
                    en=f"The drawing of lots '{drawn}' settles no equal quotients here. Equal are: "
                    f"{tied}. Correct the names, or take the drawing out.",
                )
            )
