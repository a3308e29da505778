"""``samvirke split study_places``."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from samvirke.allocation import AllocationError, Split, SplitRounding
from samvirke.cli.schemes.arguments import (
    add_key,
    add_key_unit,
    add_rounding,
    given_rounding,
    in_danish,
    key_unit,
    read_key,
)
from samvirke.figures import Figure, Rounding, Text, format_date
from samvirke.schemes.result import SchemeResult
from samvirke.schemes.study_decisions import (
    PlaceDecision,
    PlaceKind,
    PlaceStatus,
    decided_places,
    programme_named,
    study_place_rule,
)
from samvirke.schemes.study_places import (
    municipality_split,
    places_in,
    promised_beside,
    read_promises,
    scenarios,
    specialisation_split,
)

NAME = "study_places"
HELP = "studiepladser på velfærdsuddannelserne: vedtagne pladser, specialiseringer, scenarier"
_EXACT = "none"
_STUDY_YEAR_STARTS = (9, 1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The programme, the study year, and the files that the note does not hold."""
    parser.add_argument(
        "--programme",
        metavar="UDDANNELSE",
        type=in_danish({"pædagog": "pedagogue"}),
        default="pedagogue",
        help="pædagog (pedagogue, standard), sosu eller pau",
    )
    parser.add_argument(
        "--study-year",
        metavar="ÅR/ÅR",
        default="2020/2021",
        help="studieåret, som pladser og scenarier regnes for (standard: 2020/2021)",
    )
    parser.add_argument(
        "--decisions",
        metavar="FIL",
        type=Path,
        help="vedtagne pladser: CSV med kolonnerne programme,study_year,kind,places,decided_on,"
        "status,source (standard: KKR Nordjyllands)",
    )
    add_key(parser)
    add_key_unit(parser)
    parser.add_argument(
        "--kkr", metavar="NAVN", help="KKR, hvis kommuner nøglen nævner (standard: notatets)"
    )
    parser.add_argument(
        "--promises",
        metavar="FIL",
        type=Path,
        help="lovede praktikpladser: CSV med kolonnerne promiser,code,name,places,source; kræver "
        "--key",
    )
    add_rounding(parser)
    parser.add_argument(
        "--scenario-rounding",
        choices=[_EXACT, *(item.value for item in Rounding)],
        default=_EXACT,
        help="afrunding af scenarierne (standard: ingen, fordi notatet ikke skriver den)",
    )


def run(options: argparse.Namespace) -> SchemeResult:
    """Places by year, the year's places over specialisations and municipalities, scenarios."""
    programme = programme_named(options.programme)
    decisions = decided_places(options.decisions)
    year, chosen = options.study_year, programme.id
    history = _history(decisions, chosen)
    base = places_in(decisions, programme=chosen, study_year=year, with_one_off=False)
    rounding = given_rounding(options) or SplitRounding.HALF_UP_EACH
    splits: list[tuple[Text, Split]] = []
    if programme.specialisations:
        name = Text(da="Pladser pr. specialisering", en="Places by specialisation")
        splits.append((name, specialisation_split(base, programme, rounding=rounding)))
    promised: tuple[Figure, ...] = ()
    if options.key is not None:
        by_municipality = municipality_split(
            base,
            read_key(options.key, as_of=None, unit=key_unit(options)),
            kkr=options.kkr or study_place_rule().kkr,
            on=date(int(year[:4]), *_STUDY_YEAR_STARTS),
            rounding=rounding,
        )
        name = Text(da="Pladser pr. kommune", en="Places by municipality")
        splits.append((name, by_municipality))
        if options.promises is not None:
            promised = promised_beside(by_municipality, read_promises(options.promises))
    elif options.promises is not None:
        raise AllocationError(
            Text(
                da="Lovede praktikpladser holdes op mod kommunernes studiepladser. Angiv også "
                "kommunernes nøgle med --key.",
                en="Promised placement places are held against the municipalities' study places. "
                "State the municipalities' key with --key as well.",
            )
        )
    named = options.scenario_rounding
    steps = scenarios(base, rounding=None if named == _EXACT else Rounding(named))
    title = Text(
        da=f"{programme.name.da}, studieåret {year}", en=f"{programme.name.en}, study year {year}"
    )
    remarks = _remarks(decisions, chosen, exact=named == _EXACT, key=options.key is not None)
    return SchemeResult(NAME, title, tuple(splits), (*history, *steps, *promised), tuple(remarks))


def _history(decisions: Sequence[PlaceDecision], programme: str) -> list[Figure]:
    years = [item.study_year for item in decisions if item.programme == programme]
    return [
        places_in(decisions, programme=programme, study_year=year, with_one_off=True)
        for year in dict.fromkeys(year for year in years if year)
    ]


def _remarks(
    decisions: Sequence[PlaceDecision], programme: str, *, exact: bool, key: bool
) -> Iterator[Text]:
    for item in decisions:
        if item.programme == programme:
            yield _told(item)
    if programme == "pedagogue":
        yield Text(
            da="Notatet skriver specialiseringernes andele med »ca.«. At de er præcise, er vores "
            "læsning. Engangspladser er ikke med i fordelingen.",
            en="The note prints the specialisations' parts as approximate. That they are exact is "
            "our reading. One-off places are not in the split.",
        )
    if exact:
        yield Text(
            da="Scenarierne er ikke afrundet: notatet skriver trinnene, ikke pladserne og ingen "
            "afrunding.",
            en="The scenarios are not rounded: the note prints the steps, not the places and no "
            "rounding.",
        )
    if not key:
        yield Text(
            da="Kommunernes nøgle står ikke i notatet. Angiv den med --key for at fordele "
            "pladserne på kommuner.",
            en="The note does not print the municipalities' key. State it with --key to split the "
            "places over municipalities.",
        )
    yield from study_place_rule().assumptions()


def _told(item: PlaceDecision) -> Text:
    year_da = item.study_year or "uden studieår"
    year_en = item.study_year or "no study year"
    told = _STATUS[item.status]
    if item.decided_on is not None:
        da, en = format_date(item.decided_on, "da"), format_date(item.decided_on, "en")
        told = Text(da=f"besluttet {da}", en=f"decided {en}")
    places, kind = int(item.places.value), item.places.name
    once = item.kind is PlaceKind.ONE_OFF
    return Text(
        da=f"{year_da}: {places} {kind.da.lower()}, {told.da} ({item.places.source.clause})"
        f"{'. De hører kun til deres år' if once else ''}.",
        en=f"{year_en}: {places} {kind.en.lower()}, {told.en} ({item.places.source.clause})"
        f"{'. They belong to their year alone' if once else ''}.",
    )


_STATUS = {
    PlaceStatus.DECIDED: Text(da="besluttet, dag ikke trykt", en="decided, day not printed"),
    PlaceStatus.RECOMMENDED: Text(da="indstillet, ikke besluttet", en="recommended, not decided"),
    PlaceStatus.LEVEL_BEFORE: Text(
        da="niveauet før, dag ikke trykt", en="the level before, day not printed"
    ),
}
