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
            self.sources[row.text("id")] = Source(row.text("document"), row.text("clause"))
        for row in self._rows("municipalities.csv", ("code", "name", *_VALIDITY)):
            code = row.text("code")
            self.municipalities[code] = Municipality(code, row.text("name"), row.period())
        memberships: list[Membership] = []
        for kind, (bodies, columns, areas) in _BODY_FILES.items():
            rows = list(self._rows(bodies, columns))
            for row in rows:
                body = Body(kind, row.text("id"), row.text("name"), row.period(), self._source(row))
                self.bodies[kind, body.id] = body
            found = self._memberships(kind, areas)
            for row in rows:
                _check_has_area(row, self.bodies[kind, row.text("id")], found)
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
            da=f"«{column}» henviser til noget, der ikke findes i tabellerne.",
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
            raise group[-1].refused(what, got=_shown(gap))


def _check_has_area(row: Row, body: Body, memberships: Sequence[Membership]) -> None:
    periods = [item.period for item in memberships if item.body == body]
    if not any(period.contains(body.period.start) for period in periods):
        what = Text(
            da=f"{body.name} har ingen kommuner, fra den begynder. Skriv dens område ind.",
            en=f"{body.name} has no municipalities when it starts. Enter its area.",
        )
        raise row.refused(what, got=_shown(body.period))


def _shown(period: Period) -> str:
    return f"{period.start} – {period.end or ''}"
