"""What an effect statement holds: plain values, written to JSON and read back unchanged.

Effects are in percentage points unless the formula says otherwise, as unrounded floats; verdicts
compare those. Numbers of companies are whole.
"""

from dataclasses import dataclass

from pydantic import TypeAdapter

from samvirke.figures import Text


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect: the guided's growth minus the controls', with its 95 per cent interval.

    ``error`` is the standard error that the interval rests on, a median's the bootstrap's. All
    three are ``None`` where there is none, as for a single pair. The growths are ``None`` in a
    published line.
    """

    value: float
    low: float | None
    high: float | None
    error: float | None
    guided_growth: float | None
    control_growth: float | None
    guided: int
    controls: int

    @property
    def growths(self) -> tuple[float, float]:
        """The growth of the guided and of the controls. Raises ``ValueError`` where not told."""
        if self.guided_growth is None or self.control_growth is None:
            raise ValueError("the growth of the two groups is not told")
        return self.guided_growth, self.control_growth


@dataclass(frozen=True, slots=True)
class Line:
    """The same effect under another choice, or a placebo; ``why_not`` where it has no number.

    ``hidden`` says why the number must not be published (``few``, ``dominated``, ``subtraction``).
    """

    code: str
    label: Text
    estimate: Estimate | None
    why_not: Text | None
    hidden: str | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """The 2.5 and 97.5 per cent quantiles of bootstrapped estimates, and their spread."""

    low: float
    high: float
    error: float
    draws: int


@dataclass(frozen=True, slots=True)
class Placebos:
    """Effects found on companies drawn as if they had been guided; the truth there is none.

    ``as_far`` counts those at least as far from zero as the real effect.
    """

    estimates: tuple[float, ...]
    as_far: int


@dataclass(frozen=True, slots=True)
class CellsLeftOut:
    """The lowest and highest estimate when each of ``cells`` cells is left out in turn; cells of
    few guided companies count together.
    """

    cells: int
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class LostPairs:
    """Pairs without growth: one company gone, merged, or without numbers in the end year."""

    gone: int
    merged: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Part:
    """The effect for one hub, one theme or both; ``None`` stands for all of them.

    ``hidden`` says why nothing is shown (``few``, ``dominated``, ``subtraction``); then
    ``estimate`` and ``guided`` are ``None`` in what is published.
    """

    hub: str | None
    theme: str | None
    guided: int | None
    estimate: Estimate | None
    hidden: str | None
    verdict: str | None


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """One measure of one point in one year.

    ``verdict`` is ``met``, ``not_met`` or ``too_few``; ``certainty`` is ``clear`` where the whole
    interval lies on the verdict's side of the threshold, else ``uncertain``. ``naive`` is the
    growth of the guided minus that of all never guided, without matching. ``lost`` and
    ``pulled_in`` are ``None`` where the national effect is hidden.
    """

    measure: str
    operator: str
    threshold: str
    threshold_clause: str
    estimate: Estimate | None
    why_not: Text | None
    abadie_imbens_error: float | None
    clustered_error: float | None
    verdict: str
    certainty: str | None
    naive: float | None
    lost: LostPairs | None
    pulled_in: int | None
    lines: tuple[Line, ...]
    band: Band | None
    placebos: Placebos | None
    left_out: CellsLeftOut | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One variable before and after matching, as ``effects.balance`` computes it."""

    name: str
    difference_before: float | None
    difference_after: float | None
    variance_ratio_before: float | None
    variance_ratio_after: float | None


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """The score behind the pairs: the coefficients of the logit on the variables' own scale, the
    constant first, and the 10, 50 and 90 per cent quantiles of the chance (0 to 1) to be guided
    that the guided and the others have. Where they do not overlap, nobody can be compared. The
    quantiles are ``None`` where few companies lie beyond them.
    """

    coefficients: tuple[tuple[str, float], ...]
    guided: tuple[float, float, float] | None
    others: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True)
class Match:
    """The match of one guided company: the derivation of the effect, for the closed machine only.

    ``cell`` names the exact variables' values; ``reason`` says why there is no control.
    """

    company: int
    hub: str
    theme: str
    controls: tuple[int, ...]
    distances: tuple[float, ...]
    cell: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class PointYear:
    """One effect measure point in one statement year; ``why_not`` where nothing was computed.

    ``unmatched`` counts guided companies without a pair, by reason. Groups of fewer companies than
    ``shown_from`` are not told of in public: then the numbers of guided companies are ``None``.
    """

    point: str
    title: Text
    clause: str
    segment: str
    year: int
    ended_year: int
    base_year: int
    guided: int | None
    matched: int | None
    unmatched: dict[str, int] | None
    pool: int
    cells: int | None
    shown_from: int
    balance: tuple[BalanceRow, ...]
    constant: tuple[str, ...]
    measures: tuple[MeasureResult, ...]
    matches: tuple[Match, ...]
    why_not: Text | None
    score: ScoreSummary | None = None


@dataclass(frozen=True, slots=True)
class EventYear:
    """The effect so many years after guidance ended; hidden where too few stand behind it."""

    event: int
    value: float | None
    low: float | None
    high: float | None
    guided: int | None


@dataclass(frozen=True, slots=True)
class EventStudy:
    """Difference-in-differences by years since guidance, in log points.

    ``sample`` is ``matched`` (guided and their controls) or ``all`` (all never guided).
    """

    segment: str
    measure: str
    sample: str
    events: tuple[EventYear, ...]
    overall: EventYear | None
    group_years: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of rows set aside, and why."""

    reason: Text
    count: int


@dataclass(frozen=True, slots=True)
class Waterfall:
    """How the list becomes the companies that one point measures.

    Of ``rows`` that have an end, those that ``aside`` counts by why do not stand for a company;
    the others give ``companies``. Those that ``outside`` counts ended in no year that is measured;
    it is ``None`` where it would give back how many are in a hidden year.
    """

    point: str
    rows: int
    aside: tuple[Counted, ...]
    companies: int
    outside: tuple[Counted, ...] | None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What went in: the files by name and SHA-256, and what of them could not be used.

    ``remarks`` count company-years of the register, ``set_aside`` engagements of the list.
    ``made_up`` says that one of the files calls itself demo data.
    """

    register_name: str
    register_fingerprint: str
    guided_name: str
    guided_fingerprint: str
    rows: int
    companies: int
    first_year: int
    last_year: int
    engagements: int
    unfinished: int
    remarks: tuple[Counted, ...]
    set_aside: tuple[Counted, ...] = ()
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class EffectStatement:
    """The whole statement; ``demo`` marks made-up data, ``version`` is the code's.

    ``measured_by`` names who measured, where whoever ran it said so.
    """

    agreement: str
    agreement_id: str
    version: str
    demo: bool
    inputs: Inputs
    points: tuple[PointYear, ...]
    events: tuple[EventStudy, ...]
    measured_by: str = ""
    waterfalls: tuple[Waterfall, ...] = ()


POINT_YEAR = TypeAdapter(PointYear)
EVENT_STUDIES = TypeAdapter(tuple[EventStudy, ...])
STATEMENT = TypeAdapter(EffectStatement)
