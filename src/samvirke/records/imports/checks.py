"""What must hold between the cells of a row, and between the rows of a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samvirke.figures import Text
from samvirke.records.imports.cells import Cell, CellRefused
from samvirke.records.imports.dates import outside_years
from samvirke.records.imports.headings import Headings
from samvirke.records.imports.known import Known
from samvirke.records.imports.layout import HOURS, SCHEMAS, Layout
from samvirke.records.imports.subjects import SubjectList
from samvirke.records.imports.words import fold, one_of

_A_YEAR = 10_000
_A_YEAR_OF_MOMENTS = 10_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a cell of the record in the light of others."""

    column: str
    reason: Text
    remedy: Text


# A cell as it was read, or why it was refused.
Value = Cell | CellRefused
# Checks a row with its number; what it settles (hours as minutes, a service's one name) it writes
# into the row.
Check = Callable[[int, list[Value]], list[Finding]]


def checks_of(table: str, headings: Headings, layout: Layout, known: Known) -> Sequence[Check]:
    """The checks of a table's rows, for one file."""
    if table == "engagements":
        missing = {
            name: layout.heading_of(table, name)
            for name in ("service", "theme")
            if headings.taking(table, name) is None
        }
        return (
            _one_duration(_slots(table)),
            _years(table, "started", known),
            _in_order(table, "started", "ended", _ENDS_EARLY),
            _in_order(table, "company_founded", "started", _FOUNDED_LATE),
            _Subjects(_slots(table), known.subjects, missing),
        )
    if table == "participations":
        late = _in_order(table, "company_founded", "day", _FOUNDED_LATE)
        return (_years(table, "day", known), late)
    if table == "adviser_meetings":
        return (_years(table, "day", known),)
    if table == "evaluations":
        return (_answered_in_time(_slots(table)["answered"], known),)
    return (_Weights(_slots(table)),)


def _slots(table: str) -> dict[str, int]:
    names = (*SCHEMAS[table].column_names, HOURS)
    return {name: at for at, name in enumerate(names)}


def _one_duration(slots: dict[str, int]) -> Check:
    minutes, hours = slots["minutes"], slots[HOURS]

    def check(number: int, values: list[Value]) -> list[Finding]:
        if values[hours] is None:
            return []
        if values[minutes] is not None:
            return [Finding(HOURS, _BOTH_DURATIONS, _ONE_DURATION)]
        values[minutes] = values[hours]
        return []

    return check


def _years(table: str, name: str, known: Known) -> Check:
    slot = _slots(table)[name]
    years = frozenset(known.years)

    def check(number: int, values: list[Value]) -> list[Finding]:
        day = values[slot]
        if not isinstance(day, int) or day // _A_YEAR in years:
            return []
        return [_finding(name, outside_years(years))]

    return check


def _answered_in_time(slot: int, known: Known) -> Check:
    # Those guided late in the last year answer in the year after it.
    years = range(min(known.years, default=0), max(known.years, default=0) + 2)

    def check(number: int, values: list[Value]) -> list[Finding]:
        answered = values[slot]
        if not isinstance(answered, int) or answered // _A_YEAR_OF_MOMENTS in years:
            return []
        return [_finding("answered", outside_years(years))]

    return check


def _in_order(table: str, first: str, second: str, finding: Finding) -> Check:
    one, other = _slots(table)[first], _slots(table)[second]

    def check(number: int, values: list[Value]) -> list[Finding]:
        start, end = values[one], values[other]
        if isinstance(start, int) and isinstance(end, int) and end < start:
            return [finding]
        return []

    return check


def _finding(column: str, refusal: CellRefused) -> Finding:
    return Finding(column, refusal.reason, refusal.remedy)


class _Subjects:
    """The service or theme is one of the list that holds in the year the engagement starts."""

    def __init__(
        self, slots: dict[str, int], lists: Sequence[SubjectList], missing: dict[str, str]
    ) -> None:
        self._slots, self._missing = slots, missing
        self._lists = {year: (item, _accepted(item)) for item in lists for year in item.years}

    def __call__(self, number: int, values: list[Value]) -> list[Finding]:
        started = values[self._slots["started"]]
        listed = self._lists.get(started // _A_YEAR) if isinstance(started, int) else None
        if listed is None:
            return []
        subjects, accepted = listed
        own, other = ("service", "theme") if subjects.column == "service" else ("theme", "service")
        found = []
        if values[self._slots[other]] is not None:
            found.append(Finding(other, _OTHER_YEARS, _move(subjects)))
        if own in self._missing:
            found.append(Finding(own, _NO_COLUMN, self._add(own, subjects)))
        written = values[self._slots[own]]
        if isinstance(written, str):
            kept = accepted.get(written) or accepted.get(fold(written))
            if kept is None:
                found.append(Finding(own, _UNKNOWN_SUBJECT, _listed(subjects)))
            values[self._slots[own]] = kept
        return found

    def _add(self, own: str, subjects: SubjectList) -> Text:
        """Told once: the column is missing in every row alike."""
        heading = self._missing.pop(own)
        return Text(
            da=f"Tilføj kolonnen »{heading}«, eller oversæt filens egen overskrift. Felter må være "
            f"tomme ({subjects.source}).",
            en=f"Add the column '{heading}', or map the file's own heading. Cells may be empty "
            f"({subjects.source}).",
        )


def _accepted(subjects: SubjectList) -> dict[str, str]:
    return {**{fold(name): kept for name, kept in subjects.names.items()}, **subjects.names}


def _listed(subjects: SubjectList) -> Text:
    names = one_of(subjects.kept)
    mark = Text(da="", en="")
    if subjects.our_reading:
        mark = Text(da=" (listen er vores læsning)", en=" (the list is our reading)")
    return Text(
        da=f"{names.da} Eller oversæt ordet. Kilde: {subjects.source}{mark.da}.",
        en=f"{names.en} Or map the word. Source: {subjects.source}{mark.en}.",
    )


def _move(subjects: SubjectList) -> Text:
    first, last = subjects.years[0], subjects.years[-1]
    wanted = _ITS_NAME[subjects.column]
    return Text(
        da=f"Tøm feltet. For forløb, der begynder {first}–{last}, registreres {wanted.da}.",
        en=f"Empty the cell. Engagements that start in {first}–{last} have a {wanted.en}.",
    )


class _Weights:
    """Within a survey of a hub, either every row has a weight or none has."""

    def __init__(self, slots: dict[str, int]) -> None:
        self._slots = slots
        self._first: dict[tuple[Value, Value], tuple[bool, int]] = {}

    def __call__(self, number: int, values: list[Value]) -> list[Finding]:
        survey = (values[self._slots["hub"]], values[self._slots["survey_year"]])
        if not (isinstance(survey[0], str) and isinstance(survey[1], int)):
            return []
        weighted = values[self._slots["weight"]] is not None
        expected, row = self._first.setdefault(survey, (weighted, number))
        if weighted == expected:
            return []
        remedy = Text(
            da=f"Række {row} {'har' if expected else 'har ikke'} en vægt. Giv hver række i "
            "målingen en vægt, eller lad alle være uden.",
            en=f"Row {row} has {'a' if expected else 'no'} weight. Give every row of the survey a "
            "weight, or none.",
        )
        return [Finding("weight", _WEIGHT_GIVEN if weighted else _WEIGHT_MISSING, remedy)]


_BOTH_DURATIONS = Text(
    da="Både minutter og timer er udfyldt.", en="Both minutes and hours are filled in."
)
_ONE_DURATION = Text(da="Behold ét af de to felter.", en="Keep one of the two cells.")
_ENDS_EARLY = Finding(
    "ended",
    Text(da="Forløbet slutter, før det begynder.", en="The engagement ends before it starts."),
    Text(da="Ret slutdatoen eller startdatoen.", en="Correct the end date or the start date."),
)
_FOUNDED_LATE = Finding(
    "company_founded",
    Text(
        da="Virksomheden er stiftet, efter at vejledningen begyndte.",
        en="The company was founded after the guidance started.",
    ),
    Text(
        da="Ret datoen. Var det en førstarter uden virksomhed, så lad feltet være tomt.",
        en="Correct the date. Where there was no company yet, leave the cell empty.",
    ),
)
_OTHER_YEARS = Text(
    da="Feltet hører ikke til det år, forløbet begynder i.",
    en="The cell does not belong to the year in which the engagement starts.",
)
_NO_COLUMN = Text(
    da="Kolonnen mangler i filen, og aftalen kræver den i det år, forløbet begynder.",
    en="The file lacks the column, and the agreement demands it in the year of the engagement.",
)
_UNKNOWN_SUBJECT = Text(
    da="Ydelsen eller temaet kendes ikke.", en="The service or theme is not known."
)
_ITS_NAME = {
    "service": Text(da="ydelse", en="service"),
    "theme": Text(da="tema", en="theme"),
}
_WEIGHT_GIVEN = Text(
    da="Rækken har en vægt, men målingens første række har ingen.",
    en="The row has a weight, but the first row of the survey has none.",
)
_WEIGHT_MISSING = Text(
    da="Rækken mangler en vægt, som målingens første række har.",
    en="The row lacks a weight, which the first row of the survey has.",
)
