"""Study places of the welfare programmes that a KKR dimensions: pedagogue, SOSU, PAU.

Rules (KKR Nordjylland, February 2021, 3.5): the KKR decides the places of a study year; places are
split 40/20/40 over the pedagogue programme's specialisations; scenarios go from −10 to +20 per cent
of the places without the one-off ones, which belong to their year alone. Municipalities share the
places by their own key, and promise placement places beside them.

>>> from samvirke.schemes.study_decisions import decided_places
>>> decisions = decided_places()
>>> base = places_in(decisions, programme="pedagogue", study_year="2020/2021", with_one_off=False)
>>> int(base.value), [str(float(item.value)) for item in scenarios(base)][:2]
(517, ['465.3', '491.15'])
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path

from samvirke.allocation import AllocationError, Key, KeyPart, Split, SplitRounding, split
from samvirke.figures import Derivation, Figure, Given, Operation, Rounding, Source, Text, derive
from samvirke.figures.units import PERCENT, PLACES, RATIO
from samvirke.schemes.key_area import check_names_body
from samvirke.schemes.scheme_files import own_word, read_rows
from samvirke.schemes.study_decisions import PlaceDecision, PlaceKind, Programme, study_place_rule
from samvirke.territory import BodyKind, Territory, load_territory


def places_in(
    decisions: Sequence[PlaceDecision], *, programme: str, study_year: str, with_one_off: bool
) -> Figure:
    """The places of a study year, such as ``2020/2021``; the scenarios leave out the one-off ones.

    Raises ``AllocationError`` for a year without places.
    """
    own = [item for item in decisions if item.programme == programme and item.study_year]
    there = [item for item in own if item.study_year == study_year]
    inputs = [item.places for item in there if with_one_off or item.kind is not PlaceKind.ONE_OFF]
    if not inputs:
        years = ", ".join(dict.fromkeys(item.study_year or "" for item in own))
        if not years:
            raise AllocationError(_no_decisions(programme))
        raise AllocationError(
            Text(
                da=f"Der er ingen pladser for {programme} i studieåret {study_year}. Kendte "
                f"studieår: {years}.",
                en=f"There are no places for {programme} in study year {study_year}. Known study "
                f"years: {years}.",
            )
        )
    name, rule = (_ALL, _WITH) if with_one_off else (_BASE, _WITHOUT)
    return derive(
        Text(da=f"{name.da} {study_year}", en=f"{name.en} {study_year}"),
        PLACES,
        Derivation(rule, inputs[0].source, Operation.SUM, tuple(inputs)),
    )


def _no_decisions(programme: str) -> Text:
    return Text(
        da=f"Der er ingen besluttede pladser for {programme}. Skriv dem i en fil med beslutninger.",
        en=f"There are no decided places for {programme}. Write them in a file of decisions.",
    )


def scenarios(base: Figure, *, rounding: Rounding | None = None) -> tuple[Figure, ...]:
    """``base`` changed by each of the note's steps, exact unless a rounding is named.

    The note prints the steps, not the places: a rounding is our reading.
    """
    rule = study_place_rule()
    words = Text(da="grundlaget gange ændringen", en="the base times the change")
    source = Source(rule.document, rule.valid.clause)
    figures = []
    for step in rule.scenario_percent:
        label = f"{step:+}".replace("-", "−") if step else "0"
        name = Text(da=f"Faktor ved {label} pct.", en=f"Factor at {label} per cent")
        factor = Given(name, Fraction(100 + step, 100), RATIO, source)
        derivation = Derivation(
            words,
            source,
            Operation.PRODUCT,
            (base, factor),
            rounding=rounding,
            our_reading=rounding is not None,
        )
        title = Text(da=f"Scenarie {label} pct.", en=f"Scenario {label} per cent")
        figures.append(derive(title, PLACES, derivation))
    return tuple(figures)


def specialisation_split(
    places: Given | Figure,
    programme: Programme,
    *,
    rounding: SplitRounding = SplitRounding.HALF_UP_EACH,
) -> Split:
    """Places over the specialisations; that the percentages are exact is our reading."""
    rule = study_place_rule()
    parts = tuple(
        KeyPart(item.id, item.name.da, Fraction(item.percent)) for item in programme.specialisations
    )
    name = Text(da="Specialiseringens andel", en="The specialisation's part")
    key = Key(name, PERCENT, rule.source, parts)
    return split(places, key, rounding=rounding, rule=rule.rule, source=rule.source)


def municipality_split(
    places: Given | Figure,
    key: Key,
    *,
    kkr: str,
    on: date,
    rounding: SplitRounding = SplitRounding.HALF_UP_EACH,
    territory: Territory | None = None,
) -> Split:
    """Places over the municipalities of ``kkr`` on a day by their key, which names its own source.

    The key was revised on 15 April 2016; the note does not print it, and no rounding. Raises
    ``AllocationError`` for a key that misses a municipality or names one outside the KKR,
    ``UnknownPlace`` for an unknown KKR.
    """
    territory = territory or load_territory()
    check_names_body(key, BodyKind.KKR, kkr, on=on, territory=territory)
    words = Text(da="efter kommunernes fordelingsnøgle", en="by the municipalities' key")
    return split(places, key, rounding=rounding, rule=words, source=key.source)


class Promiser(Enum):
    """Who promises placement places."""

    MUNICIPALITY = "municipality"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Promise:
    """Placement places that a municipality or a region has promised."""

    promiser: Promiser
    code: str
    places: Given


def read_promises(path: Path) -> tuple[Promise, ...]:
    """Promised placement places. Raises ``InputError`` naming the row, also for one named twice."""
    found: dict[tuple[Promiser, str], int] = {}
    promises = []
    for row in read_rows(path, ("promiser", "code", "name", "places", "source")):
        word = own_word(row, "promiser")
        if word not in [item.value for item in Promiser]:
            what = Text(
                da=f"»{row.heading('promiser')}« skal være kommune eller region (municipality, "
                "region).",
                en=f"'{row.heading('promiser')}' must be municipality or region.",
            )
            raise row.refused(what, got=row["promiser"])
        promiser, code, name = Promiser(word), row.text("code"), row.text("name")
        if (promiser, code) in found:
            what = Text(
                da=f"{name} står også på linje {found[promiser, code]}. Skriv den én gang.",
                en=f"{name} is also on line {found[promiser, code]}. Write it once.",
            )
            raise row.refused(what, got=code)
        found[promiser, code] = row.line
        words = Text(da=f"Lovede praktikpladser, {name}", en=f"Promised placement places, {name}")
        source = Source(row.text("source"), f"{path.name}, linje {row.line}")
        places = Given(words, Fraction(row.whole("places")), PLACES, source)
        promises.append(Promise(promiser, code, places))
    return tuple(promises)


def promised_beside(study_places: Split, promises: Sequence[Promise]) -> tuple[Figure, ...]:
    """Promised placement places minus study places: per municipality, then for all together.

    Regions count in the whole only. Raises ``AllocationError`` where a municipality of the split
    has promised nothing in the file, not even 0, or one outside it has.
    """
    own = {item.code: item.places for item in promises if item.promiser is Promiser.MUNICIPALITY}
    parts = [share.part for share in study_places.shares]
    missing = [part.name for part in parts if part.code not in own]
    if missing:
        names = ", ".join(missing)
        raise AllocationError(
            Text(
                da=f"Lovede praktikpladser mangler for {names}. Skriv 0, hvis ingen er lovet.",
                en=f"Promised placement places are missing for {names}. Write 0 if there are none.",
            )
        )
    foreign = sorted(set(own) - {part.code for part in parts})
    if foreign:
        raise AllocationError(
            Text(
                da=f"Kommune {foreign[0]} har lovet praktikpladser, men er ikke med i fordelingen.",
                en=f"Municipality {foreign[0]} promises placement places but is not in the split.",
            )
        )
    rule = Text(da="lovede praktikpladser minus studiepladser", en="promised minus study places")
    figures = [
        derive(
            Text(
                da=f"Praktikpladser mod studiepladser, {part.name}",
                en=f"Placement places against study places, {part.name}",
            ),
            PLACES,
            Derivation(
                rule,
                study_places.source,
                Operation.DIFFERENCE,
                (own[part.code], study_places.figure(part.code)),
            ),
        )
        for part in parts
    ]
    summed = Text(da="summen af kommuner og regioner", en="the sum of municipalities and regions")
    promised = derive(
        Text(da="Lovede praktikpladser i alt", en="Promised placement places in all"),
        PLACES,
        Derivation(
            summed,
            study_places.source,
            Operation.SUM,
            tuple(item.places for item in promises),
        ),
    )
    whole = derive(
        Text(
            da="Praktikpladser mod studiepladser i alt",
            en="Placement places against study places in all",
        ),
        PLACES,
        Derivation(rule, study_places.source, Operation.DIFFERENCE, (promised, study_places.total)),
    )
    return (*figures, whole)


_ALL = Text(da="Studiepladser", en="Study places")
_BASE = Text(da="Studiepladser uden engangspladser", en="Study places without one-off places")
_WITH = Text(da="årets pladser, også engangspladser", en="the year's places, one-off ones too")
_WITHOUT = Text(
    da="årets pladser uden engangspladser, som kun hører til deres år",
    en="the year's places without the one-off ones, which belong to their year alone",
)
