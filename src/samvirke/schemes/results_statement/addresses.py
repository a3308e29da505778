"""Permanent addresses of a statement's figures."""

from dataclasses import replace

from samvirke.figures import Figure, address
from samvirke.schemes.results_statement.model import Goal, Line, Measurement, Statement


def with_addresses(statement: Statement) -> Statement:
    """``statement`` with an address on every value that it shows.

    The address names hub, year, version, line, measure and segment, such as
    ``/tal/resultatopgoerelse/fyn/2022/1/ra21-m3a/growth``.
    """
    names: tuple[str, ...] = (
        "resultatopgørelse",
        statement.hub,
        str(statement.year),
        str(statement.version),
    )
    if statement.cut_off is not None:
        names = (*names, f"pr-{statement.cut_off.isoformat()}")
    goals = tuple(_goal(goal, names) for goal in statement.goals)
    return replace(statement, goals=goals)


def _goal(goal: Goal, names: tuple[str, ...]) -> Goal:
    return replace(goal, lines=tuple(_line(line, (*names, line.id)) for line in goal.lines))


def _line(line: Line, names: tuple[str, ...]) -> Line:
    return replace(line, measurements=tuple(_measured(item, names) for item in line.measurements))


def _measured(item: Measurement, names: tuple[str, ...]) -> Measurement:
    parts = tuple(part for part in (item.measure, item.segment) if part is not None)
    value = item.value
    if isinstance(value, Figure):
        value = replace(value, address=address(*names, *parts))
    beside = tuple(
        replace(other, figure=replace(other.figure, address=address(*names, *parts, f"ved-{at}")))
        for at, other in enumerate(item.beside, start=1)
    )
    return replace(item, value=value, beside=beside)
