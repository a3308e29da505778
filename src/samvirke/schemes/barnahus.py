"""Barnahus (Børnehus Nord): its budget, paid by the municipalities of the region.

Rule: 60 per cent of the budget is split by the number of 0-17-year-olds on 1 January of the year
before (objective financing), 40 per cent is paid by a tariff per case. Surplus and deficit of
earlier years are carried into the two parts by the same percentages. All amounts are whole kroner,
halves up. Source: KKR Nordjylland, February 2021, item 3.8, budget sheet and municipal table.

>>> from samvirke.schemes.barnahus_tables import load_decided
>>> decided = load_decided(2021)
>>> result = barnahus(
...     year=2021,
...     budget=decided.budget,
...     carried=decided.carried,
...     cases=decided.cases,
...     children=decided.children,
... )
>>> int(result.gross.total.value), int(result.net.total.value), int(result.tariff.value)
(4402800, 4385872, 12995)
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from samvirke.allocation import AllocationError, Key, Split, SplitRounding, split
from samvirke.figures import (
    Derivation,
    Figure,
    Given,
    Operation,
    Rounding,
    Text,
    derive,
    format_number,
)
from samvirke.figures.units import KR, KR_PER_CASE, RATIO
from samvirke.records import FractionField, Record, Whole, Word, Year
from samvirke.schemes.key_area import check_counted_on, check_names_body
from samvirke.schemes.parameters import Parameters, load_parameters
from samvirke.territory import BodyKind, Territory, load_territory


class PrintedYear(Record):
    """What the budget sheet of one year prints of its financing, in kr. and cases."""

    year: Year
    document: Word
    budget_clause: Word
    table_clause: Word
    objective_gross: FractionField
    objective_carried: FractionField
    objective_net: FractionField
    case_gross: FractionField
    case_carried: FractionField
    case_net: FractionField
    cases: FractionField
    tariff: FractionField


class BarnahusParameters(Parameters):
    """``objective_percent`` is split by children, the rest of 100 is paid by tariff."""

    region: Word
    objective_percent: FractionField
    population_years_before: Whole
    rounding: Word
    decided: tuple[PrintedYear, ...] = ()


@dataclass(frozen=True, slots=True)
class FinancedPart:
    """One part of the budget in kr.: before and after what is carried from earlier years."""

    gross: Figure
    carried: Figure
    net: Figure


@dataclass(frozen=True, slots=True)
class BarnahusFinancing:
    """Both parts, both splits of the objective one (before and after carrying), the tariff."""

    objective: FinancedPart
    by_case: FinancedPart
    gross: Split
    net: Split
    tariff: Figure


def barnahus(
    *,
    year: int,
    budget: Given | Figure,
    carried: Given | Figure,
    cases: Given,
    children: Key,
    territory: Territory | None = None,
) -> BarnahusFinancing:
    """How the budget of ``year`` is paid.

    ``budget`` and ``carried`` are in kr.; ``carried`` has the budget sheet's sign, a surplus of
    earlier years is negative. ``children`` is each municipality's number of 0-17-year-olds on
    1 January of the year before. Raises ``AllocationError`` where there is no case to set a tariff
    for, for children of another day, a municipality that is missing or not in the region, or an
    amount that cannot be split.
    """
    rule = load_parameters(BarnahusParameters, "barnahus", on=date(year, 1, 1))
    _check_amounts(budget, carried)
    _check_cases(cases)
    _check_children(children, rule, year, territory or load_territory())
    objective = _part(_OBJECTIVE, rule.objective_percent, budget, carried, rule)
    by_case = _part(_BY_CASE, 100 - rule.objective_percent, budget, carried, rule)
    tariff = derive(
        Text(da=f"Takst pr. sag {year}", en=f"Tariff per case {year}"),
        KR_PER_CASE,
        Derivation(
            _TARIFF, rule.source, Operation.QUOTIENT, (by_case.net, cases), Rounding.HALF_UP
        ),
    )
    gross, net = (
        split(
            total,
            children,
            rounding=SplitRounding(rule.rounding),
            rule=_BY_CHILDREN,
            source=rule.source,
        )
        for total in (objective.gross, objective.net)
    )
    return BarnahusFinancing(objective, by_case, gross, net, tariff)


def _part(
    name: Text,
    percent: Fraction,
    budget: Given | Figure,
    carried: Given | Figure,
    rule: BarnahusParameters,
) -> FinancedPart:
    shown = format_number(percent, "da"), format_number(percent, "en")
    ratio = Given(
        Text(da=f"Del af budgettet ({shown[0]} pct.)", en=f"Part of the budget ({shown[1]} %)"),
        percent / 100,
        RATIO,
        rule.source,
    )

    def share(of: Given | Figure, label: Text) -> Figure:
        return derive(
            Text(da=f"{name.da}, {label.da}", en=f"{name.en}, {label.en}"),
            KR,
            Derivation(rule.rule, rule.source, Operation.PRODUCT, (of, ratio), Rounding.HALF_UP),
        )

    surplus = carried.value <= 0
    gross = share(budget, _GROSS)
    moved = share(carried, _SURPLUS if surplus else _DEFICIT)
    net = derive(
        Text(da=f"{name.da}, netto", en=f"{name.en}, net"),
        KR,
        Derivation(
            _LESS_SURPLUS if surplus else _PLUS_DEFICIT, rule.source, Operation.SUM, (gross, moved)
        ),
    )
    return FinancedPart(gross, moved, net)


def _check_amounts(budget: Given | Figure, carried: Given | Figure) -> None:
    if budget.value <= 0:
        raise AllocationError(
            Text(
                da=f"Budgettet er {format_number(budget.value, 'da')} kr., så der er intet at "
                "fordele. Angiv årets budget som et positivt beløb i kroner.",
                en=f"The budget is DKK {format_number(budget.value, 'en')}, so there is nothing to "
                "split. State the year's budget as a positive amount in kroner.",
            )
        )
    if budget.value + carried.value < 0:
        raise AllocationError(
            Text(
                da=f"Overskuddet fra tidligere år ({format_number(-carried.value, 'da')} kr.) er "
                f"større end budgettet ({format_number(budget.value, 'da')} kr.), så der er intet "
                "at opkræve. Kontrollér beløb og fortegn: et overskud skrives med minus, et "
                "underskud uden.",
                en=f"The surplus of earlier years (DKK {format_number(-carried.value, 'en')}) "
                f"exceeds the budget (DKK {format_number(budget.value, 'en')}), so there is "
                "nothing to collect. Check amount and sign: a surplus is written with a minus, a "
                "deficit without.",
            )
        )


def _check_cases(cases: Given) -> None:
    if cases.value <= 0 or cases.value.denominator != 1:
        raise AllocationError(
            Text(
                da=f"Taksten kan ikke beregnes: antallet af sager er "
                f"{format_number(cases.value, 'da')}. Angiv de forventede sager som et helt tal "
                "på mindst 1.",
                en=f"The tariff cannot be computed: the number of cases is "
                f"{format_number(cases.value, 'en')}. State the expected cases as a whole number "
                "of 1 or more.",
            )
        )


def _check_children(
    children: Key, rule: BarnahusParameters, year: int, territory: Territory
) -> None:
    counted = date(year - rule.population_years_before, 1, 1)
    check_counted_on(children, counted, source=rule.source)
    day = date(year, 1, 1)
    check_names_body(children, BodyKind.REGION, rule.region, on=day, territory=territory)


_OBJECTIVE = Text(da="Objektiv finansiering", en="Objective financing")
_BY_CASE = Text(da="Takstfinansiering", en="Tariff financing")
_GROSS = Text(da="brutto", en="gross")
_SURPLUS = Text(
    da="overført overskud fra tidligere år (minus: trækkes fra)",
    en="surplus carried from earlier years (minus: taken off)",
)
_DEFICIT = Text(
    da="overført underskud fra tidligere år (lægges til)",
    en="deficit carried from earlier years (added)",
)
_LESS_SURPLUS = Text(
    da="brutto minus det overførte overskud (det står med minus)",
    en="gross less the surplus carried (it stands with minus)",
)
_PLUS_DEFICIT = Text(da="brutto plus det overførte underskud", en="gross plus the deficit carried")
_TARIFF = Text(
    da="takstfinansieringen, netto, divideret med forventede sager",
    en="the tariff financing, net, by the expected cases",
)
_BY_CHILDREN = Text(
    da="den objektive finansiering efter antal 0-17-årige",
    en="the objective financing by number of 0-17-year-olds",
)
