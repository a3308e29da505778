"""The whole effect statement from two files and an agreement, step by step.

Each step is kept as soon as it is made, under a name that its inputs decide, so that a run that
was interrupted goes on where it stopped.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from samvirke import __version__
from samvirke.agreements import FrameworkAgreement, MeasurePoint
from samvirke.effects.guided import GuidedCompanies, read_guided
from samvirke.effects.register import Register, read_register
from samvirke.effects.tables import fingerprint, is_made_up
from samvirke.figures import Text
from samvirke.records import InputError, Problem
from samvirke.records.snapshot import parquet_path
from samvirke.schemes.effect_statement.events import event_studies
from samvirke.schemes.effect_statement.measuring import Order, Tell, measure_point_year
from samvirke.schemes.effect_statement.model import (
    EVENT_STUDIES,
    POINT_YEAR,
    Counted,
    EffectStatement,
    EventStudy,
    Inputs,
    PointYear,
)
from samvirke.schemes.effect_statement.waterfall import refuse_unused, waterfall_of

T = TypeVar("T")


class Steps(Protocol):
    """Where finished steps are kept."""

    def get(self, name: str) -> bytes | None:
        """What was kept under ``name``, or ``None``."""
        ...

    def keep(self, name: str, content: bytes) -> None:
        """Keeps ``content`` under ``name``."""
        ...


@dataclass(frozen=True, slots=True)
class EffectOrder:
    """What to compute: the files, the agreement, and one point or all that are about effects.

    ``demo`` says that the files are made up, as those also do that are marked; ``measured_by``
    who measures.
    """

    register: Path
    guided: Path
    agreement: FrameworkAgreement
    point: str | None = None
    demo: bool = False
    measured_by: str = ""


def effect_points(agreement: FrameworkAgreement, wanted: str | None) -> tuple[MeasurePoint, ...]:
    """The points with an effect definition, or the one called ``wanted``.

    Raises ``InputError`` for a point that is not there or has none.
    """
    found = tuple(point for point in agreement.measure_points if point.effect is not None)
    chosen = tuple(point for point in found if wanted is None or point.id == wanted)
    if chosen:
        return chosen
    names = ", ".join(point.id for point in found)
    what = Text(
        da="Aftalen har ikke noget effektmålepunkt med det navn."
        if found
        else "Aftalen har intet målepunkt, der siger, hvordan effekten måles (effect).",
        en="The agreement has no effect measure point of that name."
        if found
        else "The agreement has no measure point that says how its effect is measured (effect).",
    )
    problem = Problem(agreement.id, None, what, got=wanted, valid=Text(names, names))
    raise InputError([problem])


def make_statement(order: EffectOrder, steps: Steps, tell: Tell) -> EffectStatement:
    """The statement. Raises ``InputError`` for files that cannot be used."""
    points = effect_points(order.agreement, order.point)
    tell(_READING)
    register, guided = read_register(order.register), read_guided(order.guided)
    inputs = _inputs(order, register, guided)
    waterfalls = tuple(waterfall_of(point, guided) for point in points)
    refuse_unused(order.guided.name, waterfalls)
    made: list[PointYear] = []
    events: list[EventStudy] = []
    for point in points:
        found = list(_years_of(order, point, register, guided, inputs, steps, tell))
        made += found
        events += _events_of(point, found, register, guided, inputs, steps, tell)
    return EffectStatement(
        order.agreement.title,
        order.agreement.id,
        __version__,
        order.demo or inputs.made_up,
        inputs,
        tuple(made),
        tuple(events),
        order.measured_by,
        waterfalls,
    )


def _years_of(
    order: EffectOrder,
    point: MeasurePoint,
    register: Register,
    guided: GuidedCompanies,
    inputs: Inputs,
    steps: Steps,
    tell: Tell,
) -> Iterator[PointYear]:
    for year in sorted({year for threshold in point.thresholds for year in threshold.years}):
        one = Order(order.agreement, point, year, register, guided)
        words = Text(da=f"{point.id}, {year}", en=f"{point.id}, {year}")

        def within(step: Text, words: Text = words) -> None:
            tell(Text(f"{words.da}: {step.da}", f"{words.en}: {step.en}"))

        def made(one: Order = one, within: Tell = within) -> PointYear:
            within(_MATCHING)
            return measure_point_year(one, within)

        found = _step(_key(inputs, point, year), POINT_YEAR, made, steps)
        if found.why_not is not None:
            within(found.why_not)
        yield found


def _events_of(
    point: MeasurePoint,
    years: Sequence[PointYear],
    register: Register,
    guided: GuidedCompanies,
    inputs: Inputs,
    steps: Steps,
    tell: Tell,
) -> tuple[EventStudy, ...]:
    definition = point.effect
    if definition is None:
        return ()

    def made() -> tuple[EventStudy, ...]:
        tell(Text(f"{point.id}: {_EVENTS.da}", f"{point.id}: {_EVENTS.en}"))
        return event_studies(point, definition, register, guided, years)

    return _step(_key(inputs, point, "events"), EVENT_STUDIES, made, steps)


def _step(name: str, form: TypeAdapter[T], made: Callable[[], T], steps: Steps) -> T:
    held = steps.get(name)
    if held is not None:
        with suppress(ValidationError):  # A step that was damaged is made again.
            return form.validate_json(held)
    result = made()
    steps.keep(name, form.dump_json(result))
    return result


def _key(inputs: Inputs, point: MeasurePoint, what: int | str) -> str:
    """A name that changes with the files, the definition, the thresholds and the code's version."""
    parts: list[Any] = [
        __version__,
        inputs.register_fingerprint,
        inputs.guided_fingerprint,
        point.model_dump(mode="json"),
        what,
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:32]


def _inputs(order: EffectOrder, register: Register, guided: GuidedCompanies) -> Inputs:
    listed = order.guided
    if listed.is_dir():
        listed = parquet_path(listed, "engagements")
    return Inputs(
        order.register.name,
        fingerprint(order.register),
        order.guided.name,
        fingerprint(listed),
        register.rows,
        len(register.companies),
        int(register.years[0]),
        int(register.years[-1]),
        len(guided.engagements),
        guided.unfinished,
        tuple(Counted(remark.reason, remark.count) for remark in register.remarks),
        tuple(Counted(remark.reason, remark.count) for remark in guided.set_aside()),
        is_made_up(order.register) or is_made_up(listed),
    )


_READING = Text(da="læser registret", en="reading the register")
_MATCHING = Text(da="finder kontrolvirksomheder", en="finding controls")
_EVENTS = Text(da="følger virksomhederne år for år", en="following the companies year by year")
