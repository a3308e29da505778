"""``samvirke split barnahus``."""

import argparse
from datetime import date
from fractions import Fraction

from samvirke.cli.options import amount, year
from samvirke.cli.schemes.arguments import add_key, counted_key
from samvirke.figures import Given, Source, Text, Unit
from samvirke.figures.units import CASES, KR
from samvirke.schemes.barnahus import BarnahusFinancing, BarnahusParameters, barnahus
from samvirke.schemes.barnahus_tables import compare_with_printed, load_decided
from samvirke.schemes.parameters import load_parameters
from samvirke.schemes.result import SchemeResult

NAME = "barnahus"
HELP = "børnehusets budget: 60 pct. efter antal 0-17-årige, 40 pct. ved takst pr. sag"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The year; what is left out is taken from the year's decided budget."""
    parser.add_argument("--year", metavar="ÅR", type=year, required=True, help="budgettets år")
    parser.add_argument(
        "--budget", metavar="KR", type=amount, help="budgettet (ellers årets vedtagne)"
    )
    parser.add_argument(
        "--carried",
        metavar="KR",
        type=amount,
        help="overført fra tidligere år: et overskud med minus (--carried=-28213, trækkes fra), et "
        "underskud uden (28213, lægges til); ellers årets vedtagne, eller 0, hvis budget, sager og "
        "nøgle alle er angivet",
    )
    parser.add_argument(
        "--cases", metavar="ANTAL", type=amount, help="forventede sager (ellers årets vedtagne)"
    )
    add_key(parser, counted=True)


def run(options: argparse.Namespace) -> SchemeResult:
    """Both splits of the objective part, the tariff, and what the printed papers miss."""
    budget_year: int = options.year
    key = counted_key(options)
    remarks = load_parameters(BarnahusParameters, NAME, on=date(budget_year, 1, 1)).assumptions()
    if options.budget is None or options.cases is None or key is None:
        decided = load_decided(budget_year)
        result = barnahus(
            year=budget_year,
            budget=decided.budget if options.budget is None else _budget(options.budget),
            carried=decided.carried if options.carried is None else _carried(options.carried),
            cases=decided.cases if options.cases is None else _cases(options.cases),
            children=decided.children if key is None else key,
        )
        stated = (options.budget, options.carried, options.cases, key)
        if all(item is None for item in stated):
            remarks = (*compare_with_printed(decided, result), *decided.remarks, *remarks)
    else:
        result = barnahus(
            year=budget_year,
            budget=_budget(options.budget),
            carried=_carried(options.carried or Fraction(0)),
            cases=_cases(options.cases),
            children=key,
        )
    return _shown(budget_year, result, remarks)


def _shown(budget_year: int, result: BarnahusFinancing, remarks: tuple[Text, ...]) -> SchemeResult:
    splits = (
        (Text(da="Objektiv finansiering, brutto", en="Objective financing, gross"), result.gross),
        (Text(da="Objektiv finansiering, netto", en="Objective financing, net"), result.net),
    )
    title = Text(
        da=f"Børnehusets finansiering {budget_year}", en=f"Financing of the Barnahus {budget_year}"
    )
    return SchemeResult(
        NAME, title, splits=splits, figures=(result.objective.net, result.tariff), remarks=remarks
    )


def _budget(value: Fraction) -> Given:
    return _given(Text(da="Budget i alt", en="Budget in all"), value, KR, "--budget")


def _carried(value: Fraction) -> Given:
    name = Text(da="Overført fra tidligere år", en="Carried from earlier years")
    return _given(name, value, KR, "--carried")


def _cases(value: Fraction) -> Given:
    return _given(Text(da="Forventede sager", en="Expected cases"), value, CASES, "--cases")


def _given(name: Text, value: Fraction, unit: Unit, argument: str) -> Given:
    return Given(name, value, unit, Source("Kommandolinjen", argument))
