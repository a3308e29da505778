"""``samvirke split study_supply``: what the study places are held against."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from samvirke.cli.options import amount, year
from samvirke.cli.schemes.arguments import in_danish
from samvirke.figures import Given, Rounding, Source, Text, round_exact
from samvirke.figures.units import CASES, PERSONS
from samvirke.papers.curve_chart import Curve, to_csv, to_svg
from samvirke.papers.writing import write_all
from samvirke.schemes.result import Cell, SchemeResult, Table
from samvirke.schemes.study_supply import SupplyYear, project_supply, read_supply

NAME = "study_supply"
HELP = "fremskrivning af udbud og efterspørgsel på uddannet arbejdskraft, år for år"
_SERVED = {"persons": PERSONS, "tasks": CASES}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The base year, what it has, what is expected of the years after, and the chart."""
    parser.add_argument("--base-year", metavar="ÅR", type=year, required=True, help="basisåret")
    parser.add_argument(
        "--stock",
        metavar="TAL",
        type=amount,
        required=True,
        help="uddannede ved udgangen af basisåret",
    )
    parser.add_argument(
        "--served",
        metavar="TAL",
        type=amount,
        required=True,
        help="børn, personer eller opgaver, som de betjener i basisåret",
    )
    parser.add_argument(
        "--served-unit",
        type=in_danish({"personer": "persons", "opgaver": "tasks"}),
        choices=sorted(_SERVED),
        default="persons",
        help="enhed for det, der betjenes: personer (persons, standard) eller opgaver (tasks)",
    )
    parser.add_argument(
        "--inputs",
        metavar="FIL",
        type=Path,
        required=True,
        help="årene efter: CSV med kolonnerne year,graduates,retirement,migration,served",
    )
    parser.add_argument(
        "--chart",
        metavar="MAPPE",
        type=Path,
        help="skriv også kurven som study_supply.svg og tallene som study_supply.csv her",
    )


def run(options: argparse.Namespace) -> SchemeResult:
    """The projection: the last year with its whole calculation, every year in the table."""
    unit = _SERVED[options.served_unit]
    line = "Kommandolinjen"
    stock = Given(
        Text(da=f"Bestand i {options.base_year}", en=f"Stock in {options.base_year}"),
        options.stock,
        PERSONS,
        Source(line, "--stock"),
    )
    served = Given(
        Text(da=f"Betjente i {options.base_year}", en=f"Served in {options.base_year}"),
        options.served,
        unit,
        Source(line, "--served"),
    )
    found = project_supply(
        base_year=options.base_year,
        stock=stock,
        served=served,
        years=read_supply(options.inputs, served_unit=unit),
    )
    title = Text(
        da=f"Udbud og efterspørgsel {found[0].year}-{found[-1].year}",
        en=f"Supply and demand {found[0].year}-{found[-1].year}",
    )
    written: tuple[Path, ...] = ()
    if options.chart is not None:
        curves = supply_curves(found)
        language = options.language
        svg = to_svg(title=title, unit=PERSONS, curves=curves, language=language)
        table = to_csv(curves, language)
        files = {"study_supply.svg": svg.encode(), "study_supply.csv": table.encode()}
        write_all(options.chart, files)
        written = tuple(options.chart / name for name in files)
    words = Text(
        da="Uddannede ved årets udgang, med højst én decimal",
        en="Trained staff at the end of the year, with one decimal at most",
    )
    return SchemeResult(
        NAME,
        title,
        figures=(found[-1].gap,),
        remarks=(_NOT_COUNTED,),
        tables=(_table(found, words),),
        written=written,
    )


def supply_curves(years: Sequence[SupplyYear]) -> tuple[Curve, Curve]:
    """Supply and demand as the two lines of a chart."""
    supply = tuple((item.year, item.supply.value) for item in years)
    demand = tuple((item.year, item.demand.value) for item in years)
    return (
        Curve(Text(da="Udbud", en="Supply"), supply),
        Curve(Text(da="Efterspørgsel", en="Demand"), demand),
    )


def _table(years: Sequence[SupplyYear], title: Text) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for item in years:
        figures = (item.supply, item.demand, item.gap)
        shown = [round_exact(figure.value, Rounding.HALF_UP, decimals=1) for figure in figures]
        rows.append((str(item.year), *shown))
    return Table(title, _HEADINGS, tuple(rows), shown=(years[-1].gap,))


_HEADINGS = (
    Text(da="År", en="Year"),
    Text(da="Udbud", en="Supply"),
    Text(da="Efterspørgsel", en="Demand"),
    Text(da="Forskel", en="Difference"),
)
_NOT_COUNTED = Text(
    da="Minimumsnormeringer er ikke regnet med. Hvordan delene lægges sammen, er vores læsning.",
    en="Minimum staffing is not counted in. How the parts add up is our reading.",
)
