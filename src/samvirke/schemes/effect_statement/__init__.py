"""Did guidance help? The effect against a control group, two years after guidance ended.

Framework agreement 2021–2023, 7.1, goal 7; 2024–2027, 8.1, goal 5. The agreements print the
outcome, the threshold, the horizon and the segment; every other choice stands in the agreement's
file, marked as our reading, and the others are computed beside it.
"""

from samvirke.schemes.effect_statement.checking import NotPublishable, publishable, unless_broken
from samvirke.schemes.effect_statement.definitions import departures, hiding_warnings
from samvirke.schemes.effect_statement.edition import public
from samvirke.schemes.effect_statement.figures import addressed_figures
from samvirke.schemes.effect_statement.json_form import (
    effect_statement_from_json,
    effect_statement_to_json,
    public_document,
)
from samvirke.schemes.effect_statement.judging import (
    DECIMALS,
    MEASURE_NAMES,
    effect_figure,
    has_no_spread,
    verdict_beside,
)
from samvirke.schemes.effect_statement.model import (
    BalanceRow,
    Band,
    EffectStatement,
    Estimate,
    EventStudy,
    EventYear,
    Inputs,
    Line,
    Match,
    MeasureResult,
    Part,
    PointYear,
    ScoreSummary,
    Waterfall,
)
from samvirke.schemes.effect_statement.parts import published
from samvirke.schemes.effect_statement.statement import (
    EffectOrder,
    Steps,
    effect_points,
    make_statement,
)

__all__ = [
    "DECIMALS",
    "MEASURE_NAMES",
    "BalanceRow",
    "Band",
    "EffectOrder",
    "EffectStatement",
    "Estimate",
    "EventStudy",
    "EventYear",
    "Inputs",
    "Line",
    "Match",
    "MeasureResult",
    "NotPublishable",
    "Part",
    "PointYear",
    "ScoreSummary",
    "Steps",
    "Waterfall",
    "addressed_figures",
    "departures",
    "effect_figure",
    "effect_points",
    "effect_statement_from_json",
    "effect_statement_to_json",
    "has_no_spread",
    "hiding_warnings",
    "make_statement",
    "public",
    "public_document",
    "publishable",
    "published",
    "unless_broken",
    "verdict_beside",
]
