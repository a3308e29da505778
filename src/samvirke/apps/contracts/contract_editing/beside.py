"""What stands beside the fields: what the agreement requires, what was found, what to choose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samvirke.agreements import MeasurePoint
from samvirke.agreements.contract import read_years
from samvirke.agreements.local_indicators import load_local_indicators
from samvirke.apps.contracts.contract_editing.draft import Draft, Row
from samvirke.apps.contracts.contract_editing.fields import OPERATORS
from samvirke.apps.languages import in_page_language, page_language
from samvirke.figures import Text
from samvirke.papers.agreement_timeline import TimelineRow, TimelineYear, timeline
from samvirke.papers.contract_check.view import BADGES
from samvirke.records import Rejected
from samvirke.schemes.contract_check import ContractCheck, Finding, Kind
from samvirke.schemes.contract_check.placing import Spot, matches_of
from samvirke.territory import BodyKind, load_territory

Choices = Sequence[tuple[str, str]]
_NONE = {
    "framework_ref": Text(da="Intet", en="None"),
    "measure_point": Text(da="Kendes på ordene", en="Known by the words"),
    "operator": Text(da="Vælg", en="Choose"),
    "counted_as": Text(da="Tælles ikke", en="Not counted"),
}
_NOTHING = Text(da="{year}: intet krav i rammeaftalen", en="{year}: the agreement requires nothing")
_NEXT = Text(da="{told}; næste krav {year}: {words}", en="{told}; next requirement {year}: {words}")


@dataclass(frozen=True, slots=True)
class Beside:
    """The measure point of the agreement that a row speaks of, and its requirements in words."""

    point: str
    title: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding of the contract check; ``add`` is the button that mends it, where one does."""

    label: str
    badge: str
    heading: str
    words: str
    clause: str
    add: str


def finding_shown(finding: Finding, *, goal: int | None) -> FindingShown:
    """A finding for the page, beside a goal or on its own."""
    missing = finding.kind is Kind.MISSING_MEASURE_POINT and goal is not None
    return FindingShown(
        label=in_page_language(finding.grade.label),
        badge=BADGES[finding.grade.value],
        heading=in_page_language(finding.kind.label),
        words=in_page_language(finding.message),
        clause=finding.framework_clause or "",
        add=f"add-point:{goal}:0:{finding.measure_point}" if missing else "",
    )


def choices_of(name: str, value: str, check: ContractCheck | None) -> Choices:
    """What may be chosen in a field, first nothing; what stands there already stays a choice."""
    listed = [("", in_page_language(_NONE[name])), *_listed(name, check)]
    known = [code for code, _ in listed]
    return listed if value in known else [*listed, (value, value)]


def _listed(name: str, check: ContractCheck | None) -> Choices:
    if name == "operator":
        return [(code, in_page_language(words)) for code, words in OPERATORS.items()]
    if name == "counted_as":
        found = load_local_indicators().values()
        return [(item.id, in_page_language(item.title)) for item in found]
    if check is None:
        return []
    agreement = check.agreement
    things = agreement.goals if name == "framework_ref" else agreement.measure_points
    return [(item.id, f"{item.id} {in_page_language(item.title)}") for item in things]


def requirements_of(draft: Draft, check: ContractCheck, *, reads_words: bool) -> dict[Spot, Beside]:
    """By row what the agreement requires of its measure point.

    A row that names no measure point is known by its words where the form is a contract
    (``reads_words``).
    """
    contract = check.contract
    hub = load_territory().body(BodyKind.HUB, contract.hub_name, on=contract.in_force)
    goals = timeline(check.agreement, page_language(), hub=hub)
    rows = {row.id: row for goal in goals for row in goal.rows}
    known = matches_of(contract, check.agreement) if reads_words else {}
    points: dict[str, MeasurePoint] = {item.id: item for item in check.agreement.measure_points}
    found: dict[Spot, Beside] = {}
    for at, goal in enumerate(draft.goals):
        for n, row in enumerate(goal.rows):
            spoken_of = known.get((at, n))
            named = row.typed.get("measure_point") or (spoken_of.point.id if spoken_of else "")
            if named in points:
                years = _years(row) or (contract.contract_year,)
                lines = [_line(rows[named], year) for year in years]
                title = in_page_language(points[named].title)
                found[at, n] = Beside(named, title, lines)
    return found


def _years(row: Row) -> tuple[int, ...]:
    parts = [part.strip() for part in row.typed.get("year", "").split(",")]
    try:
        return read_years(parts)
    except Rejected:
        return ()


def _line(row: TimelineRow, year: int) -> str:
    held = next((item for item in row.years if item.year == year and item.told), None)
    if held is not None:
        return f"{year}: {_told(held)}"
    told = in_page_language(_NOTHING).format(year=year)
    later = next((item for item in row.years if item.year > year and item.told), None)
    if later is None:
        return told
    return in_page_language(_NEXT).format(told=told, year=later.year, words=_told(later))


def _told(year: TimelineYear) -> str:
    return "; ".join(_parts(year))


def _parts(year: TimelineYear) -> Iterator[str]:
    for told in year.told:
        level = f", {told.level}" if told.level else ""
        yield f"{told.words}{level} ({told.clause})"
