"""The results statement of a hub for a year: what was measured, and what two documents say of it.

The agreement and the contract each judge for themselves; their verdicts are never merged.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from samvirke.figures import Count, Figure, Given, Interval, Source, Text
from samvirke.indicators import Beside, DefinitionInWords, Outcome


class Verdict(Enum):
    """What a document says of a value in a year."""

    MET = "met"
    MISSED = "missed"
    NO_REQUIREMENT = "no_requirement"
    NOT_MEASURED = "not_measured"
    MEASURED_LATER = "measured_later"
    JUDGED_TOGETHER = "judged_together"
    TOO_FEW = "too_few"
    ASSESSED = "assessed"

    @property
    def label(self) -> Text:
        """The verdict in words."""
        return _LABELS[self]


_LABELS = {
    Verdict.MET: Text(da="Nået", en="Met"),
    Verdict.MISSED: Text(da="Ikke nået", en="Missed"),
    Verdict.NO_REQUIREMENT: Text(da="Intet krav i år", en="No requirement this year"),
    Verdict.NOT_MEASURED: Text(da="Ikke målt", en="Not measured"),
    Verdict.MEASURED_LATER: Text(da="Måles senere", en="Measured later"),
    Verdict.JUDGED_TOGETHER: Text(da="Afgøres samlet", en="Judged together"),
    Verdict.TOO_FEW: Text(da="For få svar", en="Too few answers"),
    Verdict.ASSESSED: Text(da="Vurderet", en="Assessed"),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One document's verdict on one value, or on a whole line.

    ``segment`` and ``measure`` name the value where there are several.

    ``requirement`` is the level in force that year and ``operator`` how it is compared;
    ``reason`` says why there is no met or missed, or what the verdict rests on.
    """

    verdict: Verdict
    source: Source
    segment: str | None = None
    requirement: Figure | Given | None = None
    operator: str | None = None
    reason: Text | None = None
    our_reading: bool = False
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measured value: of one segment, of one measure, or of all together.

    ``value`` is ``None`` where ``absent`` says why. A ``Given`` is a value received from an
    authority. ``base`` are the answers or companies behind it; ``previous`` is last year's value
    by the same definition. ``cells`` are the counts that the value gives away when it is shown.
    """

    value: Figure | Given | None
    segment: str | None = None
    measure: str | None = None
    base: Count | None = None
    interval: Interval | None = None
    previous: Figure | None = None
    beside: tuple[Beside, ...] = ()
    absent: Text | None = None
    too_few: bool = False
    # Counts of answers that a reader could work out from what is shown, by name.
    cells: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """A value as an authority stated it, beside our own."""

    value: Given
    people: int | None
    stated_on: date
    document: str
    authority: str
    segment: str | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of a process goal, as its author assessed it."""

    title: str
    status: Text
    text: str
    author: str
    assessed_on: date


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a person says of a goal that is not counted: the words, who wrote them, and when."""

    status: Text
    text: str
    author: str
    assessed_on: date
    evidence: str | None = None
    activities: tuple[Activity, ...] = ()
    completion_rule: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A measure point of the agreement, or a threshold or process goal of the contract.

    ``agreement`` and ``contract`` hold the verdicts; the first of each is the whole line's, those
    of segments follow. ``findings`` say where our own count and a received one differ.
    """

    id: str
    title: Text
    source: Source
    computed_by: Text
    definition: DefinitionInWords | None
    measurements: tuple[Measurement, ...]
    agreement: tuple[Judgement, ...]
    contract: tuple[Judgement, ...]
    received: tuple[Received, ...] = ()
    assessment: Assessment | None = None
    findings: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its lines."""

    id: str
    title: Text
    lines: tuple[Line, ...]
    local: bool = False


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """A municipality's part of the guidance against its part of the population.

    ``relative`` is the deviation in per cent of the population's part, ``points`` in percentage
    points. ``outcome`` is ``None`` where no document sets a limit. The totals of urban and rural
    municipalities are rows too, with their class as the name and no outcome.
    """

    municipality: str
    area_class: Text
    guidance: Count | Figure
    population: Figure | Given
    share_of_guidance: Figure
    share_of_population: Figure
    relative: Figure
    points: Figure
    outcome: Outcome | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class VolumeRow:
    """Engagements and distinct companies of one kind of guidance."""

    label: Text
    engagements: Count | Figure | None
    companies: Count | Figure | None
    previous_companies: Count | Figure | None = None


@dataclass(frozen=True, slots=True)
class FileUsed:
    """A file that the statement rests on."""

    role: Text
    name: str
    sha256: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement as a whole: snapshot + agreement + contract + code version."""

    hub: str
    hub_name: str
    kkr_name: str
    year: int
    agreement: str
    agreement_title: str
    contract: str | None
    contract_title: str | None
    snapshot: str
    code_version: str
    version: int
    due: date
    goals: tuple[Goal, ...]
    spread: tuple[SpreadRow, ...]
    spread_excluded: tuple[tuple[Text, int], ...]
    volumes: tuple[VolumeRow, ...]
    activity_shares: tuple[Beside, ...]
    files: tuple[FileUsed, ...]
    cut_off: date | None = None
    demo: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line of every goal, in order."""
        return tuple(line for goal in self.goals for line in goal.lines)
