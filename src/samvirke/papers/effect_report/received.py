"""Each hub's effects as received values, so that the rows of its results statement become real.

The files have the form that ``samvirke statement --assessments`` reads. Hidden effects and those on
too few companies are not in them.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

import yaml

from samvirke.agreements import FrameworkAgreement, MeasurePoint
from samvirke.figures import Language, Rounding, Text, canonical, round_exact
from samvirke.papers.effect_report.words import HIDDEN, MEASURES
from samvirke.schemes.effect_statement import DECIMALS, EffectStatement
from samvirke.schemes.results_statement.assessments import SCHEMA

FOLDER = "modtagne-tal"
_OURS = "Effektmåling, "
_DEMO = "Demodata: "


def received_files(
    statement: EffectStatement, agreement: FrameworkAgreement, *, on: date
) -> dict[str, bytes]:
    """A file for each hub and statement year that has an effect to show.

    ``statement`` is the public one; ``on`` is the day on which the effects were stated.
    """
    found: dict[tuple[str, int], list[dict[str, str]]] = {}
    for hub, year, entry in _entries(statement, agreement, on):
        found.setdefault((hub, year), []).append(entry)
    return {
        f"{FOLDER}/{hub}-{year}.yaml": _written(_empty(hub, year) | {"received": entries})
        for (hub, year), entries in sorted(found.items())
    }


def with_effects(
    assessments: bytes | None,
    statement: EffectStatement,
    agreement: FrameworkAgreement,
    *,
    hub: str,
    year: int,
    on: date,
) -> bytes | None:
    """``assessments``, the file of a hub's year, with its effects among the received values.

    What an earlier effect statement said there is replaced, and nothing else. Without an effect
    the file is as it was. ``assessments`` must be a file that can be read.
    """
    entries = [
        entry
        for at, stated, entry in _entries(statement, agreement, on)
        if (at, stated) == (hub, year)
    ]
    if not entries:
        return assessments
    # Every scalar stays the words that it was written with.
    read = yaml.load(assessments or b"", yaml.BaseLoader)  # noqa: S506
    told: dict[str, Any] = read or _empty(hub, year)
    stated_otherwise = [
        item
        for item in told.get("received") or ()
        if not str(item.get("document", "")).removeprefix(_DEMO).startswith(_OURS)
    ]
    return _written(told | {"received": [*stated_otherwise, *entries]})


def _entries(
    statement: EffectStatement, agreement: FrameworkAgreement, on: date
) -> Iterator[tuple[str, int, dict[str, str]]]:
    document = f"{_OURS}{statement.inputs.register_name}, Samvirke {statement.version}"
    if statement.demo:
        document = f"{_DEMO}{document}"
    for point in statement.points:
        authority = statement.measured_by or _nobody(agreement.measure_point(point.point))
        for measure in point.measures:
            for part in measure.parts:
                if part.hub is None or part.theme is not None or part.estimate is None:
                    continue
                if part.verdict == "too_few":
                    continue
                value = round_exact(
                    Fraction(part.estimate.value), Rounding.HALF_UP, decimals=DECIMALS
                )
                yield (
                    part.hub,
                    point.year,
                    {
                        "point": point.point,
                        "measure": measure.measure,
                        "value": canonical(value),
                        "unit": "percentage_points",
                        "n": str(part.guided),
                        "authority": authority,
                        "document": document,
                        "date": on.isoformat(),
                    },
                )


def left_out_words(statement: EffectStatement, language: Language) -> tuple[str, ...]:
    """A line for each hub, year and outcome whose effect is in no file, and why.

    ``statement`` is the public one.
    """
    return tuple(
        f"{item.hub} {item.year}, {item.measure.in_language(language)}: "
        f"{item.why.in_language(language)}"
        for item in left_out(statement)
    )


class LeftOut(NamedTuple):
    """A hub's effect that its statement of ``year`` shows no number of, and why."""

    hub: str
    year: int
    point: str
    measure: Text
    why: Text


def left_out(statement: EffectStatement) -> Iterator[LeftOut]:
    """Each hub's effects that are hidden or on too few; ``statement`` is the public one."""
    for point in statement.points:
        for measure in point.measures:
            for part in measure.parts:
                if part.hub is None or part.theme is not None:
                    continue
                why = HIDDEN[part.hidden] if part.hidden is not None else None
                if why is None and part.verdict == "too_few":
                    why = _TOO_FEW
                if why is not None:
                    name = MEASURES[measure.measure]
                    yield LeftOut(part.hub, point.year, point.point, name, why)


_TOO_FEW = Text(da="for få par til en vurdering", en="too few pairs for a verdict")


def _nobody(point: MeasurePoint) -> str:
    """Who measured, where nobody was named: not whom the agreement names."""
    return f"den, der udarbejdede effektmålingen (aftalen nævner {point.measured_by})"


def _empty(hub: str, year: int) -> dict[str, object]:
    return {"schema": SCHEMA, "hub": hub, "year": str(year)}


def _written(document: dict[str, object]) -> bytes:
    told: str = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000)
    return told.encode()
