"""``samvirke split refugee_quotas``."""

import argparse
from datetime import date
from pathlib import Path

from samvirke.allocation import AllocationError
from samvirke.cli.options import day, year
from samvirke.cli.schemes.arguments import add_rounding, given_rounding, in_danish
from samvirke.figures import Text
from samvirke.schemes.refugee_agreements import (
    agree,
    read_agreement,
    read_wishes,
    wishes_in_time,
)
from samvirke.schemes.refugee_decided import YEARS, decided_quotas
from samvirke.schemes.refugee_numbers import Excess, check_area, read_counts
from samvirke.schemes.refugee_quotas import refugee_quotas
from samvirke.schemes.result import Cell, SchemeResult, Table
from samvirke.territory import load_territory

NAME = "refugee_quotas"
HELP = "flygtningekvoter: landstallet fordelt på regioner og kommuner, med regionernes aftaler"

_NEEDED = ("counted_on", "announced", "national_number")
_COMPUTING = (
    *_NEEDED,
    "year",
    "agreement",
    "changed",
    "wishes",
    "wishes_due",
    "excess",
    "rounding",
    "example",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Either a decided year, or counts, landstal and dates; agreements and wishes if any."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--counts",
        metavar="FIL",
        type=Path,
        help="CSV med kolonnerne code,name,region,population,immigrants,family_reunified",
    )
    what.add_argument(
        "--decided", metavar="ÅR", type=year, choices=YEARS, help="vis de besluttede kvoter"
    )
    parser.add_argument(
        "--counted-on", metavar="DATO", type=day, help="den dag, befolkningen er opgjort"
    )
    parser.add_argument(
        "--announced", metavar="DATO", type=day, help="den dag, landstallet er udmeldt"
    )
    parser.add_argument("--national-number", metavar="TAL", type=int, help="landstallet")
    parser.add_argument(
        "--year", metavar="ÅR", type=year, help="kvoternes år (ellers året efter udmeldingen)"
    )
    parser.add_argument(
        "--agreement",
        metavar="FIL",
        type=Path,
        action="append",
        default=[],
        help="en regions aftale som YAML (kan gentages)",
    )
    parser.add_argument("--changed", action="store_true", help="landstallet er et ændret landstal")
    parser.add_argument(
        "--wishes",
        metavar="FIL",
        type=Path,
        help="frivillige ønsker: CSV med code,persons,reported",
    )
    parser.add_argument("--wishes-due", metavar="DATO", type=day, help="frist for ønskerne")
    parser.add_argument(
        "--excess",
        type=in_danish(
            {"forholdsmæssigt": "in_proportion", "efter_fordelingstal": "by_distribution_share"}
        ),
        choices=[item.value for item in Excess],
        help="en anden læsning af § 4, stk. 5: forholdsmæssigt (in_proportion) eller "
        "efter_fordelingstal (by_distribution_share)",
    )
    add_rounding(parser, standard="største_brøkrest, vores læsning")
    parser.add_argument(
        "--example",
        action="store_true",
        help="filen er et eksempel: kræv ikke, at alle landets kommuner er med",
    )


def run(options: argparse.Namespace) -> SchemeResult:
    """The decided table with its sums, or the computed and agreed quotas."""
    if options.decided is None:
        return _computed(options)
    _refuse_computing(options)
    return _decided(options.decided)


def _refuse_computing(options: argparse.Namespace) -> None:
    """A decided year is shown as it is; what would change a computation is not ignored."""
    stated = [name for name in _COMPUTING if getattr(options, name)]
    if stated:
        named = ", ".join(f"--{name.replace('_', '-')}" for name in stated)
        raise AllocationError(
            Text(
                da=f"De besluttede kvoter vises, som de er, så {named} kan ikke bruges. Tag det "
                "ud, eller regn kvoterne med --counts.",
                en=f"Decided quotas are shown as they are, so {named} cannot be used. Leave it "
                "out, or compute the quotas with --counts.",
            )
        )


def _decided(of: int) -> SchemeResult:
    found = decided_quotas(of)
    title = Text(da=f"Flygtningekvoter {of}, besluttet", en=f"Refugee quotas {of}, decided")
    rows: list[tuple[Cell, ...]] = []
    for region, figure in found.regions.items():
        rows += [(region, part.name.da, part.value) for part in figure.derivation.inputs]
        rows.append((region, _IN_ALL, figure.value))
    headings = (
        Text(da="Region", en="Region"),
        Text(da="Kommune", en="Municipality"),
        Text(da="Kvote", en="Quota"),
    )
    name = Text(da="Kommunekvoter", en="Municipal quotas")
    table = Table(name, headings, tuple(rows), left=2)
    return SchemeResult(NAME, title, (), (found.national,), found.remarks(), (table,))


_IN_ALL = Text(da="I alt", en="In all")


def _computed(options: argparse.Namespace) -> SchemeResult:
    _check(options)
    quota_year = options.announced.year + 1 if options.year is None else options.year
    counts = read_counts(options.counts, counted_on=options.counted_on)
    if not options.example:
        check_area(counts, territory=load_territory(), on=date(quota_year, 1, 1))
    wishes: dict[str, int] = {}
    late: tuple[Text, ...] = ()
    if options.wishes is not None:
        wishes, late = wishes_in_time(
            read_wishes(options.wishes), opened=options.announced, due=options.wishes_due
        )
    quotas = refugee_quotas(
        counts,
        national_number=options.national_number,
        announced=options.announced,
        year=quota_year,
        at_least=wishes,
        changed=options.changed,
        excess=None if options.excess is None else Excess(options.excess),
        rounding=given_rounding(options),
    )
    settled, remarks = agree(quotas, [read_agreement(path) for path in options.agreement])
    title = Text(da=f"Flygtningekvoter {quota_year}", en=f"Refugee quotas {quota_year}")
    regions = Text(da="Regionskvoter", en="Regional quotas")
    splits = [(Text(da=region, en=region), found) for region, found in settled.items()]
    return SchemeResult(
        NAME,
        title,
        splits=((regions, quotas.regions), *splits),
        remarks=(_READING, *quotas.rule.assumptions()),
        first=(*late, *remarks),
    )


def _check(options: argparse.Namespace) -> None:
    missing = [name for name in _NEEDED if getattr(options, name) is None]
    if options.wishes is not None:
        missing += [name for name in ("wishes_due",) if getattr(options, name) is None]
        missing += [] if options.changed else ["changed"]
    if missing:
        named = ", ".join(f"--{name.replace('_', '-')}" for name in missing)
        raise AllocationError(
            Text(
                da=f"Kvoterne kan ikke regnes uden {named}. Tilføj det.",
                en=f"The quotas cannot be computed without {named}. Add it.",
            )
        )


_READING = Text(
    da="Vores læsning: det overskydende efter § 4, stk. 5, tages som vist, og begge trin afrundes, "
    "så summen holdes. Frivillige ønsker hæver en kommune til det ønskede; resten af dens region "
    "deler det, der er tilbage. Andre læsninger vælges med --excess og --rounding.",
    en="Our reading: the excess of § 4, stk. 5, is taken as shown, and both levels are rounded so "
    "that the sum is kept. Voluntary wishes lift a municipality to what it wishes; the rest of its "
    "region shares what is left. Other readings are chosen with --excess and --rounding.",
)
