"""``samvirke effect``: the effect of guidance from two files, offline and without a database."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from samvirke.agreements import FrameworkAgreement, load_agreement, load_agreements
from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import add_language, day, print_json
from samvirke.demo.national_register import RegisterPlan, make_register, write_register
from samvirke.figures import Language, Text
from samvirke.papers.effect_report import (
    FolderSteps,
    check_folder,
    effect_files,
    left_out_words,
    received_files,
    report_of,
    to_terminal,
    write_folder,
)
from samvirke.records import InputError, Problem
from samvirke.schemes.effect_statement import (
    EffectOrder,
    effect_statement_to_json,
    hiding_warnings,
    make_statement,
    public,
)


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``effect``."""
    parser.description = (
        "Måler effekten af vejledning mod en kontrolgruppe to år efter, som rammeaftalen siger. "
        "Virker uden net og uden database, så data kan blive på en lukket maskine. Skriver PDF, "
        "regneark, JSON og figurer; de enkelte par lægges i mappen »fortroligt«. Afbrydes "
        "kommandoen, fortsætter den næste gang, hvor den slap."
    )
    add = parser.add_argument
    add(
        "--register",
        metavar="FIL",
        type=Path,
        required=True,
        help="virksomhedsregister med én række pr. virksomhed og år (Parquet eller CSV)",
    )
    add(
        "--treated",
        metavar="FIL",
        type=Path,
        required=True,
        help="vejledte virksomheder (CSV, Parquet eller et frosset udtræks mappe)",
    )
    add("--agreement", metavar="FIL", type=Path, required=True, help="rammeaftalens fil")
    add("--point", metavar="ID", help="kun dette målepunkt, fx RA21-M7b")
    add("--out", metavar="MAPPE", type=Path, required=True, help="hertil skrives papirerne")
    add(
        "--stated",
        metavar="DATO",
        type=day,
        help="dagen, effekten er opgjort, fx 30-06-2024; så skrives også hvert erhvervshus' tal "
        "til dets resultatopgørelse",
    )
    add(
        "--measured-by",
        metavar="NAVN",
        default="",
        help="hvem der måler, fx »Erhvervsstyrelsen og KL«; står ved tallene i resultatopgørelsen",
    )
    add(
        "--demo",
        action="store_true",
        help="mærk papirerne »Demodata«; filer fra demo-register er mærket i forvejen",
    )
    add("--json", action="store_true", help="skriv resultatet som JSON")
    add("--quiet", action="store_true", help="vis kun, hvor papirerne ligger")
    add_language(parser)
    parser.set_defaults(run=_run)


def add_demo(parser: argparse.ArgumentParser) -> None:
    """Declares ``demo-register``."""
    plan = RegisterPlan()
    parser.description = (
        "Skriver et opdigtet virksomhedsregister og en liste over vejledte med en kendt, indlagt "
        "effekt, så man kan se, om den findes igen. Samme valg giver de samme filer."
    )
    add = parser.add_argument
    add("--out", metavar="MAPPE", type=Path, required=True, help="her skrives filerne")
    add(
        "--companies",
        metavar="N",
        type=int,
        default=plan.companies,
        help=f"antal virksomheder ({plan.companies} er standard)",
    )
    add(
        "--seed",
        metavar="N",
        type=int,
        default=plan.seed,
        help=f"startværdi; en anden giver et andet register ({plan.seed} er standard)",
    )
    add_language(parser)
    parser.set_defaults(run=_run_demo)


def _run(options: argparse.Namespace, language: Language) -> int:
    agreement = load_agreement(options.agreement)
    check_folder(options.out)
    _warn(agreement, language)
    steps = FolderSteps(options.out)
    order = EffectOrder(
        options.register,
        options.treated,
        agreement,
        options.point,
        options.demo,
        options.measured_by.strip(),
    )
    statement = make_statement(order, steps, _Progress(language).tell)
    files = effect_files(statement, agreement, language)
    if options.stated is not None:
        files |= received_files(public(statement), agreement, on=options.stated)
    removed = write_folder(options.out, files)
    steps.clear()
    if options.json:
        print_json(effect_statement_to_json(statement, agreement))
        return FINE
    if not options.quiet:
        print(to_terminal(report_of(public(statement), agreement, language)))
    label = Text(da="Papirerne ligger i {path}", en="The papers are in {path}")
    print(label.in_language(language).format(path=options.out))
    if options.stated is not None:
        _list(_LEFT_OUT, left_out_words(public(statement), language), language)
    _list(_REMOVED, removed, language)
    return FINE


def _warn(agreement: FrameworkAgreement, language: Language) -> None:
    """Warns of a rule that hides less than that of the agreement as it is shipped."""
    shipped = next((item for item in load_agreements() if item.id == agreement.id), None)
    for warning in hiding_warnings(agreement, shipped):
        print(warning.in_language(language), file=sys.stderr)


def _list(heading: Text, lines: Sequence[str], language: Language) -> None:
    if lines:
        print(heading.in_language(language))
    for line in lines:
        print(f"  {line}")


_LEFT_OUT = Text(
    da="Ikke i modtagne-tal, fordi de ikke kan vises eller vurderes:",
    en="Not among the received values, since they cannot be shown or judged:",
)
_REMOVED = Text(
    da="Fjernet, fordi de var fra en tidligere kørsel:",
    en="Removed, since they were of an earlier run:",
)


class _Progress:
    """What is going on, with the seconds so far, on the error stream."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._started = time.monotonic()

    def tell(self, step: Text) -> None:
        seconds = time.monotonic() - self._started
        words = step.in_language(self._language)
        # A whole sentence is a result; everything else is under way.
        going_on = "" if words.endswith(".") else " …"
        print(f"[{seconds:5.1f} s] {words}{going_on}", file=sys.stderr)


_FEWEST, _MOST = 1_000, 1_000_000


def _run_demo(options: argparse.Namespace, language: Language) -> int:
    if not _FEWEST <= options.companies <= _MOST:
        what = Text(
            da=f"Vælg mellem {_FEWEST} og {_MOST} virksomheder.",
            en=f"Choose from {_FEWEST} to {_MOST} companies.",
        )
        raise InputError([Problem("--companies", None, what, got=str(options.companies))])
    plan = RegisterPlan(companies=options.companies, seed=options.seed)
    paths = write_register(make_register(plan), options.out)
    label = Text(
        da="Opdigtet register, liste og sandhed ligger i {path}",
        en="The made-up register, list and truth are in {path}",
    )
    print(label.in_language(language).format(path=paths[0].parent))
    return FINE
