"""``samvirke split capacity_needs``."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from samvirke.allocation import AllocationError
from samvirke.figures import Text
from samvirke.papers.gap_chart import gap_table, to_page, to_svg
from samvirke.papers.writing import write_all
from samvirke.schemes.capacity_needs import (
    Gap,
    gaps_by_municipality,
    gaps_by_year,
    not_stated,
    printed_gaps,
)
from samvirke.schemes.capacity_survey import read_needs
from samvirke.schemes.result import SchemeResult

NAME = "capacity_needs"
HELP = "botilbudspladser: planlagte mod forventet behov for hver målgruppe"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A survey, or the printed one, and where chart and table are to be written."""
    parser.add_argument(
        "--needs",
        metavar="FIL",
        type=Path,
        help="CSV med kolonnerne målgruppe,år,kommune,planlagt,forventet,vil bygge (target_group,"
        "year,municipality,planned,expected,willing); uden den bruges KKR Syddanmarks trykte "
        "oversigt",
    )
    parser.add_argument(
        "--by-municipality", action="store_true", help="vis hver kommune for sig (med --needs)"
    )
    parser.add_argument(
        "--out",
        metavar="MAPPE",
        type=Path,
        help="skriv diagrammet (capacity_needs.svg) og en side med diagram og tabel "
        "(capacity_needs.html) i denne mappe",
    )


def run(options: argparse.Namespace) -> SchemeResult:
    """The gaps as figures; the chart and its table are written where they are asked for."""
    if options.needs is None:
        if options.by_municipality:
            raise AllocationError(_NO_MUNICIPALITIES)
        gaps, remarks = printed_gaps()
    else:
        needs = read_needs(options.needs)
        gaps = gaps_by_municipality(needs) if options.by_municipality else gaps_by_year(needs)
        remarks = not_stated(needs)
    written: tuple[Path, ...] = ()
    if options.out is not None:
        page = to_page(gaps, remarks=remarks, language=options.language)
        chart = to_svg(gaps, options.language)
        files = {f"{NAME}.svg": chart.encode(), f"{NAME}.html": page.encode()}
        write_all(options.out, files)
        written = tuple(options.out / name for name in files)
    title = Text(da="Behov for botilbudspladser", en="Need for places in residential facilities")
    figures = tuple(gap.missing for gap in gaps if gap.missing is not None)
    told = (_SIGN, *remarks, *_without_gap(gaps))
    table = gap_table(gaps)
    return SchemeResult(
        NAME, title, figures=figures, remarks=told, tables=(table,), written=written
    )


def _without_gap(gaps: Sequence[Gap]) -> list[Text]:
    """Which gaps are unknown; the column is named where only some of a group's are."""
    known = {gap.target_group for gap in gaps if gap.missing is not None}
    told = {
        _with_column(gap) if gap.target_group in known else (gap.target_group, gap.target_group): 1
        for gap in gaps
        if gap.missing is None
    }
    if not told:
        return []
    words = Text(da="; ".join(da for da, _ in told), en="; ".join(en for _, en in told))
    return [
        Text(
            da=f"Mangler kan ikke regnes, hvor planlagt eller forventet ikke er oplyst: "
            f"{words.da}.",
            en=f"No gap can be computed where planned or expected is not stated: {words.en}.",
        )
    ]


_SIGN = Text(
    da="Mangler er forventet minus planlagt (vores læsning); et negativt tal er flere planlagte "
    "pladser end ventede.",
    en="Missing is expected minus planned (our reading); a negative number is more places planned "
    "than expected.",
)
_NO_MUNICIPALITIES = Text(
    da="Den trykte oversigt nævner ikke kommunerne. --by-municipality kræver en egen oversigt med "
    "--needs.",
    en="The printed survey does not name the municipalities. --by-municipality needs a survey of "
    "your own with --needs.",
)


def _with_column(gap: Gap) -> tuple[str, str]:
    return f"{gap.target_group}, {gap.column.da}", f"{gap.target_group}, {gap.column.en}"
