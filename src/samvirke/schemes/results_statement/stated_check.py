"""Whether everything in an assessments file speaks of something that the statement holds.

An entry that nothing uses would be lost without a word, and a value in another unit, or on too few
answers, would be judged as if it were the point's own.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from samvirke.agreements import FrameworkAgreement, MeasurePoint, measures
from samvirke.figures import Text, format_number
from samvirke.indicators.definitions import FEWEST_ANSWERS
from samvirke.records import InputError, Problem
from samvirke.records.imports.words import did_you_mean, fold
from samvirke.schemes.contract_check.context import Context
from samvirke.schemes.results_statement.assessments import (
    Assessments,
    DeliveryEntry,
    ProcessEntry,
    ReceivedEntry,
)

_UNITS = {
    "share": "percent",
    "nps": "nps_points",
    "count": "companies",
    "growth_difference": "percentage_points",
}


# What a value of a unit can be at least and at most; no country has more companies.
_RANGES = {"percent": (0, 100), "nps_points": (-100, 100), "companies": (0, 10_000_000)}


def check_stated(
    assessments: Assessments, agreement: FrameworkAgreement, contract: Context | None
) -> None:
    """Raises ``InputError`` naming each entry that cannot be used, and why.

    What is said of a contract's goals is held against ``contract``, where there is one.
    """
    points = {point.id: point for point in agreement.measure_points}
    lists: dict[str, Iterable[_Found]] = {
        "deliveries": (_delivery(entry, points, contract) for entry in assessments.deliveries),
        "processes": (_process(entry, contract) for entry in assessments.processes),
        "received": (_received(entry, points) for entry in assessments.received),
    }
    problems = [
        Problem(*assessments.place_of(name, at), what, got=got, valid=valid)
        for name, entries in lists.items()
        for at, found in enumerate(entries)
        for what, got, valid in found
    ]
    if problems:
        raise InputError(problems)


_Found = Iterator[tuple[Text, str | None, Text | None]]


def _delivery(
    entry: DeliveryEntry, points: dict[str, MeasurePoint], contract: Context | None
) -> _Found:
    if entry.point is None:
        yield from _in_contract(entry.goal, entry.threshold, contract)
        return
    named = [point.id for point in points.values() if point.kind == "delivery"]
    if entry.point not in named:
        yield _nearest(_NO_DELIVERY, entry.point, named), entry.point, _listed(named)


def _process(entry: ProcessEntry, contract: Context | None) -> _Found:
    yield from _in_contract(entry.goal, entry.threshold, contract)
    goals = () if contract is None else contract.contract.goals
    goal = next((goal for goal in goals if goal.number == entry.goal), None)
    if goal is None:
        return
    listed = [title for title in goal.activities or () if isinstance(title, str)]
    for activity in entry.activities:
        if listed and fold(activity.title) not in {fold(title) for title in listed}:
            words = _nearest(_NO_ACTIVITY, activity.title, listed)
            yield words, activity.title, _listed(listed)
    if goal.activities_listed is not None and len(entry.activities) > goal.activities_listed:
        yield _too_many(goal.activities_listed), str(len(entry.activities)), None


def _in_contract(
    goal_number: int | None, threshold: str | None, contract: Context | None
) -> _Found:
    if contract is None:
        return
    goals = {goal.number: goal for goal in contract.contract.goals}
    goal = goals.get(goal_number or 0)
    if goal is None:
        numbers = [str(number) for number in sorted(goals)]
        yield _NO_GOAL, str(goal_number), _listed(numbers)
        return
    ids = [item.id for item in goal.requirements]
    if threshold not in ids if ids else threshold is not None:
        valid = _listed(ids) if ids else _NO_THRESHOLDS
        yield _NO_THRESHOLD, f"{goal_number}{threshold or ''}", valid
        return
    for match in contract.matches:
        if (match.goal.number, match.threshold.id) == (goal_number, threshold):
            yield _of_a_point(match.point.id), f"{goal_number}{threshold}", None


def _received(entry: ReceivedEntry, points: dict[str, MeasurePoint]) -> _Found:
    point = points.get(entry.point)
    unit = None if point is None else _UNITS.get(point.kind)
    if point is None or unit is None:
        named = [item.id for item in points.values() if item.kind in _UNITS]
        yield _nearest(_NO_VALUE_POINT, entry.point, named), entry.point, _listed(named)
        return
    if entry.unit != unit:
        yield _other_unit(point.id), entry.unit, _listed([unit])
    if entry.measure not in measures(point):
        named = [name for name in measures(point) if name is not None]
        valid = _listed(named) if named else _NO_MEASURES
        yield _NO_MEASURE, entry.measure, valid
    if unit in _RANGES and not _RANGES[unit][0] <= entry.value <= _RANGES[unit][1]:
        yield _OUT_OF_RANGE, format_number(entry.value, "da"), _from_to(*_RANGES[unit])
    answers = point.definition.unit_of_count == "answer"
    if answers and entry.n is not None and entry.n < FEWEST_ANSWERS:
        yield _TOO_FEW, str(entry.n), None


def _listed(names: list[str]) -> Text:
    return Text(da=", ".join(names), en=", ".join(names))


def _nearest(what: Text, got: str, names: list[str]) -> Text:
    """``what`` with the nearest of ``names`` as a question, where one is near."""
    hint = did_you_mean(got, names)
    return Text(da=f"{what.da} {hint.da}".strip(), en=f"{what.en} {hint.en}".strip())


def _from_to(lowest: int, highest: int) -> Text:
    shown = format_number(Fraction(highest), "da"), format_number(Fraction(highest), "en")
    return Text(da=f"fra {lowest} til {shown[0]}", en=f"from {lowest} to {shown[1]}")


def _too_many(listed: int) -> Text:
    return Text(
        da=f"Kontrakten nævner {listed} aktiviteter under målet, men her står flere. Tag dem ud, "
        "som ikke er kontraktens.",
        en=f"The contract lists {listed} activities under the goal, but more stand here. Leave "
        "out those that are not the contract's.",
    )


_NO_ACTIVITY = Text(
    da="Kontraktens mål har ikke den aktivitet. Ret titlen, eller tag den ud.",
    en="The contract's goal has no such activity. Correct the title or leave it out.",
)
_OUT_OF_RANGE = Text(
    da="Tallet kan ikke være rigtigt i den enhed. Ret »value«.",
    en="The number cannot be right in that unit. Correct 'value'.",
)
_NO_DELIVERY = Text(
    da="Aftalen har ingen levering med den betegnelse. Ret den, eller tag oplysningen ud.",
    en="The agreement has no delivery of that name. Correct it or leave the entry out.",
)
_NO_GOAL = Text(
    da="Kontrakten har intet mål med det nummer. Ret det, eller tag oplysningen ud.",
    en="The contract has no goal of that number. Correct it or leave the entry out.",
)
_NO_THRESHOLD = Text(
    da="Kontraktens mål har ikke det krav. Ret »threshold«, eller tag oplysningen ud.",
    en="The contract's goal has no such threshold. Correct 'threshold' or leave the entry out.",
)
_NO_THRESHOLDS = Text(
    da="målet har ingen krav: udelad »threshold«", en="no thresholds: leave it out"
)
_NO_VALUE_POINT = Text(
    da="Aftalen har intet målepunkt med et tal under den betegnelse. Ret den, eller tag tallet ud.",
    en="The agreement has no measure point with a number of that name. Correct it or leave the "
    "value out.",
)
_NO_MEASURE = Text(
    da="Målepunktet gøres ikke op på det mål. Ret »measure«.",
    en="The measure point is not measured so. Correct 'measure'.",
)
_NO_MEASURES = Text(da="målepunktet har kun ét: udelad »measure«", en="only one: leave it out")
_TOO_FEW = Text(
    da=f"Tallet hviler på under {FEWEST_ANSWERS} svar og må ikke vises. Tag det ud.",
    en=f"The value rests on fewer than {FEWEST_ANSWERS} answers and must not be shown. Leave it "
    "out.",
)


def _of_a_point(point: str) -> Text:
    return Text(
        da=f"Kontraktens krav er målepunktet {point} i aftalen og vurderes sammen med det. Skriv "
        "»point« i stedet for »goal« og »threshold«, hvis det er en levering; ellers tag det ud.",
        en=f"The contract's threshold is the agreement's measure point {point} and is judged with "
        "it. State 'point' instead of 'goal' and 'threshold' for a delivery; else leave it out.",
    )


def _other_unit(point: str) -> Text:
    return Text(
        da=f"{point} gøres op i en anden enhed. Ret »unit« og tallet.",
        en=f"{point} is measured in another unit. Correct 'unit' and the value.",
    )
