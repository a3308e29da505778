"""What every rendering of a results statement says: plain texts, in one language.

Nothing here is computed: numbers are already words, with the exact value beside for those who
calculate further.
"""

from dataclasses import dataclass

from samvirke.figures import Language, Step


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in words, or the words that stand where there is none.

    ``exact`` is the unrounded value in canonical form and ``unit`` its word; both are ``None``
    where there is no number. ``note`` is the number of the note with the calculation.
    """

    words: str
    exact: str | None = None
    unit: str | None = None
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A small bar, in thousandths of its axis: where it starts, how wide it is, marks across it.

    It only repeats what the number beside it says.
    """

    start: int
    width: int
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict: its code, a sign that goes before its words, and its words."""

    code: str
    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """One document's verdict on one value with what it requires and why.

    ``part`` is empty for the whole line; ``clause`` is the place in the document.
    """

    document: str
    clause: str
    part: str
    mark: Mark
    requirement: str
    level: Amount
    reason: str
    reading: str


@dataclass(frozen=True, slots=True)
class Range:
    """An interval: in words, its ends in canonical form, and its method."""

    words: str
    low: str
    high: str
    method: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure shown beside the one that is judged."""

    label: str
    value: Amount


@dataclass(frozen=True, slots=True)
class Part:
    """A measured value: of one segment, of one measure, or of all together.

    Verdicts stand beside the parts only where there are several; else the line's own is theirs.
    """

    name: str
    value: Amount
    origin: str
    base: Amount
    interval: Range | None
    previous: Amount
    agreement: Mark | None
    contract: Mark | None
    beside: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as an authority stated it."""

    part: str
    value: Amount
    people: Amount
    authority: str
    day: str
    document: str


@dataclass(frozen=True, slots=True)
class Done:
    """An activity of a process goal."""

    title: str
    status: str
    text: str
    author: str
    day: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """What a person says of a goal that is not counted."""

    status: str
    text: str
    author: str
    day: str
    evidence: str
    completion_rule: str
    activities: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the statement in full. ``notes`` are the numbers of its calculations."""

    id: str
    title: str
    anchor: str
    clause: str
    computed_by: str
    parts: tuple[Part, ...]
    rulings: tuple[Ruling, ...]
    stated: tuple[Stated, ...]
    findings: tuple[str, ...]
    assessed: Assessed | None
    definition: tuple[Term, ...]
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A goal with its lines."""

    id: str
    title: str
    local: bool
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class GlanceValue:
    """A value at a glance: what of, how much, how much last year."""

    name: str
    value: Amount
    previous: Amount
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """A line at a glance. ``anchor`` leads to the line in full; ``None`` is no verdict."""

    local: bool
    id: str
    title: str
    anchor: str
    values: tuple[GlanceValue, ...]
    requirement: tuple[str, ...]
    agreement: Mark | None
    contract: Mark | None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many lines have a verdict."""

    mark: Mark
    number: int
    phrase: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How one document judges all the lines it speaks of."""

    document: str
    total: int
    counted: tuple[Counted, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """A municipality's part of the guidance against its part of the population."""

    name: str
    area_class: str
    guidance: Amount
    share_of_guidance: Amount
    population: Amount
    share_of_population: Amount
    relative: Amount
    points: Amount
    outcome: str
    outcome_code: str
    is_total: bool
    bar: Bar


@dataclass(frozen=True, slots=True)
class VolumeLine:
    """Engagements and companies of one kind of guidance."""

    name: str
    engagements: Amount
    companies: Amount
    previous: Amount


@dataclass(frozen=True, slots=True)
class Rest:
    """A file that the statement rests on."""

    role: str
    name: str
    rows: Amount
    sha256: str


@dataclass(frozen=True, slots=True)
class Note:
    """A calculation, line by line, under its number and its permanent address.

    ``names`` are the numbers of the notes that it refers to.
    """

    number: int
    title: str
    address: str
    steps: tuple[Step, ...]
    names: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole statement in one language; ``demo`` is empty for real data."""

    language: Language
    id: str
    title: str
    hub: str
    year: int
    running_head: str
    demo: str
    demo_mark: str
    period: str
    status: str
    tallies: tuple[Tally, ...]
    remarks: tuple[str, ...]
    glance: tuple[GlanceRow, ...]
    sections: tuple[Section, ...]
    spread: tuple[SpreadLine, ...]
    spread_excluded: tuple[str, ...]
    spread_notes: tuple[int, ...]
    volumes: tuple[VolumeLine, ...]
    shares: tuple[Beside, ...]
    volume_notes: tuple[int, ...]
    origins: tuple[Term, ...]
    files: tuple[Rest, ...]
    basis: tuple[Term, ...]
    reading: tuple[Term, ...]
    notes: tuple[Note, ...]
    labels: dict[str, str]
    version: str
