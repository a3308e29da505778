"""Money for the internationalisation advisers that Udenrigsministeriet seconds to the hubs.

Rules (Aftale om rammerne for erhvervshuse 2024-2027 and its governance annex): the hubs pay
7.5 million kr. a year of their base grants, split by population (5.2; annex 8); each hub gets
50,000 kr. a year per seconded adviser for the desk (annex 4); three advisers in Hovedstaden, two in
Midtjylland and at least one in each other hub (annex 2); money not spent is carried to the next
year and may serve no other purpose (annex 8). The agreement 2021-2023 (4.2; 11) prints the yearly
amount, the split and one adviser for each hub as a starting point, and nothing more.

>>> desks = office_compensation(year=2024)
>>> int(desks.value), int(adviser_contributions(year=2024).residual)
(450000, 1)
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

from samvirke.allocation import AllocationError, Key, Split, SplitRounding, split
from samvirke.figures import (
    Derivation,
    Figure,
    Given,
    Operation,
    Source,
    Text,
    derive,
    format_number,
)
from samvirke.figures.units import KR, PERSONS
from samvirke.records import FractionField, Record, TextField, Whole, Word
from samvirke.schemes.parameters import Parameters, load_parameters
from samvirke.schemes.population_key import bodies_by_counts, bodies_by_population
from samvirke.territory import BodyKind, Territory, load_territory


class Amount(Record):
    """An amount in kr. and the clause that prints it."""

    value: FractionField
    clause: Word


class AdviserNumber(Record):
    """How many advisers a hub has: so many, at least so many, or so many as a starting point."""

    number: Whole
    bound: Literal["exact", "minimum", "starting_point"]

    def in_words(self) -> Text:
        """The number as the agreement says it."""
        bound = _BOUNDS[self.bound]
        return Text(da=f"{bound.da}{self.number}", en=f"{bound.en}{self.number}")


_BOUNDS = {
    "exact": Text(da="", en=""),
    "minimum": Text(da="mindst ", en="at least "),
    "starting_point": Text(da="som udgangspunkt ", en="as a starting point "),
}


class AdviserNumbers(Record):
    """The numbers of all hubs."""

    clause: Word
    hubs: dict[str, AdviserNumber]


class Earmark(Record):
    """What the money may be used for."""

    clause: Word
    text: TextField


class AdviserFundingParameters(Parameters):
    """What one agreement says; parts that it does not print are ``None``.

    ``population_years_before`` and ``rounding`` are our reading.
    """

    yearly_kr: Amount
    advisers: AdviserNumbers
    office_kr_per_adviser: Amount | None = None
    carried_over_clause: Word | None = None
    earmarked: Earmark | None = None
    population_years_before: Whole
    rounding: Word


def funding_rule(year: int) -> AdviserFundingParameters:
    """What holds in ``year``. Raises ``InputError`` for a year without an agreement."""
    return load_parameters(AdviserFundingParameters, "adviser_funding", on=date(year, 1, 1))


def adviser_contributions(
    *,
    year: int,
    population_date: date | None = None,
    counts: Key | None = None,
    rounding: SplitRounding | None = None,
    territory: Territory | None = None,
) -> Split:
    """What each hub pays of its base grant in ``year``, in whole kr.

    ``counts`` of every municipality are used instead of the population of the reference data.
    """
    rule = funding_rule(year)
    territory = territory or load_territory()
    day = date(year, 1, 1)
    if counts is None:
        counted = population_date or date(year - rule.population_years_before, 1, 1)
        key = bodies_by_population(BodyKind.HUB, on=counted, areas_on=day, territory=territory)
    else:
        key = bodies_by_counts(counts, BodyKind.HUB, areas_on=day, territory=territory)
    total = _yearly(rule)
    rounding = rounding or SplitRounding(rule.rounding)
    return split(total, key, rounding=rounding, rule=rule.rule, source=rule.source)


def office_compensation(
    *,
    year: int,
    advisers: Mapping[str, Given] | None = None,
    territory: Territory | None = None,
) -> Figure:
    """What the hubs get for desks in ``year`` in all; its inputs are the hubs one by one, in kr.

    ``advisers`` holds numbers by hub id where they are not the agreement's. Raises
    ``AllocationError`` for a hub that is unknown or has fewer advisers than agreed (another number
    where it is exact), and for an agreement that prints no compensation.
    """
    rule = funding_rule(year)
    if rule.office_kr_per_adviser is None:
        raise AllocationError(
            Text(
                da=f"{rule.document} skriver intet beløb pr. rådgiver for kontorplads.",
                en=f"{rule.document} prints no amount per adviser for a desk.",
            )
        )
    rate_source = _clause(rule, rule.office_kr_per_adviser.clause)
    name = Text(da="Kontorplads pr. rådgiver og år", en="Desk per adviser and year")
    rate = Given(name, rule.office_kr_per_adviser.value, KR, rate_source)
    numbers = _numbers(rule, advisers or {})
    hubs = (territory or load_territory()).bodies_of(BodyKind.HUB, on=date(year, 1, 1))
    times = Text(da="rådgivere gange beløbet pr. rådgiver", en="advisers times the amount for each")
    desks = tuple(
        derive(
            Text(da=f"Kontorplads, {hub.name}", en=f"Desks, {hub.name}"),
            KR,
            Derivation(times, rate_source, Operation.PRODUCT, (numbers[hub.id], rate)),
        )
        for hub in hubs
    )
    whole = Text(da="summen over erhvervshusene", en="the sum over the hubs")
    title = Text(da=f"Til kontorplads i {year}", en=f"For desks in {year}")
    return derive(title, KR, Derivation(whole, rate_source, Operation.SUM, desks))


def money_available(*, year: int, unused: Given | Figure | None = None) -> Figure:
    """The yearly amount and what the year before left unused, in kr.

    The hubs pay the yearly amount; what is carried over has been paid. Raises ``AllocationError``
    for a negative amount or an agreement that carries nothing over.
    """
    rule = funding_rule(year)
    name = Text(da=f"Til rådighed i {year}", en=f"Available in {year}")
    yearly = _yearly(rule)
    if unused is None:
        words = Text(da="årets beløb", en="the year's amount")
        return derive(name, KR, Derivation(words, yearly.source, Operation.SUM, (yearly,)))
    if rule.carried_over_clause is None:
        raise AllocationError(
            Text(
                da=f"{rule.document} siger ikke, at uforbrugte midler overføres.",
                en=f"{rule.document} does not say that unused money is carried over.",
            )
        )
    _refuse_negative(unused)
    source = _clause(rule, rule.carried_over_clause)
    words = Text(
        da="årets beløb plus det, der ikke blev brugt året før",
        en="the year's amount plus what was not used the year before",
    )
    return derive(name, KR, Derivation(words, source, Operation.SUM, (yearly, unused)))


def money_unused(*, year: int, available: Figure, spent: Given | Figure) -> Figure:
    """What ``year`` leaves for the next, in kr. Raises ``AllocationError`` if it overspent."""
    rule = funding_rule(year)
    _refuse_negative(spent)
    if spent.value > available.value:
        raise AllocationError(
            Text(
                da=f"Der er brugt {KR.with_value(spent.value, 'da')}, men kun "
                f"{KR.with_value(available.value, 'da')} er til rådighed. Ret beløbet.",
                en=f"{KR.with_value(spent.value, 'en')} is spent, but only "
                f"{KR.with_value(available.value, 'en')} is available. Correct the amount.",
            )
        )
    words = Text(da="det til rådighed minus det brugte", en="what is available minus what is spent")
    source = _clause(rule, rule.carried_over_clause or rule.yearly_kr.clause)
    name = Text(da=f"Ikke brugt i {year}", en=f"Not used in {year}")
    return derive(name, KR, Derivation(words, source, Operation.DIFFERENCE, (available, spent)))


def _numbers(rule: AdviserFundingParameters, stated: Mapping[str, Given]) -> dict[str, Given]:
    """Each hub's number: the stated one where there is one, else the agreement's."""
    source = _clause(rule, rule.advisers.clause)
    for hub, given in stated.items():
        agreed = rule.advisers.hubs.get(hub)
        if agreed is None:
            known = ", ".join(rule.advisers.hubs)
            raise AllocationError(
                Text(
                    da=f"Erhvervshuset »{hub}« kendes ikke. Kendte: {known}.",
                    en=f"The hub '{hub}' is not known. Known: {known}.",
                )
            )
        exact = agreed.bound == "exact"
        if given.value < agreed.number or (exact and given.value != agreed.number):
            words = agreed.in_words()
            shown = Text(format_number(given.value, "da"), format_number(given.value, "en"))
            raise AllocationError(
                Text(
                    da=f"»{hub}« har {words.da} rådgivere ({source}), ikke "
                    f"{shown.da}. Ret antallet.",
                    en=f"'{hub}' has {words.en} advisers ({source}), not "
                    f"{shown.en}. Correct the number.",
                )
            )
    name = Text(da="Indstationerede rådgivere", en="Seconded advisers")
    agreed_numbers = {
        hub: Given(name, Fraction(agreed.number), PERSONS, source)
        for hub, agreed in rule.advisers.hubs.items()
    }
    return {**agreed_numbers, **stated}


def _refuse_negative(item: Given | Figure) -> None:
    if item.value < 0:
        raise AllocationError(
            Text(
                da=f"Beløbet er negativt ({KR.with_value(item.value, 'da')}). Ret det.",
                en=f"The amount is negative ({KR.with_value(item.value, 'en')}). Correct it.",
            )
        )


def _yearly(rule: AdviserFundingParameters) -> Given:
    name = Text(da="Årligt beløb til rådgiverne", en="Yearly amount for the advisers")
    return Given(name, rule.yearly_kr.value, KR, _clause(rule, rule.yearly_kr.clause))


def _clause(rule: AdviserFundingParameters, clause: str) -> Source:
    return Source(rule.document, clause)
