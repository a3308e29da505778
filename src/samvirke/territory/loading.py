"""Reads the reference tables and refuses them where a period or a reference does not hold."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TypeVar

from samvirke.data import DATA
from samvirke.figures import Period, Source, Text, first_gap, first_overlap
from samvirke.records import Row, read_table
from samvirke.territory.model import (
    AreaClass,
    Body,
    BodyKind,
    Classification,
    Membership,
    Municipality,
    Office,
    OfficeKind,
    Status,
    Territory,
)

_VALIDITY = ("valid_from", "valid_to", "source")
_AREA = ("municipality", "member_of", "valid_from", "valid_to", "status", "source")
_BODY_FILES = {
    BodyKind.REGION: ("regions.csv", ("id", "name", "code", *_VALIDITY), "region_areas.csv"),
    BodyKind.KKR: ("kkr.csv", ("id", "name", *_VALIDITY), "kkr_areas.csv"),
    BodyKind.HUB: ("hubs.csv", ("id", "name", *_VALIDITY), "hub_areas.csv"),
}
T = TypeVar("T")
E = TypeVar("E", bound=Enum)


@cache
def load_territory(folder: Path = DATA / "territory") -> Territory:
    """The reference data in ``folder``.

    Raises ``InputError`` for a reference to something unknown, periods of one municipality that
    overlap or leave a gap, a body without an area while it exists, or a doubled population.
    """
    return _Loader(folder).load()


class _Loader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources: dict[str, Source] = {}
        self.municipalities: dict[str, Municipality] = {}
        self.bodies: dict[tuple[BodyKind, str], Body] = {}

    def load(self) -> Territory:
        for row in self._rows("sources.csv", ("id", "document", "clause", "dated")):
            source = Source(row.text("document"), row.text("clause"))
            _add(row, "id", source, self.sources)
        municipality_rows = list(self._rows("municipalities.csv", ("code", "name", *_VALIDITY)))
        for row in municipality_rows:
            code = row.text("code")
            municipality = Municipality(code, row.text("name"), row.period())
            _add(row, "code", municipality, self.municipalities)
        memberships: list[Membership] = []
        for kind, (bodies, columns, areas) in _BODY_FILES.items():
            own: dict[str, Body] = {}
            rows = list(self._rows(bodies, columns))
            for row in rows:
                body = Body(kind, row.text("id"), row.text("name"), row.period(), self._source(row))
                _add(row, "id", body, own)
            self.bodies |= {(kind, id_): body for id_, body in own.items()}
            found = self._memberships(kind, areas)
            for row in rows:
                _check_has_area(row, own[row.text("id")], found)
            first = min(body.period.start for body in own.values())
            for row in municipality_rows:
                _check_belongs(row, self.municipalities[row.text("code")], kind, found, first)
            memberships += found
        return Territory(
            municipalities=self.municipalities,
            bodies=tuple(self.bodies.values()),
            memberships=tuple(memberships),
            offices=self._offices(),
            classifications=self._classifications(),
            populations=self._populations(),
        )

    def _rows(self, name: str, columns: Sequence[str]) -> Iterable[Row]:
        return read_table(self.folder / name, columns)

    def _memberships(self, kind: BodyKind, name: str) -> list[Membership]:
        rows = list(self._rows(name, _AREA))
        found = [
            Membership(
                municipality=self._municipality(row),
                body=self._body(row, kind, "member_of"),
                period=row.period(),
                status=_choice(row, "status", Status),
                source=self._source(row),
            )
            for row in rows
        ]
        _check_periods(rows, lambda row: row["municipality"], whole=True)
        for row, item in zip(rows, found, strict=True):
            _check_within(row, item)
        return found

    def _offices(self) -> tuple[Office, ...]:
        columns = ("hub", "kind", "town", "municipality", *_VALIDITY)
        return tuple(
            Office(
                hub=self._body(row, BodyKind.HUB, "hub"),
                kind=_choice(row, "kind", OfficeKind),
                town=row.text("town"),
                municipality=self._municipality(row),
                period=row.period(),
                source=self._source(row),
            )
            for row in self._rows("hub_offices.csv", columns)
        )

    def _classifications(self) -> tuple[Classification, ...]:
        columns = ("municipality", "area_class", *_VALIDITY)
        rows = list(self._rows("area_classes.csv", columns))
        _check_periods(rows, lambda row: row["municipality"], whole=False)
        return tuple(
            Classification(
                municipality=self._municipality(row),
                area_class=_choice(row, "area_class", AreaClass),
                period=row.period(),
                source=self._source(row),
            )
            for row in rows
        )

    def _populations(self) -> dict[tuple[str, date], tuple[int, Source]]:
        found: dict[tuple[str, date], tuple[int, Source]] = {}
        for row in self._rows("population.csv", ("day", "municipality", "population", "source")):
            key = (self._municipality(row).code, row.day("day"))
            if key in found:
                what = Text(
                    da="Kommunen står to gange på samme dag.",
                    en="The municipality stands twice on the same day.",
                )
                raise row.refused(what, got=f"{key[0]}, {key[1]}")
            found[key] = (row.whole("population"), self._source(row))
        return found

    def _municipality(self, row: Row) -> Municipality:
        return _known(row, "municipality", self.municipalities)

    def _body(self, row: Row, kind: BodyKind, column: str) -> Body:
        ids = {id_: body for (found, id_), body in self.bodies.items() if found is kind}
        return _known(row, column, ids)

    def _source(self, row: Row) -> Source:
        return _known(row, "source", self.sources)


def _known(row: Row, column: str, known: dict[str, T]) -> T:
    value = row.text(column)
    if value not in known:
        what = Text(
            da=f"»{column}« henviser til noget, der ikke findes i tabellerne.",
            en=f"'{column}' refers to something that the tables do not hold.",
        )
        raise row.refused(what, got=value, example=next(iter(known), None))
    return known[value]


def _choice(row: Row, column: str, choices: type[E]) -> E:
    return _known(row, column, {item.value: item for item in choices})


def _check_periods(rows: Sequence[Row], key: Callable[[Row], str], *, whole: bool) -> None:
    """Refuses rows of one key that share a day or, where ``whole``, leave a gap."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    for name, group in groups.items():
        periods = [row.period() for row in group]
        overlap = first_overlap(periods)
        if overlap is not None:
            first, second = (group[at] for at in overlap)
            what = Text(
                da=f"Perioden for {name} overlapper perioden på linje {first.line}.",
                en=f"The period of {name} overlaps the period on line {first.line}.",
            )
            raise second.refused(what, got=_shown(second.period()))
        gap = first_gap(periods) if whole else None
        if gap is not None:
            what = Text(
                da=f"Der er et hul i perioderne for {name}.",
                en=f"There is a gap in the periods of {name}.",
            )
            after = next(row for row in group if row.period().start == gap.end)
            raise after.refused(what, got=_shown(gap))


def _check_within(row: Row, item: Membership) -> None:
    """Refuses a membership on days on which its body does not exist."""
    whole, part = item.body.period, item.period
    too_long = whole.end is not None and (part.end is None or part.end > whole.end)
    if part.start < whole.start or too_long:
        what = Text(
            da=f"{item.municipality.name} hører til {item.body.name} på dage, hvor den ikke "
            "findes.",
            en=f"{item.municipality.name} belongs to {item.body.name} on days on which it does "
            "not exist.",
        )
        raise row.refused(what, got=_shown(part))


def _check_has_area(row: Row, body: Body, memberships: Sequence[Membership]) -> None:
    """Refuses a body that lacks municipalities on its first or last days."""
    periods = [item.period for item in memberships if item.body == body]
    starts = any(period.contains(body.period.start) for period in periods)
    if not starts or not any(period.end == body.period.end for period in periods):
        when = ("fra den begynder", "when it starts") if not starts else ("til sidst", "at its end")
        what = Text(
            da=f"{body.name} har ingen kommuner, {when[0]}. Skriv dens område ind.",
            en=f"{body.name} has no municipalities {when[1]}. Enter its area.",
        )
        raise row.refused(what, got=_shown(body.period))


def _check_belongs(
    row: Row,
    municipality: Municipality,
    kind: BodyKind,
    memberships: Sequence[Membership],
    first: date,
) -> None:
    """Refuses a municipality that belongs to no body of a kind at the beginning or the end.

    Gaps between are refused with the memberships; ``first`` is when bodies of the kind begin.
    """
    periods = [item.period for item in memberships if item.municipality == municipality]
    begins = max(first, municipality.period.start)
    covered = any(period.contains(begins) for period in periods)
    if not covered or not any(period.end == municipality.period.end for period in periods):
        what = Text(
            da=f"{municipality.name} hører ikke hele tiden til et område af typen {kind.value}.",
            en=f"{municipality.name} does not belong to an area of the kind {kind.value} all "
            "the time.",
        )
        raise row.refused(what, got=_shown(municipality.period))


def _add(row: Row, column: str, item: T, known: dict[str, T]) -> None:
    """Adds what a row describes under its id, which must not be there already."""
    key = row.text(column)
    if key in known:
        what = Text(da=f"»{column}« står to gange.", en=f"'{column}' stands twice.")
        raise row.refused(what, got=key)
    known[key] = item


def _shown(period: Period) -> str:
    return f"{period.start} – {period.end or ''}".rstrip()
