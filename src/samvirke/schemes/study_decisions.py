"""Decided study places: the programmes that a KKR dimensions, and a file of decisions.

Source: KKR Nordjylland, February 2021, item 3.5. The decisions of the note lie beside the
parameters; a council's own decisions are a file with the same columns.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path

from samvirke.allocation import AllocationError
from samvirke.figures import Given, Source, Text
from samvirke.figures.units import PLACES
from samvirke.records import Record, TextField, Whole, Word
from samvirke.records.imports.words import fold
from samvirke.records.tables import Row
from samvirke.schemes.parameters import SCHEMES, Parameters, load_parameters
from samvirke.schemes.scheme_files import read_rows


class Specialisation(Record):
    """A specialisation and its part of the places in per cent."""

    id: Word
    name: TextField
    percent: Whole


class Programme(Record):
    """A programme; without ``specialisations`` its places are not split over any."""

    id: Word
    name: TextField
    specialisations: tuple[Specialisation, ...] = ()


class StudyPlaceParameters(Parameters):
    """Whose note it is, the programmes, and the scenarios' steps in per cent."""

    kkr: Word
    scenario_percent: tuple[Whole, ...]
    programmes: tuple[Programme, ...]


class PlaceKind(Enum):
    """Ordinary places, those of a programme that moved in for good, or one-off places."""

    ORDINARY = "ordinary"
    MOVED = "moved"
    ONE_OFF = "one_off"


class PlaceStatus(Enum):
    """Whether places are decided, recommended, or the level before the first decision."""

    DECIDED = "decided"
    RECOMMENDED = "recommended"
    LEVEL_BEFORE = "level_before"


@dataclass(frozen=True, slots=True)
class PlaceDecision:
    """Places of one kind; ``study_year`` and ``decided_on`` are ``None`` where not printed."""

    programme: str
    study_year: str | None
    kind: PlaceKind
    places: Given
    decided_on: date | None
    status: PlaceStatus


def programme_named(id_: str) -> Programme:
    """The programme with this id or name. Raises ``AllocationError`` naming those known."""
    known = study_place_rule().programmes
    for item in known:
        if fold(id_) in (item.id, fold(item.name.da), fold(item.name.en)):
            return item
    names = ", ".join(item.id for item in known)
    raise AllocationError(
        Text(
            da=f"Uddannelsen »{id_}« kendes ikke. Kendte: {names}.",
            en=f"The programme '{id_}' is not known. Known: {names}.",
        )
    )


def study_place_rule() -> StudyPlaceParameters:
    """The one version that is known."""
    return load_parameters(StudyPlaceParameters, "study_places", on=_NOTE)


def decided_places(path: Path | None = None) -> tuple[PlaceDecision, ...]:
    """The decisions of a file, or those of the note. Raises ``InputError`` naming the row."""
    document = study_place_rule().document if path is None else path.name
    found: dict[tuple[str, str, PlaceKind], int] = {}
    decisions = []
    for row in read_rows(path or SCHEMES / "study_places.csv", _COLUMNS):
        decision = _decision(row, document)
        key = (decision.programme, decision.study_year or "", decision.kind)
        if key in found:
            what = Text(
                da=f"Pladserne står også på linje {found[key]}. Skriv dem én gang.",
                en=f"The places are also on line {found[key]}. Write them once.",
            )
            raise row.refused(what, got=" ".join(item for item in key[:2] if item))
        found[key] = row.line
        decisions.append(decision)
    return tuple(decisions)


def _decision(row: Row, document: str) -> PlaceDecision:
    year = row["study_year"].strip()
    first, _, last = year.partition("/")
    if year and not (re.fullmatch(r"20\d\d/20\d\d", year) and int(last) == int(first) + 1):
        what = Text(da="»study_year« er ikke et studieår.", en="'study_year' is no study year.")
        raise row.refused(what, got=year, example="2020/2021")
    kind = PlaceKind(_one_of(row, "kind", [item.value for item in PlaceKind]))
    status = PlaceStatus(_one_of(row, "status", [item.value for item in PlaceStatus]))
    given = Given(
        _KIND_NAMES[kind],
        Fraction(row.whole("places")),
        PLACES,
        Source(document, row.text("source")),
    )
    decided_on = row.day("decided_on") if row["decided_on"] else None
    return PlaceDecision(row.text("programme"), year or None, kind, given, decided_on, status)


def _one_of(row: Row, column: str, known: Sequence[str]) -> str:
    if row[column] not in known:
        names = ", ".join(known)
        what = Text(
            da=f"»{column}« kendes ikke. Gyldigt: {names}.",
            en=f"'{column}' is not known. Valid: {names}.",
        )
        raise row.refused(what, got=row[column])
    return row[column]


_NOTE = date(2021, 2, 1)
_COLUMNS = ("programme", "study_year", "kind", "places", "decided_on", "status", "source")
_KIND_NAMES = {
    PlaceKind.ORDINARY: Text(da="Ordinære pladser", en="Ordinary places"),
    PlaceKind.MOVED: Text(da="Pladser fra en flyttet uddannelse", en="Places of a moved programme"),
    PlaceKind.ONE_OFF: Text(da="Engangspladser", en="One-off places"),
}
