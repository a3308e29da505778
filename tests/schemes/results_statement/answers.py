"""Statements made of invented answers: every line is measured as the real ones are.

A line's answers are given part by part (``None`` for all together, a segment, ``"rest"`` for
answers without a segment), each as how many answered what.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from samvirke.agreements import load_agreements
from samvirke.figures import Given, Source, Text
from samvirke.figures.units import NPS_POINTS, PERCENT
from samvirke.indicators import Beside, Status, Tally, measure
from samvirke.schemes.results_statement.model import Goal, Line, Measurement, Statement
from samvirke.schemes.results_statement.verdicts import judge_all

AGREEMENT = load_agreements()[0]
SNAPSHOT = "5e" * 32
PRINTED = Text("Efter aftalens egne ord", "By the agreement's own words")
SATISFIED, SCORE, USED, EFFECT, GREEN = "RA21-M3a", "RA21-M3b", "RA21-M4a", "RA21-M7a", "RA21-M6b"
ATOMS = {
    SATISFIED: ("yes", "unsure", "no", "unanswered"),
    SCORE: ("promoters", "passives", "detractors", "unanswered"),
    USED: ("used", "expects", "no", "unsure"),
    GREEN: ("yes", "unsure", "no"),
    EFFECT: ("yes", "unsure", "no"),
}

Answers = Mapping[str, int]
Parts = Mapping[str | None, Answers]


def together(parts: Parts) -> Parts:
    """``parts`` with all together first, which is their sum."""
    names = dict.fromkeys(name for answers in parts.values() for name in answers)
    total = {name: sum(answers.get(name, 0) for answers in parts.values()) for name in names}
    return {None: total, **parts}


def tally(line: str, answers: Answers, *, printed: bool = False) -> Tally:
    a = dict.fromkeys(ATOMS[line], 0) | dict(answers)
    if line == SCORE:
        base = a["promoters"] + a["passives"] + a["detractors"]
        return Tally(
            base,
            a["promoters"],
            unanswered=a["unanswered"],
            promoters=a["promoters"],
            detractors=a["detractors"],
        )
    if line == USED:
        counted = a["used"] + (0 if printed else a["expects"])
        return Tally(a["used"] + a["expects"] + a["no"], counted, a["unsure"])
    base = a["yes"] + a["unsure"] + a["no"]
    return Tally(base, a["yes"], a["unsure"], a.get("unanswered", 0))


def measured(
    line: str, segment: str | None, answers: Answers, before: Answers | None = None
) -> Measurement:
    """One measured value with all that stands beside it, as the snapshot measurer gives it."""
    point = AGREEMENT.measure_point(line)
    source = AGREEMENT.source(point.clause)

    def found(of, **more):
        return measure(point, of, source=source, snapshot=SNAPSHOT, segment=segment, **more)

    counted = tally(line, answers)
    own = found(counted)
    beside = own.beside
    if line == USED:
        printed = found(tally(line, answers, printed=True), definition=point.printed_definition)
        if printed.figure is not None:
            beside = (*beside, Beside(PRINTED, printed.figure))
    return Measurement(
        own.figure,
        segment,
        base=own.base,
        interval=own.interval,
        previous=None if before is None else found(tally(line, before)).figure,
        beside=beside,
        absent=own.reason,
        too_few=own.status is Status.TOO_FEW,
        cells=cells(counted, line),
    )


def cells(counted: Tally, line: str) -> tuple[tuple[str, int], ...]:
    if line == SCORE:
        passives = counted.base - counted.promoters - counted.detractors
        return (
            ("promoters", counted.promoters),
            ("passives", passives),
            ("detractors", counted.detractors),
        )
    return (
        ("counted", counted.counted),
        ("others", counted.base - counted.counted),
        ("dont_know", counted.dont_know),
    )


def line_of(
    line: str,
    parts: Parts,
    before: Parts | None = None,
    *,
    level: int = 50,
    changes: Mapping[str, object] | None = None,
) -> Line:
    """A measure point's line with the agreement's verdicts on ``level``."""
    point = AGREEMENT.measure_point(line)
    source = AGREEMENT.source(point.clause)
    measurements = tuple(
        measured(line, part, answers, None if before is None else before.get(part))
        for part, answers in parts.items()
        if part != "rest"
    )
    unit = NPS_POINTS if line == SCORE else PERCENT
    required = Given(Text("Krav", "Requirement"), Fraction(level), unit, source)
    each = len(measurements) > 1
    content = {
        "id": line,
        "title": point.title,
        "source": source,
        "computed_by": Text("Optalt af Samvirke", "Counted by Samvirke"),
        "definition": None,
        "measurements": measurements,
        "agreement": judge_all(measurements, required, ">=", source, each_segment=each),
        "contract": (),
    }
    return Line(**(content | dict(changes or {})))


def statement_of(
    *lines: Line, version: int = 1, hub: str = "fyn", hub_name: str = "Erhvervshus Fyn"
) -> Statement:
    return Statement(
        hub=hub,
        hub_name=hub_name,
        kkr_name="KKR Syddanmark",
        year=2022,
        agreement=AGREEMENT.id,
        agreement_title=AGREEMENT.title,
        contract=None,
        contract_title=None,
        snapshot=SNAPSHOT,
        code_version="0.1.0",
        version=version,
        due=date(2023, 6, 30),
        goals=(Goal("RA21-M3", Text("Mål", "Goal"), lines),),
        spread=(),
        spread_excluded=(),
        volumes=(),
        activity_shares=(),
        files=(),
    )


def only(line: Line, part: str | None) -> Measurement:
    """The measurement of one part of a line."""
    return next(item for item in line.measurements if item.segment == part)


def given(value: int, source: Source) -> Given:
    return Given(Text("Oplyst", "Stated"), Fraction(value), PERCENT, source)


def shown_parts(line: Line) -> Sequence[str | None]:
    """The parts whose value is shown."""
    return [item.segment for item in line.measurements if item.value is not None]
