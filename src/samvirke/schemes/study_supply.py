"""Supply of trained staff against demand, year by year.

Rule (KKR Nordjylland, February 2021, 3.5): supply is last year's stock plus graduates and net
migration, minus those who retire; demand keeps the base year's number of staff per child, person or
task. The note prints the method and its horizon, no numbers: every number is an input with source,
and how the parts add up is our reading. A minimum staffing law is not counted in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from samvirke.allocation import AllocationError
from samvirke.figures import Derivation, Figure, Given, Operation, Source, Text, Unit, derive
from samvirke.figures.units import PERSONS, RATIO
from samvirke.records import Row
from samvirke.schemes.scheme_files import read_rows
from samvirke.schemes.study_decisions import study_place_rule


@dataclass(frozen=True, slots=True)
class SupplyInputs:
    """What is expected of one year: persons, and what they serve in its own unit."""

    year: int
    graduates: Given
    retirement: Given
    migration: Given
    served: Given


@dataclass(frozen=True, slots=True)
class SupplyYear:
    """Supply and demand at the end of a year, in persons; ``gap`` is supply minus demand."""

    year: int
    supply: Figure
    demand: Figure
    gap: Figure


def read_supply(path: Path, *, served_unit: Unit) -> tuple[SupplyInputs, ...]:
    """``year,graduates,retirement,migration,served``; only net migration may be negative.

    Raises ``InputError`` naming the row.
    """
    rows = read_rows(path, ("year", "graduates", "retirement", "migration", "served"))
    return tuple(
        SupplyInputs(
            row.whole("year"),
            _given(row, "graduates", PERSONS),
            _given(row, "retirement", PERSONS),
            _given(row, "migration", PERSONS),
            _given(row, "served", served_unit),
        )
        for row in rows
    )


def project_supply(
    *, base_year: int, stock: Given, served: Given, years: Sequence[SupplyInputs]
) -> tuple[SupplyYear, ...]:
    """The base year, in which supply meets demand, and every year after it.

    ``stock`` is the trained staff at the end of ``base_year``, ``served`` those they serve. Raises
    ``AllocationError`` where one of them is not above 0, there are no years, one does not follow on
    the one before, or the supply falls below 0.
    """
    for given in (stock, served):
        if given.value <= 0:
            raise AllocationError(
                Text(
                    da=f"{given.name.da} skal være større end 0 ({given.source}).",
                    en=f"{given.name.en} must be greater than 0 ({given.source}).",
                )
            )
    if not years:
        raise AllocationError(
            Text(da="Fremskrivningen har ingen år.", en="The projection has no years.")
        )
    source = Source(study_place_rule().document, "pkt. 3.5, fremskrivning")
    per_served = derive(
        Text(da=f"Ansatte pr. enhed i {base_year}", en=f"Staff per unit in {base_year}"),
        RATIO,
        Derivation(_PER_SERVED, source, Operation.QUOTIENT, (stock, served), our_reading=True),
    )
    supply: Figure | Given = stock
    found = [_year(base_year, stock, served, per_served, source)]
    for previous, item in enumerate(years, start=base_year):
        if item.year != previous + 1:
            raise AllocationError(
                Text(
                    da=f"Efter {previous} skal {previous + 1} komme, men der står {item.year} "
                    f"({item.graduates.source}).",
                    en=f"{previous} must be followed by {previous + 1}, not {item.year} "
                    f"({item.graduates.source}).",
                )
            )
        supply = _next_supply(supply, item, source)
        if supply.value < 0:
            raise AllocationError(
                Text(
                    da=f"Udbuddet bliver mindre end 0 i {item.year} ({item.retirement.source}). "
                    "Ret afgangen eller tilgangen.",
                    en=f"The supply falls below 0 in {item.year} ({item.retirement.source}). "
                    "Correct those who leave or those who come.",
                )
            )
        found.append(_year(item.year, supply, item.served, per_served, source))
    return tuple(found)


def _year(
    year: int, supply: Figure | Given, served: Given, per_served: Figure, source: Source
) -> SupplyYear:
    have = derive(
        Text(da=f"Udbud i {year}", en=f"Supply in {year}"),
        PERSONS,
        Derivation(_END_OF_YEAR, source, Operation.SUM, (supply,), our_reading=True),
    )
    demand = derive(
        Text(da=f"Efterspørgsel i {year}", en=f"Demand in {year}"),
        PERSONS,
        Derivation(_SAME_STAFF, source, Operation.PRODUCT, (served, per_served), our_reading=True),
    )
    gap = derive(
        Text(da=f"Udbud minus efterspørgsel i {year}", en=f"Supply minus demand in {year}"),
        PERSONS,
        Derivation(_GAP, source, Operation.DIFFERENCE, (have, demand), our_reading=True),
    )
    return SupplyYear(year, have, demand, gap)


def _next_supply(before: Figure | Given, item: SupplyInputs, source: Source) -> Figure:
    come = derive(
        Text(da=f"Bestand og tilgang i {item.year}", en=f"Stock and those who come in {item.year}"),
        PERSONS,
        Derivation(
            _COME, source, Operation.SUM, (before, item.graduates, item.migration), our_reading=True
        ),
    )
    return derive(
        Text(da=f"Bestand ved udgangen af {item.year}", en=f"Stock at the end of {item.year}"),
        PERSONS,
        Derivation(_STAY, source, Operation.DIFFERENCE, (come, item.retirement), our_reading=True),
    )


def _given(row: Row, column: str, unit: Unit) -> Given:
    value = row.fraction(column)
    if value < 0 and column != "migration":
        what = Text(da=f"»{column}« er negativ.", en=f"'{column}' is negative.")
        raise row.refused(what, got=row[column])
    name = _COLUMN_NAMES[column]
    year = row["year"]
    text = Text(da=f"{name.da} i {year}", en=f"{name.en} in {year}")
    return Given(text, value, unit, Source(row.file, f"linje {row.line}, {column}"))


_COLUMN_NAMES = {
    "graduates": Text(da="Nyuddannede", en="Graduates"),
    "retirement": Text(da="Afgang til pension", en="Retirement"),
    "migration": Text(da="Nettotilflytning", en="Net migration"),
    "served": Text(da="Børn, personer eller opgaver", en="Children, persons or tasks"),
}
_PER_SERVED = Text(
    da="basisårets bestand divideret med dem, den betjener",
    en="the base year's stock by those it serves",
)
_COME = Text(
    da="sidste års bestand plus nyuddannede og nettotilflytning",
    en="last year's stock plus graduates and net migration",
)
_STAY = Text(da="minus dem, der går på pension", en="minus those who retire")
_END_OF_YEAR = Text(da="bestanden ved årets udgang", en="the stock at the end of the year")
_SAME_STAFF = Text(
    da="samme antal ansatte pr. barn, person eller opgave som i basisåret",
    en="the same number of staff per child, person or task as in the base year",
)
_GAP = Text(da="udbud minus efterspørgsel", en="supply minus demand")
