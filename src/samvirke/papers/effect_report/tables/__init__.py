"""The report's tables, from the public statement."""

from samvirke.papers.effect_report.tables.certainty import growths, robustness, trials
from samvirke.papers.effect_report.tables.groundwork import (
    balance,
    from_list,
    lost_pairs,
    matched_numbers,
    register_remarks,
)
from samvirke.papers.effect_report.tables.making import measured
from samvirke.papers.effect_report.tables.results import by_hub, events, not_measured, verdicts

__all__ = [
    "balance",
    "by_hub",
    "events",
    "from_list",
    "growths",
    "lost_pairs",
    "matched_numbers",
    "measured",
    "not_measured",
    "register_remarks",
    "robustness",
    "trials",
    "verdicts",
]
