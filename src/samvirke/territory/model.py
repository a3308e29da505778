"""Municipalities and the bodies whose areas they make up, each valid in a period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import Enum
from fractions import Fraction

from samvirke.figures import Figure, Given, Operation, Period, Source, Text, format_date
from samvirke.figures.figure import Derivation, derive
from samvirke.figures.units import MUNICIPALITIES, PERSONS


class UnknownPlace(LookupError):
    """A municipality, body or day that the reference data do not hold. Speaks both languages."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(what.en)


class BodyKind(Enum):
    """The bodies that have an area of municipalities."""

    REGION = "region"
    KKR = "kkr"
    HUB = "hub"


class AreaClass(Enum):
    """By/land: the class of a municipality in annex 1 of the framework agreement 2021-2023."""

    URBAN = "urban"
    RURAL = "rural"


class Status(Enum):
    """Whether a membership is decided or assumed until somebody decides it."""

    DECIDED = "decided"
    ASSUMED = "assumed"


class OfficeKind(Enum):
    """A hub's head office (hovedsæde) or branch (filial)."""

    HEAD_OFFICE = "head_office"
    BRANCH = "branch"


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality with its three-digit code, such as 851 Aalborg."""

    code: str
    name: str
    period: Period


@dataclass(frozen=True, slots=True)
class Body:
    """A region, a KKR or a business hub; ``name`` is the full Danish name."""

    kind: BodyKind
    id: str
    name: str
    period: Period
    source: Source


@dataclass(frozen=True, slots=True)
class Membership:
    """A municipality belongs to a body's area in a period."""

    municipality: Municipality
    body: Body
    period: Period
    status: Status
    source: Source


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a hub: the town it lies in, and that town's municipality."""

    hub: Body
    kind: OfficeKind
    town: str
    municipality: Municipality
    period: Period
    source: Source


@dataclass(frozen=True, slots=True)
class Classification:
    """A municipality's by/land class in a period."""

    municipality: Municipality
    area_class: AreaClass
    period: Period
    source: Source


@dataclass(frozen=True)
class Territory:
    """The reference data as a whole. Every question names the day it is asked for.

    Built by ``load_territory``, which checks that periods neither overlap nor leave gaps.
    """

    municipalities: Mapping[str, Municipality]
    bodies: tuple[Body, ...]
    memberships: tuple[Membership, ...]
    offices: tuple[Office, ...]
    classifications: tuple[Classification, ...]
    populations: Mapping[tuple[str, date], tuple[int, Source]]

    def body(self, kind: BodyKind, name: str, *, on: date) -> Body:
        """The body with this id or full name on a day; letter case does not matter.

        Raises ``UnknownPlace`` naming those that exist.
        """
        wanted = name.strip().casefold()
        there = self.bodies_of(kind, on=on)
        for item in there:
            if wanted in (item.id, item.name.casefold()):
                return item
        names = ", ".join(item.name for item in there)
        near = get_close_matches(name, [item.name for item in there], n=1, cutoff=0.9)
        hint = Text(
            da=f" Mente du »{near[0]}«?" if near else "",
            en=f" Did you mean '{near[0]}'?" if near else "",
        )
        raise UnknownPlace(
            Text(
                da=f"»{name}« fandtes ikke den {format_date(on, 'da')}.{hint.da} "
                f"Mulige navne: {names}.",
                en=f"'{name}' did not exist on {format_date(on, 'en')}.{hint.en} "
                f"Possible names: {names}.",
            )
        )

    def bodies_of(self, kind: BodyKind, *, on: date) -> tuple[Body, ...]:
        """The bodies of a kind on a day, in the order of the reference data."""
        return tuple(item for item in self.bodies if item.kind is kind and item.period.contains(on))

    def area(self, body: Body, *, on: date) -> tuple[Municipality, ...]:
        """The municipalities of a body on a day, by code; empty where it has none."""
        found = (item for item in self.memberships if item.body == body)
        return _by_code(item.municipality for item in found if item.period.contains(on))

    def membership(self, municipality: Municipality, kind: BodyKind, *, on: date) -> Membership:
        """To which body of a kind a municipality belongs on a day."""
        for item in self.memberships:
            same = item.municipality == municipality and item.body.kind is kind
            if same and item.period.contains(on):
                return item
        raise UnknownPlace(
            Text(
                da=f"{municipality.name} hører ikke til nogen {kind.value} pr. "
                f"{format_date(on, 'da')}.",
                en=f"{municipality.name} belongs to no {kind.value} on {format_date(on, 'en')}.",
            )
        )

    def hubs_of(self, kkr: Body, *, on: date) -> tuple[Body, ...]:
        """The hubs in a KKR's area on a day: KKR Syddanmark has two."""
        homes = {
            self.membership(municipality, BodyKind.HUB, on=on).body.id: None
            for municipality in self.area(kkr, on=on)
        }
        return tuple(item for item in self.bodies if item.kind is BodyKind.HUB and item.id in homes)

    def offices_of(self, hub: Body, *, on: date) -> tuple[Office, ...]:
        """Head office first, then branches."""
        found = [item for item in self.offices if item.hub == hub and item.period.contains(on)]
        return tuple(sorted(found, key=lambda item: (item.kind is OfficeKind.BRANCH, item.town)))

    def area_class(self, municipality: Municipality, *, on: date) -> AreaClass:
        """By or land. Raises ``UnknownPlace`` for days without a classification."""
        for item in self.classifications:
            if item.municipality == municipality and item.period.contains(on):
                return item.area_class
        raise UnknownPlace(
            Text(
                da=f"{municipality.name} har ingen by/land-klasse pr. {format_date(on, 'da')}.",
                en=f"{municipality.name} has no by/land class on {format_date(on, 'en')}.",
            )
        )

    def population(self, municipality: Municipality, *, on: date) -> Given:
        """Inhabitants on a day for which Statistics Denmark's count is held (1 January)."""
        found = self.populations.get((municipality.code, on))
        if found is None:
            days = sorted(day for code, day in self.populations if code == municipality.code)
            held = f"{days[0].year}–{days[-1].year}" if days else "–"
            raise UnknownPlace(
                Text(
                    da=f"Folketallet i {municipality.name} pr. {format_date(on, 'da')} haves ikke. "
                    f"Det haves for 1. januar i årene {held}.",
                    en=f"The population of {municipality.name} on {format_date(on, 'en')} is not "
                    f"held. It is held for 1 January of the years {held}.",
                )
            )
        count, source = found
        name = Text(
            da=f"Folketal i {municipality.name} pr. {format_date(on, 'da')}",
            en=f"Population of {municipality.name} on {format_date(on, 'en')}",
        )
        return Given(name, Fraction(count), PERSONS, source)

    def population_of(self, body: Body, *, on: date) -> Figure:
        """Inhabitants of a body's area on a day, summed over its municipalities."""
        parts = tuple(self.population(item, on=on) for item in self.area(body, on=on))
        name = Text(
            da=f"Folketal i {body.name}s område den {format_date(on, 'da')}",
            en=f"Population of the area of {body.name} on {format_date(on, 'en')}",
        )
        rule = Text(da="summen over områdets kommuner", en="the sum over the area's municipalities")
        return derive(name, PERSONS, Derivation(rule, body.source, Operation.SUM, parts))

    def municipality_count(self, body: Body, *, on: date) -> Figure:
        """How many municipalities a body's area has on a day, each of them named."""
        there = [
            item for item in self.memberships if item.body == body and item.period.contains(on)
        ]
        parts = tuple(
            Given(
                Text(item.municipality.name, item.municipality.name),
                Fraction(1),
                MUNICIPALITIES,
                item.source,
            )
            for item in there
        )
        name = Text(
            da=f"Kommuner i {body.name}s område den {format_date(on, 'da')}",
            en=f"Municipalities in the area of {body.name} on {format_date(on, 'en')}",
        )
        rule = Text(da="antallet af kommuner i området", en="the number of municipalities there")
        return derive(name, MUNICIPALITIES, Derivation(rule, body.source, Operation.SUM, parts))


def _by_code(municipalities: Iterable[Municipality]) -> tuple[Municipality, ...]:
    return tuple(sorted(municipalities, key=lambda item: item.code))
