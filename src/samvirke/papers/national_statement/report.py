"""What every rendering of the national statement says: plain texts, in one language.

Nothing here is computed, as in a hub's own statement, whose parts these are made of.
"""

from dataclasses import dataclass

from samvirke.figures import Language
from samvirke.papers.results_statement.report import Amount, Bar, Counted, Mark, Note, Term


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a hub reached at one measure point, in a word or two; ``lines`` has one per part."""

    lines: tuple[str, ...]
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class HubValue:
    """One value of one hub; ``requirement`` is empty where it is the same for every hub.

    A hub that has sent nothing has a row that says so in the place of the value.
    """

    hub: str
    part: str
    value: Amount
    address: str
    bar: Bar | None
    base: Amount
    interval: str
    previous: Amount
    requirement: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Together:
    """The sum over the hubs and the agreement's verdict on it."""

    value: Amount
    requirement: str
    mark: Mark | None
    reason: str


@dataclass(frozen=True, slots=True)
class NationalPoint:
    """A measure point over all hubs.

    ``glimpses`` has one for each hub in the order of the report's hubs. ``is_measured`` where any
    hub has a value; the others have nothing to show in full. ``notes`` are the numbers of its
    calculations.
    """

    id: str
    title: str
    anchor: str
    clause: str
    requirement: tuple[str, ...]
    requirements_differ: bool
    has_parts: bool
    is_measured: bool
    glimpses: tuple[Glimpse, ...]
    values: tuple[HubValue, ...]
    together: Together | None
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HubTally:
    """How the agreement judges one hub, and which statement says so; nothing for a missing one."""

    name: str
    statement: str
    snapshot: str
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class NationalReport:
    """The whole national statement in one language; ``demo`` is empty for real data.

    ``hubs`` are the short names of all hubs, also of those that have sent nothing.
    """

    language: Language
    id: str
    title: str
    year: int
    running_head: str
    demo: str
    demo_mark: str
    status: str
    submitted: str
    hubs: tuple[str, ...]
    tallies: tuple[HubTally, ...]
    points: tuple[NationalPoint, ...]
    has_totals: bool
    basis: tuple[Term, ...]
    reading: tuple[Term, ...]
    notes: tuple[Note, ...]
    labels: dict[str, str]
    version: str
