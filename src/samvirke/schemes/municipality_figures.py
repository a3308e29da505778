"""A municipality's numbers as figures, each under a permanent address.

An address names the municipality, the year, the version of the hub's statement and the number, such
as ``/tal/kommune/851/2022/1/ydelse/innovation``. What the guidance divides into is counted in the
statement's snapshot; shares and deviations stand in the statement itself (2021-2023: 7.2 and 8;
2024-2027: 9).

A number that the public edition hides has no figure there: of what stands in "others" the public
does not even learn that it is there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from samvirke.figures import (
    Address,
    Count,
    Derivation,
    Figure,
    Operation,
    Source,
    Text,
    Unit,
    address,
    derive,
    distinct,
    figure_from_json,
)
from samvirke.figures.units import COMPANIES, ENGAGEMENTS, PARTICIPATIONS
from samvirke.indicators.engine import Engine
from samvirke.indicators.geographic_spread import spread_rows
from samvirke.schemes.municipality_guidance import (
    OTHERS,
    TABLES,
    TOTALS,
    MunicipalityGuidance,
    Part,
    counted_rows,
)

QUERY = "municipality_guidance"


def names_of(code: str, year: int, version: int) -> tuple[str, ...]:
    """What the addresses of a municipality's figures begin with."""
    return ("kommune", code, str(year), str(version))


def guidance_addresses(
    found: MunicipalityGuidance, names: Sequence[str]
) -> dict[tuple[str, str], str]:
    """The address of every number of ``found``, in which nothing is hidden.

    A number is known by its total or table, and the part of the table (``number_of``). Parts whose
    names give the same address are told apart by a number.
    """
    held = {(total, ""): address(*names, _WORDS[total]).path for total in TOTALS}
    for table in TABLES:
        parts = sorted(getattr(found, table), key=lambda part: part.name.da)
        for name in (OTHERS, *(part.name for part in parts)):
            at = _address_of(name.da, (*names, _WORDS[table]))
            held[number_of(table, name)] = distinct(at, {*held.values()}).path
    return held


def number_of(table: str, name: Text) -> tuple[str, str]:
    """What a part of a table is known by; the sum of the small ones is none of the parts."""
    return table, "" if name is OTHERS else name.da


def _address_of(name: str, names: Sequence[str]) -> Address:
    """The address of a part; one whose name has no letters is just a part."""
    try:
        return address(*names, name)
    except ValueError:
        return address(*names, "del")


def guidance_figures(
    found: MunicipalityGuidance,
    shown: MunicipalityGuidance,
    *,
    names: Sequence[str],
    source: Source,
    snapshot: str,
) -> dict[str, Figure]:
    """The figures of ``shown`` by address: ``found`` itself, or what is released of it.

    Addresses come from all the names in ``found``, hidden or not. ``source`` is the clause that
    asks for the numbers, ``snapshot`` the fingerprint of what they were counted in.
    """
    addresses = guidance_addresses(found, names)
    figures: dict[str, Figure] = {}
    for total, (name, unit, rule) in _TOTALS.items():
        at = addresses[total, ""]
        told = (at, total, source, snapshot)
        figures[at] = _figure(name, getattr(shown, total), unit, rule, *told)
    for table in TABLES:
        parts: Iterable[Part] = getattr(shown, table)
        for part in parts:
            at = addresses[number_of(table, part.name)]
            rule = _OTHERS_RULE if part.name is OTHERS else _part_rule(table, part.name)
            told = (at, table, source, snapshot)
            figures[at] = _figure(part.name, part.engagements, ENGAGEMENTS, rule, *told)
    return figures


def _figure(
    name: Text,
    value: int,
    unit: Unit,
    rule: Text,
    at: str,
    part: str,
    source: Source,
    snapshot: str,
) -> Figure:
    query = f"{QUERY}/{part}"
    counted = Count(
        name, Fraction(value), unit, rule, source, query, (), snapshot, our_reading=True
    )
    return _of_count(name, counted, at)


def _of_count(name: Text, counted: Count, at: str) -> Figure:
    """A count as a figure of its own."""
    rule = Derivation(_ITSELF, counted.source, Operation.SUM, (counted,))
    return derive(name, counted.unit, rule, address=Address(at))


def spread_addresses(names: Sequence[str]) -> dict[str, str]:
    """The addresses of a municipality's line in the geographic spread, by the column's key."""
    return {key: address(*names, word).path for key, word in _SPREAD.items()}


def spread_figures(line: Mapping[str, Any], names: Sequence[str]) -> dict[str, Figure]:
    """The figures of a municipality's line in the spread, as the statement's JSON holds it.

    Every one is recomputed when it is read. Raises ``FigureError`` for a damaged line.
    """
    at = spread_addresses(names)
    read = {key: figure_from_json(line[key]) for key in _SPREAD if key != _GUIDANCE}
    guidance, _ = read["share_of_guidance"].derivation.inputs
    if not isinstance(guidance, Count):
        raise TypeError(f"the guidance of {line['municipality']} is no count")
    own = {at[key]: replace(figure, address=Address(at[key])) for key, figure in read.items()}
    return {at[_GUIDANCE]: _of_count(_GUIDANCE_NAME, guidance, at[_GUIDANCE]), **own}


def rows_behind(
    engine: Engine,
    path: str,
    found: MunicipalityGuidance,
    names: Sequence[str],
    *,
    hub: str,
    municipality: int,
    year: int,
) -> tuple[str, tuple[str | int, ...]] | None:
    """What was counted in the figure of ``found`` at ``path``: the key's column, and its values.

    ``None`` for a share or a deviation, which is no single count.
    """
    if path == spread_addresses(names)[_GUIDANCE]:
        rows = spread_rows(engine, hub=hub, year=year, municipality=municipality)
        return "contact", tuple(row.key[-1] for row in rows)
    addresses = guidance_addresses(found, names)
    known = next((number for number, at in addresses.items() if at == path), None)
    if known is None:
        return None
    number, part = known
    return counted_rows(engine, number, part, hub=hub, municipality=municipality, year=year)


_GUIDANCE = "guidance"
_WORDS = {
    "companies": "virksomheder",
    "engagements": "forløb",
    "participations": "kollektive deltagelser",
    "segments": "kundesegment",
    "services": "ydelse",
    "themes": "tema",
}
_SPREAD = {
    _GUIDANCE: "vejledning",
    "share_of_guidance": "andel af vejledning",
    "share_of_population": "andel af befolkning",
    "relative": "afvigelse",
}
_GUIDANCE_NAME = Text(
    da="Forløb og deltagelser i kollektive tilbud", en="Engagements and parts in collective offers"
)
_TOTALS = {
    "companies": (
        Text(da="Vejledte virksomheder", en="Guided companies"),
        COMPANIES,
        Text(
            da="virksomheder (CVR-numre) med mindst ét forløb, der begyndte i året, og P-enhed i "
            "kommunen; hver tæller én gang",
            en="companies (CVR numbers) with at least one engagement that started in the year and "
            "a production unit in the municipality; each counts once",
        ),
    ),
    "engagements": (
        Text(da="Forløb", en="Engagements"),
        ENGAGEMENTS,
        Text(
            da="forløb, der begyndte i året, efter P-enhedens kommune",
            en="engagements that started in the year, by the production unit's municipality",
        ),
    ),
    "participations": (
        Text(
            da="Deltagelser i kollektive tilbud uden forløb",
            en="Parts in collective offers without an engagement",
        ),
        PARTICIPATIONS,
        Text(
            da="deltagelser i året i kollektive tilbud uden forløb, efter P-enhedens kommune",
            en="parts taken in the year in collective offers without an engagement, by the "
            "production unit's municipality",
        ),
    ),
}
_ITSELF = Text(da="optællingen selv", en="the count itself")
_OTHERS_RULE = Text(
    da="forløb i de dele, der hver har under fem, lagt sammen; hvor summen ville røbe dem, er en "
    "større del med",
    en="engagements of the parts with under five each, added up; with a larger part where the sum "
    "would give them away",
)


def _part_rule(table: str, name: Text) -> Text:
    kind = _KINDS[table]
    return Text(
        da=f"forløb, der begyndte i året, efter P-enhedens kommune og {kind.da}: {name.da}",
        en="engagements that started in the year, by the production unit's municipality and "
        f"{kind.en}: {name.en}",
    )


_KINDS = {
    "segments": Text(da="kundesegment", en="segment"),
    "services": Text(da="ydelse", en="service"),
    "themes": Text(da="tema", en="theme"),
}
