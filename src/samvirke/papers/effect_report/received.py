"""Each hub's effects as received values, so that the rows of its results statement become real.

The files have the form that ``samvirke statement --assessments`` reads. Hidden effects and those on
too few companies are not in them.
"""

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from samvirke.agreements import FrameworkAgreement
from samvirke.figures import Rounding, canonical, round_exact
from samvirke.schemes.effect_statement import DECIMALS, EffectStatement
from samvirke.schemes.results_statement.assessments import SCHEMA

FOLDER = "modtagne-tal"


def received_files(
    statement: EffectStatement, agreement: FrameworkAgreement, *, on: date
) -> dict[str, bytes]:
    """A file for each hub and statement year that has an effect to show.

    ``statement`` is the public one; ``on`` is the day on which the effects were stated.
    """
    found: dict[tuple[str, int], list[str]] = {}
    for hub, year, entry in _entries(statement, agreement, on):
        found.setdefault((hub, year), []).append(entry)
    return {
        f"{FOLDER}/{hub}-{year}.yaml": _file(hub, year, entries)
        for (hub, year), entries in sorted(found.items())
    }


def _entries(
    statement: EffectStatement, agreement: FrameworkAgreement, on: date
) -> Iterator[tuple[str, int, str]]:
    document = f"Effektmåling, {statement.inputs.register_name}, Samvirke {statement.version}"
    if statement.demo:
        document = f"Demodata: {document}"
    for point in statement.points:
        authority = agreement.measure_point(point.point).measured_by
        for measure in point.measures:
            for part in measure.parts:
                judged = part.estimate is not None and part.verdict != "too_few"
                if part.hub is None or part.theme is not None or not judged:
                    continue
                value = round_exact(
                    Fraction(part.estimate.value if part.estimate else 0),
                    Rounding.HALF_UP,
                    decimals=DECIMALS,
                )
                yield (
                    part.hub,
                    point.year,
                    f"  - {{point: {point.point}, measure: {measure.measure}, "
                    f'value: "{canonical(value)}", unit: percentage_points, n: {part.guided}, '
                    f"authority: {_quoted(authority)}, document: {_quoted(document)}, "
                    f"date: {on.isoformat()}}}",
                )


def _file(hub: str, year: int, entries: list[str]) -> bytes:
    head = [f"schema: {SCHEMA}", f"hub: {_quoted(hub)}", f"year: {year}", "received:"]
    return ("\n".join([*head, *entries]) + "\n").encode()


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
