"""How the effect of guidance is measured: each choice as data, and which of them are our reading.

The framework agreements name the outcome, the threshold, the horizon and the segment, and no more.
"""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from samvirke.figures import Text
from samvirke.records import FractionField, Record, Rejected, Whole, Word, Year

GrowthFormula = Literal["mean_company_growth", "log_points", "midpoint", "aggregate", "median"]
BaseYear = Literal["year_before_end", "year_of_end"]
Engagement = Literal["first", "last"]
Exits = Literal["survivors", "all_with_midpoint"]
Controls = Literal["never_guided", "not_yet_guided"]
Proxy = Literal["turnover_per_full_time_equivalent", "value_added_per_full_time_equivalent"]
OutlierRule = Literal["none", "winsorise"]
Distance = Literal["score", "mahalanobis"]
ExactVariable = Literal["sector", "size_class", "region", "municipality"]
ScoreVariable = Literal[
    "log_turnover",
    "log_full_time_equivalents",
    "age",
    "turnover_growth_before",
    "employment_growth_before",
]
Choice = Literal[
    "base_year",
    "caliper",
    "controls",
    "disclosure",
    "distance",
    "engagement",
    "exact",
    "exits",
    "growth",
    "horizon_years",
    "minimum_minutes",
    "minimum_pairs",
    "outliers",
    "ratio",
    "replacement",
    "score",
    "trials",
]


def _flag(value: object) -> object:
    """``true`` and ``false`` as the file spells them."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


class Outliers(Record):
    """Growth outside the ``percent`` lowest and highest is pulled in to them; ``none`` keeps it."""

    rule: OutlierRule
    percent: FractionField = Field(examples=["1"])


class Disclosure(Record):
    """When an effect is hidden: under ``minimum`` companies, or where the largest of them holds
    more than ``dominance_percent`` of all turnover in the base year.
    """

    minimum: Whole = Field(examples=["5"])
    dominance_percent: FractionField = Field(examples=["50"])


class ProductivityProxy(Record):
    """What stands for productivity from a statement year on, until a better proxy replaces it."""

    from_year: Year
    proxy: Proxy
    clause: Word


class Trials(Record):
    """How often chance is tried: ``placebos`` and ``bootstraps`` drawn from ``seed``."""

    seed: Whole
    placebos: Whole
    bootstraps: Whole


class EffectDefinition(Record):
    """The definition of an effect measure point.

    ``our_reading`` names the choices that the agreement does not print and that we supply.
    ``caliper`` is in standard deviations of the logit; ``ratio`` is controls per guided company.
    ``controls`` that are ``not_yet_guided`` are the never guided and those whose guidance ended
    after the statement year.
    """

    growth: GrowthFormula
    base_year: BaseYear
    horizon_years: Whole
    engagement: Engagement
    minimum_minutes: Whole
    outliers: Outliers
    exits: Exits
    controls: Controls
    exact: tuple[ExactVariable, ...]
    score: tuple[ScoreVariable, ...] = Field(min_length=1)
    distance: Distance
    caliper: FractionField
    ratio: Whole
    replacement: Annotated[bool, BeforeValidator(_flag)]
    minimum_pairs: Whole
    productivity: tuple[ProductivityProxy, ...] = ()
    disclosure: Disclosure
    trials: Trials
    clause: Word
    our_reading: tuple[Choice, ...]

    @model_validator(mode="after")
    def _can_be_measured(self) -> Self:
        if self.exits == "all_with_midpoint" and self.growth != "midpoint":
            raise Rejected(
                Text(
                    da="Kun midtpunktsformlen giver en ophørt virksomhed en vækst.",
                    en="Only the midpoint formula gives a company that is gone a growth.",
                ),
                example="growth: midpoint",
                place=("exits",),
            )
        if self.ratio < 1:
            what = Text(da="ratio skal være mindst 1.", en="ratio must be at least 1.")
            raise Rejected(what, example="ratio: 1", place=("ratio",))
        if self.caliper <= 0:
            what = Text(da="caliper skal være over 0.", en="caliper must be above 0.")
            raise Rejected(what, example="caliper: 0.2", place=("caliper",))
        if not 0 <= self.outliers.percent < 50:
            what = Text(
                da="outliers.percent skal være mindst 0 og under 50.",
                en="outliers.percent must be at least 0 and below 50.",
            )
            raise Rejected(what, example="percent: 1", place=("outliers", "percent"))
        return self

    def proxy_of(self, year: int) -> Proxy:
        """What stands for productivity in the statement of ``year``.

        Raises ``LookupError`` where the definition names nothing for it.
        """
        held = [item for item in self.productivity if item.from_year <= year]
        if not held:
            raise LookupError(f"no productivity proxy for {year}")
        return max(held, key=lambda item: item.from_year).proxy

    @property
    def base_offset(self) -> int:
        """Years from the end of guidance to the base year: -1 or 0."""
        return -1 if self.base_year == "year_before_end" else 0
