"""The national statement: the hubs side by side, and totals where the agreement says together.

Due in the first quarter under the agreement for 2021-2023 (8), in the first half year under the
one for 2024-2027 (9).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samvirke.agreements import (
    FrameworkAgreement,
    MeasurePoint,
    agreement_in_force,
    load_agreements,
    required_level,
    requirement,
)
from samvirke.figures import (
    Derivation,
    Figure,
    Operation,
    Period,
    Source,
    Text,
    address,
    derive,
    format_date,
)
from samvirke.records import InputError, Problem
from samvirke.schemes.results_statement.agreement_lines import next_requirement
from samvirke.schemes.results_statement.approval import Step
from samvirke.schemes.results_statement.json_form import judgement_to_json, number_to_json
from samvirke.schemes.results_statement.model import (
    Judgement,
    Line,
    Measurement,
    Statement,
    Verdict,
)
from samvirke.schemes.results_statement.verdicts import judge
from samvirke.territory import BodyKind, load_territory

SCHEMA = "samvirke.national-statement"
VERSION = 1


@dataclass(frozen=True, slots=True)
class HubLine:
    """One hub's line in a row of the national statement."""

    hub: str
    hub_name: str
    line: Line


@dataclass(frozen=True, slots=True)
class NationalRow:
    """A measure point over all hubs; ``together`` where the agreement judges them as one."""

    id: str
    title: Text
    source: Source
    hubs: tuple[HubLine, ...]
    together: Measurement | None
    judgement: Judgement | None


@dataclass(frozen=True, slots=True)
class NationalStatement:
    """The statements of a year under one agreement, side by side.

    ``hubs`` are the id and name of all there are; ``missing`` those without a statement. ``due``
    and ``hubs_due`` are the days by which the agreement's clauses want this statement and those of
    the hubs. ``steps`` are how far each hub's statement had come, by the hub's id, where known.
    """

    year: int
    agreement: str
    agreement_title: str
    due: date
    clause: str
    hubs_due: date
    hubs_clause: str
    rows: tuple[NationalRow, ...]
    statements: tuple[Statement, ...]
    hubs: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    steps: tuple[tuple[str, Step], ...] = ()
    demo: bool = False

    @property
    def drafts(self) -> tuple[str, ...]:
        """The hubs by name whose statement was not signed off and may still change."""
        names = dict(self.hubs)
        return tuple(names.get(hub, hub) for hub, step in self.steps if step is Step.DRAFT)


def hubs_of(year: int) -> tuple[tuple[str, str], ...]:
    """The id and name of every hub that there is on the first day of ``year``."""
    first_day = Period.of_year(year).start
    return tuple(
        (body.id, body.name)
        for body in load_territory().bodies
        if body.kind is BodyKind.HUB and body.period.contains(first_day)
    )


def make_national_statement(
    statements: Sequence[Statement],
    hubs: Sequence[tuple[str, str]],
    *,
    steps: Mapping[str, Step] | None = None,
) -> NationalStatement:
    """The national statement over ``statements``; ``hubs`` are the id and name of all there are.

    ``steps`` are how far each hub's statement has come, by the hub's id, where it is known.
    Raises ``InputError`` for no statement, statements of different years, two of one hub, or one
    that is only the status at a day of the year.
    """
    _check(statements)
    year = statements[0].year
    agreement = agreement_in_force(load_agreements(), on=Period.of_year(year).start)
    if agreement is None:
        raise ValueError(f"a statement exists for {year}, where no agreement holds")
    order = {hub: at for at, (hub, _) in enumerate(hubs)}
    ordered = tuple(sorted(statements, key=lambda item: order.get(item.hub, len(order))))
    present = {item.hub for item in ordered}
    missing = tuple(name for hub, name in hubs if hub not in present)
    rows = tuple(
        _row(agreement, point, ordered, missing=missing) for point in agreement.measure_points
    )
    return NationalStatement(
        year=year,
        agreement=agreement.id,
        agreement_title=agreement.title,
        due=agreement.reporting.national_statement.after(year),
        clause=agreement.reporting.national_statement.clause,
        hubs_due=agreement.reporting.hub_statement.after(year),
        hubs_clause=agreement.reporting.hub_statement.clause,
        rows=rows,
        statements=ordered,
        hubs=tuple(hubs),
        missing=missing,
        steps=tuple((item.hub, steps[item.hub]) for item in ordered if steps and item.hub in steps),
        demo=any(item.demo for item in ordered),
    )


def _check(statements: Sequence[Statement]) -> None:
    years = sorted({item.year for item in statements})
    if not statements:
        raise _refused(
            Text(
                da="Der er ingen opgørelser at stille op ved siden af hinanden. Angiv mindst én.",
                en="There are no statements to set side by side. Name at least one.",
            )
        )
    if len(years) > 1:
        named = ", ".join(str(year) for year in years)
        raise _refused(
            Text(
                da=f"Opgørelserne er fra forskellige år ({named}). Vælg ét år.",
                en=f"The statements are of different years ({named}). Choose one year.",
            )
        )
    early = next((item for item in statements if item.cut_off is not None), None)
    if early is not None and early.cut_off is not None:
        shown = format_date(early.cut_off, "da"), format_date(early.cut_off, "en")
        raise _refused(
            Text(
                da=f"Opgørelsen for {early.hub_name} er en status pr. {shown[0]} og ikke årets "
                "opgørelse. Brug opgørelsen for hele året.",
                en=f"The statement of {early.hub_name} is the status at {shown[1]}, not the "
                "year's statement. Use the statement of the whole year.",
            )
        )
    hubs = [item.hub_name for item in statements]
    double = next((name for name in hubs if hubs.count(name) > 1), None)
    if double is not None:
        raise _refused(
            Text(
                da=f"{double} har to opgørelser. Behold den, der gælder.",
                en=f"{double} has two statements. Keep the one that holds.",
            )
        )


def _row(
    agreement: FrameworkAgreement,
    point: MeasurePoint,
    statements: Sequence[Statement],
    *,
    missing: Sequence[str],
) -> NationalRow:
    hubs = tuple(
        HubLine(item.hub, item.hub_name, line)
        for item in statements
        for line in item.lines
        if line.id == point.id
    )
    together = None
    if point.scope == "all_hubs" and point.kind == "count":
        together = _together(agreement, point, hubs, missing, statements[0].year)
    judgement = None
    if together is not None:
        judgement = _judgement(agreement, point, together, year=statements[0].year)
    source = agreement.source(point.clause)
    return NationalRow(point.id, point.title, source, hubs, together, judgement)


def _together(
    agreement: FrameworkAgreement,
    point: MeasurePoint,
    hubs: Sequence[HubLine],
    missing: Sequence[str],
    year: int,
) -> Measurement:
    """The sum over the hubs; no value while a hub's is missing."""
    values = [(item, _figure_of(item.line)) for item in hubs]
    lacking = [*missing, *(item.hub_name for item, figure in values if figure is None)]
    if lacking:
        names = ", ".join(lacking)
        return Measurement(
            None,
            absent=Text(
                da=f"Summen kan ikke gøres op, før tallet haves for {names}.",
                en=f"The sum cannot be made until the number is there for {names}.",
            ),
        )
    figure = derive(
        point.title,
        next(figure.unit for _, figure in values if figure is not None),
        Derivation(
            Text(da="summen over erhvervshusene", en="the sum over the hubs"),
            agreement.source(point.clause),
            Operation.SUM,
            tuple(figure for _, figure in values if figure is not None),
        ),
        address=address("national opgørelse", str(year), point.id),
    )
    return Measurement(figure)


def _figure_of(line: Line) -> Figure | None:
    value = line.measurements[0].value if line.measurements else None
    return value if isinstance(value, Figure) else None


def _judgement(
    agreement: FrameworkAgreement, point: MeasurePoint, together: Measurement, *, year: int
) -> Judgement:
    required = requirement(point, year=year)
    threshold = required.threshold
    if threshold is None:
        source = agreement.source(point.clause)
        return Judgement(Verdict.NO_REQUIREMENT, source, reason=next_requirement(required))
    level = required_level(agreement, point, year=year, hub="")
    if level is None:
        raise ValueError(f"{point.id} has a threshold without a level")
    return judge(together, level, threshold.operator, agreement.source(threshold.clause))


def national_to_json(statement: NationalStatement) -> dict[str, Any]:
    """The national statement as JSON values."""
    steps = dict(statement.steps)
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "year": statement.year,
        "agreement": {"id": statement.agreement, "title": statement.agreement_title},
        "due": statement.due.isoformat(),
        "demo": statement.demo,
        "missing": list(statement.missing),
        "statements": [
            {
                "hub": item.hub,
                "version": item.version,
                "snapshot": item.snapshot,
                "step": steps[item.hub].value if item.hub in steps else None,
            }
            for item in statement.statements
        ],
        "rows": [
            {
                "id": row.id,
                "title": {"da": row.title.da, "en": row.title.en},
                "hubs": [
                    {
                        "hub": item.hub,
                        "values": [
                            {"segment": one.segment, "value": number_to_json(one.value)}
                            for one in item.line.measurements
                        ],
                        "agreement": [judgement_to_json(one) for one in item.line.agreement],
                    }
                    for item in row.hubs
                ],
                "together": None if row.together is None else number_to_json(row.together.value),
                "judgement": None if row.judgement is None else judgement_to_json(row.judgement),
            }
            for row in statement.rows
        ],
    }


def _refused(what: Text) -> InputError:
    return InputError([Problem("national opgørelse", None, what)])
