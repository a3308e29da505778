"""Refugee quotas (kommunekvoter): the national number over regions, theirs over municipalities.

Bekendtgørelse nr. 550 af 3. maj 2022 om boligplacering af flygtninge: each municipality has a
number, computed by § 4, stk. 2-5 (``refugee_numbers``); a region's quota is the sum of its
municipalities' numbers (stk. 1), a municipality's follows its number (§ 7). Numbers are made whole
on both levels by a rounding that keeps the sum, which is our reading. What the municipalities of a
region agree instead is in ``refugee_agreements``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from samvirke.allocation import AllocationError, Key, KeyPart, Share, Split, SplitRounding, split
from samvirke.figures import Figure, Given, Operation, Source, Text, derive, format_date
from samvirke.figures.units import PERSONS
from samvirke.schemes.parameters import load_parameters
from samvirke.schemes.refugee_numbers import (
    Counts,
    Excess,
    RefugeeQuotaParameters,
    check_area,
    distribution_numbers,
    read_counts,
    stated,
    sum_of,
)

__all__ = ["QuotaSplit", "RefugeeQuotas", "check_area", "read_counts", "refugee_quotas"]


@dataclass(frozen=True, slots=True)
class QuotaSplit(Split):
    """A split whose figures go on into the calculation of the receiver's number."""

    numbers: Mapping[str, Figure]

    def figure(self, code: str) -> Figure:
        """One receiver's quota with its whole calculation; a number of zero is a quota of zero."""
        share, number = self.share(code), self.numbers[code]
        if not share.rounded and not number.value:
            return number
        return _opened(Split.figure(self, code), number)


@dataclass(frozen=True, slots=True)
class RefugeeQuotas:
    """The computed quotas of ``year`` in persons: over regions, and in each over municipalities.

    ``changed``: they follow from a national number that was changed the day it was ``announced``.
    """

    year: int
    announced: date
    changed: bool
    rule: RefugeeQuotaParameters
    regions: QuotaSplit
    municipalities: Mapping[str, QuotaSplit]

    def figure(self, code: str) -> Figure:
        """One municipality's quota with its calculation. Raises ``LookupError`` for others."""
        for found in self.municipalities.values():
            if code in found.numbers:
                return found.figure(code)
        raise LookupError(code)

    def quotas(self) -> dict[str, int]:
        """Every municipality's quota by code."""
        return {
            share.part.code: int(share.rounded)
            for found in self.municipalities.values()
            for share in found.shares
        }


def refugee_quotas(
    counts: Counts,
    *,
    national_number: int,
    announced: date,
    year: int,
    at_least: Mapping[str, int] | None = None,
    changed: bool = False,
    excess: Excess | None = None,
    rounding: SplitRounding | None = None,
) -> RefugeeQuotas:
    """The quotas of ``year`` that follow from the national number ``announced`` on a day.

    ``at_least`` holds, by code, the voluntary wishes of the round that a ``changed`` landstal
    opens. ``excess`` and ``rounding`` choose another reading than the parameters' own; the rounding
    must keep the sum. Raises ``InputError`` for a day without a rule, ``AllocationError`` for
    counts, wishes or a rounding that cannot be used.
    """
    rule = load_parameters(RefugeeQuotaParameters, "refugee_quotas", on=announced)
    kept = rounding or SplitRounding(rule.rounding)
    floors = at_least or {}
    _check(counts, national_number, announced, rule, kept, floors)
    landstal = Given(
        Text(da=f"Landstal {year}", en=f"National number {year}"),
        Fraction(national_number),
        PERSONS,
        Source("Udlændingestyrelsens udmelding af landstallet", format_date(announced, "da")),
    )
    numbers = distribution_numbers(
        counts, national_number=landstal, rule=rule, excess=excess or Excess(rule.excess)
    )
    names: dict[str, dict[str, str]] = {}
    for row in counts.rows:
        names.setdefault(row.region, {})[row.code] = row.name
    sums = {
        region: sum_of(
            Text(da=f"Fordelingstal i {region}", en=f"Distribution numbers in {region}"),
            [stated(numbers[code], rule.at(rule.final_clause)) for code in inside],
            rule.at(rule.region_clause),
        )
        for region, inside in names.items()
    }
    by_region = {region: region for region in names}
    regions = _split(landstal, by_region, sums, rule, rule.region_clause, kept, {})
    municipalities = {
        region: _split(
            regions.figure(region), inside, numbers, rule, rule.municipal_clause, kept, floors
        )
        for region, inside in names.items()
    }
    return RefugeeQuotas(year, announced, changed, rule, regions, municipalities)


def _split(
    total: Given | Figure,
    names: Mapping[str, str],
    numbers: Mapping[str, Figure],
    rule: RefugeeQuotaParameters,
    clause: str,
    rounding: SplitRounding,
    floors: Mapping[str, int],
) -> QuotaSplit:
    parts = tuple(
        KeyPart(code, name, numbers[code].value, Fraction(floors.get(code, 0)))
        for code, name in names.items()
    )
    title = Text(da="Fordelingstal", en="Distribution number")
    key = Key(title, PERSONS, rule.at(rule.final_clause), parts)
    source = rule.at(clause)
    if total.value or any(part.value or part.at_least for part in parts):
        shares = split(total, key, rounding=rounding, rule=rule.rule, source=source).shares
    else:
        shares = tuple(Share(part, Fraction(0), Fraction(0)) for part in parts)
    own = {code: numbers[code] for code in names}
    return QuotaSplit(total, key, rounding, 0, rule.rule, source, shares, own)


def _opened(item: Figure, number: Figure) -> Figure:
    """``item``, a figure of ``Split``, with the key value it divides replaced by its figure.

    Such a figure is a total times a quotient, or the sum of that and what the rounding added.
    """
    inputs = list(item.derivation.inputs)
    if item.derivation.operation is Operation.QUOTIENT:
        inputs[0] = number
    else:
        at = 1 if item.derivation.operation is Operation.PRODUCT else 0
        inner = inputs[at]
        if isinstance(inner, Figure):
            inputs[at] = _opened(inner, number)
    return derive(item.name, item.unit, replace(item.derivation, inputs=tuple(inputs)))


_KEEP_THE_SUM = (SplitRounding.LARGEST_REMAINDER, SplitRounding.RESIDUAL_TO_LARGEST)


def _check(
    counts: Counts,
    national_number: int,
    announced: date,
    rule: RefugeeQuotaParameters,
    rounding: SplitRounding,
    floors: Mapping[str, int],
) -> None:
    counted = date(announced.year - rule.counts_years_before, 1, 1)
    clause = rule.at(rule.counts_clause)
    if counts.counted_on != counted:
        raise AllocationError(
            Text(
                da=f"{counts.file} er opgjort pr. {format_date(counts.counted_on, 'da')}. "
                f"Landstallet er udmeldt {format_date(announced, 'da')}, så befolkningen skal "
                f"være opgjort pr. {format_date(counted, 'da')} ({clause}).",
                en=f"{counts.file} is of {format_date(counts.counted_on, 'en')}. The national "
                f"number was announced on {format_date(announced, 'en')}, so the population must "
                f"be that of {format_date(counted, 'en')} ({clause}).",
            )
        )
    if national_number < 1:
        raise AllocationError(
            Text(
                da=f"Landstallet skal være mindst 1, ikke {national_number}.",
                en=f"The national number must be at least 1, not {national_number}.",
            )
        )
    for column in ("population", "immigrants"):
        if not any(getattr(row, column) for row in counts.rows):
            raise AllocationError(
                Text(
                    da=f"Kolonnen »{column}« i {counts.file} giver tilsammen 0, så ingen andel kan "
                    "regnes.",
                    en=f"The column '{column}' of {counts.file} sums to 0, so there are no shares.",
                )
            )
    if rounding not in _KEEP_THE_SUM:
        raise AllocationError(
            Text(
                da="Kvoterne skal give landstallet. Vælg en afrunding, der holder summen: "
                "largest_remainder eller residual_to_largest.",
                en="The quotas must sum to the national number. Choose a rounding that keeps the "
                "sum: largest_remainder or residual_to_largest.",
            )
        )
    known = {row.code for row in counts.rows}
    for code in floors:
        if code not in known:
            raise AllocationError(
                Text(
                    da=f"Ønsket fra {code} kan ikke bruges: kommunen står ikke i {counts.file}.",
                    en=f"The wish of {code} cannot be used: it is not in {counts.file}.",
                )
            )
