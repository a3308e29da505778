"""``samvirke split adviser_funding``."""

import argparse
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from samvirke.allocation import Split
from samvirke.cli.options import amount, year
from samvirke.cli.schemes.arguments import (
    add_key,
    add_population_date,
    add_rounding,
    given_counts,
    given_rounding,
)
from samvirke.figures import Figure, Given, Source, Text
from samvirke.figures.units import KR, PERSONS
from samvirke.schemes.adviser_funding import (
    AdviserFundingParameters,
    adviser_contributions,
    funding_rule,
    money_available,
    money_unused,
    office_compensation,
)
from samvirke.schemes.result import Cell, SchemeResult, Table
from samvirke.schemes.scheme_files import read_rows
from samvirke.territory import BodyKind, load_territory

NAME = "adviser_funding"
HELP = "internationaliseringsrådgiverne: erhvervshusenes betaling, kontorplads og uforbrugte midler"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The year, the numbers of advisers, and what was left and spent."""
    parser.add_argument("--year", metavar="ÅR", type=year, required=True, help="året")
    parser.add_argument(
        "--advisers",
        metavar="FIL",
        type=Path,
        help="antal rådgivere, hvor de ikke er aftalens: CSV med kolonnerne hub,advisers,source",
    )
    parser.add_argument(
        "--unused", metavar="KR", type=amount, help="kr., der ikke blev brugt året før"
    )
    parser.add_argument("--spent", metavar="KR", type=amount, help="kr., der er brugt i året")
    add_population_date(parser, "1. januar året før, vores læsning")
    add_key(parser)
    add_rounding(parser, standard="hver_for_sig, halve op, vores læsning")


def run(options: argparse.Namespace) -> SchemeResult:
    """What each hub pays, what it gets for desks, and what is carried to the next year."""
    rule = funding_rule(options.year)
    contributions = adviser_contributions(
        year=options.year,
        population_date=options.population_date,
        counts=given_counts(options),
        rounding=given_rounding(options),
    )
    name = Text(da="Erhvervshusenes betaling", en="The hubs' payments")
    title = Text(
        da=f"Internationaliseringsrådgivere {options.year}",
        en=f"Internationalisation advisers {options.year}",
    )
    figures = list(_money(options))
    tables: tuple[Table, ...] = ()
    if rule.office_kr_per_adviser is not None or options.advisers is not None:
        stated = None if options.advisers is None else read_advisers(options.advisers)
        desks = office_compensation(year=options.year, advisers=stated)
        figures.append(desks)
        tables = (_by_hub(contributions, desks),)
    return SchemeResult(
        NAME,
        title,
        ((name, contributions),),
        tuple(figures),
        tuple(_remarks(rule, stated=options.advisers is not None)),
        tables,
    )


def _by_hub(contributions: Split, desks: Figure) -> Table:
    """What each hub pays and what it gets; the desks' inputs are the hubs, in the same order."""
    rows: list[tuple[Cell, ...]] = []
    number = Fraction(0)
    of_hubs = [part for part in desks.derivation.inputs if isinstance(part, Figure)]
    for share, desk in zip(contributions.shares, of_hubs, strict=True):
        advisers = desk.derivation.inputs[0].value
        number += advisers
        rows.append((share.part.name, share.rounded, advisers, desk.value))
    paid = contributions.total.value + contributions.residual
    rows.append((_IN_ALL, paid, number, desks.value))
    return Table(_BY_HUB, _BY_HUB_HEADINGS, tuple(rows), shown=(desks,))


_BY_HUB = Text(da="Hvert erhvervshus betaler og får, kr.", en="Each hub pays and gets, DKK")
_BY_HUB_HEADINGS = (
    Text(da="Erhvervshus", en="Business hub"),
    Text(da="Betaler", en="Pays"),
    Text(da="Rådgivere", en="Advisers"),
    Text(da="Til kontorplads", en="For desks"),
)
_IN_ALL = Text(da="I alt", en="In all")


def _money(options: argparse.Namespace) -> Iterator[Figure]:
    unused = None
    if options.unused is not None:
        words = Text(da="Ikke brugt året før", en="Not used the year before")
        unused = Given(words, options.unused, KR, Source("Kommandolinjen", "--unused"))
    available = money_available(year=options.year, unused=unused)
    yield available
    if options.spent is not None:
        words = Text(da="Brugt i året", en="Spent in the year")
        spent = Given(words, options.spent, KR, Source("Kommandolinjen", "--spent"))
        yield money_unused(year=options.year, available=available, spent=spent)


def read_advisers(path: Path) -> dict[str, Given]:
    """Numbers of advisers by hub id. Raises ``InputError`` for a hub named twice."""
    found: dict[str, Given] = {}
    for row in read_rows(path, ("hub", "advisers", "source")):
        hub = row.text("hub")
        if hub in found:
            what = Text(
                da="Erhvervshuset står to gange i filen.", en="The hub stands twice in the file."
            )
            raise row.refused(what, got=hub)
        words = Text(da="Indstationerede rådgivere", en="Seconded advisers")
        source = Source(row.text("source"), f"{path.name}, linje {row.line}")
        found[hub] = Given(words, Fraction(row.whole("advisers")), PERSONS, source)
    return found


def _remarks(rule: AdviserFundingParameters, *, stated: bool) -> Iterator[Text]:
    if rule.earmarked is not None:
        source = f"{rule.document}, {rule.earmarked.clause}"
        words = rule.earmarked.text
        yield Text(da=f"{words.da} ({source})", en=f"{words.en} ({source})")
    numbers = rule.advisers
    hubs = load_territory().bodies_of(BodyKind.HUB, on=rule.valid.start)
    names = {hub.id: hub.name for hub in hubs}
    told = [
        Text(
            da=f"{names[hub]} {agreed.in_words().da}",
            en=f"{names[hub]} {agreed.in_words().en}",
        )
        for hub, agreed in numbers.hubs.items()
    ]
    listed = Text(", ".join(item.da for item in told), ", ".join(item.en for item in told))
    source = f"{rule.document}, {numbers.clause}"
    yield Text(
        da=f"Rådgivere efter aftalen: {listed.da} ({source}).",
        en=f"Advisers by the agreement: {listed.en} ({source}).",
    )
    if not stated and any(agreed.bound == "minimum" for agreed in numbers.hubs.values()):
        yield Text(
            da="Hvor aftalen siger mindst, er beløbet til kontorplads det mindste. Oplys antallet "
            "med --advisers, hvis der er flere.",
            en="Where the agreement says at least, the amount for desks is the least there can "
            "be. State the numbers with --advisers where there are more.",
        )
    if rule.office_kr_per_adviser is None:
        yield Text(
            da=f"{rule.document} skriver intet om betaling for kontorplads, om uforbrugte midler "
            "eller om andre formål.",
            en=f"{rule.document} prints nothing on payment for desks, unused money or other "
            "purposes.",
        )
    yield Text(
        da="Aftalen skriver ikke, hvilken dags folketal der bruges, og ikke hvordan der rundes af. "
        "Begge dele er vores læsning.",
        en="The agreement prints neither the day of the population nor the rounding. Both are our "
        "reading.",
    )
