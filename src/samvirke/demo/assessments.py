"""Made-up assessments in the form that a statement reads: deliveries, processes, stated values."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from samvirke.demo.profiles import load_profiles
from samvirke.figures import canonical
from samvirke.records import FractionField, Record, Whole, Word, Year, read_yaml, validate
from samvirke.territory import Body

_FILE = Path(__file__).with_name("assessments.yaml")
_HEAD = "# DEMODATA: alt i denne fil er opdigtet.\n"


class Delivery(Record):
    """A delivery of the agreement: what shows it, and why some hubs have not made it."""

    year: Year
    point: Word
    done: Word
    missing: tuple[Word, ...]
    why: Word | None = None


class PointOfYears(Record):
    """The measure point of the awareness in an agreement's years, both ends included."""

    first: Whole
    last: Whole
    point: Word


class Stated(Record):
    """What the authority is made to state."""

    authority: Word
    document: Word
    points_more: FractionField
    points: tuple[PointOfYears, ...]


class ContractDelivery(Record):
    """A delivery of a contract."""

    goal: Whole
    threshold: Word
    done: Literal["true", "false"]
    evidence: Word


class Activity(Record):
    """An activity of a process goal."""

    title: Word
    status: Word
    text: Word


class Process(Record):
    """A goal that is assessed in words."""

    goal: Whole
    threshold: Word | None = None
    status: Word
    text: Word
    activities: tuple[Activity, ...]


class OfContract(Record):
    """What is assessed of one contract's goals."""

    deliveries: tuple[ContractDelivery, ...] = ()
    processes: tuple[Process, ...] = ()


class MadeUp(Record):
    """Everything that is assessed; ``contracts`` by hub and year, such as ``fyn_2022``."""

    author: Word
    helper: Word
    month_and_day: Word
    deliveries: tuple[Delivery, ...]
    received: Stated
    contracts: dict[Word, OfContract]


@cache
def _made_up() -> MadeUp:
    return validate(MadeUp, read_yaml(_FILE))


def assessments_of(hub: Body, year: int) -> bytes | None:
    """The assessments file of a hub's year; ``None`` for a year that no agreement covers.

    >>> from datetime import date
    >>> from samvirke.territory import BodyKind, load_territory
    >>> fyn = load_territory().body(BodyKind.HUB, "fyn", on=date(2021, 1, 1))
    >>> assessments_of(fyn, 2020) is None
    True
    """
    made_up = _made_up()
    received = _received(made_up, hub, year)
    if received is None:
        return None
    day = f"{year + 1}-{made_up.month_and_day}"
    signed = {"author": made_up.author, "date": day}
    own = made_up.contracts.get(f"{hub.id}_{year}", OfContract())
    document = {
        "schema": "samvirke.assessments/1",
        "hub": hub.name,
        "year": str(year),
        "deliveries": [
            *(_delivery(item, hub) | signed for item in made_up.deliveries if item.year == year),
            *(_plain(item) | signed for item in own.deliveries),
        ],
        "processes": [
            _process(item, signed, {"author": made_up.helper, "date": day})
            for item in own.processes
        ],
        "received": [received],
    }
    told = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000)
    return (_HEAD + told).encode()


def _delivery(item: Delivery, hub: Body) -> dict[str, Any]:
    done = hub.id not in item.missing
    evidence = item.done if done or item.why is None else item.why
    return {"point": item.point, "done": "true" if done else "false", "evidence": evidence}


def _process(item: Process, signed: dict[str, str], helper: dict[str, str]) -> dict[str, Any]:
    activities = [_plain(activity) | helper for activity in item.activities]
    return _plain(item) | signed | {"activities": activities}


def _plain(item: Record) -> dict[str, Any]:
    """The record's own fields as they are written in a file."""
    told = item.model_dump(exclude_none=True)
    return {key: str(value) if isinstance(value, int) else value for key, value in told.items()}


def _received(made_up: MadeUp, hub: Body, year: int) -> dict[str, str] | None:
    """The hub's own awareness rate and some points more, as the authority states it."""
    stated, profiles = made_up.received, load_profiles()
    point = next((item.point for item in stated.points if item.first <= year <= item.last), None)
    if point is None:
        return None
    rates = profiles.hubs[hub.id].awareness
    risen = profiles.yearly_rise.awareness * (year - profiles.rate_year)
    return {
        "point": point,
        "value": canonical(rates.knows + risen + stated.points_more),
        "n": str(rates.sample),
        "authority": stated.authority,
        "document": stated.document.format(year=year),
        "date": f"{year}-12-15",
    }
