"""A survey of capacity needs whose columns are known, read from a file."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from samvirke.figures import Given, Source, Text
from samvirke.figures.units import PLACES
from samvirke.records import InputError, Problem, Row
from samvirke.records.imports.words import fold
from samvirke.schemes.scheme_files import municipality_named, read_rows
from samvirke.territory import Municipality, Territory, load_territory

COLUMNS = ("target_group", "year", "municipality", "planned", "expected", "willing")


@dataclass(frozen=True, slots=True)
class Need:
    """A line of a survey: places of one group, year and municipality; nothing where not stated."""

    target_group: str
    year: int
    municipality: Municipality
    planned: Given | None
    expected: Given | None
    willing: bool


def read_needs(path: Path, *, territory: Territory | None = None) -> tuple[Need, ...]:
    """A survey with its columns known: ``target_group,year,municipality,planned,expected,willing``.

    Municipalities by code or name; ``planned`` and ``expected`` are places or empty where not
    stated; ``willing`` is yes, no or empty. A target group keeps its first spelling: case and
    spaces do not tell groups apart. Raises ``InputError`` naming the row for an unknown
    municipality, a line given twice, or a cell that cannot be read.
    """
    territory = territory or load_territory()
    groups: dict[str, str] = {}
    seen: dict[tuple[str, int, str], int] = {}
    needs = []
    for row in read_rows(path, COLUMNS):
        asked = row.text("municipality")
        municipality = municipality_named(asked, territory.municipalities.values())
        if municipality is None:
            what = Text(
                da="Kommunen kendes ikke. Skriv dens navn eller trecifrede kode.",
                en="The municipality is not known. Give its name or three-digit code.",
            )
            raise row.refused(what, got=asked, example="Middelfart")
        group = row.text("target_group")
        need = _need(row, groups.setdefault(fold(group), group), municipality)
        place = (need.target_group, need.year, municipality.code)
        if place in seen:
            what = Text(
                da=f"{municipality.name} står også på linje {seen[place]} med samme målgruppe og "
                "år. Læg tallene sammen på én linje.",
                en=f"{municipality.name} also stands on line {seen[place]} with the same target "
                "group and year. Add the numbers on one line.",
            )
            raise row.refused(what, got=asked)
        seen[place] = row.line
        needs.append(need)
    if not needs:
        what = Text(da="Filen har ingen linjer.", en="The file has no lines.")
        raise InputError([Problem(path.name, None, what)])
    return tuple(needs)


def _need(row: Row, group: str, municipality: Municipality) -> Need:
    year = row.whole("year")
    if not 1900 <= year <= 2099:
        what = Text(da="Her skal stå et årstal.", en="A year must stand here.")
        raise row.refused(what, got=row["year"], example="2026")
    willing = row["willing"].strip().lower()
    if willing not in _WILLING:
        what = Text(
            da=f"»{row.heading('willing')}« skal være ja, nej eller tom (yes eller no).",
            en=f"'{row.heading('willing')}' must be yes, no or empty.",
        )
        raise row.refused(what, got=row["willing"], example="ja")

    def places(column: str, da: str, en: str) -> Given | None:
        if not row[column].strip():
            return None
        name = Text(
            da=f"{da}, {group}, {municipality.name} {year}",
            en=f"{en}, {group}, {municipality.name} {year}",
        )
        source = Source(row.file, f"linje {row.line}")
        return Given(name, Fraction(row.whole(column)), PLACES, source)

    planned = places("planned", "Planlagt", "Planned")
    expected = places("expected", "Forventet", "Expected")
    return Need(group, year, municipality, planned, expected, _WILLING[willing])


_WILLING = {"yes": True, "ja": True, "no": False, "nej": False, "": False}
