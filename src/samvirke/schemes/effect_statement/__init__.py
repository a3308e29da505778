"""Did guidance help? The effect against a control group, two years after guidance ended.

Framework agreement 2021–2023, 7.1, goal 7; 2024–2027, 8.1, goal 5. The agreements print the
outcome, the threshold, the horizon and the segment; every other choice stands in the agreement's
file, marked as our reading, and the others are computed beside it.
"""

from samvirke.schemes.effect_statement.checking import NotPublishable, publishable, unless_broken
from samvirke.schemes.effect_statement.edition import public
from samvirke.schemes.effect_statement.figures import addressed_figures
from samvirke.schemes.effect_statement.json_form import (
    effect_statement_from_json,
    effect_statement_to_json,
)
from samvirke.schemes.effect_statement.judging import DECIMALS, effect_figure, verdict_beside
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
    "Steps",
    "addressed_figures",
    "effect_figure",
    "effect_points",
    "effect_statement_from_json",
    "effect_statement_to_json",
    "make_statement",
    "public",
    "publishable",
    "published",
    "unless_broken",
    "verdict_beside",
]
