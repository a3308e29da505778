"""The report's tables, from the public statement."""

from samvirke.papers.effect_report.tables.certainty import growths, robustness, trials
from samvirke.papers.effect_report.tables.groundwork import (
    balance,
    lost_pairs,
    matched_numbers,
    register_remarks,
    set_aside,
    waterfall,
)
from samvirke.papers.effect_report.tables.making import measured
from samvirke.papers.effect_report.tables.results import by_hub, events, not_measured, verdicts

__all__ = [
    "balance",
    "by_hub",
    "events",
    "growths",
    "lost_pairs",
    "matched_numbers",
    "measured",
    "not_measured",
    "register_remarks",
    "robustness",
    "set_aside",
    "trials",
    "verdicts",
    "waterfall",
]
