"""A framework agreement as dated data: goals, measure points, thresholds, each with its clause."""

from fractions import Fraction
from typing import Literal, Self, TypeVar

from pydantic import Field, model_validator

from samvirke.agreements.definition import Definition as Definition
from samvirke.agreements.effect_definition import EffectDefinition
from samvirke.agreements.reporting import Reporting
from samvirke.agreements.vocabulary import (
    Indicator,
    Measure,
    MeasureKind,
    Operator,
    RuleKind,
    Scope,
    UnitCode,
)
from samvirke.figures import Period, Source, Text, Unit
from samvirke.figures.units import UNITS
from samvirke.records import Day, FractionField, Record, Rejected, TextField, Whole, Word, Year

PREVIOUS_LEVEL = "previous_level"
Place = tuple[str | int, ...]


class Validity(Record):
    """``[from, to)`` with the clause that says so."""

    start: Day = Field(alias="from", examples=["2021-01-01"])
    end: Day = Field(alias="to", examples=["2024-01-01"])
    clause: Word = Field(examples=["'13'"])

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.end <= self.start:
            raise Rejected(
                Text(
                    da="Aftalen udløber, før den træder i kraft.",
                    en="The agreement ends before it starts.",
                ),
                valid=Text(
                    da="»to« er den første dag, aftalen ikke længere gælder",
                    en="'to' is the first day on which the agreement no longer holds",
                ),
                example="{from: 2021-01-01, to: 2024-01-01, clause: '13'}",
            )
        return self

    @property
    def period(self) -> Period:
        """The validity as a period."""
        return Period(self.start, self.end)


class ContractRule(Record):
    """What every performance contract under the agreement must hold."""

    kind: RuleKind
    clause: Word = Field(examples=["'7.2'"])
    text: TextField


class Baseline(Record):
    """A measurement that thresholds build on, for the nation and each hub (by its id)."""

    id: Word
    title: TextField
    year: Year
    unit: UnitCode
    clause: Word = Field(examples=["'7.1, fodnote 2'"])
    nation: FractionField
    hubs: dict[str, FractionField]


class Part(Record):
    """One of the things that a goal is about; a goal that names only some of them is narrower.

    ``covers`` names other parts that this one includes: quality covers professional competence.
    """

    id: Word
    name: TextField
    words: tuple[Word, ...] = Field(min_length=1)
    covers: tuple[Word, ...] = ()


class Distribution(Record):
    """A total that the agreement itself splits over the hubs."""

    stated_for: Year
    basis: TextField
    clause: Word
    hubs: dict[str, FractionField]


class Threshold(Record):
    """What must be reached, in the years that it names and no others.

    ``minimum_word_printed`` is false where the text gives the number without "mindst", so that
    the operator is our reading; ``year_printed`` is false where the text names no year and the
    agreement's period is entered.
    """

    years: tuple[Year, ...] = Field(min_length=1, examples=["[2021, 2022]"])
    operator: Operator = Field(examples=["'>='"])
    value: FractionField | None = Field(default=None, examples=["80"])
    unit: UnitCode | None = Field(default=None, examples=["percent"])
    measure: Measure | None = None
    relative_to: Word | None = None
    clause: Word = Field(examples=["'7.1, mål 3, 1. punkt'"])
    minimum_word_printed: Literal["true", "false"]
    year_printed: Literal["true", "false"] = "true"
    recognised_by: tuple[Word, ...] = ()

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        needs_value = self.operator != "done"
        if needs_value != (self.value is not None) or needs_value != (self.unit is not None):
            raise Rejected(
                Text(
                    da=f"Et krav med »{self.operator}« skal "
                    f"{'have' if needs_value else 'ikke have'} både value og unit.",
                    en=f"A threshold with '{self.operator}' must "
                    f"{'have' if needs_value else 'not have'} both value and unit.",
                ),
                example="{years: [2023], operator: '>=', value: 50, unit: percent, "
                "clause: '7.1, mål 1'}",
            )
        if (self.operator == "increase>=") != (self.relative_to is not None):
            raise Rejected(
                Text(
                    da="Kun en stigning, og enhver stigning, siger med relative_to, hvad den "
                    "regnes fra.",
                    en="A rise, and only a rise, says with relative_to what it is counted from.",
                ),
                valid=Text(
                    da=f"en baselines id, eller {PREVIOUS_LEVEL}",
                    en=f"a baseline's id, or {PREVIOUS_LEVEL}",
                ),
                example="relative_to: awareness_2020",
            )
        return self

    @property
    def figure_unit(self) -> Unit:
        """The unit of ``value``. Raises ``ValueError`` for a delivery, which has none."""
        if self.unit is None:
            raise ValueError("a delivery has no unit")
        return UNITS[self.unit]

    @property
    def number(self) -> Fraction:
        """``value``. Raises ``ValueError`` for a delivery, which has none."""
        if self.value is None:
            raise ValueError("a delivery has no value")
        return self.value


class MeasurePoint(Record):
    """One thing that is measured, with its definition and the thresholds it must meet.

    ``printed_definition`` stands beside ``definition`` where the agreement's own words say
    something else than the method by which the point is measured: two texts, two definitions.
    ``measured_years`` lists the years in which a survey is held; without it the point is
    measured every year. ``recognised_by`` are word stems, Danish and English, by which a
    contract's own wording is matched to the point, ``ruled_out_by`` those that belong to another;
    ``wider_words`` tell that a contract counts more answers than the point does. Where
    ``parts_needed`` is ``any``, one part is enough to count. ``effect`` says how a growth
    difference is measured.
    """

    id: Word
    indicator: Indicator
    kind: MeasureKind
    scope: Scope
    title: TextField
    clause: Word = Field(examples=["'7.1, mål 1, 1. punkt'"])
    measured_by: Word
    measured_clause: Word
    measured_years: tuple[Year, ...] | None = None
    recognised_by: tuple[Word, ...] = Field(min_length=1)
    ruled_out_by: tuple[Word, ...] = ()
    wider_words: tuple[Word, ...] = ()
    parts: tuple[Part, ...] = ()
    parts_needed: Literal["all", "any"] = "all"
    definition: Definition
    printed_definition: Definition | None = None
    effect: EffectDefinition | None = None
    distribution: Distribution | None = None
    thresholds: tuple[Threshold, ...]

    @model_validator(mode="after")
    def _thresholds_fit(self) -> Self:
        if (self.kind == "local_target") != (not self.thresholds):
            raise Rejected(
                Text(
                    da=f"{self.id}: et målepunkt har mindst ét krav, undtagen et lokalt mål "
                    "(local_target), som intet har.",
                    en=f"{self.id}: a measure point has at least one threshold, except a "
                    "local_target, which has none.",
                )
            )
        if self.effect is not None and self.kind != "growth_difference":
            raise Rejected(
                Text(
                    da=f"{self.id}: kun en vækstforskel (growth_difference) siger med effect, "
                    "hvordan den måles.",
                    en=f"{self.id}: only a growth_difference says with effect how it is measured.",
                ),
                place=("effect",),
            )
        seen: set[tuple[int, str | None]] = set()
        for threshold in self.thresholds:
            for year in threshold.years:
                if (year, threshold.measure) in seen:
                    raise Rejected(
                        Text(
                            da=f"{self.id} har to krav i {year}.",
                            en=f"{self.id} has two thresholds in {year}.",
                        )
                    )
                seen.add((year, threshold.measure))
        return self


class Goal(Record):
    """A national goal: a heading over measure points."""

    id: Word
    number: Whole
    title: TextField
    clause: Word = Field(examples=["'7.1, mål 1'"])
    measure_points: tuple[MeasurePoint, ...] = Field(min_length=1)


class FrameworkAgreement(Record):
    """A framework agreement between the state and KL, loaded by ``load_agreements``."""

    schema_: Literal["samvirke.framework-agreement/1"] = Field(alias="schema")
    id: Word
    title: Word
    subject: Literal["business_hubs"]
    parties: tuple[Word, ...] = Field(min_length=2)
    dated: Day | None = None
    valid: Validity
    reporting: Reporting
    contract_rules: tuple[ContractRule, ...]
    baselines: tuple[Baseline, ...]
    goals: tuple[Goal, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        _refuse_double([(goal.id, ("goals", at)) for at, goal in enumerate(self.goals)])
        _refuse_double([(str(goal.number), ("goals", at)) for at, goal in enumerate(self.goals)])
        _refuse_double([(point.id, place) for point, place in self._placed_points()])
        _refuse_double(
            [(baseline.id, ("baselines", at)) for at, baseline in enumerate(self.baselines)]
        )
        for point, place in self._placed_points():
            for at, threshold in enumerate(point.thresholds):
                self._check_threshold(point, threshold, (*place, "thresholds", at))
        return self

    def _placed_points(self) -> list[tuple[MeasurePoint, Place]]:
        return [
            (point, ("goals", goal_at, "measure_points", at))
            for goal_at, goal in enumerate(self.goals)
            for at, point in enumerate(goal.measure_points)
        ]

    def _check_threshold(self, point: MeasurePoint, threshold: Threshold, place: Place) -> None:
        years = self.valid.period.years()
        outside = [year for year in threshold.years if year not in years]
        if outside:
            span = f"{years[0]}-{years[-1]}"
            raise Rejected(
                Text(
                    da=f"{point.id} har et krav i {outside[0]}, hvor aftalen ikke gælder.",
                    en=f"{point.id} has a threshold in {outside[0]}, when the agreement does not "
                    "hold.",
                ),
                valid=Text(da=span, en=span),
                place=(*place, "years"),
            )
        start = threshold.relative_to
        if start == PREVIOUS_LEVEL:
            before = [year for other in point.thresholds for year in other.years]
            if min(threshold.years) == min(before):
                raise Rejected(
                    Text(
                        da=f"{point.id} har ikke noget tidligere krav at stige fra.",
                        en=f"{point.id} has no earlier threshold to rise from.",
                    ),
                    place=(*place, "relative_to"),
                )
        elif start is not None and start not in {item.id for item in self.baselines}:
            known = ", ".join(sorted([PREVIOUS_LEVEL, *(item.id for item in self.baselines)]))
            raise Rejected(
                Text(
                    da=f"{point.id} regner fra »{start}«, som ikke findes.",
                    en=f"{point.id} counts from '{start}', which is not there.",
                ),
                valid=Text(da=known, en=known),
                place=(*place, "relative_to"),
            )

    @property
    def measure_points(self) -> tuple[MeasurePoint, ...]:
        """All measure points in the order of the goals."""
        return tuple(point for goal in self.goals for point in goal.measure_points)

    def measure_point(self, id_: str) -> MeasurePoint:
        """The measure point with this id. Raises ``LookupError`` where there is none."""
        return _named(self.measure_points, id_)

    def goal(self, id_: str) -> Goal:
        """The goal with this id. Raises ``LookupError`` where there is none."""
        return _named(self.goals, id_)

    def baseline(self, id_: str) -> Baseline:
        """The baseline with this id. Raises ``LookupError`` where there is none."""
        return _named(self.baselines, id_)

    def rule(self, kind: RuleKind) -> ContractRule | None:
        """What contracts must hold of this kind, or ``None`` where the agreement does not say."""
        return next((rule for rule in self.contract_rules if rule.kind == kind), None)

    def source(self, clause: str) -> Source:
        """A clause of this agreement as a source."""
        return Source(self.title, clause)


_Named = TypeVar("_Named", Goal, MeasurePoint, Baseline)


def _named(items: tuple[_Named, ...], id_: str) -> _Named:
    for item in items:
        if item.id == id_:
            return item
    raise LookupError(id_)


def _refuse_double(named: list[tuple[str, Place]]) -> None:
    seen: set[str] = set()
    for name, place in named:
        if name in seen:
            raise Rejected(
                Text(da=f"»{name}« står to gange.", en=f"'{name}' stands twice."), place=place
            )
        seen.add(name)
